"""Files as large as may be read, each made to cost as much as it can."""

from collections.abc import Iterable

from tests.helpers import GATESHEAD, HEAD, NORTHBRIDGE, changed

ROOM = 2 * 1024 * 1024 - 40_000
FINAL = HEAD + "area: {name: A}\nperiod: 2022\nstatus: submitted\n"


def _full(piece: str, before: str = HEAD, after: str = "\n") -> str:
    """A piece over and over, until the file is as large as may be."""
    return before + piece * (ROOM // len(piece.encode())) + after


def _text(piece: str, field: str = "working_well") -> str:
    """A piece over and over as the text under one descriptor."""
    return _full(piece, f'{FINAL}descriptors: {{FV1: {{score: 3, {field}: "', '"}}\n')


def _text_of(pieces: Iterable[str]) -> str:
    """Pieces, as many as there is room for, as the text under one descriptor."""
    text = "".join(pieces)[: ROOM - 200]
    return f'{FINAL}descriptors: {{FV1: {{score: 3, working_well: "{text}"}}}}\n'


def _name(number: int) -> str:
    """A capitalised word; another number gives another one."""
    letters = "".join("abcdefghijklmnopqrstuvwxyz"[number // 26**place % 26] for place in range(4))
    return letters.capitalize()


def _block(line: str) -> str:
    """A line over and over in a block of text, numbered where it has a #."""
    rows = ROOM // (len(line) + 12 + 4 * line.count("#"))
    lines = "".join(f"        {line.replace('#', str(1000 + n))}\n" for n in range(rows))
    return f"{FINAL}descriptors:\n  FV1:\n    score: 3\n    working_well: |-\n{lines}"


def _shared(line: str) -> str:
    """Thirty-one descriptors with the same long text."""
    start, _, rest = NORTHBRIDGE.partition("descriptors:\n")
    ids = [row.strip().rstrip(":") for row in rest.split("\n") if row.startswith("  ") and row[2:3].isupper()]
    ids = [id for id in ids if id.isalnum()]
    rows = f"      {line}\n" * (ROOM // len(ids) // (len(line) + 8))
    return f"{start}descriptors:\n" + "".join(
        f"  {id}:\n    score: 3\n    working_well: |-\n{rows}" for id in ids
    )


def _listed(kind: str, key: str) -> str:
    """The beginning of a file of some kind, up to its long list."""
    return f"ehsg: {kind}/1\nguide: ehsg-2022\narea: {{name: A}}\n{key}:\n"


def _numbered(line: str, before: str = HEAD, number: int = 24_000) -> str:
    """A line over and over, with a number in place of its first #."""
    return before + "".join(f"{line.replace('#', str(n), 1)}\n" for n in range(number))


GIANTS: dict[str, str] = {
    "brackets": _full("[", f"{HEAD}a: "),
    "a: a: a:": _full("a: "),
    "dashes": _full("- ", f"{HEAD}a:\n"),
    "question marks": _full("? "),
    "double quotes": _full('"', f"{HEAD}a: "),
    "single quotes": _full("'", f"{HEAD}a: "),
    "pairs of quotes": _full('"" ', f"{HEAD}a: "),
    "escapes": _full("\\u0041", f'{HEAD}area: {{name: "', '"}\n'),
    "half characters": _full("\\ud800", f'{HEAD}area: {{name: "', '"}\n'),
    "one key": _full("k", HEAD, ": 3\n"),
    "spaces at the end of a line": _full(" ", f"{HEAD}period: 2022"),
    "spaces at every end": _full("\n" + " " * 60, f"{HEAD}period: 2022"),
    "a space at every end": _full("\n ", f"{HEAD}period: 2022"),
    "tabs": _full("\t", f"{HEAD}period: 2022"),
    "comments that silence": _full("# ehsg: ignore[EH402] x\n"),
    "comments that silence, set in": _full(" # ehsg: ignore[EH402,EH401] x\n", f"{HEAD}descriptors:\n"),
    "one comment with many codes": _full("EH402, ", f"{HEAD}# ehsg: ignore[", "]\n"),
    "a comment that never closes": _full("ignore[", f"{HEAD}# ehsg: "),
    "silence behind unknown keys": _numbered("k#: 1  # ehsg: ignore[EH103] x"),
    "e-mail addresses": _text("jane.smith@example.org "),
    "half an e-mail address": _text("a"),
    "dots and at signs": _text("a.@"),
    "one long address": _text("a.", "prioritising_next"),
    "telephone numbers": _text("020 7946 0018 "),
    "digits": _text("1"),
    "digits and spaces": _text("9 "),
    "digits in tens": _text("943 476 5919 "),
    "postcodes": _text("SW1A 1AA "),
    "capitals": _text("A"),
    "names in brackets": _text("Head of Service (Jane Smith) "),
    "different names in brackets": _text_of(f"Manager ({_name(n)} {_name(n + 7)}) " for n in range(60_000)),
    "different e-mail addresses": _text_of(f"a{n}@example.org " for n in range(80_000)),
    "open brackets in a text": _text("Head ("),
    "capitalised words": _text("Head Of "),
    "percentages": _text("50% of 412 families "),
    "different percentages": _block("#% of the # families we asked"),
    "see above": _text("see above "),
    "commas in figures": _text("1,000"),
    "hash lines": _block("# one"),
    "31 equal texts": _shared("In 2022 we asked 412 families, and 50% answered (Head of Service, Jane)."),
    "31 equal figures": _shared("50% 412 7% 1,234 99.5%"),
    "sentences": _text("Families told us that they were heard. "),
    "50,000 values": HEAD + "priorities:\n" + "- FV1\n" * 49_000,
    "24,000 unknown keys": _numbered("key#: 1"),
    "24,000 unknown descriptors": _numbered("  FV#: 1", f"{HEAD}descriptors:\n"),
    "12,000 form numbers": _numbered("  5.#: {score: 3}", f"{HEAD}descriptors:\n", 12_000),
    "keys 60 deep": HEAD + "".join(f"{'  ' * n}{'k' * 200}:\n" for n in range(60)) + "  " * 60 + "x: 1\n",
    "wide below deep keys": f"{HEAD}a: " + "{a: " * 50 + "[" + "1, " * 45_000 + "]" + "}" * 50 + "\n",
    "old line ends": _text("\u2028"),
    "writing from right to left": _text("\u202e"),
    "characters of four bytes": _text("😀"),
    "carriage returns": _full("\r"),
    "control characters": _full("\x01"),
    "markup": _text("<b>&amp;]]></b>"),
    "line ends in a text": _full("\n\n", f"{FINAL}descriptors: {{FV1: {{score: 3, working_well: '", "'}}\n"),
    "merge markers": _full("<<<<<<< a\n=======\n>>>>>>> b\n"),
    "a real file again and again": GATESHEAD * (ROOM // len(GATESHEAD.encode())),
    "a score of 2 MB": changed(NORTHBRIDGE, "score: 4", f"score: '{'9 ' * 1_000_000}'"),
    "actions": _numbered("- {id: A#, action: x, status: begun}", _listed("plan", "actions"), 12_000),
    "equal actions": _numbered("- {id: A1, descriptor: FV1}", _listed("plan", "actions"), 12_000),
    "measures": _numbered("- {id: M1, values: {2021: {value: 1}}}", _listed("measures", "measures"), 8_000),
    "values of a measure": _numbered(
        "    #: {value: 1}", _listed("measures", "measures") + "- id: M1\n  values:\n", 16_000
    ),
    "roles": _numbered("- {role: x, guide_role: y}", _listed("workforce", "roles"), 12_000),
    "responses": _numbered("  FV#: {score: 9}", _listed("response", "descriptors"), 12_000),
}
