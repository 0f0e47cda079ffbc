"""`ehsg report` and `ehsg chart`: the files they write, what is known of them later, and what they name."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.cli.conftest import EXAMPLES, Ehsg
from tests.helpers import put

NORTHBRIDGE = (EXAMPLES / "northbridge-2023.yaml").read_text(encoding="utf-8")
PLAN = (EXAMPLES / "northbridge-plan.yaml").read_bytes()
RESPONSE = (EXAMPLES / "northbridge-response-police.yaml").read_bytes()
THRESHOLDS = "ehsg: thresholds/1\nguide: ehsg-2022\nsource: Made up\nminimum: {FV1: 3}\n"


@pytest.fixture
def area(tmp_path: Path) -> Path:
    return put(tmp_path / "area.yaml", NORTHBRIDGE)


def edited(path: Path) -> None:
    """A person changes one word, with the program that the file is for."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        document.paragraphs[0].add_run(" (agreed by the committee)")
        document.save(str(path))
    elif path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        book.active["A1"] = "Agreed by the committee"  # type: ignore[index]
        book.save(path)
    elif path.suffix == ".png":
        data = path.read_bytes()
        path.write_bytes(data[:-20] + b"\0" + data[-19:])
    else:
        path.write_bytes(path.read_bytes() + b"<!-- agreed by the committee -->\n")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("report",), "paper.md"),
        (("report",), "paper.html"),
        (("report",), "paper.docx"),
        (("report",), "paper.xlsx"),
        (("report", "--kind", "form"), "paper.txt"),
        (("chart", "dots"), "chart.svg"),
        (("chart", "dots"), "chart.png"),
    ],
)
def test_a_file_is_made_anew_until_somebody_has_edited_it(
    ehsg: Ehsg, area: Path, command: tuple[str, ...], name: str
) -> None:
    """No word that a person has written is lost without `--force`."""
    arguments = (*command, area.name, "-o", name)
    assert ehsg(*arguments).code == 0
    made = Path(name).read_bytes()
    assert ehsg(*arguments).code == 0
    assert Path(name).read_bytes() == made
    edited(Path(name))
    changed = Path(name).read_bytes()
    result = ehsg(*arguments)
    assert result.code == 2
    # Word and Excel put their own names into a file; python-docx leaves ours.
    assert f"{name} has been changed since ehsg made it" in result.err or "ehsg did not make it" in result.err
    assert Path(name).read_bytes() == changed
    assert ehsg(*arguments, "--force").code == 0
    assert Path(name).read_bytes() == made


def test_what_went_to_standard_output_is_known_again(ehsg: Ehsg, area: Path) -> None:
    """The same bytes as in a file, so that one made by redirection may be made anew."""
    Path("a.md").write_text(ehsg("report", area.name).out, encoding="utf-8", newline="")
    assert ehsg("report", area.name, "-o", "a.md").code == 0


def test_line_ends_that_git_has_changed_do_not_count(ehsg: Ehsg, area: Path) -> None:
    """On Windows it writes two characters for each."""
    assert ehsg("report", area.name, "-o", "a.md").code == 0
    Path("a.md").write_bytes(Path("a.md").read_bytes().replace(b"\n", b"\r\n"))
    assert ehsg("report", area.name, "-o", "a.md").code == 0


def test_a_template_of_ones_own_that_writes_the_mark_gets_the_check(ehsg: Ehsg, area: Path) -> None:
    """It writes `made_by` as before; without that the paper is nobody's."""
    put(Path("own/paper.md.j2"), "{{ made_by }}, for the {{ paper.style.council }} council\n")
    for edit, code in ((False, 0), (True, 2)):
        assert ehsg("report", area.name, "--templates", "own", "-o", "a.md", "--force").code == 0
        assert "check " in Path("a.md").read_text(encoding="utf-8").splitlines()[0]
        if edit:
            edited(Path("a.md"))
        assert ehsg("report", area.name, "--templates", "own", "-o", "a.md").code == code


def test_a_paper_names_every_file_it_is_made_from(ehsg: Ehsg, area: Path) -> None:
    """By name and SHA-256, in every format, so that each figure can be traced."""
    files = {
        "plan": put(Path("plan.yaml"), PLAN),
        "response": put(Path("police.yaml"), RESPONSE),
        "previous": put(Path("old/last.yaml"), NORTHBRIDGE.replace("period: 2023", "period: 2022", 1)),
        "thresholds": put(Path("old/minimum.yaml"), THRESHOLDS),
    }
    options = ("--previous", files["previous"], "--thresholds", files["thresholds"])
    formats = [each for name in ("md", "html", "docx", "xlsx", "json") for each in ("--format", name)]
    result = ehsg("report", area.name, *options, *formats, "-o", "out/")
    assert result.code == 0, result.err
    digests = {role: hashlib.sha256(path.read_bytes()).hexdigest() for role, path in files.items()}
    told = json.loads(Path("out/area.json").read_text(encoding="utf-8"))["provenance"]["sources"]
    assert {each["role"]: (each["file"], each["sha256"]) for each in told} == {
        role: (path.name, digests[role]) for role, path in files.items()
    }
    for name in ("md", "html", "docx", "xlsx"):
        data = Path(f"out/area.{name}").read_bytes()
        if name in ("docx", "xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = b"".join(archive.read(each) for each in archive.namelist())
        for role, path in files.items():
            assert digests[role].encode() in data, (name, role)
            assert path.name.encode() in data, (name, role)
    public = ehsg("report", area.name, "--audience", "public", "--accept", "--format", "json")
    told = json.loads(public.out)["provenance"]["sources"]
    assert [each["role"] for each in told] == ["plan"]


def test_a_heading_that_a_part_of_the_paper_has_is_refused(ehsg: Ehsg, area: Path) -> None:
    """Two parts of one name could not be told apart in the contents."""
    put(
        Path("ehsg.toml"),
        '[[report.headings]]\ntitle = "Legal"\n[[report.headings]]\ntitle = "at a Glance"\n',
    )
    result = ehsg("report", area.name, "-o", "a.md")
    assert result.code == 2
    assert 'error: ehsg.toml, entry 2 of report.headings, has the title "at a Glance"' in result.err
    assert not Path("a.md").exists()


@pytest.mark.parametrize("form", ["html", "docx", "md"])
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"])
def test_a_damaged_logo_is_one_line_in_every_format(ehsg: Ehsg, area: Path, form: str, data: bytes) -> None:
    """It names the file."""
    put(Path("logo.png"), data)
    put(Path("ehsg.toml"), '[report]\nlogo = "logo.png"\n')
    result = ehsg("report", area.name, "-o", f"a.{form}")
    assert result.code == 2
    assert "error: the logo logo.png is damaged, or only the beginning of a picture" in result.err


def test_a_chart_for_the_public_shows_nothing_of_partners(ehsg: Ehsg, area: Path) -> None:
    """The spread is refused with the reason; the others are as they are for the board."""
    put(Path("plan.yaml"), PLAN)
    put(Path("police.yaml"), RESPONSE)
    spread = ehsg("chart", "spread", area.name, "--audience", "public")
    assert (spread.code, spread.out) == (2, "")
    assert "is not for the public" in spread.err
    for name in ("dots", "profile", "distribution", "progress"):
        public = ehsg("chart", name, area.name, "--audience", "public")
        assert public.code == 0
        assert public.out == ehsg("chart", name, area.name).out
