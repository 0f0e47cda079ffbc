"""`ehsg validate --fix` and `--diff`: what can be mended unasked is written, or shown."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from ehsg_cli.reading import read_bytes
from ehsg_cli.reading.folders import Folders
from ehsg_cli.reading.nearest import Choice
from ehsg_cli.render import lines
from ehsg_cli.render.difference import difference
from ehsg_cli.render.findings import text as as_text
from ehsg_cli.rules.checking import check_data, settings_for
from ehsg_cli.rules.mending import Mended, mend
from ehsg_cli.rules.outcomes import Checked, Outcome, outcome_of
from ehsg_cli.views import words
from ehsg_cli.wording import counted, listed
from ehsg_cli.writing.files import change_file


class Mender:
    """Mends files of one run, and says on standard error what was mended in which."""

    def __init__(self, choice: Choice) -> None:
        self._folders = Folders()
        self._settings = settings_for(choice)

    def written(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Outcomes as they come; a file that can be mended is, and its outcome is what is left to say."""
        for outcome in outcomes:
            yield self._written(outcome) if is_fixable(outcome) else outcome

    def _written(self, outcome: Outcome) -> Outcome:
        data = read_bytes(outcome.path)
        mended = self.mended(outcome.path, data)
        if mended.data != data:
            change_file(Path(outcome.path), data, mended.data)
        self.say(outcome.path, mended, "Mended")
        return self._left(outcome.path, mended)

    def shown(self, outcomes: Iterable[Outcome]) -> bool:
        """Show what would be mended as a diff on standard output; whether there was anything to show."""
        found = False
        for outcome in outcomes:
            if is_fixable(outcome):
                found |= self.show(outcome.path, read_bytes(outcome.path))
        return found

    def show(self, path: str, data: bytes) -> bool:
        """Show what would be mended in the bytes of a file; whether there was anything to show."""
        mended = self.mended(path, data)
        to_standard_output(difference(PurePath(path).as_posix(), data, mended.data))
        self.say(path, mended, "Would mend")
        return mended.data != data

    def passed_on(self, path: str, data: bytes) -> Outcome:
        """Write the mended bytes of standard input to standard output, and what is left to say beside it."""
        mended = self.mended(path, data)
        to_standard_output(mended.data)
        self.say(path, mended, "Mended")
        outcome = self._left(path, mended)
        as_text.write(outcome, sys.stderr)
        return outcome

    def mended(self, path: str, data: bytes) -> Mended:
        """The bytes of a file with everything mended that can be."""
        return mend(data, lambda changed: self._check(path, changed, every=True))

    def _left(self, path: str, mended: Mended) -> Outcome:
        """What there is still to say; what was not mended now will not be the next time."""
        outcome = outcome_of(self._check(path, mended.data))
        return outcome._replace(findings=tuple(f._replace(replacement=None) for f in outcome.findings))

    def _check(self, path: str, data: bytes, *, every: bool = False) -> Checked:
        return check_data(path, data, self._folders, self._settings, every=every)

    def say(self, path: str, mended: Mended, verb: str) -> None:
        """Say how many findings of which code were mended, and which were left as they are."""
        shown = words.one_line(path)
        if mended.fixed:
            each = listed([f"{number} {code}" for code, number in mended.fixed.items()])
            lines.message(f"{verb} {counted(sum(mended.fixed.values()), 'finding')} in {shown} ({each})")
        if mended.refused:
            lines.message(
                f"Left {listed(list(mended.refused))} in {shown} as it is: "
                "mending it would bring up errors that are not there now"
            )


def is_fixable(outcome: Outcome) -> bool:
    """Whether anything in a file can be mended unasked."""
    return any(finding.replacement is not None for finding in outcome.findings)


def to_standard_output(data: bytes) -> None:
    """Bytes as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
