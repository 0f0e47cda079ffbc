"""The rooms of the house: who may import whom, and what only one room does.

The checks are functions of a folder of sources, so that made-up wrong modules can show that they fail.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "ehsg_cli"
PACKAGE = "ehsg_cli"

# The rows of the table in the design, from the top: a room imports from rooms above itself only.
ROOMS = (
    "errors",
    "diagnostics",
    "wording",
    "resources",
    "colours",
    "processes",
    "document",
    "guide",
    "assessment",
    "reading",
    "judge",
    "compare",
    "rules",
    "views",
    "render",
    "writing",
    "importing",
    "git",
    "history",
    "api",
    "__init__",
    "cli",
    "__main__",
)
RANK = {room: rank for rank, room in enumerate(ROOMS)}

# Which room alone may import a library.
SOLE_USERS = {
    "ruamel": "document",
    "_ruamel_yaml": "document",
    "yaml": "document",
    "jinja2": "render",
    "markupsafe": "render",
    "markdown_it": "render",
    "mdformat": "render",
    "rich": "render",
    "docx": "render",
    "resvg_py": "render",
    "xlsxwriter": "render",
    "typer": "cli",
    "click": "cli",
    "subprocess": "git",
}


@dataclass(frozen=True)
class Import:
    """One thing imported: by which module, on which line, from where."""

    module: str
    line: int
    target: str
    name: str

    @property
    def ours(self) -> bool:
        return self.target.split(".")[0] == PACKAGE

    @property
    def of_version(self) -> bool:
        """`from ehsg_cli import __version__`, which every room may do."""
        return self.target == PACKAGE and self.name == "__version__"


@dataclass(frozen=True)
class Module:
    """A module of the package: its dotted name below the package, its path and its tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.name.split(".")[0]


