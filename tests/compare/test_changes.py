"""What changed between two assessments, held against a simple oracle and against itself turned round."""

import datetime
import random
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.compare.changes import Beside, Change, Direction, diff
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import read_data
from tests.helpers import GATESHEAD, HEAD, NORTHBRIDGE, changed


def assessment_of(text: str) -> Assessment:
    """An assessment from the text of its file, in which nothing is wrong."""
    loaded = read_data("area.yaml", text.encode())
    assert isinstance(loaded.content, Assessment)
    assert loaded.findings == (), loaded.findings
    return loaded.content


def between(old: str, new: str, guide: Guide) -> Change:
    """What changed from one text of a file to another."""
    return diff(assessment_of(old), assessment_of(new), guide)


# Nothing changed


@pytest.mark.parametrize("text", [NORTHBRIDGE, GATESHEAD, HEAD], ids=["northbridge", "gateshead", "empty"])
def test_a_file_beside_itself_has_not_changed(text: str, guide: Guide) -> None:
    """Nothing in any part of it, though every figure is worked out."""
    change = between(text, text, guide)
    assert change.empty
    assert not any((change.scores, change.narrative, change.criteria, change.follow_up, change.others))
    assert not change.data_model.level_changed
    assert all(section.old_mean == section.new_mean for section in (*change.sections, change.overall))
    assert not any(each.evidence or each.next_steps for each in change.priorities.followed)


def _reordered(text: str) -> str:
    """The same file with its groups, and the descriptors among them, the other way round."""
    groups = re.split(r"^(?=\w)", text, flags=re.MULTILINE)
    found = []
    for group in groups:
        head, *entries = re.split(r"^(?=  \w)", group, flags=re.MULTILINE)
        found.append("".join([head, *reversed(entries)]) if head.startswith("descriptors:") else group)
    return "".join(reversed(found))


def _blank_key(text: str) -> str:
    """A key without a value that stands nowhere in a file yet; none where every one does."""
    absent = [key for key in ("method", "follow_up", "agreed") if f"\n{key}:" not in text]
    return f"{absent[0]}:\n" if absent else ""


WRITTEN_OTHERWISE: dict[str, Callable[[str], str]] = {
    "the keys in another order": _reordered,
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "a mark before it all": lambda text: "\ufeff" + text,
    "words in quotation marks": lambda text: changed(text, "status: submitted", 'status: "submitted"'),
    "another way to write a text": lambda text: text.replace(": |-\n", ": |\n"),
    "without comments": lambda text: re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE),
    "spaces behind lines of text": lambda text: re.sub(r"(?<=[a-z,])\n(?=      [a-z])", "  \n", text),
    "lines ended elsewhere": lambda text: re.sub(r"(?<=[a-z,])\n      (?=[a-z])", " ", text),
    "blank keys": lambda text: text.rstrip("\n") + "\n" + _blank_key(text),
}


@pytest.mark.parametrize("how", WRITTEN_OTHERWISE)
@pytest.mark.parametrize("text", [NORTHBRIDGE, GATESHEAD], ids=["northbridge", "gateshead"])
def test_what_is_written_otherwise_has_not_changed(text: str, how: str, guide: Guide) -> None:
    """What it says counts, and not how it stands in the file."""
    other = WRITTEN_OTHERWISE[how](text)
    loaded = read_data("area.yaml", other.encode())
    assert isinstance(loaded.content, Assessment)
    assert loaded.findings == ()
    assert diff(assessment_of(text), loaded.content, guide).empty


def test_a_text_is_written_otherwise_in_these_tests() -> None:
    """Each way makes other bytes of at least one example."""
    for how, write in WRITTEN_OTHERWISE.items():
        assert [text for text in (NORTHBRIDGE, GATESHEAD) if write(text) != text], how


# The parts


