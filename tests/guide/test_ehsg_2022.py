"""The guide pack of edition 2022: that nothing was lost or added on the way from the guide and the form."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli.diagnostics import Finding
from ehsg_cli.document import locate
from ehsg_cli.guide.context import Context
from ehsg_cli.guide.models import Guide
from ehsg_cli.guide.store import Pack
from ehsg_cli.reading import read_pack
from ehsg_cli.rules.packs import disagrees

PACK = Path(__file__).parent.parent.parent / "guide" / "ehsg-2022"

# Id, number on the form, title.
DESCRIPTORS = {
    "family-voice": [
        ("FV1", "5.1", "Family engagement"),
        ("FV2", "5.2", "One Lead Practitioner"),
        ("FV3", "5.3", "One assessment"),
        ("FV4", "5.4", "One family plan"),
        ("FV5", "5.5", "One team around the family"),
        ("FV6", "5.6", "Access to support"),
        ("FV7", "5.7", "Sustainability"),
    ],
    "workforce": [
        ("WF1", "6.1", "Whole family working in the workforce"),
        ("WF2", "6.2", "Early help as everyone's responsibility"),
        ("WF3", "6.3", "Shared practice framework"),
        ("WF4", "6.4", "Workforce development plan"),
        ("WF5", "6.5", "Quality of early help practice"),
        ("WF6", "6.6", "Place-based or hub-based working"),
        ("WF7", "6.7", "Whole family response to every need"),
    ],
    "communities": [
        ("CO1", "7.1", "Information about local community support"),
        ("CO2", "7.2", "Valuing community and voluntary groups"),
        ("CO3", "7.3", "Capacity and talent in communities"),
        ("CO4", "7.4", "Linking community, family and formal help"),
        ("CO5", "7.5", "Decisions closer to families and communities"),
    ],
    "leaders": [
        ("LE1", "8.1", "Senior strategic group and partnership"),
        ("LE2", "8.2", "Balance towards earlier support"),
        ("LE3", "8.3", "Shared measures and better outcomes"),
        ("LE4", "8.4", "Culture of evaluation and evidence"),
        ("LE5", "8.5", "Early help in commissioning"),
    ],
    "data": [
        ("DA1", "9.1", "Regular and open data feeds"),
        ("DA2", "9.2", "Case management shared by partners"),
        ("DA3", "9.3", "Issues and outcomes in figures"),
        ("DA4", "9.4", "Data governance board"),
        ("DA5", "9.5", "All data together, visible to practitioners"),
        ("DA6", "9.6", "Data for performance and resourcing"),
        ("DA7", "9.7", "Innovative analytical products"),
    ],
}


def read(folder: Path) -> tuple[Guide | None, Context | None, list[Finding]]:
    """A pack with everything that is wrong with it: its parts, and how they agree."""
    guide, context, parts = read_pack(Pack("ehsg-2022", folder))
    findings = [locate(finding, part.document) for part in parts for finding in part.findings]
    if guide is not None:
        findings += [finding for _, finding in disagrees(guide, context)]
    return guide, context, findings


@pytest.fixture(scope="module")
def context() -> Context:
    found = read(PACK)[1]
    assert found is not None
    return found


def test_the_pack_is_sound() -> None:
    """Reading it finds nothing wrong, and its parts agree with one another."""
    assert read(PACK)[2] == []


def test_the_head_says_what_it_is_and_where_it_comes_from(guide: Guide) -> None:
    """Title, edition, publishers and the licence of the facts, with the words that it asks for."""
    assert (guide.id, guide.title, guide.edition, guide.published) == (
        "ehsg-2022",
        "Early Help System Guide",
        "2022",
        "2022-03",
    )
    assert len(guide.publishers) == 2
    assert guide.licence.name == "Open Government Licence v3.0"
    assert "© Crown copyright 2022" in guide.licence.attribution
    assert "not official text" in guide.licence.attribution
    assert [source.id for source in guide.sources] == ["guide", "form"]


def test_the_sections_and_descriptors_are_those_of_the_form(guide: Guide) -> None:
    """Five sections of 7, 7, 5, 5 and 7, with ids, form numbers and titles in the form's order."""
    held = {s.id: [(d.id, d.form, d.title) for d in s.descriptors] for s in guide.sections}
    assert held == DESCRIPTORS
    assert list(held) == list(DESCRIPTORS)
    assert [len(s.descriptors) for s in guide.sections] == [7, 7, 5, 5, 7]
    assert len(guide.descriptors) == len(guide.by_form) == 31
    assert [(s.form, s.title) for s in guide.sections] == [
        ("5", "Family voice and experience"),
        ("6", "Workforce"),
        ("7", "Communities"),
        ("8", "Leaders"),
        ("9", "Data"),
    ]


