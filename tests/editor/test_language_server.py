"""An editor's help, through the language server that VS Code's YAML extension runs, over its own protocol.

The server is the real one from npm. Nothing is set in it that would find a schema: a file's first line does.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli.cli import run
from tests.editor.client import Editor
from tests.groups import language_server
from tests.helpers import EXAMPLES, NORTHBRIDGE, changed

pytestmark = [pytest.mark.editor, pytest.mark.xdist_group("editor")]

NEW = ["--guide", "ehsg-2022", "--area", "Northbridge", "--period", "2022"]
HEAD = "ehsg: assessment/1\nguide: ehsg-2022\n"
MODELINE = "# yaml-language-server: $schema=../.ehsg/assessment-1.ehsg-2022.json\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partnership's folder, with a space in its name and in that of the folder its files stand in."""
    root = tmp_path_factory.mktemp("early help")
    (root / "north bridge").mkdir()
    assert run(["schema", "-o", f"{root}/.ehsg/"]) == 0
    return root


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    server = language_server()
    assert server is not None
    node = shutil.which("node")
    assert node is not None
    with Editor([node, str(server), "--stdio"], folder) as opened:
        yield opened


Write = Callable[[str], Path]


@pytest.fixture
def write(folder: Path, request: pytest.FixtureRequest) -> Write:
    """A function that writes a file which names its schema; the server is told of each name only once."""
    files = folder / "north bridge"

    def write_file(text: str) -> Path:
        path = files / f"{len(list(files.iterdir()))}.yaml"
        path.write_text(MODELINE + text, encoding="utf-8")
        return path

    return write_file


def place(path: Path, words: str, *, behind: bool = False) -> tuple[int, int]:
    """Line and character, from 0, where some words of a file begin, or end."""
    text = path.read_text(encoding="utf-8")
    offset = text.index(words) + (len(words) if behind else 0)
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1


def explained(item: dict[str, Any]) -> str:
    """What stands beside an offer."""
    says = item.get("documentation") or ""
    return str(says["value"] if isinstance(says, dict) else says)


# Completion


def test_behind_score_3_is_offered_with_its_meaning(editor: Editor, write: Write) -> None:
    """And every other value of the scale, and none that is not on it."""
    path = write(f"{HEAD}descriptors:\n  FV1:\n    score: \n    working_well: |-\n")
    editor.open(path)
    offered = editor.complete(path, *place(path, "score: ", behind=True))
    assert [item["label"] for item in offered] == ["0", "1", "2", "3", "4", "5", "null"]
    assert explained(offered[3]).startswith("Some good evidence shows progress")
    assert offered[3]["insertText"] == "3"


def test_under_descriptors_every_id_is_offered_with_its_question(editor: Editor, write: Write) -> None:
    """In the form's order."""
    path = write(f"{HEAD}descriptors:\n  F\n")
    editor.open(path)
    offered = editor.complete(path, *place(path, "  F\n", behind=False)[:1], 3)
    labels = [item["label"] for item in offered]
    assert (len(labels), labels[:2], labels[-1]) == (31, ["FV1", "FV2"], "DA7")
    assert explained(offered[0]).startswith("Feedback from families")


@pytest.mark.parametrize(
    ("text", "words", "wanted", "says"),
    [
        ("status: \n", "status: ", {"draft", "agreed", "submitted"}, "May be unfinished"),
        ("data_model:\n  submitted_level: \n", "level: ", {"1", "2", "3", "4", "5", "6"}, "Data that come"),
        ("data_model:\n  changed: \n", "changed: ", {"true", "false"}, ""),
        ("sharing:\n  coordinators: \n", "coordinators: ", {"confirmed", "declined"}, ""),
        ("method:\n  - \n", "  - ", {"workshops", "interviews", "peer-review"}, "Several agencies"),
        ("priorities:\n  - \n", "  - ", {"FV1", "DA7"}, "5.1 Family engagement."),
        ("priorities:\n  - id: \n", "id: ", {"FV1", "DA7"}, "5.1 Family engagement."),
    ],
)
def test_wherever_a_choice_is_made_the_choices_are_offered(
    editor: Editor, write: Write, text: str, words: str, wanted: set[str], says: str
) -> None:
    """Each with what it means, where it means more than it says."""
    path = write(HEAD + text)
    editor.open(path)
    offered = {
        item["label"]: explained(item) for item in editor.complete(path, *place(path, words, behind=True))
    }
    assert wanted <= offered.keys()
    if says:
        assert any(meaning.startswith(says) for meaning in offered.values())


