"""A new assessment file: what stands in it, and what helps the person who fills it in."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import get_args

from ehsg_cli.assessment import Assessment, Outcome
from ehsg_cli.document.scalars import resolve
from ehsg_cli.guide.models import Descriptor, Guide
from ehsg_cli.views import words
from ehsg_cli.wording import listed

_WIDTH = 96
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .,'()/&-]*")
# Words that a comment may suppress a finding by, or name a schema to an editor.
_SPEAKS = re.compile(
    r"(?<![^\s#])(?:ehsg(?=[ \t]{0,4}:|[ \t]+\S)|yaml-language-server(?=\s*:)|\$schema(?=\s*:))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NewDescriptor:
    """A descriptor's place in the file; `last` are comment lines with an earlier year's answer.

    `context` are those with what an earlier edition's file says to it.
    """

    id: str
    heading: str
    asks: tuple[str, ...]
    last_score: str
    last_evidence: tuple[str, ...]
    last_next_steps: tuple[str, ...]
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewSection:
    """A section's heading and descriptors."""

    heading: str
    descriptors: tuple[NewDescriptor, ...]


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """The place for what became of one of an earlier year's priorities."""

    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class NewFile:
    """A whole new file. Values are written as YAML; comment lines come without their `# `.

    `schema` is the way from the file to the schema that editors read; empty for none. What an edition of the
    guide does not ask for is empty or 0, and its key is left out; so is the `scale` of one in words. Of a
    file started from one of another edition `carried` tells that, and `left` what has no place in it.
    """

    schema: str
    title: str
    guide: str
    area: str
    code: str
    period: str
    words: dict[str, str]
    boxes: tuple[tuple[str, str], ...]
    in_words: bool
    scale: tuple[str, ...]
    spoken_scale: str
    signs: bool
    methods: str
    levels: str
    level_rules: tuple[str, ...]
    choose: int
    sharing: tuple[tuple[str, str], ...]
    sections: tuple[NewSection, ...]
    last: str
    last_level: str
    last_priorities: str
    outcomes: str
    follow_up: tuple[NewFollowUp, ...] = ()
    predecessors: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def view_new_file(
    guide: Guide, area: str, period: str, code: str | None, last: Assessment | None, schema: str = ""
) -> NewFile:
    """What a new file holds.

    Args:
        guide: whose descriptors.
        area: the area's name.
        period: such as `2022`.
        code: the ONS code, if known.
        last: the assessment of an earlier year, whose texts come along as comments.
        schema: the way from the file to the schema that editors read.
    """
    fields = {name: key for key, name in guide.words.of_entry.items()}
    return NewFile(
        schema=schema,
        title=f"{guide.title} {guide.edition}: self-assessment of {harmless(words.one_line(area))}, {period}",
        guide=guide.id,
        area=as_yaml(area),
        code=code or "",
        period=period,
        words={"entries": guide.words.entries, "entry": guide.words.entry, **fields},
        boxes=tuple((fields[box.field], box.asks) for box in guide.boxes),
        in_words=guide.scale.in_words,
        scale=()
        if guide.scale.in_words
        else tuple(f"{value.value} = {value.short}" for value in guide.scale.values),
        spoken_scale=guide.scale.spoken,
        signs=any(descriptor.signs for descriptor in guide.descriptors.values()),
        methods=", ".join(method.id for method in guide.methods),
        levels=f"{guide.data_models[0].level}-{guide.data_models[-1].level}" if guide.data_models else "",
        level_rules=tuple(_rules(guide)),
        choose=guide.priorities.choose if guide.priorities else 0,
        sharing=tuple((a.id, f"{' | '.join(a.answers)}: {a.name}") for a in guide.sharing),
        sections=tuple(
            NewSection(
                section.full_title,
                tuple(_descriptor(d, last, guide) for d in section.descriptors),
            )
            for section in guide.sections
        ),
        last="" if last is None else last.period or "the earlier file",
        last_level="" if last is None else words.number(last.data_model.governing[0]),
        last_priorities="" if last is None else ", ".join(last.chosen),
        outcomes=" | ".join(get_args(Outcome)),
        follow_up=tuple(
            NewFollowUp(id, guide.descriptors[id].full_title)
            for id in dict.fromkeys(last.chosen if last is not None else ())
        ),
        # Where another area's file is the start nobody has said that one came from the other.
        predecessors=tuple(predecessor_lines(last)) if last is not None and _is_of(last, area, code) else (),
    )


def _is_of(last: Assessment, area: str, code: str | None) -> bool:
    """Whether an assessment is of an area by that name and code, as far as both give one."""
    return last.area.name == area and (None in (last.area.code, code) or last.area.code == code)


def predecessor_lines(assessment: Assessment) -> Iterator[str]:
    """The areas that an assessment's own came from, as YAML."""
    for each in assessment.area.predecessors:
        given = {} if each is None else each.model_dump(exclude_none=True)
        for place, (key, value) in enumerate(given.items()):
            yield f"{'  ' if place else '- '}{key}: {as_yaml(value)}"


def _rules(guide: Guide) -> Iterator[str]:
    for choice in guide.priorities.choices if guide.priorities else ():
        levels = listed([str(level) for level in choice.levels], "or")
        parts = [f"{count} {group}" for group, count in choice.choose.items() if count]
        yield f"at data model {levels}: {listed(parts)} {guide.words.entries}"


def _descriptor(descriptor: Descriptor, last: Assessment | None, guide: Guide) -> NewDescriptor:
    entry = last.entry(descriptor.id) if last else None
    return NewDescriptor(
        id=descriptor.id,
        heading=descriptor.full_title,
        asks=tuple(wrapped(descriptor.asks, _WIDTH)),
        last_score="" if entry is None or entry.answer is None else guide.scale.say(entry.answer),
        last_evidence=comment_lines(entry.evidence if entry else None),
        last_next_steps=comment_lines(entry.next_steps if entry else None),
    )


def wrapped(text: str, width: int) -> list[str]:
    """A text of ours as lines of so many characters; a longer word stands alone on its line."""
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


def comment_lines(text: str | None) -> tuple[str, ...]:
    """A text as lines fit for comments: nothing in them ends the comment, or reaches a terminal or tool."""
    lines = words.visible(text or "").strip("\n").split("\n") if text else []
    return tuple(harmless(line.rstrip()) for line in lines)


def harmless(line: str) -> str:
    """A line of somebody's own that says nothing to `ehsg` or to an editor where it stands in a comment."""
    return _SPEAKS.sub(lambda found: f'"{found[0]}', line)


def as_yaml(text: str) -> str:
    """A text as a YAML value: as it is where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and resolve(text) == text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    # JSON lets characters stand that YAML refuses, or takes for line ends.
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)
