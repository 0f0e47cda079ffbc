"""`ehsg validate --fix` and `--diff`: what can be mended unasked is written, or shown."""

import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

from ehsg_cli.errors import UserError
from ehsg_cli.reading import read_bytes
from ehsg_cli.reading.folders import Folders
from ehsg_cli.reading.nearest import Choice
from ehsg_cli.render import lines
from ehsg_cli.render.difference import difference
from ehsg_cli.render.findings import text as as_text
from ehsg_cli.rules.checking import check_data, settings_for
from ehsg_cli.rules.mending import Mended, mend
from ehsg_cli.rules.outcomes import Outcome, outcome_of
from ehsg_cli.wording import counted, listed
from ehsg_cli.writing.files import change_file


class Mender:
    """Mends files of one run, and says on standard error what was mended in which."""

    def __init__(self, choice: Choice) -> None:
        self._folders = Folders()
        self._settings = settings_for(choice)

    def write(self, outcomes: Iterable[Outcome]) -> bool:
        """Mend every file that can be; whether there was any.

        What was said about files before no longer holds then, nor about those that stand beside them.
        """
        written = False
        for outcome in outcomes:
            if is_fixable(outcome):
                _see_that_it_is_a_file(outcome.path)
                data = read_bytes(outcome.path)
                mended = self._mended(outcome.path, data)
                if mended.data != data:
                    change_file(Path(outcome.path), data, mended.data)
                    _say(outcome.path, mended, "Mended")
                    written = True
        return written

    def show(self, outcomes: Iterable[Outcome]) -> bool:
        """Show what would be mended as a diff on standard output; whether there was anything to show."""
        found = False
        for outcome in outcomes:
            if is_fixable(outcome):
                _see_that_it_is_a_file(outcome.path)
                found |= self.show_data(outcome.path, read_bytes(outcome.path))
        return found

    def show_data(self, path: str, data: bytes) -> bool:
        """Show what would be mended in the bytes of a file; whether there was anything to show."""
        mended = self._mended(path, data)
        _to_standard_output(difference(PurePath(path).as_posix(), data, mended.data))
        _say(path, mended, "Would mend")
        return mended.data != data

    def pass_on(self, path: str, data: bytes) -> Outcome:
        """Write the mended bytes of standard input to standard output, and what is left to say beside it."""
        mended = self._mended(path, data)
        _to_standard_output(mended.data)
        _say(path, mended, "Mended")
        outcome = outcome_of(check_data(path, mended.data, self._folders, self._settings))
        as_text.write(outcome, sys.stderr)
        return outcome

    def _mended(self, path: str, data: bytes) -> Mended:
        return mend(
            data, lambda changed: check_data(path, changed, self._folders, self._settings, every=True)
        )


def _see_that_it_is_a_file(path: str) -> None:
    """What another program passes on can be read once only, and that was when it was checked."""
    if not Path(path).is_file():
        raise UserError(
            f"{path} is no ordinary file, and cannot be mended in place",
            "pass its text on: ehsg validate --fix - (with | or < before it)",
        )


def _say(path: str, mended: Mended, verb: str) -> None:
    """Say how many findings of which code were mended."""
    if mended.fixed:
        each = listed([f"{number} {code}" for code, number in mended.fixed.items()])
        findings = counted(sum(mended.fixed.values()), "finding")
        lines.message(f"{verb} {findings} in {path} ({each})")


def is_fixable(outcome: Outcome) -> bool:
    """Whether anything in a file can be mended unasked."""
    return any(finding.replacement is not None for finding in outcome.findings)


def _to_standard_output(data: bytes) -> None:
    """Bytes as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
