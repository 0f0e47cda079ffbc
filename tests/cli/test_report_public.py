"""`ehsg report --audience public`, end to end: what it leaves out, and what it does not go out over."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ehsg_cli.cli.paper_formats import FORMATS, RENDERERS, PaperFormat
from ehsg_cli.views.kinds import Kind
from tests.cli.conftest import EXAMPLES, Ehsg
from tests.helpers import changed, put

# Each stands in one place that the public should not see, and nowhere else.
ORGANISATION, SECTOR, ROLE, SAID, PLANNED = "Zorgwyn", "sectrix", "rolquist", "evidenta", "nextura"
PERSON, BESIDE_A_ROLE = "Quelbert", "Tornwick"
WITHHELD = (ORGANISATION, SECTOR, ROLE, SAID, PLANNED, PERSON, BESIDE_A_ROLE)
# Where each of these stands in a paper for the board.
SHOWN_TO_THE_BOARD = (ORGANISATION, PERSON, BESIDE_A_ROLE)

AREA = changed(
    (EXAMPLES / "northbridge-2023.yaml").read_text(encoding="utf-8"), "Northbridge (fictional)", "Northbridge"
)
PLAN = f"""\
ehsg: plan/1
area: {{name: Northbridge}}
actions:
  - {{id: A1, descriptor: DA5, action: Show the sheet, owner: {PERSON} Smith, due: 2024-03-31, status: done}}
  - {{id: A2, descriptor: DA5, action: Ask again, owner: "Service manager, {BESIDE_A_ROLE}", due: 2024-06-28}}
  - {{id: A3, descriptor: WF5, action: Agree standards, owner: Workforce development lead, due: 2024-06-28}}
"""
RESPONSE = f"""\
ehsg: response/1
guide: ehsg-2022
area: {{name: Northbridge}}
period: 2023
respondent: {{organisation: {ORGANISATION}, sector: {SECTOR}, role: {ROLE}}}
descriptors:
  FV2: {{score: 1, working_well: "{SAID}", prioritising_next: "{PLANNED}"}}
"""
CLAIMS = (
    "no personal data",
    "contains no names",
    "free of personal",
    "safe to publish",
    "anonymised",
    "anonymous",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An assessment with a plan and a partner's response beside it, all of which hold something withheld."""
    put(tmp_path / "area.yaml", AREA)
    put(tmp_path / "plan.yaml", PLAN)
    put(tmp_path / "response.yaml", RESPONSE)
    return tmp_path


