"""What an assessment means, apart from how it is written, and the digests that are taken of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ehsg_cli import load_assessment, load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.receipts import digest_of
from ehsg_cli.compare.changes import diff
from ehsg_cli.compare.meaning import digest, meaning, parts
from ehsg_cli.diagnostics import Pointer
from ehsg_cli.guide.models import Guide, Scale
from tests.helpers import EXAMPLES, NORTHBRIDGE, changed, put

IDS = ("FV1", "FV2", "WF1", "DA3")
TEXTS = st.sampled_from(
    (
        None,
        "",
        " \n ",
        "one two",
        "one\ntwo",
        "one  two\r\n",
        "one\n\ntwo",
        "- one\n- two",
        "- one\n\n- two",
        "0",
    )
)
ENTRY = st.fixed_dictionaries(
    {}, optional={"answer": st.sampled_from((None, 0, 1, 3)), "evidence": TEXTS, "next_steps": TEXTS}
)
PRIORITY = st.one_of(
    st.none(),
    st.sampled_from(IDS),
    st.fixed_dictionaries({"id": st.sampled_from((*IDS, None))}, optional={"why": TEXTS}),
)
FOLLOW_UP = st.fixed_dictionaries(
    {}, optional={"outcome": st.sampled_from((None, "done", "partly")), "note": TEXTS}
)
PREDECESSOR = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {}, optional={"name": st.sampled_from((None, "A b", "A  b", "C")), "boundaries": st.just("same")}
    ),
)
AREA = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from((None, "A b", "A\nb", "C")),
        "code": st.sampled_from((None, "E08999999")),
        "predecessors": st.lists(PREDECESSOR, max_size=2),
    },
)
DATA_MODEL = st.fixed_dictionaries(
    {}, optional={"submitted_level": st.sampled_from((None, 1, 2)), "changed": st.booleans()}
)
ASSESSMENTS = st.fixed_dictionaries(
    {"ehsg": st.just("assessment/1"), "guide": st.just("ehsg-2022")},
    optional={
        "area": AREA,
        "period": st.sampled_from((None, 2022, "2022", "2022-23")),
        "status": st.sampled_from(("draft", "submitted")),
        "submitted": st.sampled_from((None, "2022-07-29")),
        "agreed": st.fixed_dictionaries({}, optional={"by": TEXTS}),
        "method": st.lists(st.sampled_from(("workshops", "interviews", None)), max_size=3),
        "data_model": DATA_MODEL,
        "entries": st.dictionaries(st.sampled_from(IDS), ENTRY, max_size=2),
        "priorities": st.lists(PRIORITY, max_size=3),
        "follow_up": st.dictionaries(st.sampled_from(IDS), FOLLOW_UP, max_size=2),
        "sharing": st.dictionaries(st.just("dfe"), st.sampled_from((None, "acknowledged")), max_size=1),
    },
).map(Assessment.model_validate)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Assessment, Assessment]:
    """Two assessments that differ in one key at most, so that many are alike."""
    one, other = draw(ASSESSMENTS), draw(ASSESSMENTS)
    key = draw(st.sampled_from(sorted(Assessment.model_fields)))
    return one, one.model_copy(update={key: getattr(other, key)})


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pair=st.one_of(pairs(), st.tuples(ASSESSMENTS, ASSESSMENTS)))
def test_two_mean_the_same_exactly_where_nothing_changed(
    guide: Guide, pair: tuple[Assessment, Assessment]
) -> None:
    """The comparison of two years and the meaning of each never say two different things."""
    one, other = pair
    same = meaning(one, guide) == meaning(other, guide)
    assert same == diff(one, other, guide).empty
    assert same == (digest(meaning(one, guide)) == digest(meaning(other, guide)))
    assert same == (parts(meaning(one, guide), guide.words) == parts(meaning(other, guide), guide.words))


def read(folder: Path, text: str) -> Assessment:
    return load_assessment(put(folder / "area.yaml", text))


def reordered(text: str) -> str:
    """The groups of the file in the opposite order, and the entries too."""
    head, *groups = re.split(r"^(?=\w)", text, flags=re.MULTILINE)
    for number, group in enumerate(groups):
        if group.startswith("descriptors:"):
            first, *entries = re.split(r"^(?=  [A-Z]{2}\d:)", group, flags=re.MULTILINE)
            groups[number] = "".join((first, *reversed(entries)))
    return head + "".join(reversed(groups))


@pytest.mark.parametrize(
    "rewritten",
    [
        reordered(NORTHBRIDGE),
        NORTHBRIDGE.replace("\n", "\r\n"),
        "\ufeff" + NORTHBRIDGE,
        re.sub(r"^ *#.*\n", "", NORTHBRIDGE, flags=re.MULTILINE),
        changed(NORTHBRIDGE, "status: submitted", "status: 'submitted'  # sent"),
        changed(
            NORTHBRIDGE,
            "[workshops, interviews, peer-review]",
            "\n  - peer-review\n  - workshops\n  - interviews",
        ),
        changed(NORTHBRIDGE, "In the year\n      to March", "In the year to\n      March"),
        changed(NORTHBRIDGE, "  changed: true\n", "  changed: true\n\n"),
        changed(NORTHBRIDGE, "follow_up:\n", "follow_up:\n  FV1: {outcome: , note: }\n"),
    ],
    ids=["order", "crlf", "mark", "no comments", "quotes", "list", "wrapping", "blank line", "blank keys"],
)
def test_how_it_is_written_makes_no_difference(
    tmp_path: Path, northbridge: Assessment, guide: Guide, rewritten: str
) -> None:
    """Order, line ends, comments, quotation marks, wrapping and blank keys are no part of the meaning."""
    assert rewritten != NORTHBRIDGE
    assert digest(meaning(read(tmp_path, rewritten), guide)) == digest(meaning(northbridge, guide))


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("    score: 4\n", "    score: 3\n", "descriptors.FV1.score"),
        ("    score: 4\n", "    score:\n", "descriptors.FV1.score"),
        ("412 of 540", "413 of 540", "descriptors.FV1.working_well"),
        ("      helped:\n\n      - fam", "      helped:\n      fam", "descriptors.FV1.working_well"),
        ("parents join the panel", "parents will join the panel", "descriptors.FV1.prioritising_next"),
        ("id: DA5", "id: DA6", "priorities"),
        ("why: Residents", "why: All residents", "priorities"),
        ("current_level: 3", "current_level: 2", "data_model"),
        ("departments: declined", "departments: confirmed", "sharing"),
        ("period: 2023", "period: 2022-23", "period"),
        ("status: submitted", "status: agreed", "status"),
        ("submitted: 2023-07-28", "submitted: 2023-07-29", "submitted"),
        ("by: Early Help Partnership Board", "by: Cabinet", "agreed"),
        ("[workshops, interviews, peer-review]", "[workshops, interviews]", "method"),
        ("outcome: partly", "outcome: stopped", "follow_up"),
    ],
)
def test_what_is_said_makes_one_and_names_its_part(
    tmp_path: Path, northbridge: Assessment, guide: Guide, old: str, new: str, part: str
) -> None:
    """Each change of what is said gives another digest, and only its own part is another one."""
    before = parts(meaning(northbridge, guide), guide.words)
    now = meaning(read(tmp_path, changed(NORTHBRIDGE, old, new)), guide)
    assert digest(now) != digest(meaning(northbridge, guide))
    after = parts(now, guide.words)
    every = {*before, *after}
    assert [str(each) for each in every if before.get(each) != after.get(each)] == [part]


def test_the_meaning_is_plain_and_sorted(northbridge: Assessment, guide: Guide) -> None:
    """It passes through JSON as it is, every key in order, with nothing in it that is not given."""

    def looked_at(value: Any) -> None:
        if isinstance(value, dict):
            assert list(value) == sorted(value)
            for each in value.values():
                looked_at(each)
        assert value is not None
        assert value != {}

    said = meaning(northbridge, guide)
    assert json.loads(json.dumps(said)) == said
    looked_at(said)


PINNED = """
ehsg: assessment/1
guide: ehsg-2022
area:
  name: Northbridge
  code: E08999999
  predecessors: [{name: Upper  Northbridge, boundaries: same}, {name: B}, ]