def test_scores_that_come_go_rise_and_fall(guide: Guide) -> None:
    """Each with both figures, and with no figure where it is not scored."""
    old = HEAD + "descriptors: {FV1: {score: 2}, FV2: {score: 3}, FV3: {score: 4}, FV5: {score: 1}}\n"
    new = HEAD + "descriptors: {FV1: {score: 4}, FV2: {score: 0}, FV4: {score: 0}, FV5: {score: 1}}\n"
    change = between(old, new, guide)
    told: dict[str, tuple[int | None, int | None, Direction]] = {
        each.descriptor: (each.old, each.new, each.direction) for each in change.scores
    }
    assert told == {
        "FV1": (2, 4, "up"),
        "FV2": (3, 0, "down"),
        "FV3": (4, None, "no-longer-scored"),
        "FV4": (None, 0, "newly-scored"),
    }
    first = change.sections[0]
    assert (first.old.scored, first.new.scored, first.both) == (4, 4, 3)
    assert (first.old_mean, first.new_mean) == (2, 5 / 3)
    assert change.sections[1].old_mean is None


def test_means_have_one_denominator(guide: Guide) -> None:
    """A low score that is new does not pull the mean of the others down."""
    old = HEAD + "descriptors: {FV1: {score: 4}, FV2: {score: 4}}\n"
    new = HEAD + "descriptors: {FV1: {score: 5}, FV2: {score: 4}, FV3: {score: 0}}\n"
    overall = between(old, new, guide).overall
    assert (overall.old_mean, overall.new_mean, overall.both) == (4, 4.5, 2)


def test_the_data_model_changes_what_may_be_chosen(guide: Guide) -> None:
    """How the old choice would stand at the new level is told with it."""
    choice = "priorities: [DA1, DA2, DA3]\n"
    change = between(
        HEAD + "data_model: {submitted_level: 2}\n" + choice,
        HEAD + "data_model: {submitted_level: 4}\n" + choice,
        guide,
    )
    model = change.data_model
    assert (model.level_changed, model.rule_changed) == (True, True)
    assert (model.old.verdict.value, model.kept.verdict.value) == ("met", "not-met")
    same_rule = between(
        HEAD + "data_model: {submitted_level: 1}\n" + choice,
        HEAD + "data_model: {submitted_level: 2}\n" + choice,
        guide,
    ).data_model
    assert (same_rule.level_changed, same_rule.rule_changed) == (True, False)


def _plan(*actions: dict[str, Any]) -> Plan:
    return Plan.model_validate({"ehsg": "plan/1", "actions": list(actions)})


ACTION = {"id": "A1", "descriptor": "DA1", "action": "Do it", "status": "not started"}


YEARS = (HEAD + "period: 2022\npriorities: [DA1]\n", HEAD + "period: 2023\npriorities: [DA1]\n")


def _actions_of(old: Plan | None, new: Plan | None, guide: Guide, years: tuple[str, str] = YEARS) -> Any:
    first, second = map(assessment_of, years)
    (followed,) = diff(first, second, guide, Beside(old, new)).priorities.followed
    return followed.actions


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        (_plan(ACTION), _plan(ACTION), False),
        (_plan(ACTION), _plan({**ACTION, "status": "in progress"}), True),
        (_plan(ACTION), _plan({**ACTION, "progress": [{"note": "Begun"}]}), True),
        (_plan(), _plan(ACTION), False),
        (_plan(), _plan({**ACTION, "status": "done"}), True),
        (_plan(ACTION), _plan(), True),
        (_plan({**ACTION, "descriptor": "DA2"}), _plan(), None),
    ],
)
def test_whether_actions_on_a_priority_moved_from_plan_to_plan(
    old: Plan, new: Plan, moved: bool | None, guide: Guide
) -> None:
    """Begun, ended, stopped, reported on or taken out of the plan; nobody knows where no plan has any."""
    assert _actions_of(old, new, guide).moved is moved


BEGUN = {**ACTION, "status": "in progress"}