@lru_cache(maxsize=16)
def modules(src: Path) -> tuple[Module, ...]:
    """Every module below a folder that stands for the package."""
    found = []
    for path in sorted(src.rglob("*.py")):
        parts = path.relative_to(src).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        found.append(Module(name, path, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def imports(module: Module) -> Iterator[Import]:
    """Everything a module imports, also inside functions and for type checkers only."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module.name, node.lineno, alias.name, "")
        elif isinstance(node, ast.ImportFrom):
            target = node.module or ""
            if node.level:
                package = module.path.name == "__init__.py" and module.name != "__init__"
                inside = module.name.split(".") if package else module.name.split(".")[:-1]
                kept = inside[: len(inside) - (node.level - 1)]
                target = ".".join(part for part in (PACKAGE, *kept, target) if part)
            for alias in node.names:
                yield Import(module.name, node.lineno, target, alias.name)


def target_module(imported: Import, known: frozenset[str]) -> str:
    """The module of ours that an import reaches, by its name below the package."""
    below = imported.target.split(".")[1:]
    longer = ".".join([*below, imported.name])
    if imported.name and longer in known:
        return longer
    return ".".join(below) or "__init__"


def against_the_rooms(src: Path) -> list[str]:
    """Imports from a room that is not above, and modules that belong to no room."""
    known = frozenset(module.name for module in modules(src))
    wrong = []
    for module in modules(src):
        if module.room not in RANK:
            wrong.append(f"{module.name} belongs to no room")
            continue
        for imported in imports(module):
            if not imported.ours or imported.of_version:
                continue
            room = target_module(imported, known).split(".")[0]
            if RANK.get(room, len(ROOMS)) > RANK[module.room]:
                wrong.append(f"{module.name}:{imported.line} imports from {room}")
    return wrong


def against_sole_users(src: Path) -> list[str]:
    """Imports of a library by a room that is not its sole user."""
    return [
        f"{module.name}:{imported.line} imports {library}"
        for module in modules(src)
        for imported in imports(module)
        if (library := imported.target.split(".")[0]) in SOLE_USERS and module.room != SOLE_USERS[library]
    ]


def by_name_only(src: Path) -> list[str]:
    """Imports whose target is only known when they run, and so are hidden from these checks."""
    wrong = []
    for module in modules(src):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _called(node) in {
                "import_module",
                "__import__",
                "exec",
                "eval",
            }:
                wrong.append(f"{module.name}:{node.lineno} calls {_called(node)}")
    return wrong


def namers_of_validation_error(src: Path) -> list[str]:
    """Modules outside `reading` that name pydantic's exception."""
    wrong = []
    for module in modules(src):
        names = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
        names |= {imported.name for imported in imports(module)}
        if "ValidationError" in names and module.room != "reading":
            wrong.append(module.name)
    return wrong


_CHANGES_FILES = {
    "write_text",
    "write_bytes",
    "mkstemp",
    "NamedTemporaryFile",
    "mkdtemp",
    "fdopen",
    "touch",
    "rename",
    "renames",
    "unlink",
    "rmtree",
    "copyfile",
    "copytree",
    "symlink_to",
    "hardlink_to",
    "truncate",
    "chmod",
}
_MAKES_FOLDERS = {"mkdir", "makedirs"}
# Keeps compiled templates of ours beside them, as Python keeps its modules; no user's file is among them.
_MAKES_ITS_OWN_FOLDER = "render.bytecode"


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _opens_for_writing(node: ast.Call) -> bool:
    """Whether a call of `open` may write; a mode that is not spelled out counts as one that may."""
    if _called(node) != "open":
        return False
    method = isinstance(node.func, ast.Attribute)
    if method and ast.unparse(node.func) == "os.open":
        # The null device is nobody's file.
        return not (node.args and ast.unparse(node.args[0]) == "os.devnull")
    place = 0 if method else 1
    given = [keyword.value for keyword in node.keywords if keyword.arg == "mode"]
    modes = given or node.args[place : place + 1]
    if not modes:
        return False
    mode = modes[0]
    return not (
        isinstance(mode, ast.Constant) and isinstance(mode.value, str) and set(mode.value) <= set("rbt")
    )


def _replaces_a_file(node: ast.Call) -> bool:
    """`Path.replace` takes one argument, `str.replace` two, and `dataclasses.replace` is no method."""
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr == "replace"
        and (len(node.args) == 1 or ast.unparse(node.func.value) == "os")
    )


def writers(src: Path) -> list[str]:
    """Calls outside `writing` that would write, move or delete a file, or outside `cli` make a folder."""
    wrong = []
    for module in modules(src):
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or module.room == "writing":
                continue
            called = _called(node)
            writes = called in _CHANGES_FILES or _opens_for_writing(node) or _replaces_a_file(node)
            makes_folders = called in _MAKES_FOLDERS and module.name != _MAKES_ITS_OWN_FOLDER
            if writes or (makes_folders and module.room != "cli"):
                wrong.append(f"{module.name}:{node.lineno} calls {called}")
    return wrong


def cycles(src: Path) -> list[str]:
    """Modules that import one another in a ring, whether at once or later."""
    known = frozenset(module.name for module in modules(src))
    graph: dict[str, set[str]] = {}
    for module in modules(src):
        reached = {
            target_module(imported, known)
            for imported in imports(module)
            if imported.ours and not imported.of_version
        }
        graph[module.name] = (reached & known) - {module.name}
    # What is in no ring falls away: first whoever imports nobody that is left, then the next.
    while free := [name for name, reached in graph.items() if not reached & graph.keys()]:
        for name in free:
            del graph[name]
    while free := [name for name in graph if not any(name in reached for reached in graph.values())]:
        for name in free:
            del graph[name]
    return sorted(graph)


def constants(module: Module) -> Iterator[tuple[int, str]]:
    """Every text in a module but its docstrings, with its line.

    Docstrings are for people: a manual page or an example in a command's help may show an id of an
    edition. Everything else could steer the engine, or stand in a message where another edition's
    user reads it, so nothing of one pack belongs there.
    """
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


# The key of the workforce table in every pack; a section of this one happens to be called so too.
_ALSO_ANOTHER_WORD = {("guide.consistency", "workforce")}


def of_one_pack(src: Path, words: frozenset[str]) -> list[str]:
    """Texts in code that name something of one pack: the whole text, or a word that is unmistakable."""
    wrong = []
    for module in modules(src):
        for line, text in constants(module):
            pieces = {piece.strip(".,:;`'\"()[]{}") for piece in text.split()}
            # A lower-case word such as `data` is plain English inside a sentence, an id when it stands alone.
            unmistakable = {word for word in words if not word.isalpha() or word.isupper()}
            named = ({text} & words) | (pieces & unmistakable)
            named |= {word for word in words if " " in word and word in text}
            wrong += [
                f"{module.name}:{line} names {word}"
                for word in sorted(named)
                if (module.name, word) not in _ALSO_ANOTHER_WORD
            ]
    return wrong


def _read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


@lru_cache(maxsize=1)
def words_of_the_packs() -> frozenset[str]:
    """Ids of descriptors, sections and audiences, and names of data models, of every pack here."""
    found: set[str] = set()
    for folder in sorted(file.parent for file in (ROOT / "guide").glob("*/descriptors.yaml")):
        for section in _read(folder / "descriptors.yaml")["sections"]:
            found.add(section["id"])
            found.update(descriptor["id"] for descriptor in section["descriptors"])
        rules = _read(folder / "rules.yaml")
        found.update(model["name"] for model in rules.get("data_models", ()))
        found.update(audience["id"] for audience in rules.get("sharing", ()))
    return frozenset(found)


# The package as it stands


def test_every_module_imports_only_from_rooms_above_its_own() -> None:
    """Imports go one way through the rooms, also those inside functions and for type checkers."""
    assert against_the_rooms(SRC) == []


def test_each_library_that_is_to_be_kept_apart_has_one_room_as_its_user() -> None:
    """The YAML parser, the templates, the terminal library and the option parser each stand in one room."""
    assert against_sole_users(SRC) == []


def test_only_the_command_line_imports_by_name() -> None:
    """An import whose target is made up while running escapes these checks; one place may do it."""
    wrong = [line for line in by_name_only(SRC) if not line.startswith("cli.app:")]
    assert wrong == []


def test_only_reading_names_pydantics_validation_error() -> None:
    """Pydantic's own words reach no user: one room turns its exception into findings."""
    assert namers_of_validation_error(SRC) == []


def test_only_writing_writes_files() -> None:
    """No other room opens a file to write, moves or deletes one; the command line may make a folder."""
    assert writers(SRC) == []


def test_no_modules_import_one_another_in_a_ring() -> None:
    """There is an order in which the modules can be read."""
    assert cycles(SRC) == []


def test_nothing_of_one_pack_stands_in_code() -> None:
    """No descriptor, section, audience or data model of an edition is named in Python outside docstrings."""
    assert {"FV1", "family-voice", "Building blocks", "dfe"} <= words_of_the_packs()
    assert of_one_pack(SRC, words_of_the_packs()) == []


def test_the_walk_sees_the_imports_it_is_meant_to_see() -> None:
    """The walk finds imports at the top, inside functions and under TYPE_CHECKING of modules we know."""
    seen = {(imported.module, imported.target) for module in modules(SRC) for imported in imports(module)}
    assert ("reading.packs", "ehsg_cli.document") in seen
    assert ("cli.figures", "ehsg_cli.render") in seen
    assert ("rules.packs", "ehsg_cli.guide.context") in seen
    assert ("__init__", "ehsg_cli.api") in seen


# The checks can fail

WRONG_HOUSE = {
    "__init__.py": '"""A package."""\n',
    "errors.py": "def f():\n    from ehsg_cli.cli import run\n",
    "diagnostics.py": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ehsg_cli.guide.models import Guide\n"
    ),
    "attic.py": "X = 1\n",
    "guide/__init__.py": "",
    "guide/models.py": "from .store import y\nimport ruamel.yaml\n",
    "guide/store.py": "from ehsg_cli.guide import models\n",
    "judge/__init__.py": "from pydantic import ValidationError\nimport pydantic\npydantic.ValidationError\n",
    "judge/figures.py": (
        '"""FV1 may stand in a docstring."""\n'
        "from .. import api\n"
        "WANTED = 'FV1'\nSAID = f'the section family-voice counts'\nLEVEL = 'Basic'\nFINE = 'all data'\n"
    ),
    "views/__init__.py": "from rich.text import Text\nfrom ehsg_cli import __version__\n",
    "views/paper.py": (
        "import os\nfrom pathlib import Path\n"
        "open('a', 'w')\nopen('a', mode='xb')\nPath('a').open('a')\nopen('a', some)\n"
        "Path('a').write_text('')\n"
        "Path('a').replace('b')\nPath('a').mkdir()\nos.replace('a', 'b')\n"
        "open('a')\nopen('a', 'rb')\n'a'.replace('b', 'c')\nos.open(os.devnull, os.O_WRONLY)\n"
    ),
    "cli/__init__.py": "from importlib import import_module\nimport_module('x')\nPath('a').mkdir()\n",
    "api.py": "",
}


