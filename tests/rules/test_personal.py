"""What looks like personal data: found word for word, and silent on what only resembles it."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.errors import UserError
from ehsg_cli.reading import read_data
from ehsg_cli.reading.folders import Folders
from ehsg_cli.rules import check
from ehsg_cli.rules.checking import check_file
from tests.rules.conftest import HEAD, Findings
from tests.rules.test_evidence import entry, file

CODES = {f"EH50{n}" for n in range(4, 10)}


def words(found: tuple[Finding, ...], code: str) -> list[str]:
    return [f.words for f in found if f.code == code]


def in_a_text(text: str) -> bytes:
    return file(("FV1", entry(1, text)))


SHOWN = [
    ("EH504", "Write to j.smith@northbridge.example today", "j.smith@northbridge.example"),
    ("EH504", "(early-help@northbridge.gov.uk).", "early-help@northbridge.gov.uk"),
    ("EH504", "<O'Neill+1@a-b.example>", "O'Neill+1@a-b.example"),
    ("EH504", "zoë@northbridge.example", "zoë@northbridge.example"),
    ("EH505", "Ring 07700 900123 today", "07700 900123"),
    ("EH505", "Ring 07700900123.", "07700900123"),
    ("EH505", "Ring (0191) 498 0123", "0191) 498 0123"),
    ("EH505", "0191-498-0123", "0191-498-0123"),
    ("EH505", "020 7946 0958 or by post", "020 7946 0958"),
    ("EH505", "+44 7700 900123", "+44 7700 900123"),
    ("EH505", "+44 (0)191 498 0123 in 2022", "+44 (0)191 498 0123"),
    ("EH505", "+447700900123", "+447700900123"),
    ("EH505", "0044 7700 900123", "0044 7700 900123"),
    ("EH505", "0808 157 0123", "0808 157 0123"),
    ("EH506", "at NE99 1ZZ.", "NE99 1ZZ"),
    ("EH506", "at NE991ZZ", "NE991ZZ"),
    ("EH506", "(M1 1AE)", "M1 1AE"),
    ("EH506", "SW1A 2AA", "SW1A 2AA"),
    ("EH506", "EC1A 1BB, London", "EC1A 1BB"),
    ("EH507", "943 476 5919 closed", "943 476 5919"),
    ("EH507", "9434765919", "9434765919"),
    ("EH507", "943-476-5919.", "943-476-5919"),
    ("EH508", "The Service Manager (Jane Smith) leads", "Jane Smith"),
    ("EH508", "led by the co-ordinator (Zoe O'Neill)", "Zoe O'Neill"),
    ("EH508", "Head of Early Help (Jane Smith)", "Jane Smith"),
    ("EH508", "Director of Public Health (Ann Day-Lewis)", "Ann Day-Lewis"),
    ("EH508", "Chair (Ruaridh McDonald) and others", "Ruaridh McDonald"),
    ("EH508", "Head of Service for Early Help (Priya Patel)", "Priya Patel"),
    ("EH508", "the Assistant Director, Early Help (Jane Smith)", "Jane Smith"),
    ("EH508", "the Assistant Director Early Help (Jane Smith)", "Jane Smith"),
    ("EH508", "Head of Service - Early Help (Jane Smith)", "Jane Smith"),
    ("EH508", "our police constable (Jane Smith)", "Jane Smith"),
    ("EH508", "the SENDCo (Jane Smith)", "Jane Smith"),
    # With the spaces and hyphens that keep a number on one line.
    ("EH505", "Ring 07700\u00a0900123", "07700\u00a0900123"),
    ("EH505", "0191\u2011498\u20110123", "0191\u2011498\u20110123"),
    ("EH507", "for 943\u202f476\u202f5919", "943\u202f476\u202f5919"),
    ("EH507", "for 943476 5919.", "943476 5919"),
    ("EH506", "at NE8  1HH", "NE8  1HH"),
]


@pytest.mark.parametrize(("code", "text", "found"), SHOWN)
def test_what_looks_like_personal_data_is_told_word_for_word(
    findings: Findings, code: str, text: str, found: str
) -> None:
    """A warning at any status, at the words themselves; the message does not repeat them."""
    data = in_a_text(text)
    told = [f for f in findings(data) if f.code in CODES]
    assert [(f.code, f.words, f.severity) for f in told] == [(code, found, Severity.WARNING)]
    span = told[0].span
    assert span is not None
    assert data.decode().split("\n")[span.line - 1][span.column - 1 : span.end_column - 1] == found
    assert found not in told[0].message + told[0].hint
    assert "looks like" in told[0].message


@pytest.mark.parametrize(
    "text",
    [
        # no addresses
        "Meet @ the hub",
        "Follow @northbridge",
        "a@b",
        "@@@",
        "90%@5",
        "smith@.example",
        "@smith.example",
        # no telephone numbers
        "Childline 0800 1111",
        "Ring 111 or 999",
        "In 2022 2023 2024 and 2025",
        "0-19 years, 07/2022",
        "01 02 03",
        "0.19112345678",
        "000 000 0000",
        "Case 0042",
        "from 012345 to 6",
        "+353 1 234 5678",
        "ref AB07700900123",
        "1,148 and 0.5",
        "0191 498 01234567",
        # no full postcodes
        "in NE99",
        "the NE8 area",
        "Key Stage KS2 SATs",
        "Level 3AA battery",
        "on the A19 2nd",
        "room B2 3rd floor",
        "WF1 and CO2 and LE3",
        "X1 2ABC",
        "SEND 2CI",
        "E08000037",
        "page 5 of 9 3PM",
        # no NHS numbers
        "943 476 5918",
        "1111111111",
        "0000000000",
        "94347659190",
        "A9434765919",
        "£9434765919",
        "943 476 59191",
        "0943476591",
        # no people
        "Service Manager (Family Hubs)",
        "Coordinator (Citizens Advice)",
        "Team (Early Help)",
        "Manager (Early Help)",
        "Director (Public Health)",
        "Lead (North Tyneside)",
        "Officer (Domestic Abuse)",
        "Worker (Triple P)",
        "Manager (CAMHS)",
        "Manager (Tier Two and Three)",
        "Manager (Jane)",
        "Manager (jane smith)",
        "Manager (JANE SMITH)",
        "The board (Jane Smith)",
        "our hubs (Riverside Gardens)",
        "Manager, (who leads)",
        "Manager(Jane Smith)",
        "Practice Lead (Signs Safety)" + " signs of safety",
        "Manager (Start Well)",
        "Worker (School Years)",
        "()",
        "Manager (",
        "Manager ()",
        # No postcode begins so.
        "KS1 2ND and KS2 3AB",
        "the P45 1AB",
        # Two capitalised words that are no name.
        "The Chair (Independent Scrutineer)",
        "A Family Worker (Newly Qualified)",
        "the lead officer (Holiday Activities)",
        "Health Visitor (Growing Healthy)",
        "the coordinator (Bright Futures)",
        "A manager from each of the two hubs (Jane Smith)",
    ],
)
def test_what_only_resembles_it_is_left_alone(findings: Findings, text: str) -> None:
    """Services, places, years, references: nothing is told."""
    assert {f.code for f in findings(in_a_text(text))} & CODES == set()


def test_every_text_is_looked_at(findings: Findings) -> None:
    """Evidence and next steps, the reason of a priority, the area's name and who agreed."""
    data = (
        f"{HEAD}area: {{name: 'Northbridge, NE99 1ZZ'}}\n"
        "agreed: {by: 'Chair (Jane Smith)'}\n"
        "descriptors:\n  FV1: {working_well: a@b.example, prioritising_next: 07700 900123}\n"
        "priorities: [DA1, {id: DA2, why: 943 476 5919}]\n"
    ).encode()
    told = [(f.code, str(f.pointer), f.message) for f in findings(data) if f.code in CODES]
    assert told == [
        ("EH506", "area.name", "what looks like a full postcode stands in area.name"),
        ("EH508", "agreed.by", "what looks like a person named in a role stands in agreed.by"),
        ("EH504", "descriptors.FV1.working_well", "what looks like an e-mail address stands in FV1"),
        ("EH505", "descriptors.FV1.prioritising_next", "what looks like a telephone number stands in FV1"),
        ("EH507", "priorities.1.why", "what looks like an NHS number stands in priority 2"),
    ]


