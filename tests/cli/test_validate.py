"""`ehsg validate`, end to end."""

from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Ehsg


def test_a_sound_file_ends_with_0_and_says_so(ehsg: Ehsg, gateshead: Path) -> None:
    """Nothing wrong is said in one line, and the exit code is 0."""
    result = ehsg("validate", gateshead.name)
    assert (result.code, result.err) == (0, "")
    assert result.out == "1 file checked: no findings.\n"


def test_a_broken_file_ends_with_1_and_is_left_alone(ehsg: Ehsg, tmp_path: Path) -> None:
    """Every mistake is told with its place and remedy, and the file is not touched."""
    broken = tmp_path / "broken.yaml"
    before = (EXAMPLES / "northbridge-2023-broken.yaml").read_bytes()
    broken.write_bytes(before)
    result = ehsg("validate", "broken.yaml")
    assert result.code == 1
    assert "EH207  2.5 looks like an average; a score is one whole number (0 to 5)" in result.out
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


def test_json_lists_files_without_findings_and_unreadable_ones(ehsg: Ehsg, gateshead: Path) -> None:
    """`guide` and `area` are null where they cannot be read."""
    Path("bad.yaml").write_text("ehsg: assessment/1\nguide: [\n")
    files = ehsg("validate", "bad.yaml", gateshead.name, "--format", "json").json["files"]
    assert [(f["path"], f["guide"], f["area"]) for f in files] == [
        ("bad.yaml", None, None),
        ("gateshead-2022.yaml", "ehsg-2022", "Gateshead"),
    ]
    assert files[1]["findings"] == []


def test_an_unknown_option_ends_with_2(ehsg: Ehsg) -> None:
    """Wrong usage is told in words, without a traceback."""
    result = ehsg("validate", "--fail-om", "error")
    assert result.code == 2
    assert "No such option" in result.err
    assert "Traceback" not in result.err