@pytest.fixture
def wrong_house(tmp_path: Path) -> Path:
    """A package that breaks every rule of the house."""
    for name, text in WRONG_HOUSE.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_wrong_import_is_seen_wherever_it_stands(wrong_house: Path) -> None:
    """Inside a function, for type checkers only, relative, or from a module outside every room."""
    assert against_the_rooms(wrong_house) == [
        "attic belongs to no room",
        "diagnostics:3 imports from guide",
        "errors:2 imports from cli",
        "judge.figures:2 imports from api",
    ]


def test_a_library_in_the_wrong_room_is_seen(wrong_house: Path) -> None:
    """The YAML parser outside `document`, the terminal library outside `render`."""
    assert against_sole_users(wrong_house) == ["guide.models:2 imports ruamel", "views:1 imports rich"]


def test_a_ring_is_seen(wrong_house: Path) -> None:
    """Two modules of one room that import one another, one of them relatively."""
    assert cycles(wrong_house) == ["guide.models", "guide.store"]


def test_wrong_words_and_calls_are_seen(wrong_house: Path) -> None:
    """The exception by any name, every way to change files, imports by name, and ids of a pack."""
    assert namers_of_validation_error(wrong_house) == ["judge"]
    assert by_name_only(wrong_house) == ["cli:2 calls import_module"]
    assert [line.split(" ")[0] for line in writers(wrong_house)] == [f"views.paper:{n}" for n in range(3, 11)]
    words = frozenset({"FV1", "family-voice", "data", "Basic"})
    assert sorted(of_one_pack(wrong_house, words)) == [
        "judge.figures:3 names FV1",
        "judge.figures:4 names family-voice",
        "judge.figures:5 names Basic",
    ]