def _reported(day: str) -> dict[str, Any]:
    return {**BEGUN, "progress": [{"on": day, "note": "Begun"}]}


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        (None, None, None),
        (None, _plan(), None),
        (None, _plan(BEGUN), None),
        (None, _plan({**ACTION, "status": "done"}), None),
        (None, _plan(_reported("2019-11-14")), None),
        (None, _plan(_reported("2022-12-31")), None),
        (None, _plan(_reported("2023-01-01")), True),
        (None, _plan(ACTION, _reported("2024-02-01")), True),
        (None, _plan(ACTION, {**ACTION, "id": "A2"}), False),
        (None, _plan(ACTION, {**ACTION, "id": "A2", "status": None}), None),
        (None, _plan({**ACTION, "progress": [{"note": "Talked about"}]}), None),
        (_plan(ACTION), None, None),
        (_plan(BEGUN), None, None),
        (_plan(_reported("2023-06-30")), None, True),
    ],
)
def test_one_plan_alone_says_that_actions_moved_only_where_that_was_reported_since(
    old: Plan | None, new: Plan | None, moved: bool | None, guide: Guide
) -> None:
    """That they are under way says nothing of when they were begun; where none was begun, none has moved."""
    actions = _actions_of(old, new, guide)
    assert actions.moved is moved
    assert not actions.compared
    assert _actions_of(old, new, guide, (YEARS[1], YEARS[0])).moved is moved  # turned round


def test_one_plan_tells_nothing_of_two_versions_of_one_year(guide: Guide) -> None:
    """What was reported since then may have been so when the first of the two was written."""
    plan = _plan(_reported("2024-02-01"))
    assert _actions_of(None, plan, guide, (YEARS[0], YEARS[0])).moved is None
    assert _actions_of(None, plan, guide, (YEARS[0], HEAD + "priorities: [DA1]\n")).moved is None


def test_the_last_report_is_that_of_the_newer_plan(guide: Guide) -> None:
    """The day of which it says something, whatever order its notes are in."""
    plan = _plan(_reported("2023-06-30"), _reported("2022-03-01"), {**ACTION, "progress": [{"note": "Soon"}]})
    assert _actions_of(_plan(_reported("2024-01-01")), plan, guide).reported == datetime.date(2023, 6, 30)
    assert _actions_of(plan, None, guide).reported == datetime.date(2023, 6, 30)
    assert _actions_of(None, _plan(ACTION), guide).reported is None


def test_another_guide_is_refused(guide: Guide, gateshead: Assessment) -> None:
    """Scores of two editions have no scale in common."""
    other = gateshead.model_copy(update={"guide": "ehsg-2020"})
    with pytest.raises(UserError, match="answers ehsg-2020"):
        diff(other, gateshead, guide)


# Against an oracle, on random pairs

IDS = ("FV1", "FV2", "WF1", "CO1", "LE1", "LE2", "DA1", "DA3", "DA7")
CRITERIA = {"FV1": 3, "WF1": 2, "LE1": 1, "DA1": 4}
SECTIONS = ("FV", "WF", "CO", "LE", "DA")
WORDS = ("families", "told", "us", "twice", "a", "plan")
PERIODS = (None, "2021", "2022", "2022-23")
CODES = ("E08999999", "E06999999")
DAYS = ("2022-06-30", "2023-06-30")
BOARDS = ("Early Help Board", "Early  Help Board", "Cabinet")
METHODS = ("workshops", "interviews", "peer-review")
SHARING = {"dfe": ("acknowledged",), "coordinators": ("confirmed", "declined")}
PREDECESSORS = (("Old Town", "same"), ("Old  Town", "same"), ("Old Town", "changed"), ("Hill", None))
STATUSES = (None, "not started", "in progress", "done")


def _maybe(chance: random.Random, values: tuple[Any, ...]) -> Any:
    return chance.choice((None, *values))