def test_only_family_voice_has_the_guides_own_titles(guide: Guide) -> None:
    """The guide gives short titles in the first section only; the others are this pack's and say so."""
    by_guide = {d.id for d in guide.descriptors.values() if d.title_by == "guide"}
    assert by_guide == {"FV1", "FV2", "FV3", "FV4", "FV5", "FV6", "FV7"}


def test_every_descriptor_says_what_it_asks_for_and_shows_signs(guide: Guide) -> None:
    """Each has a sentence that asks, at least one sign of a mature area, and its place in the guide."""
    for descriptor in guide.descriptors.values():
        assert descriptor.asks.endswith("."), descriptor.id
        assert descriptor.signs, descriptor.id
        assert all(sign.endswith((".", "?", "!")) for sign in descriptor.signs), descriptor.id
        assert descriptor.source.document == "guide", descriptor.id
    numbers = [d.source.section.split(", descriptor ") for d in guide.descriptors.values()]
    expected = [[s.title, str(n)] for s in guide.sections for n in range(1, len(s.descriptors) + 1)]
    assert numbers == expected


def test_the_scale_runs_from_0_to_5_in_whole_numbers(guide: Guide) -> None:
    """Six values with a meaning each; the notes on averages and on `not applicable` say how it is read."""
    assert guide.scale.numbers == (0, 1, 2, 3, 4, 5)
    assert guide.scale.spoken == "0 to 5"
    assert (guide.scale.lowest, guide.scale.highest) == ("Early stages", "Mature")
    assert len({value.short for value in guide.scale.values}) == 6
    assert [value.expects for value in guide.scale.values] == [
        (),
        (),
        ("evidence",),
        ("evidence", "good_evidence", "next_steps"),
        ("evidence", "good_evidence", "next_steps", "outcomes"),
        ("evidence", "good_evidence", "next_steps", "outcomes"),
    ]
    assert guide.scale.outcomes is not None
    assert guide.scale.outcomes.says == "outcome, impact or improved"
    assert "no plan" in (guide.scale.values[0].meaning or "")
    assert "one whole number" in guide.scale.averages
    assert "not the same as 0" in guide.scale.not_applicable


def test_the_words_of_a_file_are_the_guides(guide: Guide) -> None:
    """In files of 2022 a descriptor has a score, what is working well and what comes next."""
    assert guide.words.entries == "descriptors"
    assert list(guide.words.of_entry.items()) == [
        ("score", "answer"),
        ("working_well", "evidence"),
        ("prioritising_next", "next_steps"),
    ]
    assert [box.field for box in guide.boxes] == ["answer", "evidence", "next_steps"]


def test_there_are_six_data_models(guide: Guide) -> None:
    """From manual to advanced, each with what it means."""
    assert [(model.level, model.name) for model in guide.data_models] == [
        (1, "Manual"),
        (2, "Basic"),
        (3, "Building blocks"),
        (4, "Early maturity"),
        (5, "Mature"),
        (6, "Advanced"),
    ]


def test_the_choice_of_priorities_is_the_forms(guide: Guide) -> None:
    """Up to level 2 three from data; at 3 one and two service descriptors; from 4 on three service ones."""
    rule = guide.priorities
    assert rule is not None
    assert rule.choose == 3
    assert [(choice.levels, choice.choose) for choice in rule.choices] == [
        ((1, 2), {"data": 3, "service": 0}),
        ((3,), {"data": 1, "service": 2}),
        ((4, 5, 6), {"data": 0, "service": 3}),
    ]
    assert rule.groups == {
        "data": ("data",),
        "service": ("family-voice", "workforce", "communities", "leaders"),
    }
    assert rule.level_as_at == "2021-09"


def test_the_pack_says_where_the_form_is_not_clear(guide: Guide) -> None:
    """Two readings of "choose freely", and which level counts once the model has changed."""
    assert guide.priorities is not None
    said = guide.priorities.ambiguity
    assert '"choose only"' in said
    assert "choose freely across all five sections" in said
    assert "does not say which level counts" in said


