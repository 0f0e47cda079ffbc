"""Texts of responses, plans, measures, workforce tables and thresholds, looked at as an assessment's are."""

import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest

from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.rules.checking import check_file
from tests.helpers import EXAMPLES
from tests.rules.conftest import THRESHOLDS, Findings
from tests.rules.test_catalogue import MEASURES, PLAN, RESPONSE, WORKFORCE

PERSONAL = {f"EH50{n}" for n in range(4, 10)}
MAIL, PHONE, POSTCODE, NHS = "j.smith@police.example", "07700 900123", "NE99 1ZZ", "943 476 5919"
EACH = f"{MAIL}, {PHONE}, {POSTCODE}, {NHS}, Service Manager (Jane Smith)"
FOUND = {
    ("EH504", MAIL),
    ("EH505", PHONE),
    ("EH506", POSTCODE),
    ("EH507", NHS),
    ("EH508", "Jane Smith"),
}

# Each text that a person writes: the file around it, where it stands, and what a message calls the place.
TEXTS = {
    "response, area": (
        "ehsg: response/1\nguide: ehsg-2022\narea: {name: TEXT}\n", "area.name", "area.name"
    ),
    "response, organisation": (
        f"{RESPONSE}respondent: {{organisation: TEXT}}\n",
        "respondent.organisation",
        "respondent.organisation",
    ),
    "response, sector": (
        f"{RESPONSE}respondent: {{sector: TEXT}}\n", "respondent.sector", "respondent.sector"
    ),
    "response, role": (f"{RESPONSE}respondent: {{role: TEXT}}\n", "respondent.role", "respondent.role"),
    "response, evidence": (
        f"{RESPONSE}descriptors: {{FV1: {{working_well: TEXT}}}}\n", "descriptors.FV1.working_well", "FV1"
    ),
    "response, next steps": (
        f"{RESPONSE}descriptors: {{FV1: {{prioritising_next: TEXT}}}}\n",
        "descriptors.FV1.prioritising_next",
        "FV1",
    ),
    "plan, area": ("ehsg: plan/1\narea: {name: TEXT}\n", "area.name", "area.name"),
    "plan, id": (f"{PLAN}  - {{id: TEXT}}\n", "actions.0.id", "action 1"),
    "plan, action": (f"{PLAN}  -\n  - {{action: TEXT}}\n", "actions.1.action", "action 2"),
    "plan, owner": (f"{PLAN}  - {{owner: TEXT}}\n", "actions.0.owner", "action 1"),
    "plan, note": (
        f"{PLAN}  - {{progress: [{{note: fine}}, {{note: TEXT}}]}}\n",
        "actions.0.progress.1.note",
        "action 1",
    ),
    "measures, area": ("ehsg: measures/1\narea: {name: TEXT}\n", "area.name", "area.name"),
    **{
        f"measures, {key}": (f"{MEASURES}  - {{{key}: TEXT}}\n", f"measures.0.{key}", "measure 1")
        for key in ("id", "name", "outcome", "unit", "source")
    },
    "workforce, area": (
        "ehsg: workforce/1\nguide: ehsg-2022\narea: {name: TEXT}\n", "area.name", "area.name"
    ),
    **{
        f"workforce, {key}": (f"{WORKFORCE}roles:\n  -\n  - {{{key}: TEXT}}\n", f"roles.1.{key}", "role 2")
        for key in ("role", "expected")
    },
    "thresholds, source": (f"{THRESHOLDS}source: TEXT\n", "source", "source"),
}  # fmt: skip


def personal(found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if finding.code in PERSONAL]


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_of_every_kind_is_looked_at_for_personal_data(findings: Findings, name: str) -> None:
    """Each thing is told once, at its words, and the message says where it stands."""
    data, place, called = TEXTS[name]
    # What stands in the name of the area is taken for a place's.
    expected = {each for each in FOUND if each[0] != "EH508" or "area" not in name}
    rows = data.replace("TEXT", f'"{EACH}"').encode()
    found = personal(findings(rows))
    assert {(f.code, f.words) for f in found} == expected
    assert len(found) == len(expected)
    assert {str(f.pointer) for f in found} == {place}
    assert all(f.message.endswith(f" stands in {called}") for f in found)
    for finding in found:
        assert finding.span is not None
        row = rows.decode().split("\n")[finding.span.line - 1]
        assert row[finding.span.column - 1 : finding.span.end_column - 1] == finding.words


