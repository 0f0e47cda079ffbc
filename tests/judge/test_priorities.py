"""The rule for the choice of priorities, against an oracle that counts ids beginning with DA."""

from itertools import combinations

import pytest

from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.priorities import check_priorities
from ehsg_cli.judge.verdict import Verdict
from tests.judge.conftest import Make

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED


def data_wanted(level: int) -> int:
    """The form's rule, written down a second time: 3 up to level 2, 1 at level 3, none above."""
    return 3 if level <= 2 else 1 if level == 3 else 0


def oracle(level: int, chosen: tuple[str, ...]) -> Verdict:
    """The verdict on up to three different descriptors."""
    data = len([id for id in chosen if id[:2] == "DA"])
    service = len(chosen) - data
    if data > data_wanted(level) or service > 3 - data_wanted(level):
        return NOT_MET
    return MET if len(chosen) == 3 else UNDETERMINED


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
def test_every_choice_of_three_is_judged_as_counting_judges_it(make: Make, guide: Guide, level: int) -> None:
    """All 4,495 ways to choose three of 31; 35, 1,932 or 2,024 of them keep to the rule."""
    met = 0
    for chosen in combinations(guide.descriptors, 3):
        result = check_priorities(make(priorities=chosen, submitted_level=level), guide)
        assert result.verdict is oracle(level, chosen), chosen
        assert bool(result.problems) is (result.verdict is NOT_MET), chosen
        met += result.verdict is MET
    assert met == {3: 35, 1: 7 * 276, 0: 2024}[data_wanted(level)]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("size", [0, 1, 2])
def test_every_unfinished_choice_is_judged_by_what_is_chosen_so_far(
    make: Make, guide: Guide, level: int, size: int
) -> None:
    """Not met where it already breaks the rule, else undetermined: it can still be finished rightly."""
    for chosen in combinations(guide.descriptors, size):
        result = check_priorities(make(priorities=chosen, submitted_level=level), guide)
        assert result.verdict is oracle(level, chosen), chosen
        kinds = {problem.kind for problem in result.problems}
        assert kinds == ({"group"} if result.verdict is NOT_MET else {"incomplete"}), chosen


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
def test_an_unfinished_choice_is_open_exactly_where_it_can_be_finished(
    make: Make, guide: Guide, level: int
) -> None:
    """Undetermined means: some choice of three that begins so keeps to the rule."""
    some = ("FV1", "FV2", "FV3", "CO1", "LE5", "DA1", "DA2", "DA7")
    for size in (0, 1, 2):
        for chosen in combinations(some, size):
            can_be_finished = any(
                oracle(level, (*chosen, *rest)) is MET
                for rest in combinations([id for id in some if id not in chosen], 3 - size)
            )
            result = check_priorities(make(priorities=chosen, submitted_level=level), guide)
            assert (result.verdict is UNDETERMINED) is can_be_finished, chosen


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
def test_eligible_are_the_ids_of_all_allowed_choices(make: Make, guide: Guide, level: int) -> None:
    """At level 3 that is all 31, below it the seven of the data section, above it the 24 others."""
    standing = {
        id for three in combinations(guide.descriptors, 3) if oracle(level, three) is MET for id in three
    }
    result = check_priorities(make(submitted_level=level), guide)
    assert set(result.eligible) == standing
    assert list(result.eligible) == [id for id in guide.descriptors if id in standing]
    assert len(result.eligible) == {3: 7, 1: 31, 0: 24}[data_wanted(level)]


def test_gateshead_keeps_to_the_rule(gateshead: Assessment, guide: Guide) -> None:
    """At level 2, as submitted, all three come from the data section."""
    result = check_priorities(gateshead, guide)
    assert (result.level, result.governs) == (2, "submitted_level")
    assert all(id.startswith("DA") for id in result.chosen)
    assert len(result.chosen) == 3
    assert (result.verdict, result.problems) == (MET, ())
    assert result.choice is not None
    assert result.choice.choose == {"data": 3, "service": 0}


def test_gateshead_what_if_level_3(gateshead: Assessment, guide: Guide) -> None:
    """Two of the three would have to make room for service descriptors, and it says so."""
    result = check_priorities(gateshead, guide, 3)
    ids = f"{result.chosen[0]}, {result.chosen[1]} and {result.chosen[2]}"
    assert (result.level, result.governs, result.verdict) == (3, "what-if", NOT_MET)
    assert [problem.sentence for problem in result.problems] == [
        f"3 data descriptors are chosen ({ids}) and the rule allows at most 1: "
        f"replace 2 of {ids} by 2 service descriptors"
    ]


@pytest.mark.parametrize("level", [4, 5, 6])
def test_gateshead_what_if_level_4_or_above(gateshead: Assessment, guide: Guide, level: int) -> None:
    """All three would have to make room."""
    result = check_priorities(gateshead, guide, level)
    ids = f"{result.chosen[0]}, {result.chosen[1]} and {result.chosen[2]}"
    assert result.verdict is NOT_MET
    assert [problem.sentence for problem in result.problems] == [
        f"3 data descriptors are chosen ({ids}) and the rule allows none: "
        f"replace {ids} by 3 service descriptors"
    ]


