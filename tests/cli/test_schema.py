"""`ehsg schema`, and the schema that `ehsg new` writes, end to end."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ehsg_cli import load_assessment
from ehsg_cli.writing import sealed
from tests.cli.conftest import EXAMPLES, ROOT, Ehsg
from tests.helpers import changed

NEW = ("--guide", "ehsg-2022", "--area", "Northbridge", "--period", "2022")
SCHEMA = "assessment-1.ehsg-2022.json"
MODELINE = "# yaml-language-server: $schema="


def judge(schema: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    """What check-jsonschema, a program that is not ours, says of some files."""
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *files],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        # It would have to be fetched through nowhere: the schema stands for itself.
        env={"PATH": "", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
    )


def first_line(name: str) -> str:
    return Path(name).read_text(encoding="utf-8").split("\n", 1)[0]


# The command


def test_it_prints_the_schema_of_the_newest_guide(ehsg: Ehsg) -> None:
    """One JSON object on standard output, the same each time."""
    result = ehsg("schema")
    assert (result.code, result.err) == (0, "")
    assert result.json["title"] == "Assessment: Early Help System Guide 2022"
    assert result.json["$id"] == "ehsg:assessment-1.ehsg-2022"
    assert ehsg("schema", "--guide", "ehsg-2022", "--kind", "assessment").out == result.out
    assert ehsg("schema", "--kind", "assessment/1").out == result.out


@pytest.mark.parametrize("kind", ["response", "plan", "measures", "workforce", "thresholds"])
def test_each_kind_of_file_has_its_own(ehsg: Ehsg, kind: str) -> None:
    """Each says which kind it is for."""
    result = ehsg("schema", "--kind", kind)
    assert result.code == 0
    assert result.json["properties"]["ehsg"]["const"] == f"{kind}/1"


def test_the_roles_of_the_guides_workforce_table_are_offered(ehsg: Ehsg) -> None:
    """They stand in a part of the pack that no other kind needs."""
    role = ehsg("schema", "--kind", "workforce").json["properties"]["roles"]["items"]["properties"]
    assert "midwives" in [option.get("const") for option in role["guide_role"]["anyOf"]]
    assert "sometimes-and-active" in [option.get("const") for option in role["level"]["anyOf"]]


def test_into_a_folder_it_goes_under_its_stated_name(ehsg: Ehsg) -> None:
    """The folder is made; what ehsg made before is made anew."""
    printed = ehsg("schema").out
    for _ in range(2):
        result = ehsg("schema", "-o", ".ehsg/")
        assert result.code == 0
        assert SCHEMA in result.err
        assert Path(".ehsg", SCHEMA).read_text(encoding="utf-8") == printed
    assert ehsg("schema", "--kind", "thresholds", "-o", ".ehsg").code == 0
    assert Path(".ehsg/thresholds-1.ehsg-2022.json").is_file()


def test_a_file_that_ehsg_did_not_make_is_replaced_with_force_only(ehsg: Ehsg) -> None:
    """As everywhere."""
    Path("mine.json").write_text("{}")
    result = ehsg("schema", "-o", "mine.json")
    assert result.code == 2
    assert "mine.json exists, and ehsg did not make it" in result.err
    assert Path("mine.json").read_text() == "{}"
    assert ehsg("schema", "-o", "mine.json", "--force").code == 0
    assert json.loads(Path("mine.json").read_text())["type"] == "object"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--kind", "asessment"), "there is no kind of file called asessment"),
        (("--kind", "asessment"), "did you mean assessment?"),
        (("--kind", "zzz"), "the kinds are assessment, response"),
        (("--guide", "ehsg-1999"), "there is no guide"),
        (("-o", "none/schema.json"), "the folder of none/schema.json does not exist"),
        (("-o", "file/"), "cannot make the folder file"),
    ],
)
def test_what_cannot_be_done_is_told(ehsg: Ehsg, arguments: tuple[str, ...], message: str) -> None:
    """One line, and exit code 2."""
    Path("file").write_text("")
    result = ehsg("schema", *arguments)
    assert result.code == 2
    assert message in result.err
    assert result.out == ""


def test_a_pack_of_a_partnerships_own_gives_a_schema_too(ehsg: Ehsg) -> None:
    """Its ids and titles stand in it; nothing is known of them in code."""
    for part in (ROOT / "guide" / "ehsg-2022").iterdir():
        text = part.read_text(encoding="utf-8").replace("id: ehsg-2022", "id: ours-2030")
        target = Path("guide/ours-2030") / part.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace("title: Family engagement", "title: Our own words"), encoding="utf-8")
    schema = ehsg("schema", "--guide", "ours-2030").json
    assert schema["$id"] == "ehsg:assessment-1.ours-2030"
    assert schema["properties"]["descriptors"]["properties"]["FV1"]["title"] == "5.1 Our own words"


# Another validator


def test_another_validator_finds_the_examples_sound(ehsg: Ehsg) -> None:
    """check-jsonschema reads YAML and the schema by itself, without a network."""
    ehsg("schema", "-o", "schema.json")
    schema = Path("schema.json").absolute()
    done = judge(schema, EXAMPLES / "gateshead-2022.yaml", EXAMPLES / "northbridge-2023.yaml")
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n"), done.stderr


def test_another_validator_flags_what_is_broken(ehsg: Ehsg) -> None:
    """The example that is broken on purpose, and a misspelt key alone in one that is not."""
    ehsg("schema", "-o", "schema.json")
    schema = Path("schema.json").absolute()
    broken = (EXAMPLES / "northbridge-2023-broken.yaml").read_text(encoding="utf-8")
    # One key stands twice in it, which that program's parser refuses before it looks at anything else.
    Path("broken.yaml").write_text(changed(broken, "\n  WF2:\n", "\n  WF1:\n"), encoding="utf-8")
    sound = (EXAMPLES / "northbridge-2023.yaml").read_text(encoding="utf-8")
    Path("slip.yaml").write_text(changed(sound, "working_well:", "working_wel:"), encoding="utf-8")
    for name, words in (("broken.yaml", "Several files|FV9|working_wel"), ("slip.yaml", "working_wel")):
        done = judge(schema, Path(name).absolute())
        assert done.returncode == 1
        assert any(word in done.stdout + done.stderr for word in words.split("|"))


# The file that `ehsg new` starts


def test_a_new_file_names_its_schema_which_stands_beside_it(ehsg: Ehsg) -> None:
    """Outside a repository; the schema is what the command prints."""
    result = ehsg("new", "area.yaml", *NEW)
    assert result.code == 0
    assert "by which editors explain the file" in result.err
    assert first_line("area.yaml") == f"{MODELINE}.ehsg/{SCHEMA}"
    assert Path(".ehsg", SCHEMA).read_text(encoding="utf-8") == ehsg("schema").out


@pytest.mark.parametrize("git", ["folder", "file"])
def test_in_a_repository_it_stands_at_the_top(ehsg: Ehsg, git: str) -> None:
    """Shared by all areas' files. In a further working tree `.git` is a file."""
    if git == "folder":
        Path(".git").mkdir()
    else:
        Path(".git").write_text("gitdir: elsewhere\n")
    Path("areas/north bridge").mkdir(parents=True)
    assert ehsg("new", "areas/north bridge/area.yaml", *NEW).code == 0
    assert first_line("areas/north bridge/area.yaml") == f"{MODELINE}../../.ehsg/{SCHEMA}"
    assert Path(".ehsg", SCHEMA).is_file()
    assert [path.name for path in Path("areas/north bridge").iterdir()] == ["area.yaml"]


