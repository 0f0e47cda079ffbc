"""Time `ehsg validate` beside other tools on the same files: `python benchmarks/validate.py`.

Everything is timed as a whole process, start-up included, in turn: a machine that slows down for a while
slows down all of them. Nothing counts whose exit code is not 0, and before anything is timed each tool has to
find the mistake in every file of a small corpus, in the same way of being called. See benchmarks/README.md.

Standard library only, and what needs more runs in processes of its own: a process's peak memory includes what
the one that started it held at that moment.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
import threading
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# The other tools live apart: beside ehsg they would find ruamel.yaml.clib, which they do not bring.
OTHERS = HERE / ".others"
GUIDE = "ehsg-2022"
MIB = 1024 * 1024
MEMORY_TARGET = 60  # MiB, one process
PROOF = 3  # files in the small corpus with a mistake in each

# Rules that matter; those that our files would break by their layout are off, so that nothing is printed.
YAMLLINT = "extends: default\nrules: {line-length: {max: 110}, document-start: disable}\n"

# Every file's bytes through libyaml, and nothing made of the events: the time below which no reader can be.
SCAN_IN_C = """
import os, sys
from yaml._yaml import CParser
events = files = 0
for name in sorted(os.listdir(sys.argv[1])):
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        events += CParser(file.read()).raw_parse()
    files += 1
print(files, events)
"""
# The same with an object made of each event.
SCAN_FROM_PYTHON = """
import os, sys, yaml
events = files = 0
for name in sorted(os.listdir(sys.argv[1])):
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        for event in yaml.parse(file.read(), Loader=yaml.CLoader):
            events += 1
    files += 1
print(files, events)
"""


class Corpus(NamedTuple):
    """Files to look at, and what the tools need to do so."""

    folder: Path
    files: list[Path]
    schemas: Path

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(file.stat().st_size for file in self.files)


class Contender(NamedTuple):
    """Something to time.

    Attributes:
        key: for `--only`.
        name: as tables show it.
        command: how it is called on a corpus.
        counted: whether what it printed says that it looked at so many files; `None` where it prints nothing.
        scans: whether it only scans, and so finds no mistakes.
    """

    key: str
    name: str
    command: Callable[[Corpus], list[str]]
    counted: Callable[[str, int], bool] | None = None
    scans: bool = False


class Target(NamedTuple):
    """What the ratio of a contender's time and ours has to be."""

    files: int
    contender: str
    at_most: float | None = None  # ours, as a multiple of its time
    at_least: float | None = None  # its time, as a multiple of ours


TARGETS = (
    Target(100, "scan-python", at_most=2.5),
    Target(100, "check-jsonschema", at_least=15),
    Target(100, "yamllint", at_least=20),
    Target(100, "yamale", at_least=1),
    Target(2000, "scan-c", at_most=4.5),
    Target(2000, "scan-python", at_most=1.2),
    Target(2000, "check-jsonschema", at_least=35),
    Target(2000, "yamllint", at_least=50),
    Target(2000, "yamale", at_least=2),
)


class Run(NamedTuple):
    """One whole process, from start to end.

    Attributes:
        seconds: on the clock.
        cpu: of all its processes together.
        largest: peak memory of the largest process, in bytes; `None` where the system does not tell.
        together: the most memory of all processes at one time, pages they share counted in each; sampled.
        code: its exit code.
        out: what it printed.
    """

    seconds: float
    cpu: float | None
    largest: int | None
    together: int | None
    code: int
    out: str


class Broken(Exception):
    """A tool that did not do its work: nothing is worth timing then."""


# Running


def run(command: Sequence[str]) -> Run:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as output:
        start = perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        watch = _Watch(process.pid)
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            seconds = perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            cpu: float | None = usage.ru_utime + usage.ru_stime
            # Linux counts in KiB, macOS in bytes.
            largest: int | None = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        else:
            process.wait()
            seconds, cpu, largest = perf_counter() - start, None, None
        together = watch.end()
        output.seek(0)
        out = output.read().decode(errors="replace")
    if together is not None and largest is not None:
        together = max(together, largest)
    return Run(seconds, cpu, largest, together, process.returncode, out)


class _Watch:
    """Samples how much memory a process and those it started hold together, where /proc tells."""

    _EVERY = 0.05

    def __init__(self, pid: int) -> None:
        self._most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(pid,), daemon=True)
        self._can = Path("/proc/self/statm").exists()
        if self._can:
            self._thread.start()

    def end(self) -> int | None:
        if not self._can:
            return None
        self._ended.set()
        self._thread.join()
        return self._most

    def _look(self, pid: int) -> None:
        page = os.sysconf("SC_PAGE_SIZE")
        while not self._ended.wait(self._EVERY):
            self._most = max(self._most, page * sum(self._pages(pid)))

    def _pages(self, pid: int) -> Iterator[int]:
        try:
            yield int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            children = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
        except (OSError, IndexError):  # it has ended
            return
        for child in " ".join(children).split():
            yield from self._pages(int(child))


