"""Files to bytes."""

import os

from ehsg_cli.document import MAX_BYTES
from ehsg_cli.errors import UserError
from ehsg_cli.wording import short

# Reading one there would wait for the keyboard, or for nothing at all.
_HAS_DEVICES = os.name == "nt"

# A full assessment takes about 40 kB.
_USUAL = 64 * 1024


def read_bytes(path: str, most: int = MAX_BYTES + 1) -> bytes:
    """A file's bytes, at most so many; by default a little more than may be read.

    Raises:
        UserError: it does not exist or cannot be opened.
    """
    if _HAS_DEVICES:
        from ehsg_cli.reading.paths import is_device

        if is_device(path):
            raise UserError(f"{path} is no file: Windows keeps that name for a device", "name a file")
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            # Room for the most that may be read would cost more than reading what nearly every file holds.
            data = piece = file.read(min(most, _USUAL))
            while piece and len(data) < most:
                piece = file.read(min(most - len(data), _USUAL))
                data += piece
            return data
    except FileNotFoundError:
        raise UserError(f"there is no file {path}", "check the name and the folder you are in") from None
    except IsADirectoryError:
        raise UserError(f"{path} is a folder", "name a file in it") from None
    except ValueError:
        raise UserError(f"there is no file {short(path)}", "check its name") from None
    except OSError as error:
        raise UserError(f"cannot open {path}: {error.strerror}", "check that you may read it") from None


def read_lines(path: str, most: int) -> tuple[bytes, bool]:
    """The whole lines among a file's first bytes, and whether they are all of it; errors as above.

    Half a line would be taken for a whole one.
    """
    data = read_bytes(path, most + 1)
    if len(data) <= most:
        return data, True
    return data[: data.rfind(b"\n", 0, most) + 1], False
