"""Every command on a file by the edition of 2020: answers in words, no priorities or levels."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from ehsg_cli.guide.store import Pack
from tests.cli.conftest import EXAMPLES, Ehsg

WORDS = ("no", "mostly no", "mostly yes", "yes")
# What papers by other editions say, and what would be a rank shown as a figure.
ALIEN = re.compile(
    r"\b(mean of|median|Earned Autonomy|priorit(y|ies)|data model level|scores?\b|descriptors?)", re.I
)


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """A copy of the example by the edition of 2020, alone in the current folder."""
    copy = tmp_path / "area.yaml"
    copy.write_bytes((EXAMPLES / "northbridge-2020.yaml").read_bytes())
    return copy


def test_the_example_is_free_of_errors(ehsg: Ehsg, area: Path) -> None:
    """It is a draft: what is open is a note."""
    done = ehsg("validate", area.name)
    assert done.code == 0
    assert "1 file checked: 5 notes." in done.out
    found = ehsg("validate", area.name, "--format", "json").json["files"][0]
    assert {finding["code"] for finding in found["findings"]} == {"EH206"}


def test_the_summary_counts_words(ehsg: Ehsg, area: Path) -> None:
    """With a column for each, the ends of the scale in words, and no mean."""
    done = ehsg("summary", area.name)
    assert done.code == 0
    told = " ".join(done.out.split())
    assert "20 of 66 questions are answered mostly yes, 20 mostly no, 16 no and 5 yes; 5 are not" in told
    assert re.search(r"Section +Answered +no +mostly no +mostly yes +yes", done.out)
    assert re.search(r"Data matching +4 of 4 +3 +\. +\. +1", done.out)
    assert "The lowest answer given is no, the highest yes." in done.out
    assert "Mean" not in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_the_summary_as_json_prints_words(ehsg: Ehsg, area: Path) -> None:
    """Keys of the distribution, lowest and highest; mean and median are null."""
    told = ehsg("summary", area.name, "--format", "json").json
    for tally in (told["overall"], *told["sections"]):
        assert tuple(tally["distribution"]) == WORDS
        assert (tally["mean"], tally["median"]) == (None, None)
        assert {tally["lowest"], tally["highest"]} <= {*WORDS}
    assert told["overall"]["distribution"] == {"no": 16, "mostly no": 20, "mostly yes": 20, "yes": 5}


@pytest.mark.parametrize(
    ("command", "what"),
    [("priorities", "asks for no priorities"), ("autonomy", "has no criteria for a status of this kind")],
)
@pytest.mark.parametrize("extra", [(), ("--format", "json"), ("--check",)])
def test_what_the_edition_does_not_have_is_refused(
    ehsg: Ehsg, area: Path, command: str, what: str, extra: tuple[str, ...]
) -> None:
    """In one sentence, with exit code 2."""
    done = ehsg(command, area.name, *extra)
    assert (done.code, done.out) == (2, "")
    assert f"{area.name} answers the Early Help System Guide 2020, which {what}" in done.err


def test_a_new_file_asks_for_what_the_edition_knows(ehsg: Ehsg) -> None:
    """The words stand at its top, every question is there, and no key for what it does not have."""
    done = ehsg("new", "a.yaml", "--guide", "ehsg-2020", "--area", "Northbridge", "--period", "2020")
    assert done.code == 0
    text = Path("a.yaml").read_text(encoding="utf-8")
    assert "write no, mostly no, mostly yes or yes, behind `answer:`" in text
    assert text.count("    answer:\n") == 66
    assert not re.search(r"^(method|data_model|priorities|sharing|follow_up):|whole number|None", text, re.M)
    assert not re.search(r"\n{3,}", text)
    assert max(map(len, text.splitlines())) <= 120
    checked = ehsg("validate", "a.yaml", "--format", "json").json
    assert {finding["code"] for finding in checked["files"][0]["findings"]} == {"EH206"}


def test_a_new_year_quotes_last_years_words(ehsg: Ehsg, area: Path) -> None:
    """In comments, as words and never as ranks."""
    assert ehsg("new", "b.yaml", "--period", "2021", "--from", area.name).code == 0
    text = Path("b.yaml").read_text(encoding="utf-8")
    assert "# 2020: mostly yes\n" in text
    assert not re.search(r"# 2020: \d", text)


def test_without_a_word_on_the_guide_the_latest_edition_is_taken(ehsg: Ehsg) -> None:
    """And said; with a guide named there is nothing to say."""
    done = ehsg("new", "a.yaml", "--area", "Northbridge", "--period", "2023")
    assert done.code == 0
    assert "Wrote a.yaml by the Early Help System Guide 2022. Fill it in" in done.err
    assert "\nguide: ehsg-2022\n" in Path("a.yaml").read_text(encoding="utf-8")
    named = ehsg("new", "b.yaml", "--guide", "ehsg-2022", "--area", "Northbridge", "--period", "2023")
    assert "Wrote b.yaml. Fill it in" in named.err


def test_guides_of_several_families_are_asked_for(ehsg: Ehsg, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of them is meant cannot be guessed."""
    packs = [Pack(id, Path(id)) for id in ("ehsg-2020", "ehsg-2022", "matrix-2021")]
    monkeypatch.setattr("ehsg_cli.cli.new.list_packs", lambda: packs)
    done = ehsg("new", "a.yaml", "--area", "Northbridge", "--period", "2023")
    assert done.code == 2
    assert "which guide?" in done.err
    assert "ehsg-2020, ehsg-2022 or matrix-2021" in done.err


