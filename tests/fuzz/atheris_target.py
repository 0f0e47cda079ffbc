"""A long fuzz run guided by coverage: `python tests/fuzz/atheris_target.py -max_total_time=600`.

Needs `pip install -e ".[fuzz]"` (atheris; Linux). It starts from the examples and from every input that ever
failed, and goes on until something is raised, hangs, or takes more than 512 MiB: that input is then written
to `out/fuzz/`. A file kept in `tests/fuzz/regressions/`, with its line in the list there, holds the repair.
All options are libFuzzer's.
"""

import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["ehsg_cli"]):
    from ehsg_cli.render.findings.formats import FORMATS
    from tests.fuzz.doors import command, sound
    from tests.fuzz.look import look_at
    from tests.fuzz.texts import REGRESSIONS, seeds

# How an input comes in: its first byte says, so that the fuzzer can find out which way leads where.
OUTPUTS = tuple(FORMATS)


def test_one_input(data: bytes) -> None:
    """Hand one input in at a door; whatever is wrong with us is raised."""
    way, data = (data[0] if data else 0), data[1:]
    if way < 224:
        look_at(data)
    else:
        output = OUTPUTS[way % len(OUTPUTS)]
        sound(command("validate", "-", "--format", output, stdin=data), output)


def main() -> None:
    """Write the seeds, and begin."""
    found = ROOT / "out" / "fuzz"
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ehsg-fuzz-") as corpus:
        inputs = [*seeds(), *(path.read_bytes() for path in sorted(REGRESSIONS.glob("*.yaml")))]
        for number, seed in enumerate(inputs):
            for way in (b"\x00", b"\xff"):
                Path(corpus, f"{number}-{way.hex()}").write_bytes(way + seed)
        limits = ["-rss_limit_mb=512", "-timeout=20", "-max_len=65536", f"-artifact_prefix={found}/"]
        atheris.Setup([sys.argv[0], *limits, *sys.argv[1:], corpus], test_one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