# What is loaded when

HEAVY = ("typer", "click", "rich", "jinja2", "markdown_it", "mdformat", "pydantic", "ruamel", "_ruamel_yaml")


def loaded_by(code: str, names: tuple[str, ...]) -> set[str]:
    """Which of some modules a fresh Python has loaded after some code, with its output piped."""
    told = (
        "import sys; before = set(sys.modules)\n"
        f"{code}\n"
        f"sys.stderr.write('\\n' + ' '.join(set({names!r}) & (set(sys.modules) - before)))"
    )
    # As a user's shell has it: what hurries pydantic along is set by ehsg itself.
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYDANTIC")}
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT, env=env
    )
    return set(done.stderr.splitlines()[-1].split()) if done.stderr.splitlines() else set()


def test_what_is_loaded_can_be_told() -> None:
    """The measure itself sees a module that is loaded, and only what the code loaded."""
    assert loaded_by("import json, rich", ("json", "rich", "sys", "typer")) == {"json", "rich"}


def test_importing_the_package_loads_no_library() -> None:
    """`import ehsg_cli` is free: each public function is fetched when it is first used."""
    assert loaded_by("import ehsg_cli", (*HEAVY, "re", "typing")) == set()


def test_the_public_functions_load_neither_command_line_nor_templates() -> None:
    """A notebook that loads and sums up an assessment loads no Typer, Rich or Jinja."""
    code = (
        "import ehsg_cli as e; a = e.load_assessment('examples/gateshead-2022.yaml'); "
        "e.summarise(a, e.load_guide(a.guide)); e.validate('examples/northbridge-2023-broken.yaml')"
    )
    assert loaded_by(code, HEAVY) <= {"pydantic", "ruamel", "_ruamel_yaml"}


def test_the_version_is_told_before_anything_is_loaded() -> None:
    """`ehsg --version` loads no library of ours, and not even `re` or `typing`."""
    code = "sys.argv = ['ehsg', '--version']; from ehsg_cli.__main__ import main; main()"
    assert loaded_by(code, (*HEAVY, "re", "typing", "enum", "dataclasses", "pathlib")) == set()


@pytest.mark.parametrize("form", ["text", "json"])
def test_validating_into_a_pipe_loads_nothing_for_drawing(form: str) -> None:
    """A check in a hook or in CI loads no Rich, no templates and no Markdown."""
    code = (
        "from ehsg_cli.cli import run; "
        f"run(['validate', 'examples/northbridge-2023-broken.yaml', '--format', '{form}'])"
    )
    loaded = loaded_by(code, ("rich", "jinja2", "markdown_it", "mdformat", "typer"))
    assert loaded == {"typer"}