def checked(contender: Contender, corpus: Corpus) -> Run:
    """Run a contender; it must end well and have looked at every file.

    Raises:
        Broken: it did not.
    """
    done = run(contender.command(corpus))
    if done.code != 0:
        raise Broken(f"{contender.name} ended with {done.code}:\n{done.out[-2000:]}")
    if contender.counted is not None and not contender.counted(done.out, len(corpus.files)):
        raise Broken(f"{contender.name} did not look at all files:\n{done.out[-2000:]}")
    return done


def prove(contender: Contender, corpus: Corpus) -> None:
    """See that a contender finds the mistake in each file of a corpus.

    Raises:
        Broken: it did not.
    """
    done = run(contender.command(corpus))
    unnamed = [file.name for file in corpus.files if file.name not in done.out]
    if done.code != 1 or unnamed:
        raise Broken(
            f"{contender.name} does not look at {unnamed} (it ended with {done.code}):\n{done.out[-2000:]}"
        )


# What is compared


def contenders(others: Path) -> list[Contender]:
    """Everything there is to time, ours first."""
    ehsg = _script(Path(sysconfig.get_path("scripts")), "ehsg")
    python = str(_python(others))

    def tool(name: str) -> str:
        return _script(_python(others).parent, name)

    def files(corpus: Corpus) -> list[str]:
        return [str(file) for file in corpus.files]

    def said(text: str) -> Callable[[str, int], bool]:
        return lambda out, number: text.format(n=number, s="" if number == 1 else "s") in out.replace(",", "")

    return [
        Contender(
            "ehsg",
            "ehsg validate FOLDER",
            lambda corpus: [ehsg, "validate", str(corpus.folder)],
            said("{n} file{s} checked: no findings"),
        ),
        Contender(
            "ehsg-files",
            "ehsg validate FILE...",
            lambda corpus: [ehsg, "validate", *files(corpus)],
            said("{n} file{s} checked: no findings"),
        ),
        Contender("python", "python -c pass", lambda corpus: [python, "-c", "pass"], scans=True),
        Contender(
            "scan-c",
            "libyaml scan in C",
            lambda corpus: [python, "-c", SCAN_IN_C, str(corpus.folder)],
            lambda out, number: out.startswith(f"{number} "),
            scans=True,
        ),
        Contender(
            "scan-python",
            "event scan from Python",
            lambda corpus: [python, "-c", SCAN_FROM_PYTHON, str(corpus.folder)],
            lambda out, number: out.startswith(f"{number} "),
            scans=True,
        ),
        Contender(
            "check-jsonschema",
            "check-jsonschema",
            # -vv lists the files that were looked at.
            lambda corpus: [
                tool("check-jsonschema"),
                "-vv",
                "--schemafile",
                str(corpus.schemas / "schema.json"),
                *files(corpus),
            ],
            lambda out, number: out.count(".yaml") == number,
        ),
        Contender(
            "yamllint",
            "yamllint",
            lambda corpus: [
                tool("yamllint"),
                "--strict",
                "-c",
                str(corpus.schemas / "yamllint.yaml"),
                str(corpus.folder),
            ],
        ),
        Contender(
            "yamale",
            "yamale",
            # Given a folder it uses four processes, given files one.
            lambda corpus: [tool("yamale"), "-s", str(corpus.schemas / "yamale.yaml"), str(corpus.folder)],
            said("Found {n} yaml files"),
        ),
    ]


def _script(folder: Path, name: str) -> str:
    return str(folder / (f"{name}.exe" if os.name == "nt" else name))


