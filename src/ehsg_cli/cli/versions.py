"""Versions of an assessment: what an argument of the command line names, a file or a file at a revision."""

import os
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.cli.output import end_with_findings, only_plan, plan_from, say_what_stands_against, severities
from ehsg_cli.diagnostics import Pointer, Severity
from ehsg_cli.document import MAX_BYTES, Scalar
from ehsg_cli.document.nodes import node_at
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import read_bytes, read_data
from ehsg_cli.reading.companions import ALONE, Around
from ehsg_cli.reading.folders import PLAN, Folders, same_area
from ehsg_cli.reading.nearest import SettingsLookup
from ehsg_cli.reading.paths import from_here
from ehsg_cli.render import lines
from ehsg_cli.rules import check
from ehsg_cli.rules.checking import check_data
from ehsg_cli.rules.outcomes import Checked

if TYPE_CHECKING:
    from ehsg_cli.assessment.plans import Plan
    from ehsg_cli.git import Kept
    from ehsg_cli.reading.loaded import AnyContent, Loaded

_COMMITTED = "HEAD"
_ENDINGS = (".yaml", ".yml")


class Version(NamedTuple):
    """A file as it is, or as it was at a revision.

    Attributes:
        name: as the user wrote it.
        place: where it stands, or would stand in the work tree.
        data: its bytes.
        kept: what git says of it; `None` for a file as it is.
    """

    name: str
    place: str
    data: bytes
    kept: "Kept | None" = None

    @property
    def revision(self) -> str | None:
        """The full name of the commit, where it is a version from git."""
        return self.kept.commit if self.kept is not None else None


def pair(old: str, new: str | None) -> tuple[Version, Version]:
    """The two versions to compare; of one argument, what is committed and the file as it is.

    Raises:
        UserError: there is no such file, no such revision, or git does not answer.
    """
    if new is not None:
        return version_of(old), version_of(new)
    if os.path.exists(old) or revision_in(old) is None:  # noqa: PTH110
        later = version_of(old)
        return committed(old), later
    earlier = version_of(old)
    name = from_here(earlier.place)
    return earlier, Version(name, earlier.place, read_bytes(earlier.place))


def version_of(argument: str) -> Version:
    """What an argument names: a file that is there, or else a revision and a path in the repository here.

    Raises:
        UserError: as for `pair`.
    """
    asked = None if os.path.exists(argument) else revision_in(argument)  # noqa: PTH110
    if asked is None:
        return Version(argument, argument, read_bytes(argument))
    from ehsg_cli.git import read_at

    revision, path = asked
    if not revision:
        raise UserError(
            f"{argument} names no file, and no revision before its colon", f"such as {_such_as(path)}"
        )
    kept = read_at(revision, path, ".", MAX_BYTES)
    return Version(argument, kept.place, kept.data, kept)


def _such_as(path: str) -> str:
    """How a revision is named: with the path that was meant, where what was written is one."""
    plain = path[:1].isalnum() and path.endswith(_ENDINGS) and ":" not in path
    return f"{_COMMITTED}:{path if plain else 'path/from/the/top.yaml'}"


def committed(file: str) -> Version:
    """What is committed of a file, found through git from the folder that the file stands in.

    Raises:
        UserError: as for `pair`.
    """
    from ehsg_cli.git import NotKept, read_at

    folder, name = os.path.split(file)
    try:
        kept = read_at(_COMMITTED, f"./{name}", folder or ".", MAX_BYTES)
    except NotKept as reason:
        if reason.why == "no-repository":
            raise UserError(
                f"{file} is in no git repository, so there is no committed version to compare it with",
                "name two files, the earlier one first",
            ) from None
        if reason.why in ("no-file", "no-commit"):
            raise UserError(
                f"{file} is not committed yet, so there is no earlier version of it",
                "commit it, or name two files, the earlier one first",
            ) from None
        raise
    return Version(f"{_COMMITTED}:{kept.path}", kept.place, kept.data, kept)


def revision_in(argument: str, path: ModuleType = os.path) -> tuple[str, str] | None:
    """The revision and the path that an argument names as git does, `None` where it names none.

    Args:
        argument: such as `main~1:areas/x.yaml`.
        path: how the system writes paths, `ntpath` for Windows.
    """
    drive, _ = path.splitdrive(argument)
    if drive or (argument[1:3] == ":\\" and argument[0].isalpha()):
        return None
    depth = 0
    for at, character in enumerate(argument):
        # A date or words to search for may have colons, in braces.
        depth += (character == "{") - (character == "}")
        if character == ":" and depth <= 0:
            return argument[:at], argument[at + 1 :].replace(path.sep, "/")
    return None


