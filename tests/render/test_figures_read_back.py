"""Every figure of a paper is read back out of each format, and is the one that was computed."""

import copy
import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ehsg_cli import load_guide
from ehsg_cli.assessment import Area, Assessment, Entry, Priority
from ehsg_cli.assessment.plans import Action, Plan
from ehsg_cli.assessment.responses import Respondent, Response
from ehsg_cli.cli.paper_formats import FORMATS, RENDERERS, Material, PaperFormat
from ehsg_cli.judge.results import Beside, Results
from ehsg_cli.judge.summary import Tally
from ehsg_cli.render.packages import part, rewritten
from ehsg_cli.views.kinds import Kind
from tests.render import figures as reading
from tests.render.papers import (
    draft,
    everything,
    gateshead,
    northbridge,
    paper,
    plan as northbridges_plan,
    responses,
    results,
)

READERS: Mapping[PaperFormat, Callable[[bytes], reading.Figures]] = {
    PaperFormat.HTML: reading.read_html,
    PaperFormat.MD: reading.read_markdown,
    PaperFormat.DOCX: reading.read_word,
    PaperFormat.XLSX: reading.read_excel,
    PaperFormat.CSV: reading.read_csv,
    PaperFormat.JSON: reading.read_json,
}
HEADLINES: Mapping[PaperFormat, Callable[[bytes], str]] = {
    PaperFormat.HTML: reading.html_headline,
    PaperFormat.MD: reading.markdown_headline,
    PaperFormat.DOCX: reading.word_headline,
    PaperFormat.XLSX: reading.excel_headline,
    PaperFormat.JSON: reading.json_headline,
}
CHARTS_OF: Mapping[Kind, frozenset[str]] = {
    Kind.BOARD: frozenset(("dots", "progress", "spread")),
    Kind.SUMMARY: frozenset(("profile",)),
    Kind.PLAN: frozenset(("progress",)),
}
QUICK = [each for each in READERS if each is not PaperFormat.DOCX]

# What each format must say in full; it may say more, and nothing that is not so.
_SCORES = frozenset(("score", "previous", "priority"))
_SUMMARY = frozenset(("scored", "median", "lowest", "highest", "count"))
_VERDICTS = frozenset(("criterion", "minimum", "standing", "agreed", "partners"))
_FIGURES = _SCORES | _SUMMARY | _VERDICTS
_ON_PAGES = _FIGURES | {"mean", "fraction", "coverage"}
_PLAN = frozenset(("actions of priorities", "target"))
_PLAN_IN_FULL = _PLAN | {"actions of others", "actions in sum", "total", "aim"}
_PAGES = (PaperFormat.HTML, PaperFormat.MD, PaperFormat.DOCX)
HELD: Mapping[Kind, Mapping[PaperFormat, frozenset[str]]] = {
    Kind.BOARD: {
        **dict.fromkeys(_PAGES, _ON_PAGES | _PLAN),
        PaperFormat.XLSX: _FIGURES | _PLAN_IN_FULL | {"mean exactly", "fraction", "sum", "scale"},
        PaperFormat.CSV: _SCORES,
        PaperFormat.JSON: _FIGURES | _PLAN_IN_FULL | {"mean exactly"},
    },
    Kind.FULL: {
        **dict.fromkeys(_PAGES, _ON_PAGES | _PLAN | {"actions of others", "aim", "scale", "descriptors"}),
        PaperFormat.XLSX: _FIGURES | _PLAN_IN_FULL | {"mean exactly", "fraction", "sum", "scale"},
        PaperFormat.CSV: _SCORES,
        PaperFormat.JSON: _FIGURES | _PLAN_IN_FULL | {"mean exactly"},
    },
    Kind.SUMMARY: {
        **dict.fromkeys(_PAGES, frozenset(("mean", "scored", "lowest", "highest"))),
        PaperFormat.XLSX: _SUMMARY | {"mean exactly", "fraction", "sum"},
        PaperFormat.CSV: _SCORES,
        PaperFormat.JSON: _FIGURES | _PLAN_IN_FULL | {"mean exactly"},
    },
    Kind.PLAN: {
        **dict.fromkeys(_PAGES, _PLAN | {"actions of others", "aim"}),
        PaperFormat.XLSX: _PLAN_IN_FULL,
        PaperFormat.CSV: frozenset(("actions of priorities", "actions of others", "aim")),
        PaperFormat.JSON: _FIGURES | _PLAN_IN_FULL | {"mean exactly"},
    },
}


