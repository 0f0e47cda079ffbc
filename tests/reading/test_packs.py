"""Guide packs of a partnership's own: to models, or to findings; never a traceback."""

# ruff: noqa: E501  # a table of cases reads best with a case a line

from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.guide.store import Pack, find_pack
from ehsg_cli.reading import PartRead, load_context, load_guide, read_pack
from tests.helpers import NORTHBRIDGE, PACK, changed, check

Edit = Callable[[str, str, str], Pack]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Makes a copy of the built-in pack as a pack of one's own, and changes one of its files."""
    folder = tmp_path / "guide" / "our-guide"
    copytree(PACK, folder)
    head = folder / "guide.yaml"
    head.write_text(
        changed(head.read_text(encoding="utf-8"), "id: ehsg-2022", "id: our-guide"), encoding="utf-8"
    )

    def change(file: str, old: str, new: str) -> Pack:
        path = folder / f"{file}.yaml"
        path.write_text(changed(path.read_text(encoding="utf-8"), old, new), encoding="utf-8")
        pack = find_pack("our-guide", tmp_path)
        assert pack is not None
        return pack

    return change


def found(parts: list[PartRead]) -> list[tuple[str, str, str]]:
    return [
        (Path(part.name).stem, finding.code, finding.message) for part in parts for finding in part.findings
    ]


def assert_refused(pack: Pack) -> None:
    """Whoever asks for the pack gets one line and a command that tells more."""
    with pytest.raises(UserError) as caught:
        load_guide("our-guide", pack.folder.parent.parent)
    assert caught.value.message == "the guide pack our-guide is broken"
    assert caught.value.hint == f"run `ehsg guide check {pack.folder}` to see what is wrong"


def test_a_sound_pack_of_ones_own_is_read(edit: Edit, tmp_path: Path) -> None:
    """It answers for the files beside it like any other."""
    pack = edit("guide", "title: Early", "title: Our Early")
    guide, context, parts = read_pack(pack)
    assert guide is not None
    assert context is not None
    assert found(parts) == []
    assert load_guide("our-guide", tmp_path).title.startswith("Our Early")
    assert load_context("our-guide", tmp_path) == context
    text = changed(NORTHBRIDGE, "guide: ehsg-2022", "guide: our-guide")
    checked = check(tmp_path, text)
    assert checked.file.guide == guide
    assert [finding.code for finding in checked.findings] == ["EH308"]


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "message"),
    [
        ("guide", "revision: 1", "revision: one", "EH104", 'revision needs a whole number, and has the text "one"'),
        ("guide", "revision: 1", "revison: 1", "EH103", '"revison" is not a key that can stand here'),
        ("guide", "revision: 1\n", "", "EH104", "revision needs a value, and has none"),
        ("guide", "id: our-guide", "id: their-guide", "EH107", 'id cannot be "their-guide"'),
        ("guide", "id: our-guide", "id: ehsg-2022", "EH107", 'id cannot be "ehsg-2022"'),
        ("guide", "ehsg: guide/1", "ehsg: guide/2", "EH102", '"guide/2" is no kind of file that this version of ehsg reads'),
        ("guide", "part: guide", "part: rules", "EH107", 'part cannot be "rules"'),
        ("guide", "title: Early", "title: Early: Help", "EH006", "a colon followed by a space stands where YAML expects no key"),
        ("guide", "title: Early", "title: &a Early", "EH011", "an anchor (&a) stands here, which these files do not use"),
        ("guide", "edition: ", "title: x\nedition: ", "EH013", None),
        ("descriptors", "sections:", "section:", "EH103", '"section" is not a key that can stand here'),
        ("rules", "choose: 3", "choose: three", "EH104", 'choose needs a whole number, and has the text "three"'),
        ("rules", "levels: [1, 2]", "levels: []", "EH104", "levels needs more entries, and has a list"),
        ("rules", "levels: [1, 2]", "levels: 1", "EH104", "levels needs a list, and has 1"),
    ],
)  # fmt: skip
def test_a_broken_pack_is_findings_and_is_not_used(
    edit: Edit, file: str, old: str, new: str, code: str, message: str | None
) -> None:
    """What is wrong is told in the file where it stands, and nobody computes with the pack."""
    pack = edit(file, old, new)
    guide, _, parts = read_pack(pack)
    said = found(parts)
    assert [each for each in said if each[:2] == (file, code) and message in (None, each[2])], said
    assert guide is None or file == "guide"
    assert_refused(pack)


