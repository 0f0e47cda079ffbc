"""Read files and check them: one, or many at a time on every core."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ehsg_cli import processes
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import read_bytes, read_data
from ehsg_cli.reading.companions import companions_of
from ehsg_cli.reading.folders import Folders
from ehsg_cli.reading.nearest import Choice, SettingsLookup
from ehsg_cli.rules import CATALOGUE, check
from ehsg_cli.rules.outcomes import Checked, Outcome, outcome_of

if TYPE_CHECKING:
    from ehsg_cli.reading.loaded import AnyContent, Loaded


def check_file(
    path: str,
    folders: Folders | None = None,
    settings: SettingsLookup | None = None,
    *,
    guide: Guide | None = None,
) -> Checked:
    """Read one file and check it.

    Args:
        path: which.
        folders: what this run knows of its folders already.
        settings: the same of the settings.
        guide: as for `read_data`.

    Raises:
        UserError: it does not exist or cannot be opened, or the settings that hold for it are wrong.
    """
    return check_data(path, read_bytes(path), folders, settings, guide=guide)


def check_data(
    name: str,
    data: bytes,
    folders: Folders | None = None,
    settings: SettingsLookup | None = None,
    *,
    guide: Guide | None = None,
    every: bool = False,
) -> Checked:
    """Check the bytes of a file; what stands around it is looked for where its name says that it stands.

    With `every`, also what is so alike that nobody would read it to the end is told.
    """
    folders = folders or Folders()
    settings = settings or settings_for(Choice())
    return check_loaded(read_data(name, data, folders, guide), folders, settings, every=every)


def check_loaded(
    loaded: "Loaded[AnyContent]", folders: Folders, settings: SettingsLookup, *, every: bool = False
) -> Checked:
    """Check a file that has been read; the arguments are those of `check_data`."""
    in_force = settings.of(loaded.name)
    return Checked(loaded, check(loaded, companions_of(loaded, folders), in_force, every=every), in_force)


def settings_for(choice: Choice) -> SettingsLookup:
    """Settings as a user asked for them, for one run."""
    return SettingsLookup(CATALOGUE, choice)


def check_files(
    paths: Sequence[str], jobs: int | None = None, choice: Choice | None = None
) -> Iterator[Outcome]:
    """Check files, in the order given.

    Args:
        paths: which.
        jobs: how many processes; by default one a core where the files are many.
        choice: which settings hold; by default those nearest to each file.

    Raises:
        UserError: a file does not exist or cannot be opened, or settings are wrong.
    """
    given = (choice or Choice(),)
    return processes.in_order(_outcome, paths, jobs, "checking files", know=known_at_first, given=given)


Known = tuple[Folders, SettingsLookup]
"""What a run knows of the folders and the settings of its files."""


def known_at_first(choice: Choice) -> Known:
    """What a run knows before it has looked at any file."""
    return Folders(), settings_for(choice)


def _outcome(path: str, known: Known) -> Outcome:
    return outcome_of(check_file(path, *known))
