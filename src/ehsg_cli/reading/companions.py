"""What stands beside a file and helps to judge it: found in its folder, or in a folder above."""

import os
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.errors import UserError
from ehsg_cli.reading.files import read_file
from ehsg_cli.reading.folders import ASSESSMENT, PLAN, RESPONSE, Folders, same_area
from ehsg_cli.reading.loaded import Loaded
from ehsg_cli.reading.names import names_around
from ehsg_cli.reading.packs import load_context

if TYPE_CHECKING:
    from ehsg_cli.assessment.plans import Plan
    from ehsg_cli.assessment.responses import Response
    from ehsg_cli.guide.context import Context
    from ehsg_cli.reading.heads import Head, Known
    from ehsg_cli.reading.loaded import AnyContent

# So many companions are kept: those of one area are asked for one after another.
_KEPT = 8


class Around:
    """The files of the same area in a file's folder; each is read when it is asked for."""

    __slots__ = ("_file", "_folders")

    def __init__(self, file: "Loaded[AnyContent]", folders: Folders) -> None:
        self._file = file
        self._folders = folders

    def plans(self) -> "list[Loaded[Plan]]":
        """The area's plans."""
        known = self._known(PLAN)
        if known is None:
            return []
        from ehsg_cli.assessment.plans import Plan

        return [
            loaded  # type: ignore[misc]  # its content is a plan's
            for head in known.heads
            if (loaded := self._read(head)) is not None and isinstance(loaded.content, Plan)
        ]

    def broken_plans(self) -> "list[Loaded[AnyContent]]":
        """The area's plans that nothing but their beginning could be read of."""
        known = self._known(PLAN)
        read = [self._read(head) for head in known.heads] if known is not None else []
        return [loaded for loaded in read if loaded is not None and loaded.content is None]

    def has_plans(self) -> bool:
        """Whether there is a plan of the area, which costs less to know than what it says."""
        known = self._known(PLAN)
        return known is not None and bool(known.heads)

    def responses(self) -> "list[Loaded[Response]]":
        """What partners answered to the same guide for the same period; broken ones without content."""
        known, content = self._known(RESPONSE), self._file.content
        if known is None or not isinstance(content, Assessment):
            return []
        return [
            loaded  # type: ignore[misc]  # its content is a response's
            for head in known.heads
            if head.guide == content.guide
            and head.period == content.period
            and (loaded := self._read(head)) is not None
            and loaded.kind == RESPONSE
        ]

    def has_later_assessment(self) -> bool:
        """Whether an assessment of the area stands for a later period than this one, or may do so."""
        known, content = self._known(ASSESSMENT), self._file.content
        if known is None:
            return False
        if isinstance(content, Assessment) and content.period and known.last_end is not None:
            from ehsg_cli.assessment.periods import period_end

            return known.last_end > period_end(content.period)
        own = os.path.abspath(self._file.name)  # noqa: PTH100  # as the folder's paths are made
        return any(head.path != own for head in known.heads)

    def assessment(self) -> Assessment | None:
        """The area's latest assessment, where it is sound and there is no doubt which it is."""
        known = self._known(ASSESSMENT)
        loaded = self._read(known.latest) if known is not None and known.latest is not None else None
        if loaded is None or loaded.findings or not isinstance(loaded.content, Assessment):
            return None
        return loaded.content

    def context(self) -> "Context | None":
        """What surrounds the self-assessment in the guide that the file names."""
        if self._file.guide is None:
            return None
        return load_context(self._file.guide.id, self._file.folder)

    def _known(self, kind: str) -> "Known | None":
        content, guide = self._file.content, self._file.guide
        area = None if content is None or isinstance(content, Thresholds) else same_area(content.area.name)
        folder = self._folders.around(self._file.name)
        if area is None or not folder.has(kind, area):
            return None
        from ehsg_cli.reading.heads import known_of

        return known_of(folder, kind, area, guide.id if guide else None)

    def _read(self, head: "Head") -> "Loaded[AnyContent] | None":
        kept = self._folders.kept
        if head.path not in kept:
            if len(kept) >= _KEPT:
                kept.clear()
            try:
                kept[head.path] = read_file(head.path, self._folders)
            except UserError:  # it went away, or may not be read: then it is no companion
                kept[head.path] = None
        return kept[head.path]


class Companions(NamedTuple):
    """What stands beside a file.

    Attributes:
        names: names of people, from a local `.ehsg/names.txt`, that no text should hold.
        around: the area's other files, and the guide's surroundings; `None` for bytes that stand nowhere.
    """

    names: tuple[str, ...] = ()
    around: Around | None = None


ALONE = Companions()


def companions_of(loaded: "Loaded[AnyContent]", folders: Folders | None = None) -> Companions:
    """What stands beside a file.

    Args:
        loaded: the file.
        folders: what this run knows of its folders already, so that none is looked through twice.
    """
    folders = folders or Folders()
    return Companions(names_around(loaded.folder, folders.names), Around(loaded, folders))