@pytest.mark.parametrize("name", TEXTS)
def test_a_listed_name_is_found_in_every_text_of_every_kind(tmp_path: Path, name: str) -> None:
    """Also where no guide is known."""
    (tmp_path / ".ehsg").mkdir()
    (tmp_path / ".ehsg" / "names.txt").write_bytes(b"Jane Smith\n")
    data, place, _ = TEXTS[name]
    path = tmp_path / "file.yaml"
    path.write_text(data.replace("TEXT", "Ask Jane Smith"), encoding="utf-8")
    found = personal(check_file(str(path)).findings)
    assert [(f.code, str(f.pointer), f.words) for f in found] == [("EH509", place, "Jane Smith")]


def test_a_response_with_a_person_in_it(tmp_path: Path) -> None:
    """As a partner may well fill it in: who answers, whom to ask, and a note to the one who collects."""
    (tmp_path / ".ehsg").mkdir()
    (tmp_path / ".ehsg" / "names.txt").write_bytes(b"Jane Smith\n")
    path = tmp_path / "police.yaml"
    path.write_text(
        f"{RESPONSE}period: 2022\n"
        "respondent: {organisation: Police, sector: police, "
        "role: Inspector Jane Smith j.smith@police.example 07700 900123}\n"
        "descriptors:\n  FV1:\n    score: 3\n    working_well: |-\n"
        "      Write to a.day@police.example about the family at NE99 1ZZ (943 476 5919).\n"
        "      # is this still right?\n",
        encoding="utf-8",
    )
    assert [(f.code, f.words) for f in check_file(str(path)).findings] == [
        ("EH509", "Jane Smith"),
        ("EH504", "j.smith@police.example"),
        ("EH505", "07700 900123"),
        ("EH504", "a.day@police.example"),
        ("EH506", "NE99 1ZZ"),
        ("EH507", "943 476 5919"),
        ("EH401", "# is this still right?"),
    ]


@pytest.mark.parametrize(
    ("keys", "code", "severity"),
    [
        ('working_well: "# ask the data team"', "EH401", Severity.WARNING),
        ("working_well: See above", "EH405", Severity.NOTE),
        ("working_well: We meet often, prioritising_next: We meet often", "EH409", Severity.NOTE),
        ("working_well: TBC", "EH410", Severity.NOTE),
        ("prioritising_next: to follow", "EH410", Severity.NOTE),
        ("score: 3, working_well: Not scored yet", "EH411", Severity.WARNING),
    ],
)
def test_a_slip_in_a_partners_answer_is_told(
    findings: Findings, keys: str, code: str, severity: Severity
) -> None:
    """What is no matter of how good the answer is."""
    found = findings(f"{RESPONSE}period: 2022\ndescriptors: {{FV1: {{{keys}}}}}\n".encode())
    assert [(f.code, f.severity) for f in found if f.code.startswith("EH4")] == [(code, severity)]


def test_a_partners_answer_is_not_judged(findings: Findings) -> None:
    """A partner may score without a word, say little, or the same twice: its view is no return."""
    answers = "\n".join(
        f"  {id}: {{score: {score}{text}}}"
        for id, score, text in (
            ("FV1", 5, ""),
            ("FV2", 4, ", working_well: It goes well with our own 26% of the families here"),
            ("FV3", 4, ", working_well: It goes well with our own 26% of the families here"),
            ("FV4", 5, ", working_well: Of the teams elsewhere 26% are led by nurses"),
        )
    )
    found = findings(f"{RESPONSE}period: 2022\ndescriptors:\n{answers}\n".encode())
    assert [f.code for f in found if f.code.startswith("EH4")] == []


def test_the_examples_of_every_kind_hold_no_personal_data() -> None:
    """Roles, organisations and sources as people write them are left alone."""
    looked_at = [path for path in sorted(EXAMPLES.rglob("*.yaml")) if "broken" not in path.name]
    assert looked_at
    for path in looked_at:
        assert personal(check_file(str(path)).findings) == []


def test_an_assessment_does_not_wait_for_the_texts_of_other_kinds(tmp_path: Path) -> None:
    """Their modules are loaded with the first file of theirs."""
    program = (
        "import sys; from ehsg_cli.rules.checking import check_file; check_file(sys.argv[1]); "
        "print(sorted(n for n in sys.modules if 'other_texts' in n or n.startswith('ehsg_cli.assessment.')))"
    )
    example = str(copy(EXAMPLES / "northbridge-2023.yaml", tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", program, example], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['ehsg_cli.assessment.models']"
