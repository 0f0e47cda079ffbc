"""With what was compared, for every output alike; and what there is to say of the two sides."""

from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli import __version__
from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.views import words
from ehsg_cli.views.blocks import Facts, Part, Sentence
from ehsg_cli.views.tables import Fact
from ehsg_cli.wording import counted

# Of two ways to compare one is asked for, and not always as a paper.
if TYPE_CHECKING:
    from ehsg_cli.compare.changes import Change
    from ehsg_cli.compare.editions import SideBySide
    from ehsg_cli.views.kinds import Paper


class Side(NamedTuple):
    """One of two assessments that are compared.

    Attributes:
        path: as the user wrote it, with the revision where there is one.
        revision: the full name of the commit; `None` for a file as it is.
        digest: SHA-256 of its bytes, in hexadecimal.
        errors: how many stand against it; with any it is compared as far as it can be read.
    """

    path: str
    revision: str | None
    digest: str
    assessment: Assessment
    errors: int = 0

    @property
    def told(self) -> str:
        """Everything by which it is known again, in a line."""
        about = [each for each in (self.assessment.period, self.assessment.status) if each]
        named = words.one_line(self.path)
        when = f" ({', '.join(about)})" if about else ""
        commit = f", commit {self.revision}" if self.revision else ""
        return f"{named}{when}{commit}, SHA-256 {self.digest}{self._errors}"

    @property
    def _errors(self) -> str:
        if not self.errors:
            return ""
        return f"; {counted(self.errors, 'error')} against it: compared as far as it can be read"


class Comparison(NamedTuple):
    """What there is to say of two assessments beside one another.

    Attributes:
        guide: by which the new one is read.
        headline: the answer in a sentence or two, and `key_points` what else belongs to it.
        parts: in reading order.
    """

    old: Side
    new: Side
    guide: Guide
    subtitle: str
    title: str
    headline: str
    key_points: tuple[Fact, ...]
    parts: tuple[Part, ...]

    @property
    def draft_note(self) -> str:
        """Which of the two may still change; what an assessment was before it was agreed may not."""
        old, new = self.old.assessment, self.new.assessment
        names = (old.period, new.period) if self._apart else ("The old version", "The new version")
        drafts = [name for name, each in zip(names, (old, new), strict=True) if not each.final]
        if not drafts or (new.final and old.period == new.period):
            return ""
        told = "Both are drafts" if len(drafts) == 2 else f"{drafts[0]} is a draft"
        return f"{told} and may still change."

    @property
    def _apart(self) -> bool:
        """Whether their periods tell them apart."""
        old, new = self.old.assessment, self.new.assessment
        return bool(old.period and new.period) and old.period != new.period

    @property
    def status(self) -> str:
        """Both where they are not the same, each with its period where that tells them apart."""
        old, new = self.old.assessment, self.new.assessment
        if old.status == new.status or not self._apart:
            return new.status
        return f"{new.status} ({new.period}) and {old.status} ({old.period})"

    @property
    def sides(self) -> tuple[Fact, ...]:
        """What was compared with what."""
        return Fact("From", self.old.told), Fact("To", self.new.told)

    def as_paper(self) -> "Paper":
        """The same as a paper, which any format can draw; its last part says where it comes from."""
        from ehsg_cli.views.kinds import Kind, Paper
        from ehsg_cli.views.style import PLAIN

        guide, later = self.guide, self.new.assessment
        pack = Fact("Guide pack", f"{guide.id}, revision {guide.revision}")
        provenance = Facts((*self.sides, pack, Fact("Made with", f"ehsg {__version__}")))
        about = Part("about", "About this paper", (provenance, Sentence(guide.licence.attribution, "note")))
        return Paper(
            kind=Kind.CHANGE.value,
            title=self.title,
            subtitle=self.subtitle,
            area=words.area_of(later),
            period=words.period_of(later),
            status=self.status,
            draft=bool(self.draft_note),
            draft_note=self.draft_note,
            guide=words.edition(guide),
            headline=self.headline,
            key_points=self.key_points,
            parts=(*self.parts, about),
            attribution=guide.licence.attribution,
            style=PLAIN,
            view=None,
        )


def compared(change: "Change", old: Side, new: Side) -> Comparison:
    """What changed, in the words and parts of `ehsg report --kind change`."""
    from ehsg_cli.views.change import view_change

    told = view_change(change)
    return Comparison(
        old, new, change.guide, "What changed", told.title, told.headline, told.key_points, told.parts
    )


def editions_compared(both: "SideBySide", old: Side, new: Side, guide: Guide) -> Comparison:
    """The answers of two editions side by side; `guide` is the new one's."""
    from ehsg_cli.views.areas import areas
    from ehsg_cli.views.editions import edition_parts, edition_title

    return Comparison(
        old,
        new,
        guide,
        "Two editions side by side",
        edition_title(both),
        "Each answer stands on the scale of its own edition: none is converted, subtracted or averaged.",
        tuple(areas(old.assessment, new.assessment)),
        edition_parts(both),
    )
