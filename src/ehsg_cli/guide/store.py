"""How packs lie on disk: a folder named by the guide's id, with one file for each part."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ehsg_cli.resources import resource

# Part to file name. `context` is apart because only what is shown needs it.
PARTS = {
    "guide": "guide.yaml",
    "descriptors": "descriptors.yaml",
    "rules": "rules.yaml",
    "context": "context.yaml",
}
_ID = re.compile(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")
_FOLDER = "guide"


class Pack(NamedTuple):
    """A folder that holds a guide pack."""

    id: str
    folder: Path

    def file(self, part: str) -> Path:
        """The file of one part."""
        return self.folder / PARTS[part]


def family_of(guide_id: str) -> str:
    """The guide that an edition is of: its id without what stands behind the last hyphen."""
    return guide_id.rpartition("-")[0]


def list_packs(beside: Path | None = None) -> list[Pack]:
    """Every pack that can be used, by id: those that come with ehsg, then a partnership's own.

    Args:
        beside: the folder of the file that names a guide. A partnership keeps a pack of its own in
            `guide/` there or in a folder above it; the packs that come with ehsg cannot be replaced.
    """
    packs: dict[str, Pack] = {}
    for place in _places(beside):
        try:
            folders = sorted(place.iterdir())
        except OSError:  # there is none, or it is none of ours to read
            continue
        for folder in folders:
            if _ID.fullmatch(folder.name) and (folder / PARTS["guide"]).is_file():
                packs.setdefault(folder.name, Pack(folder.name, folder))
    return [packs[id] for id in sorted(packs)]


def find_pack(guide_id: str, beside: Path | None = None) -> Pack | None:
    """The pack of that id, or `None`. An id that is no plain name is looked for nowhere."""
    pack = _that_come_with_ehsg().get(guide_id)
    if pack is None and beside is not None and _ID.fullmatch(guide_id):
        for folder in (beside, *beside.parents):
            own = Pack(guide_id, folder / _FOLDER / guide_id)
            if own.file("guide").is_file():
                return own
    return pack


@cache
def _that_come_with_ehsg() -> dict[str, Pack]:
    """These stay as they are for as long as ehsg runs; a partnership's own are looked for each time."""
    return {pack.id: pack for pack in list_packs()}


def comes_with_ehsg(pack: Pack) -> bool:
    """Whether it is no pack of a partnership's own."""
    return _that_come_with_ehsg().get(pack.id) == pack


def _places(beside: Path | None) -> list[Path]:
    own = [folder / _FOLDER for folder in (beside, *beside.parents)] if beside else []
    return [resource(_FOLDER), *own]
