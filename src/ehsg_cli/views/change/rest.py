"""What else changed: what is recorded of earlier priorities, and of the assessment itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ehsg_cli.assessment import FollowUp
from ehsg_cli.compare.changes import Change, OtherChange
from ehsg_cli.views import words
from ehsg_cli.views.blocks import Block
from ehsg_cli.views.change.priorities import outcome_of, worth_following
from ehsg_cli.views.change.times import Times
from ehsg_cli.views.tables import Column, Table, row
from ehsg_cli.wording import listed

# Comparing does not need it loaded.
if TYPE_CHECKING:
    from ehsg_cli.guide.models import Guide

NOT_GIVEN = "not recorded"


def follow_up_changed(change: Change, times: Times) -> Iterator[Block]:
    """What was recorded that is not told with the priorities it is about."""
    told = {each.descriptor for each in worth_following(change, times)}
    rows = [
        row(words.named(change.guide.descriptors[id]), outcome_of(old), _outcome_now(id, new, change, times))
        for id, old, new in change.follow_up
        if id not in told or old is not None
    ]
    if rows:
        columns = tuple(map(Column, times.columns))
        yield Table("What became of earlier priorities", (Column("Descriptor"), *columns), tuple(rows))


def _outcome_now(id: str, said: FollowUp | None, change: Change, times: Times) -> str:
    """What is recorded later; of what was no priority in the earlier year nothing had to be."""
    if said is None and times.apart and id not in change.old.chosen:
        return f"No priority {times.old}."
    return outcome_of(said)


_LABELS = {
    ("area", "name"): "Name of the area",
    ("area", "code"): "Code of the area",
    ("area", "predecessors"): "Areas it came from",
    ("guide",): "Guide",
    ("period",): "Period",
    ("status",): "Status",
    ("agreed", "date"): "Agreed on",
    ("agreed", "by"): "Agreed by",
    ("submitted",): "Date sent",
    ("method",): "Method",
    ("data_model", "submitted_level"): "Data model level as submitted",
    ("data_model", "as_at"): "As at",
    ("data_model", "changed"): "Data model changed since then",
    ("data_model", "current_level"): "Current data model level",
}


def others_changed(change: Change, times: Times) -> Iterator[Block]:
    """What is recorded about the assessment itself."""
    rows = [
        row(
            _label(each, change.guide),
            _value(each.keys, each.old, change.guide),
            _value(each.keys, each.new, change.guide),
        )
        for each in change.others
        # The two are told apart by it all along.
        if not (times.apart and each.keys == ("period",))
    ]
    if rows:
        columns = tuple(map(Column, times.columns))
        yield Table("What is recorded about the assessment itself", (Column("What"), *columns), tuple(rows))


def _label(each: OtherChange, guide: "Guide") -> str:
    if each.keys[0] == "sharing":
        audience = guide.audiences.get(each.keys[1])
        return f"Sharing: {words.one_line(audience.name if audience else each.keys[1])}"
    return _LABELS.get(each.keys) or words.capitalised(words.one_line(" ".join(each.keys)).replace("_", " "))


def _value(keys: tuple[str, ...], value: Any, guide: "Guide") -> str:
    """What stands there, as people say it."""
    if value is None:
        return NOT_GIVEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if keys == ("method",):
        names = {each.id: each.name for each in guide.methods}
        return listed([words.one_line(names.get(each, each)) for each in value])
    if keys == ("area", "predecessors"):
        return "; ".join(_predecessor(each) for each in value if each) or NOT_GIVEN
    if keys == ("data_model", "as_at"):
        return words.moment(value)
    if hasattr(value, "isoformat"):
        return words.day(value)
    return words.one_line(str(value))


def _predecessor(each: Any) -> str:
    name = words.one_line(each.get("name") or each.get("code") or "an area without a name")
    said = {"same": "boundaries the same", "changed": "boundaries changed"}
    return f"{name} ({said.get(each.get('boundaries'), 'nothing said of its boundaries')})"
