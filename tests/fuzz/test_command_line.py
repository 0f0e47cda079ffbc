"""Hostile files through the doors that a user has: no traceback, no hang, an exit code of the table."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ehsg_cli.cli.validate import FindingsFormat
from ehsg_cli.document import parse
from tests.fuzz.doors import command, findings_in, process, sound
from tests.fuzz.texts import mutated, yaml_text
from tests.helpers import drawn

HOSTILE = yaml_text() | mutated() | st.binary(max_size=300)
FORMATS = [output.value for output in FindingsFormat]
# What people write into ehsg.toml, and what they did not mean to.
SETTINGS = st.binary(max_size=60) | st.lists(
    st.sampled_from([
        b"", b"ignore = ['EH402']\n", b"ignore = 'EH402'\n", b"ignore = [1]\n", b"ignore = ['EH']\n",
        b"[[paths]]\n", b"match = '*.yaml'\n", b"match = '[a'\n", b"match = '" + b"*a" * 40 + b"'\n",
        b"[severity]\n", b"EH402 = 'note'\n", b"EH402 = 'never'\n", b"EH999 = 'error'\n", b"EH = 3\n",
        b"paths = 3\n", b"\xff\n", b"a = [\n", b"#\n", b"[paths.a]\n",
    ]),
    max_size=6,
).map(b"".join)  # fmt: skip
# A day with a slow machine is no failure of ours, and many examples share one function.
FUZZ = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


@settings(FUZZ, max_examples=200)
@given(data=HOSTILE, output=st.sampled_from(FORMATS), level=st.sampled_from(["error", "note", "never"]))
def test_every_output_of_validate(data: bytes, output: str, level: str) -> None:
    """Whatever the bytes and the format, it ends well, and what is printed can be read again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "area.yaml"
        path.write_bytes(data)
        came = command("validate", "--format", output, "--fail-on", level, str(path))
        sound(came, output)
        assert came.code in ((0,) if level == "never" else (0, 1))
        assert path.read_bytes() == data


@settings(FUZZ, max_examples=100)
@given(data=HOSTILE, output=st.sampled_from(FORMATS))
def test_standard_input(data: bytes, output: str) -> None:
    """The same bytes by the other door."""
    came = command("validate", "-", "--format", output, "--stdin-filename", "areas/a.yaml", stdin=data)
    sound(came, output)
    assert came.code in (0, 1)


@settings(FUZZ, max_examples=100)
@given(data=HOSTILE)
def test_mending(data: bytes) -> None:
    """`--fix` mends once and then no more; `--diff` writes nothing; neither makes a file worse."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "area.yaml"
        path.write_bytes(data)
        shown = command("validate", "--fix", "--diff", str(path))
        sound(shown)
        assert path.read_bytes() == data
        before = len(findings_in(Path(folder), data))

        sound(command("validate", "--fix", str(path)))
        mended = path.read_bytes()
        assert (mended != data) == bool(shown.code)
        assert len(findings_in(Path(folder), mended)) <= before
        sound(command("validate", "--fix", str(path)))
        assert path.read_bytes() == mended
        passed_on = command("validate", "--fix", "-", stdin=data)
        assert passed_on.code in (0, 1)
        assert passed_on.out.encode(errors="surrogateescape") == mended


@settings(FUZZ, max_examples=80)
@given(data=st.lists(HOSTILE, min_size=3, max_size=3), text=SETTINGS, output=st.sampled_from(FORMATS))
def test_what_stands_beside_a_file(data: list[bytes], text: bytes, output: str) -> None:
    """Settings, names and companions may be as hostile as the file itself."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".ehsg").mkdir()
        beside = [folder / "area.yaml", folder / "plan.yaml", folder / ".ehsg" / "names.txt"]
        for path, content in zip(beside, data, strict=True):
            path.write_bytes(content)
        (folder / "ehsg.toml").write_bytes(text)
        sound(command("validate", "--format", output, str(folder / "area.yaml")), output)
        sound(command("validate", "--fix", "--diff", str(folder)))


@settings(FUZZ, max_examples=60)
@given(data=HOSTILE, name=st.sampled_from(["summary", "priorities", "autonomy"]))
def test_the_commands_that_compute(data: bytes, name: str) -> None:
    """What is no assessment is told of, and nothing is computed from it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "area.yaml"
        path.write_bytes(data)
        sound(command(name, str(path)))


@settings(FUZZ, max_examples=150)
@given(data=HOSTILE)
def test_what_is_no_yaml_or_none_of_ours_gets_an_error(data: bytes) -> None:
    """Judged by another reading of the same bytes: the library's own, which knows nothing of our files.

    Without the characters that it takes for line ends as YAML 1.1 did.
    """
    assume(not any(character.encode() in data for character in "\x85\u2028\u2029\ufeff"))
    try:
        content = YAML(typ="safe").load(data.decode().removeprefix("\ufeff"))
        ours = isinstance(content, dict) and content.get("ehsg") in ("assessment/1", "thresholds/1")
    except (YAMLError, ValueError, AssertionError, TypeError, KeyError, IndexError, AttributeError):
        ours = False
    with TemporaryDirectory() as folder:
        found = findings_in(Path(folder), data)
    if not ours:
        assert any(finding["severity"] == "error" for finding in found)


@settings(FUZZ, max_examples=100)
@given(data=HOSTILE)
def test_both_parsers(data: bytes) -> None:
    """They give the same tree and the same findings, or neither reads the whole and both say so."""
    text = data.decode(errors="replace").removeprefix("\ufeff")
    compiled, pure = parse(text), parse(text, pure=True)
    assert compiled.complete == pure.complete
    if compiled.complete:
        assert drawn(compiled.root) == drawn(pure.root)
        assert compiled.findings == pure.findings
    assert compiled.complete or (compiled.findings and pure.findings)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory limit is Linux's")
@settings(FUZZ, max_examples=25)
@given(data=HOSTILE, output=st.sampled_from(FORMATS), stdin=st.booleans())
def test_whole_processes_within_512_mib(data: bytes, output: str, stdin: bool) -> None:
    """As a user runs it: a process of its own, with little memory and little time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "area.yaml"
        path.write_bytes(data)
        came = process("validate", "--format", output, "-" if stdin else str(path), data=data)
    sound(came, output)
    assert came.code in (0, 1)
