"""`ehsg validate`, end to end."""

import json
from pathlib import Path

import pytest

from ehsg_cli.cli.validate import FindingsFormat
from tests.cli.conftest import EXAMPLES, Ehsg

CLEAN = "ehsg: thresholds/1\nguide: ehsg-2022\nsource: a prospectus, page 7\nminimum: {FV1: 3}\n"
WRONG = CLEAN.replace("FV1: 3", "FV1: 9")


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    """A folder with a sound file and one with an error."""
    folder = tmp_path / "areas"
    folder.mkdir()
    (folder / "clean.yaml").write_text(CLEAN)
    (folder / "wrong.yaml").write_text(WRONG)
    return folder


def test_a_sound_file_ends_with_0_and_says_so(ehsg: Ehsg, areas: Path) -> None:
    """Nothing wrong is said in one line, and the exit code is 0."""
    result = ehsg("validate", areas / "clean.yaml")
    assert (result.code, result.err) == (0, "")
    assert result.out == "1 file checked: no findings.\n"


def test_a_broken_file_ends_with_1_and_is_left_alone(ehsg: Ehsg, tmp_path: Path) -> None:
    """Every mistake is told with its place and remedy, and the file is not touched."""
    broken = tmp_path / "broken.yaml"
    before = (EXAMPLES / "northbridge-2023-broken.yaml").read_bytes()
    broken.write_bytes(before)
    result = ehsg("validate", "broken.yaml")
    assert result.code == 1
    assert "EH207: 2.5 looks like an average; a score is one whole number (0 to 5)" in result.out
    assert "did you mean working_well?" in result.out
    assert "write FV4 in place of 5.4" in result.out
    assert result.out.splitlines()[-1].startswith("1 file checked: 13 errors")
    assert broken.read_bytes() == before


def test_many_notes_of_one_kind_are_told_in_one_line(ehsg: Ehsg, tmp_path: Path) -> None:
    """A fresh draft has 31 scores to give: that is one line, not 31."""
    assert ehsg("new", "a.yaml", "--area", "Northbridge", "--period", "2022").code == 0
    result = ehsg("validate", "a.yaml")
    assert result.code == 0
    assert result.out.count("EH206") == 1
    assert "31 times: a descriptor without a score" in result.out


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)], ids=lambda v: str(v)
)
def test_fail_on_sets_the_level_from_which_it_fails(
    ehsg: Ehsg, northbridge: Path, level: str, code: int
) -> None:
    """The fictional area has one warning and no error."""
    assert ehsg("validate", northbridge.name, "--fail-on", level).code == code


def test_fail_on_never_ends_with_0_on_errors(ehsg: Ehsg) -> None:
    """Errors are still told."""
    result = ehsg("validate", EXAMPLES / "northbridge-2023-broken.yaml", "--fail-on", "never")
    assert result.code == 0
    assert "13 errors" in result.out


