"""The way from one guide to another, found beside the files that are compared or among those of ehsg."""

from pathlib import Path

from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.guide.crosswalks import Crossing, Crosswalk, file_name, find_crosswalk, own_place
from ehsg_cli.reading.files import read_file


def load_crossing(old: str, new: str, beside: Path | None = None) -> Crossing:
    """How the guide `old` relates to the guide `new`, whichever of the two its crosswalk starts from.

    Args:
        old: the id of a guide, and `new` that of another.
        new: see there.
        beside: the folder of the files that are compared.

    Raises:
        UserError: there is no crosswalk between the two, or it is broken.
    """
    path = find_crosswalk(old, new, beside)
    if path is None:
        place = own_place(beside or Path()) / file_name(old, new)
        raise UserError(
            f"no crosswalk says how {old} and {new} relate",
            f"one of your own could stand in {place}; `docs/editions.md` shows how to write it",
        )
    loaded = read_file(str(path))
    content = loaded.content
    broken = any(finding.severity is Severity.ERROR for finding in loaded.findings)
    if not isinstance(content, Crosswalk) or broken or not content.whole:
        raise UserError(f"the crosswalk {path} is broken", f"run `ehsg validate {path}` to see what is wrong")
    if (content.old, content.new) == (old, new):
        return content.crossing
    if (content.old, content.new) == (new, old):
        return content.crossing.turned()
    raise UserError(
        f"the crosswalk {path} relates {content.old} to {content.new}, and its name says otherwise",
        f"rename it {file_name(content.old or '', content.new or '')}",
    )
