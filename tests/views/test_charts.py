"""Charts in words: headlines that hold for every input, and tables with the figures of the results."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ehsg_cli import load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.assessment.responses import Response
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.results import Beside, Results, judge
from ehsg_cli.views import words
from ehsg_cli.views.charts import CHARTS, Chart, Charts, why_not
from tests.render.chart_checks import guide_of, results_of
from tests.render.papers import draft, everything, gateshead, northbridge, results
from tests.views.conftest import Make

GUIDE = load_guide("ehsg-2022")
IDS = tuple(GUIDE.descriptors)


def charts(found: Results) -> dict[str, Chart]:
    return dict(Charts(found))


def headline(name: str, found: Results) -> str:
    return charts(found)[name].headline


def every(score: int | None, **others: int | None) -> dict[str, int | None]:
    """The same score everywhere, but for some."""
    return dict.fromkeys(IDS, score) | others


@pytest.fixture(name="of")
def results_of_scores(make: Make, guide: Guide) -> Any:
    """Results of scores and what stands beside them."""

    def of(scores: Mapping[str, int | None], beside: Beside = Beside(), **more: Any) -> Results:  # noqa: B008
        return judge(make(scores, **more), guide, beside)

    return of


def test_headlines_differ_from_one_another() -> None:
    """And each is a sentence with a figure in it, whatever there is."""
    for found in (
        results(gateshead()),
        results(northbridge(), everything()),
        results(draft(), everything()),
        results(northbridge(entries={}), everything()),
    ):
        said = [chart.headline for chart in charts(found).values()]
        assert len(set(said)) == len(said) >= 3
        assert words.headline(found.summary.overall, found.guide) not in said
        for sentence in said:
            assert sentence[0].isupper()
            assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({}, "There is no score to show yet: every descriptor is still open."),
        (every(3), "Every descriptor stands at 3."),
        (every(3, FV1=None), "Every scored descriptor stands at 3; one is not scored yet."),
        (
            every(3, FV1=1),
            "Scores run from 1 to 3; the one descriptor with the lowest score is "
            "in Family voice and experience.",
        ),
        (
            every(3, DA1=1, DA2=1),
            "Scores run from 1 to 3; the two descriptors with the lowest score are in Data.",
        ),
        (
            every(3, DA1=2, DA2=2, LE1=2, WF1=5, WF2=None, WF3=None),
            "Scores run from 2 to 5; the three descriptors with the lowest score are in Leaders (one) and "
            "Data (two); two are not scored yet.",
        ),
        (
            every(None, DA1=2, DA2=2, LE1=2, WF1=5),
            "Scores run from 2 to 5; the 3 descriptors with the lowest score are in Leaders (1) and "
            "Data (2); 27 are not scored yet.",
        ),
        (
            every(4, FV1=0, WF1=0, CO1=0, LE1=0),
            "Scores run from 0 to 4; the four descriptors with the lowest score "
            "are in four of the five sections.",
        ),
        (
            every(4, FV1=0, WF1=0, CO1=0, LE1=0, DA1=0),
            "Scores run from 0 to 4; the five descriptors with the lowest score are in all five sections.",
        ),
    ],
)
def test_the_dot_plot_says_where_the_lowest_scores_are(
    of: Any, scores: dict[str, int | None], said: str
) -> None:
    """Of ties all are named, or counted; nothing is said that does not hold."""
    assert headline("dots", of(scores)) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (every(3), "Against 2022, no score has changed."),
        (every(3, FV1=None), "Against 2022, no score has changed; one cannot be compared."),
        (every(3, FV1=2), "Against 2022, 1 descriptor scores higher and 30 the same."),
        (every(4), "Against 2022, 31 descriptors score lower."),
        (
            every(3, FV1=2, FV2=1, DA1=5, DA2=None),
            "Against 2022, 2 descriptors score higher, 1 lower and 27 the same; 1 cannot be compared.",
        ),
        ({}, "Against 2022, nothing can be compared: no descriptor is scored in both."),
    ],
)
def test_beside_an_earlier_year_it_says_what_moved(
    of: Any, make: Make, before: dict[str, int | None], said: str
) -> None:
    """Counted by descriptors; what is not scored in both years is said to be so."""
    found = of(every(3), Beside(previous=make(before, period="2022")), period="2023")
    assert headline("dots", found) == said


def test_an_earlier_assessment_of_the_same_period_has_a_name(of: Any, make: Make) -> None:
    """Or both would be called the same."""
    found = of(every(3), Beside(previous=make(every(2), period="2023")), period="2023")
    chart = charts(found)["dots"]
    assert chart.headline == "Against the earlier assessment, 31 descriptors score higher."
    assert chart.tables[0].columns[-1].title == "Earlier"


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({}, "No section has a mean yet, because nothing is scored."),
        (every(3), "Every section has the same mean, 3.0."),
        (
            every(None, DA1=2, DA2=3),
            "Data, the only section with scores, has a mean of 2.5; 2 of 31 descriptors are scored.",
        ),
        (every(3, DA1=2), "Four of five sections have the highest mean, 3.0; Data has the lowest, 2.9."),
        (
            every(2, CO1=3, LE1=3),
            "Communities and Leaders have the highest mean, 2.2; "
            "three of five sections have the lowest, 2.0.",
        ),
        (
            every(None, FV1=3, DA1=3),
            "Every section with scores has the same mean, 3.0; 2 of 31 descriptors are scored.",
        ),
        # 12 fifths and 17 sevenths: both are printed as 2.4.
        (
            every(None, FV1=2, FV2=2, FV3=3, FV4=3, FV5=2, WF1=2, WF2=2, WF3=3, WF4=3, WF5=2, WF6=2, WF7=3),
            "Every section with scores has a mean close to 2.4; 12 of 31 descriptors are scored.",
        ),
    ],
)
def test_the_profile_says_which_sections_are_high_and_low(
    of: Any, scores: dict[str, int | None], said: str
) -> None:
    """By exact means; a difference that does not show in print is not made one."""
    assert headline("profile", of(scores)) == said


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({}, "No score has been given yet to any of the 31 descriptors."),
        (every(3), "The same score, 3, is given to each of the 31 descriptors."),
        (every(3, FV1=2), "The commonest score is 3, given to 30 of 31 descriptors."),
        (
            every(None, FV1=2, FV2=4),
            "The commonest scores are 2 and 4, each given to 1 of 31 descriptors; 29 have none yet.",
        ),
        (every(3, FV1=None), "The commonest score is 3, given to 30 of 31 descriptors; 1 has none yet."),
    ],
)
def test_the_distribution_says_what_is_commonest(of: Any, scores: dict[str, int | None], said: str) -> None:
    """All of them, where several are."""
    assert headline("distribution", of(scores)) == said


def test_headlines_hold_for_a_single_descriptor() -> None:
    """Nothing is said of several where there is one."""
    small = guide_of(GUIDE, 1, 1, (0, 1), title="All")
    one = charts(results_of(small, beside=False))
    assert one["dots"].headline == "Every descriptor stands at 0."
    assert one["profile"].headline == "All has a mean of 0.0."
    assert one["distribution"].headline == "The same score, 0, is given to the only descriptor."
    none = charts(results_of(small, beside=False, seed=2))
    assert none["distribution"].headline == "No score has been given yet to the only descriptor."


def response(name: str | None, **scores: int | None) -> Response:
    return Response.model_validate(
        {
            "ehsg": "response/1",
            "respondent": {"organisation": name},
            "entries": {id: {"answer": score} for id, score in scores.items()},
        }
    )


@pytest.mark.parametrize(
    ("responses", "said"),
    [
        ([response("A", FV1=3)], "A gave the agreed score on FV1."),
        ([response("A", FV1=2)], "A did not give the agreed score on FV1."),
        (
            [response("A", FV1=2, FV2=3)],
            "A gave the agreed score on one of the two descriptors it scored.",
        ),
        (
            [response("A", FV1=2, FV2=2)],
            "A gave the agreed score on neither of the two descriptors it scored.",
        ),
        ([response("A", FV1=3, FV2=3)], "A gave the agreed score on both descriptors it scored."),
        (
            [response(None, FV1=2, FV2=3, DA7=3)],
            "The one partner that answered gave the agreed score on one of the two "
            "descriptors it scored that "
            "have an agreed score; one has no agreed score yet.",
        ),
        (
            [response("A", FV1=3, DA7=3), response("B", FV1=2)],
            "Not every score that partners gave on FV1 is the agreed one; one has no agreed score yet; "
            "partners lie furthest apart on FV1, from 2 to 3.",
        ),
        (
            [response("A", FV1=3, FV2=2), response("B", FV1=2)],
            "On neither of the two descriptors did every partner give the agreed score; "
            "partners lie furthest apart on FV1, from 2 to 3.",
        ),
        (
            [response("A", FV1=3), response("B", FV1=3, FV2=3)],
            "On both descriptors, every score that partners gave is the agreed one; "
            "partners agree with each other.",
        ),
        (
            [response("A", FV1=1, FV2=3), response("B", FV1=5)],
            "On one of the two descriptors, every score that partners gave is the agreed one; "
            "partners lie furthest apart on FV1, from 1 to 5.",
        ),
        (
            [response("A", FV1=1, FV2=2, FV3=3), response("B", FV1=2, FV2=3, FV3=3)],
            "On one of the three descriptors, every score that partners gave is the agreed one; "
            "partners lie furthest apart on FV1 and FV2.",
        ),
        (
            [response("A", **every(1)), response("B", **every(2))],
            "On none of the 30 descriptors did every partner give the agreed "
            "score; 1 has no agreed score yet; "
            "partners lie furthest apart, by 1, on 31 descriptors.",
        ),
        (
            [response("A", DA7=1), response("B", DA7=2)],
            "None of the scores that partners gave can be held against an agreed one yet; "
            "partners lie furthest apart on DA7, from 1 to 2.",
        ),
    ],
)
def test_the_spread_says_where_partners_differ(of: Any, responses: list[Response], said: str) -> None:
    """From the agreed score, and from each other."""
    found = of(every(3, DA7=None), Beside(responses=responses))
    assert headline("spread", found) == said


SCORE = st.none() | st.integers(0, 5)


@given(
    scores=st.dictionaries(st.sampled_from(IDS[:12]), SCORE),
    answers=st.lists(st.dictionaries(st.sampled_from(IDS[:12]), SCORE), max_size=3),
    before=st.none() | st.dictionaries(st.sampled_from(IDS), SCORE),
)
# The fixtures keep nothing from one example to the next.
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_headlines_count_rightly_and_in_one_manner(
    of: Any, make: Make, scores: Any, answers: Any, before: Any
) -> None:
    """Whatever is scored: what is said of the partners holds, and no sentence mixes figures and words."""
    beside = Beside(
        responses=tuple(response("P", **each) for each in answers),
        previous=None if before is None else make(before, period="2022"),
    )
    found = of(scores, beside, period="2023")
    said = {name: chart.headline for name, chart in charts(found).items()}
    for name in ("dots", "distribution", "spread"):
        sentence = re.sub(
            r"(?:from|stands at|score is|score,|scores are|by) [\d, and]*\d( to \d)?", "", said.get(name, "")
        )
        sentence = re.sub(
            r"Against 2022|[A-Z]{2}\d|the one descriptor|The one partner|agreed one", "", sentence
        )
        worded = re.search(r"\b(one|two|three|four|five|six|seven|eight|nine)\b", sentence)
        assert not (worded and re.search(r"\d", sentence)), said[name]
    if "spread" not in said:
        return
    compared = {
        each.descriptor: {s.score for s in each.scores} == {each.agreed}
        for each in found.spread
        if each.agreed is not None
    }
    right, total, sentence = sum(compared.values()), len(compared), said["spread"]
    if not total:
        assert sentence.startswith("None of the scores that partners gave can be held")
    elif total == 1:
        assert (" did not give " in sentence or sentence.startswith("Not every")) is not bool(right)
    elif right == total:
        assert re.search(r"(both|all \w+) descriptors", sentence)
    else:
        some = words.counting(total, len(found.spread) - total)(right) if right else "(none|neither)"
        assert re.search(rf"(?i)\bon ({some}|{right}) of the", sentence)


def plan(*actions: tuple[str, str | None, int | None]) -> Plan:
    made = [{"descriptor": id, "status": status, "target": target} for id, status, target in actions]
    return Plan.model_validate({"ehsg": "plan/1", "actions": made})


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ([], "No priority has both a score and a score aimed at yet."),
        ([("FV1", "done", 3)], "No priority has both a score and a score aimed at yet."),
        ([("DA1", "done", None)], "No priority has both a score and a score aimed at yet."),
        (
            [("DA1", "done", 3), ("DA1", None, 4)],
            "The one priority that can be compared has not reached the score aimed at.",
        ),
        (
            [("DA1", "done", 3), ("DA2", "done", 4)],
            "One of the two priorities that can be compared has reached the score aimed at.",
        ),
        (
            [("DA1", "stopped", 2), ("DA2", "in progress", 3), ("DA3", None, 3)],
            "Both priorities that can be compared have reached the score aimed at.",
        ),
        (
            [("DA1", "done", 4), ("DA2", "done", 4)],
            "Neither of the two priorities that can be compared has reached the score aimed at.",
        ),
    ],
)
def test_progress_says_what_is_reached(of: Any, actions: list[Any], said: str) -> None:
    """A priority without a score, or without one to aim at, is not counted among those that could."""
    found = of(every(3, DA3=None), Beside(plan=plan(*actions)), priorities=["DA1", "DA2", "DA3"])
    assert headline("progress", found) == said


# What there is to draw


def test_progress_of_a_single_priority(of: Any) -> None:
    """It is not told as one of several."""
    found = of(every(3), Beside(plan=plan(("DA1", "done", 3))), priorities=["DA1"])
    said = "The priority has reached the score aimed at."
    assert headline("progress", found) == said


def test_charts_are_those_that_can_be_drawn() -> None:
    """Without a plan no progress, without responses no spread; and each chart is known by its own name."""
    alone = Charts(results(gateshead()))
    assert list(alone) == ["dots", "profile", "distribution"]
    assert len(alone) == 3
    assert "spread" not in alone
    assert "nonsense" not in alone
    whole = Charts(results(northbridge(), everything()))
    assert list(whole) == list(CHARTS)
    assert [chart.name for chart in whole.values()] == list(CHARTS)


def test_why_there_is_no_chart(of: Any) -> None:
    """Each reason has its own words and its own remedy."""
    nothing = of(every(3))
    assert why_not("spread", nothing)[0] == "there is no partner's response to show"
    assert why_not("progress", nothing)[0] == "there is no action plan of Area not named"
    blank = of(every(3), Beside(responses=[response("A", FV1=None)], plan=plan()))
    assert CHARTS["spread"](blank) is None
    assert CHARTS["progress"](blank) is None
    assert why_not("spread", blank)[0] == "no partner's response gives a score"
    assert why_not("progress", blank)[0] == "no priority descriptor is chosen yet"


# Tables


def cells(chart: Chart, table: int = 0) -> list[list[str]]:
    whole = chart.tables[table]
    assert all(
        len(row) == len(whole.columns) for row in (*whole.rows, *([whole.total] if whole.total else []))
    )
    return [[cell.text for cell in row] for row in whole.rows]


@pytest.mark.parametrize("found", [results(northbridge(), everything()), results(draft(), everything())])
def test_the_tables_hold_every_figure(found: Results) -> None:
    """Read back and held against the results, chart by chart."""
    made, guide, now, before = charts(found), found.guide, found.assessment, found.previous
    assert before is not None
    scores = [line for table in range(5) for line in cells(made["dots"], table)]
    assert scores == [
        [words.named(d), words.score(now.entry(id).answer), words.score(before.entry(id).answer)]
        for id, d in guide.descriptors.items()
    ]
    profile = [[line[1], line[3], line[4]] for line in cells(made["profile"])]
    assert profile == [
        [f"{t.scored} of {t.descriptors}", words.number(t.lowest), words.number(t.highest)]
        for t in (each.tally for each in found.summary.sections)
    ]
    overall = found.summary.overall
    counts = cells(made["distribution"])
    assert {int(line[0]): int(line[2]) for line in counts[:-1]} == overall.distribution
    assert counts[-1][0] == "Not scored"
    assert int(counts[-1][2]) == overall.descriptors - overall.scored
    spread = cells(made["spread"])
    assert [(line[1], line[2]) for line in spread] == [
        (words.score(each.agreed), "; ".join(f"{s.organisation}: {s.score}" for s in each.scores))
        for each in found.spread
    ]
    assert found.progress is not None
    assert [line[1:] for line in cells(made["progress"])] == [
        [
            words.score(before.entry(each.descriptor).answer),
            words.score(each.score),
            "none named" if each.target is None else str(each.target),
            *map(str, each.counts.by_status.values()),
        ]
        for each in found.progress.priorities
    ]


def test_actions_without_a_status_have_a_column(of: Any) -> None:
    """Only where there are any."""
    found = of(every(3), Beside(plan=plan(("DA1", None, None), ("DA1", "done", None))), priorities=["DA1"])
    table = charts(found)["progress"].tables[0]
    assert table.columns[-1].title == "Without a status"
    assert [cell.text for cell in table.rows[0]][-5:] == ["1", "0", "0", "0", "1"]


def test_a_partner_without_a_name_is_told_as_such(of: Any) -> None:
    """Its score counts."""
    found = of(every(3), Beside(responses=[response(None, FV1=2)]))
    assert cells(charts(found)["spread"])[0][2] == "partner not named: 2"


def test_nothing_scored_is_said_in_words(make: Make, guide: Guide) -> None:
    """No figure anywhere where nothing is known."""
    made = charts(judge(make({}), guide))
    assert {line[1] for line in cells(made["dots"])} == {"not scored"}
    assert {tuple(line[2:]) for line in cells(made["profile"])} == {("\N{EN DASH}",) * 3}
    assert made["profile"].tables[0].total is not None


def test_descriptions_say_what_cannot_be_seen() -> None:
    """Each its own, with the ends of the guide's scale, and that the table says the same."""
    made = charts(results(northbridge(), everything()))
    assert len({chart.description for chart in made.values()}) == len(made)
    for chart in made.values():
        assert "The table gives the same" in chart.description
    for name in ("dots", "profile", "spread", "progress"):
        assert "0 to 5" in made[name].description


def test_a_draft_is_told_in_the_source() -> None:
    """A picture on its own must not pass for an agreed one."""
    drafted = charts(results(draft()))["dots"].source
    assert drafted.endswith("DRAFT")
    assert "DRAFT" not in charts(results(gateshead()))["dots"].source


def test_an_assessment_without_name_or_period_can_be_drawn(guide: Guide) -> None:
    """Words stand for what is missing."""
    made = charts(judge(Assessment(ehsg="assessment/1", guide="ehsg-2022"), guide))
    assert made["dots"].source.startswith("Area not named \N{MIDDLE DOT} period not given")