def computed(judged: Results) -> dict[reading.Key, set[Any]]:
    """Every figure there is, by the keys that the readers use."""
    found, assessment, guide = reading.Figures(), judged.assessment, judged.guide
    for id in guide.descriptors:
        found.add("score", id, value=assessment.entry(id).answer)
        if judged.previous is not None:
            found.add("previous", id, value=judged.previous.entry(id).answer)
        if id in assessment.chosen:
            found.add("priority", id, value=True)
    for section in judged.summary.sections:
        _tally(found, section.title, section.tally)
    _tally(found, reading.ALL, judged.summary.overall)
    if judged.previous is not None:
        for held in guide.sections:
            _in_both(found, held.title, [each.id for each in held.descriptors], judged)
        _in_both(found, reading.ALL, list(guide.descriptors), judged)
    for criterion in judged.autonomy.criteria:
        found.add("criterion", criterion.descriptor, value=criterion.score)
        found.add("minimum", criterion.descriptor, value=criterion.minimum)
        found.add("standing", criterion.descriptor, value=criterion.verdict.spoken)
    for each in judged.spread:
        found.add("agreed", each.descriptor, value=each.agreed)
        scores = tuple((one.organisation or "", one.score) for one in each.scores)
        found.add("partners", each.descriptor, value=scores)
    for value in guide.scale.values:
        found.add("scale", value.value, value=value.short)
    _coverage(found, judged)
    _plan(found, judged)
    return found.found


def _in_both(found: reading.Figures, title: str, ids: list[str], judged: Results) -> None:
    """Means over the descriptors that are scored in both years, and how many those are."""
    assert judged.previous is not None
    pairs = [(judged.previous.entry(id).answer, judged.assessment.entry(id).answer) for id in ids]
    both = [(before, now) for before, now in pairs if before is not None and now is not None]
    found.add("in both", title, value=(len(both), len(ids)))
    for key, place in (("mean before", 0), ("mean now", 1)):
        exact = Fraction(sum(pair[place] for pair in both), len(both)) if both else None
        found.add(key, title, value=None if exact is None else printed(exact))


def _tally(found: reading.Figures, title: str, tally: Tally) -> None:
    found.add("scored", title, value=(tally.scored, tally.descriptors))
    exact = Fraction(tally.total, tally.scored) if tally.scored else None
    found.add("mean", title, value=None if exact is None else printed(exact))
    found.add("mean exactly", title, value=reading.exactly(None if exact is None else float(exact)))
    found.add("fraction", title, value=f"{tally.total}/{tally.scored}" if tally.scored else None)
    found.add("sum", title, value=tally.total if tally.scored else None)
    for key in ("median", "lowest", "highest"):
        found.add(key, title, value=getattr(tally, key))
    for score, number in tally.distribution.items():
        found.add("count", title, score, value=number)
    found.add("count", title, None, value=tally.descriptors - tally.scored)


def printed(mean: Fraction) -> str:
    """A mean to one place, or to two where one would make a whole number of what is none."""
    to_one = f"{float(mean):.1f}"
    return f"{float(mean):.2f}" if to_one.endswith(".0") and mean.denominator > 1 else to_one


def _coverage(found: reading.Figures, judged: Results) -> None:
    entries = [judged.assessment.entry(id) for id in judged.guide.descriptors]
    scored = sum(entry.answer is not None for entry in entries)
    for label, number in (
        ("Scored", scored),
        ("With evidence", sum(bool(entry.evidence) for entry in entries)),
        ("With next steps", sum(bool(entry.next_steps) for entry in entries)),
    ):
        found.add("coverage", label, value=f"{number} of {len(entries)}")
    found.add("descriptors", value=len(entries))