def _text(chance: random.Random) -> str | None:
    if chance.random() < 0.4:
        return None
    paragraphs = [
        [chance.choice(WORDS) for _ in range(chance.randint(1, 4))] for _ in range(chance.randint(1, 2))
    ]
    return "\n\n".join(chance.choice((" ", "\n")).join(words) for words in paragraphs)


def made(chance: random.Random) -> dict[str, Any]:
    """A random assessment as plain data; a text may be there, or another, or the same wrapped otherwise."""
    priorities = chance.sample(IDS, chance.randint(0, 3))
    return {
        "period": _maybe(chance, PERIODS[1:]),
        "status": chance.choice((None, "draft", "agreed")),
        "level": _maybe(chance, (1, 2, 3, 4)),
        "entries": {
            id: {"score": _maybe(chance, (0, 1, 3)), "evidence": _text(chance), "next_steps": _text(chance)}
            for id in chance.sample(IDS, chance.randint(0, len(IDS)))
        },
        "priorities": {id: _text(chance) for id in priorities},
        "follow_up": {
            id: (chance.choice(("done", "partly")), _text(chance))
            for id in chance.sample(IDS, chance.randint(0, 2))
        },
        "code": _maybe(chance, CODES),
        "predecessors": chance.sample(PREDECESSORS, chance.randint(0, 2)),
        "agreed": (_maybe(chance, DAYS), _maybe(chance, BOARDS)),
        "submitted": _maybe(chance, DAYS),
        "method": chance.choices((None, *METHODS), k=chance.randint(0, 3)),
        "sharing": {id: _maybe(chance, said) for id, said in SHARING.items() if chance.random() < 0.7},
        "plan": chance.choice((None, _actions_made(chance))),
    }


def _actions_made(chance: random.Random) -> dict[str, tuple[str, str | None, bool]]:
    """By what each is called the descriptor it is on, its status, and whether anything is reported of it."""
    return {
        name: (chance.choice(IDS[:3]), chance.choice(STATUSES), chance.random() < 0.3)
        for name in chance.sample(("A1", "A2", "A3"), chance.randint(0, 3))
    }


def plan_of(given: dict[str, Any]) -> Plan | None:
    """The plan that plain data stands for."""
    if given["plan"] is None:
        return None
    return _plan(
        *(
            {
                "id": name,
                "descriptor": on,
                "action": f"Do {name}",
                "status": status,
                "progress": [{"on": "2023-01-31", "note": "Begun."}] if reported else [],
            }
            for name, (on, status, reported) in given["plan"].items()
        )
    )


def touched(chance: random.Random, given: dict[str, Any]) -> dict[str, Any]:
    """The same with some of its parts from another one."""
    other = made(chance)
    return {key: other[key] if chance.random() < 0.4 else given[key] for key in given}


def model_of(given: dict[str, Any]) -> Assessment:
    """The assessment that plain data stands for."""
    data = {
        "ehsg": "assessment/1",
        "guide": "ehsg-2022",
        "area": {
            "name": "Northbridge",
            "code": given["code"],
            "predecessors": [
                {"name": name, "boundaries": boundaries} for name, boundaries in given["predecessors"]
            ],
        },
        "agreed": {"date": given["agreed"][0], "by": given["agreed"][1]},
        "submitted": given["submitted"],
        "method": given["method"],
        "sharing": given["sharing"],
        "period": given["period"],
        "status": given["status"],
        "data_model": {"submitted_level": given["level"]},
        "entries": {
            id: {"answer": each["score"], "evidence": each["evidence"], "next_steps": each["next_steps"]}
            for id, each in given["entries"].items()
        },
        "priorities": [{"id": id, "why": why} for id, why in given["priorities"].items()],
        "follow_up": {id: {"outcome": said, "note": note} for id, (said, note) in given["follow_up"].items()},
    }
    return Assessment.model_validate(data)


