"""A file and the receipt of its submission, so that neither is lost where the other cannot be written."""

import contextlib
from pathlib import Path

from ehsg_cli.errors import UserError
from ehsg_cli.writing.files import change_file, write_file

_BY_HAND = "see that it can be written, and run the command again"


def write_submission(
    file: Path, before: bytes, after: bytes, place: Path, receipt: bytes, standing: bytes | None
) -> None:
    """Write a receipt, then the file it is of, each whole or not at all.

    In this order a power cut between the two shows: a receipt stands beside a file that is no submission yet,
    which `ehsg validate` tells, and submitting again ends what was begun. Where the file cannot be written,
    what stood in the receipt's place is put back.

    Args:
        file: the assessment.
        before: its bytes as they were read.
        after: those it shall have; the same ones where it has nothing to be changed.
        place: where the receipt belongs.
        receipt: its bytes.
        standing: the bytes of the receipt that stands there; `None` where there is none.

    Raises:
        UserError: one of them cannot be written, or was changed meanwhile; then both are as they were.
    """
    if standing is None:
        write_file(place, receipt, remake=False, elsewhere=_BY_HAND)
    elif standing != receipt:
        change_file(place, standing, receipt, elsewhere=_BY_HAND)
    try:
        if after != before:
            change_file(file, before, after, elsewhere=_BY_HAND)
        elif file.read_bytes() != before:
            raise UserError(f"{file} was changed by another program meanwhile", "run the command again")
    except BaseException:
        with contextlib.suppress(OSError, UserError):
            if standing is None:
                place.unlink()
            elif standing != receipt:
                change_file(place, receipt, standing, elsewhere=_BY_HAND)
        raise
