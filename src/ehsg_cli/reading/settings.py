"""Settings from `ehsg.toml`, or `[tool.ehsg]` in a `pyproject.toml`: severities, what to ignore, papers."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from ehsg_cli.diagnostics import Rule, Severity
from ehsg_cli.errors import UserError
from ehsg_cli.reading.in_force import MOST_BYTES, SHARED_FILE, InForce
from ehsg_cli.reading.raw import read_bytes
from ehsg_cli.wording import did_you_mean, listed, short, shown, slip_of

if TYPE_CHECKING:
    from ehsg_cli.reading.report_settings import ReportSettings

Location = tuple[str | int, ...]
# What `tomllib` needs for a key grows with the square of its parts. Versions and addresses hold dots, too.
_MOST_DOTS = 50
_MOST_PATTERN = 1000


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Part(BaseModel):
    """What can be set for all files, or for those that a pattern matches."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    severity: dict[str, Literal["error", "warning", "note"]] = {}
    ignore: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = ()


class PathPart(Part):
    """What is set for the files that a pattern matches."""

    match: str


class Settings(Part):
    """Everything that can be set; `report` as it stands there, for `ehsg_cli.reading.report_settings`."""

    paths: Annotated[tuple[PathPart, ...], BeforeValidator(_as_tuple)] = ()
    report: Any = None


class SettingsFile(NamedTuple):
    """Settings as read.

    Attributes:
        path: the file they stand in.
        text: what it holds.
        content: what that says.
        report: what is set for papers; `None` for nothing.
    """

    path: str
    text: str
    content: Settings
    report: "ReportSettings | None" = None

    @property
    def ignores(self) -> tuple[str, ...]:
        """The code of every ignore, in the order of the file."""
        return tuple(code for _, part in _parts(self.content) for code in part.ignore)

    def in_force(self, path: str) -> InForce:
        """What holds for a file: what is set for all, then what each pattern that fits it adds."""
        severity: dict[str, Severity] = {}
        ignored: dict[str, list[int]] = {}
        below = _below(path, self.path)
        position = 0
        for _, part in _parts(self.content):
            if not isinstance(part, PathPart) or (below is not None and matches(below, part.match)):
                severity.update((code, Severity(word)) for code, word in part.severity.items())
                for own, code in enumerate(part.ignore, position):
                    ignored.setdefault(code, []).append(own)
            position += len(part.ignore)
        return InForce(self.path, severity, ignored, self.report)


def _below(path: str, file: str) -> list[str] | None:
    """A file's folders and name as seen from the folder of the settings; `None` where it is not below it."""
    folder = os.path.join(os.path.dirname(os.path.abspath(file)), "")  # noqa: PTH100, PTH118, PTH120
    if not os.path.normcase(path).startswith(os.path.normcase(folder)):
        return None
    return path[len(folder) :].replace(os.sep, "/").split("/")


def matches(parts: list[str], pattern: str) -> bool:
    """Whether a pattern fits a file's folders and name.

    `*` and `?` stand for characters of one name and `**` for any folders; all others stand for themselves. A
    pattern without a slash fits the name in any folder, and one that ends in a slash everything below.
    """
    if pattern.endswith("/"):
        pattern += "**"
    # The library knows sets of characters besides, as in [ab].
    pattern = pattern.replace("[", "[[]")
    wanted = pattern.split("/") if "/" in pattern else ["**", pattern]
    if wanted[-1] == "**":
        # A folder's own name is not below it.
        wanted.append("*")
    # The places that the part of the pattern read so far may have come to.
    reached = {0}
    for name in wanted:
        if name == "**":
            reached = set(range(min(reached, default=len(parts) + 1), len(parts) + 1))
        else:
            reached = {place + 1 for place in reached if place < len(parts) and fnmatch(parts[place], name)}
    return len(parts) in reached


def read_settings(path: str, catalogue: Mapping[str, Rule[..., Any]]) -> SettingsFile:
    """The settings in a file.

    Args:
        path: an `ehsg.toml` under whatever name, or a `pyproject.toml`.
        catalogue: every code there is.

    Raises:
        UserError: it cannot be read, or holds something that cannot stand there.
    """
    text, data = toml_of(path)
    shared = os.path.basename(path) == SHARED_FILE  # noqa: PTH119
    if shared and (data := our_table(data)) is None:
        raise UserError(f"{path} has no table [tool.ehsg]", "add one, or name another file")
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        raise _worded(wrong["type"], wrong["loc"], wrong["input"], path) from None
    for at, part in _parts(settings):
        for code in (*part.severity, *part.ignore):
            if code not in catalogue:
                guess = slip_of(code, catalogue)
                raise UserError(
                    f"{_place(path, at)} names {short(code)}, which is no code",
                    f"did you mean {guess}?" if guess else "`ehsg explain` lists the codes",
                )
            if catalogue[code].unreadable and (code in part.ignore or part.severity[code] != "error"):
                raise UserError(
                    f"{_place(path, at)} names {code}, which cannot be ignored or made to matter less",
                    f"a file with {code} cannot be read as it stands; `ehsg explain {code}` says more",
                )
        if isinstance(part, PathPart) and len(part.match) > _MOST_PATTERN:
            raise UserError(
                f"{_place(path, at)} has a pattern of {len(part.match):,} characters",
                f"a pattern may have {_MOST_PATTERN:,}; write several entries of paths",
            )
        if isinstance(part, PathPart) and not _can_match(part.match):
            raise UserError(
                f"{_place(path, at)} has a pattern that fits no file: {shown(part.match)}", _PATTERN
            )
    return SettingsFile(path, text, settings, _report(settings, path))