def _plan(found: reading.Figures, judged: Results) -> None:
    progress = judged.progress
    if progress is None:
        return
    groups = [(each.descriptor, each.counts) for each in progress.priorities]
    for whose, counts in (*groups, ("priorities", progress.on_priorities), ("all", progress.counts)):
        found.add("total", whose, value=counts.total)
        for status, number in (*counts.by_status.items(), (None, counts.unknown)):
            if number:
                found.add("actions", whose, status, value=number)
    for each in progress.priorities:
        found.add("target", each.descriptor, value=each.target)
    statuses = [action.status for action in progress.others]
    for status in set(statuses):
        found.add("actions", "", status, value=statuses.count(status))
    actions = [action for each in progress.priorities for action in each.actions]
    for place, action in enumerate((*actions, *progress.others)):
        found.add("aim", place, value=action.target)


def drawn(judged: Results) -> dict[str, dict[reading.Key, set[Any]]]:
    """What each chart of a whole paper has to show. What is not known has no ring and no diamond."""
    right = computed(judged)

    def of_kinds(*kinds: str, about: Collection[str] | None = None) -> dict[reading.Key, set[Any]]:
        return {
            key: value
            for key, value in right.items()
            if key[0] in kinds and (about is None or key[1] in about)
            if not (key[0] in {"previous", "target"} and value == {None})
        }

    partly = [each.title for each in judged.summary.sections if each.tally.scored < each.tally.descriptors]
    titles = [each.title for each in judged.summary.sections]
    charts = {
        "dots": of_kinds("score", "previous", "priority"),
        "distribution": of_kinds("count", about=[reading.ALL]),
        "profile": of_kinds("mean", "lowest", "highest", about=titles) | of_kinds("scored", about=partly),
    }
    if judged.progress is not None and judged.assessment.chosen:
        chosen = judged.assessment.chosen
        charts["progress"] = of_kinds("score", "previous", "target", "actions", about=chosen)
    if judged.spread:
        scores = {key: tuple(sorted(n for _, n in each)) for key, (each,) in of_kinds("partners").items()}
        charts["spread"] = of_kinds("agreed") | {key: {each} for key, each in scores.items()}
    return charts


def headed(judged: Results, kind: Kind) -> dict[reading.Key, set[Any]]:
    """What the headline has to say: a score that none has, or a status, it leaves out."""
    right = computed(judged)
    if kind is Kind.PLAN:
        said = {key: value for key, value in right.items() if key[:2] == ("actions", "priorities")}
        return {**said, ("total", "priorities"): right["total", "priorities"]}
    counts = {key: value for key, value in right.items() if key[:2] == ("count", reading.ALL)}
    said = {key: value for key, value in counts.items() if value != {0}}
    return {**said, ("descriptors",): right["descriptors",]}


def kind_of(key: reading.Key) -> str:
    """What a figure is about, as `HELD` calls it."""
    if key[0] != "actions":
        return str(key[0])
    named = {"": "actions of others", "priorities": "actions in sum", "all": "actions in sum"}
    return named.get(key[1], "actions of priorities")


def differences(
    read: reading.Figures, right: Mapping[reading.Key, set[Any]], must: frozenset[str]
) -> list[str]:
    """What was read and is not so, and what should have been read and was not."""
    wrong = [f"{k}: read {v}, computed {right.get(k)}" for k, v in read.found.items() if right.get(k) != v]
    missed = [f"{k}: not read" for k in right if kind_of(k) in must and k not in read.found]
    return wrong + missed


def differences_drawn(data: bytes, judged: Results, charts: Collection[str]) -> list[str]:
    """The same for the charts of a page, and charts that it should have and has not."""
    read, right = reading.read_charts(data), drawn(judged)
    wrong = [f"the charts {sorted(read)}, not {sorted(charts)}"] if set(read) != set(charts) else []
    for name, figures in read.items():
        must = frozenset(map(kind_of, right.get(name, ())))
        wrong += [f"{name}: {each}" for each in differences(figures, right.get(name, {}), must)]
    return wrong


def differences_headed(said: str, judged: Results, kind: Kind) -> list[str]:
    """The same for a headline."""
    right = headed(judged, kind)
    return differences(reading.from_headline(said), right, frozenset(map(kind_of, right)))


def rendered(assessment: Assessment, beside: Beside, kind: Kind, form: PaperFormat) -> tuple[bytes, Results]:
    """A paper as the command writes it, and what it was made of."""
    judged = results(assessment, beside)
    return RENDERERS[form](Material(paper(assessment, kind, beside), judged)), judged


