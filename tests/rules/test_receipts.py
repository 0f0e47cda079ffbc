"""EH841 to EH844: a file beside the receipt of its submission."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ehsg_cli.assessment import Assessment
from ehsg_cli.cli import run
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.rules.checking import check_file
from tests.helpers import NORTHBRIDGE, changed, place_of, put, said

CODES = ("EH841", "EH842", "EH843", "EH844")


@pytest.fixture
def area(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """The fictional area's file, submitted, with its receipt beside it."""
    path = put(tmp_path / "area.yaml", NORTHBRIDGE)
    assert run(["submit", str(path)]) == 0
    capfd.readouterr()
    return path


@pytest.fixture
def receipt(area: Path) -> Path:
    return area.with_name("area.receipt.json")


def told(path: Path) -> list[Finding]:
    """What is said of a file in its relation to its receipt."""
    return [finding for finding in check_file(str(path)).findings if finding.code in CODES]


def rewritten(path: Path, *changes: tuple[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        text = changed(text, old, new)
    path.write_text(text, encoding="utf-8")
    return text


def test_nothing_is_told_of_a_file_as_it_was_submitted(area: Path) -> None:
    """Nor after comments, quotation marks, line ends and wrapping changed."""
    assert told(area) == []
    text = rewritten(
        area,
        ("status: submitted", "status: 'submitted' # sent"),
        ("In the year\n      to", "In the year to\n      "),
    )
    area.write_bytes(text.replace("\n", "\r\n").encode())
    assert told(area) == []


def test_a_few_differences_are_told_each_at_its_place(area: Path) -> None:
    """With what it was, where that is no text, and the day of submission."""
    text = rewritten(
        area,
        ("    score: 4\n", "    score: 3\n"),
        ("412 of 540", "413 of 540"),
        ("departments: declined", "departments: confirmed"),
    )
    found = told(area)
    assert said(found) == [
        (
            "EH841",
            *place_of(text, "3\n    working_well"),
            "FV1 has the score 3, and was submitted with 4 (submitted on 2023-07-28)",
        ),
        (
            "EH841",
            *place_of(text, "|-\n      Every family"),
            "working_well of FV1 is not as it was submitted (submitted on 2023-07-28)",
        ),
        (
            "EH841",
            *place_of(text, "sharing:"),
            "sharing is not as it was submitted (submitted on 2023-07-28)",
        ),
    ]
    assert {finding.severity for finding in found} == {Severity.WARNING}
    assert {finding.hint for finding in found} == {
        "put back what was submitted, or submit it anew: `ehsg submit FILE --again --on DATE`"
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("why: Residents", "why: All residents", "a reason for a priority is not as it was submitted"),
        (
            "- id: DA5",
            "- id: DA6",
            "the priorities are DA6, WF5 and CO5, and those submitted were WF5, CO5 and DA5",
        ),
        ("submitted: 2023-07-28", "submitted: 2023-07-29", "the day is 2023-07-29, and it was 2023-07-28"),
        ("submitted: 2023-07-28\n", "", "submitted is not as it was submitted"),
        ("current_level: 3", "current_level: 3 \n  # c", None),
        ("current_level: 3", "current_level: 2", "data_model is not as it was submitted"),
        ("method: [workshops, ", "method: [", "method is not as it was submitted"),
    ],
)
def test_other_parts_by_their_keys(area: Path, old: str, new: str, message: str | None) -> None:
    """Priorities by their ids, a day by what it was, the rest by its key."""
    rewritten(area, (old, new))
    wanted = [f"{message} (submitted on 2023-07-28)"] if message else []
    assert [finding.message for finding in told(area)] == wanted


def test_a_text_that_was_taken_out(area: Path) -> None:
    """It is told at the descriptor; one that came is told at its key."""
    text = area.read_text(encoding="utf-8")
    text = re.sub(r"(?s)    prioritising_next: \|-\n      Our plan.*?\n\n", "\n", text, count=1)
    area.write_text(text, encoding="utf-8")
    (finding,) = told(area)
    assert finding.message.startswith(
        "prioritising_next of FV1 is blank, and was not when this was submitted"
    )
    assert str(finding.pointer) == "descriptors.FV1.prioritising_next"


def test_many_differences_are_told_in_one_sentence(area: Path) -> None:
    """At the day of submission, by what they are."""
    text = area.read_text(encoding="utf-8").replace("    score: 3\n", "    score: 2\n")
    area.write_text(changed(text, "412 of 540", "413 of 540"), encoding="utf-8")
    rewritten(area, ("departments: declined", "departments: confirmed"))
    (finding,) = told(area)
    number = NORTHBRIDGE.count("    score: 3\n")
    assert finding.message == (
        f"this is not what was submitted on 2023-07-28: the scores of {number} descriptors, "
        "the texts of FV1 and sharing changed"
    )
    assert str(finding.pointer) == "submitted"


def test_nothing_is_told_while_something_cannot_be_read(area: Path) -> None:
    """A score that is none is told as such, and not as one that was taken out."""
    rewritten(area, ("    score: 4\n", "    score: 9\n"))
    assert told(area) == []
    assert any(finding.severity is Severity.ERROR for finding in check_file(str(area)).findings)


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b'{"schema": "ehsg.receipt/9"}', b"\xff"])
def test_a_receipt_that_cannot_be_relied_on(area: Path, receipt: Path, data: bytes) -> None:
    """It is told at the day of submission, by its name and with the reason."""
    receipt.write_bytes(data)
    (finding,) = told(area)
    assert finding.code == "EH842"
    assert finding.message.startswith("area.receipt.json is no receipt that can be relied on: it ")
    assert str(finding.pointer) == "submitted"


