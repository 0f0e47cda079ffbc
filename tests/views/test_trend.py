"""The trend in words: headlines that hold for every input, tables with the figures, sentences on joins."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ehsg_cli import load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.compare.trend import Trend, Year, trend, year_of
from ehsg_cli.judge.summary import summarise
from ehsg_cli.views import words
from ehsg_cli.views.blocks import Block, Facts, Heading, Picture, Points, Sentence
from ehsg_cli.views.kinds import Paper
from ehsg_cli.views.tables import Table
from ehsg_cli.views.trend import CONVERTED, LEGEND, view_trend

NEW, OLD = load_guide("ehsg-2022"), load_guide("ehsg-2020")
GUIDES = {guide.id: guide for guide in (NEW, OLD)}
IDS = tuple(NEW.descriptors)

Scores = Mapping[str, int | None]


def year(
    period: str, scores: Scores | int = 2, guide: str = NEW.id, area: str = "Northbridge", **more: Any
) -> Year:
    given = dict.fromkeys(GUIDES[guide].descriptors, scores) if isinstance(scores, int) else scores
    data = {
        "ehsg": "assessment/1",
        "guide": guide,
        "area": {"name": area},
        "period": period,
        "status": "submitted",
        "entries": {id: {"answer": score} for id, score in given.items()},
    }
    return year_of(Assessment.model_validate(data | more), GUIDES[guide], f"{period}.yaml")


def of(*years: Year, across_boundaries: bool = False) -> Trend:
    return trend(years, GUIDES, across_boundaries=across_boundaries)


def paper(*years: Year) -> Paper:
    return view_trend(of(*years))


def blocks(made: Paper, part: str) -> tuple[Block, ...]:
    return next(each.blocks for each in made.parts if each.id == part)


def tables(made: Paper, part: str) -> list[Table]:
    found: list[Table] = []
    for block in blocks(made, part):
        if isinstance(block, Picture):
            found += block.chart.tables
        if isinstance(block, Table):
            found.append(block)
    return found


def column(made: Sequence[Table], period: str) -> dict[str, str]:
    """What stands under a period, by the row's heading."""
    found = {}
    for table in made:
        titles = [each.title for each in table.columns]
        if period in titles:
            at = titles.index(period)
            rows = (*table.rows, *((table.total,) if table.total else ()))
            found.update({row[0].text: row[at].text for row in rows})
    return found


def test_the_parts_of_one_area() -> None:
    """Sections with a chart, every descriptor, priorities, and what it is made of."""
    made = paper(year("2020", 1), year("2022", 3, priorities=[IDS[0]]))
    assert [part.id for part in made.parts] == ["sections", "descriptors", "priorities", "about"]
    assert made.title == "Northbridge: Scores over the years, 2020 to 2022"
    assert [fact.text for fact in made.key_points] == ["2, 2020 to 2022", "2021"]
    assert made.view is None
    (picture,) = (block for block in blocks(made, "sections") if isinstance(block, Picture))
    assert picture.chart.headline == "From 2020 to 2022 the mean rises in five sections."
    (points,) = (block for block in blocks(made, "about") if isinstance(block, Points))
    assert points.items == ("2020: 2020.yaml, submitted", "2022: 2022.yaml, submitted")


def test_every_figure_stands_under_its_year() -> None:
    """Scores in the order of the form, means as the summary says them, priorities and the level."""
    scores = {id: place % 6 if place % 4 else None for place, id in enumerate(IDS)}
    made = paper(
        year("2020", 1), year("2023", scores, priorities=IDS[3:5], data_model={"submitted_level": 2})
    )
    found = column(tables(made, "descriptors"), "2023")
    assert list(found.values()) == ["blank" if score is None else str(score) for score in scores.values()]
    assert set(column(tables(made, "descriptors"), "2021").values()) == {"missing"}
    data = {"ehsg": "assessment/1", "guide": NEW.id, "entries": {i: {"answer": s} for i, s in scores.items()}}
    overall = summarise(Assessment.model_validate(data), NEW).overall
    assert column(tables(made, "sections"), "2023")["All sections"] == (
        f"{words.mean(overall)} ({words.coverage(overall)})"
    )
    chosen = column(tables(made, "priorities"), "2023")
    assert list(chosen.values()) == ["chosen", "chosen", "2"]
    assert list(column(tables(made, "priorities"), "2020").values()) == ["no", "no", "none"]


