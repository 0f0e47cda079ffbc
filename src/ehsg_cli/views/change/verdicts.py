"""What changed in the verdicts: what the data model's level allows, and the criteria for autonomy."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehsg_cli.compare.changes import Change
from ehsg_cli.judge.verdict import Verdict
from ehsg_cli.views import words
from ehsg_cli.views.blocks import Block, Facts, Points, Ruling, Sentence
from ehsg_cli.views.change.times import Times
from ehsg_cli.views.tables import Cell, Column, Fact, Table
from ehsg_cli.wording import listed

# Comparing does not need it loaded.
if TYPE_CHECKING:
    from ehsg_cli.guide.models import Guide


def has_data_model(change: Change) -> bool:
    """Whether anything about the data model changed."""
    model = change.data_model
    return model.level_changed or model.rule_changed


def _level(level: int | None, guide: "Guide") -> str:
    return "not given" if level is None else f"level {level} ({guide.levels[level].name})"


def levels(change: Change, times: Times) -> str:
    """Both levels, and whether what may be chosen is another thing."""
    old, new = change.data_model.old.level, change.data_model.new.level
    guide = change.guide
    told = f"{_level(old, guide)} {times.old}, {_level(new, guide)} {times.new}."
    rule = (
        "That changes what may be chosen."
        if change.data_model.rule_changed
        else "What may be chosen stays the same."
    )
    return f"{words.capitalised(told)} {rule}"


def data_model_changed(change: Change, times: Times) -> Iterator[Block]:
    """The level and its rule before and now, and the old choice held against the new rule."""
    if not has_data_model(change):
        return
    model = change.data_model
    yield Sentence(levels(change, times))
    if model.rule_changed:
        yield Facts(
            tuple(
                Fact(
                    title,
                    f"{choice.says} ({change.guide.cite(choice.source)})"
                    if choice
                    else "No level, so no rule.",
                )
                for title, choice in zip(
                    (f"The rule {times.old}", f"The rule {times.new}"), model.choices, strict=True
                )
            )
        )
    kept = model.kept
    if not kept.chosen:
        return
    whose = f"The choice {times.of_old}" if times.apart else "The choice as it was"
    said = {
        Verdict.MET: f"{whose} would still be allowed {times.new}."
        if model.old.verdict is Verdict.MET
        else f"{whose} would be allowed {times.new}.",
        Verdict.NOT_MET: f"{whose} would no longer be allowed {times.new}."
        if model.old.verdict is Verdict.MET
        else f"{whose} would not be allowed {times.new}.",
        Verdict.UNDETERMINED: f"{whose}: whether it would be allowed {times.new} cannot be told.",
    }
    yield Ruling(kept.verdict.value, kept.verdict.spoken, said[kept.verdict])
    if kept.problems:
        problems = tuple(f"{words.capitalised(each.sentence)}." for each in kept.problems)
        yield Points("What would stand against it:", problems)


def autonomy_title(guide: "Guide") -> str:
    """What the guide calls its criteria for autonomy."""
    return guide.autonomy.title if guide.autonomy else ""


def criteria_in_brief(change: Change) -> str:
    """`Newly met: FV3 (1.3).`"""
    newly = [each.descriptor for each in change.criteria if each.new is Verdict.MET]
    lost = [each.descriptor for each in change.criteria if each.old is Verdict.MET]
    others = [each.descriptor for each in change.criteria if Verdict.MET not in (each.old, each.new)]
    told = []
    for label, ids in (("Newly met", newly), ("No longer met", lost), ("Changed otherwise", others)):
        if ids:
            told.append(f"{label}: {listed([words.numbered(change.guide.descriptors[id]) for id in ids])}.")
    return " ".join(told)


def criteria_changed(change: Change, times: Times) -> Iterator[Block]:
    """Each criterion that stands otherwise."""
    if not change.criteria:
        return
    guide = change.guide
    old, new = change.autonomy
    title = autonomy_title(guide)
    over = f"{words.capitalised(old.spoken)} {times.old}, {new.spoken} {times.new}"
    if old is new:
        over = f"{words.capitalised(new.spoken)}, as {times.old}"
    yield Facts((Fact(f"All criteria for {title}", f"{over}."),))
    yield Table(
        f"Criteria for {title} that stand otherwise",
        (
            Column("Descriptor"),
            Column("Minimum", numeric=True),
            *(Column(title) for title in times.columns),
            Column("So it is"),
        ),
        tuple(
            (
                Cell(words.named(guide.descriptors[each.descriptor])),
                Cell("not known" if each.minimum is None else guide.scale.say(each.minimum)),
                *(
                    Cell(words.capitalised(each_.spoken), verdict=each_.value)
                    for each_ in (each.old, each.new)
                ),
                Cell(
                    "Newly met"
                    if each.new is Verdict.MET
                    else "No longer met"
                    if each.old is Verdict.MET
                    else "Still not met, or not determined"
                ),
            )
            for each in change.criteria
        ),
        note="Both are held against the same minimum scores.",
    )
