"""A new assessment file: what stands in it, and what helps the person who fills it in."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from ehsg_cli.assessment import Assessment
from ehsg_cli.document.scalars import resolve
from ehsg_cli.guide.models import Descriptor, Guide
from ehsg_cli.views import words
from ehsg_cli.wording import listed

_WIDTH = 96
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .,'()/&-]*")


@dataclass(frozen=True, slots=True)
class NewDescriptor:
    """A descriptor's place in the file; `last` are comment lines with last year's answer."""

    id: str
    heading: str
    asks: tuple[str, ...]
    last_score: str
    last_evidence: tuple[str, ...]
    last_next_steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewSection:
    """A section's heading and descriptors."""

    heading: str
    descriptors: tuple[NewDescriptor, ...]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A whole new file. Values are written as YAML; comment lines come without their `# `.

    `schema` is the way from the file to the schema that editors read; empty for none.
    """

    schema: str
    title: str
    guide: str
    area: str
    code: str
    period: str
    words: dict[str, str]
    boxes: tuple[tuple[str, str], ...]
    scale: tuple[str, ...]
    spoken_scale: str
    methods: str
    levels: str
    level_rules: tuple[str, ...]
    choose: int
    sharing: tuple[tuple[str, str], ...]
    sections: tuple[NewSection, ...]
    last: str
    last_level: str
    last_priorities: str


def view_new_file(
    guide: Guide, area: str, period: str, code: str | None, last: Assessment | None, schema: str = ""
) -> NewFile:
    """What a new file holds.

    Args:
        guide: whose descriptors.
        area: the area's name.
        period: such as `2022`.
        code: the ONS code, if known.
        last: last year's assessment, whose texts come along as comments.
        schema: the way from the file to the schema that editors read.
    """
    fields = {name: key for key, name in guide.words.of_entry.items()}
    return NewFile(
        schema=schema,
        title=f"{guide.title} {guide.edition}: self-assessment of {words.one_line(area)}, {period}",
        guide=guide.id,
        area=as_yaml(area),
        code=code or "",
        period=period,
        words={"entries": guide.words.entries, "entry": guide.words.entry, **fields},
        boxes=tuple((fields[box.field], box.asks) for box in guide.boxes),
        scale=tuple(f"{value.value} = {value.short}" for value in guide.scale.values),
        spoken_scale=guide.scale.spoken,
        methods=", ".join(method.id for method in guide.methods),
        levels=f"{guide.data_models[0].level}-{guide.data_models[-1].level}",
        level_rules=tuple(_rules(guide)),
        choose=guide.priorities.choose,
        sharing=tuple((a.id, f"{' | '.join(a.answers)}: {a.name}") for a in guide.sharing),
        sections=tuple(
            NewSection(
                f"{section.form} {section.title}",
                tuple(_descriptor(d, last) for d in section.descriptors),
            )
            for section in guide.sections
        ),
        last="" if last is None else words.period_of(last),
        last_level="" if last is None else words.number(last.data_model.governing[0]),
        last_priorities="" if last is None else ", ".join(last.chosen),
    )


def _rules(guide: Guide) -> Iterator[str]:
    for choice in guide.priorities.choices:
        levels = listed([str(level) for level in choice.levels], "or")
        parts = [f"{count} {group}" for group, count in choice.choose.items() if count]
        yield f"at data model {levels}: {listed(parts)} {guide.words.entries}"


def _descriptor(descriptor: Descriptor, last: Assessment | None) -> NewDescriptor:
    entry = last.entry(descriptor.id) if last else None
    return NewDescriptor(
        id=descriptor.id,
        heading=f"{descriptor.form} {descriptor.title}",
        asks=tuple(_wrapped(descriptor.asks, _WIDTH)),
        last_score="" if entry is None or entry.answer is None else str(entry.answer),
        last_evidence=_comment(entry.evidence if entry else None),
        last_next_steps=_comment(entry.next_steps if entry else None),
    )


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _comment(text: str | None) -> tuple[str, ...]:
    """A text as lines fit for comments: nothing in them can end the comment or reach a terminal."""
    return tuple(line.rstrip() for line in words.visible(text or "").strip("\n").split("\n")) if text else ()


def as_yaml(text: str) -> str:
    """A text as a YAML value: as it is where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and resolve(text) == text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    # JSON lets characters stand that YAML refuses, or takes for line ends.
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)
