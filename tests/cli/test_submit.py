"""`ehsg submit`, end to end: the status, the date and the receipt, and what is never written over."""

import datetime
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli import load_assessment, load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.receipts import digest_of
from ehsg_cli.compare.meaning import digest, meaning
from ehsg_cli.writing.files import change_file
from ehsg_cli.writing.receipts import write_submission
from tests.cli.conftest import Ehsg
from tests.helpers import NORTHBRIDGE, ROOT, changed, fenced, put

AGREED = changed(
    changed(NORTHBRIDGE, "status: submitted", "status: agreed   # by the board"),
    "submitted: 2023-07-28\n",
    "",
)
DAY = ("--on", "2023-07-28")
posix = pytest.mark.skipif(os.name == "nt", reason="rights of files as POSIX has them")


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """The fictional area's file, agreed and not yet submitted."""
    return put(tmp_path / "area.yaml", AGREED)


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """Where its receipt belongs."""
    return tmp_path / "area.receipt.json"


def told(path: Path) -> Any:
    return json.loads(path.read_bytes())


def left_over(folder: Path) -> list[str]:
    """Files that are neither an assessment nor a receipt."""
    return [each.name for each in folder.iterdir() if not each.name.endswith((".yaml", ".receipt.json"))]


# What is written


def test_the_status_the_date_and_a_receipt(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """Only two places of the file change; the message names the receipt and what was accepted."""
    result = ehsg("submit", "area.yaml", *DAY)
    assert result.code == 0
    assert result.out == ""
    assert result.err == (
        "Submitted area.yaml (Northbridge (fictional) for 2023) on 2023-07-28, with the receipt "
        "area.receipt.json\n1 warning accepted; `ehsg validate area.yaml` shows what was said\n"
    )
    assert area.read_text(encoding="utf-8") == changed(
        AGREED,
        "status: agreed   # by the board\n",
        "status: submitted   # by the board\nsubmitted: 2023-07-28\n",
    )
    assert left_over(area.parent) == []


def test_the_receipt_holds_what_was_submitted_and_no_text(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """Scores, priorities, level, verdict, sharing, digests; no narrative, no clock, no path."""
    ehsg("submit", area, *DAY)
    said, assessment = told(receipt), load_assessment(area)
    assert list(said) == [
        *("schema", "file", "area", "period", "guide", "submitted", "meaning", "scores", "priorities"),
        *("data_model", "priority_verdict", "findings", "sharing", "parts", "made_with", "earlier", "check"),
    ]
    assert said["schema"] == "ehsg.receipt/1"
    assert said["file"] == "area.yaml"
    assert said["area"] == {"name": "Northbridge (fictional)", "code": "E08999999"}
    assert said["period"] == "2023"
    guide = load_guide("ehsg-2022")
    assert said["guide"] == {"id": guide.id, "edition": guide.edition, "revision": guide.revision}
    assert said["submitted"] == "2023-07-28"
    assert said["meaning"] == digest(meaning(assessment, guide))
    assert said["scores"] == {id: assessment.entry(id).answer for id in guide.descriptors}
    assert said["priorities"] == ["WF5", "CO5", "DA5"]
    assert said["data_model"] == {"level": 3, "governs": "current_level"}
    assert said["priority_verdict"] == "met"
    assert said["findings"] == {"warning": 1, "note": 0}
    assert said["sharing"] == {"dfe": "acknowledged", "coordinators": "confirmed", "departments": "declined"}
    assert {"descriptors.FV1.score", "descriptors.FV1.working_well", "priorities", "area"} <= set(
        said["parts"]
    )
    assert re.fullmatch(r"ehsg \S+", said["made_with"])
    assert said["earlier"] == []
    text = receipt.read_text(encoding="utf-8")
    assert str(area.parent) not in text
    assert "Every family is asked" not in text
    assert "Early Help Partnership Board" not in text


def test_the_same_file_gives_the_same_bytes(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """On whatever day it is run."""
    ehsg("submit", area, *DAY)
    first = receipt.read_bytes()
    receipt.unlink()
    area.write_text(AGREED, encoding="utf-8")
    ehsg("submit", area, *DAY)
    assert receipt.read_bytes() == first


def test_without_a_day_it_is_today_and_one_that_stands_there_stays(
    ehsg: Ehsg, area: Path, receipt: Path
) -> None:
    """The clock is asked only where neither the user nor the file says when."""
    before = datetime.datetime.now().astimezone().date()
    assert ehsg("submit", area).code == 0
    day = load_assessment(area).submitted
    assert day is not None
    assert before <= day <= datetime.datetime.now().astimezone().date()
    receipt.unlink()
    area.write_text(changed(NORTHBRIDGE, "status: submitted", "status: agreed"), encoding="utf-8")
    assert ehsg("submit", area).code == 0
    assert area.read_text(encoding="utf-8") == NORTHBRIDGE
    assert told(receipt)["submitted"] == "2023-07-28"


def test_a_day_that_is_given_takes_the_place_of_the_one_there(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """As when it was sent later than was thought."""
    area.write_text(changed(NORTHBRIDGE, "status: submitted", "status: agreed"), encoding="utf-8")
    assert ehsg("submit", area, "--on", "2023-08-01").code == 0
    assert area.read_text(encoding="utf-8") == NORTHBRIDGE.replace("2023-07-28", "2023-08-01", 1)
    assert told(receipt)["submitted"] == "2023-08-01"


def test_a_file_that_is_submitted_already_gets_its_receipt(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """Its bytes are not touched, not even the time of its last change."""
    area.write_text(NORTHBRIDGE, encoding="utf-8")
    before = area.stat()
    assert ehsg("submit", area).code == 0
    assert (area.stat().st_mtime_ns, area.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert told(receipt)["meaning"] == digest(meaning(load_assessment(area), load_guide("ehsg-2022")))


def test_one_that_was_sent_on_an_unknown_day_is_asked_for_it(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """Today would be a guess."""
    area.write_text(changed(NORTHBRIDGE, "submitted: 2023-07-28\n", ""), encoding="utf-8")
    result = ehsg("submit", "area.yaml")
    assert result.code == 2
    assert "says that it was submitted, and not when" in result.err
    assert not receipt.exists()
    assert ehsg("submit", "area.yaml", *DAY).code == 0
    assert "status: submitted\nsubmitted: 2023-07-28\nagreed: " in area.read_text(encoding="utf-8")


def test_check_says_what_would_be_done_and_writes_nothing(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """With the same exit code."""
    result = ehsg("submit", "area.yaml", "--check", *DAY)
    assert result.code == 0
    assert result.err.startswith("Would submit area.yaml (")
    assert area.read_text(encoding="utf-8") == AGREED
    assert not receipt.exists()


def test_in_a_guide_whose_scale_is_in_words(ehsg: Ehsg, tmp_path: Path) -> None:
    """The receipt and what is said of a change hold words, and nothing of what that guide does not know."""
    text = (ROOT / "examples" / "northbridge-2020.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^    answer:(?= *(#|$))", "    answer: no", text)
    area = put(tmp_path / "area.yaml", text)
    assert ehsg("submit", area, "--on", "2021-01-29").code == 0
    said = told(tmp_path / "area.receipt.json")
    assert set(said["scores"].values()) == {"no", "mostly no", "mostly yes", "yes"}
    assert (said["data_model"], said["priority_verdict"]) == (None, None)
    area.write_text(
        changed(area.read_text(encoding="utf-8"), "answer: yes", "answer: mostly no"), encoding="utf-8"
    )
    first = next(id for id, answer in said["scores"].items() if answer == "yes")
    words = f"{first} has the answer mostly no, and was submitted with yes"
    assert words in ehsg("submit", area).err
    assert words in ehsg("validate", area).out


# The user's own text


HEAD = "ehsg: assessment/1\nguide: ehsg-2022\nperiod: 2023\n"
REST = AGREED[AGREED.index("agreed: {") :]
NAME = "area: {name: Northbridge}\n"


def in_flow(text: str, status: str) -> str:
    """A file in one pair of brackets, as a program may write it."""
    from ruamel.yaml import YAML

    data = YAML(typ="safe", pure=True).load(text)
    data["agreed"]["date"] = str(data["agreed"]["date"])
    for name in ("ehsg", "guide", "period", "status"):
        data.pop(name, None)
    rest = json.dumps(data)[1:]
    return f'{{"ehsg": "assessment/1", "guide": "ehsg-2022", "period": 2023{status}, {rest}\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"{HEAD}status: draft # mine\n{NAME}",
            f"{HEAD}status: submitted # mine\nsubmitted: 2023-07-28\n{NAME}",
        ),
        (f"{HEAD}{NAME}", f"{HEAD}status: submitted\nsubmitted: 2023-07-28\n{NAME}"),
        (
            f"{HEAD}status:\nsubmitted:   # when?\n{NAME}",
            f"{HEAD}status: submitted\nsubmitted: 2023-07-28   # when?\n{NAME}",
        ),
        (
            f"{HEAD}submitted: ~\nstatus: 'agreed'\n{NAME}",
            f"{HEAD}submitted: 2023-07-28\nstatus: 'submitted'\n{NAME}",
        ),
        (
            f'{HEAD}"status" : ""\n"submitted" :\n{NAME}',
            f'{HEAD}"status" : "submitted"\n"submitted" : 2023-07-28\n{NAME}',
        ),
        (
            f"ehsg:\n  assessment/1\nguide: ehsg-2022\n{NAME}period: 2023 # of the form\n",
            f"ehsg:\n  assessment/1\nguide: ehsg-2022\n{NAME}period: 2023 # of the form\n"
            "status: submitted\nsubmitted: 2023-07-28\n",
        ),
    ],
    ids=["value", "absent", "blank", "null and quotes", "quoted keys", "further down"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_nothing_else_changes_however_it_is_written(  # the whole file, byte for byte
    ehsg: Ehsg, area: Path, before: str, after: str, line_end: str, mark: str
) -> None:
    """Comments, quotation marks, line ends and a byte order mark stay as they are."""
    area.write_bytes((mark + (before + REST).replace("\n", line_end)).encode())
    result = ehsg("submit", area, *DAY)
    assert result.code == 0, result.err
    assert area.read_bytes() == (mark + (after + REST).replace("\n", line_end)).encode()


@pytest.mark.parametrize(
    ("status", "then"),
    [
        (', "status": "draft"', ', "status": "submitted", "submitted": "2023-07-28"'),
        ("", ', "status": "submitted", "submitted": "2023-07-28"'),
        (', "status": , "submitted":', ', "status": submitted , "submitted": 2023-07-28'),
        (", status, submitted", ", status: submitted, submitted: 2023-07-28"),
    ],
    ids=["value", "absent", "blank", "no colon"],
)
def test_in_brackets(ehsg: Ehsg, area: Path, status: str, then: str) -> None:
    """A file that is written as JSON stays one where it can."""
    if not status:
        # Behind the period, which has no quotation marks there.
        then = ', "status": submitted, "submitted": 2023-07-28'
    area.write_text(in_flow(AGREED, status), encoding="utf-8")
    result = ehsg("submit", area, *DAY)
    assert result.code == 0, result.err
    assert area.read_text(encoding="utf-8") == in_flow(AGREED, then)


def test_without_a_last_line_end(ehsg: Ehsg, area: Path) -> None:
    """The key comes on a line of its own all the same."""
    rest = f"guide: ehsg-2022\nperiod: 2023\n{NAME}{REST.rstrip()}\nehsg: assessment/1\nstatus: agreed"
    area.write_text(rest, encoding="utf-8")
    assert ehsg("submit", area, *DAY).code == 0
    wanted = rest.replace("status: agreed", "status: submitted\nsubmitted: 2023-07-28")
    assert area.read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize(
    "status", ["status: |-\n  agreed\n", "status: >-\n  agreed\n", "? status\n: |-\n  agreed\n"]
)
def test_a_way_of_writing_that_is_not_touched_is_told(
    ehsg: Ehsg, area: Path, receipt: Path, status: str
) -> None:
    """Nothing is guessed: the message says what to write by hand."""
    text = f"{HEAD}{status}{NAME}{REST}"
    area.write_text(text, encoding="utf-8")
    result = ehsg("submit", "area.yaml", *DAY)
    assert result.code == 2
    assert "its status and date cannot be set in unasked" in result.err
    assert "write `status: submitted` and `submitted: 2023-07-28` in it" in result.err
    assert area.read_text(encoding="utf-8") == text
    assert not receipt.exists()


# What keeps it back


def test_what_a_draft_may_leave_out_it_may_not_once_submitted(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """The findings stand at the lines of the file as it is; nothing is written."""
    text = changed(AGREED, "    score: 4\n", "    score:\n").replace("status: agreed", "status: draft")
    area.write_text(text, encoding="utf-8")
    line = text[: text.index("    score:\n")].count("\n") + 1
    result = ehsg("submit", "area.yaml", *DAY)
    assert result.code == 1
    assert result.out == ""
    assert f"{line}:5 error EH" in result.err
    assert result.err.endswith("area.yaml is not submitted, and nothing was written\n")
    assert area.read_text(encoding="utf-8") == text
    assert not receipt.exists()


@pytest.mark.parametrize("level", ["error", "warning", "note", "never"])
def test_a_warning_keeps_it_back_where_that_is_asked_for(
    ehsg: Ehsg, area: Path, receipt: Path, level: str
) -> None:
    """The example has one; `never` lets no error pass."""
    refused = level in ("warning", "note")
    assert ehsg("submit", area, *DAY, "--fail-on", level).code == int(refused)
    assert receipt.exists() is not refused
    put(area.parent / "broken.yaml", AGREED.replace("    score: 4\n", "    score: 9\n", 1))
    assert ehsg("submit", "broken.yaml", *DAY, "--fail-on", level).code == 1
    assert not (area.parent / "broken.receipt.json").exists()


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", 1, "EH005"),
        ("ehsg: [\n", 1, "EH006"),
        ("ehsg: plan/1\narea: {name: x}\nactions: []\n", 2, "is no assessment: it says `ehsg: plan/1`"),
        ("ehsg: assessment/1\nguide: no-such\n", 1, "EH201"),
        (AGREED.replace("status: agreed", "status: agred"), 1, "EH107"),
        (AGREED + "\nsubmitted: soon\n", 1, "EH105"),
    ],
    ids=["empty", "no yaml", "another kind", "no guide", "a slip", "no date"],
)
def test_what_is_no_sound_assessment(
    ehsg: Ehsg, area: Path, receipt: Path, text: str, code: int, words: str
) -> None:
    """It is told what is wrong, and nothing is written."""
    area.write_text(text, encoding="utf-8")
    result = ehsg("submit", "area.yaml", *DAY)
    assert (result.code, words in result.err) == (code, True), result.err
    assert area.read_text(encoding="utf-8") == text
    assert not receipt.exists()


@pytest.mark.parametrize("day", ["2023-02-30", "28/07/2023", "20230728", "2023-W30-5", ""])
def test_a_day_that_is_none(ehsg: Ehsg, area: Path, receipt: Path, day: str) -> None:
    """It is said how to write one."""
    result = ehsg("submit", area, "--on", day)
    assert (result.code, "is not a date" in result.err) == (2, True)
    assert not receipt.exists()


@pytest.mark.parametrize("in_file", [False, True])
def test_a_day_that_is_still_to_come(ehsg: Ehsg, area: Path, receipt: Path, in_file: bool) -> None:
    """Nothing was sent on it yet, whether it stands in the file or is given; today has come."""
    today = datetime.datetime.now().astimezone().date()
    later = (today + datetime.timedelta(days=2)).isoformat()
    text = AGREED + (f"submitted: {later}\n" if in_file else "")
    put(area, text)
    more = () if in_file else ("--on", later)
    for check in ((), ("--check",)):
        result = ehsg("submit", "area.yaml", *more, *check)
        assert result.code == 2
        assert f"{later} is still to come" in result.err
        assert ("`submitted` in area.yaml" in result.err) is in_file
        assert (area.read_text(encoding="utf-8"), receipt.exists()) == (text, False)
    assert ehsg("submit", "area.yaml", "--on", today.isoformat()).code == 0


@pytest.mark.parametrize("name", ["missing.yaml", "-", ".", "no\0name.yaml"])
def test_what_is_no_file(ehsg: Ehsg, area: Path, name: str) -> None:
    """One line says why, and there is no trace of a receipt."""
    assert ehsg("submit", name, *DAY).code == 2
    assert [each.name for each in area.parent.iterdir()] == ["area.yaml"]


# Again


def test_again_and_nothing_changed(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """It is said so, and neither file is touched, with --again or without."""
    ehsg("submit", area, *DAY)
    before = [(each.stat().st_mtime_ns, each.stat().st_ino) for each in (area, receipt)]
    for more in ((), ("--again",), DAY, ("--check",)):
        result = ehsg("submit", "area.yaml", *more)
        assert (result.code, result.err) == (
            0,
            "area.yaml was submitted on 2023-07-28 already, and is what was submitted then\n",
        )
    assert [(each.stat().st_mtime_ns, each.stat().st_ino) for each in (area, receipt)] == before


def test_a_file_that_changed_is_refused_with_what_differs(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """By descriptor, and what it was where that is no text."""
    ehsg("submit", area, *DAY)
    first = receipt.read_bytes()
    text = area.read_text(encoding="utf-8")
    text = changed(text, "    score: 4\n", "    score: 3\n")
    text = changed(text, "412 of 540", "413 of 540")
    text = changed(text, "id: DA5", "id: DA6")
    area.write_text(text, encoding="utf-8")
    result = ehsg("submit", "area.yaml")
    assert result.code == 1
    assert result.err.splitlines() == [
        "area.yaml: FV1 has the score 3, and was submitted with 4",
        "area.yaml: working_well of FV1 is not as it was submitted",
        "area.yaml: the priorities are DA6, WF5 and CO5, and those submitted were WF5, CO5 and DA5",
        "error: area.yaml was submitted on 2023-07-28, and is no longer what was submitted then",
        "hint:  put back what was submitted; or submit it anew with --again and --on DATE",
    ]
    assert receipt.read_bytes() == first
    assert area.read_text(encoding="utf-8") == text


def test_with_again_the_old_receipt_is_kept_in_the_new_one(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """Every one of them, the oldest first."""
    ehsg("submit", area, *DAY)
    receipts = [told(receipt)]
    for score, day in (("3", "2023-08-01"), ("2", "2023-09-01")):
        area.write_text(
            re.sub(r"(  FV1:\n    score:) \d", rf"\1 {score}", area.read_text(encoding="utf-8")),
            encoding="utf-8",
        )
        assert ehsg("submit", area, "--again", "--on", day).code == 0
        receipts.append(told(receipt))
    assert [each["scores"]["FV1"] for each in receipts] == [4, 3, 2]
    assert [each["submitted"] for each in receipts[-1]["earlier"]] == ["2023-07-28", "2023-08-01"]
    for earlier, whole in zip(receipts[-1]["earlier"], receipts, strict=False):
        assert earlier == {key: each for key, each in whole.items() if key not in ("check", "earlier")}
    assert "EH84" not in ehsg("validate", area).out


def test_what_is_sent_anew_is_asked_for_its_day(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """The day in the file is that of the first time; nothing is written until another is given."""
    ehsg("submit", area, *DAY)
    area.write_text(
        changed(area.read_text(encoding="utf-8"), "    score: 4\n", "    score: 3\n"), encoding="utf-8"
    )
    before = (area.read_bytes(), receipt.read_bytes())
    for more in ((), ("--check",)):
        result = ehsg("submit", "area.yaml", "--again", *more)
        today = datetime.datetime.now().astimezone().date().isoformat()
        assert (result.code, result.err.splitlines()) == (
            2,
            [
                "error: area.yaml has the day on which it was submitted before, 2023-07-28",
                f"hint:  add the day on which it is sent anew, such as --on {today}",
            ],
        )
    assert (area.read_bytes(), receipt.read_bytes()) == before
    assert ehsg("submit", "area.yaml", "--again", "--on", "2023-09-01").code == 0
    assert [each["submitted"] for each in (told(receipt), *told(receipt)["earlier"])] == [
        "2023-09-01",
        "2023-07-28",
    ]


def test_the_first_day_is_taken_where_it_is_named(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """Sent twice on one day, or a new day written into the file by hand: nobody is asked."""
    ehsg("submit", area, *DAY)
    area.write_text(
        changed(area.read_text(encoding="utf-8"), "    score: 4\n", "    score: 3\n"), encoding="utf-8"
    )
    assert ehsg("submit", "area.yaml", "--again", *DAY).code == 0
    text = changed(area.read_text(encoding="utf-8"), "    score: 3\n", "    score: 2\n")
    area.write_text(text.replace("submitted: 2023-07-28", "submitted: 2023-09-01"), encoding="utf-8")
    assert ehsg("submit", "area.yaml", "--again").code == 0
    assert [each["submitted"] for each in (told(receipt), *told(receipt)["earlier"])] == [
        "2023-09-01",
        "2023-07-28",
        "2023-07-28",
    ]


def test_another_day_alone_is_another_submission(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """The day is part of what is frozen."""
    ehsg("submit", area, *DAY)
    result = ehsg("submit", "area.yaml", "--on", "2023-08-01")
    assert result.code == 1
    assert "the day is 2023-08-01, and it was 2023-07-28" in result.err
    assert ehsg("submit", "area.yaml", "--on", "2023-08-01", "--again").code == 0
    assert [each["submitted"] for each in told(receipt)["earlier"]] == ["2023-07-28"]


def test_only_another_way_of_writing_is_no_change(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """As where git checks the files out with Windows line ends, both of them."""
    ehsg("submit", area, *DAY)
    text = area.read_text(encoding="utf-8").replace("status: submitted", "status: 'submitted'")
    area.write_bytes(text.replace("\n", "\r\n").encode())
    receipt.write_bytes(receipt.read_bytes().replace(b"\n", b"\r\n"))
    assert ehsg("submit", area).code == 0
    assert "EH84" not in ehsg("validate", area).out


def test_both_under_another_name(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """A file may be renamed with its receipt, and another one begun under the old name."""
    ehsg("submit", area, *DAY)
    area.rename(area.with_name("area-2023.yaml"))
    receipt.rename(area.with_name("area-2023.receipt.json"))
    put(area, AGREED.replace("period: 2023", "period: 2024"))
    assert "what was submitted then" in ehsg("submit", "area-2023.yaml").err
    assert ehsg("submit", "area.yaml", "--on", "2024-07-28").code == 0


def test_a_draft_again_that_did_not_change(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """The status is set back, by the receipt that stands; its day holds where the file has none."""
    ehsg("submit", area, *DAY)
    submitted, first = area.read_bytes(), receipt.read_bytes()
    area.write_text(AGREED, encoding="utf-8")
    assert "EH844" in ehsg("validate", area).out
    written = receipt.stat().st_mtime_ns
    assert ehsg("submit", area).code == 0
    assert (area.read_bytes(), receipt.read_bytes()) == (submitted, first)
    assert receipt.stat().st_mtime_ns == written


# Receipts that are none


HOSTILE = {
    "empty": b"",
    "no json": b"<<<<<<< HEAD\n{}\n=======\n",
    "deep": b"[" * 200_000,
    "deep object": b'{"schema": "ehsg.receipt/1", "check": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_001,
    "huge": b" " * (4 * 1024 * 1024 + 1),
    "long number": b'{"schema": ' + b"9" * 10_000 + b"}",
    "a list": b"[1, 2]",
    "not ours": b'{"name": "a web page"}',
    "no text": b"\xff\xfe\x00\xd8",
    "a later version": b'{"schema": "ehsg.receipt/2"}',
    "ours and edited": b'{"schema": "ehsg.receipt/1", "check": "0"}',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("again", [(), ("--again",)], ids=["once", "again"])
def test_what_is_no_receipt_is_never_written_over(
    ehsg: Ehsg, area: Path, receipt: Path, data: bytes, again: tuple[str, ...]
) -> None:
    """Not with --again either; and the file stays as it is."""
    receipt.write_bytes(data)
    result = ehsg("submit", "area.yaml", *DAY, *again)
    assert result.code == 2
    assert "error: area.receipt.json is no receipt that can be relied on: it " in result.err
    assert "it is not written over" in result.err
    assert receipt.read_bytes() == data
    assert area.read_text(encoding="utf-8") == AGREED


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("scores", {"FV1": 2.5}),
        ("scores", []),
        ("parts", {"area": "x"}),
        ("submitted", "soon"),
        ("submitted", None),
        ("period", "soon"),
        ("meaning", "0"),
        ("guide", "ehsg-2022"),
        ("earlier", "none"),
        ("findings", {"warning": True, "note": 0}),
    ],
)
def test_wrong_kinds_in_a_receipt_with_a_right_check(
    ehsg: Ehsg, area: Path, receipt: Path, key: str, value: object
) -> None:
    """Whoever makes up a receipt gets no further than one who damages it."""
    ehsg("submit", area, *DAY)
    said = {each: what for each, what in told(receipt).items() if each != "check"} | {key: value}
    receipt.write_text(json.dumps(said | {"check": digest_of(said)}), encoding="utf-8")
    result = ehsg("submit", "area.yaml")
    assert (result.code, "what it says is not what a receipt holds" in result.err) == (2, True), result.err


def test_a_receipt_with_much_in_it_is_told_in_few_words(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """Whatever its maker put there: a score of thousands of digits, as many priorities, very long names."""
    assert ehsg("submit", area, *DAY).code == 0
    good = {key: each for key, each in told(receipt).items() if key != "check"}
    much = {
        "meaning": "0" * 64,
        "parts": {},
        "scores": dict.fromkeys(good["scores"], 10**4000),
        "priorities": ["DA1 " * 100] * 500,
    }
    long = {"area": {"name": "Northbridge " * 9000}, "guide": {**good["guide"], "id": "ehsg" * 9000}}
    for more, words in ((much, "and was submitted with"), (long, "is the receipt of")):
        said = good | more
        receipt.write_text(json.dumps(said | {"check": digest_of(said)}), encoding="utf-8")
        for result in (ehsg("submit", "area.yaml"), ehsg("validate", "area.yaml")):
            assert words in result.out + result.err or "this is not what was submitted" in result.out
            assert max(map(len, (result.out + result.err).splitlines())) < 1000


def test_an_edited_receipt(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """A score that is put right in the receipt shows; its layout may change."""
    ehsg("submit", area, *DAY)
    text = receipt.read_text(encoding="utf-8")
    receipt.write_text(json.dumps(json.loads(text)), encoding="utf-8")
    assert ehsg("submit", area).code == 0
    receipt.write_text(text.replace('"FV1": 4', '"FV1": 5'), encoding="utf-8")
    assert "it was changed since ehsg wrote it" in ehsg("submit", area).err


def test_a_folder_or_a_link_in_its_place(ehsg: Ehsg, area: Path, receipt: Path, tmp_path: Path) -> None:
    """Neither is opened or followed."""
    receipt.mkdir()
    assert "it is a folder" in ehsg("submit", area, *DAY).err
    receipt.rmdir()
    target = tmp_path / "elsewhere.txt"
    try:
        receipt.symlink_to(target)
    except OSError:
        pytest.skip("no links here")
    for there in (False, True):
        if there:
            target.write_text("mine", encoding="utf-8")
        assert "it is a link" in ehsg("submit", area, *DAY).err
    assert target.read_text(encoding="utf-8") == "mine"
    assert area.read_text(encoding="utf-8") == AGREED


@posix
def test_what_would_be_waited_for_for_ever(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """A pipe in its place is not opened, nor one in the place of the file."""
    os.mkfifo(receipt)
    assert "it is no ordinary file" in ehsg("submit", area, *DAY).err
    receipt.unlink()
    area.unlink()
    os.mkfifo(area)
    assert "is no ordinary file" in ehsg("submit", area, *DAY).err


@pytest.mark.parametrize(
    ("old", "new", "whose"),
    [
        ("period: 2023", "period: 2024", "Northbridge (fictional) for 2023, by ehsg-2022"),
        (
            "name: Northbridge (fictional)\n  code: E08999999",
            "name: Southbridge",
            "Northbridge (fictional) for 2023, by ehsg-2022",
        ),
    ],
)
def test_the_receipt_of_another_area_or_period(
    ehsg: Ehsg, area: Path, receipt: Path, old: str, new: str, whose: str
) -> None:
    """As where next year's file was written over last year's; --again makes no difference."""
    ehsg("submit", area, *DAY)
    first = receipt.read_bytes()
    area.write_text(changed(AGREED, old, new), encoding="utf-8")
    for again in ((), ("--again",)):
        result = ehsg("submit", "area.yaml", *DAY, *again)
        assert result.code == 2
        assert f"area.receipt.json is the receipt of {whose}, and not of this file" in result.err
    assert receipt.read_bytes() == first


def test_an_area_may_be_called_by_another_name_if_its_code_is_the_same(ehsg: Ehsg, area: Path) -> None:
    """A name that is put right is a change like any other."""
    ehsg("submit", area, *DAY)
    area.write_text(
        changed(area.read_text(encoding="utf-8"), "Northbridge (fictional)", "The Northbridge"),
        encoding="utf-8",
    )
    result = ehsg("submit", "area.yaml")
    assert (result.code, "area is not as it was submitted" in result.err) == (1, True)


def test_two_files_that_differ_in_their_ending(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """Both would have the same receipt: it stays that of the first."""
    ehsg("submit", area, *DAY)
    put(area.with_suffix(".yml"), AGREED)
    result = ehsg("submit", "area.yml", *DAY)
    assert result.code == 2
    assert "area.receipt.json is the receipt of area.yaml, and not of this file" in result.err


# What fails on the way


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_in(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """One line says so, and nothing has changed."""
    area.parent.chmod(0o555)
    try:
        result = ehsg("submit", area, *DAY)
    finally:
        area.parent.chmod(0o755)
    assert (result.code, "you may not write in its folder" in result.err) == (2, True)
    assert area.read_text(encoding="utf-8") == AGREED
    assert not receipt.exists()


def test_where_no_file_can_be_made(
    ehsg: Ehsg, area: Path, receipt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same, as a system says it that lets nobody write there."""

    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ehsg_cli.writing.files.tempfile.mkstemp", refused)
    result = ehsg("submit", area, *DAY)
    assert (result.code, "you may not write in its folder" in result.err) == (2, True)
    assert area.read_text(encoding="utf-8") == AGREED
    assert not receipt.exists()


def test_a_receipt_that_cannot_be_written(
    ehsg: Ehsg, area: Path, receipt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is not touched before the receipt stands."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ehsg_cli.writing.files.os.fsync", full)
    result = ehsg("submit", area, *DAY)
    assert result.code == 2
    assert "No space left" in result.err
    assert area.read_text(encoding="utf-8") == AGREED
    assert not receipt.exists()
    assert left_over(area.parent) == []


@pytest.mark.parametrize("standing", [False, True], ids=["first", "again"])
@pytest.mark.parametrize(
    "stop", [KeyboardInterrupt, OSError(5, "input/output error")], ids=["interrupted", "disk"]
)
def test_a_file_that_cannot_be_written_takes_the_receipt_back(
    ehsg: Ehsg,
    area: Path,
    receipt: Path,
    monkeypatch: pytest.MonkeyPatch,
    standing: bool,
    stop: BaseException | type[BaseException],
) -> None:
    """What stood in its place stands there again."""
    if standing:
        ehsg("submit", area, *DAY)
        area.write_text(changed(AGREED, "    score: 4\n", "    score: 3\n"), encoding="utf-8")
    text, before = area.read_bytes(), receipt.read_bytes() if standing else None
    write = change_file

    def fails(path: Path, *arguments: Any, **options: Any) -> None:
        if path.suffix == ".yaml":
            raise stop
        write(path, *arguments, **options)

    monkeypatch.setattr("ehsg_cli.writing.receipts.change_file", fails)
    assert ehsg("submit", area, *DAY, "--again").code != 0
    assert area.read_bytes() == text
    assert (receipt.read_bytes() if receipt.exists() else None) == before
    assert left_over(area.parent) == []


def test_a_power_cut_between_the_two_is_mended_by_running_it_again(
    ehsg: Ehsg, area: Path, receipt: Path
) -> None:
    """The receipt stands, the file is as it was: `validate` tells, and submitting ends what was begun."""
    ehsg("submit", area, *DAY)
    submitted, first = area.read_bytes(), receipt.read_bytes()
    area.write_text(AGREED, encoding="utf-8")
    result = ehsg("validate", area)
    assert "this was submitted on 2023-07-28, by area.receipt.json, and its status is agreed" in result.out
    assert ehsg("submit", area).code == 0
    assert (area.read_bytes(), receipt.read_bytes()) == (submitted, first)


def test_a_file_that_another_program_changes_meanwhile(
    ehsg: Ehsg, area: Path, receipt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It keeps what the other program wrote, and there is no receipt of what it is not."""
    write = write_submission

    def late(*arguments: Any) -> None:
        area.write_text(AGREED + "\n# another's\n", encoding="utf-8")
        write(*arguments)

    monkeypatch.setattr("ehsg_cli.cli.submit.write_submission", late)
    result = ehsg("submit", area, *DAY)
    assert (result.code, "was changed by another program meanwhile" in result.err) == (2, True)
    assert area.read_text(encoding="utf-8").endswith("# another's\n")
    assert not receipt.exists()


def test_the_content_is_that_of_the_file_before(ehsg: Ehsg, area: Path) -> None:
    """But for the status and the day."""
    before = load_assessment(area)
    ehsg("submit", area, *DAY)
    after = load_assessment(area)
    assert isinstance(after, Assessment)
    assert after.model_copy(update={"status": before.status, "submitted": before.submitted}) == before


def test_settings_hold_as_for_validate(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """A warning that is made an error keeps it back, unless no settings are to be used."""
    put(area.parent / "ehsg.toml", '[severity]\nEH308 = "error"\n')
    assert ehsg("submit", area, *DAY).code == 1
    assert not receipt.exists()
    assert ehsg("submit", area, *DAY, "--isolated").code == 0


# The pages


def test_the_page_on_outputs_lists_what_a_receipt_holds(ehsg: Ehsg, area: Path, receipt: Path) -> None:
    """The example there has every key that a receipt has, in its order, and the same of what is inside."""
    ehsg("submit", area, *DAY)
    page = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    shown = json.loads(fenced(page[page.index("## A receipt") :], "json")[0])
    said = told(receipt)
    assert list(shown) == list(said)
    for key in ("area", "guide", "data_model", "findings", "sharing"):
        assert list(shown[key]) == list(said[key])
    assert set(shown["parts"]) <= set(said["parts"])


def test_the_page_on_submitting_shows_what_is_printed(ehsg: Ehsg, area: Path) -> None:
    """What the command says, and what is told of a score that was changed since."""
    area.write_text(AGREED.replace("Northbridge (fictional)", "Northbridge"), encoding="utf-8")
    page = (ROOT / "docs" / "submitting.md").read_text(encoding="utf-8")
    printed, finding = fenced(page, "text")
    assert ehsg("submit", "area.yaml", *DAY).err == printed
    text = area.read_text(encoding="utf-8")
    area.write_text(changed(text, "    score: 4\n", "    score: 3\n"), encoding="utf-8")
    # On which line it stands is the example's own business.
    assert re.sub(r" \d+", " 1", finding) in re.sub(r" \d+", " 1", ehsg("validate", "area.yaml").out)
