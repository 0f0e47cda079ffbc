"""Settings: what can stand in them, which file they come from, and what is said of mistakes in them."""

import os
from pathlib import Path

import pytest

from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.reading.nearest import Choice, SettingsLookup
from ehsg_cli.reading.settings import matches, read_settings
from ehsg_cli.rules import CATALOGUE

FULL = """
ignore = ["EH402", 'EH404']

[severity]
EH017 = "error"
EH205 = "warning"

[[paths]]
match = "archive/**"
ignore = ["EH206", "EH402"]
severity = {EH205 = "note"}
"""


def written(folder: Path, text: str | bytes, name: str = "ehsg.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def lookup(choice: Choice | None = None) -> SettingsLookup:
    return SettingsLookup(CATALOGUE, choice or Choice())


def test_what_holds_for_a_file(tmp_path: Path) -> None:
    """What is set for all, and what a pattern that fits adds; the last word on a severity counts."""
    written(tmp_path, FULL)
    plain = lookup().of(str(tmp_path / "area.yaml"))
    assert plain is not None
    assert plain.severity == {"EH017": Severity.ERROR, "EH205": Severity.WARNING}
    assert plain.ignored == {"EH402": [0], "EH404": [1]}
    old = lookup().of(str(tmp_path / "archive" / "2021" / "area.yaml"))
    assert old is not None
    assert old.severity["EH205"] is Severity.NOTE
    assert old.ignored == {"EH402": [0, 3], "EH404": [1], "EH206": [2]}


def test_the_nearest_file_holds_alone(tmp_path: Path) -> None:
    """From the file's folder upwards; in one folder ehsg.toml goes before a pyproject.toml."""
    written(tmp_path, 'ignore = ["EH402"]')
    written(tmp_path, '[tool.ehsg]\nignore = ["EH403"]', "a/pyproject.toml")
    written(tmp_path, '[tool.other]\nname = "ehsg"', "a/b/pyproject.toml")
    written(tmp_path, '[tool.ehsg]\nignore = ["EH404"]', "a/c/pyproject.toml")
    written(tmp_path, 'ignore = ["EH405"]', "a/c/ehsg.toml")
    found = {
        name: lookup().of(str(tmp_path / name / "area.yaml"))
        for name in ("", "x/y", "a", "a/b", "a/c", "a/c/d")
    }
    codes = {name: list(force.ignored) for name, force in found.items() if force}
    assert codes == {
        "": ["EH402"],
        "x/y": ["EH402"],
        "a": ["EH403"],
        "a/b": ["EH403"],
        "a/c": ["EH405"],
        "a/c/d": ["EH405"],
    }


@pytest.mark.parametrize(
    "text",
    [
        '[ tool . "ehsg" ]\nignore = ["EH402"]',
        '[tool]\nehsg = {ignore = ["EH402"]}',
        'tool.ehsg.ignore=["EH402"]',
    ],
)
def test_every_way_to_write_the_table_counts(tmp_path: Path, text: str) -> None:
    """TOML has several."""
    written(tmp_path, text, "pyproject.toml")
    force = lookup().of(str(tmp_path / "area.yaml"))
    assert force is not None
    assert force.ignored == {"EH402": [0]}


def test_a_broken_file_of_another_tool_is_none_of_ours(tmp_path: Path) -> None:
    """It is not even read as TOML."""
    written(tmp_path, "[tool.other\n", "pyproject.toml")
    assert lookup().of(str(tmp_path / "area.yaml")) is None


def test_none_hold_where_none_are_wanted(tmp_path: Path) -> None:
    """A broken file does not matter then."""
    written(tmp_path, "x")
    assert lookup(Choice(isolated=True)).of(str(tmp_path / "area.yaml")) is None


def test_a_named_file_holds_for_all(tmp_path: Path) -> None:
    """Its patterns are seen from its own folder, and fit nothing outside it."""
    written(tmp_path, 'ignore = ["EH402"]', "a/ehsg.toml")
    named = written(tmp_path, '[[paths]]\nmatch = "**"\nignore = ["EH403"]', "b/other.toml")
    choice = Choice(str(named))
    inside, outside = (lookup(choice).of(str(tmp_path / folder / "x.yaml")) for folder in ("b/c", "a"))
    assert inside is not None
    assert outside is not None
    assert (inside.ignored, outside.ignored) == ({"EH403": [0]}, {})


def test_a_folder_is_looked_at_once_a_run(tmp_path: Path) -> None:
    """What is changed in between counts from the next run on."""
    settings = lookup()
    assert settings.of(str(tmp_path / "a.yaml")) is None
    written(tmp_path, 'ignore = ["EH402"]')
    assert settings.of(str(tmp_path / "b.yaml")) is None
    assert lookup().of(str(tmp_path / "b.yaml")) is not None


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    """Notepad may write both."""
    path = written(tmp_path, b'\xef\xbb\xbfignore = ["EH402"]\r\n[severity]\r\nEH403 = "note"\r\n')
    assert read_settings(str(path), CATALOGUE).ignores == ("EH402",)


@pytest.mark.parametrize(
    ("pattern", "fits", "does_not"),
    [
        (
            "archive/**",
            ["archive/a.yaml", "archive/b/c.yaml"],
            ["a.yaml", "x/archive/a.yaml", "archives/a.yaml"],
        ),
        ("archive/", ["archive/a.yaml", "archive/b/c.yaml"], ["a.yaml"]),
        ("*.yaml", ["a.yaml", "b/c/a.yaml"], ["a.yml"]),
        ("areas/*.yaml", ["areas/a.yaml"], ["areas/b/a.yaml", "a.yaml"]),
        ("**/draft-?.yaml", ["draft-1.yaml", "a/b/draft-2.yaml"], ["draft-10.yaml"]),
        ("a/**/b.yaml", ["a/b.yaml", "a/x/y/b.yaml"], ["b.yaml", "a/x/c.yaml"]),
        ("**", ["a.yaml", "b/c.yaml"], []),
        ("[x].yaml", ["[x].yaml", "a/[x].yaml"], ["x.yaml"]),
        ("[!a]*/**", ["[!a]b/c.yaml"], ["b/c.yaml"]),
        ("a.yaml/", ["a.yaml/b.yaml"], ["a.yaml"]),
        ("archive/**", [], ["archive"]),
        ("*a" * 500, ["a" * 600], ["a" * 499]),
        ("**/" * 30 + "x", ["/".join("a" * 40) + "/x"], ["/".join("a" * 40)]),
    ],
)
def test_patterns(pattern: str, fits: list[str], does_not: list[str]) -> None:
    """As people know them from git."""
    assert [path for path in fits if not matches(path.split("/"), pattern)] == []
    assert [path for path in does_not if matches(path.split("/"), pattern)] == []


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("ignroe = []", "has the key ignroe, which cannot stand there", "did you mean ignore?"),
        (
            "[council]\nname = 'x'",
            "has the key council",
            "the keys there are severity, ignore, paths and report",
        ),
        ("[[paths]]\nmatch = 'a'\nmach = 'b'", "entry 1 of paths, has the key mach", "did you mean match?"),
        ("[[paths]]\nignore = []", "entry 1 of paths, does not say which files it is for", "archive/**"),
        ("ignore = 'EH402'", "has a value for ignore", 'ignore = ["EH402", "EH404"]'),
        ("ignore = [402]", "has a value for ignore", "square brackets"),
        ("ignore = ['EH4O2']", "names EH4O2, which is no code", "did you mean EH402?"),
        ("ignore = ['nonsense']", "names nonsense, which is no code", "`ehsg explain` lists the codes"),
        ("ignore = ['EH006']", "names EH006, which cannot be ignored", "ehsg explain EH006"),
        (
            "[severity]\nEH001 = 'note'",
            "names EH001, which cannot be ignored or made to matter less",
            "EH001",
        ),
        ("[severity]\nEH402 = 'info'", "sets EH402 to info", 'write "error", "warning" or "note"'),
        ("[severity]\nEH402 = 1", "sets EH402 to 1", "write"),
        ("severity = 'note'", "has a value for severity", 'EH407 = "note"'),
        ("paths = 'a'", "has a value for paths", "[[paths]]"),
        ("[paths]\nmatch = 'a'", "has a value for paths", "[[paths]]"),
        ("[[paths]]\nmatch = 1", "entry 1 of paths, has a value for match", "archive/**"),
        *(
            (f"[[paths]]\nmatch = '{wrong}'", "has a pattern that fits no file", "with slashes")
            for wrong in ("", "/etc/*", "../a", "a/./b", r"a\b", "C:/a", "a//b")
        ),
        *(
            (f"[[paths]]\nmatch = '{long}'", "has a pattern of", "a pattern may have 1,000")
            for long in ("[" * 400_000 + "x", "*a" * 200_000, "a" * 1001)
        ),
        ("ignore = ['eh999']", "names eh999, which is no code", "`ehsg explain` lists the codes"),
        ("ignore = ['eh205']", "names eh205, which is no code", "did you mean EH205?"),
        ("x" + ".x" * 51 + " = 1", "is nested too deeply", ""),
        ('x = ["""\n""", {a' + ".b" * 51 + ' = ""}]', "is nested too deeply", ""),
        (
            "[[paths]]\nmatch = 'a'\n[[paths]]\nmatch = 'b'\nignore = ['EH1']",
            "entry 2 of paths, names EH1",
            "",
        ),
        ("ignore = [", "is not TOML: ", "settings are written as"),
        ("a =\nb = 1", "is not TOML: line 1, column 4: invalid value", "settings are written as"),
        ("x = " + "1" * 5000, "holds a number that is too long", ""),
        ("x = " + "[" * 5000, "is nested too deeply", ""),
        ("x" + ".x" * 100_000 + " = 1", "is nested too deeply", ""),
        (b"\xff\xfei\0", "is not UTF-8 text", "save it again"),
        (b"#" * 600_000, "is too large for settings", "512 KiB"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_mistake_is_one_line_with_a_remedy(
    tmp_path: Path, text: str | bytes, message: str, hint: str
) -> None:
    """The file, the key, and what may stand there."""
    path = written(tmp_path, text)
    with pytest.raises(UserError) as caught:
        lookup().of(str(tmp_path / "area.yaml"))
    assert caught.value.message.startswith(str(path))
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert "\n" not in caught.value.message + caught.value.hint
    assert len(caught.value.message) < 300 + len(str(path))


def test_a_python_projects_file_is_held_to_the_same(tmp_path: Path) -> None:
    """And one without the table is no settings file."""
    path = written(tmp_path, "[tool]\nehsg = 1", "pyproject.toml")
    with pytest.raises(UserError, match=r"tool\.ehsg is no table"):
        read_settings(str(path), CATALOGUE)
    written(tmp_path, "[project]\nname = 'ehsg'", "pyproject.toml")
    with pytest.raises(UserError, match=r"has no table \[tool\.ehsg\]"):
        read_settings(str(path), CATALOGUE)


@pytest.mark.parametrize("name", ["nowhere.toml", "folder", "a\0b"])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    """In one line."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError):
        read_settings(os.path.join(tmp_path, name), CATALOGUE)  # noqa: PTH118  # no Path holds a NUL


def test_dots_in_texts_and_comments_are_no_depth(tmp_path: Path) -> None:
    """A Python project may list all its versions on one line."""
    versions = ", ".join(f'"a>=1.{number}.0"' for number in range(100))
    text = f"[project]\ndependencies = [{versions}] # {'.' * 100}\n[tool.ehsg]\nignore = ['EH402']\n"
    path = written(tmp_path, text, "pyproject.toml")
    assert read_settings(str(path), CATALOGUE).ignores == ("EH402",)


def test_deep_keys_take_no_great_memory(tmp_path: Path) -> None:
    """What is needed for a key grows with the square of its parts, and a file may have many."""
    written(tmp_path, "".join(f"a{number}" + ".b" * 999 + "=1\n" for number in range(250)))
    with pytest.raises(UserError, match="nested too deeply"):
        lookup().of(str(tmp_path / "area.yaml"))


@pytest.mark.parametrize(
    "text", ["# tool.ehsg\n[tool", "[tool]\nx = [", "[tool.ehsgx]\ny =", "x = {a.tool.ehsg = "]
)
def test_a_broken_file_that_need_not_be_ours_is_passed_over(tmp_path: Path, text: str) -> None:
    """Somebody else has to mend it, and nothing of ours is known to stand in it."""
    written(tmp_path, text, "pyproject.toml")
    assert lookup().of(str(tmp_path / "area.yaml")) is None


@pytest.mark.parametrize("table", ["[tool.ehsg]", " [ tool.ehsg.severity ]", "[[tool.ehsg.paths]]"])
def test_a_broken_file_that_is_ours_is_to_be_mended_or_left_out(tmp_path: Path, table: str) -> None:
    """What is said must help whatever part of the file is broken."""
    written(tmp_path, f"[tool.other]\nx =\n{table}\n", "pyproject.toml")
    with pytest.raises(UserError, match="is not TOML: line 2") as caught:
        lookup().of(str(tmp_path / "area.yaml"))
    assert "mend that file" in caught.value.hint
    assert "--isolated" in caught.value.hint