SUBJECTS: Mapping[str, Callable[[], tuple[Assessment, Beside]]] = {
    "gateshead": lambda: (gateshead(), Beside()),
    "northbridge": lambda: (northbridge(), Beside(plan=northbridges_plan(), responses=responses()[:1])),
    "everything": lambda: (northbridge(), everything()),
    "draft": lambda: (draft(), everything()),
    "nothing": lambda: (draft().model_copy(update={"entries": {}, "priorities": ()}), Beside()),
}


@lru_cache
def of(subject: str, kind: Kind, form: PaperFormat) -> tuple[bytes, Results]:
    """The same of one of the subjects, once for all tests."""
    return rendered(*SUBJECTS[subject](), kind, form)


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_figure_of_a_whole_paper(subject: str, form: PaperFormat) -> None:
    """The real return, the fictional one with a plan and partners, a draft, and an empty one."""
    data, judged = of(subject, Kind.FULL, form)
    read, right = READERS[form](data), computed(judged)
    assert not differences(read, right, HELD[Kind.FULL][form])
    assert sum(key[0] == "score" for key in read.found) == 31


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("kind", [Kind.BOARD, Kind.SUMMARY, Kind.PLAN])
def test_every_figure_of_each_kind(kind: Kind, form: PaperFormat) -> None:
    """A kind says what it is about in full, and nothing that is not so."""
    data, judged = of("everything", kind, form)
    read = READERS[form](data)
    assert not differences(read, computed(judged), HELD[kind][form])
    assert read.found


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_figure_of_every_chart(subject: str) -> None:
    """Those drawn in a page, where they stand on the scale too; a chart that is missing is noticed."""
    data, judged = of(subject, Kind.FULL, PaperFormat.HTML)
    assert not differences_drawn(data, judged, set(drawn(judged)))


@pytest.mark.parametrize("kind", CHARTS_OF)
def test_every_figure_of_the_charts_of_each_kind(kind: Kind) -> None:
    """A kind of paper has the charts that belong to it."""
    data, judged = of("everything", kind, PaperFormat.HTML)
    assert not differences_drawn(data, judged, CHARTS_OF[kind])


@pytest.mark.parametrize("form", HEADLINES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_figure_of_the_headline(subject: str, form: PaperFormat) -> None:
    """In numerals and in words."""
    data, judged = of(subject, Kind.FULL, form)
    assert not differences_headed(HEADLINES[form](data), judged, Kind.FULL)


@pytest.mark.parametrize("form", HEADLINES)
def test_every_figure_of_the_headline_of_a_plan(form: PaperFormat) -> None:
    """How many actions there are on the priorities, and how many of each status."""
    data, judged = of("everything", Kind.PLAN, form)
    assert not differences_headed(HEADLINES[form](data), judged, Kind.PLAN)


def test_every_format_is_read() -> None:
    """A new format of papers needs a reader here."""
    papers = {each for kind, forms in FORMATS.items() if kind is not Kind.FORM for each in forms}
    assert papers == set(READERS) == set(RENDERERS)


# Made-up assessments

IDS = tuple(load_guide("ehsg-2022").descriptors)
SCORES = st.lists(st.none() | st.integers(0, 5), min_size=31, max_size=31)
ACTIONS = st.lists(
    st.builds(
        Action,
        id=st.sampled_from(["A1", "A2", "B-3"]),
        descriptor=st.none() | st.sampled_from(IDS),
        status=st.none() | st.sampled_from(["not started", "in progress", "done", "stopped"]),
        target=st.none() | st.integers(0, 5),
    ),
    max_size=8,
)


def _entries(scores: list[int | None]) -> dict[str, Entry]:
    return {id: Entry(answer=score) for id, score in zip(IDS, scores, strict=True)}


def _response(scores: list[int | None], name: str | None) -> Response:
    return Response(ehsg="response/1", respondent=Respondent(organisation=name), entries=_entries(scores))


@st.composite
def made_up(draw: st.DrawFn) -> tuple[Assessment, Beside]:
    """An assessment of any scores and priorities, with anything beside it or nothing."""

    def assessed(period: str) -> Assessment:
        chosen = draw(st.lists(st.sampled_from(IDS), max_size=4, unique=True))
        return Assessment(
            ehsg="assessment/1",
            guide="ehsg-2022",
            area=Area(name="Made up"),
            period=period,
            status=draw(st.sampled_from(["draft", "submitted"])),
            entries=_entries(draw(SCORES)),
            priorities=tuple(Priority(id=id) for id in chosen),
        )

    beside = Beside(
        plan=Plan(ehsg="plan/1", actions=tuple(draw(ACTIONS))) if draw(st.booleans()) else None,
        responses=[
            _response(draw(SCORES), draw(st.sampled_from(["Police", "A school", None])))
            for _ in range(draw(st.integers(0, 2)))
        ],
        previous=assessed("2021") if draw(st.booleans()) else None,
    )
    return assessed("2022"), beside


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made_up())
def test_every_figure_of_any_assessment(subject: tuple[Assessment, Beside]) -> None:
    """Whatever the scores are, and whether there are any."""
    for form in QUICK:
        data, judged = rendered(*subject, Kind.FULL, form)
        assert not differences(READERS[form](data), computed(judged), HELD[Kind.FULL][form])
        if form is PaperFormat.HTML:
            assert not differences_drawn(data, judged, set(drawn(judged)))
        if form in HEADLINES:
            assert not differences_headed(HEADLINES[form](data), judged, Kind.FULL)


