"""`github`: workflow commands, as GitHub's runner reads them."""

import re

from ehsg_cli.diagnostics import Finding, Severity, Span
from tests.render.findings.made import broken, drawn, finding, hostile, made, sound

COMMAND = re.compile(r"::(?P<name>[a-z]+)(?: (?P<properties>[^:]*))?::(?P<data>.*)")


def command(row: str) -> tuple[str, dict[str, str], str]:
    """A line as GitHub takes it apart: at `::`, commas and `=`, then each part unescaped."""
    match = COMMAND.fullmatch(row)
    assert match, row
    pairs = (match["properties"] or "").split(",") if match["properties"] else []
    properties = {name: plain(value) for name, _, value in (pair.partition("=") for pair in pairs)}
    return match["name"], properties, plain(match["data"])


def plain(text: str) -> str:
    for escape, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def annotations(text: str) -> list[tuple[str, dict[str, str], str]]:
    told = [command(row) for row in text.splitlines() if row.startswith("::")]
    return [one for one in told if one[0] in {"error", "warning", "notice"}]


def numbered(count: int, severity: Severity, text: str = "it is wrong") -> list[Finding]:
    """So many findings of one severity, each on a line of its own and no two alike."""
    return [
        finding((), f"{text} {n}", f"mend {n}", severity, span=Span.at(n, 1)) for n in range(1, count + 1)
    ]


def test_an_error_as_github_reads_it() -> None:
    """Its title, its file and place, and what to do, on one line."""
    text = drawn("github", broken("examples/broken.yaml"))
    assert text.splitlines()[0] == (
        "::error title=EH107%3A not one of the words that can stand here,file=examples/broken.yaml,"
        'line=14,col=9,endColumn=14,endLine=14::status cannot be "final"; write draft, agreed or submitted'
    )


def test_many_notes_of_a_kind_take_one_annotation() -> None:
    """23 of them would leave no room for others."""
    text = drawn("github", broken())
    (told,) = (data for name, _, data in annotations(text) if "23 times" in data)
    assert "a descriptor that is missing" in told


def test_what_github_would_drop_is_listed_and_counted() -> None:
    """Ten annotations of each level; the others in a folded list, and the last line says how many."""
    text = drawn("github", made("", *numbered(12, Severity.ERROR), *numbered(11, Severity.WARNING)))
    names = [name for name, _, _ in annotations(text)]
    assert (names.count("error"), names.count("warning")) == (10, 10)
    rows = text.splitlines()
    start = rows.index("::group::3 findings without an annotation: GitHub shows 10 of each level")
    assert rows[start + 1 : start + 4] == [
        "area.yaml:11:1: error EH103 it is wrong 11; mend 11",
        "area.yaml:12:1: error EH103 it is wrong 12; mend 12",
        "area.yaml:11:1: warning EH103 it is wrong 11; mend 11",
    ]
    assert rows[start + 4 :] == [
        "::endgroup::",
        "1 file checked: 12 errors and 11 warnings. 3 findings without an annotation: see the list above.",
    ]


def test_findings_that_stand_for_many_count_as_many() -> None:
    """The number of those not shown is of findings, not of lines."""
    alike = [finding((), f"n {n}", "do it", Severity.NOTE, "EH206", span=Span.at(n, 1)) for n in range(1, 6)]
    files = [made("", *alike, path=f"{letter}.yaml") for letter in "abcdefghijkl"]
    text = drawn("github", *files)
    assert "::group::10 findings without an annotation" in text
    assert text.splitlines()[-1].startswith("12 files checked: 60 notes. 10 findings without")


def test_one_bad_file_does_not_hide_the_others() -> None:
    """Each file gets an annotation before any gets its second."""
    bad = made("", *numbered(20, Severity.ERROR), path="a.yaml")
    other = made("", *numbered(1, Severity.ERROR), path="z.yaml")
    files = [properties["file"] for _, properties, _ in annotations(drawn("github", bad, other))]
    assert files == ["a.yaml", "z.yaml", *["a.yaml"] * 8]


def test_a_place_over_several_lines_has_no_columns() -> None:
    """GitHub takes them only where the place begins and ends on one line."""
    text = drawn("github", made("", finding(span=Span(2, 3, 4, 1))))
    ((_, properties, _),) = annotations(text)
    assert {"line": "2", "endLine": "4"}.items() <= properties.items()
    assert not {"col", "endColumn"} & properties.keys()


def test_escaping_can_be_undone() -> None:
    """Percent signs, commas, colons and line ends arrive as they were."""
    path, message = "a,b:c%25=d.yaml", "100%, really: 5%0A = x::y,z"
    text = drawn("github", made("", finding((), message, ""), path=path))
    ((name, properties, data),) = annotations(text)
    assert (name, properties["file"], data) == ("error", path, message)


def test_a_hostile_file_gives_no_command_of_its_own() -> None:
    """Neither as an annotation nor in the list: three findings, three commands, of any text."""
    assert [name for name, _, _ in annotations(drawn("github", hostile()))] == ["error", "warning", "notice"]
    many = made("", *numbered(12, Severity.ERROR, "##[error]x ::error::y"), path="::error::x.yaml")
    listed = drawn("github", many).splitlines()[11:13]
    assert listed[0] == "./::error::x.yaml:11:1: error EH103 ## [error]x ::error::y 11; mend 11"
    assert not any(row.lstrip().startswith("::") or "##[" in row for row in listed)


def test_without_findings_there_is_only_the_line_that_counts() -> None:
    """A check that ran must say so in the log."""
    assert drawn("github", sound()) == "1 file checked: no findings.\n"