period: 2023
status: submitted
agreed: {date: 2023-06-30, by: Early Help Partnership Board}
submitted: 2023-07-28
method: [workshops, interviews]
data_model: {submitted_level: 2, as_at: 2023-01, changed: true, current_level: 3}
descriptors:
  FV1: {score: 0, working_well: "Two  words.\\n\\n- A list\\n- of two, with \u00e9", prioritising_next: " "}
  FV2: {score: 3}
priorities: [DA5, {id: WF5, why: Because.}]
follow_up: {DA3: {outcome: partly, note: Not yet.}}
sharing: {dfe: acknowledged, departments: declined}
"""


def test_the_digest_stays_as_it_is(tmp_path: Path, guide: Guide) -> None:
    """Receipts that users keep hold it: another one for the same file would belie them all."""
    assert digest({"status": "draft"}) == "b4bcf6615087d4f7605a0a1331bd7c801f4f9385675342d00160ac556c65a8a1"
    said = meaning(read(tmp_path, PINNED), guide)
    assert said == {
        "agreed": {"by": "Early Help Partnership Board", "date": "2023-06-30"},
        "area": {
            "code": "E08999999",
            "name": "Northbridge",
            "predecessors": [{"boundaries": "same", "name": "Upper Northbridge"}, {"name": "B"}],
        },
        "data_model": {"as_at": "2023-01", "changed": True, "current_level": 3, "submitted_level": 2},
        "entries": {
            "FV1": {"answer": 0, "evidence": "Two words. \n\n - A list \n - of two, with \u00e9"},
            "FV2": {"answer": 3},
        },
        "follow_up": {"DA3": {"note": "Not yet.", "outcome": "partly"}},
        "guide": "ehsg-2022",
        "method": ["interviews", "workshops"],
        "period": "2023",
        "priorities": {"DA5": "", "WF5": "Because."},
        "sharing": {"departments": "declined", "dfe": "acknowledged"},
        "status": "submitted",
        "submitted": "2023-07-28",
    }
    assert digest(said) == "a656cd7c8848ec5e6b5f6f4a834d9038d8aec523f6f839b41ae8a86d93c27c14"


def test_a_word_of_a_scale_in_words_is_held_as_that_word(tmp_path: Path) -> None:
    """No rank stands in a digest: a revision of the guide may rank its words anew."""
    text = (EXAMPLES / "northbridge-2020.yaml").read_text(encoding="utf-8")
    words = load_guide("ehsg-2020")
    assessment = read(tmp_path, text)
    said = meaning(assessment, words)
    assert said["entries"]["FA1"]["answer"] == "yes"
    assert parts(said, words.words)[Pointer(("questions", "FA1", "answer"))] == digest_of("yes")
    values = tuple(each.model_copy(update={"value": each.value + 5}) for each in words.scale.values)
    scale = Scale.model_construct(**dict(words.scale) | {"values": values})
    anew = words.model_copy(update={"scale": scale})
    entries = {
        id: each.model_copy(update={"answer": None if each.answer is None else each.answer + 5})
        for id, each in assessment.entries.items()
    }
    assert meaning(assessment.model_copy(update={"entries": entries}), anew) == said
