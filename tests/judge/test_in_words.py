"""Figures and verdicts where an edition's scale is in words, and where it has no priorities or criteria."""

from ehsg_cli import check_autonomy, check_priorities, load_guide, summarise
from ehsg_cli.assessment import Assessment
from ehsg_cli.judge.verdict import Verdict


def made(answers: dict[str, int]) -> Assessment:
    entries = {id: {"answer": rank} for id, rank in answers.items()}
    return Assessment.model_validate({"ehsg": "assessment/1", "guide": "ehsg-2020", "entries": entries})


def test_words_are_counted_and_have_no_mean() -> None:
    """Lowest and highest are ranks, for the order; nothing is added up."""
    summary = summarise(made({"FA1": 0, "FA2": 3, "DM1": 3}), load_guide("ehsg-2020"))
    overall = summary.overall
    assert (overall.descriptors, overall.scored, overall.missing) == (66, 3, 63)
    assert overall.distribution == {0: 1, 1: 0, 2: 0, 3: 2}
    assert (overall.mean, overall.median, overall.total) == (None, None, 0)
    assert (overall.lowest, overall.highest, overall.commonest) == (0, 3, (3,))
    assert summary.leading == summary.trailing == ()


def test_nothing_is_judged_that_the_edition_does_not_ask_for() -> None:
    """Without a rule or criteria nothing is met and nothing is broken."""
    guide, assessment = load_guide("ehsg-2020"), made({"FA1": 3})
    chosen, standing = check_priorities(assessment, guide), check_autonomy(assessment, guide)
    assert (chosen.verdict, chosen.problems, chosen.eligible) == (Verdict.UNDETERMINED, (), ())
    assert (standing.verdict, standing.criteria) == (Verdict.UNDETERMINED, ())
