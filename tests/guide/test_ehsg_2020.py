"""The guide pack of edition 2020: that nothing was lost or added on the way from the guide."""

from pathlib import Path

import pytest

from ehsg_cli import load_guide
from ehsg_cli.api import load_context
from ehsg_cli.guide import consistency
from ehsg_cli.guide.models import Guide
from ehsg_cli.guide.store import Pack
from ehsg_cli.reading import read_pack

PACK = Path(__file__).parent.parent.parent / "guide" / "ehsg-2020"

# Section, what its ids begin with, how many questions it has, and the source's own heading for that part.
SECTIONS = [
    ("families", "FA", 10, "Early Help System Questionnaire, Families"),
    ("communities", "CY", 8, "Early Help System Questionnaire, Communities"),
    ("workforce", "WK", 14, "Early Help System Questionnaire, Workforce"),
    ("leaders", "LD", 9, "Early Help System Questionnaire, Leaders"),
    ("data-sharing", "DS", 4, "Data Questionnaire, Data sharing"),
    ("data-matching", "DM", 4, "Data Questionnaire, Data matching"),
    ("case-management", "CS", 5, "Data Questionnaire, Case management systems"),
    ("reporting", "RA", 5, "Data Questionnaire, Reporting and analysis"),
    ("data-use", "UD", 7, "Data Questionnaire, Use of data"),
]


@pytest.fixture(scope="module")
def of_2020() -> Guide:
    return load_guide("ehsg-2020")


def test_there_are_66_questions_in_nine_parts(of_2020: Guide) -> None:
    """In the order of the guide, each with an id of this project's and a place in its part."""
    assert [section.id for section in of_2020.sections] == [id for id, *_ in SECTIONS]
    for section, (_, letters, number, heading) in zip(of_2020.sections, SECTIONS, strict=True):
        assert [d.id for d in section.descriptors] == [f"{letters}{n}" for n in range(1, number + 1)]
        assert section.source.section == heading
        places = [d.source.section for d in section.descriptors]
        assert places == [f"{heading}, question {n}" for n in range(1, number + 1)]
    assert len(of_2020.descriptors) == 66


def test_the_titles_are_this_projects_but_for_three(of_2020: Guide) -> None:
    """The guide gives three of its questions a name."""
    named = {d.id: d.title for d in of_2020.descriptors.values() if d.title_by == "guide"}
    assert named == {"FA1": "One worker", "FA2": "One family", "FA3": "One Plan"}
    titles = [d.title for d in of_2020.descriptors.values()]
    assert len(set(titles)) == len(titles)
    assert all(d.asks.rstrip(".").endswith("?") or "?" in d.asks for d in of_2020.descriptors.values())


def test_the_scale_is_four_words_in_order(of_2020: Guide) -> None:
    """They have ranks, which nobody is shown, and no meanings: the guide gives none."""
    assert of_2020.scale.in_words
    assert of_2020.scale.by_word == {"no": 0, "mostly no": 1, "mostly yes": 2, "yes": 3}
    assert of_2020.scale.spoken == "no, mostly no, mostly yes or yes"
    assert [of_2020.scale.say(value) for value in of_2020.scale.numbers] == list(of_2020.scale.by_word)
    assert not any(value.meaning or value.short or value.expects for value in of_2020.scale.values)


def test_what_the_edition_does_not_know_is_not_there(of_2020: Guide) -> None:
    """No data models, priorities, Earned Autonomy, sharing, methods, workforce table or numbers of a form."""
    assert (of_2020.priorities, of_2020.autonomy) == (None, None)
    assert (of_2020.data_models, of_2020.sharing, of_2020.methods) == ((), (), ())
    assert of_2020.by_form == {}
    assert of_2020.group_of == {}
    assert load_context("ehsg-2020").workforce is None


def test_the_pack_says_what_it_leaves_out_and_how_one_question_is_read(of_2020: Guide) -> None:
    """The open questions have no answer on the scale; a yes to matching by hand tells of less maturity."""
    assert "Big Questions" in of_2020.scale.not_applicable
    notes = {d.id: d.note for d in of_2020.descriptors.values() if d.note}
    assert list(notes) == ["DM1"]
    assert "less maturity" in str(notes["DM1"])
    assert "this project's reading" in " ".join(str(notes["DM1"]).split())


def test_the_vision_has_themes_for_the_four_parts_it_speaks_of() -> None:
    """The data parts have none, and three kinds of service make up the system."""
    context = load_context("ehsg-2020")
    assert [(theme.section, len(theme.aims)) for theme in context.vision.themes] == [
        ("families", 4),
        ("communities", 4),
        ("workforce", 4),
        ("leaders", 4),
    ]
    assert [len(kind.services) for kind in context.services.kinds] == [10, 10, 18]


def test_the_pack_agrees_with_itself(of_2020: Guide) -> None:
    """And nothing is wrong in any of its files."""
    _, context, parts = read_pack(Pack("ehsg-2020", PACK))
    assert context is not None
    assert [part.findings for part in parts] == [[], [], [], []]
    assert list(consistency.problems(of_2020)) == []
    assert list(consistency.context_problems(of_2020, context)) == []


@pytest.mark.parametrize(
    ("place", "change", "problem"),
    [
        (
            0,
            {"word": None, "short": "x", "meaning": "x"},
            "some values of the scale have words and some have none",
        ),
        (0, {"word": "yes"}, "the word yes stands for two values"),
        (0, {"word": "No"}, "the word No is not in small letters"),
    ],
)
def test_a_scale_in_words_that_is_none(
    of_2020: Guide, place: int, change: dict[str, str], problem: str
) -> None:
    """Every value has a word, each another one, in small letters."""
    data = of_2020.model_dump()
    data["scale"]["values"][place].update(change)
    assert problem in [message for _, (message, *_) in consistency.problems(Guide.model_validate(data))]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("values", 2, "meaning"), "nothing says what the value 2 means"),
        (("lowest",), "the ends of the scale have no names"),
    ],
)
def test_a_scale_of_figures_says_what_they_mean(
    guide: Guide, change: tuple[str | int, ...], problem: str
) -> None:
    """Words speak for themselves; figures do not."""
    data = guide.model_dump()
    at = data["scale"]
    for key in change[:-1]:
        at = at[key]
    at[change[-1]] = None
    assert problem in [message for _, (message, *_) in consistency.problems(Guide.model_validate(data))]
