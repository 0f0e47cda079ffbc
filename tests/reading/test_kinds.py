"""The kinds of file: whatever is known of one is known of all."""

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.assessment.responses import Response
from ehsg_cli.guide.crosswalks import Crosswalk
from ehsg_cli.reading import READERS
from ehsg_cli.reading.folders import ASSESSMENT, PLAN
from ehsg_cli.rules import RULES
from ehsg_cli.rules.texts import LISTS
from ehsg_cli.views.schema import KINDS


def test_every_kind_is_read_judged_and_described() -> None:
    """A new kind needs a reader, rules and a schema; those that are looked for beside a file are kinds."""
    assert list(READERS) == list(RULES) == list(KINDS)
    assert {ASSESSMENT, PLAN} < set(READERS)


def test_the_kinds_that_are_about_a_list_are_known_with_their_lists() -> None:
    """Each of the others has one list, and no two lists have one name."""
    apart = (Assessment, Response, Thresholds, Crosswalk)
    others = [model for model in KINDS.values() if model not in apart]
    found = [[key for key in LISTS if key in model.model_fields] for model in others]
    assert found == [[key] for key in LISTS]
