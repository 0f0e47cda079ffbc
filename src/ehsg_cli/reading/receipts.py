"""The receipt beside a submitted assessment, from its bytes. Read only where one stands."""

import json
import os
import stat
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from ehsg_cli.assessment.receipts import SCHEMA, Receipt, digest_of
from ehsg_cli.errors import UserError
from ehsg_cli.reading.raw import read_bytes
from ehsg_cli.wording import short

MOST_RECEIPT = 4 * 1024 * 1024
# Behind this key stands the digest of all the others.
CHECK = "check"
_FORMAT, _VERSION = SCHEMA.split("/")


class Found(NamedTuple):
    """What stands where a receipt belongs.

    Attributes:
        place: where that is.
        receipt: what it says; `None` where it is none that can be relied on.
        wrong: why it is none, in a sentence that begins with `it`; empty where it is one.
        data: its bytes; none where it was not read.
        told: all that it says, as plain data.
        another: the name of another file whose receipt it is, where that one stands there and would have its
            receipt in the same place; else empty.
    """

    place: str
    receipt: Receipt | None = None
    wrong: str = ""
    data: bytes = b""
    told: dict[str, Any] = {}  # noqa: RUF012  # never changed
    another: str = ""


def read_receipt(name: str, place: str) -> Found:
    """What stands where the receipt of a file belongs, which has to be an ordinary file as ehsg wrote it.

    Args:
        name: the path of the file.
        place: where its receipt belongs.
    """
    try:
        mode = os.lstat(place).st_mode
        if not stat.S_ISREG(mode):
            return Found(place, wrong=f"it is {_other_than_a_file(mode)}")
        data = read_bytes(place, MOST_RECEIPT + 1)
    except (OSError, ValueError):
        return Found(place, wrong="it cannot be opened")
    except UserError as error:
        return Found(place, wrong=f"it cannot be read: {error.message}")
    if len(data) > MOST_RECEIPT:
        return Found(place, wrong=f"it has more than {MOST_RECEIPT // 1024**2} MiB, which no receipt has")
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return Found(place, wrong="it is no JSON: it may be damaged, or hold an unfinished merge", data=data)
    wrong = _no_receipt(told)
    if wrong:
        return Found(place, wrong=wrong, data=data)
    try:
        receipt = Receipt.model_validate(told)
    except ValidationError:
        return Found(place, wrong="what it says is not what a receipt holds", data=data)
    return Found(place, receipt, data=data, told=told, another=_another(name, receipt.file))


def _no_receipt(told: Any) -> str:
    """Why data is no receipt as ehsg wrote it; empty where nothing speaks against it."""
    schema = told.get("schema") if isinstance(told, dict) else None
    if not isinstance(schema, str) or not schema.startswith(f"{_FORMAT}/"):
        return "it is none that ehsg wrote"
    if schema != SCHEMA:
        return f"it is written as {short(schema)}, and this version of ehsg knows version {_VERSION} only"
    try:
        sound = told.get(CHECK) == digest_of({key: each for key, each in told.items() if key != CHECK})
    except (ValueError, RecursionError):
        sound = False
    return "" if sound else "it was changed since ehsg wrote it"


def _another(name: str, named: str) -> str:
    """The file that a receipt names, where it differs from its file in nothing but its ending."""
    path = Path(name)
    other = path.with_name(path.stem + Path(named).suffix)
    return named if named == other.name != path.name and other.exists() else ""


def _other_than_a_file(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a link, and no file of its own"
    return "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