def test_a_folder_that_is_there_is_used_and_what_else_is_in_it_stays(ehsg: Ehsg) -> None:
    """The nearest one above the file; the list of names in it is nobody's business here."""
    Path(".git").mkdir()
    Path("areas/.ehsg").mkdir(parents=True)
    Path("areas/.ehsg/names.txt").write_text("A Name\n")
    Path("areas/one").mkdir()
    assert ehsg("new", "areas/one/area.yaml", *NEW).code == 0
    assert first_line("areas/one/area.yaml") == f"{MODELINE}../.ehsg/{SCHEMA}"
    assert Path("areas/.ehsg/names.txt").read_text() == "A Name\n"
    assert not Path(".ehsg").exists()


def test_a_schema_of_before_is_made_anew_and_the_same_one_left_untouched(ehsg: Ehsg) -> None:
    """It is known by the words near its start, and by the check in them that nobody has edited it."""
    ehsg("new", "one.yaml", *NEW)
    schema = Path(".ehsg", SCHEMA)
    now = schema.read_bytes()
    before = schema.stat().st_mtime_ns
    assert "schema" not in ehsg("new", "two.yaml", *NEW).err
    assert schema.stat().st_mtime_ns == before
    unchecked = re.sub(rb", check [0-9a-f]{16}", b"", now, count=1)
    assert unchecked != now
    schema.write_bytes(sealed(unchecked.replace(b'"type": "object"', b'"type": "array"', 1)))
    ehsg("new", "three.yaml", *NEW)
    assert schema.read_bytes() == now