def test_earned_autonomy_has_nine_criteria_without_minimum_scores(guide: Guide) -> None:
    """In the form's order; the minimum scores are in a prospectus nobody here has seen, and it says so."""
    assert guide.autonomy is not None
    assert [(c.descriptor, c.minimum) for c in guide.autonomy.criteria] == [
        (id, None) for id in ("FV1", "WF1", "WF3", "LE1", "LE3", "DA1", "DA3", "DA4", "DA7")
    ]
    assert "prospectus" in guide.autonomy.thresholds
    assert "unknown here" in guide.autonomy.thresholds


def test_three_audiences_see_different_parts(guide: Guide) -> None:
    """One acknowledges that it sees the whole return; two are confirmed or declined for the figures."""
    assert [(a.id, a.sees, a.asks, a.answers) for a in guide.sharing] == [
        ("dfe", ("scores", "narrative", "priorities"), "acknowledge", ("acknowledged",)),
        ("coordinators", ("scores", "priorities"), "confirm", ("confirmed", "declined")),
        ("departments", ("scores", "priorities"), "confirm", ("confirmed", "declined")),
    ]


def test_there_are_three_ways_to_conduct_an_assessment(guide: Guide) -> None:
    """Workshops, interviews and a peer review."""
    assert [method.id for method in guide.methods] == ["workshops", "interviews", "peer-review"]


def test_the_vision_has_a_theme_for_every_section(context: Context) -> None:
    """Five themes, of 5, 4, 4, 4 and 4 aims."""
    assert [(theme.section, len(theme.aims)) for theme in context.vision.themes] == [
        ("family-voice", 5),
        ("workforce", 4),
        ("communities", 4),
        ("leaders", 4),
        ("data", 4),
    ]


def test_three_kinds_of_service_make_up_the_system(context: Context) -> None:
    """Each is a list with one service an entry."""
    kinds = context.services.kinds
    assert [(kind.id, len(kind.services)) for kind in kinds] == [
        ("community-support", 10),
        ("universal", 11),
        ("acute-and-targeted", 21),
    ]
    for kind in kinds:
        assert len(set(kind.services)) == len(kind.services)
        assert not any("," in service for service in kind.services)


def test_the_workforce_table_has_four_groups(context: Context) -> None:
    """Of 5, 5, 13 and 12 roles, each with what it looks like."""
    assert context.workforce is not None
    groups = context.workforce.groups
    assert [(group.id, len(group.roles)) for group in groups] == [
        ("frequent-and-modelling", 5),
        ("regular-and-promoting", 5),
        ("sometimes-and-active", 13),
        ("occasional-and-aware-connected", 12),
    ]
    assert all(group.looks_like for group in groups)


def test_a_role_in_two_groups_keeps_its_id(context: Context) -> None:
    """The community nurse and the youth offending officer stand in two groups each, under one id."""
    where: dict[str, list[int]] = {}
    assert context.workforce is not None
    for number, group in enumerate(context.workforce.groups):
        for role in group.roles:
            where.setdefault(role.id, []).append(number)
    assert {id: groups for id, groups in where.items() if len(groups) > 1} == {
        "specialist-public-health-or-community-nurse": [0, 1],
        "youth-offending-officers": [2, 3],
    }


def test_examples_of_a_role_are_entries_of_a_list(context: Context) -> None:
    """What the source strings together in brackets is one entry each here."""
    assert context.workforce is not None
    examples = {r.id: r.examples for g in context.workforce.groups for r in g.roles if r.examples}
    assert examples == {
        "schools-and-colleges": (
            "School pastoral leads",
            "Designated safeguarding leads",
            "SENCOs",
            "School family support workers",
            "Teachers",
        ),
        "early-years-settings-including-nurseries": ("Nursery SENCOs", "Designated safeguarding leads"),
    }


def test_the_national_team_uses_returns_in_four_ways(context: Context) -> None:
    """Good practice, action learning sets, support and challenge, and national policy."""
    assert [use.id for use in context.national_use] == [
        "good-practice",
        "action-learning-sets",
        "support-and-challenge",
        "national-policy",
    ]