class Opened(NamedTuple):
    """A version as read."""

    version: Version
    assessment: Assessment
    guide: Guide
    checked: Checked


def open_version(version: Version, folders: Folders, settings: SettingsLookup) -> Opened:
    """An assessment to compare. What stands against it is counted on standard error.

    One that cannot be read ends the command with its findings and exit code 1.

    Raises:
        UserError: it is no assessment.
    """
    checked = _checked(version, folders, settings)
    content, guide = checked.file.content, checked.file.guide
    if isinstance(content, Assessment) and guide is not None:
        _say_what_stands_against(version, checked)
        return Opened(version, content, guide, checked)
    if content is not None:
        raise UserError(
            f"{version.name} is no assessment: it says `ehsg: {checked.file.kind}`", "name an assessment"
        )
    end_with_findings(checked)


def _checked(
    version: Version, folders: Folders, settings: SettingsLookup, guide: Guide | None = None
) -> Checked:
    """What there is to say of a version, under the name that the user gave it."""
    if version.kept is None:
        return check_data(version.place, version.data, folders, settings, guide=guide)
    loaded = read_data(version.place, version.data, folders, guide)
    in_force = settings.of(version.place)
    # What stands beside it in the work tree today stood there otherwise then.
    findings = check(loaded, ALONE, in_force)
    return Checked(loaded._replace(name=version.name), findings, in_force)


def _say_what_stands_against(version: Version, checked: Checked) -> None:
    if not checked.findings:
        return
    told = f"{version.name}: {severities((checked,))} against this version"
    if version.kept is not None:
        # The same bytes in the work tree may have more said of them, by what stands beside them.
        told += " (looked at by itself)"
    if checked.count(Severity.ERROR):
        told += "; it is compared as far as it can be"
    if version.kept is None:
        told += f"; `ehsg validate {version.name}` shows them"
    lines.message(told)


def plan_named(argument: str, opened: Opened, folders: Folders, settings: SettingsLookup) -> "Plan":
    """The plan that an argument names, for a version; errors as for `cli.output.open_plan`."""
    version = version_of(argument)
    plan, checked, lent = plan_from(
        lambda lent: _checked(version, folders, settings, lent),
        version.name,
        opened.assessment,
        opened.guide,
    )
    if version.kept is None:
        say_what_stands_against(checked, lent)
    else:
        _say_what_stands_against(version, checked)
    return plan


def plan_beside(opened: Opened, folders: Folders, option: str) -> "tuple[Plan, str] | None":
    """The area's plan that stands beside a version, with its place; beside one from git, at its revision.

    Args:
        opened: the version.
        folders: what this run knows of its folders already.
        option: by which another plan is named.

    Returns:
        `None` where there is no plan, or more than one, or none by the same guide; that is said.
    """
    version = opened.version
    found = _plans_at_revision(opened, folders) if version.kept else _plans_in_folder(opened, folders)
    only = only_plan(
        found,
        version.name,
        opened.assessment,
        opened.guide,
        folders,
        shown=lambda each: from_here(each.name),
        option=option,
        on_disk=version.kept is None,
    )
    if only is None:
        return None
    plan, loaded, _ = only
    return plan, loaded.name if version.kept is None else ""


def _plans_in_folder(opened: Opened, folders: Folders) -> "list[Loaded[AnyContent]]":
    around = Around(opened.checked.file, folders)
    return [*around.plans(), *around.broken_plans()]


def _plans_at_revision(opened: Opened, folders: Folders) -> "list[Loaded[AnyContent]]":
    """The area's plans that stood in a version's folder when it was committed."""
    from ehsg_cli.git import beside_at
    from ehsg_cli.reading.ours import kind_of

    kept, area = opened.version.kept, same_area(opened.assessment.area.name)
    if kept is None or area is None:
        return []
    found = []
    for each in beside_at(kept, _ENDINGS, MAX_BYTES):
        if Path(each.path).name.startswith(".") or kind_of(each.data) != PLAN:
            continue
        loaded = read_data(each.place, each.data, folders)
        named = node_at(loaded.document.root, Pointer(("area", "name"))) if loaded.document else None
        if isinstance(named, Scalar) and same_area(named.text) == area:
            found.append(loaded)
    return found