@pytest.mark.parametrize(
    "page", ["FA1", "DM1", "families", "data-use", "scale", "vision", "services", "national-use"]
)
def test_the_guides_pages(ehsg: Ehsg, page: str) -> None:
    """Each says something, and nothing that is missing shows as `None`."""
    done = ehsg("guide", "show", page, "--guide", "ehsg-2020")
    assert done.code == 0
    assert "Early Help System Guide, 2020: " in " ".join(done.out.split())
    assert "None" not in done.out
    assert "()" not in done.out


def test_the_overview_lists_only_pages_that_are_there(ehsg: Ehsg) -> None:
    """The others are refused by name."""
    done = ehsg("guide", "show", "--guide", "ehsg-2020")
    listed = " ".join(done.out.split()).split("Other pages: ")[1].split(".")[0].split(", ")
    assert listed == ["scale", "vision", "services", "national-use"]
    for page in ("data-models", "priorities", "autonomy", "sharing", "methods", "workforce-table"):
        refused = ehsg("guide", "show", page, "--guide", "ehsg-2020")
        assert (refused.code, refused.out) == (2, "")
        assert f"the Early Help System Guide 2020 has nothing on {page}" in refused.err


def test_the_pack_is_listed_sound_and_printed(ehsg: Ehsg) -> None:
    """`guide list`, `guide check` and the whole as JSON."""
    assert "ehsg-2020" in ehsg("guide", "list").out
    checked = ehsg("guide", "check", "ehsg-2020")
    assert (checked.code, checked.out) == (0, "4 files checked: no findings.\n")
    assert "ehsg-2020: 66 questions in 9 sections\n" in checked.err
    told = ehsg("guide", "show", "--guide", "ehsg-2020", "--format", "json").json
    assert (told["guide"]["priorities"], told["context"]["workforce"]) == (None, None)


@pytest.mark.parametrize("kind", ["assessment", "response", "plan", "measures", "workforce", "thresholds"])
def test_the_schema_of_every_kind(ehsg: Ehsg, kind: str) -> None:
    """Its answers are words, and what the edition does not know is no key of an assessment."""
    told = ehsg("schema", "--guide", "ehsg-2020", "--kind", kind).json
    if kind == "assessment":
        assert not {"method", "data_model", "priorities", "follow_up", "sharing"} & told["properties"].keys()
        answer = told["definitions"]["entry"]["properties"]["answer"]
        assert [each["const"] for each in answer["anyOf"]] == [*WORDS, None]
    if kind == "thresholds":
        assert "minimum" not in told["properties"]


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.+)$", text, re.M)


@pytest.mark.parametrize("kind", ["board", "summary", "full"])
def test_papers_say_words_and_leave_out_what_is_not_asked(ehsg: Ehsg, area: Path, kind: str) -> None:
    """No rank, no mean, no empty part; every heading has something below it."""
    assert ehsg("report", area.name, "--kind", kind, "-o", "a.md").code == 0
    text = Path("a.md").read_text(encoding="utf-8")
    left_out = {"Priority descriptors", "Earned Autonomy", "Data model", "Appendix: the scale"}
    assert not left_out & {*headings(text)}
    body = text.split("## About this paper")[0]
    assert not ALIEN.search(body), ALIEN.search(body)
    assert "None" not in re.sub("None yet", "", body)
    assert not re.search(r"^(#+ .+\n+)(?=## |\Z)", text, re.M)
    assert "()" not in text
    if kind != "summary":
        assert "#### FA1 One worker\n\n**Answer yes**" in text
        assert "#### CY7 Businesses and their communities\n\n**Not answered; nothing recorded**" in text


@pytest.mark.parametrize("name", ["html", "docx", "xlsx", "json", "csv"])
def test_every_format_is_written(ehsg: Ehsg, area: Path, name: str) -> None:
    """With words in the cells and objects that hold them."""
    done = ehsg("report", area.name, "--kind", "full", "--format", name, "-o", f"a.{name}")
    assert done.code == 0, done.err
    data = Path(f"a.{name}").read_bytes()
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert {row["score"] for row in rows} == {*WORDS, ""}
    if name == "json":
        told = json.loads(data)
        assert {each["score"] for each in told["descriptors"]} == {*WORDS, None}
        assert (told["priorities"], told["autonomy"]) == (None, None)
    if name == "html":
        assert b'<div class="rail worded">' in data
        assert b"<b>mostly yes</b>" in data