# A wrong figure is noticed


def _changed(text: str, pattern: str, every: int) -> Iterator[str]:
    """A text with one figure in it changed, for every so-manieth that a pattern finds."""
    for found in list(re.finditer(pattern, text))[::every]:
        place = found.start(1)
        yield f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"


def _wrong_pages(data: bytes) -> Iterator[bytes]:
    """Figures in cells, and beside each descriptor."""
    pattern = r'(?:<td class="n">|<p class="score"><b>)\s*(\d)'
    return (text.encode() for text in _changed(data.decode(), pattern, 9))


def _wrong_markdown(data: bytes) -> Iterator[bytes]:
    """Figures in cells, dates apart, and beside each descriptor."""
    pattern = r"(?:(?<=\w \| )|(?<=\) \| )|(?<=^\*\*Score ))(\d)(?!\d{3}-|\d? [A-Z])"
    return (text.encode() for text in _changed(data.decode(), f"(?m){pattern}", 5))


def _wrong_word(data: bytes) -> Iterator[bytes]:
    """Figures that stand alone in a cell."""
    name = "word/document.xml"
    text = part(data, name).decode()
    pattern = r"<w:t[^>]*>(\d)(?:[.\d]*|[.\d]+ \([/\d]+\)| of \d+)</w:t></w:r></w:p></w:tc>"
    return (rewritten(data, {name: each.encode()}) for each in _changed(text, pattern, 31))


def _wrong_rows(data: bytes) -> Iterator[bytes]:
    """Scores of now and then."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for column in (rows[0].index("score"), rows[0].index("previous_score")):
        for place in range(1, len(rows)):
            wrong = copy.deepcopy(rows)
            wrong[place][column] = "" if wrong[place][column] else "0"
            text = io.StringIO(newline="")
            csv.writer(text).writerows(wrong)
            yield text.getvalue().encode("utf-8-sig")


def _numbers(value: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The routes to every number in a value."""
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _numbers(each, (*route, key))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield route


def _wrong_json(data: bytes) -> Iterator[bytes]:
    """Every number of the objects that hold figures."""
    told = json.loads(data)
    for part_of in ("summary", "autonomy", "descriptors", "plan", "partners"):
        for route in _numbers(told[part_of], (part_of,)):
            wrong = copy.deepcopy(told)
            holder = wrong
            for key in route[:-1]:
                holder = holder[key]
            holder[route[-1]] += 1
            yield json.dumps(wrong).encode()


@pytest.mark.parametrize(
    ("form", "wrong", "at_least"),
    [
        (PaperFormat.HTML, _wrong_pages, 20),
        (PaperFormat.MD, _wrong_markdown, 20),
        (PaperFormat.DOCX, _wrong_word, 5),
        (PaperFormat.CSV, _wrong_rows, 62),
        (PaperFormat.JSON, _wrong_json, 150),
    ],
)
def test_one_wrong_figure_is_noticed(
    form: PaperFormat, wrong: Callable[[bytes], Iterator[bytes]], at_least: int
) -> None:
    """Wherever in a rendered paper it stands."""
    data, judged = of("everything", Kind.FULL, form)
    right, tried = computed(judged), 0
    for each in wrong(data):
        assert differences(READERS[form](each), right, HELD[Kind.FULL][form])
        tried += 1
    assert tried >= at_least