def _sources(data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        if data.keys() == {"document", "section"}:
            yield data["document"], data["section"]
        for value in data.values():
            yield from _sources(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _sources(value)


def test_every_entry_names_its_source(guide: Guide, context: Context) -> None:
    """Sections, descriptors, values, levels, choices, criteria, audiences, themes, groups: one each."""
    cited = [*_sources(guide.model_dump()), *_sources(context.model_dump())]
    entries = 5 + 31 + (1 + 6) + 3 + 6 + (1 + 3) + (1 + 9) + 3 + (1 + 5) + (1 + 3) + (1 + 4) + 4
    assert len(cited) == entries
    assert {document for document, _ in cited} == {"guide", "form"}
    # The page, the section or the number of the entry, so that a reader finds it.
    assert [section for _, section in cited if "page" not in section and "," not in section] == []


# A pack that was changed wrongly


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack that a test may spoil."""
    return Path(shutil.copytree(PACK, tmp_path / "guide" / "ehsg-2022"))


def spoil(pack: Path, part: str, old: str, new: str) -> None:
    """Replace the first place where a text stands in one file of a pack."""
    path = pack / f"{part}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# The whole of the pack's part on words that tell of outcomes.
OUTCOMES = "  outcomes:\n{}  values:\n".format(
    (PACK / "guide.yaml").read_text(encoding="utf-8").split("  outcomes:\n")[1].split("  values:\n")[0]
)
DISAGREEMENTS = {
    "a descriptor's id twice": ("descriptors", "id: FV2", "id: FV1", "the id FV1 stands twice"),
    "a section's id twice": (
        "descriptors",
        "id: workforce",
        "id: family-voice",
        "the id family-voice stands twice",
    ),
    "a form number twice": ("descriptors", '"5.2"', '"5.1"', "the form number 5.1 stands twice"),
    "a number outside its section": (
        "descriptors",
        '"5.2"',
        '"4.2"',
        "FV2 is not numbered within its section",
    ),
    "a reference to no descriptor": ("descriptors", "see: [WF3]", "see: [WF9]", "WF9 is no descriptor"),
    "a section in no group": (
        "rules",
        "[family-voice, workforce,",
        "[workforce,",
        "the groups do not hold each section once",
    ),
    "a section in two groups": (
        "rules",
        "data: [data]",
        "data: [data, leaders]",
        "the groups do not hold each section once",
    ),
    "a level without a choice": (
        "rules",
        "levels: [1, 2]",
        "levels: [2]",
        "the choices do not cover each data model level once",
    ),
    "a level with two choices": (
        "rules",
        "levels: [3]",
        "levels: [2, 3]",
        "the choices do not cover each data model level once",
    ),
    "a level twice": ("rules", "level: 2\n", "level: 1\n", "the level 1 stands twice"),
    "a choice that does not add up": (
        "rules",
        "{data: 1, service: 2}",
        "{data: 1, service: 1}",
        "this choice does not add up to 3",
    ),
    "a choice without a group": (
        "rules",
        "{data: 3, service: 0}",
        "{data: 3}",
        "this choice does not name each group",
    ),
    "a choice that takes some away": (
        "rules",
        "{data: 3, service: 0}",
        "{data: 4, service: -1}",
        "this choice asks for fewer than none",
    ),
    "a criterion that is no descriptor": (
        "rules",
        "descriptor: FV1",
        "descriptor: FV8",
        "FV8 is no descriptor",
    ),
    "a criterion twice": ("rules", "descriptor: WF1", "descriptor: FV1", "the criterion FV1 stands twice"),
    "a minimum off the scale": ("rules", "minimum: null", "minimum: 6", "the minimum 6 is not on the scale"),
    "an audience twice": ("rules", "id: departments", "id: dfe", "the audience dfe stands twice"),
    "a scale that does not rise": (
        "guide",
        "value: 1\n",
        "value: 2\n",
        "the values of the scale do not rise",
    ),
    "a value that expects something twice": (
        "guide",
        "expects: [evidence]",
        "expects: [evidence, evidence]",
        "the value 2 expects evidence twice",
    ),
    "good evidence and no evidence": (
        "guide",
        "expects: [evidence, good_evidence, next_steps]",
        "expects: [good_evidence, next_steps]",
        "the value 3 expects good evidence and no evidence",
    ),
    "outcomes that no words tell of": (
        "guide",
        OUTCOMES,
        "  values:\n",
        "the value 4 expects outcomes, and no words tell of them",
    ),
    "a capital in a word that tells of outcomes": (
        "guide",
        "      outcome, impact, continu",
        "      Outcome, impact, continu",
        "the word Outcome is not in small letters",
    ),
    "a word for two things": (
        "guide",
        "evidence: working_well",
        "evidence: score",
        "the word score stands for two things",
    ),
    "a box twice": ("guide", "field: evidence", "field: answer", "the boxes are not one for each field"),
    "a method twice": ("guide", "id: interviews", "id: workshops", "the method workshops stands twice"),
    "a source twice": ("guide", "id: form", "id: guide", "the source guide stands twice"),
    "a source that is not listed": (
        "descriptors",
        "document: guide",
        "document: annex",
        "the source annex is not among the sources",
    ),
    "a theme of no section": ("context", "section: leaders", "section: leader", "leader is no section"),
    "a theme twice": (
        "context",
        "section: leaders",
        "section: data",
        "the theme data stands twice",
    ),
    "a role twice in a group": (
        "context",
        "{id: midwives, name: Midwives}",
        "{id: careers-advisers, name: Careers advisers}",
        "the role careers-advisers stands twice in this group",
    ),
    "a role with two names": (
        "context",
        "name: Specialist Public Health or Community Nurse}",
        "name: Nurses}",
        "the role specialist-public-health-or-community-nurse has two names",
    ),
    "a context source that is not listed": (
        "context",
        "document: form",
        "document: annex",
        "the source annex is not among the pack's sources",
    ),
}


@pytest.mark.parametrize("name", DISAGREEMENTS)
def test_a_pack_that_disagrees_with_itself_is_found_out(pack: Path, name: str) -> None:
    """Each way in which the parts of a pack can contradict one another has a message that names it."""
    part, old, new, message = DISAGREEMENTS[name]
    spoil(pack, part, old, new)
    findings = read(pack)[2]
    assert message in [finding.message for finding in findings]
    assert {finding.code for finding in findings} == {"EH250"}


@pytest.mark.parametrize(
    ("part", "old", "new", "code", "pointer"),
    [
        ("guide", "ehsg: guide/1", "ehsg: guide/2", "EH102", "ehsg"),
        ("rules", "part: rules", "part: guide", "EH107", "part"),
        ("guide", "id: ehsg-2022", "id: ehsg-2023", "EH107", "id"),
        ("guide", 'edition: "2022"', "edition: 2022", "EH104", "edition"),
        ("guide", "revision: 1", "revision: one", "EH104", "revision"),
        ("guide", "field: answer", "field: score", "EH107", "boxes.0.field"),
        ("descriptors", "title_by: guide", "title_by: us", "EH107", "sections.0.descriptors.0.title_by"),
        ("descriptors", "        asks: >-", "        ask: >-", "EH103", "sections.0.descriptors.0.ask"),
        ("rules", "asks: acknowledge", "asks: nod", "EH107", "sharing.0.asks"),
        ("rules", "minimum: null", "minimum: three", "EH104", "autonomy.criteria.0.minimum"),
        ("context", "purpose: >-", "purpos: >-", "EH103", "purpos"),
    ],
)
def test_a_part_that_is_misspelt_is_reported_where_it_stands(
    pack: Path, part: str, old: str, new: str, code: str, pointer: str
) -> None:
    """A wrong kind, a word that is not allowed or an unknown key is a finding at its place in its file."""
    spoil(pack, part, old, new)
    parts = read_pack(Pack("ehsg-2022", pack))[2]
    told = {
        Path(read.name).name: {(finding.code, str(finding.pointer)) for finding in read.findings}
        for read in parts
        if read.findings
    }
    assert (code, pointer) in told[f"{part}.yaml"]


def test_a_missing_entry_and_a_missing_file_are_reported(pack: Path) -> None:
    """Without one of its parts the pack makes no guide, and says which part it is."""
    spoil(pack, "guide", "revision: 1\n", "")
    assert any("revision needs a value" in finding.message for finding in read(pack)[2])
    (pack / "rules.yaml").unlink()
    guide, _, parts = read_pack(Pack("ehsg-2022", pack))
    assert guide is None
    missing = next(read for read in parts if read.name.endswith("rules.yaml"))
    assert [finding.code for finding in missing.findings] == ["EH101"]
    assert "missing" in missing.findings[0].message