def _report(settings: Settings, path: str) -> "ReportSettings | None":
    """What is set for papers; its models are made only where something is."""
    if settings.report is None:
        return None
    from ehsg_cli.reading.report_settings import read_report

    return read_report(settings.report, path)


def _parts(settings: Settings) -> Iterator[tuple[Location, Part]]:
    yield (), settings
    for position, part in enumerate(settings.paths):
        yield ("paths", position), part


def _can_match(pattern: str) -> bool:
    """Whether a pattern can fit any file: no full path, no empty name, and no way out of the folder."""
    names = pattern.removesuffix("/").split("/")
    return not {"", ".", ".."} & set(names) and ":" not in names[0] and "\\" not in pattern


def toml_of(path: str) -> tuple[str, Any]:
    """A TOML file as text and as plain data.

    Raises:
        UserError: it cannot be opened, or is not TOML.
    """
    form = _MEND_SHARED if os.path.basename(path) == SHARED_FILE else _FORM  # noqa: PTH119
    data = read_bytes(path, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UserError(f"{path} is too large for settings", f"it may have {MOST_BYTES // 1024} KiB")
    too_deep = UserError(f"{path} is nested too deeply", "settings need two levels")
    if any(row.count(b".") > _MOST_DOTS and _is_deep(row) for row in data.splitlines()):
        raise too_deep
    try:
        text = data.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8 text", "save it again as UTF-8") from None
    except RecursionError:
        raise too_deep from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path} is not TOML: {_reason(error)}", form) from None
    except ValueError:
        raise UserError(f"{path} holds a number that is too long", form) from None


_FORM = 'settings are written as ignore = ["EH402"], or below a line [severity] as EH407 = "note"'
_MEND_SHARED = "mend that file, or leave all settings out with --isolated"
_PATTERN = 'a pattern is written from the folder of the settings, with slashes: "archive/**" or "*-2021.yaml"'


def _is_deep(row: bytes) -> bool:
    """Whether a line has too many dots even without those in its texts and comment."""
    if b'"""' in row or b"'''" in row:
        return True
    return re.sub(rb'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*', b"", row).count(b".") > _MOST_DOTS


def _reason(error: ValueError) -> str:
    """What is wrong and where, the place first."""
    place = re.search(r" ?\(at (line \d+, column \d+|end of document)\)$", text := str(error))
    text = text[: place.start()] if place else text
    said = f"{text[:1].lower()}{text[1:]}"[:200]
    return f"{place.group(1)}: {said}" if place else said


def our_table(data: Any) -> Any:
    """What a Python project's file sets for us, or `None`."""
    tools = data.get("tool")
    return tools.get("ehsg") if isinstance(tools, dict) else None


# What may stand behind a key, as a hint says it.
_HINTS = {
    "severity": 'write a code and its severity on each line: EH407 = "note"',
    "ignore": 'write codes in square brackets: ignore = ["EH402", "EH404"]',
    "paths": 'write [[paths]] on a line of its own, and below it match = "archive/**"',
    "match": _PATTERN,
}


def _worded(kind: str, location: Location, found: Any, path: str) -> UserError:
    """What is wrong in the settings, in our own words."""
    if not location:
        return UserError(f"{path}: tool.ehsg is no table", "write [tool.ehsg] on a line of its own")
    key = short(str(location[-1]))
    if kind == "extra_forbidden":
        known = list((PathPart if location[0] == "paths" else Settings).model_fields)
        guess = did_you_mean(str(location[-1]), known)
        return UserError(
            f"{_place(path, location[:-1])} has the key {key}, which cannot stand there",
            f"did you mean {guess}?" if guess else f"the keys there are {listed(known)}",
        )
    if kind == "missing":
        return UserError(f"{_place(path, location[:-1])} does not say which files it is for", _PATTERN)
    if kind == "literal_error":
        words = listed([f'"{severity.value}"' for severity in Severity], "or")
        return UserError(f"{_place(path, location[:-2])} sets {key} to {short(str(found))}", f"write {words}")
    named = next(str(part) for part in reversed(location) if part in _HINTS)
    place = _place(path, location[: location.index(named)])
    return UserError(f"{place} has a value for {named} that cannot stand there", _HINTS[named])


def _place(path: str, location: Location) -> str:
    """Where in the settings: the file, and which entry of `paths`, counted from 1 as people do."""
    return f"{path}, entry {int(location[1]) + 1} of paths," if len(location) > 1 else path
