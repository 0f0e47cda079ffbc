"""Family 8: what a file says of the years before it, and of the areas that were there before its own.

It is loaded only for a file that says something of them.
"""

from collections.abc import Iterator

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Pointer, Rule, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.companions import Companions
from ehsg_cli.reading.folders import same_area
from ehsg_cli.rules.shape import severity_of_missing
from ehsg_cli.wording import short

PastRule = Rule[[Assessment, Guide, Companions], Iterator[Finding]]

_FOLLOW_UP = Pointer(("follow_up",))
_PREDECESSORS = Pointer(("area", "predecessors"))


@rule("EH806", "an outcome without a sentence", Severity.NOTE, absence=True)
def outcome_without_note(
    self: PastRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """The word says how far it got, and the sentence says what that means. A year later, and to anybody who
    was not in the room, the word alone says little.

        follow_up:
          DA5:
            outcome: partly
            note: Two of four partners share their records now.

    What to do: add a sentence as `note`.
    """
    for id, followed in assessment.follow_up.items():
        if followed.outcome is not None and followed.note is None:
            yield self.finding(
                f"the outcome for {id} is {followed.outcome}, and no sentence says what that means",
                _FOLLOW_UP.child(id, "note"),
                hint="write it as `note: ...`",
            )


@rule("EH807", "a predecessor that is not named", absence=True)
def nameless_predecessor(
    self: PastRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """An area's predecessors are known by their names or their ONS codes; without either nobody can tell
    which assessments are theirs.

    A note in a draft, an error once the assessment is agreed or submitted.

        area:
          name: Northbridge
          predecessors:
            - name: Old Northbridge
              boundaries: same

    What to do: write the name that stands in the predecessor's own files, or its code, or delete the entry.
    """
    for position, each in enumerate(assessment.area.predecessors):
        if each is not None and not (each.name or each.code):
            yield self.finding(
                f"predecessor {position + 1} has neither a name nor a code",
                _PREDECESSORS.child(position, "name"),
                severity=severity_of_missing(assessment),
                hint="write its name as it stands in its own files, or delete the entry",
            )


@rule("EH808", "an area that is its own predecessor")
def own_predecessor(
    self: PastRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """Predecessors are areas that were there before this one. Its own earlier years need not be named: they
    are known by the area's name. An area that kept its name and was given another code is another area, and
    may be named.

    It is an error at any status.

    What to do: write the name that the predecessor had, or delete the entry.
    """
    area = assessment.area
    own = same_area(area.name)
    for position, each in enumerate(area.predecessors):
        if each is None:
            continue
        same_code = each.code is not None and each.code == area.code
        other_code = each.code is not None and area.code is not None and not same_code
        name = same_area(each.name)
        if (name is not None and name == own and not other_code) or (name is None and same_code):
            yield self.finding(
                "the area is named as its own predecessor",
                _PREDECESSORS.child(position, "name" if name is not None else "code"),
                hint="write the name that the predecessor had (both areas' codes, if it had the same one), "
                "or delete the entry",
            )


@rule("EH809", "a predecessor without a word on its boundaries", Severity.NOTE, absence=True)
def boundaries_not_said(
    self: PastRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """Where boundaries moved, two years' scores are of two places. A predecessor's assessments are set beside
    the area's own only where it says that the boundaries stayed the same, or where somebody asks for it.

    What to do: write `boundaries: same` or `boundaries: changed`.
    """
    for position, each in enumerate(assessment.area.predecessors):
        if each is not None and each.boundaries is None and (each.name or each.code):
            yield self.finding(
                f"whether the boundaries of {short(each.name or each.code or '')} changed is not said",
                _PREDECESSORS.child(position, "boundaries"),
                hint="write `boundaries: same` or `boundaries: changed`",
            )


RULES = (outcome_without_note, nameless_predecessor, own_predecessor, boundaries_not_said)
