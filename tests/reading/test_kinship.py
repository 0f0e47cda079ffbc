"""How two areas stand to one another: by their names, their codes, and what either says that it came from."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from ehsg_cli.assessment import Assessment
from ehsg_cli.reading.kinship import kinship, names

NEW, OLD = "E06999999", "E08999999"


def of(name: str | None = None, code: str | None = None, *predecessors: dict[str, Any]) -> Assessment:
    area = {"name": name, "code": code, "predecessors": list(predecessors)}
    return Assessment.model_validate({"ehsg": "assessment/1", "guide": "ehsg-2022", "area": area})


def came(name: str | None = None, code: str | None = None, boundaries: str = "changed") -> dict[str, Any]:
    return {"name": name, "code": code, "boundaries": boundaries}


@pytest.mark.parametrize(
    ("earlier", "later", "relation"),
    [
        (of("Vale"), of(" vale "), "same"),
        (of("Vale", OLD), of("Vale"), "same"),
        # A code that was corrected, as far as anybody says.
        (of("Vale", OLD), of("Vale", NEW), "same"),
        (of("Vale", OLD), of("Vale", NEW, came("Vale", OLD)), "predecessor"),
        (of("Vale", OLD), of("Vale", NEW, came("Vale")), "predecessor"),
        (of("Vale", OLD), of("Vale", NEW, came(None, OLD)), "predecessor"),
        # One that does not say its code may be the predecessor of that name.
        (of("Vale"), of("Vale", NEW, came("Vale", OLD)), "predecessor"),
        (of("Vale"), of("Vale", NEW, came(None, OLD)), "same"),
        (of("Vale"), of("Vale", NEW, came("Dale", OLD)), "same"),
        (of("Vale", None, came("Vale", OLD)), of("Vale", NEW, came("Vale", OLD)), "same"),
        (of("Vale", OLD), of("Vale", None, came("Vale", OLD)), "predecessor"),
        (of("Vale", NEW), of("Vale", NEW, came("Vale", OLD)), "same"),
        (of("Dale"), of("Vale", None, came("dale")), "predecessor"),
        (of("Dale", OLD), of("Vale", None, came("Dale")), "predecessor"),
        (of("Dale"), of("Vale", None, came("Dale", OLD)), "predecessor"),
        (of("Dale", NEW), of("Vale", None, came("Dale", OLD)), "other"),
        (of("Dale", OLD), of("Vale", None, came("Once Dale", OLD)), "predecessor"),
        (of("Dale"), of("Vale"), "other"),
        (of("Dale", OLD), of("Vale", OLD), "other"),
        (of(), of(), "same"),
        (of(None, OLD), of(None, OLD), "same"),
        (of(None, OLD), of(None, NEW), "other"),
        (of(None, OLD), of(None, NEW, came(None, OLD)), "predecessor"),
    ],
)
def test_a_relation_is_the_same_from_either_side(
    earlier: Assessment, later: Assessment, relation: str
) -> None:
    """And the predecessor is the predecessor whichever of the two is named first."""
    assert kinship(earlier, later).relation == relation
    assert kinship(later, earlier) == kinship(earlier, later)


def test_areas_of_one_name_are_told_apart_by_their_codes() -> None:
    kin = kinship(of("Vale", OLD), of("Vale", NEW, came("Vale", OLD, "same")))
    assert kin == ("predecessor", f"Vale ({OLD})", f"Vale ({NEW})", "same")
    assert names(of("Dale", OLD).area, of("Vale", NEW).area) == ("Dale", "Vale")


AREAS = st.builds(
    of,
    st.sampled_from([None, "Vale", "VALE", "Dale"]),
    st.sampled_from([None, OLD, NEW]),
    st.builds(came, st.sampled_from([None, "Vale", "Dale"]), st.sampled_from([None, OLD, NEW])),
)


@given(AREAS, AREAS)
def test_an_assessment_is_of_its_own_area_and_two_agree_on_how_they_stand(
    one: Assessment, other: Assessment
) -> None:
    """Whatever they say; where each names the other, which of them came first is not known."""
    assert kinship(one, one).relation == "same"
    assert kinship(one, other).relation == kinship(other, one).relation


@pytest.mark.parametrize(
    ("said", "boundaries"),
    [
        (("same", "changed"), "changed"),
        (("changed", "same"), "changed"),
        (("same", ""), None),
        (("same", "same"), "same"),
    ],
)
def test_a_predecessor_named_twice_had_its_boundaries_only_if_both_say_so(
    said: tuple[str, str], boundaries: str | None
) -> None:
    """In whichever order the two are written."""
    later = of("New", NEW, *(came("Vale", None, each) for each in said))
    assert kinship(of("Vale", OLD), later).boundaries == boundaries
