"""What stands beside a file and helps to judge it: found in its folder, or in a folder above."""

from typing import NamedTuple

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.reading.loaded import Loaded


class Companions(NamedTuple):
    """What stands beside a file.

    Attributes:
        names: names of people, from a local `.ehsg/names.txt`, that no text should hold.
    """

    names: tuple[str, ...] = ()


ALONE = Companions()


def companions_of(loaded: Loaded[Assessment | Thresholds]) -> Companions:
    """What stands beside a file; what its folder holds is read once."""
    return ALONE
