"""How packs lie on disk: a folder named by the guide's id, with one file for each part."""

import re
from functools import lru_cache
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
    try:
        return _found(guide_id, beside)
    except LookupError:
        return None


@lru_cache(maxsize=256)
def _found(guide_id: str, beside: Path | None) -> Pack:
    """What was found is not looked for again; what was not may come to be there, and an error is not kept."""
    if _ID.fullmatch(guide_id):
        for place in _places(beside):
            if (place / guide_id / PARTS["guide"]).is_file():
                return Pack(guide_id, place / guide_id)
    raise LookupError(guide_id)


def _places(beside: Path | None) -> list[Path]:
    own = [folder / _FOLDER for folder in (beside, *beside.parents)] if beside else []
    return [resource(_FOLDER), *own]