def _said(text: str | None) -> list[list[str]]:
    """A text as nobody could read it otherwise: the words of its paragraphs."""
    return [paragraph.split() for paragraph in (text or "").split("\n\n") if paragraph.split()]


def _entry(given: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = given["entries"].get(id, {"score": None, "evidence": None, "next_steps": None})
    return found


def _allowed(given: dict[str, Any], level: int | None) -> bool | None:
    """Whether a choice keeps to the rule of the form at a level; `None` where that cannot be told."""
    if level is None:
        return None
    chosen = list(given["priorities"])
    data = sum(id.startswith("DA") for id in chosen)
    wanted = {1: 3, 2: 3, 3: 1, 4: 0}[level]
    if data > wanted or len(chosen) - data > 3 - wanted:
        return False
    return True if len(chosen) == 3 else None


def _standing(given: dict[str, Any], id: str) -> str:
    score = _entry(given, id)["score"]
    return "undetermined" if score is None else "met" if score >= CRITERIA[id] else "not-met"


def oracle(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What changed, worked out from plain data without anything of the tool's."""
    means = []
    for section in (*SECTIONS, ""):
        both = [
            (a, b)
            for id in IDS
            if id.startswith(section)
            and (a := _entry(old, id)["score"]) is not None
            and (b := _entry(new, id)["score"]) is not None
        ]
        means.append(
            tuple(float(Fraction(sum(pair[side] for pair in both), len(both))) for side in (0, 1))
            if both
            else None
        )
    nobody = (None, None)
    return {
        "scores": [
            (id, _entry(old, id)["score"], _entry(new, id)["score"])
            for id in IDS
            if _entry(old, id)["score"] != _entry(new, id)["score"]
        ],
        "means": means,
        "texts": [
            (id, field)
            for id in IDS
            for field in ("evidence", "next_steps")
            if _said(_entry(old, id)[field]) != _said(_entry(new, id)[field])
        ],
        "carried": [id for id in IDS if id in old["priorities"] and id in new["priorities"]],
        "dropped": [id for id in IDS if id in old["priorities"] and id not in new["priorities"]],
        "added": [id for id in IDS if id not in old["priorities"] and id in new["priorities"]],
        "reasons": [
            id
            for id in IDS
            if id in old["priorities"]
            and id in new["priorities"]
            and _said(old["priorities"][id]) != _said(new["priorities"][id])
        ],
        "levels": (old["level"], new["level"]),
        "allowed": (_allowed(old, old["level"]), _allowed(new, new["level"]), _allowed(old, new["level"])),
        "criteria": [
            (id, _standing(old, id), _standing(new, id))
            for id in CRITERIA
            if _standing(old, id) != _standing(new, id)
        ],
        "follow_up": [
            id
            for id in IDS
            if (a := old["follow_up"].get(id, nobody))[0] != (b := new["follow_up"].get(id, nobody))[0]
            or _said(a[1]) != _said(b[1])
        ],
        "others": sorted(key for key, said in _others(old).items() if said != _others(new)[key]),
    }


def _others(given: dict[str, Any]) -> dict[str, Any]:
    """What else is said, with nothing left that is no difference: spaces, blanks, and the order of lists."""
    date, board = given["agreed"]
    return {
        "area.code": given["code"],
        "area.predecessors": sorted(
            (" ".join(name.split()), said or "") for name, said in given["predecessors"]
        ),
        "agreed.by": " ".join((board or "").split()),
        "agreed.date": date,
        "data_model.submitted_level": given["level"],
        "method": sorted({each for each in given["method"] if each}),
        "period": given["period"],
        # One that is left out is that of a draft.
        "status": given["status"] or "draft",
        "submitted": given["submitted"],
        **{f"sharing.{id}": given["sharing"].get(id) for id in SHARING},
    }


def _moved(old: dict[str, Any], new: dict[str, Any], id: str) -> bool | None:
    """Whether the actions on a descriptor moved from one plan to the other; `None` where neither has any."""
    then, now = (
        {name: each[1:] for name, each in plan["plan"].items() if each[0] == id} for plan in (old, new)
    )
    if not now:
        return True if then else None
    begun = {name for name, (status, reported) in now.items() if status in STATUSES[2:] or reported}
    return any(now[name] != then[name] for name in then if name in now) or bool(begun - set(then))


_VERDICTS = {"met": True, "not-met": False, "undetermined": None}


def told(change: Change) -> dict[str, Any]:
    """What the tool says changed, in the shape of the oracle."""
    chosen, model = change.priorities, change.data_model
    return {
        "scores": [(each.descriptor, each.old, each.new) for each in change.scores],
        "means": [
            None if each.old_mean is None else (each.old_mean, each.new_mean)
            for each in (*change.sections, change.overall)
        ],
        "texts": [(each.descriptor, each.field) for each in change.narrative],
        "carried": list(chosen.carried),
        "dropped": list(chosen.dropped),
        "added": list(chosen.added),
        "reasons": [id for id, _, _ in chosen.reasons],
        "levels": (model.old.level, model.new.level),
        "allowed": tuple(_VERDICTS[each.verdict.value] for each in (model.old, model.new, model.kept)),
        "criteria": [(each.descriptor, each.old.value, each.new.value) for each in change.criteria],
        "follow_up": [id for id, _, _ in change.follow_up],
        "others": sorted(".".join(each.keys) for each in change.others),
    }


def turned(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer the other way round, as far as it can be turned."""
    return {
        **answer,
        "scores": [(id, new, old) for id, old, new in answer["scores"]],
        "means": [each and each[::-1] for each in answer["means"]],
        "dropped": answer["added"],
        "added": answer["dropped"],
        "levels": answer["levels"][::-1],
        "allowed": (answer["allowed"][1], answer["allowed"][0]),
        "criteria": [(id, new, old) for id, old, new in answer["criteria"]],
    }


def test_a_thousand_random_pairs_agree_with_an_oracle_and_with_themselves_turned_round(guide: Guide) -> None:
    """Every part of what changed, forwards and backwards; and nothing from each to itself."""
    chance = random.Random(2022)
    thresholds = Thresholds.model_validate({"ehsg": "thresholds/1", "minimum": CRITERIA})
    changed_parts: set[str] = set()
    for _ in range(1000):
        first = made(chance)
        second = touched(chance, first)
        old, new = model_of(first), model_of(second)
        beside = Beside(plan_of(first), plan_of(second), thresholds)
        change = diff(old, new, guide, beside)
        expected = oracle(first, second)
        chosen = sorted(first["priorities"], key=IDS.index)
        two_plans = first["plan"] is not None and second["plan"] is not None
        moved = [id for id in chosen if two_plans and _moved(first, second, id)]
        assert [each.descriptor for each in change.actions_moved] == moved, (first, second)
        assert all(each.actions.compared is two_plans for each in change.priorities.followed)
        assert told(change) == expected, (first, second)
        parts = ("scores", "texts", "dropped", "added", "reasons", "follow_up", "others")
        assert change.empty is not (any(expected[part] for part in parts) or bool(moved))
        changed_parts |= {part for part in (*parts, "criteria", "carried") if expected[part]}
        changed_parts |= {*expected["others"], *(["actions"] if moved else [])}
        back = turned(told(diff(new, old, guide, Beside(plan_of(second), plan_of(first), thresholds))))
        assert back == {**expected, "allowed": expected["allowed"][:2]}
        assert diff(old, old, guide, Beside(plan_of(first), plan_of(first), thresholds)).empty
        assert [each.descriptor for each in change.priorities.followed] == chosen
    assert changed_parts == {
        *_others(made(chance)),
        "actions",
        *("scores", "texts", "dropped", "added", "reasons", "follow_up", "others"),
        *("criteria", "carried"),
    }
