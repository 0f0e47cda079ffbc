"""What findings are told apart by, and how CI services name files."""

import os
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePath

from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.outcomes import Outcome


def path_in_repository(path: str, setting: Setting) -> str:
    """A path with slashes, from the repository's folder; what lies outside that is named as the user did."""
    try:
        inside = os.path.relpath(PurePath(setting.here, path), setting.top)
    except ValueError:  # on another drive
        inside = os.pardir
    outside = inside == os.pardir or inside.startswith(os.pardir + os.sep)
    return PurePath(path if outside else inside).as_posix()


def fingerprints(outcome: Outcome, path: str) -> Iterator[str]:
    """For each finding what it is known again by, when lines have moved and words have changed.

    Made of path, code and pointer; where two findings share these, from the second on also of a number.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for finding in outcome.findings:
        known = finding.code, str(finding.pointer)
        parts = [path, *known, *([str(seen[known])] if seen[known] else [])]
        seen[known] += 1
        yield sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
