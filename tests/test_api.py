"""What a notebook imports: the public functions, their errors, and that they leave no trace."""

import ast
import shutil
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import ehsg_cli
from ehsg_cli import api
from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.errors import UserError

ROOT = Path(__file__).parent.parent
GATESHEAD = ROOT / "examples" / "gateshead-2022.yaml"
BROKEN = ROOT / "examples" / "northbridge-2023-broken.yaml"

FUNCTIONS = (
    "check_autonomy",
    "check_priorities",
    "load_assessment",
    "load_guide",
    "load_thresholds",
    "summarise",
    "validate",
)


def thresholds_file(folder: Path, text: str = "source: Page 7\nminimum: {FV1: 3, DA7: 3}\n") -> Path:
    path = folder / "thresholds.yaml"
    path.write_text(f"ehsg: thresholds/1\nguide: ehsg-2022\n{text}", encoding="utf-8")
    return path


# The names


def test_the_public_names() -> None:
    """The functions of the contract, and the version."""
    assert tuple(ehsg_cli.__all__) == ("__version__", *FUNCTIONS)
    for name in FUNCTIONS:
        assert getattr(ehsg_cli, name) is getattr(api, name)
        assert name in api.__all__


def test_type_checkers_see_the_same_names() -> None:
    """The imports that only they follow name each public function, and no other."""
    tree = ast.parse((ROOT / "src" / "ehsg_cli" / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = [alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert tuple(seen) == FUNCTIONS
    assert (ROOT / "src" / "ehsg_cli" / "py.typed").is_file()


def test_a_notebook_can_list_the_names() -> None:
    """Tab completion asks `dir()`, also before a function was first used."""
    assert set(FUNCTIONS) <= set(dir(ehsg_cli))


def test_another_name_is_an_attribute_error() -> None:
    """As of any module, so that `hasattr` works."""
    assert not hasattr(ehsg_cli, "check_file")
    with pytest.raises(AttributeError, match="module 'ehsg_cli' has no attribute 'summarize'"):
        _ = ehsg_cli.summarize


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_is_typed_and_documented(name: str) -> None:
    """Each argument and what comes back, and a sentence."""
    function: Any = getattr(ehsg_cli, name)
    function = getattr(function, "__wrapped__", function)
    hints = get_type_hints(function)
    arguments = function.__code__.co_varnames[: function.__code__.co_argcount]
    assert set(hints) == {*arguments, "return"}
    assert (function.__doc__ or "").split("\n")[0].endswith(".")


# What they give


def test_the_example_of_the_docstring_runs() -> None:
    """Load, sum up: the three lines the package's docstring shows."""
    assessment = ehsg_cli.load_assessment(GATESHEAD)
    summary = ehsg_cli.summarise(assessment, ehsg_cli.load_guide(assessment.guide or ""))
    assert summary.overall.mean == 87 / 31


@pytest.mark.parametrize("path", [GATESHEAD, str(GATESHEAD)])
def test_a_path_may_be_a_text_or_a_path(path: Path | str) -> None:
    """For every function that takes one."""
    assert ehsg_cli.load_assessment(path).area.name == "Gateshead"
    assert {finding.severity for finding in ehsg_cli.validate(path)} == {Severity.NOTE}


def test_findings_come_with_their_places() -> None:
    """A tuple of findings in the order of the file's lines, each located."""
    found = ehsg_cli.validate(BROKEN)
    assert {type(finding) for finding in found} == {Finding}
    assert isinstance(found, tuple)
    assert all(finding.span is not None for finding in found)
    assert any(finding.severity is Severity.ERROR for finding in found)


def test_a_file_with_mistakes_is_loaded_less_what_is_wrong() -> None:
    """What is sound can be computed on: a score off the scale is no score."""
    assessment = ehsg_cli.load_assessment(BROKEN)
    assert assessment.entry("FV1").answer == 4
    assert assessment.entry("WF6").answer is None
    assert assessment.entry("WF6").evidence is not None


def test_thresholds_are_loaded_and_judged_by(tmp_path: Path) -> None:
    """A user's own figures."""
    thresholds = ehsg_cli.load_thresholds(thresholds_file(tmp_path))
    assert isinstance(thresholds, Thresholds)
    assessment = ehsg_cli.load_assessment(GATESHEAD)
    verdict = ehsg_cli.check_autonomy(assessment, ehsg_cli.load_guide("ehsg-2022"), thresholds)
    assert (verdict.verdict.value, verdict.thresholds_source) == ("not-met", "Page 7")


# What goes wrong is a UserError, with a hint


@pytest.mark.parametrize("load", ["load_assessment", "load_thresholds", "validate"])
def test_a_path_that_leads_nowhere(load: str, tmp_path: Path) -> None:
    """No file, or a folder."""
    function: Any = getattr(ehsg_cli, load)
    with pytest.raises(UserError, match=r"there is no file .*none\.yaml") as caught:
        function(tmp_path / "none.yaml")
    assert caught.value.hint
    with pytest.raises(UserError, match="is a folder"):
        function(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a list\n",
        "ehsg: plan/9\n",
        "ehsg: assessment/1\n",
        "ehsg: assessment/1\nguide: none\n",
        "a: [\n",
    ],
)
def test_a_file_that_cannot_be_read_as_an_assessment(tmp_path: Path, text: str) -> None:
    """Loading says so and how to see why; `validate` says why."""
    path = tmp_path / "area.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"area\.yaml cannot be read as an assessment") as caught:
        ehsg_cli.load_assessment(path)
    assert caught.value.hint == f"run `ehsg validate {path}` to see why"
    assert any(finding.severity is Severity.ERROR for finding in ehsg_cli.validate(path))


def test_one_kind_of_file_is_not_taken_for_another(tmp_path: Path) -> None:
    """Thresholds are no assessment, and an assessment is no thresholds."""
    with pytest.raises(UserError, match="cannot be read as an assessment"):
        ehsg_cli.load_assessment(thresholds_file(tmp_path))
    with pytest.raises(UserError, match="cannot be read as thresholds"):
        ehsg_cli.load_thresholds(GATESHEAD)


@pytest.mark.parametrize("name", ["", "ehsg-2019", "../guide/ehsg-2022", "EHSG-2022", "/etc"])
def test_a_guide_that_is_not_there(name: str) -> None:
    """Its name is shown, and those there are; a path is no name."""
    with pytest.raises(UserError, match="there is no guide") as caught:
        ehsg_cli.load_guide(name)
    assert "ehsg-2022" in caught.value.hint


@pytest.mark.parametrize("level", [0, 7, -1])
def test_a_what_if_with_a_level_that_the_guide_does_not_have(level: int) -> None:
    """A slip in a notebook gets a sentence, as it does on the command line."""
    assessment, guide = ehsg_cli.load_assessment(GATESHEAD), ehsg_cli.load_guide("ehsg-2022")
    with pytest.raises(UserError, match=f"no data model level {level}"):
        ehsg_cli.check_priorities(assessment, guide, level)


# A partnership's own pack


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An assessment with a pack of its own beside it."""
    pack = tmp_path / "guide" / "own-1"
    shutil.copytree(ROOT / "guide" / "ehsg-2022", pack)
    head = pack / "guide.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("id: ehsg-2022", "id: own-1"), encoding="utf-8")
    path = tmp_path / "area.yaml"
    path.write_text(
        "ehsg: assessment/1\nguide: own-1\ndata_model: {submitted_level: 1}\npriorities: [DA1]\n",
        encoding="utf-8",
    )
    return path


def test_a_pack_beside_the_file_is_used(own: Path) -> None:
    """By every function that is told where it lies."""
    assert {finding.severity for finding in ehsg_cli.validate(own)} == {Severity.NOTE}
    assert ehsg_cli.load_assessment(own).guide == "own-1"
    assert ehsg_cli.load_guide("own-1", own.parent).id == "own-1"
    with pytest.raises(UserError, match="there is no guide 'own-1'"):
        ehsg_cli.load_guide("own-1")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("guide.yaml", "revision: 1", "revision: one"),
        ("rules.yaml", "levels: [1, 2]", "levels: [2]"),
        ("rules.yaml", "[family-voice, workforce,", "[workforce,"),
        ("rules.yaml", "data: [data]", "data: [datum]"),
    ],
)
def test_a_pack_that_contradicts_itself_is_said_to_be_broken(
    own: Path, part: str, old: str, new: str
) -> None:
    """Whoever keeps a pack makes mistakes in it: that is no failure of ehsg, and no traceback."""
    path = own.parent / "guide" / "own-1" / part
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (finding,) = ehsg_cli.validate(own)
    assert (finding.code, finding.message) == ("EH211", "the pack of the guide own-1 is broken")
    with pytest.raises(UserError, match="the guide pack own-1 is broken") as caught:
        ehsg_cli.load_guide("own-1", own.parent)
    assert f"ehsg guide check {path.parent}" in caught.value.hint


# They leave no trace


def test_nothing_is_printed_written_or_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No output, no file, and the assessment is what it was."""
    path = tmp_path / "area.yaml"
    shutil.copy(GATESHEAD, path)
    before = path.read_bytes()
    thresholds = ehsg_cli.load_thresholds(thresholds_file(tmp_path))
    monkeypatch.chdir(tmp_path)
    assessment = ehsg_cli.load_assessment("area.yaml")
    copy = assessment.model_copy(deep=True)
    guide = ehsg_cli.load_guide("ehsg-2022")
    ehsg_cli.validate("area.yaml")
    ehsg_cli.summarise(assessment, guide)
    ehsg_cli.check_priorities(assessment, guide)
    ehsg_cli.check_autonomy(assessment, guide, thresholds)
    assert capfd.readouterr() == ("", "")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["area.yaml", "thresholds.yaml"]
    assert path.read_bytes() == before
    assert assessment == copy
    assert isinstance(assessment, Assessment)


def test_the_same_file_gives_equal_results() -> None:
    """Twice loaded, twice computed."""
    guide = ehsg_cli.load_guide("ehsg-2022")
    first, second = ehsg_cli.load_assessment(GATESHEAD), ehsg_cli.load_assessment(GATESHEAD)
    assert first == second
    assert ehsg_cli.summarise(first, guide) == ehsg_cli.summarise(second, guide)
    assert ehsg_cli.check_priorities(first, guide) == ehsg_cli.check_priorities(second, guide)
