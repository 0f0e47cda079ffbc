"""What an assessment's own values may be."""

import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from ehsg_cli.assessment import Agreed, Area, Assessment, DataModel, Entry, Priority, Thresholds


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (2022, "2022"),
        ("2022", "2022"),
        ("2022-23", "2022-23"),
        ("1999-00", "1999-00"),
        ("2099-00", "2099-00"),
        ("2022-Q3", "2022-Q3"),
        ("2022-23-FQ4", "2022-23-FQ4"),
    ],
)
def test_periods_that_are(given: object, kept: str) -> None:
    """A year, a financial year, a calendar quarter or a financial quarter."""
    assert Assessment.model_validate({"ehsg": "assessment/1", "period": given}).period == kept


@pytest.mark.parametrize(
    "given",
    [
        22,
        -2022,
        20222,
        2022.0,
        True,
        "2022-24",
        "2022-2023",
        "2022/23",
        "2022-21",
        "2022-22",
        "2022-Q5",
        "2022-Q0",
        "2022-FQ1",
        "2022-23-Q1",
        "2022-23-",
        "2022 ",
        "2022\n",
        "٢٠٢٢",
        "Q1 2022",
        [2022],
        {"a": 1},
        float("inf"),
        float("nan"),
    ],
)
def test_periods_that_are_not(given: object) -> None:
    """Pairs that do not follow, quarters of the wrong kind of year, other forms and other types."""
    with pytest.raises(ValidationError):
        Assessment.model_validate({"ehsg": "assessment/1", "period": given})


@pytest.mark.parametrize("given", ["2022-06-30", "2024-02-29", "0001-01-01"])
def test_dates_that_are(given: str) -> None:
    """Year, month and day of a day there was."""
    assert Agreed.model_validate({"date": given}).date == datetime.date.fromisoformat(given)


@pytest.mark.parametrize(
    "given",
    [
        "2022-02-30",
        "2023-02-29",
        "2022-13-01",
        "0000-01-01",
        "2022-6-3",
        "20220630",
        "2022-W01-1",
        "2022-06-30T10:00",
        "30/06/2022",
        "2022-06-30 ",
        "2022-06-30\n",
        "٢٠٢٢-٠٦-٣٠",
        20220630,
        2022,
        True,
        ["2022-06-30"],
        1e400,
    ],
)
def test_dates_that_are_not(given: object) -> None:
    """What Python, ISO 8601 or a form would also take is not one here."""
    with pytest.raises(ValidationError):
        Agreed.model_validate({"date": given})


@pytest.mark.parametrize(
    ("given", "kept"), [(2021, "2021"), ("2021-09", "2021-09"), ("2021-09-30", "2021-09-30")]
)
def test_a_survey_may_be_dated_by_month_or_year(given: object, kept: str) -> None:
    """`as_at` takes a year, a month or a day."""
    assert DataModel.model_validate({"as_at": given}).as_at == kept


@pytest.mark.parametrize(
    "given", ["2021-13", "2021-00", "2021-9", "September 2021", 21, 2021.5, "2021-02-30"]
)
def test_a_survey_dated_otherwise(given: object) -> None:
    """Months that there are not, and other forms."""
    with pytest.raises(ValidationError):
        DataModel.model_validate({"as_at": given})


@pytest.mark.parametrize(
    "given", ["E0800003", "E080000377", "e08000037", "E08OOOO37", " E08000037", "E0800003٧", 8000037]
)
def test_codes_that_are_none(given: object) -> None:
    """A capital letter and eight digits, and nothing else."""
    with pytest.raises(ValidationError):
        Area.model_validate({"code": given})


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (Entry, {"answer": "3"}),
        (Entry, {"answer": 3.0}),
        (Entry, {"answer": True}),
        (Entry, {"evidence": 3}),
        (DataModel, {"changed": "yes"}),
        (DataModel, {"changed": 1}),
        (DataModel, {"submitted_level": "2"}),
        (Priority, {"id": 5.1}),
        (Area, {"name": ["Northbridge"]}),
        (Thresholds, {"ehsg": "thresholds/1", "minimum": {"FV1": "3"}}),
        (Assessment, {"ehsg": "assessment/1", "priorities": "DA3"}),
        (Assessment, {"ehsg": "assessment/1", "status": "Draft"}),
        (Assessment, {"ehsg": "assessment/1", "colour": None}),
    ],
)
def test_nothing_is_turned_into_something_else(model: Any, data: dict[str, object]) -> None:
    """Strict and closed: a text is no number, a number no text, and no unknown key is taken, even blank."""
    with pytest.raises(ValidationError):
        model.model_validate(data)


def test_blank_is_absent() -> None:
    """A key without a value, or with an empty block of text, is as good as not there."""
    blank = Assessment.model_validate(
        {
            "ehsg": "assessment/1",
            "area": None,
            "period": None,
            "status": None,
            "agreed": {"date": None, "by": " "},
            "method": None,
            "data_model": {"submitted_level": None},
            "entries": {"FV1": None, "FV2": {"answer": None, "evidence": "\n"}},
            "priorities": [None, {"id": None, "why": "x"}, "DA3"],
            "sharing": {"dfe": None},
        }
    )
    assert blank.area == Area()
    assert (blank.status, blank.final, blank.period, blank.agreed) == ("draft", False, None, Agreed())
    assert blank.entries == {"FV2": Entry()}
    assert blank.entry("FV1") == blank.entry("XX9") == Entry()
    assert blank.chosen == ("DA3",)
    assert blank.sharing == {}


def test_a_blank_score_is_not_nought() -> None:
    """0 is a score; nothing is none."""
    assert Entry.model_validate({"answer": 0}).answer == 0
    assert Entry.model_validate({"answer": None}).answer is None


@pytest.mark.parametrize(
    ("data", "governs"),
    [
        ({}, (None, None)),
        ({"submitted_level": 2}, (2, "submitted_level")),
        ({"submitted_level": 2, "current_level": 3}, (3, "current_level")),
        ({"current_level": 0, "submitted_level": 2}, (0, "current_level")),
        ({"changed": True, "submitted_level": 2}, (2, "submitted_level")),
    ],
)
def test_which_level_governs(data: dict[str, object], governs: tuple[int | None, str | None]) -> None:
    """The current level if it is given, else the submitted one."""
    assert DataModel.model_validate(data).governing == governs


def test_a_model_is_frozen() -> None:
    """What was read is not edited."""
    with pytest.raises(ValidationError):
        Area(name="Northbridge").name = "Southbridge"  # type: ignore[misc]
