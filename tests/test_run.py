"""run.py sets up once, repairs what is broken, and says plainly what is wrong. No network is needed here."""

import ast
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pytest

import run

SOURCE = Path(run.__file__)


class Calls:
    """Stands in for `run.run`: notes the commands, writes what they would have said, ends as told."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.codes: dict[str, int] = {}  # by a word of the command; 0 where none fits
        self.output = b""

    def __call__(self, command: Sequence[str | Path], output: IO[bytes] | int | None = None) -> int:
        words = [str(part) for part in command]
        # Compiling the sources belongs to every install; what it does is not what these tests are about.
        if "compileall" not in words:
            self.commands.append(words)
        if output is not None and not isinstance(output, int):
            output.write(self.output)
        return next((code for word, code in self.codes.items() if word in words), 0)

    def modules(self) -> list[str]:
        """The modules run with -m, in order."""
        return [words[words.index("-m") + 1] for words in self.commands if "-m" in words]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in a folder with a space in its name, with a .venv that looks sound."""
    root = tmp_path / "early help"
    (root / "examples").mkdir(parents=True)
    (root / "examples" / "gateshead-2022.yaml").write_text("ehsg: assessment/1\n", encoding="utf-8")
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", root)
    monkeypatch.setattr(run, "VENV", root / ".venv")
    monkeypatch.setattr(run, "OUT", root / "out")
    monkeypatch.setattr(run, "EXAMPLE", root / "examples" / "gateshead-2022.yaml")
    run.venv_python().parent.mkdir(parents=True)
    run.venv_python().touch()
    return root


@pytest.fixture
def calls(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    calls = Calls()
    monkeypatch.setattr(run, "run", calls)
    return calls


# Wrong Python, wrong words


def test_python_3_6_can_still_read_the_file() -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_file_is_plain_ascii_so_any_console_can_show_it() -> None:
    assert SOURCE.read_bytes().isascii()


def test_an_old_python_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("run.sys.executable", "/usr/bin/python3")
    with pytest.raises(run.Stop) as stop:
        run.check_python((3, 10, 12))
    assert stop.value.problem == "This needs Python 3.11 or later; this is Python 3.10.12 (/usr/bin/python3)."
    assert stop.value.remedy.startswith("Install a newer Python and run this with it: python3.11 run.py")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_new_enough_python_passes(version: tuple[int, ...]) -> None:
    run.check_python(version)


@pytest.mark.parametrize("arguments", [[], ["reprot"], ["report", "extra"]])
def test_other_words_get_a_line_of_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        "run.py takes one of two words: report, or test (and after it anything pytest understands).\n"
        "Try: python run.py report\n"
    )