def test_one_wrong_figure_in_a_workbook_is_noticed() -> None:
    """Every number in every table but the numbers of the notes."""
    data, judged = of("everything", Kind.FULL, PaperFormat.XLSX)
    book, right, tried = openpyxl.load_workbook(io.BytesIO(data)), computed(judged), 0
    for page in book:
        for row in page if page.title != "Notes" else ():
            for cell in row:
                if cell.data_type == "n" and cell.value is not None:
                    before = cell.value
                    cell.value = before + 1  # type: ignore[operator]
                    assert differences(reading.from_book(book), right, HELD[Kind.FULL][PaperFormat.XLSX])
                    cell.value = before
                    tried += 1
    assert tried > 200


def _wrong_charts(data: bytes) -> Iterator[bytes]:
    """Figures that stand alone or before a status, and rings and partners' dots that are missing."""
    text = data.decode()
    pattern = (
        r'<text [^>]*class="(?:ink|on-accent)"[^>]*>(\d)(?:[.\d]*| (?:done|stopped|in .+|not .+))</text>'
    )
    yield from (each.encode() for each in _changed(text, pattern, 3))
    for found in list(re.finditer(r'<circle [^>]*class="(?:before|second)".*/>', text))[::5]:
        yield f"{text[: found.start()]}{text[found.end() :]}".encode()


def test_one_wrong_figure_in_a_chart_is_noticed() -> None:
    """Whichever chart of a page it is in."""
    data, judged = of("everything", Kind.FULL, PaperFormat.HTML)
    noticed = [differences_drawn(each, judged, set(drawn(judged))) for each in _wrong_charts(data)]
    assert all(noticed)
    assert len(noticed) >= 30
    assert {each[0].partition(":")[0] for each in noticed} == set(drawn(judged))


def _wrong_headlines(said: str) -> Iterator[str]:
    """Every figure of a headline one higher, a numeral as one and a word as one."""
    for found in re.finditer(rf"\b(?:\d+|{'|'.join(reading.NUMBERS[:-1])})\b", said):
        old = found[0]
        new = str(int(old) + 1) if old.isdigit() else reading.NUMBERS[reading.NUMBERS.index(old) + 1]
        yield f"{said[: found.start()]}{new}{said[found.end() :]}"


@pytest.mark.parametrize("form", HEADLINES)
@pytest.mark.parametrize(("kind", "figures"), [(Kind.FULL, 13), (Kind.PLAN, 4)])
def test_one_wrong_figure_in_a_headline_is_noticed(form: PaperFormat, kind: Kind, figures: int) -> None:
    """Whether it is a numeral or a word, in the headline of an assessment or of a plan."""
    data, judged = of("everything", kind, form)
    said, tried = HEADLINES[form](data), 0
    name = {PaperFormat.DOCX: "word/document.xml", PaperFormat.XLSX: "xl/sharedStrings.xml"}.get(form)
    whole = part(data, name) if name else data
    for wrong in _wrong_headlines(said):
        changed = whole.replace(said.encode(), wrong.encode())
        held = HEADLINES[form](rewritten(data, {name: changed}) if name else changed)
        assert held == wrong
        assert differences_headed(held, judged, kind)
        tried += 1
    assert tried == figures


@pytest.mark.parametrize("form", READERS)
def test_a_paper_that_leaves_figures_out_is_noticed(form: PaperFormat) -> None:
    """One of another kind, read as if it were whole: what is missing counts, too."""
    # Data are whole in every kind, but not without what stood beside the assessment.
    whole = form in {PaperFormat.JSON, PaperFormat.CSV}
    data, _ = of("northbridge" if whole else "everything", Kind.FULL if whole else Kind.SUMMARY, form)
    right = computed(results(northbridge(), everything()))
    assert differences(READERS[form](data), right, HELD[Kind.FULL][form])
