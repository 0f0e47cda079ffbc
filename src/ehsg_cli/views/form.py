"""An assessment in the order of the national form, one box at a time, to paste."""

import re
from dataclasses import dataclass

from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.views import words

BLANK = "(blank)"
_LIST_ENTRY = re.compile(r"\s*([-*+]|\d+[.)])\s")
_PLACES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the form: what it is labelled, and the plain text that goes into it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class FormPart:
    """A numbered part of the form and its boxes."""

    number: str
    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """The whole form as far as the file answers it."""

    area: str
    period: str
    status: str
    draft_note: str
    guide: str
    parts: tuple[FormPart, ...]


def view_form(assessment: Assessment, guide: Guide) -> FormView:
    """An assessment as boxes, in the form's order: descriptors, then priorities, then permissions."""
    parts = [
        FormPart(d.form or "", f"{d.title} ({d.id})", _boxes(assessment, guide, d.id))
        for d in guide.descriptors.values()
    ]
    if guide.priorities is not None:
        choice = _choice(assessment, guide, guide.priorities.choose)
        parts.append(FormPart("", "Data model and priority descriptors", choice))
    if guide.sharing:
        parts.append(FormPart("", "Permission to share", _permissions(assessment, guide)))
    return FormView(
        area=words.area_of(assessment),
        period=words.period_of(assessment),
        status=assessment.status,
        draft_note="" if assessment.final else words.draft_note(guide),
        guide=words.edition(guide),
        parts=tuple(parts),
    )


def _text(text: str | None) -> str:
    """A text without the line ends it was wrapped with: the form's boxes wrap by themselves.

    Paragraphs and lists stay, as they do in Markdown.
    """
    lines: list[str] = []
    for line in words.visible(text or "").strip("\n").split("\n"):
        goes_on = lines and lines[-1] and line.strip() and not _LIST_ENTRY.match(line)
        if goes_on:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.rstrip())
    return "\n".join(lines) or BLANK


def _boxes(assessment: Assessment, guide: Guide, id: str) -> tuple[Box, ...]:
    entry = assessment.entry(id)
    said = {
        "answer": BLANK if entry.answer is None else guide.scale.say(entry.answer),
        "evidence": _text(entry.evidence),
        "next_steps": _text(entry.next_steps),
    }
    return tuple(Box(box.label, said[box.field]) for box in guide.boxes)


def _choice(assessment: Assessment, guide: Guide, wanted: int) -> tuple[Box, ...]:
    model = assessment.data_model
    changed = {None: BLANK, True: "Yes", False: "No"}[model.changed]
    if model.changed and model.current_level is not None:
        changed = f"Yes, to {model.current_level}"
    boxes = [
        Box(
            "Data model as submitted", BLANK if model.submitted_level is None else str(model.submitted_level)
        ),
        Box("Has the data model changed since then?", changed),
    ]
    chosen = assessment.chosen
    for place in range(max(wanted, len(chosen))):
        name = _PLACES[place] if place < len(_PLACES) else str(place + 1)
        text = BLANK
        if place < len(chosen):
            descriptor = guide.descriptors[chosen[place]]
            text = f"{descriptor.form or descriptor.id} - {guide.section_of[descriptor.id].title}"
        boxes.append(Box(f"Descriptor {name}", text))
    return tuple(boxes)


def _permissions(assessment: Assessment, guide: Guide) -> tuple[Box, ...]:
    return tuple(
        Box(audience.name, words.capitalised(assessment.sharing.get(audience.id, "")) or BLANK)
        for audience in guide.sharing
    )
