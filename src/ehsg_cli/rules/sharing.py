"""Family 5: permissions to share."""

from collections.abc import Iterator

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Pointer, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.rules.shape import AssessmentRule
from ehsg_cli.wording import listed


@rule("EH503", "permissions that are not recorded", Severity.NOTE, absence=True)
def permissions(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """The form asks who may see the return. Where no answer is recorded, nobody can tell later whether it
    was asked for and given: blank means not asked.

        sharing:
          dfe: acknowledged
          coordinators: confirmed
          departments: declined

    Told once the assessment is agreed or submitted; in a draft nobody may have been asked yet.

    What to do: write the answer that was given. `ehsg guide show sharing` has what the form asks.
    """
    if not assessment.final:
        return
    blank = [audience for audience in guide.sharing if audience.id not in assessment.sharing]
    if blank:
        names = listed([audience.name for audience in blank], "or")
        one = blank[0]
        pointer = Pointer(("sharing", one.id)) if len(blank) < len(guide.sharing) else Pointer(("sharing",))
        yield self.finding(
            f"no answer is recorded on sharing with {names}",
            pointer,
            hint="write under sharing what was answered, such as "
            f"`{one.id}: {one.answers[0]}` ({guide.cite(one.source)})",
        )


RULES = (permissions,)
