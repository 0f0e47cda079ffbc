"""Office files are zip archives of XML: what is changed in one after a library has made it."""

import io
import zipfile

from ehsg_cli import __version__
from ehsg_cli.views.words import MADE_BY

APPLICATION = "docProps/app.xml"
"""Where an Office file names the program that made it: by that, one of ours is known again."""

MOST_BYTES = 20 * 1024 * 1024
"""No Office file that a user gives us is larger, packed or unpacked."""

# The first day that a zip archive can name: no clock has a say in what is written.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def rewritten(data: bytes, replace: dict[str, bytes]) -> bytes:
    """An archive with the contents of some of its files replaced; the same input always gives the same bytes.

    Args:
        data: the archive.
        replace: the new content of files, by their name in it; one that is not there yet is added at the end.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        names = [each.filename for each in old.infolist()]
        for name in (*names, *(name for name in replace if name not in names)):
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # What an archive says of the system it was made on, the same on all of them.
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            new.writestr(entry, replace[name] if name in replace else old.read(name))
    return made.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One file out of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def signed(data: bytes) -> dict[str, bytes]:
    """What to replace in an archive, so that it names this tool as its maker."""
    said = part(data, APPLICATION)
    start, end = b"<Application>", b"</Application>"
    before, _, rest = said.partition(start)
    ours = f"{MADE_BY} {__version__}".encode()
    return {APPLICATION: before + start + ours + end + rest.partition(end)[2]}