def test_an_edited_pack_of_ones_own_is_read_again(edit: Edit, tmp_path: Path) -> None:
    """In a notebook a pack is put right, or broken: the next file is checked by what stands there then."""
    text = changed(NORTHBRIDGE, "guide: ehsg-2022", "guide: our-guide")
    pack = edit("guide", "title: Early", "title: Our Early")
    first = load_guide("our-guide", tmp_path)
    assert load_guide("our-guide", tmp_path) is first
    assert [finding.code for finding in check(tmp_path, text).findings] == ["EH308"]
    edit("rules", "choose: 3", "choose: three")
    assert [finding.code for finding in check(tmp_path, text).findings] == ["EH211"]
    assert_refused(pack)
    edit("rules", "choose: three", "choose: 3")
    edit("guide", "title: Our Early", "title: Their Early")
    assert load_guide("our-guide", tmp_path).title.startswith("Their Early")
    assert [finding.code for finding in check(tmp_path, text).findings] == ["EH308"]


def test_an_edited_context_of_ones_own_is_read_again(edit: Edit, tmp_path: Path) -> None:
    """What surrounds the self-assessment is looked after in the same way."""
    pack = edit("guide", "title: Early", "title: Our Early")
    context = load_context("our-guide", tmp_path)
    assert load_context("our-guide", tmp_path) is context
    sound = pack.file("context").read_text(encoding="utf-8")
    pack.file("context").write_text("- nothing\n", encoding="utf-8")
    with pytest.raises(UserError, match="the guide pack our-guide is broken"):
        load_context("our-guide", tmp_path)
    pack.file("context").write_text(sound, encoding="utf-8")
    assert load_context("our-guide", tmp_path) == context


def test_a_pack_of_ones_own_that_moved_is_found_where_it_stands_now(edit: Edit, tmp_path: Path) -> None:
    """Nearer to the files, or away."""
    pack = edit("guide", "title: Early", "title: Our Early")
    area = tmp_path / "2023"
    area.mkdir()
    assert load_guide("our-guide", area).title.startswith("Our Early")
    copytree(PACK, area / "guide" / "our-guide")
    near = area / "guide" / "our-guide" / "guide.yaml"
    text = near.read_text(encoding="utf-8")
    near.write_text(changed(text, "id: ehsg-2022", "id: our-guide"), encoding="utf-8")
    assert load_guide("our-guide", area).title.startswith("Early")
    rmtree(area / "guide")
    rmtree(pack.folder)
    with pytest.raises(UserError, match="there is no guide 'our-guide'"):
        load_guide("our-guide", area)


@pytest.mark.parametrize("content", ["", "---\n", "- a\n", "text\n", "\x00\x01", "[" * 70])
@pytest.mark.parametrize("part", ["guide", "descriptors", "rules", "context"])
def test_a_part_that_is_no_group_of_keys(edit: Edit, part: str, content: str) -> None:
    """Empty, a list, a text, control characters, too deep: a finding in that part."""
    pack = edit("guide", "revision: 1", "revision: 1")
    pack.file(part).write_text(content, encoding="utf-8")
    guide, context, parts = read_pack(pack)
    assert {name for name, _, _ in found(parts)} == {part}
    if part == "context":
        assert context is None
        assert guide is not None
        with pytest.raises(UserError):
            load_context("our-guide", pack.folder.parent.parent)
    else:
        assert guide is None
        assert_refused(pack)