def test_help_is_the_files_own_description(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    assert "python run.py test [PYTEST ARGS]" in capsys.readouterr().out


# Setting up


def test_a_second_run_installs_nothing(calls: Calls) -> None:
    run.set_up("test")
    run.set_up("test")
    assert calls.modules() == ["pip"]


def test_pip_installs_the_project_editable_and_quietly(calls: Calls) -> None:
    run.set_up("test")
    pip = calls.commands[-1]
    assert pip[0] == str(run.venv_python())
    assert pip[-2:] == ["--editable", ".[test]"]
    assert "--quiet" in pip


def test_the_report_is_content_with_what_the_tests_installed_but_not_the_reverse(calls: Calls) -> None:
    run.set_up("")
    assert calls.commands[-1][-1] == "."
    run.set_up("test")
    assert calls.commands[-1][-1] == ".[test]"
    run.set_up("")
    assert calls.modules() == ["pip", "pip"]


@pytest.mark.parametrize("change", ["requirements", "python", "folder", "damaged note"])
def test_what_calls_for_a_new_install_gets_one(
    change: str, calls: Calls, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.set_up("")
    if change == "requirements":
        (checkout / "pyproject.toml").write_text("[project]\nname = 'ehsg-cli'\n", encoding="utf-8")
    elif change == "python":
        monkeypatch.setattr("run.sys.version", "3.99.0 (another)")
    elif change == "folder":
        moved = checkout.rename(checkout.with_name("moved"))
        monkeypatch.setattr(run, "ROOT", moved)
        monkeypatch.setattr(run, "VENV", moved / ".venv")
    else:
        run.stamp_file().write_bytes(b"\xff\xfe")
    run.set_up("")
    assert calls.modules() == ["pip", "pip"]


def test_pip_failing_shows_the_end_of_what_it_said_and_a_hint(
    calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    run.set_up("")
    run.stamp_file().write_text("out of date", encoding="ascii")
    calls.codes["pip"] = 1
    calls.output = b"".join(b"line %d\n" % number for number in range(40)) + b"ERROR: no route to host\n"
    assert run.main(["test"]) == 2
    printed = capsys.readouterr().err
    assert printed.startswith("pip could not install the project (exit code 1). The end of what it said:\n")
    assert "  ERROR: no route to host\n" in printed
    assert "line 39" in printed
    assert "line 10\n" not in printed
    assert "HTTPS_PROXY" in printed
    assert "Traceback" not in printed
    assert not run.stamp_file().exists(), "a failed install must not pass for a finished one"


def test_an_interrupted_install_does_not_pass_for_a_finished_one(
    calls: Calls, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run.set_up("")
    (checkout / "pyproject.toml").write_text("[project]\nname = 'ehsg-cli'\n", encoding="utf-8")

    def interrupted(command: Sequence[str | Path], output: IO[bytes] | int | None = None) -> int:
        if "pip" in command:
            raise KeyboardInterrupt
        return calls(command, output)

    monkeypatch.setattr(run, "run", interrupted)
    assert run.main(["report"]) == 130
    assert capsys.readouterr().err == "Interrupted.\n"
    assert not run.stamp_file().exists()


def test_a_python_without_venv_gets_the_package_to_install(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("run.importlib.util.find_spec", lambda name: None)
    run.venv_python().unlink()
    assert run.main(["report"]) == 2
    printed = capsys.readouterr().err
    assert "its venv or ensurepip module is missing" in printed
    assert "apt install python3-venv" in printed


def test_the_same_where_only_making_one_shows_it(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_ensurepip(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(
            command, 1, stdout=b"... because ensurepip is not\navailable ...\n"
        )

    monkeypatch.setattr("run.subprocess.run", without_ensurepip)
    run.venv_python().unlink()
    assert run.main(["report"]) == 2
    assert "apt install python3-venv" in capsys.readouterr().err


def test_a_venv_that_cannot_be_made_says_why(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def denied(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(
            command, 1, stdout=b"Error: [Errno 13] Permission denied: '.venv'\n"
        )

    monkeypatch.setattr("run.subprocess.run", denied)
    run.venv_python().unlink()
    assert run.main(["report"]) == 2
    printed = capsys.readouterr().err
    assert "Permission denied: '.venv'" in printed
    assert "delete it" in printed


def test_the_venv_is_not_made_anew_under_its_own_feet(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("run.sys.prefix", str(run.VENV))
    run.venv_python().unlink()
    assert run.main(["report"]) == 2
    assert "type: deactivate" in capsys.readouterr().err


def test_only_a_working_python_with_pip_counts_as_sound(checkout: Path) -> None:
    assert not run.is_sound()  # an empty file in the Python's place
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(run.VENV)], check=True)
    assert run.venv_python().exists()
    assert not run.is_sound()  # a Python without pip


def test_a_broken_venv_is_made_anew(checkout: Path) -> None:
    (run.VENV / "left-over").touch()
    run.make_venv()
    assert run.is_sound()
    assert not (run.VENV / "left-over").exists()


def test_a_refusal_of_the_system_is_one_line(
    calls: Calls, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "pyproject.toml").unlink()
    assert run.main(["report"]) == 2
    assert capsys.readouterr().err.startswith("The operating system refused: ")


# Running programs


def test_a_child_does_not_inherit_another_pythons_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONHOME", "elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    environment = run.child_environment()
    assert environment["PYTHONPATH"] == str(run.ROOT / "src")
    assert "PYTHONHOME" not in environment
    assert environment["PIP_USER"] == "0"


def test_programs_run_in_the_checkout_and_their_exit_code_comes_back(checkout: Path) -> None:
    code = f"import os, sys; sys.exit(7 if os.path.samefile(os.getcwd(), {str(checkout)!r}) else 1)"
    assert run.run([sys.executable, "-c", code]) == 7


def test_the_checks_run_in_order_and_pytest_gets_the_further_arguments(
    calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["test", "-k", "wheel"]) == 0
    assert calls.modules() == ["pip", "ruff", "ruff", "mypy", "pytest"]
    assert calls.commands[-1][-3:] == ["pytest", "-k", "wheel"]
    assert capsys.readouterr().out.endswith("\nAll four passed: ruff check, ruff format, mypy, pytest.\n")


@pytest.mark.parametrize(
    ("failing", "name", "ran"),
    [
        ("check", "ruff check", ["ruff"]),
        ("format", "ruff format", ["ruff", "ruff"]),
        ("mypy", "mypy", ["ruff", "ruff", "mypy"]),
        ("pytest", "pytest", ["ruff", "ruff", "mypy", "pytest"]),
    ],
)
def test_the_first_check_that_fails_ends_it_with_its_own_exit_code(
    failing: str, name: str, ran: list[str], calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    calls.codes[failing] = 3
    assert run.main(["test"]) == 3
    assert calls.modules() == ["pip", *ran]
    printed = capsys.readouterr()
    assert printed.err == f"Stopped: {name} failed (exit code 3).\n"
    assert "passed" not in printed.out


def test_the_report_says_where_its_files_are(
    calls: Calls, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = checkout / "out"
    out.mkdir()
    for name in ("gateshead-2022.html", "gateshead-2022.md", "northbridge-2022.html"):
        (out / name).touch()
    assert run.main(["report"]) == 0
    assert calls.commands[-1][1:4] == ["-m", "ehsg_cli", "report"]
    assert calls.commands[-1][-2:] == ["-o", "out/"]
    page = out / "gateshead-2022.html"
    assert capsys.readouterr().out.splitlines()[-3:] == [
        f"HTML:     {page}",
        f"  open    {page.as_uri()}",
        f"Markdown: {out / 'gateshead-2022.md'}",
    ]
    assert "early%20help" in page.as_uri()


def test_a_report_that_fails_passes_its_exit_code_on(
    calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    calls.codes["ehsg_cli"] = 1
    assert run.main(["report"]) == 1
    assert capsys.readouterr().err == "ehsg report ended with exit code 1; its own words stand above.\n"


def test_a_report_without_its_files_is_not_taken_for_one(
    calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["report"]) == 1
    assert "its HTML or its Markdown is not in" in capsys.readouterr().err