def _python(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def set_up_others() -> Path:
    """An environment with the other tools as pip installs them; made anew when the list changes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted: list[str] = project["project"]["optional-dependencies"]["bench"]
    environment = OTHERS / f"{sys.implementation.name}-{sys.version_info.major}.{sys.version_info.minor}"
    stamp = environment / "installed.json"
    if stamp.is_file() and json.loads(stamp.read_text(encoding="utf-8")) == wanted:
        return environment
    progress(f"installing {', '.join(wanted)}")
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=True)
    pip = [str(_python(environment)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *wanted], check=True)
    stamp.write_text(json.dumps(wanted), encoding="utf-8")
    return environment


def make_schemas(folder: Path) -> None:
    """What each tool needs to look at an assessment, all of it from the guide pack."""
    folder.mkdir()
    ehsg = [sys.executable, "-m", "ehsg_cli", "schema", "--guide", GUIDE, "--kind", "assessment"]
    schema = subprocess.run(ehsg, check=True, capture_output=True).stdout
    (folder / "schema.json").write_bytes(schema)
    subprocess.run(
        [sys.executable, str(HERE / "yamale_schema.py"), GUIDE, str(folder / "yamale.yaml")], check=True
    )
    (folder / "yamllint.yaml").write_text(YAMLLINT, encoding="utf-8")


def make_corpus(folder: Path, number: int, schemas: Path) -> Corpus:
    """So many sound files."""
    subprocess.run(
        [sys.executable, str(HERE / "corpus.py"), str(folder), str(number)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return Corpus(folder, sorted(folder.iterdir()), schemas)


def break_every_file(corpus: Corpus) -> None:
    """Put a mistake into each: a score that there is not (for schemas), a space too many (for yamllint)."""
    for file in corpus.files:
        text = file.read_text(encoding="utf-8")
        before, key, after = text.partition("    score: ")
        file.write_text(f"{before}{key}9 {after[1:]}", encoding="utf-8", newline="\n")


# Measuring


class Measured(NamedTuple):
    """What a contender took for a number of files."""

    contender: Contender
    runs: list[Run]

    @property
    def seconds(self) -> float:
        """The median time."""
        return median(run.seconds for run in self.runs)

    def most(self, what: str) -> int | None:
        """The largest of a figure of memory over all runs."""
        figures = [figure for figure in (getattr(run, what) for run in self.runs) if figure is not None]
        return max(figures, default=None)


def measure(corpus: Corpus, of: Sequence[Contender], rounds: int, patience: float) -> list[Measured]:
    """Time everything in turn; what takes longer than `patience` seconds is timed once."""
    measured = [Measured(contender, []) for contender in of]
    for number in range(rounds):
        # There and back, so that nobody always runs behind the same neighbour.
        for one in measured if number % 2 == 0 else reversed(measured):
            if one.runs and one.runs[0].seconds > patience:
                continue
            progress(f"{_files(len(corpus.files))}, round {number + 1} of {rounds}: {one.contender.name}")
            one.runs.append(checked(one.contender, corpus))
    scans = {
        run.out.split()[1]
        for one in measured
        if one.contender.key in ("scan-c", "scan-python")
        for run in one.runs
    }
    if len(scans) > 1:
        raise Broken(f"the two scans did not see the same events: {', '.join(sorted(scans))}")
    return measured


def progress(text: str) -> None:
    """What is being done, on standard error."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


# Telling


def as_data(corpus: Corpus, measured: Sequence[Measured]) -> dict[str, Any]:
    """What was measured for one number of files, with the ratios and what they have to be."""
    ours = next((one for one in measured if one.contender.key == "ehsg"), None)
    rows = []
    for one in measured:
        row: dict[str, Any] = {
            "key": one.contender.key,
            "name": one.contender.name,
            "runs": len(one.runs),
            "seconds": one.seconds,
            "shortest": min(run.seconds for run in one.runs),
            "longest": max(run.seconds for run in one.runs),
            "cpu": median(cpu) if (cpu := [run.cpu for run in one.runs if run.cpu is not None]) else None,
            "largest_process": one.most("largest"),
            "processes_together": one.most("together"),
        }
        if ours is not None and one is not ours:
            row["ours_is_times"] = ours.seconds / one.seconds
            row |= _judged(len(corpus.files), one.contender.key, ours.seconds / one.seconds)
        rows.append(row)
    memory = ours.most("largest") if ours else None
    return {
        "files": len(corpus.files),
        "bytes": corpus.size,
        "contenders": rows,
        "memory_met": None if memory is None else memory < MEMORY_TARGET * MIB,
    }


def _judged(files: int, contender: str, times: float) -> dict[str, Any]:
    for target in TARGETS:
        if (target.files, target.contender) == (files, contender):
            if target.at_most is not None:
                return {"target": f"at most {target.at_most:g}x its time", "met": times <= target.at_most}
            assert target.at_least is not None
            spoken = "no slower" if target.at_least == 1 else f"at least {target.at_least:g}x faster"
            return {"target": spoken, "met": 1 / times >= target.at_least}
    return {"target": None, "met": None}


def as_table(data: dict[str, Any]) -> str:
    """The same for people, as a Markdown table."""
    files = data["files"]
    head = [
        "",
        "time",
        "shortest-longest",
        "runs",
        "largest process",
        "together",
        "ehsg against it",
        "target",
        "",
    ]
    rows = [head]
    for row in data["contenders"]:
        times = row.get("ours_is_times")
        met = row.get("met")
        rows.append([
            row["name"],
            _seconds(row["seconds"]),
            f"{_seconds(row['shortest'])}-{_seconds(row['longest'])}",
            str(row["runs"]),
            _mib(row["largest_process"]),
            _mib(row["processes_together"]),
            "" if times is None else _spoken(times, scans=row["key"] in ("python", "scan-c", "scan-python")),
            row.get("target") or "",
            "" if met is None else "met" if met else "NOT MET",
        ])  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        f"### {_files(files)}, {data['bytes'] / 1e6:.2f} MB",
        "",
        *(
            "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
            for row in rows
        ),
    ]
    lines.insert(3, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    if data["memory_met"] is not None:
        met = "met" if data["memory_met"] else "NOT MET"
        lines += ["", f"ehsg's largest process under {MEMORY_TARGET} MiB: {met}"]
    return "\n".join([*lines, ""])


def _files(number: int) -> str:
    return f"{number:,} file{'' if number == 1 else 's'}"


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _mib(figure: int | None) -> str:
    return "-" if figure is None else f"{figure / MIB:.0f} MiB"


def _spoken(times: float, *, scans: bool) -> str:
    if scans:
        return f"{times:.2f}x its time"
    return f"{1 / times:.1f}x faster" if times <= 1 else f"{times:.1f}x slower"


def machine(others: Path) -> dict[str, Any]:
    """Where and with what this was measured."""
    listed = subprocess.run(
        [str(_python(others)), "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"],
        check=True,
        capture_output=True,
    )
    versions = {package["name"]: package["version"] for package in json.loads(listed.stdout)}
    ours = subprocess.run(
        [sys.executable, "-c", "import ehsg_cli; print(ehsg_cli.__version__)"],
        check=True,
        capture_output=True,
        text=True,
    )
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    shown = ("check-jsonschema", "yamllint", "yamale", "PyYAML", "ruamel.yaml", "ruamel.yaml.clib")
    return {
        "cores": cores,
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "versions": {"ehsg": ours.stdout.strip(), **{name: versions.get(name) for name in shown}},
    }


def spoken_machine(data: dict[str, Any]) -> str:
    """The same for people."""
    versions = ", ".join(f"{name} {version}" for name, version in data["versions"].items() if version)
    without = [name for name, version in data["versions"].items() if version is None]
    said = f"{data['cores']} cores, {data['system']}, {data['python']}; {versions}"
    return f"{said}; the others without {', '.join(without)}\n" if without else f"{said}\n"


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, nargs="+", default=[1, 100, 2000], metavar="N")
    parser.add_argument(
        "--rounds", type=int, default=5, metavar="N", help="how often each is timed (default: 5)"
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=30,
        metavar="SECONDS",
        help="what takes longer than this is timed once (default: 30)",
    )
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", help="time only these beside ehsg, such as yamale"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if min(options.files) < 1 or options.rounds < 1:
        parser.error("--files and --rounds count from 1")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    options = parsed(arguments)
    others = set_up_others()
    everything = contenders(others)
    known = [contender.key for contender in everything]
    unknown = set(options.only or ()) - set(known)
    if unknown:
        progress(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(known)}")
        return 2
    wanted = [one for one in everything if not options.only or one.key in ("ehsg", *options.only)]
    about = machine(others)
    results = []
    with tempfile.TemporaryDirectory(prefix="ehsg-benchmark-") as name:
        schemas = Path(name) / "schemas"
        make_schemas(schemas)
        try:
            proof = make_corpus(Path(name) / "proof", PROOF, schemas)
            break_every_file(proof)
            for contender in wanted:
                if not contender.scans:
                    prove(contender, proof)
            if not options.json:
                sys.stdout.write(spoken_machine(about) + "\n")
            for number in options.files:
                corpus = make_corpus(Path(name) / f"areas-{number}", number, schemas)
                # An empty Python says what start-up costs: beside many files it says nothing.
                now = [one for one in wanted if one.key != "python" or number == 1]
                results.append(as_data(corpus, measure(corpus, now, options.rounds, options.patience)))
                if not options.json:
                    sys.stdout.write(as_table(results[-1]) + "\n")
                    sys.stdout.flush()
        except Broken as error:
            progress(str(error))
            return 1
    if options.json:
        sys.stdout.write(json.dumps({"machine": about, "results": results}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
