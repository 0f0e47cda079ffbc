"""Charts as data and words: what each shows, said in a headline, with the tables that say the same.

How one is drawn is a matter of `ehsg_cli.render.charts`; whether it can be drawn at all (there is a plan, a
response) is decided here. Each has a module of its own, which is loaded when the chart is asked for.
"""

from collections.abc import Callable, Iterator, Mapping

from ehsg_cli.judge.results import Results
from ehsg_cli.views import words
from ehsg_cli.views.charts.chart import Chart

__all__ = ["CHARTS", "Chart", "Charts", "why_not"]


def _dots(results: Results) -> Chart | None:
    """Every descriptor's score, by section, with an earlier year's; `None` on a scale in words."""
    if results.guide.scale.in_words:
        return None
    from ehsg_cli.views.charts.dots import chart

    return chart(results, _source(results))


def _profile(results: Results) -> Chart | None:
    """The mean of each section, with its lowest and highest score; `None` on a scale in words."""
    if results.guide.scale.in_words:
        return None
    from ehsg_cli.views.charts.profile import chart

    return chart(results, _source(results))


def _distribution(results: Results) -> Chart:
    """How many descriptors have each score, and how many none."""
    from ehsg_cli.views.charts.distribution import chart

    return chart(results, _source(results))


def _spread(results: Results) -> Chart | None:
    """Partners' scores beside the agreed one; `None` where no partner gave any, or on a scale in words."""
    if not results.spread or results.guide.scale.in_words:
        return None
    from ehsg_cli.views.charts.spread import chart

    return chart(results, _source(results))


def _progress(results: Results) -> Chart | None:
    """Each priority's score, the score aimed at, and its actions.

    `None` without a plan or a priority, and on a scale in words.
    """
    if results.progress is None or not results.progress.priorities or results.guide.scale.in_words:
        return None
    from ehsg_cli.views.charts.progress import chart

    return chart(results, _source(results))


CHARTS: Mapping[str, Callable[[Results], Chart | None]] = {
    "dots": _dots,
    "profile": _profile,
    "distribution": _distribution,
    "spread": _spread,
    "progress": _progress,
}
"""Every chart by its name: a function that gives it, or `None` where there is nothing to draw."""


class Charts(Mapping[str, Chart]):
    """The charts that can be drawn, by name; each is made when it is asked for: few papers have them all."""

    __slots__ = ("_made", "_results")

    def __init__(self, results: Results) -> None:
        self._results = results
        self._made: dict[str, Chart | None] = {}

    def __getitem__(self, name: str) -> Chart:
        if name not in self._made:
            self._made[name] = CHARTS[name](self._results)
        chart = self._made[name]
        if chart is None:
            raise KeyError(name)
        return chart

    def __iter__(self) -> Iterator[str]:
        return (name for name in CHARTS if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def why_not(name: str, results: Results) -> tuple[str, str]:
    """Why a chart cannot be drawn, and what to do about it, a line each."""
    guide = results.guide
    if name == "progress" and guide.priorities is None:
        return (
            f"the {words.edition(guide)} asks for no priorities, so there is none to show the progress of",
            "a paper of the kind `plan` lists the actions",
        )
    if guide.scale.in_words:
        return (
            f"the answers by the {words.edition(guide)} are words, "
            "and this chart is drawn on a scale of figures",
            "the chart `distribution` counts them",
        )
    if name == "spread":
        if results.responses:
            return "no partner's response gives a score", "fill in the scores in the partners' responses"
        return (
            "there is no partner's response to show",
            "put the responses beside the assessment (each begins `ehsg: response/1`), "
            "for the same area, period and guide",
        )
    if results.progress is None:
        from ehsg_cli.views.plan import no_plan

        return no_plan(words.area_of(results.assessment))
    return "no priority descriptor is chosen yet", "list the ids under `priorities` in the assessment"


def _source(results: Results) -> str:
    assessment = results.assessment
    parts = [
        words.area_of(assessment),
        words.period_of(assessment),
        words.one_line(words.edition(results.guide)),
    ]
    if results.previous is not None:
        from ehsg_cli.views.areas import earlier_area

        if said := earlier_area(results.previous, assessment):
            parts.append(said)
    if not assessment.final:
        parts.append("DRAFT")
    return " \N{MIDDLE DOT} ".join(parts)
