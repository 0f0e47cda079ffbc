"""`ehsg submit`."""

import codecs
import contextlib
import datetime
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from ehsg_cli.assessment import Assessment
from ehsg_cli.cli import options
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.cli.output import settings_choice
from ehsg_cli.cli.validate import FailOn
from ehsg_cli.compare.receipts import differences, of_another
from ehsg_cli.diagnostics import Severity
from ehsg_cli.document.values import with_values
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import read_bytes, read_data
from ehsg_cli.reading.companions import receipt_place
from ehsg_cli.reading.folders import Folders
from ehsg_cli.reading.kinship import NO_NAME
from ehsg_cli.reading.loaded import Loaded
from ehsg_cli.reading.nearest import SettingsLookup
from ehsg_cli.reading.receipts import MOST_RECEIPT, Found, read_receipt
from ehsg_cli.render import lines
from ehsg_cli.render.findings import text as as_text
from ehsg_cli.render.machine import to_text
from ehsg_cli.render.receipts import receipt as receipt_of
from ehsg_cli.rules.checking import check_loaded, settings_for
from ehsg_cli.rules.outcomes import Checked, outcome_of
from ehsg_cli.rules.receipts import CODES, not_as_submitted
from ehsg_cli.views.findings import closing_line
from ehsg_cli.wording import as_named, counted, listed
from ehsg_cli.writing.receipts import write_submission

if TYPE_CHECKING:
    from ehsg_cli.reading.loaded import AnyContent

_SUBMITTED = "submitted"
# Where a key that is missing is put: behind the first of these that can be found.
_BEHIND = {"status": ("period", "guide", "ehsg"), "submitted": ("status",)}
# So many differences are told one by one.
_MOST_TOLD = 20


class _File(NamedTuple):
    """The file that is to be submitted."""

    name: str
    loaded: "Loaded[AnyContent]"
    content: Assessment
    guide: Guide
    folders: Folders

    @property
    def place(self) -> str:
        return receipt_place(self.name)

    def as_submitted(self, on: datetime.date) -> Assessment:
        """What the file says once it is submitted."""
        return self.content.model_copy(update={"status": _SUBMITTED, "submitted": on})


def submit(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An assessment.", show_default=False)],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day it was sent; else that in the file, or today."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Submit anew what was changed since; the old receipt is kept.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Say what would be done, and write nothing.")
    ] = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The severity from which it is not submitted.")
    ] = FailOn.ERROR,
    config: options.Config = None,
    isolated: options.Isolated = False,
) -> None:
    """Submit an assessment: check it, set its status and date, and write a receipt beside it.

    From then on `ehsg validate` warns when the file no longer says what was submitted. Nothing is sent
    anywhere. An error that the file would have once it is submitted keeps it from being so.

    \b
    Examples:
      ehsg submit area.yaml --on 2022-07-29
      ehsg submit area.yaml --on 2022-07-29 --check
      ehsg submit area.yaml --on 2022-09-01 --again
    """
    settings = settings_for(settings_choice(config, isolated=isolated))
    day = _day(on) if on is not None else None
    opened = _opened(file, settings)
    found = _standing(opened)
    date = _date(opened, found, day, again=again)
    _see_that_the_day_has_come(opened, date, day)
    submission = opened.as_submitted(date)
    what = _what_differs(found, submission, opened.guide)
    if found is not None and not what and opened.content == submission:
        lines.message(f"{file} was submitted on {date.isoformat()} already, and is what was submitted then")
        return
    checked = _checked(opened, submission, settings, fail_on)
    if found is not None and what and not again:
        _refuse(opened, found, what)
    counts = Counter(finding.severity for finding in checked.findings)
    after = _stamped(opened, submission)
    # What was begun and not ended, or went back to a draft and was not changed, has its receipt.
    receipt = _receipt(opened, submission, counts, found) if found is None or what else found.data
    if not check:
        standing = found.data if found is not None else None
        write_submission(Path(file), opened.loaded.data, after, Path(opened.place), receipt, standing)
    _say(opened, date, counts, "Would submit" if check else "Submitted")


