"""Set this project up and run it, from a clone and a Python 3.11 or later and nothing else.

    python run.py report               the example report, as HTML and Markdown, into out/
    python run.py test [PYTEST ARGS]   every check: ruff, ruff format, mypy, pytest

Both first make an environment in .venv beside this file, and put it right when it is broken or out of date.
"""

# Older Pythons must be able to read this file far enough to be told that they are too old, so: no syntax
# and no import here that Python 3.6 lacks.
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Sequence

# abspath, not resolve(): a mapped network drive keeps its letter, which some Windows programs need.
ROOT = Path(os.path.abspath(__file__)).parent  # noqa: PTH100
VENV = ROOT / ".venv"
EXAMPLE = ROOT / "examples" / "gateshead-2022.yaml"
OUT = ROOT / "out"

OLDEST = (3, 11)
TAIL = 15  # lines of a failed program's output worth showing
GRACE = 10  # seconds a child has to tidy up after Ctrl-C


class Stop(Exception):
    """The work can't go on: what is wrong, what to do about it, and the exit code."""

    def __init__(self, problem: str, remedy: str = "", code: int = 2) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.code = code


def main(args: "list[str]") -> int:
    """Do what the command line asks; the exit code is that of the first thing that failed."""
    try:
        check_python(tuple(sys.version_info[:3]))
        # A path may hold letters the console has none for; that must not end the run.
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        command, rest = (args[0], args[1:]) if args else ("", [])
        if command == "test":
            return test(rest)
        if command == "report" and not rest:
            return report()
        if command in ("-h", "--help"):
            say((__doc__ or "").strip())
            return 0
        raise Stop(
            "run.py takes one of two words: report, or test (and after it anything pytest understands).",
            "Try: python run.py report",
        )
    except Stop as stop:
        complain(stop.problem)
        if stop.remedy:
            complain(stop.remedy)
        return stop.code
    except OSError as error:
        complain(f"The operating system refused: {error}")
        complain("Check that this folder can be written to and the disk is not full; then run this again.")
        return 2
    except KeyboardInterrupt:
        complain("Interrupted.")
        return 130


def report() -> int:
    """Make the example report and say where it lies."""
    set_up("")
    if not EXAMPLE.is_file():
        raise Stop(
            f"There is no {EXAMPLE}.", "It is part of the clone; to get it back: git checkout examples"
        )
    arguments = ["report", str(EXAMPLE.relative_to(ROOT)), "-o", f"{OUT.name}/"]
    say(f"Running: ehsg {' '.join(arguments)}")
    code = run([venv_python(), "-m", "ehsg_cli", *arguments])
    if code:
        raise Stop(f"ehsg report ended with exit code {code}; its own words stand above.", code=code)
    pages = sorted(OUT.glob(f"{EXAMPLE.stem}*.html"))
    texts = sorted(OUT.glob(f"{EXAMPLE.stem}*.md"))
    if not pages or not texts:
        raise Stop(f"ehsg report ended well, but its HTML or its Markdown is not in {OUT}.", code=1)
    say("")
    for page in pages:
        say(f"HTML:     {page}")
        say(f"  open    {page.as_uri()}")
    for text in texts:
        say(f"Markdown: {text}")
    return 0


def test(pytest_arguments: "list[str]") -> int:
    """Run every check in order, and stop at the first that fails."""
    set_up("test")
    for name, arguments in (
        ("ruff check", ["ruff", "check", "."]),
        ("ruff format", ["ruff", "format", "--check", "."]),
        ("mypy", ["mypy"]),
        ("pytest", ["pytest", *pytest_arguments]),
    ):
        say(f"Running: {' '.join(arguments)}")
        code = run([venv_python(), "-m", *arguments])
        if code:
            raise Stop(f"Stopped: {name} failed (exit code {code}).", code=code)
    say("All four passed: ruff check, ruff format, mypy, pytest.")
    return 0


# Setting up


def check_python(version: "tuple[int, ...]") -> None:
    """Refuse a Python the project can't run on."""
    if version < OLDEST:
        wanted = ".".join(str(part) for part in OLDEST)
        found = ".".join(str(part) for part in version)
        raise Stop(
            f"This needs Python {wanted} or later; this is Python {found} ({sys.executable}).",
            f"Install a newer Python and run this with it: python{wanted} run.py ... "
            f"(Windows: py -{wanted} run.py ...)",
        )


def set_up(extra: str) -> None:
    """Make .venv sound and install the project there, editable, with that extra ('' for none).

    What is sound and up to date is left as it is, so this costs nothing the second time.
    """
    sound = is_sound()
    if sound and is_installed(extra):
        return
    say("Setting up .venv (the first time takes a minute) ...")
    if not sound:
        make_venv()
    install(extra)