def test_the_boxes_to_paste(ehsg: Ehsg, area: Path) -> None:
    """One for each question, in words; nothing on data models or permission to share."""
    assert ehsg("report", area.name, "--kind", "form", "-o", "a.txt").code == 0
    text = Path("a.txt").read_text(encoding="utf-8")
    assert text.count("---- Answer ---") == 66
    assert not re.search("Data model and priority|Permission to share|None", text)
    assert set(re.findall(r"---- Answer -+\n(.+)\n", text)) == {*WORDS, "(blank)"}


def test_counts_can_be_drawn_and_no_means(ehsg: Ehsg, area: Path) -> None:
    """The other charts are refused, each in a sentence."""
    done = ehsg("chart", "distribution", area.name)
    assert done.code == 0
    assert "Mostly yes" in done.out
    assert "The commonest answers are mostly no and mostly yes" in done.out
    for name in ("dots", "profile", "spread", "progress"):
        refused = ehsg("chart", name, area.name)
        assert (refused.code, refused.out) == (2, "")
        assert "the Early Help System Guide 2020" in refused.err or "response" in refused.err


def test_what_partners_answered_is_a_table(ehsg: Ehsg, area: Path) -> None:
    """A chart of it would need a scale of figures."""
    head = "ehsg: response/1\nguide: ehsg-2020\narea: {name: Northbridge (fictional)}\nperiod: 2020\n"
    who = "respondent: {organisation: Northbridge Police}\n"
    text = f"{head}{who}questions:\n  FA1: {{answer: mostly no}}\n"
    area.with_name("police.yaml").write_text(text, encoding="utf-8")
    assert ehsg("report", area.name, "-o", "a.md").code == 0
    said = Path("a.md").read_text(encoding="utf-8")
    assert "## What partners said" in said
    assert re.search(r"FA1 One worker.*\| yes \| Northbridge Police: mostly no \|", said)


def test_a_plan_lists_its_actions_with_words(ehsg: Ehsg, area: Path) -> None:
    """There are no priorities to sort them by."""
    text = (
        "ehsg: plan/1\nguide: ehsg-2020\narea: {name: Northbridge (fictional)}\nactions:\n"
        "  - {id: A1, action: Call after closure, descriptor: FA7, target: mostly yes,\n"
        "     owner: Head of service, due: 2021-03-31, status: in progress}\n"
    )
    area.with_name("plan.yaml").write_text(text, encoding="utf-8")
    assert ehsg("validate", "plan.yaml").code == 0
    assert ehsg("report", area.name, "--kind", "plan", "-o", "a.md").code == 0
    said = Path("a.md").read_text(encoding="utf-8")
    assert "mostly yes" in said
    assert "FA7" in said
    assert "priorit" not in said.lower()


def test_explain_names_what_not_every_edition_has(ehsg: Ehsg) -> None:
    """The manual pages of the two codes that are told here."""
    assert "Not every edition" in ehsg("explain", "EH103").out
    assert "scale is in words" in " ".join(ehsg("explain", "EH202").out.split())


def test_capital_letters_are_mended(ehsg: Ehsg, area: Path) -> None:
    """As `--fix` does with a score in quotation marks."""
    text = area.read_text(encoding="utf-8")
    area.write_text(text.replace("answer: mostly yes", "answer: Mostly Yes", 1), encoding="utf-8")
    assert ehsg("validate", area.name).code == 1
    ehsg("validate", "--fix", area.name)
    assert area.read_text(encoding="utf-8") == text


def test_a_workbook_on_change_holds_words_as_words(ehsg: Ehsg, area: Path) -> None:
    """In columns that say whose answers they are, left-hand like all text, and without any mean."""
    area.with_name("before.yaml").write_text(
        "ehsg: assessment/1\nguide: ehsg-2020\narea: {name: Northbridge (fictional)}\nperiod: 2019\n"
        "questions:\n  FA1: {answer: mostly no}\n",
        encoding="utf-8",
    )
    asked = ("--kind", "change", "--previous", "before.yaml", "-o", "a.xlsx")
    assert ehsg("report", area.name, *asked).code == 0
    book = openpyxl.load_workbook("a.xlsx")
    assert "Means of the same" not in book.sheetnames
    rows = [row for row in book["Changes"].iter_rows() if any(cell.value for cell in row)]
    header = next(row for row in rows if "Answer in 2019" in [cell.value for cell in row])
    place = [cell.value for cell in header].index("Answer in 2019")
    assert header[place + 1].value == "Answer in 2020"
    one = next(row for row in rows if row[0].value == "FA1")
    assert [one[place].value, one[place + 1].value] == ["mostly no", "yes"]
    assert header[place].alignment.horizontal == "left"
    assert one[place].alignment.horizontal != "right"