def contents(data: bytes) -> Iterator[bytes]:
    """The bytes of a file and, where it is an archive as Office files are, of everything in it."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from contents(archive.read(name))


def holds(path: Path, word: str) -> bool:
    return any(word.casefold().encode() in each.lower() for each in contents(path.read_bytes()))


def every_format() -> list[PaperFormat]:
    """The formats that can be made here: those of an extra only where it is installed."""
    needed = {PaperFormat.DOCX: "docx", PaperFormat.XLSX: "xlsxwriter"}
    for name in needed.values():
        pytest.importorskip(name)
    return [each for each in FORMATS[Kind.BOARD] if each in RENDERERS]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.FORM])
def test_what_others_should_not_see_is_in_no_format(ehsg: Ehsg, folder: Path, kind: Kind) -> None:
    """A word that stands nowhere else is looked for in every byte of every file, archives opened."""
    formats = every_format()
    options = [option for each in formats for option in ("--format", each.value)]
    suffix = "" if kind is Kind.BOARD else f"-{kind.value}"
    if kind is Kind.CHANGE:
        before = changed(changed(AREA, "period: 2023", "period: 2022"), "2023-06-30", "2022-06-30")
        agreed = changed(before, "by: Early Help Partnership Board", f"by: {PERSON} Smith")
        put(folder / "before.yaml", agreed)
        options += ["--previous", "before.yaml"]
    for audience in ("board", "public"):
        result = ehsg(
            "report",
            "area.yaml",
            "--kind",
            kind.value,
            *options,
            "--audience",
            audience,
            "-o",
            f"{audience}/",
        )
        assert result.code == 0, result.err
        papers = {each: folder / audience / f"area{suffix}.{each.value}" for each in formats}
        if audience == "public":
            for word in WITHHELD:
                assert [each for each, path in papers.items() if holds(path, word)] == [], word
                assert word not in result.err
        elif kind is Kind.CHANGE:
            assert holds(papers[PaperFormat.HTML], PERSON)
        elif kind is Kind.FULL:
            # The same look at a paper for the board finds them: it is no look at nothing.
            for word in SHOWN_TO_THE_BOARD:
                assert holds(papers[PaperFormat.HTML], word), word
                assert holds(papers[PaperFormat.JSON], word), word


def test_a_public_paper_says_that_it_is_one(ehsg: Ehsg, folder: Path) -> None:
    """Under its title and at its end, and that owners are left out; the count of findings is not in it."""
    ehsg("report", "area.yaml", "--kind", "full", "--audience", "public", "--format", "md", "-o", "a.md")
    public = (folder / "a.md").read_text(encoding="utf-8")
    ehsg("report", "area.yaml", "--kind", "full", "--format", "md", "-o", "b.md")
    board = (folder / "b.md").read_text(encoding="utf-8")
    assert "for the public" in public
    assert "**Made for:** The public." in public
    assert public.count("owner left out of a public paper") == 2
    assert "Workforce development lead" in public
    assert "against the file" in board
    assert "against the file" not in public
    assert "The public." not in board


def test_json_says_for_whom_it_is(ehsg: Ehsg, folder: Path) -> None:
    """So that a program that puts papers on a site can see to it."""
    for audience in ("board", "public"):
        result = ehsg("report", "area.yaml", "--format", "json", "--audience", audience)
        assert json.loads(result.out)["audience"] == audience


def test_it_tells_whose_owners_are_left_out(ehsg: Ehsg, folder: Path) -> None:
    """Of which actions in which file, without repeating them: messages go into logs."""
    result = ehsg("report", "area.yaml", "--audience", "public", "-o", "a.html")
    assert result.code == 0
    assert (
        "plan.yaml: the owners of A1 and A2 are left out of the public paper, because more than a role "
        "stands there; write a role alone, such as `Data and insight lead`"
    ) in result.err.splitlines()


def test_who_agreed_is_left_out_where_that_is_a_person(ehsg: Ehsg, folder: Path) -> None:
    """A board is shown; a councillor by name is not, in no format, and that is told."""
    ehsg("report", "area.yaml", "--audience", "public", "-o", "board.md")
    assert "by Early Help Partnership Board" in (folder / "board.md").read_text()
    named = changed(AREA, "by: Early Help Partnership Board", f"by: Cllr Jane {PERSON}")
    put(folder / "area.yaml", named)
    result = ehsg("report", "area.yaml", "--kind", "full", "--audience", "public", "-o", "out/")
    assert result.code == 0, result.err
    assert "area.yaml: who agreed it is left out of the public paper" in result.err
    json_too = ehsg("report", "area.yaml", "--audience", "public", "--format", "json")
    assert json.loads(json_too.out)["method"]["agreed"]["by"] is None
    for said in (result.err, json_too.out, *(path.read_text() for path in (folder / "out").iterdir())):
        assert PERSON not in said


def test_no_public_paper_goes_out_over_what_nobody_has_reviewed(ehsg: Ehsg, folder: Path) -> None:
    """Each finding of family 5 is told with its place, one line says what to do, and nothing is written."""
    put(
        folder / "area.yaml",
        changed(AREA, "working_well: |-\n", "working_well: |-\n      Ring 07700 900123.\n"),
    )
    result = ehsg("report", "area.yaml", "--audience", "public", "-o", "out/")
    assert result.code == 1
    found = [line for line in result.err.splitlines() if ": warning EH505: " in line]
    assert len(found) == 1
    path, line, column, _ = found[0].split(":", 3)
    assert path == "area.yaml"
    assert "07700" in (folder / "area.yaml").read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert int(column) > 1
    assert "07700" not in result.err
    assert result.err.splitlines()[-2] == (
        "error: area.yaml: no public paper is written: 1 finding that nobody has reviewed"
    )
    closing = result.err.splitlines()[-1]
    assert closing.startswith("hint:  ")
    for way in ("reword", "# ehsg: ignore[CODE] reason", "--accept"):
        assert way in closing
    assert not list((folder / "out").glob("*"))
    assert ehsg("report", "area.yaml", "--audience", "public").out == ""
    assert ehsg("report", "area.yaml", "-o", "out/").code == 0


def test_with_accept_it_goes_out_and_the_warning_stands(ehsg: Ehsg, folder: Path) -> None:
    """Who accepts it has read it."""
    put(
        folder / "area.yaml",
        changed(AREA, "working_well: |-\n", "working_well: |-\n      Ring 07700 900123.\n"),
    )
    result = ehsg("report", "area.yaml", "--audience", "public", "--accept", "-o", "a.md")
    assert result.code == 0
    assert "EH505" in result.err
    assert "07700 900123" in (folder / "a.md").read_text(encoding="utf-8")


def test_what_was_reviewed_is_accepted(ehsg: Ehsg, folder: Path) -> None:
    """By a comment in the file, with its reason."""
    text = changed(AREA, "working_well: |-\n", "working_well: |-\n      Ring 07700 900123.\n")
    text = changed(text, "working_well: |-", "working_well: |-  # ehsg: ignore[EH505] the public help line")
    put(folder / "area.yaml", text)
    result = ehsg("report", "area.yaml", "--audience", "public", "-o", "a.md")
    assert result.code == 0, result.err
    assert "EH505" not in result.err


@pytest.mark.parametrize("settings", ['ignore = ["EH505"]', '[[paths]]\nmatch = "*"\nignore = ["EH505"]'])
def test_what_the_settings_ignore_is_not_reviewed(ehsg: Ehsg, folder: Path, settings: str) -> None:
    """Nor is it by a comment that says no reason; also in the headline. It is told, and can be accepted."""
    put(folder / "ehsg.toml", f"{settings}\n")
    text = changed(AREA, "working_well: |-\n", "working_well: |-\n      Ring 07700 900123.\n")
    for written in (text, changed(text, "working_well: |-", "working_well: |-  # ehsg: ignore[EH505]")):
        put(folder / "area.yaml", written)
        told = ehsg("validate", "area.yaml", "--format", "json").json["files"][0]["findings"]
        assert "EH505" not in [finding["code"] for finding in told]
        result = ehsg("report", "area.yaml", "--audience", "public", "-o", "a.md")
        assert result.code == 1
        assert "area.yaml:26:" in result.err
        assert "warning EH505" in result.err
        assert "the settings ignore" in result.err
        assert not (folder / "a.md").exists()
    put(folder / "area.yaml", AREA)
    said = ("report", "area.yaml", "--audience", "public", "--headline", "Ring 07700 900123.", "-o", "a.md")
    assert ehsg(*said).code == 1
    assert ehsg(*said, "--accept").code == 0


@pytest.mark.parametrize("named", [True, False])
def test_the_plan_and_the_earlier_year_count_too(ehsg: Ehsg, folder: Path, named: bool) -> None:
    """Something of each is printed; a plan is looked at whether it was found or named."""
    put(folder / "plan.yaml", changed(PLAN, "Ask again", "Ask a.b@northbridge.example"))
    options = ["--plan", "plan.yaml"] if named else []
    result = ehsg("report", "area.yaml", *options, "--audience", "public", "-o", "a.md")
    assert result.code == 1
    assert "plan.yaml:5:" in result.err
    assert "EH504" in result.err
    put(folder / "plan.yaml", PLAN)
    told = changed(AREA, "working_well: |-\n", "working_well: |-\n      Ask a.b@northbridge.example.\n")
    earlier = put(folder / "earlier" / "2022.yaml", told)
    result = ehsg("report", "area.yaml", "--previous", earlier, "--audience", "public", "-o", "a.md")
    assert result.code == 1
    assert "2022.yaml:" in result.err
    assert "EH504" in result.err


@pytest.mark.parametrize(
    ("settings", "headline", "place", "said"),
    [
        ("", "Ring 07700 900123.", "--headline: ", "stands in the headline"),
        ('introduction = "Ring 07700 900123."', None, "ehsg.toml: ", "stands in the introduction"),
        ('council = "Ring 07700 900123."', None, "ehsg.toml: ", "stands in the council's name"),
        (
            '[[report.headings]]\ntitle = "Legal"\ntext = "Ring 07700 900123."',
            None,
            "ehsg.toml: ",
            "stands in the text of entry 1 of report.headings",
        ),
    ],
)
def test_texts_that_stand_in_no_assessment_count_too(
    ehsg: Ehsg, folder: Path, settings: str, headline: str | None, place: str, said: str
) -> None:
    """They are told with their place, and hold the paper back as others do."""
    if settings:
        put(folder / "ehsg.toml", f"[report]\n{settings}\n")
    options = ["--headline", headline] if headline else []
    for accepted, code in (([], 1), (["--accept"], 0)):
        result = ehsg("report", "area.yaml", "--audience", "public", *options, *accepted, "-o", "a.md")
        assert result.code == code
        found = [line for line in result.err.splitlines() if "warning EH505" in line]
        assert len(found) == 1
        assert found[0].startswith(place)
        assert said in found[0]
        assert "07700" not in result.err
        assert (folder / "a.md").exists() is bool(accepted)


def test_many_notes_of_one_code_are_one_line(ehsg: Ehsg, folder: Path) -> None:
    """As `ehsg validate` tells them; the closing line counts them all."""
    put(folder / "gateshead.yaml", (EXAMPLES / "gateshead-2022.yaml").read_bytes())
    known = ehsg("validate", "gateshead.yaml").out
    assert "EH503" in known
    put(folder / ".ehsg" / "names.txt", "score\n")
    put(folder / "ehsg.toml", "[severity]\nEH509 = 'note'\n")
    result = ehsg("report", "gateshead.yaml", "--audience", "public", "-o", "a.md")
    told = [line for line in result.err.splitlines() if " EH" in line]
    assert len(told) == len({line.split()[2] for line in told})


def test_a_path_is_told_from_here(ehsg: Ehsg, folder: Path) -> None:
    """Also where the file was found beside the assessment and not named."""
    put(folder / "hold" / "area.yaml", AREA)
    put(folder / "hold" / "plan.yaml", changed(PLAN, "Ask again", "Ask a.b@northbridge.example"))
    result = ehsg("report", "hold/area.yaml", "--audience", "public", "-o", "a.md")
    said = result.err.replace("\\", "/").splitlines()
    assert any(line.startswith("hold/plan.yaml:5:") for line in said)
    assert any(line.startswith("hold/plan.yaml: the owners of ") for line in said)
    assert str(folder) not in result.err


def test_a_response_does_not_count(ehsg: Ehsg, folder: Path) -> None:
    """Nothing of it is printed, so nothing in it stands in the way."""
    put(folder / "response.yaml", changed(RESPONSE, SAID, "Ring 07700 900123"))
    assert ehsg("report", "area.yaml", "--audience", "public", "-o", "a.md").code == 0


def test_of_several_the_others_are_written(ehsg: Ehsg, folder: Path) -> None:
    """And the exit code says that one was not."""
    put(folder / "bad" / "other.yaml", (EXAMPLES / "gateshead-2022.yaml").read_bytes())
    result = ehsg(
        "report", "bad/other.yaml", "area.yaml", "--audience", "public", "--format", "md", "-o", "out/"
    )
    assert result.code == 1
    assert [path.name for path in (folder / "out").iterdir()] == ["area.md"]
    assert "bad/other.yaml:10:1: note EH503" in result.err.replace("\\", "/")


def test_options_that_do_not_go_together_are_told(ehsg: Ehsg, folder: Path) -> None:
    """The form goes to the department, and nothing is to be accepted in a paper for the board."""
    result = ehsg("report", "area.yaml", "--kind", "form", "--audience", "public")
    assert result.code == 2
    assert "not to the public" in result.err
    result = ehsg("report", "area.yaml", "--accept")
    assert result.code == 2
    assert "--audience public" in result.err


def test_nothing_is_ever_said_to_hold_no_personal_data(ehsg: Ehsg, folder: Path) -> None:
    """Only patterns were looked for, and that is said: in messages, in help, and in papers that are text."""
    result = ehsg("report", "area.yaml", "--kind", "full", "--audience", "public", "-o", "out/")
    assert "patterns alone" in result.err
    assert "let somebody read the paper" in result.err
    texts = [result.err, ehsg("report", "--help").out]
    texts += [path.read_text(encoding="utf-8") for path in (folder / "out").iterdir()]
    assert len(texts) == 4
    for text in texts:
        flat = " ".join(text.casefold().split())
        assert [claim for claim in CLAIMS if claim in flat] == []
