"""Settings as `ehsg validate` uses them, and the page about them, end to end."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

import ehsg_cli
from ehsg_cli.diagnostics import Severity
from tests.cli.conftest import ROOT, Ehsg, Result
from tests.helpers import put

DRAFT = "ehsg: assessment/1\nguide: ehsg-2022\nperiod: 2022\n"


def codes(result: Result) -> dict[str, set[str]]:
    files = result.json["files"]
    return {
        Path(file["path"]).as_posix(): {f"{f['code']} {f['severity']}" for f in file["findings"]}
        for file in files
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_severities_and_ignores_by_path(ehsg: Ehsg, tmp_path: Path, jobs: str) -> None:
    """In one process and in several; what is set changes what fails."""
    put(tmp_path / "areas" / "a.yaml", DRAFT)
    put(tmp_path / "areas" / "archive" / "b.yaml", DRAFT)
    put(
        tmp_path / "areas" / "ehsg.toml",
        'ignore = ["EH205"]\n[severity]\nEH110 = "error"\n'
        '[[paths]]\nmatch = "archive/**"\nignore = ["EH305"]\nseverity = {EH110 = "note"}\n',
    )
    result = ehsg("validate", "areas", "--format", "json", "--jobs", jobs)
    found = codes(result)
    assert result.code == 1
    assert {"EH110 error", "EH305 note"} <= found["areas/a.yaml"]
    assert "EH110 note" in found["areas/archive/b.yaml"]
    assert not {"EH305 note", "EH205 note"} & found["areas/archive/b.yaml"]
    assert ehsg("validate", "areas/archive", "--jobs", jobs).code == 0
    assert ehsg("validate", "areas", "--isolated", "--jobs", jobs).code == 0


def test_the_python_functions_see_the_same(ehsg: Ehsg, tmp_path: Path) -> None:
    """`ehsg_cli.validate` and the other commands keep to the settings; a change counts at once."""
    put(tmp_path / "a.yaml", DRAFT)
    put(tmp_path / "pyproject.toml", '[tool.ehsg.severity]\nEH110 = "warning"\n')
    found = {f.code: f.severity for f in ehsg_cli.validate("a.yaml")}
    assert found["EH110"] is Severity.WARNING
    assert "1 warning" in ehsg("summary", "a.yaml").err
    put(tmp_path / "pyproject.toml", '[tool.ehsg]\nignore = ["EH110"]\n')
    assert "EH110" not in {f.code for f in ehsg_cli.validate("a.yaml")}


def test_config_names_a_file(ehsg: Ehsg, tmp_path: Path) -> None:
    """It holds alone; a missing one, or one beside --isolated, ends the command."""
    put(tmp_path / "a.yaml", DRAFT)
    put(tmp_path / "ehsg.toml", "broken")
    put(tmp_path / "strict.toml", '[severity]\nEH110 = "error"\n')
    assert ehsg("validate", "a.yaml", "--config", "strict.toml").code == 1
    assert ehsg("validate", "a.yaml", "--config", "no.toml").code == 2
    both = ehsg("validate", "a.yaml", "--config", "strict.toml", "--isolated")
    assert (both.code, len(both.err.splitlines())) == (2, 2)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_wrong_settings_end_with_2_and_one_line(ehsg: Ehsg, tmp_path: Path, jobs: str) -> None:
    """Also where another process reads them."""
    for name in ("a.yaml", "b.yaml"):
        put(tmp_path / name, DRAFT)
    put(tmp_path / "ehsg.toml", "[severity]\nEH110 = 'fatal'\n")
    result = ehsg("validate", ".", "--jobs", jobs)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        "error: ehsg.toml sets EH110 to fatal",
        'hint:  write "error", "warning" or "note"',
    ]


def test_standard_input_keeps_to_the_settings_where_it_is_said_to_stand(
    ehsg: Ehsg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an editor passes it on."""
    import io

    put(tmp_path / "sub" / "ehsg.toml", '[severity]\nEH110 = "error"\n')
    for name, code in (("sub/x.yaml", 1), ("x.yaml", 0)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
        assert ehsg("validate", "-", "--stdin-filename", name).code == code


SPOKEN_OF = '# "EH404" is only spoken of\n'
SETTINGS = SPOKEN_OF + 'ignore = ["EH110", "EH404"]\n[[paths]]\nmatch = "old/**"\nignore = ["EH110"]\n'


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_ignore_that_nothing_needs_is_told(ehsg: Ehsg, tmp_path: Path, jobs: str) -> None:
    """Against the settings file, at the code, in a run over all there is below it."""
    put(tmp_path / "a.yaml", DRAFT)
    put(tmp_path / "old" / "b.yaml", DRAFT + "area: {name: Northbridge}\n")
    put(tmp_path / "ehsg.toml", SETTINGS.removeprefix(SPOKEN_OF))
    file = ehsg("validate", ".", "--format", "json", "--jobs", jobs).json["files"][-1]
    assert (file["path"], file["kind"]) == ("ehsg.toml", None)
    told = [(f["code"], f["severity"], f["line"], f["column"], f["end_column"]) for f in file["findings"]]
    assert told == [("EH018", "warning", 1, 21, 26), ("EH018", "warning", 4, 12, 17)]
    assert file["findings"][0]["message"] == "EH404 is ignored here, and none is found in the 2 files below"


@pytest.mark.parametrize("form", ["text", "csv", "json", "github", "concise", "junit"])
def test_the_settings_file_is_not_counted_as_checked(ehsg: Ehsg, tmp_path: Path, form: str) -> None:
    """Two assessments are two files, whatever is said of the settings."""
    put(tmp_path / "a.yaml", DRAFT)
    put(tmp_path / "old" / "b.yaml", DRAFT)
    put(tmp_path / "ehsg.toml", SETTINGS)
    for result in (
        ehsg("validate", ".", "--format", form),
        ehsg("validate", ".", "--format", form, "-o", "x"),
    ):
        told = result.out + result.err
        if form == "json" and not result.out:
            assert '"files": 2,' in (tmp_path / "x").read_text(encoding="utf-8")
        if form == "json" and result.out:
            assert result.json["counts"]["files"] == 2
        else:
            assert "2 files checked: " in told
    assert ehsg("validate", ".", "-o", "ehsg.toml", "--force").code == 2


@pytest.mark.parametrize(
    ("paths", "settings"),
    [
        (["a.yaml"], SETTINGS),
        (["a.yaml", "old"], SETTINGS),
        (["."], 'ignore = ["EH404", "EH018"]'),
        (["."], 'ignore = ["EH110"]'),
        (["."], '[severity]\nEH404 = "note"'),
        ([".", "--config", "ehsg.toml"], SETTINGS),
        ([".", "--isolated"], SETTINGS),
    ],
)
def test_where_it_cannot_be_known_nothing_is_told(
    ehsg: Ehsg, tmp_path: Path, paths: list[str], settings: str
) -> None:
    """A run over some files, settings for this run only; or it is not wanted."""
    put(tmp_path / "a.yaml", DRAFT)
    put(tmp_path / "old" / "b.yaml", DRAFT)
    put(tmp_path / "ehsg.toml", settings)
    assert "EH018" not in ehsg("validate", *paths).out


def test_a_file_that_cannot_be_read_leaves_it_open(ehsg: Ehsg, tmp_path: Path) -> None:
    """What it would need is not known."""
    put(tmp_path / "a.yaml", DRAFT)
    put(tmp_path / "b.yaml", DRAFT + "area: [")
    put(tmp_path / "ehsg.toml", SETTINGS)
    assert "EH018" not in ehsg("validate", ".").out


def test_the_place_falls_back_to_the_start_of_the_file(ehsg: Ehsg, tmp_path: Path) -> None:
    """Where a comment holds such a code too, which of them is the ignore is not guessed."""
    put(tmp_path / "a.yaml", DRAFT)
    put(tmp_path / "ehsg.toml", SETTINGS)
    result = ehsg("validate", ".", "--format", "json").json["files"][-1]
    assert [(f["line"], f["column"]) for f in result["findings"] if "EH404" in f["message"]] == [(1, 1)]


# The page about settings


PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_pages_settings_can_be_read(ehsg: Ehsg, tmp_path: Path) -> None:
    """Each is complete, and is taken as it stands."""
    examples = blocks("toml")
    assert len(examples) >= 3
    put(tmp_path / "a.yaml", DRAFT)
    for example in examples:
        name = "pyproject.toml" if "[tool.ehsg" in example else "ehsg.toml"
        tomllib.loads(example)
        put(tmp_path / name, example)
        assert ehsg("validate", "a.yaml").code == 0, example
        (tmp_path / name).unlink()


def test_the_pages_comments_suppress(ehsg: Ehsg, tmp_path: Path) -> None:
    """Each example suppresses every code that it names, and none of them needlessly."""
    examples = blocks("yaml")
    assert len(examples) >= 3
    for example in examples:
        named = set(re.findall(r"EH\d{3}", example))
        head = (
            ""
            if example.startswith("#") and "guide:" in example
            else "ehsg: assessment/1\nguide: ehsg-2022\n"
        )
        put(tmp_path / "a.yaml", head + example)
        found = {f.code for f in ehsg_cli.validate("a.yaml")}
        assert not found & (named | {"EH015", "EH016"}), (example, found)
        without = re.sub(r"# ehsg: .*", "# a comment", head + example)
        put(tmp_path / "a.yaml", without)
        assert named <= {f.code for f in ehsg_cli.validate("a.yaml")}, example


def test_the_pages_diff_is_what_is_shown(ehsg: Ehsg, tmp_path: Path) -> None:
    """The file before, and what --diff says of it."""
    (diff,) = blocks("diff")
    rows = diff.splitlines(keepends=True)[3:]
    put(tmp_path / "area.yaml", "".join(row[1:] for row in rows if row[0] in " -"))
    assert ehsg("validate", "area.yaml", "--diff").out == diff
    ehsg("validate", "area.yaml", "--fix")
    assert (tmp_path / "area.yaml").read_text() == "".join(row[1:] for row in rows if row[0] in " +")


def test_the_page_names_every_code_that_is_mended(ehsg: Ehsg) -> None:
    """What --fix may touch is listed, and nothing else is."""
    from ehsg_cli.rules import CATALOGUE

    section = PAGE.split("## Mending")[1].split("\n## ")[0]
    fixes = {code for code, rule in CATALOGUE.items() if rule.fixes}
    assert set(re.findall(r"EH\d{3}", section)) == fixes