@pytest.mark.parametrize(
    ("level", "chosen", "sentence"),
    [
        (
            2,
            ("DA1", "DA2", "CO1"),
            "1 service descriptor is chosen (CO1) and the rule allows none: replace CO1 by 1 data descriptor",
        ),
        (
            3,
            ("FV1", "CO1", "LE1"),
            "3 service descriptors are chosen (FV1, CO1 and LE1) and the rule allows at most 2: "
            "replace 1 of FV1, CO1 and LE1 by 1 data descriptor",
        ),
        (
            3,
            ("DA1", "DA2"),
            "2 data descriptors are chosen (DA1 and DA2) and the rule allows at most 1: "
            "replace 1 of DA1 and DA2 by 1 service descriptor",
        ),
    ],
)
def test_a_broken_rule_says_what_would_have_to_change(
    make: Make, guide: Guide, level: int, chosen: tuple[str, ...], sentence: str
) -> None:
    """How many of which kind are chosen, how many the rule allows, and which to replace by as many others."""
    result = check_priorities(make(priorities=chosen, submitted_level=level), guide)
    assert [problem.sentence for problem in result.problems if problem.kind == "group"] == [sentence]


@pytest.mark.parametrize(
    ("level", "chosen", "sentence"),
    [
        (2, (), "0 of 3 are chosen; still to choose: 3 data"),
        (2, ("DA1",), "1 of 3 are chosen; still to choose: 2 data"),
        (3, ("FV1",), "1 of 3 are chosen; still to choose: 1 data and 1 service"),
        (5, ("FV1", "WF2"), "2 of 3 are chosen; still to choose: 1 service"),
    ],
)
def test_an_unfinished_choice_says_what_is_still_to_choose(
    make: Make, guide: Guide, level: int, chosen: tuple[str, ...], sentence: str
) -> None:
    """How many of how many, and from where the others come."""
    result = check_priorities(make(priorities=chosen, submitted_level=level), guide)
    assert [problem.sentence for problem in result.problems] == [sentence]


@pytest.mark.parametrize(
    ("chosen", "kinds"),
    [
        (("DA1", "DA1", "DA2"), ["repeated"]),
        (("DA1", "DA1"), ["repeated"]),
        (("DA1", "DA1", "DA2", "DA3"), ["repeated", "too-many"]),
        (("DA1", "DA2", "DA3", "DA4"), ["too-many"]),
        (("DA1", "DA2", "DA3", "FV1"), ["too-many", "group"]),
    ],
)
def test_repeats_and_a_fourth_are_not_met(
    make: Make, guide: Guide, chosen: tuple[str, ...], kinds: list[str]
) -> None:
    """Each priority is a different descriptor, and there are three of them."""
    result = check_priorities(make(priorities=chosen, submitted_level=2), guide)
    assert result.verdict is NOT_MET
    assert [problem.kind for problem in result.problems] == kinds
    assert result.chosen == chosen


def test_one_repeat_is_said_of_one(make: Make, guide: Guide) -> None:
    """The sentence agrees with the number of ids it names."""
    result = check_priorities(make(priorities=("DA1", "DA1", "DA2"), submitted_level=2), guide)
    assert [problem.sentence for problem in result.problems] == [
        "DA1 is named more than once; each priority is a different descriptor"
    ]


def test_a_repeat_and_a_surplus_say_what_to_do(make: Make, guide: Guide) -> None:
    """Which one is repeated; how many to take out."""
    result = check_priorities(make(priorities=("DA1", "DA1", "DA2", "DA2"), submitted_level=2), guide)
    assert [problem.sentence for problem in result.problems] == [
        "DA1 and DA2 are named more than once; each priority is a different descriptor",
        "4 are chosen and the rule is 3; take 1 out",
    ]


def test_without_a_level_nothing_can_be_told(make: Make, guide: Guide) -> None:
    """Undetermined, with no clause, and every descriptor still possible."""
    result = check_priorities(make(priorities=("DA1", "DA2", "DA3")), guide)
    assert (result.level, result.governs, result.choice) == (None, None, None)
    assert result.verdict is UNDETERMINED
    assert [problem.kind for problem in result.problems] == ["no-level"]
    assert result.eligible == tuple(guide.descriptors)


def test_the_current_level_governs_where_it_is_given(make: Make, guide: Guide) -> None:
    """Else the submitted one does; a what-if comes before both."""
    chosen = ("DA1", "FV1", "WF1")
    both = make(priorities=chosen, submitted_level=2, current_level=3)
    assert check_priorities(both, guide).verdict is MET
    assert check_priorities(both, guide).governs == "current_level"
    assert check_priorities(both, guide, 2).verdict is NOT_MET
    assert check_priorities(both, guide, 2).governs == "what-if"
    assert check_priorities(make(priorities=chosen, submitted_level=2), guide).verdict is NOT_MET
    only_current = check_priorities(make(priorities=chosen, current_level=3), guide)
    assert (only_current.level, only_current.verdict) == (3, MET)


def test_blank_priorities_are_none_and_reasons_do_not_count(make: Make, guide: Guide) -> None:
    """An entry left blank is not chosen yet; a priority with a reason is judged by its id."""
    result = check_priorities(
        make(
            priorities=[None, {"id": "DA1", "why": "Because."}, "DA2", {"why": "Later."}], submitted_level=1
        ),
        guide,
    )
    assert result.chosen == ("DA1", "DA2")
    assert result.verdict is UNDETERMINED


def test_the_order_of_the_choice_does_not_matter(make: Make, guide: Guide) -> None:
    """The verdict is on a set; the file's order is kept for showing."""
    first = check_priorities(make(priorities=("DA1", "FV1", "CO1"), submitted_level=3), guide)
    last = check_priorities(make(priorities=("CO1", "DA1", "FV1"), submitted_level=3), guide)
    assert (first.verdict, last.verdict) == (MET, MET)
    assert last.chosen == ("CO1", "DA1", "FV1")