def test_periods_of_several_kinds_are_told_by_when_they_end() -> None:
    """Title, facts, headline and files agree with the tables, where order by letters would be another."""
    made = paper(*(year(period) for period in ("2022-Q3", "2022-23-FQ3", "2021", "2021-22")))
    titles = [each.title for each in tables(made, "descriptors")[0].columns[1:]]
    assert titles == ["2021", "2021-22", "2022-Q3", "2022-23-FQ3"]
    assert made.title == "Northbridge: Scores over the years, 2021 to 2022-23-FQ3"
    assert made.key_points[0].text == "4, 2021 to 2022-23-FQ3"
    assert made.headline.startswith("From 2021 to 2022-23-FQ3, ")
    files = next(block.items for block in blocks(made, "about") if isinstance(block, Points))
    assert [each.split(":")[0] for each in files] == titles
    many = paper(year("2022-Q3"), year("2021"), year("2022-23-FQ3", area="Southbridge"))
    assert many.title == "2 areas: Scores over the years, 2021 to 2022-23-FQ3"


def test_no_table_is_wider_than_a_terminal() -> None:
    """However many years and however long the cells are; and all periods stand in order."""
    for periods in (
        [str(1980 + n) for n in range(45)],
        [f"{1980 + n}-{(1981 + n) % 100:02}" for n in range(30)],
    ):
        made = paper(*(year(period, {IDS[0]: 2}) for period in periods))
        for part in ("sections", "descriptors"):
            seen: dict[str, list[str]] = {}
            for table in tables(made, part):
                rows = (*table.rows, *((table.total,) if table.total else ()))
                cells = zip(*([each.text for each in row[1:]] for row in rows), strict=True)
                wide = [
                    2 + max(len(each.title), *map(len, texts))
                    for each, texts in zip(table.columns[1:], cells, strict=True)
                ]
                assert sum(wide) + 30 <= 80
                name = table.caption.split(",")[0]
                seen.setdefault(name, []).extend(each.title for each in table.columns[1:])
            assert all(found == periods for found in seen.values())


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([("2022", 2)], "Only 2022 is assessed: there is nothing yet to compare it with."),
        ([("2021", 2), ("2022", 2)], "From 2021 to 2022, all 31 scores stayed the same."),
        ([("2021", 2), ("2022", 1)], "From 2021 to 2022, all 31 scores fell."),
        ([("2021", {}), ("2022", 1)], "nothing can be compared: no descriptor is scored in both."),
        (
            [("2019", {IDS[0]: 1, IDS[1]: 2, IDS[2]: 3}), ("2020", 5), ("2021", {IDS[0]: 2, IDS[1]: 1})],
            "From 2019 to 2021, 1 of 2 scores rose and 1 fell; 29 cannot be compared.",
        ),
    ],
)
def test_headlines(years: list[tuple[str, Any]], said: str) -> None:
    """The first and the last year are compared, over what is scored in both."""
    assert said in paper(*(year(*each) for each in years)).headline


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=31, max_size=31), min_size=1, max_size=4
    )
)
def test_every_headline_is_a_sentence_whose_figures_add_up(answers: list[list[int | None]]) -> None:
    made = paper(
        *(
            year(str(2019 + place), dict(zip(IDS, scores, strict=True)))
            for place, scores in enumerate(answers)
        )
    )
    (picture,) = (block for block in blocks(made, "sections") if isinstance(block, Picture))
    for sentence in (made.headline, picture.chart.headline):
        assert re.fullmatch(r"[A-Z].*[a-z]\.", sentence)
    if len(answers) > 1 and (found := re.search(r"(?:of|all) (\d+) scores", made.headline)):
        both = [(a, b) for a, b in zip(answers[0], answers[-1], strict=True) if None not in (a, b)]
        assert int(found[1]) == len(both)
        numbers = [
            int(each)
            for each in re.findall(r"(\d+) (?:of \d+ )?(?:scores )?(?:rose|fell|stayed)", made.headline)
        ]
        assert sum(numbers) == len(both)


def test_a_section_is_compared_only_over_the_same_descriptors() -> None:
    """A mean that moved because something else is scored is no rise."""
    first, *others = [each.id for each in NEW.sections[0].descriptors]
    old = dict.fromkeys(IDS, 3) | {first: 0}
    made = paper(year("2021", old), year("2022", dict.fromkeys(IDS, 3) | {first: None}))
    (picture,) = (block for block in blocks(made, "sections") if isinstance(block, Picture))
    assert picture.chart.headline == (
        "From 2021 to 2022 the mean stays the same in four sections; one cannot be compared."
    )
    assert others