@pytest.mark.parametrize("part", ["descriptors", "rules"])
def test_a_part_that_is_missing(edit: Edit, part: str) -> None:
    """A file that is not there is a finding too, and so is a folder in its place."""
    pack = edit("guide", "revision: 1", "revision: 1")
    pack.file(part).unlink()
    _, _, parts = read_pack(pack)
    assert [name for name, _, _ in found(parts)] == [part]
    pack.file(part).mkdir()
    assert [name for name, _, _ in found(read_pack(pack)[2])] == [part]
    assert_refused(pack)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfee\x00h\x00", "EH001"),
        (b"part: guide\ntitle: caf\xe9\n", "EH001"),
        (b"#" * (2 * 1024 * 1024 + 1), "EH003"),
        (b"a: &a [*a]\n", "EH011"),
        (b"<<<<<<< HEAD\n", "EH009"),
    ],
    ids=["UTF-16", "Latin-1", "too large", "alias", "merge"],
)
def test_bytes_and_yaml_are_looked_at_as_in_any_file(edit: Edit, data: bytes, code: str) -> None:
    """The same findings as for a partnership's other files."""
    pack = edit("guide", "revision: 1", "revision: 1")
    pack.file("rules").write_bytes(data)
    assert code in [each[1] for each in found(read_pack(pack)[2])]
    assert_refused(pack)


@pytest.mark.parametrize(
    ("old", "new"), [("ehsg: guide/1\n", ""), ("part: guide\n", ""), ("part: guide", "part:")]
)
def test_a_missing_head_is_not_called_none(edit: Edit, old: str, new: str) -> None:
    """Python's word for nothing is no word for a person."""
    pack = edit("guide", old, new)
    said = found(read_pack(pack)[2])
    assert said
    assert not [message for _, _, message in said if "None" in message]


def test_an_assessment_that_names_a_broken_pack_is_told_so(edit: Edit, tmp_path: Path) -> None:
    """What is wrong stands in another file: one finding, with the command that tells more."""
    edit("rules", "choose: 3", "choose: three")
    found = check(tmp_path, changed(NORTHBRIDGE, "guide: ehsg-2022", "guide: our-guide")).findings
    assert [(f.code, f.message) for f in found] == [("EH211", "the pack of the guide our-guide is broken")]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules", "levels: [3]", "levels: [9]"),
        ("rules", "levels: [1, 2]", "levels: [1]"),
        ("rules", "service: [family-voice, workforce, communities, leaders]", "service: [family-voice]"),
        ("rules", "data: [data]", "data: [dates]"),
        ("rules", "choose: {data: 1, service: 2}", "choose: {other: 3}"),
        ("rules", "level: 3", "level: 2"),
        ("guide", "entries: descriptors", "entries: area"),
        ("guide", "entries: descriptors", "entries: ehsg"),
        ("guide", "answer: score", "answer: working_well"),
    ],
)
def test_a_pack_that_does_not_agree_with_itself_is_no_traceback(
    edit: Edit, tmp_path: Path, file: str, old: str, new: str
) -> None:
    """Such a pack may be refused, or as much done as it allows; it never breaks the check of a file."""
    edit(file, old, new)
    text = changed(NORTHBRIDGE, "guide: ehsg-2022", "guide: our-guide")
    try:
        check(tmp_path, text)
    except UserError as error:
        assert "our-guide" in error.message  # noqa: PT017  # either outcome is right


@pytest.mark.parametrize("name", ["nowhere", "../our-guide", "", "x" * 300, "ehsg-2022\n", "our-guide\0"])
def test_a_pack_that_is_not_there_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    """With the names of those there are."""
    for load in (load_guide, load_context):
        with pytest.raises(UserError) as caught:
            load(name, tmp_path)
        assert caught.value.hint == "the guides are: ehsg-2020, ehsg-2022"
        assert "\n" not in caught.value.message
