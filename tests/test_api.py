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
EXAMPLES = ROOT / "examples"
GATESHEAD = EXAMPLES / "gateshead-2022.yaml"
BROKEN = ROOT / "examples" / "northbridge-2023-broken.yaml"

FUNCTIONS = (
    "check_autonomy",
    "check_priorities",
    "diff",
    "load_assessment",
    "load_guide",
    "load_plan",
    "load_thresholds",
    "summarise",
    "trend",
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
    code = function.__code__
    arguments = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
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


@pytest.mark.parametrize("load", ["load_assessment", "load_plan", "load_thresholds", "validate"])
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


# What changed


def other_year(assessment: Assessment, **entries: int | None) -> Assessment:
    """An assessment with other scores for some descriptors."""
    changed = {id: assessment.entry(id).model_copy(update={"answer": score}) for id, score in entries.items()}
    return assessment.model_copy(update={"entries": {**assessment.entries, **changed}})


def test_what_changed_between_two_assessments() -> None:
    """The guide is found by its name, and a score that moved is told with both figures."""
    old = ehsg_cli.load_assessment(GATESHEAD)
    change = ehsg_cli.diff(old, other_year(old, FV1=5, DA1=None))
    assert [(each.descriptor, each.old, each.new) for each in change.scores] == [
        ("FV1", 3, 5),
        ("DA1", 3, None),
    ]
    assert change.overall.both == 30
    assert change.kinship.relation == "same"
    assert not change.empty
    assert ehsg_cli.diff(old, old).empty


def test_thresholds_tell_which_criteria_are_newly_met(tmp_path: Path) -> None:
    """Without them no criterion is met before or after."""
    old = ehsg_cli.load_assessment(GATESHEAD)
    new = other_year(old, DA7=3)
    assert ehsg_cli.diff(old, new).criteria == ()
    thresholds = ehsg_cli.load_thresholds(thresholds_file(tmp_path))
    (criterion,) = ehsg_cli.diff(old, new, None, thresholds).criteria
    assert (criterion.descriptor, criterion.old.value, criterion.new.value) == ("DA7", "not-met", "met")


def test_plans_tell_whether_the_actions_on_a_priority_moved(tmp_path: Path) -> None:
    """They are handed over, since none is looked for; each has to be of the area, by its guide."""
    new = ehsg_cli.load_assessment(EXAMPLES / "northbridge-2023.yaml")
    path = tmp_path / "plan.yaml"
    text = (EXAMPLES / "northbridge-plan.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("status: in progress", "status: not started"), encoding="utf-8")
    then, now = ehsg_cli.load_plan(path), ehsg_cli.load_plan(EXAMPLES / "northbridge-plan.yaml")
    assert ehsg_cli.diff(new, new).empty
    assert ehsg_cli.diff(new, new, old_plan=now, plan=now).empty
    change = ehsg_cli.diff(new, new, old_plan=then, plan=now)
    assert not change.empty
    assert {each.descriptor for each in change.actions_moved} == {"DA5", "WF5", "CO5"}
    other = ehsg_cli.load_assessment(GATESHEAD)
    with pytest.raises(UserError, match="the plan is of Northbridge"):
        ehsg_cli.diff(other, other, plan=now)
    with pytest.raises(UserError, match="cannot be read as a plan"):
        ehsg_cli.load_plan(GATESHEAD)


def test_a_guide_of_ones_own_is_compared_by() -> None:
    """One that stands beside the files is loaded from there and handed in."""
    old = ehsg_cli.load_assessment(GATESHEAD)
    guide = ehsg_cli.load_guide("ehsg-2022", ROOT / "examples")
    assert ehsg_cli.diff(old, other_year(old, FV1=4), guide).guide is guide


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("ehsg-2022", "ehsg-2020", "one assessment answers ehsg-2022, and the other ehsg-2020"),
        (None, None, "neither assessment names its guide"),
        ("ehsg-1999", "ehsg-1999", "no guide 'ehsg-1999'"),
    ],
)
def test_assessments_without_a_common_scale_are_not_compared(
    first: str | None, second: str | None, message: str
) -> None:
    """Nothing is subtracted across editions, and a guide that nobody names is not guessed."""
    assessment = ehsg_cli.load_assessment(GATESHEAD)
    old, new = (assessment.model_copy(update={"guide": guide}) for guide in (first, second))
    with pytest.raises(UserError, match=message):
        ehsg_cli.diff(old, new)


# Over the years


def test_the_trend_of_two_years_and_a_missing_one() -> None:
    """By area and edition; what the two say is at the places of their periods."""
    new = ehsg_cli.load_assessment(GATESHEAD)
    old = other_year(new, FV1=1).model_copy(update={"period": "2020"})
    (series,) = ehsg_cli.trend([new, old]).series
    (edition,) = series.editions
    assert (series.area, series.missing) == ("Gateshead", ("2021",))
    assert edition.descriptors[0].scores == (1, None, 3)
    assert edition.overall.tallies[2] == ehsg_cli.summarise(new, edition.guide).overall


def test_a_trend_needs_to_know_every_guide() -> None:
    """One of your own is handed in; an assessment that names none is refused."""
    assessment = ehsg_cli.load_assessment(GATESHEAD)
    guide = ehsg_cli.load_guide("ehsg-2022", ROOT / "examples")
    assert ehsg_cli.trend([assessment], [guide]).series[0].editions[0].guide is guide
    with pytest.raises(UserError, match="names no guide"):
        ehsg_cli.trend([assessment.model_copy(update={"guide": None})])
