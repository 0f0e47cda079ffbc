"""Every code there is: its manual page, the smallest file that shows it, and silence on sound files."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import ehsg_cli
from ehsg_cli.diagnostics import Finding, Rule, Severity
from ehsg_cli.rules import CATALOGUE, RULES
from tests.rules.conftest import FINAL, HEAD, Findings

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


class Case(NamedTuple):
    """A file's bytes, and what is said of it: severity, line, column, message and hint."""

    data: bytes
    severity: str
    line: int
    column: int
    message: str
    hint: str


CASES = {
    "EH003": Case(
        f"{HEAD}method: [{'workshops,' * 50_001}]\n".encode(),
        "error",
        3,
        499940,
        "the file is too large: it holds more than 50,000 values",
        "a full assessment takes about 40 kB; see whether something else was pasted into it",
    ),
    "EH004": Case(
        f"{HEAD}area: {'[' * 65}\n".encode(),
        "error",
        3,
        70,
        "groups stand inside one another more than 64 levels deep here",
        "an assessment needs four levels; look for stray brackets or dashes",
    ),
    "EH001": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {name: Caf\xe9}\n",
        "error",
        3,
        17,
        "the file is not UTF-8 text: the byte 0xe9 on line 3 does not belong there",
        "open it in an editor and save it as UTF-8 (Notepad: Save as, Encoding UTF-8)",
    ),
    "EH002": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {name: North\x01bridge}\n",
        "error",
        3,
        19,
        "an invisible control character (U+0001) stands here, which YAML does not allow",
        "delete it; if you cannot see it, retype the word around it",
    ),
    "EH005": Case(
        b"# nothing yet\n",
        "error",
        1,
        1,
        "the file is empty",
        "start one with `ehsg new`, or restore it from git (git restore FILE)",
    ),
    "EH006": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: name: Northbridge\n",
        "error",
        3,
        11,
        "a colon followed by a space stands where YAML expects no key",
        "check this line's indentation; a text that holds ': ' needs quotation marks or a |- block",
    ),
    "EH007": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea:\n\tname: Northbridge\n",
        "error",
        4,
        1,
        "a tab stands here where YAML needs spaces",
        "replace it by spaces, two for each level (VS Code: Convert Indentation to Spaces)",
    ),
    "EH008": Case(
        b'ehsg: assessment/1\nguide: ehsg-2022\narea: {name: "Northbridge}\n',
        "error",
        3,
        14,
        'the text that starts with " here is never closed',
        'add the closing ", or write the text as a block that starts with |- on the line above',
    ),
    "EH009": Case(
        b"ehsg: assessment/1\n<<<<<<< HEAD\nguide: ehsg-2022\n=======\nguide: ehsg-2020\n>>>>>>> other\n",
        "error",
        2,
        1,
        "an unfinished merge: git left its marker <<<<<<< here",
        "keep the lines that are right, delete the others and the marker lines",
    ),
    "EH010": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\n---\nehsg: assessment/1\n",
        "error",
        3,
        1,
        "a second document starts here; a file holds one",
        "move what follows into a file of its own, or delete the line ---",
    ),
    "EH011": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: &a {name: Northbridge}\n",
        "error",
        3,
        7,
        "an anchor (&a) stands here, which these files do not use",
        "write the text out; a text that begins with * or & needs quotation marks or a |- block",
    ),
    "EH012": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {name: !secret Northbridge}\n",
        "error",
        3,
        14,
        "a tag (!) stands here, which these files do not use",
        "delete it; a text that begins with ! or % needs quotation marks or a |- block",
    ),
    "EH013": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nperiod: 2022\nperiod: 2023\n",
        "error",
        4,
        1,
        "period stands twice in the same group; the first is on line 3",
        "keep the right one and delete the other",
    ),
    "EH014": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\n2022: yes\n",
        "error",
        3,
        1,
        "2022 cannot be a key: keys are words",
        "write the word that belongs there; a descriptor is named by its id",
    ),
    "EH101": Case(
        b"- ehsg\n",
        "error",
        1,
        1,
        "the file holds a list where keys with values are expected",
        "the first line is `ehsg: assessment/1`; `ehsg new` writes a file in the right shape",
    ),
    "EH102": Case(
        b"guide: ehsg-2022\n",
        "error",
        1,
        1,
        "the file does not say what it is: its key `ehsg` is missing",
        "begin it with `ehsg: assessment/1` or `ehsg: thresholds/1`",
    ),
    "EH103": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nperod: 2022\n",
        "error",
        3,
        1,
        '"perod" is not a key that can stand here',
        "did you mean period?",
    ),
    "EH104": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {name: 2022}\n",
        "error",
        3,
        14,
        "name needs a text, and has 2022",
        'put it in quotation marks if it is meant as text: "2022"',
    ),
    "EH105": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nsubmitted: 29/07/2022\n",
        "error",
        3,
        12,
        'the text "29/07/2022" is not a date',
        "write year-month-day, for example 2022-06-30",
    ),
    "EH106": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nperiod: 22\n",
        "error",
        3,
        9,
        "22 is not a period",
        "write 2022, or 2022-23, or 2022-Q3 (calendar), or 2022-23-FQ3 (financial)",
    ),
    "EH107": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: final\n",
        "error",
        3,
        9,
        'status cannot be "final"',
        "write draft, agreed or submitted",
    ),
    "EH108": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {code: E0800}\n",
        "error",
        3,
        14,
        'the text "E0800" is not an ONS code',
        "it is a letter and eight digits, such as E08000037",
    ),
    "EH110": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\n",
        "error",
        1,
        1,
        "the area has no name yet",
        "write it under area, as `name: ...`",
    ),
    "EH111": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\n",
        "error",
        1,
        1,
        "the period is missing",
        "write `period: 2022`, or 2022-23 for a financial year",
    ),
    "EH112": Case(
        b"ehsg: thresholds/1\nguide: ehsg-2022\nminimum: {FV1: 3}\n",
        "error",
        1,
        1,
        "the thresholds do not say where they come from",
        "add `source:` with the document, its year and the page",
    ),
    "EH201": Case(
        b"ehsg: assessment/1\nguide: ehsg-2222\n",
        "error",
        2,
        8,
        'there is no guide "ehsg-2222"',
        "did you mean ehsg-2022?",
    ),
    "EH202": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {FV1: {score: 6}}\n",
        "error",
        3,
        28,
        "6 is not on the guide's scale of 0 to 5",
        "write a whole number from 0 to 5, or leave it blank",
    ),
    "EH203": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {FV9: {score: 3}}\n",
        "error",
        3,
        15,
        '"FV9" is no descriptor of this guide',
        "did you mean FV7?",
    ),
    "EH204": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {5.4: {score: 3}}\n",
        "error",
        3,
        15,
        "5.4 is a number on the form; here the id FV4 belongs",
        "write FV4 in place of 5.4",
    ),
    "EH212": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nFV1: {score: 3}\nFV2: {score: 3}\n",
        "error",
        3,
        1,
        "FV1 and 1 more belong under `descriptors:`, and stand at the left margin",
        "put a line `descriptors:` above, at the left margin, and indent each id below it by two spaces",
    ),
    "EH205": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\n",
        "error",
        1,
        1,
        "FV1 (5.1 Family engagement) is not in the file",
        "add it under descriptors, with its score",
    ),
    "EH206": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\ndescriptors: {FV1: {score: }}\n",
        "error",
        4,
        21,
        "FV1 (5.1 Family engagement) has no score yet",
        "write a whole number, 0 to 5",
    ),
    "EH207": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {FV1: {score: 2.5}}\n",
        "error",
        3,
        28,
        "2.5 looks like an average; a score is one whole number (0 to 5)",
        "write the whole number you agreed; averages belong with partners' responses, not here",
    ),
    "EH208": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nmethod: [workshop]\n",
        "error",
        3,
        10,
        '"workshop" is none of the guide\'s ways to conduct an assessment',
        "did you mean workshops?",
    ),
    "EH209": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {FV1: {score: n/a}}\n",
        "error",
        3,
        28,
        'the guide knows no "n/a": a score is a whole number (0 to 5), or blank while it is open',
        "leave it blank and say why in the text, or agree on a score",
    ),
    "EH210": Case(
        b"ehsg: thresholds/1\nguide: ehsg-2022\nsource: Page 7\nminimum: {FV2: 3}\n",
        "error",
        4,
        11,
        "FV2 does not count towards Earned Autonomy in this guide",
        "the criteria are FV1, WF1, WF3, LE1, LE3, DA1, DA3, DA4 and DA7",
    ),
    "EH301": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 2}\n"
        b"priorities: [DA1, DA1, DA2]\n",
        "error",
        4,
        19,
        "DA1 is already priority 1",
        "choose another descriptor in its place; `ehsg priorities FILE` lists those allowed",
    ),
    "EH302": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 2}\n"
        b"priorities: [DA1, DA2, DA3, DA4]\n",
        "error",
        4,
        1,
        "4 priorities are chosen, and the guide asks for 3",
        "take 1 out; it can stay in your action plan",
    ),
    "EH303": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\npriorities: [DA1]\n",
        "error",
        4,
        1,
        "1 of 3 priorities is chosen",
        "choose 2 more; `ehsg priorities FILE` lists those the data model allows",
    ),
    "EH304": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 2}\n"
        b"priorities: [DA1, DA2, CO1]\n",
        "error",
        4,
        1,
        "at data model 2, 1 service descriptor is chosen (CO1) and the rule allows none: "
        "replace CO1 by 1 data descriptor",
        "At data model 2 or lower, all three descriptors come from the data section. "
        "(National submission form, 2022: Section 11, Selection of descriptors, first clause)",
    ),
    "EH305": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\n",
        "error",
        1,
        1,
        "the data model level is missing",
        "write it under data_model, as `submitted_level: ...`; `ehsg guide show data-models` "
        "explains the levels",
    ),
    "EH306": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 2, changed: true}\n",
        "warning",
        3,
        1,
        "the data model has changed, and its current level is not given",
        "write `current_level` there; until then the submitted level governs",
    ),
    "EH307": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 7}\n",
        "error",
        3,
        31,
        "7 is no data model level",
        "write a whole number from 1 to 6",
    ),
    "EH308": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\n"
        b"data_model: {submitted_level: 2, current_level: 3}\n"
        b"priorities: [DA1, FV1, CO1]\n",
        "warning",
        3,
        49,
        "the submitted level (2) and the current level (3) allow different priorities; the "
        "current one governed here: met (under the submitted one: not met)",
        "check with your national contact which level your choice will be held against",
    ),
    "EH309": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\n"
        b"data_model: {submitted_level: 2, changed: false, current_level: 3}\n",
        "warning",
        3,
        65,
        "changed is false, and yet the current level (3) is not the submitted one",
        "write `changed: true`, or delete `current_level`",
    ),
    "EH401": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors:\n  FV1:\n"
        b"    working_well: |-\n      Families told us.\n      # check this\n",
        "warning",
        5,
        19,
        "line 2 of this text begins with #, and would be printed",
        "move the comment out of the text, or reword the line",
    ),
    "EH501": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nsharing: {press: confirmed}\n",
        "error",
        3,
        11,
        '"press" is no audience that the form asks about',
        "the audiences are dfe, coordinators and departments",
    ),
    "EH502": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nsharing: {coordinators: yes}\n",
        "error",
        3,
        25,
        'sharing with Supporting Families Co-ordinators cannot be "yes"',
        "write confirmed or declined, or leave it blank while nobody was asked",
    ),
}