# Hover


def test_hovering_over_an_id_explains_the_descriptor(editor: Editor, write: Write) -> None:
    """Its number on the form, its title, what it asks, and the signs of a mature area."""
    path = write(NORTHBRIDGE)
    editor.open(path)
    shown = editor.hover(path, *place(path, "FV1:"))
    assert shown.startswith("#### 5.1 Family engagement\n\nFeedback from families reaches us")
    assert "Signs of a mature area:\n\n- Feedback is collected" in shown


def test_hovering_over_a_score_says_what_it_means(editor: Editor, write: Write) -> None:
    """The value that stands there, over the key and over the value."""
    path = write(f"{HEAD}descriptors:\n  FV1:\n    score: 4\n")
    editor.open(path)
    for words in ("score", "4\n"):
        shown = editor.hover(path, *place(path, words))
        assert shown.startswith("#### 4 = Largely in place\n\nMost of this is in place")


@pytest.mark.parametrize("key", ["period", "working_well", "data_model", "priorities", "sharing", "as_at"])
def test_hovering_over_any_key_says_what_it_is_for(editor: Editor, write: Write, key: str) -> None:
    """Under a title of its own, and not that of the whole file."""
    path = write(NORTHBRIDGE)
    editor.open(path)
    shown = editor.hover(path, *place(path, f"{key}:"))
    assert shown.startswith("#### ")
    assert "Assessment: Early Help System Guide" not in shown.split("\n")[0]
    assert len(shown) > 40


# Diagnostics


@pytest.mark.parametrize("name", ["gateshead-2022.yaml", "northbridge-2023.yaml"])
def test_a_sound_example_has_nothing_against_it(editor: Editor, write: Write, name: str) -> None:
    """The real return and the fictional one."""
    assert editor.remarks(write((EXAMPLES / name).read_text(encoding="utf-8"))) == []


def test_an_unknown_key_is_flagged_where_it_stands(editor: Editor, write: Write) -> None:
    """A misspelt key looks filled in and is not."""
    path = write(changed(NORTHBRIDGE, "working_well:", "working_wel:"))
    found = editor.remarks(path)
    assert [item["message"] for item in found] == ["Property working_wel is not allowed."]
    line, character = place(path, "working_wel:")
    assert found[0]["range"]["start"] == {"line": line, "character": character}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("descriptors:\n  FV1:\n    score: 7\n", "Value must be 0 | 1 | 2 | 3 | 4 | 5 | null."),
        ('descriptors:\n  FV1:\n    score: "3"\n', "Value must be 0 | 1 | 2 | 3 | 4 | 5 | null."),
        ("descriptors:\n  FV9:\n    score: 3\n", "Property FV9 is not allowed."),
        ("period: 2022-24\n", "not a period: write 2022, or 2022-23"),
        ("agreed: {date: 2023-02-30}\n", "not a date: write year-month-day"),
        ("area: {code: E8}\n", "not an ONS code: it is a letter and eight digits"),
        ("area: Northbridge\n", "a group of keys stands here"),
        ("method: workshops\n", "a list stands here"),
        ("data_model: {changed: yes}\n", "write true or false"),
        ("status: final\n", 'Value must be "draft" | "agreed" | "submitted".'),
        ("priorities: [DA9]\n", 'Value must be "FV1" | "FV2"'),
        ("sharing: {dfe: confirmed}\n", 'Value must be "acknowledged".'),
    ],
)
def test_a_wrong_value_is_flagged_in_words_that_help(
    editor: Editor, write: Write, text: str, message: str
) -> None:
    """One remark each, and it says what to write."""
    found = editor.remarks(write(HEAD + text))
    assert len(found) == 1
    assert found[0]["message"].startswith(message)
    assert len(found[0]["message"]) < 400