def test_a_folder_in_its_place_and_an_edited_one(area: Path, receipt: Path) -> None:
    """The first is not opened; in the second a figure was put right."""
    receipt.write_text(receipt.read_text(encoding="utf-8").replace('"FV1": 4', '"FV1": 3'), encoding="utf-8")
    assert [f.message.split(": ")[1] for f in told(area)] == ["it was changed since ehsg wrote it"]
    receipt.unlink()
    receipt.mkdir()
    assert [f.message.split(": ")[1] for f in told(area)] == ["it is a folder"]


def test_a_receipt_of_another_period(area: Path) -> None:
    """Told once, at the period; nothing is said of what else differs."""
    rewritten(area, ("period: 2023", "period: 2024"), ("    score: 4\n", "    score: 3\n"))
    (finding,) = told(area)
    assert (finding.code, str(finding.pointer)) == ("EH843", "period")
    assert finding.message == (
        "area.receipt.json is the receipt of Northbridge (fictional) for 2023, by ehsg-2022, "
        "and not of this file"
    )


def test_two_files_of_one_name_and_two_endings(area: Path) -> None:
    """The receipt is of the one it names, while that stands there."""
    other = put(area.with_suffix(".yml"), NORTHBRIDGE)
    assert told(area) == []
    (finding,) = told(other)
    assert (finding.code, finding.message) == (
        "EH843",
        "area.receipt.json is the receipt of area.yaml, and not of this file",
    )
    area.unlink()
    assert told(other) == []


def test_both_renamed(area: Path, receipt: Path) -> None:
    """A receipt goes with its file under any name, also where another one stands under the old name."""
    area.rename(area.with_name("northbridge.yaml"))
    receipt.rename(area.with_name("northbridge.receipt.json"))
    put(area, NORTHBRIDGE)
    assert told(area.with_name("northbridge.yaml")) == []
    rewritten(area.with_name("northbridge.yaml"), ("    score: 4\n", "    score: 3\n"))
    assert [f.code for f in told(area.with_name("northbridge.yaml"))] == ["EH841"]


@pytest.mark.parametrize("status", ["draft", "agreed"])
def test_a_file_that_is_no_submission_any_more(area: Path, status: str) -> None:
    """It is told at the status, and nothing else is: it may be under revision."""
    rewritten(area, ("status: submitted", f"status: {status}"), ("    score: 4\n", "    score: 3\n"))
    (finding,) = told(area)
    assert (finding.code, str(finding.pointer)) == ("EH844", "status")
    assert finding.message == (
        f"this was submitted on 2023-07-28, by area.receipt.json, and its status is {status}"
    )


def test_a_submitted_file_without_a_receipt(area: Path, receipt: Path) -> None:
    """There is nothing to hold it against, and nothing is said."""
    receipt.unlink()
    rewritten(area, ("    score: 4\n", "    score: 3\n"))
    assert told(area) == []


def test_it_is_suppressed_and_set_as_other_codes_are(area: Path) -> None:
    """By a comment at the key, or by the settings; the comment is never called needless."""
    put(area.with_name("ehsg.toml"), '[severity]\nEH841 = "error"\n')
    rewritten(area, ("  FV1:\n    score: 4\n", "  FV1:\n    score: 3\n"))
    (finding,) = told(area)
    assert finding.severity is Severity.ERROR
    rewritten(
        area,
        ("    score: 3\n", "    score: 3  # ehsg: ignore[EH841] a slip of the pen, agreed by the board\n"),
    )
    assert told(area) == []
    rewritten(area, ("    score: 3  #", "    score: 4  #"))
    assert [f.code for f in check_file(str(area)).findings if f.code in ("EH015", *CODES)] == []


def test_what_holds_them_is_loaded_for_no_file_without_a_receipt(area: Path, receipt: Path) -> None:
    """A file without a receipt costs one look at the disk."""
    code = (
        "import sys; from ehsg_cli.rules.checking import check_file; "
        f"check_file({str(area)!r}); "
        "print(sorted(m for m in sys.modules if m.endswith('.receipts')))"
    )

    def loaded() -> str:
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "ehsg_cli.reading.receipts" in loaded()
    receipt.unlink()
    assert loaded().strip() == "[]"


def test_a_receipt_says_nothing_that_the_rules_do_not_compare(receipt: Path) -> None:
    """Every part has a digest by keys that a finding can point at."""
    parts = json.loads(receipt.read_bytes())["parts"]
    words = {each.split(".")[2] for each in parts if each.startswith("descriptors.")}
    assert words == {"score", "working_well", "prioritising_next"}
    assert {each for each in parts if not each.startswith("descriptors.")} <= set(Assessment.model_fields)