# What is said of a guide pack is not said of a file; its cases stand with the pack (tests/guide).
OF_PACKS = {"EH250", "EH211"}


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(ehsg_cli.__path__, "ehsg_cli."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def test_every_rule_there_is_stands_in_the_catalogue() -> None:
    """A rule that somebody wrote and forgot to list would never run; one code belongs to one rule."""
    rules = {id(r): r for module in _modules() for r in vars(module).values() if isinstance(r, Rule)}
    codes = sorted(r.code for r in rules.values())
    assert codes == list(CATALOGUE)
    assert all(CATALOGUE[r.code] is r for r in rules.values())


def test_every_code_has_a_case_here() -> None:
    """A new rule comes with the smallest file that shows it."""
    assert set(CASES) | OF_PACKS == set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_a_manual_page(code: str) -> None:
    """A code of two letters and three digits, a title in a few words, why it is so, and what to do."""
    rule: Rule[..., Any] = CATALOGUE[code]
    assert re.fullmatch(r"EH\d{3}", rule.code)
    assert rule.title
    assert not rule.title.endswith(".")
    assert len(rule.title) <= 60
    paragraphs = rule.page.split("\n\n")
    assert len(paragraphs) >= 2
    assert paragraphs[0].endswith((".", ":"))
    remedy = [paragraph for paragraph in paragraphs if paragraph.startswith("What to do: ")]
    assert len(remedy) == 1
    assert all(len(line) <= 110 for line in rule.page.splitlines())


def test_titles_tell_codes_apart() -> None:
    """The list of all codes is told by title."""
    titles = [rule.title for rule in CATALOGUE.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_file_that_shows_a_code(findings: Findings, code: str) -> None:
    """Its severity, its line and column, what is wrong and what to do, word for word."""
    case = CASES[code]
    told = next((f for f in findings(case.data) if f.code == code), None)
    assert told is not None
    assert told.span is not None
    found = (told.severity.value, told.span.line, told.span.column, told.message, told.hint)
    assert found == case[1:]


@pytest.mark.parametrize("code", CASES)
def test_a_case_shows_its_own_code_and_nothing_else_that_is_wrong(findings: Findings, code: str) -> None:
    """One mistake is one finding; what a file this small leaves out is told of as missing."""
    missing = {"EH110", "EH111", "EH205", "EH206", "EH303", "EH305"}
    # A fifth thing said at the same place: half a file holds half a value; two levels differ in two ways.
    besides = {"EH006": {"EH104"}, "EH309": {"EH308"}}.get(code, set())
    codes = {f.code for f in findings(CASES[code].data)}
    assert codes - missing - {code} == besides


@pytest.mark.parametrize("code", CASES)
def test_a_message_is_one_plain_sentence(findings: Findings, code: str) -> None:
    """One line, no full stop, no capital but a name's, and a hint that says what to do."""
    for finding in findings(CASES[code].data):
        assert "\n" not in finding.message + finding.hint
        assert not finding.message.endswith(".")
        assert finding.hint
        assert len(finding.message) <= 200
        for word in ("invalid", "null", "None", "must", "illegal", "!"):
            assert re.search(rf"\b{re.escape(word)}\b", finding.message) is None, finding.message


# Northbridge shows a level that has changed, and is warned that the form is not clear about it.
KNOWN_WARNINGS = {"gateshead-2022.yaml": set[str](), "northbridge-2023.yaml": {"EH308"}}


@pytest.mark.parametrize("name", KNOWN_WARNINGS)
def test_every_code_is_silent_on_a_sound_file(findings: Findings, name: str) -> None:
    """A real return and an invented one show no finding, but for the warnings they are known for."""
    found = findings((EXAMPLES / name).read_bytes())
    assert {f.code for f in found} == KNOWN_WARNINGS[name]
    assert all(f.severity is Severity.WARNING for f in found)


def test_every_rule_that_runs_is_run_on_one_kind_of_file() -> None:
    """The registry lists each rule once, by the kind of file it looks at."""
    listed = [rule.code for rules in RULES.values() for rule in rules]
    assert len(listed) == len(set(listed))


def test_findings_come_in_the_order_of_the_file(findings: Findings) -> None:
    """By place; so a person mends them from the top down."""
    found: tuple[Finding, ...] = findings((EXAMPLES / "northbridge-2023-broken.yaml").read_bytes())
    places = [f.span for f in found if f.span is not None]
    assert len(places) == len(found) > 30
    assert places == sorted(places)


def test_what_is_missing_is_told_in_the_forms_order(findings: Findings) -> None:
    """Of 31 missing descriptors the first named is 5.1 and the last 9.7, though all share one place."""
    told = [
        f.message.split(" ")[0] for f in findings(f"{FINAL}descriptors: {{}}\n".encode()) if f.code == "EH205"
    ]
    assert len(told) == 31
    assert (told[0], told[7], told[-1]) == ("FV1", "WF1", "DA7")