def test_a_schema_of_your_own_stays_and_the_file_names_it(ehsg: Ehsg) -> None:
    """It was put there on purpose; a line says that it was left."""
    schema = Path(".ehsg", SCHEMA)
    schema.parent.mkdir()
    schema.write_text('{"title": "ours"}')
    result = ehsg("new", "area.yaml", *NEW)
    assert result.code == 0
    assert "The schema there is left as it is" in result.err
    assert schema.read_text() == '{"title": "ours"}'
    assert first_line("area.yaml") == f"{MODELINE}.ehsg/{SCHEMA}"


def test_where_there_can_be_no_schema_the_file_is_made_all_the_same(ehsg: Ehsg) -> None:
    """It names none, and a line says why."""
    Path(".ehsg").write_text("a file in the folder's place")
    result = ehsg("new", "area.yaml", *NEW)
    assert result.code == 0
    assert "Editors will not explain the file: cannot make the folder" in result.err
    assert first_line("area.yaml") == "# Early Help System Guide 2022: self-assessment of Northbridge, 2022"
    assert load_assessment("area.yaml").area.name == "Northbridge"


def test_no_schema_leaves_both_out(ehsg: Ehsg) -> None:
    """For those who keep no further file."""
    assert ehsg("new", "area.yaml", *NEW, "--no-schema").code == 0
    assert "yaml-language-server" not in Path("area.yaml").read_text(encoding="utf-8")
    assert not Path(".ehsg").exists()


@pytest.mark.parametrize("name", ["none/area.yaml", "there.yaml", "folder"])
def test_where_the_file_cannot_be_made_no_schema_is_left(ehsg: Ehsg, name: str) -> None:
    """Nothing is half done."""
    Path("there.yaml").write_text("mine")
    Path("folder").mkdir()
    Path(".git").mkdir()
    result = ehsg("new", name, *NEW)
    assert result.code == 2
    assert not Path(".ehsg").exists()
    assert Path("there.yaml").read_text() == "mine"


def test_a_failure_takes_back_the_schema_but_not_its_neighbours(ehsg: Ehsg) -> None:
    """A folder that was there before, and what stands in it, stays."""
    Path(".git").mkdir()
    Path(".ehsg").mkdir()
    Path(".ehsg/names.txt").write_text("A Name\n")
    assert ehsg("new", "none/area.yaml", *NEW).code == 2
    assert [path.name for path in Path(".ehsg").iterdir()] == ["names.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
def test_through_a_link_the_way_up_is_the_one_an_editor_goes(ehsg: Ehsg) -> None:
    """From the folder by the name that was typed, not from where the link leads."""
    Path("far/away/real").mkdir(parents=True)
    Path("here").mkdir()
    Path("here/.ehsg").mkdir()
    Path("here/area").symlink_to(Path("far/away/real").absolute())
    assert ehsg("new", "here/area/a.yaml", *NEW).code == 0
    assert first_line("here/area/a.yaml") == f"{MODELINE}../.ehsg/{SCHEMA}"
    assert Path("here/.ehsg", SCHEMA).is_file()


def test_the_page_on_editors_shows_the_line_as_it_is_written(ehsg: Ehsg) -> None:
    """Whoever copies it into an older file gets the same help."""
    page = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    ehsg("new", "area.yaml", *NEW)
    assert f"\n{first_line('area.yaml')}\n" in page
    older = changed(
        (EXAMPLES / "northbridge-2023.yaml").read_text(encoding="utf-8"), "", first_line("area.yaml") + "\n"
    )
    Path("older.yaml").write_text(older, encoding="utf-8")
    assert load_assessment("older.yaml").status == "submitted"