def test_nothing_is_found_across_two_texts(findings: Findings) -> None:
    """The end of one and the beginning of the next make no number."""
    data = file(("FV1", entry(1, "Ring 07700", "900123 times")), ("FV2", entry(1, "NE99", "1ZZ")))
    assert {f.code for f in findings(data)} & CODES == set()


def test_of_many_in_one_text_a_few_are_told_and_the_rest_counted(findings: Findings) -> None:
    """Each once, however often it stands there; the last one told says how many more there are."""
    text = " ".join(f"a{n}@b.example" for n in range(12)) + " a0@b.example"
    told = [f for f in findings(in_a_text(text)) if f.code == "EH504"]
    assert [f.words for f in told] == [f"a{n}@b.example" for n in range(5)]
    assert told[-1].message.endswith("(7 more in this text)")
    assert "more" not in told[0].message


HOSTILE = {
    "at signs": "@" * 50_000,
    "one long address": "a" * 60_000 + "@" + "b." * 60_000,
    "addresses in a row": "a@b.c" * 60_000,
    "digits": "0" * 300_000,
    "spaced digits": "0 1 " * 75_000,
    "plus signs": "+44" * 100_000,
    "half postcodes": "1AA" * 100_000,
    "postcodes": "NE99 1ZZ " * 30_000,
    "brackets": "manager (" * 30_000,
    "names": "Manager (Jane Smith) " * 15_000,
    "groups of digits": "943 476 5919 " * 25_000,
    "beyond the basic plane": "😀@" * 50_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_take_no_longer_than_they_are_long(findings: Findings, text: str) -> None:
    """Nothing raises, and nothing is looked at again and again."""
    data = in_a_text(text)
    started = time.process_time()
    findings(data)
    assert time.process_time() - started < 5


PIECES = st.sampled_from(
    [
        *(
            "@",
            "a.b",
            ".example",
            "0",
            "191 ",
            "+44",
            "NE8 ",
            "1ZZ",
            "(",
            ")",
            "Manager ",
            "Jane ",
            "Smith",
            "%",
        ),
        *("943 476 5919", "\n", " ", "#", "412", ",", "per cent", "See above", "TBC", "’", "é", "😀", "İ"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=40), st.integers(0, 5))
def test_no_text_makes_a_rule_fail(text: str, other: str, score: int) -> None:
    """Whatever stands in it; and what is told of stands where it is said to."""
    texts = [json.dumps(each) for each in (text, other, text + other)]
    data = (
        f"{HEAD}area: {{name: {texts[0]}}}\ndescriptors:\n"
        f"  FV1: {{score: {score}, working_well: {texts[0]}, prioritising_next: {texts[1]}}}\n"
        f"  FV2: {{score: {score}, working_well: {texts[2]}}}\npriorities: [{{id: FV1, why: {texts[0]}}}]\n"
    ).encode("utf-8", "surrogatepass")
    for finding in check(read_data("area.yaml", data)):
        assert finding.span is not None
        if finding.words and finding.code in CODES:
            assert finding.words in text or finding.words in other or finding.words in text + other


# Names from the partnership's own list


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an area, in a repository, in a folder that is none of its own."""
    deep = tmp_path / "outside" / "repository" / "northbridge"
    (deep.parent / ".git").mkdir(parents=True)
    deep.mkdir()
    return deep


def list_names(folder: Path, names: bytes) -> None:
    (folder / ".ehsg").mkdir()
    (folder / ".ehsg" / "names.txt").write_bytes(names)


def named(folder: Path, text: str) -> list[str]:
    path = folder / "area.yaml"
    path.write_bytes(in_a_text(text))
    return words(check_file(str(path)).findings, "EH509")


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (b"Jane Smith\n", "Ask Jane Smith about it", ["Jane Smith"]),
        (b"Jane Smith\n", "Ask JANE SMITH about it", ["JANE SMITH"]),
        (b"jane smith\n", "Jane Smith's idea", ["Jane Smith"]),
        (b"Rose\n", "Rose said that numbers rose", ["Rose"]),
        (b"Rose\n", "Numbers rose in Roseland; Primrose", []),
        (b"O'Neill\n", "Ask O’Neill", ["O’Neill"]),
        ("Zoë\n".encode(), "Ask Zoe\u0308 now", ["Zoe\u0308"]),
        (b"\xef\xbb\xbfJane Smith\r\nAl Day\r\n", "Jane Smith and Al Day", ["Jane Smith", "Al Day"]),
        (b"# a comment\n\n   Jane   Smith  \n", "# a comment by Jane Smith", ["Jane Smith"]),
        (b"J\n\n#\n", "J # J", []),
        (b"", "Jane Smith", []),
        (b"Jane (JS) Smith*\n", "Jane (JS) Smith* and .*", ["Jane (JS) Smith*"]),
    ],
)
def test_a_listed_name_is_found_as_whole_words(
    folder: Path, names: bytes, text: str, found: list[str]
) -> None:
    """Byte order mark, Windows line ends, comments and blank lines make no difference."""
    list_names(folder, names)
    assert named(folder, text) == found


def test_a_name_broken_at_the_end_of_a_line_is_found(folder: Path) -> None:
    """Texts are wrapped where the line ends."""
    list_names(folder, b"Jane Smith\n")
    assert named(folder, "It was Jane\nSmith who asked") == ["Jane\nSmith"]


@pytest.mark.parametrize("between", [" ", "  ", "\u00a0", "\n"])
def test_whatever_stands_between_its_words_a_name_is_found(folder: Path, between: str) -> None:
    """Two spaces, one that does not break, or the end of a line."""
    list_names(folder, b"Jane Smith\n")
    assert named(folder, f"led by Jane{between}Smith since May")


def test_a_finding_says_where_and_not_which_name(folder: Path) -> None:
    """The list is personal data, and so is what it finds."""
    list_names(folder, b"Jane Smith\n")
    path = folder / "area.yaml"
    path.write_bytes(f"{HEAD}area: {{name: Jane Smith}}\nagreed: {{by: jane smith}}\n".encode())
    told = [f for f in check_file(str(path)).findings if f.code == "EH509"]
    assert [(f.severity, f.message, f.hint) for f in told] == [
        (
            Severity.WARNING,
            f"a name from your list stands in {where}",
            "name the role instead; the list is .ehsg/names.txt",
        )
        for where in ("area.name", "agreed.by")
    ]


def test_lists_are_looked_for_up_to_the_top_of_the_repository(folder: Path) -> None:
    """In the file's folder and in each above it; what stands above the repository is not ours."""
    for place, names in (
        (folder, b"Al Day"),
        (folder.parent, b"Jane Smith"),
        (folder.parent.parent, b"Kim Lee"),
    ):
        list_names(place, names)
    assert named(folder, "Al Day, Jane Smith, Kim Lee") == ["Al Day", "Jane Smith"]


def test_a_list_is_read_anew_by_each_run(folder: Path) -> None:
    """In a notebook the list is put right, and the next look at the file goes by it."""
    assert named(folder, "Ask Jane Smith") == []
    list_names(folder, b"Jane Smith\n")
    assert named(folder, "Ask Jane Smith") == ["Jane Smith"]
    (folder / ".ehsg" / "names.txt").write_bytes(b"Al Day\n")
    assert named(folder, "Ask Jane Smith") == []


def test_a_list_is_read_once_in_a_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files and folders it holds for."""
    list_names(folder.parent, b"Jane Smith\n")
    list_names(folder, b"Al Day\n")
    opened: list[Path] = []
    real = Path.open

    def noted(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name == "names.txt":
            opened.append(path)
        return real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", noted)
    folders = Folders()
    for place in (folder, folder, folder / "2022", folder.parent / "elsewhere"):
        place.mkdir(exist_ok=True)
        path = place / "area.yaml"
        path.write_bytes(in_a_text("Al Day, Jane Smith"))
        expected = ["Jane Smith"] if place.name == "elsewhere" else ["Al Day", "Jane Smith"]
        assert words(check_file(str(path), folders).findings, "EH509") == expected
    assert len(opened) == len(set(opened)) == 4


def test_a_list_that_is_no_utf8_stops_with_one_line(folder: Path) -> None:
    """Names that are not looked for must not look as if they had been."""
    list_names(folder, b"Zo\xeb\n")
    with pytest.raises(UserError, match=r"names\.txt is not UTF-8 text") as caught:
        named(folder, "Anything")
    assert "save it as UTF-8" in caught.value.hint


def test_a_list_that_is_a_folder_stops_with_one_line(folder: Path) -> None:
    """As does one that may not be read."""
    (folder / ".ehsg" / "names.txt").mkdir(parents=True)
    with pytest.raises(UserError, match=r"cannot open the list of names .*names\.txt"):
        named(folder, "Anything")


def test_a_thousand_names_are_looked_for_in_a_moment(folder: Path) -> None:
    """Each is sought in the whole text at once."""
    list_names(folder, "\n".join(f"Kim Lee{chr(97 + n % 26)}{n}" for n in range(1000)).encode())
    started = time.process_time()
    assert named(folder, "Families said so. " * 2000) == []
    assert time.process_time() - started < 2
