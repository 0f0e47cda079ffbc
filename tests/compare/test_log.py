"""Scores from version to version, held against what a simpler reckoning gives."""

import random

from ehsg_cli.assessment import Assessment, Entry
from ehsg_cli.compare.log import Version, score_log
from ehsg_cli.guide.models import Guide

IDS = ("FV1", "FV2", "DA7")
Scores = dict[str, int | None]


def saying(scores: Scores) -> Assessment:
    entries = {id: Entry(answer=score) for id, score in scores.items()}
    return Assessment(ehsg="assessment/1", entries=entries)


def key(number: int) -> tuple[str, str]:
    return str(number), "area.yaml"


def some_scores(chance: random.Random) -> Scores:
    return {id: chance.choice((None, 1, 2)) for id in IDS}


def test_a_line_of_versions_replays_to_the_newest(guide: Guide) -> None:
    """Whatever stands between that cannot be read: the changes in turn give the scores that stand there."""
    chance = random.Random(5)
    for _ in range(100):
        versions, known = [], []
        for number in range(chance.randrange(1, 8)):
            scores = some_scores(chance)
            readable = chance.random() < 0.7
            known += [scores] if readable else []
            content = saying(scores) if readable else None
            parents = (key(number - 1),) if number else ()
            versions.append(Version(key(number), parents, True, content))
        found = score_log(versions[::-1], guide)
        now: Scores = dict.fromkeys(IDS)
        for version in versions:
            for change in found.get(version.key, ()):
                assert now[change.descriptor] == change.old != change.new
                now[change.descriptor] = change.new
            assert version.content is not None or version.key not in found
        assert now == (known[-1] if known else dict.fromkeys(IDS))


def test_a_joint_tells_only_what_none_of_its_parents_had(guide: Guide) -> None:
    """By the definition, over random pairs of sides."""
    chance = random.Random(6)
    for _ in range(100):
        one, other, joint = (some_scores(chance) for _ in range(3))
        versions = [
            Version(key(2), (key(0), key(1)), True, saying(joint)),
            Version(key(1), (), True, saying(other)),
            Version(key(0), (), True, saying(one)),
        ]
        told = {each.descriptor: (each.old, each.new) for each in score_log(versions, guide)[key(2)]}
        assert told == {
            id: (one[id], joint[id]) for id in IDS if joint[id] != one[id] and joint[id] != other[id]
        }


def test_what_took_a_side_as_it_was_passes_it_on(guide: Guide) -> None:
    """A merge that changed nothing stands for the side that it took."""
    versions = [
        Version(key(3), (key(2),), True, saying({"FV1": 3})),
        Version(key(2), (key(1),), False, None),
        Version(key(1), (key(0),), True, saying({"FV1": 2})),
        Version(key(0), (), True, saying({"FV1": 1})),
    ]
    found = score_log(versions, guide)
    assert key(2) not in found
    assert [(each.old, each.new) for each in found[key(3)]] == [(2, 3)]


def test_scores_that_cannot_be_read_count_as_before(guide: Guide) -> None:
    """Neither then nor afterwards are they taken for a blank."""
    versions = [
        Version(key(2), (key(1),), True, saying({"FV1": 4})),
        Version(key(1), (key(0),), True, saying({"FV1": None, "FV2": 1}), frozenset(("FV1",))),
        Version(key(0), (), True, saying({"FV1": 3})),
    ]
    found = score_log(versions, guide)
    assert [each[:3] for each in found[key(1)]] == [("FV2", None, 1)]
    assert [each[:3] for each in found[key(2)]] == [("FV1", 3, 4), ("FV2", 1, None)]


def test_of_the_first_that_is_known_nothing_is_said(guide: Guide) -> None:
    """What was before it may have been the same."""
    versions = [
        Version(key(1), (key(0),), True, saying({"FV1": 4})),
        Version(key(0), (), True, saying({"FV1": 3}), first=True),
    ]
    found = score_log(versions, guide)
    assert key(0) not in found
    assert [each[:3] for each in found[key(1)]] == [("FV1", 3, 4)]
