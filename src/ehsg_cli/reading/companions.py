"""What stands beside a file and helps to judge it: found in its folder, or in a folder above."""

import os
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.errors import UserError
from ehsg_cli.reading.files import read_file
from ehsg_cli.reading.folders import ASSESSMENT, PLAN, RESPONSE, Folders, same_area
from ehsg_cli.reading.loaded import Loaded, area_of
from ehsg_cli.reading.names import names_around
from ehsg_cli.reading.packs import load_context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ehsg_cli.assessment.plans import Plan
    from ehsg_cli.assessment.responses import Response
    from ehsg_cli.guide.context import Context
    from ehsg_cli.reading.folders import Folder
    from ehsg_cli.reading.heads import Head, Known
    from ehsg_cli.reading.loaded import AnyContent
    from ehsg_cli.reading.receipts import Found

# So many companions are kept: those of one area are asked for one after another.
_KEPT = 8


class Earlier(NamedTuple):
    """An assessment of an earlier period, and the name of its file."""

    file: str
    said: Assessment


class Around:
    """The files of the same area in a file's folder; each is read when it is asked for."""

    __slots__ = ("_file", "_folders", "_found", "_receipt", "_to_find")

    def __init__(self, file: "Loaded[AnyContent]", folders: Folders) -> None:
        self._file = file
        self._folders = folders
        self._receipt: Found | None = None
        # The earlier assessments that were reached so far, and what finds the others.
        self._found: list[Earlier] = []
        self._to_find: Iterator[Earlier] | None = None

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

    def may_have_earlier(self) -> bool:
        """Whether other assessments stand in the folder, which may be of the area's earlier years.

        It costs next to nothing to know. Where they do, this one is kept, as those of later years ask for it.
        """
        content = self._file.content
        if not isinstance(content, Assessment) or content.period is None:
            return False
        own, folder = os.path.abspath(self._file.name), self._folders.around(self._file.name)  # noqa: PTH100  # as the folder's paths are made
        if not any(folder.has_others(ASSESSMENT, area, own) for area in _same_places(content, folder)):
            return False
        self._folders.keep(own, content if self._file.sound else None)
        return True

    def earlier(self) -> "Iterator[Earlier]":
        """The area's assessments of earlier periods by the same guide, the latest first, each read when it is
        reached.

        Those of a predecessor whose boundaries stayed the same are among them. A draft counts like another;
        where several are of one time, the one that is agreed or submitted does. Where it is in doubt which
        one counts, or that one is not sound, nothing before it is told either: what followed on what would
        be a guess.
        """
        place = 0
        while place < len(self._found) or self._finds_another():
            yield self._found[place]
            place += 1

    def _finds_another(self) -> bool:
        if self._to_find is None:
            self._to_find = self._earlier()
        another = next(self._to_find, None)
        if another is not None:
            self._found.append(another)
        return another is not None

    def _earlier(self) -> "Iterator[Earlier]":
        content, guide = self._file.content, self._file.guide
        if guide is None or not isinstance(content, Assessment) or not self.may_have_earlier():
            return
        assert content.period is not None
        from ehsg_cli.assessment.periods import period_end
        from ehsg_cli.reading.heads import known_of, times_before

        folder = self._folders.around(self._file.name)
        among = [known_of(folder, ASSESSMENT, area, guide.id) for area in _same_places(content, folder)]
        for heads in times_before(period_end(content.period), among):
            ours = [head for head in heads if head.guide == guide.id]
            found = [Earlier(head.path, said) for head in ours if (said := self._said(head.path)) is not None]
            if len(found) < len(ours):
                return
            found = [each for each in found if _same_place(each.said, content)]
            counting = found if len(found) < 2 else [each for each in found if each.said.final]
            if len(counting) > 1 or (found and not counting):
                return
            yield from counting

    def _said(self, path: str) -> Assessment | None:
        return self._folders.said(path, self._read_said)

    def _read_said(self, path: str) -> Assessment | None:
        try:
            loaded = read_file(path, self._folders)
        except UserError:  # it went away, or may not be read
            return None
        return loaded.content if loaded.sound and isinstance(loaded.content, Assessment) else None

    def assessment(self) -> Assessment | None:
        """The area's latest assessment, where it is sound and there is no doubt which it is."""
        known = self._known(ASSESSMENT)
        loaded = self._read(known.latest) if known is not None and known.latest is not None else None
        if loaded is None or loaded.findings or not isinstance(loaded.content, Assessment):
            return None
        return loaded.content

    def has_receipt(self) -> bool:
        """Whether something stands where the receipt of this file belongs; one look at the disk."""
        try:
            os.lstat(receipt_place(self._file.name))
        except (OSError, ValueError):
            return False
        return True

    def receipt(self) -> "Found":
        """What stands where the receipt of this file belongs."""
        if self._receipt is None:
            from ehsg_cli.reading.receipts import read_receipt

            self._receipt = read_receipt(self._file.name, receipt_place(self._file.name))
        return self._receipt

    @property
    def sound(self) -> bool:
        """Whether all of this file could be read, so that what it does not say is not in it."""
        return self._file.sound

    def context(self) -> "Context | None":
        """What surrounds the self-assessment in the guide that the file names."""
        if self._file.guide is None:
            return None
        return load_context(self._file.guide.id, self._file.folder)

    def _known(self, kind: str) -> "Known | None":
        guide = self._file.guide
        about = area_of(self._file.content)
        area = None if about is None else same_area(about.name)
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


def _same_places(assessment: Assessment, folder: "Folder") -> tuple[str, ...]:
    """The names, as they are compared, of the area and of those predecessors that are the same place."""
    named = [same_area(assessment.area.name)]
    for each in assessment.area.predecessors:
        if each is not None and each.boundaries == "same":
            named.append(same_area(each.name))
            if each.name is None and each.code is not None:
                from ehsg_cli.reading.heads import names_of_code

                named += names_of_code(folder, ASSESSMENT, each.code)
    return tuple(dict.fromkeys(name for name in named if name is not None))


def _same_place(earlier: Assessment, assessment: Assessment) -> bool:
    """Whether an area that has one of those names is the same place: another code can say that it is not."""
    from ehsg_cli.reading.kinship import kinship

    kin = kinship(earlier, assessment)
    return kin.relation == "same" or (kin.relation == "predecessor" and kin.boundaries == "same")


class Companions(NamedTuple):
    """What stands beside a file.

    Attributes:
        names: names of people, from a local `.ehsg/names.txt`, that no text should hold.
        around: the area's other files, and the guide's surroundings; `None` for bytes that stand nowhere.
    """

    names: tuple[str, ...] = ()
    around: Around | None = None


ALONE = Companions()


def receipt_place(name: str) -> str:
    """Where the receipt of a file belongs: beside it, under its name without the ending."""
    return f"{os.path.splitext(name)[0]}.receipt.json"  # noqa: PTH122  # asked for every assessment


def companions_of(loaded: "Loaded[AnyContent]", folders: Folders | None = None) -> Companions:
    """What stands beside a file.

    Args:
        loaded: the file.
        folders: what this run knows of its folders already, so that none is looked through twice.
    """
    folders = folders or Folders()
    return Companions(names_around(loaded.folder, folders.names), Around(loaded, folders))
