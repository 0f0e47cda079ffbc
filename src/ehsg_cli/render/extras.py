"""The parts of this tool that are installed only where somebody asks for them."""

import sys
from collections.abc import Iterable
from typing import NamedTuple

from ehsg_cli.errors import UserError
from ehsg_cli.wording import listed

PACKAGE = "ehsg-cli"


class Need(NamedTuple):
    """What needs an extra: its name in a message, the extra, and the modules that this brings."""

    what: str
    extra: str
    modules: tuple[str, ...]


WORD = Need("Word files", "docx", ("docx", "resvg_py"))
WORKBOOKS = Need("Excel workbooks", "xlsx", ("xlsxwriter",))
PICTURES = Need("pictures as PNG", "docx", ("resvg_py",))


def require(needs: Iterable[Need]) -> None:
    """See that everything is installed that some work needs, before it begins.

    Raises:
        UserError: something is not; all that is missing is named.
    """
    from importlib.util import find_spec

    missing = [need for need in needs if any(find_spec(module) is None for module in need.modules)]
    if missing:
        raise not_installed(*missing)


def not_installed(*needs: Need) -> UserError:
    """What to say where extras are missing: which line installs them, into this Python and no other."""
    what = listed([need.what for need in needs])
    part = "a part of ehsg that is" if len(needs) == 1 else "parts of ehsg that are"
    extras = ",".join(dict.fromkeys(need.extra for need in needs))
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable or "python"
    return UserError(
        f"{what[:1].upper()}{what[1:]} need {part} not installed",
        f'{python} -m pip install "{PACKAGE}[{extras}]", or ".[{extras}]" in the folder of a clone',
    )