def is_sound() -> bool:
    """Whether .venv holds a Python that runs, has pip, and is the version that runs this."""
    if not venv_python().exists():
        return False
    probe = "import sys, pip; sys.exit(0 if sys.version_info[:2] == (%d, %d) else 1)" % sys.version_info[:2]
    try:
        return run([venv_python(), "-I", "-c", probe], output=subprocess.DEVNULL) == 0
    except OSError:  # there, but not a program: a half-copied folder, another machine's
        return False


def make_venv() -> None:
    """Make .venv anew, over whatever was there."""
    if is_inside_venv():
        raise Stop(
            f"{VENV} needs to be made anew, and this is running on the Python inside it.",
            "Deactivate it (type: deactivate) and run this again.",
        )
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise no_venv_module()
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=child_environment(),
    )
    output = made.stdout.decode(errors="replace")
    if made.returncode == 0 and is_sound():
        return
    # Debian has the module without its parts in some releases; the failure then names ensurepip.
    if "ensurepip" in output:
        raise no_venv_module()
    raise Stop(
        f"Could not make an environment in {VENV}." + indented(output),
        "Close whatever uses that folder, delete it, and run this again in a place you can write to.",
    )


def no_venv_module() -> Stop:
    """What to say where Python comes without its own venv or ensurepip."""
    return Stop(
        f"This Python ({sys.executable}) cannot make environments: its venv or ensurepip module is missing.",
        "Debian and Ubuntu: apt install python3-venv. Elsewhere: install a complete Python 3.11 or later.",
    )


def is_inside_venv() -> bool:
    """Whether the Python that runs this is the one in .venv."""
    return os.path.normcase(sys.prefix) == os.path.normcase(str(VENV))


def install(extra: str) -> None:
    """Install the project into .venv and note down what was installed."""
    # Gone while pip works: an install that is cut off must not pass for a finished one.
    if stamp_file().exists():
        stamp_file().unlink()
    log = VENV / "pip.log"
    pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    with log.open("wb") as output:
        code = run([venv_python(), *pip, "--editable", f".[{extra}]" if extra else "."], output=output)
    if code:
        raise Stop(
            f"pip could not install the project (exit code {code}). The end of what it said:"
            + indented(log.read_text(encoding="utf-8", errors="replace")),
            f"It needs the network the first time: check the connection, and behind a proxy set HTTPS_PROXY "
            f"(or ask IT for pip's settings). Then run this again. All of pip's output: {log}",
        )
    # An editable install leaves the sources uncompiled: then every first start would be a slow one.
    run([venv_python(), "-m", "compileall", "-q", str(ROOT / "src")], output=subprocess.DEVNULL)
    stamp_file().write_text(f"{fingerprint()} {extra}".strip() + "\n", encoding="ascii")


def is_installed(extra: str) -> bool:
    """Whether the project, as it is now, was installed with that extra (or with more than was asked)."""
    try:
        installed, *extras = stamp_file().read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return False
    return installed == fingerprint() and extra in ["", *extras]


def stamp_file() -> Path:
    """Where it is noted what .venv was last given."""
    return VENV / "ehsg-installed.txt"


def fingerprint() -> str:
    """Changes with anything that calls for a new install: the requirements, the Python, the folder."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), os.fsencode(str(ROOT))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


# Running programs


def venv_python() -> Path:
    """The Python in .venv, whether it is there yet or not."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def child_environment() -> "dict[str, str]":
    """This environment, less what would lead .venv's Python to other packages or another home."""
    away = ("PYTHONHOME", "__PYVENV_LAUNCHER__")
    environment = {name: value for name, value in os.environ.items() if name not in away}
    # The editable install says the same in a file, but before 3.13 Python on Windows misreads that file
    # where the path has an accent in it, as users' own folders do.
    environment["PYTHONPATH"] = str(ROOT / "src")
    environment["PIP_USER"] = "0"  # pip refuses --user inside an environment
    return environment


def run(command: "Sequence[str | Path]", output: "IO[bytes] | int | None" = None) -> int:
    """Run a program in the project's folder and return its exit code."""
    child = subprocess.Popen(
        [str(part) for part in command],
        cwd=str(ROOT),
        env=child_environment(),
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
    )
    try:
        code = child.wait()
        return code if code >= 0 else 128 - code  # ended by a signal: numbered as a shell does
    except KeyboardInterrupt:
        # Ctrl-C reaches the child as well: let it finish its own tidying up before ending it.
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
        raise


def indented(output: str) -> str:
    """The last lines of a program's output, set in, for the end of a message."""
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    return "".join(f"\n  {line}" for line in lines[-TAIL:])


def say(line: str) -> None:
    """Print a line at once, so that it stands before what a child prints next."""
    print(line, flush=True)


def complain(line: str) -> None:
    """Print a line to standard error."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