def test_folders_are_searched_for_files_of_ours(ehsg: Ehsg, tmp_path: Path) -> None:
    """Both endings are found, in path order; other YAML is passed over."""
    for name in ("b/two.yml", "a/one.yaml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("ehsg: assessment/1\nguide: ehsg-2022\n")
    (tmp_path / "a" / "other.yaml").write_text("name: something else\n")
    result = ehsg("validate", ".", "--format", "json")
    assert [Path(file["path"]).as_posix() for file in result.json["files"]] == ["a/one.yaml", "b/two.yml"]
    assert result.json["counts"]["files"] == 2


def test_a_folder_without_a_file_of_ours_is_no_success(ehsg: Ehsg, tmp_path: Path) -> None:
    """A check that checked nothing must not look like one that passed."""
    (tmp_path / "other.yaml").write_text("name: something else\n")
    result = ehsg("validate", ".")
    assert result.code == 2
    assert "no file of ours in ." in result.err


def test_a_file_that_is_not_there_ends_with_2(ehsg: Ehsg) -> None:
    """One line says what is wrong, another what to do."""
    result = ehsg("validate", "nowhere.yaml")
    assert result.code == 2
    assert result.err.splitlines() == [
        "error: there is no file or folder nowhere.yaml",
        "hint:  check the name and the folder you are in",
    ]


def test_json_has_the_shape_of_the_contract(ehsg: Ehsg, tmp_path: Path) -> None:
    """Keys, their order, and one finding with its place."""
    (tmp_path / "area.yaml").write_text(
        "ehsg: assessment/1\nguide: ehsg-2022\narea: {name: Northbridge}\nperiod: 2022\nstatus: draft\n"
        "data_model: {submitted_level: 2}\ndescriptors:\n  FV1:\n    score: 6\n"
    )
    result = ehsg("validate", "area.yaml", "--format", "json")
    assert result.code == 1
    assert list(result.json) == ["schema", "files", "counts"]
    assert result.json["schema"] == "ehsg.validate/1"
    (file,) = result.json["files"]
    assert {key: file[key] for key in list(file)[:4]} == {
        "path": "area.yaml",
        "kind": "assessment/1",
        "guide": "ehsg-2022",
        "area": "Northbridge",
    }
    worst = next(finding for finding in file["findings"] if finding["severity"] == "error")
    assert worst == {
        "code": "EH202",
        "severity": "error",
        "message": "6 is not on the guide's scale of 0 to 5",
        "hint": "write a whole number from 0 to 5, or leave it blank",
        "pointer": "descriptors.FV1.score",
        "line": 9,
        "column": 12,
        "end_line": 9,
        "end_column": 13,
    }
    assert result.json["counts"]["error"] == 1


def test_json_lists_sound_files_and_unreadable_ones(ehsg: Ehsg, gateshead: Path) -> None:
    """`guide` and `area` are null where they cannot be read."""
    Path("bad.yaml").write_text("ehsg: assessment/1\nguide: [\n")
    files = ehsg("validate", "bad.yaml", gateshead.name, "--format", "json").json["files"]
    assert [(f["path"], f["guide"], f["area"]) for f in files] == [
        ("bad.yaml", None, None),
        ("gateshead-2022.yaml", "ehsg-2022", "Gateshead"),
    ]
    assert {finding["severity"] for finding in files[1]["findings"]} <= {"note"}


def test_machines_get_data_and_people_get_the_count(ehsg: Ehsg, areas: Path) -> None:
    """What a program reads goes to standard output; what was counted, unless it is in there, beside it."""
    counted = "2 files checked: 1 error.\n"
    for form, err in {
        "text": "",
        "concise": counted,
        "json": "",
        "github": "",
        "gitlab": counted,
        "sarif": counted,
        "junit": counted,
        "csv": counted,
    }.items():
        result = ehsg("validate", "areas", "--format", form)
        assert (result.code, result.err) == (1, err), form
        assert result.out.endswith("\n"), form
    assert json.loads(ehsg("validate", "areas", "--format", "gitlab").out)[0]["check_name"] == "EH202"


def test_paths_in_ci_are_told_from_the_repository(
    ehsg: Ehsg, areas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub and GitLab say where that is; without them it is the current folder."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)

    def path() -> str:
        told = json.loads(ehsg("validate", "wrong.yaml", "--format", "gitlab").out)
        return str(told[0]["location"]["path"])

    monkeypatch.chdir(areas)
    assert path() == "wrong.yaml"
    for name in ("CI_PROJECT_DIR", "GITHUB_WORKSPACE"):
        monkeypatch.setenv(name, str(areas.parent))
        assert path() == "areas/wrong.yaml"
        monkeypatch.delenv(name)


def test_junit_fails_what_the_command_fails(ehsg: Ehsg, areas: Path) -> None:
    """The failing level decides both."""
    assert 'failures="1"' in ehsg("validate", "areas", "--format", "junit").out
    assert 'failures="1"' not in ehsg("validate", "areas", "--format", "junit", "--fail-on", "never").out


@pytest.mark.parametrize("form", [form.value for form in FindingsFormat])
def test_findings_go_to_a_file_and_over_it_again(ehsg: Ehsg, areas: Path, form: str) -> None:
    """As on standard output, to the byte; a second run writes over the first, whatever either found."""
    for name in ("wrong.yaml", "clean.yaml", "wrong.yaml"):
        result = ehsg("validate", areas / name, "--format", form, "-o", "told")
        assert (result.code, result.out) == (int(name == "wrong.yaml"), "")
        assert result.err.splitlines()[-1] == "Wrote told"
        assert "1 file checked" in result.err
        expected = ehsg("validate", areas / name, "--format", form).out
        assert Path("told").read_bytes().decode() == expected


def test_a_file_of_another_hand_is_overwritten_with_force_only(ehsg: Ehsg, areas: Path) -> None:
    """And the checked file in no case."""
    Path("mine.txt").write_text("mine\n")
    result = ehsg("validate", "areas", "-o", "mine.txt")
    assert (result.code, Path("mine.txt").read_text()) == (2, "mine\n")
    assert "--force" in result.err
    assert ehsg("validate", "areas", "-o", "mine.txt", "--force").code == 1
    assert "EH202" in Path("mine.txt").read_text()
    assert ehsg("validate", "areas", "-o", "areas/wrong.yaml", "--force").code == 2
    assert (areas / "wrong.yaml").read_text() == WRONG


def test_an_unknown_option_ends_with_2(ehsg: Ehsg) -> None:
    """Wrong usage is told in words, without a traceback."""
    result = ehsg("validate", "--fail-om", "error")
    assert result.code == 2
    assert "No such option" in result.err
    assert "Traceback" not in result.err