def _day(given: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or day.isoformat() != given:
        raise UserError(f"{given} is not a date", "write year, month and day, such as --on 2022-07-29")
    return day


def _opened(file: str, settings: SettingsLookup) -> _File:
    """The assessment; where not all of it can be read the command ends with what is wrong."""
    path = Path(file)
    if os.path.exists(file) and not path.is_file() and not path.is_dir():  # noqa: PTH110  # any text
        raise UserError(f"{file} is no ordinary file, and cannot be changed in place", "name a file")
    folders = Folders()
    loaded = read_data(file, read_bytes(file), folders)
    content = loaded.content
    if content is not None and not isinstance(content, Assessment):
        raise UserError(f"{file} is no assessment: it says `ehsg: {loaded.kind}`", "name an assessment")
    if content is None or loaded.guide is None or not loaded.sound:
        _end_with(check_loaded(loaded, folders, settings))
    return _File(file, loaded, content, loaded.guide, folders)


def _standing(opened: _File) -> Found | None:
    """The receipt beside the file, `None` where there is none.

    Raises:
        UserError: what stands there is no receipt of this file, and is not written over.
    """
    if not os.path.lexists(opened.place):
        return None
    found = read_receipt(opened.name, opened.place)
    if found.receipt is None:
        raise UserError(
            f"{found.place} is no receipt that can be relied on: {found.wrong}",
            "restore it from git, or move it away; it is not written over",
        )
    whose = found.another or of_another(found.receipt, opened.content, opened.guide)
    if whose:
        raise UserError(
            f"{found.place} is the receipt of {whose}, and not of this file",
            "move it to the file it belongs to, or give this file another name; it is not written over",
        )
    return found


def _date(opened: _File, found: Found | None, day: datetime.date | None, *, again: bool) -> datetime.date:
    """The day of the submission: as given, else as it stands in the file, else that of a receipt that says
    the same but for the day, else today.

    Raises:
        UserError: it was submitted before, or is anew, and nobody says when.
    """
    given = day or opened.content.submitted
    if given is not None:
        if again and day is None:
            _see_that_the_day_is_new(opened, found, given)
        return given
    if found is not None and found.receipt is not None:
        date = found.receipt.submitted
        if not (again and _what_differs(found, opened.as_submitted(date), opened.guide)):
            return date
    if opened.content.status == _SUBMITTED and found is None:
        # It was sent on some other day, and only its senders know on which.
        raise UserError(
            f"{opened.name} says that it was submitted, and not when", "add the day, such as --on 2022-07-29"
        )
    return _today()


def _see_that_the_day_is_new(opened: _File, found: Found | None, given: datetime.date) -> None:
    """What is sent anew bears in the file the day on which it was first sent, until another is given.

    Raises:
        UserError: it does.
    """
    receipt = found.receipt if found is not None else None
    if receipt is None or receipt.submitted != given:
        return
    if _what_differs(found, opened.as_submitted(given), opened.guide):
        raise UserError(
            f"{opened.name} has the day on which it was submitted before, {given.isoformat()}",
            f"add the day on which it is sent anew, such as --on {_today().isoformat()}",
        )


def _see_that_the_day_has_come(opened: _File, date: datetime.date, given: datetime.date | None) -> None:
    """See that nothing is said to have been sent on a day after today.

    Raises:
        UserError: it is.
    """
    today = _today()
    if date <= today:
        return
    instead = (
        f"such as --on {today.isoformat()}"
        if given is not None
        else f"behind `submitted` in {opened.name}, or with --on"
    )
    raise UserError(
        f"{date.isoformat()} is still to come, so nothing was sent on it",
        f"give the day on which it was sent, {instead}",
    )


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def _what_differs(found: Found | None, submission: Assessment, guide: Guide) -> tuple[str, ...]:
    receipt = found.receipt if found is not None else None
    if receipt is None:
        return ()
    what = differences(receipt, submission, guide)
    return tuple(not_as_submitted(each, receipt, submission, guide) for each in what)


def _checked(opened: _File, submission: Assessment, settings: SettingsLookup, fail_on: FailOn) -> Checked:
    """What there is to say of the file as it would be; where that keeps it back, the command ends with it.

    Places are those in the file as it is. What is said of a receipt is said by this command itself.
    """
    checked = check_loaded(opened.loaded._replace(content=submission), opened.folders, settings)
    checked = checked._replace(findings=tuple(f for f in checked.findings if f.code not in CODES))
    if checked.count(Severity.ERROR) or fail_on.fails(Counter(f.severity for f in checked.findings)):
        _end_with(checked)
    return checked


def _end_with(checked: Checked) -> NoReturn:
    as_text.write(outcome_of(checked), sys.stderr)
    lines.message(closing_line(1, Counter(f.severity for f in checked.findings)))
    lines.message(f"{checked.file.name} is not submitted, and nothing was written")
    raise typer.Exit(FOUND)


def _refuse(opened: _File, found: Found, what: tuple[str, ...]) -> NoReturn:
    """Say what is not as it was submitted, and end."""
    for each in what[:_MOST_TOLD]:
        lines.message(f"{opened.name}: {each}")
    if len(what) > _MOST_TOLD:
        lines.message(f"{opened.name}: and {len(what) - _MOST_TOLD} more differences")
    day = found.receipt.submitted.isoformat() if found.receipt else ""
    lines.error(
        f"{opened.name} was submitted on {day}, and is no longer what was submitted then",
        "put back what was submitted; or submit it anew with --again and --on DATE",
    )
    raise typer.Exit(FOUND)


def _stamped(opened: _File, submission: Assessment) -> bytes:
    """The bytes of the file with its status and date.

    Raises:
        UserError: the file is written in a way that this cannot be done in without changing anything else.
    """
    content, data, document = opened.content, opened.loaded.data, opened.loaded.document
    values: dict[str, str] = {}
    if content.status != submission.status:
        values["status"] = submission.status
    if content.submitted != submission.submitted and submission.submitted is not None:
        values["submitted"] = submission.submitted.isoformat()
    if not values or document is None:
        return data
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    with contextlib.suppress(ValueError):
        after = mark + with_values(document, values, _BEHIND).encode()
        if mark + document.text.encode() == data and _says(opened, after, submission):
            return after
    by_hand = listed([f"`{key}: {value}`" for key, value in values.items()])
    raise UserError(
        f"{opened.name} is written in a way that its status and date cannot be set in unasked",
        f"write {by_hand} in it, each on a line of its own, and run the command again",
    )


def _says(opened: _File, after: bytes, submission: Assessment) -> bool:
    """Whether bytes are read as what is to be submitted, and as nothing else."""
    read = read_data(opened.name, after, opened.folders)
    return read.content == submission and len(read.findings) == len(opened.loaded.findings)


def _receipt(
    opened: _File, submission: Assessment, counts: "Counter[Severity]", before: Found | None
) -> bytes:
    data = receipt_of(
        submission,
        opened.guide,
        Path(opened.name).name,
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        before=before.told if before is not None else None,
    )
    text = to_text(data).encode()
    if len(text) > MOST_RECEIPT:
        raise UserError(
            f"{opened.place} has no room for one more submission", "keep it in another folder, and run again"
        )
    return text


def _say(opened: _File, date: datetime.date, counts: "Counter[Severity]", verb: str) -> None:
    whose = f"{as_named(opened.content.area.name or NO_NAME)} for {opened.content.period}"
    lines.message(f"{verb} {opened.name} ({whose}) on {date.isoformat()}, with the receipt {opened.place}")
    told = [counted(counts[each], each.value) for each in Severity if counts[each]]
    if told:
        lines.message(f"{listed(told)} accepted; `ehsg validate {opened.name}` shows what was said")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(submit)