def test_a_draft_is_told_as_one() -> None:
    """The whole paper is marked, with how many of the years may still change."""
    made = paper(year("2021"), year("2022", status="draft"))
    assert made.draft
    assert made.draft_note == "One of the assessments is not agreed yet: scores may still change."
    assert not paper(year("2021")).draft


def test_a_scale_in_words_is_counted_and_said_in_words() -> None:
    """No mean, no chart, no rise or fall; ranks are shown nowhere."""
    made = paper(year("2019", 1, OLD.id), year("2020", 2, OLD.id))
    assert not any(isinstance(block, Picture) for part in made.parts for block in part.blocks)
    low, high = OLD.scale.say(1), OLD.scale.say(2)
    assert set(column(tables(made, "descriptors"), "2019").values()) == {low}
    assert set(column(tables(made, "descriptors"), "2020").values()) == {high}
    assert tables(made, "sections")[-1].caption.startswith("All sections")
    assert column(tables(made, "sections")[-1:], "2020")[high] == "66"
    assert made.headline == "From 2019 to 2020, all 66 answers changed."
    said = " ".join(block.text for block in blocks(made, "about") if isinstance(block, Sentence))
    assert words.MEAN_NOTE not in said


def test_two_editions_stand_apart_and_that_is_said() -> None:
    made = paper(year("2019", 1, OLD.id), year("2021", 2, OLD.id), year("2022"), year("2023", 4))
    titles = [part.title for part in made.parts]
    assert titles[:4] == [
        f"Sections: {words.edition(OLD)}",
        f"Every descriptor: {words.edition(OLD)}",
        f"Sections: {words.edition(NEW)}",
        f"Every descriptor: {words.edition(NEW)}",
    ]
    assert made.headline == f"From 2022 to 2023, by the {words.edition(NEW)}, all 31 scores rose."
    assert CONVERTED in [block.text for block in blocks(made, "about") if isinstance(block, Sentence)]
    once = paper(year("2019", 1, OLD.id), year("2022"))
    assert once.headline == "Each edition of the guide was answered once: no two assessments can be compared."


def test_the_words_in_cells_are_explained_where_they_stand() -> None:
    """And only there."""

    def explained(made: Paper) -> set[str]:
        facts = [block for part in made.parts for block in part.blocks if isinstance(block, Facts)]
        return {fact.label.lower() for block in facts for fact in block.rows} & LEGEND.keys()

    assert explained(paper(year("2020"), year("2021"))) == set()
    assert explained(paper(year("2020"), year("2022"))) == {"missing"}
    assert explained(paper(year("2020"), year("2022", {}), year("2021", 1, OLD.id))) == {"blank", "other"}
    many = paper(year("2020"), year("2022"), year("2020", area="Easton"), year("2021", {}, area="Easton"))
    assert explained(many) == {"missing", "blank"}


def test_many_areas_get_a_part_each() -> None:
    """Sections and all of them by period; editions under headings of their own."""
    made = paper(year("2020"), year("2022", 1, OLD.id), year("2021", area="Easton"))
    assert [part.title for part in made.parts] == ["Easton", "Northbridge", "About these figures"]
    assert made.headline == "2 areas with 3 assessments, 2020 to 2022; scores changed in no area."
    northbridge = made.parts[1].blocks
    assert [block.text for block in northbridge if isinstance(block, Heading)] == [
        words.edition(NEW),
        words.edition(OLD),
    ]
    assert [block.caption for block in northbridge if isinstance(block, Table)] == [
        "Mean of each section",
        "All sections: how many answers of each kind",
    ]


@pytest.mark.parametrize(
    ("boundaries", "across", "said"),
    [
        (
            "same",
            False,
            "Newshire came from Oldtown, and its boundaries did not change: the two are shown as one",
        ),
        ("changed", False, "Newshire came from Oldtown, and its boundaries changed: each is shown by itself"),
        (None, False, "nothing is said of whether its boundaries changed: each is shown by itself"),
        ("changed", True, "because that was asked for, and may be two different places"),
    ],
)
def test_joins_and_refusals_are_sentences(boundaries: str | None, across: bool, said: str) -> None:
    before = [{"name": "Oldtown", "boundaries": boundaries}]
    later = year("2022")._replace(
        area=Assessment.model_validate(
            {"ehsg": "assessment/1", "area": {"name": "Newshire", "predecessors": before}}
        ).area
    )
    made = view_trend(of(year("2020", area="Oldtown"), later, across_boundaries=across))
    sentences = [block.text for part in made.parts for block in part.blocks if isinstance(block, Sentence)]
    assert any(said in each for each in sentences)