def test_a_file_full_of_mistakes_has_many_remarks(editor: Editor, write: Write) -> None:
    """The example that is broken on purpose."""
    broken = (EXAMPLES / "northbridge-2023-broken.yaml").read_text(encoding="utf-8")
    said = " ".join(item["message"] for item in editor.remarks(write(broken)))
    for words in ("working_wel is not allowed", "FV9 is not allowed", "not a date", "Value must be 0"):
        assert words in said


def test_blanks_of_every_kind_are_no_mistakes(editor: Editor, write: Write) -> None:
    """What is not filled in yet is not wrong."""
    blanks = (
        "area:\nperiod: ''\nstatus: ' '\nagreed: {date: , by: }\nmethod: []\ndata_model: {changed: }\n"
        "descriptors: {FV1: , FV2: {score: , working_well: ''}}\npriorities:\n  -\nsharing: {dfe: }\n"
    )
    assert editor.remarks(write(HEAD + blanks)) == []


# A file fresh from `ehsg new`


@pytest.mark.parametrize("repository", [True, False])
def test_a_fresh_file_finds_its_schema_by_its_first_line(
    tmp_path: Path, editor: Editor, repository: bool
) -> None:
    """Without a setting, at any depth, in folders with spaces; and completion works in it as it stands."""
    path = tmp_path / "a b" / "c d" / f"area {repository}.yaml"
    path.parent.mkdir(parents=True)
    if repository:
        (tmp_path / ".git").mkdir()
    assert run(["new", str(path), *NEW]) == 0
    top = tmp_path if repository else path.parent
    assert (top / ".ehsg" / "assessment-1.ehsg-2022.json").is_file()
    assert editor.remarks(path) == []
    assert editor.hover(path, *place(path, "FV1:")).startswith("#### 5.1 Family engagement")
    # What a person does: go behind the colon, type a space, and ask.
    typed = path.with_name("typed.yaml")
    typed.write_text(
        changed(path.read_text(encoding="utf-8"), "    score:\n", "    score: \n"), encoding="utf-8"
    )
    editor.open(typed)
    offered = editor.complete(typed, *place(typed, "    score: ", behind=True))
    assert [item["label"] for item in offered][:6] == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize("key", ["submitted_level", "changed", "dfe"])
def test_in_a_fresh_file_no_comment_stands_in_the_way_of_a_choice(
    tmp_path: Path, editor: Editor, key: str
) -> None:
    """Behind a key that is followed by a comment the server would offer nothing."""
    path = tmp_path / f"{key}.yaml"
    assert run(["new", str(path), *NEW]) == 0
    path.write_text(
        changed(path.read_text(encoding="utf-8"), f"  {key}:\n", f"  {key}: \n"), encoding="utf-8"
    )
    editor.open(path)
    assert editor.complete(path, *place(path, f"  {key}: ", behind=True))


@pytest.mark.parametrize("kind", ["response", "plan", "measures", "workforce", "thresholds"])
def test_the_other_kinds_of_file_are_checked_too(folder: Path, editor: Editor, kind: str) -> None:
    """Each by its own schema."""
    assert run(["schema", "--kind", kind, "-o", f"{folder}/.ehsg/"]) == 0
    line = f"# yaml-language-server: $schema=.ehsg/{kind}-1.ehsg-2022.json\n"
    path = folder / f"{kind}.yaml"
    path.write_text(f"{line}ehsg: {kind}/1\nguide: ehsg-2022\nareas: {{}}\n", encoding="utf-8")
    assert [item["message"] for item in editor.remarks(path)] == ["Property areas is not allowed."]
