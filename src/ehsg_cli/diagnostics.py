"""Findings: what is wrong, where, and what to do about it.

One finding type serves every rule and every output. A rule names a symbolic place (a `Pointer`);
`ehsg_cli.document.locate` makes it a line and a column.
"""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from inspect import cleandoc
from typing import Concatenate, Generic, NamedTuple, ParamSpec, Self, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_PLAIN_KEY = re.compile(r"[\w-]+", re.ASCII)


class Pointer(tuple[str | int, ...]):
    """A route of keys and list positions (from 0) into a file, such as `descriptors.FV1.score`."""

    __slots__ = ()

    def child(self, *keys: str | int) -> "Pointer":
        """The route that goes on from here by these keys."""
        return Pointer((*self, *keys))

    def __str__(self) -> str:
        """The route joined by dots; a key that is no plain word stands in double quotes."""
        return ".".join(
            str(key) if isinstance(key, int) or _PLAIN_KEY.fullmatch(key) else _quoted(key) for key in self
        )


def _quoted(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


ROOT = Pointer()


class Span(NamedTuple):
    """A place in a text: lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def at(cls, line: int, column: int, width: int = 1) -> Self:
        """A place of so many characters on one line."""
        return cls(line, column, line, column + width)


class Severity(Enum):
    """How much a finding matters, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst, rising as it matters less."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Related(NamedTuple):
    """Another place that explains a finding, such as where a repeated key stood first."""

    message: str
    pointer: Pointer
    span: Span | None = None


class Finding(NamedTuple):
    """One thing to say about a file.

    Attributes:
        code: `EH` and three digits, stable for ever.
        severity: how much it matters here; a missing thing weighs less in a draft.
        message: what is wrong, in plain English.
        pointer: the symbolic place.
        hint: what to do; may be empty.
        related: other places that explain it.
        at_key: whether the place is the key itself rather than the value behind it.
        span: the concrete place; `None` until the finding is located in its document.
        words: the words in the text behind the pointer that it is about; the place is theirs then.
        replacement: what to write at its place instead, where that is safe to do unasked (`validate --fix`).
    """

    code: str
    severity: Severity
    message: str
    pointer: Pointer = ROOT
    hint: str = ""
    related: tuple[Related, ...] = ()
    at_key: bool = False
    span: Span | None = None
    words: str = ""
    replacement: str | None = None

    def moved(self, span: Span, related: tuple[Related, ...]) -> "Finding":
        """The same finding with its concrete places."""
        return self._replace(span=span, related=related)


class Rule(Generic[P, R]):
    """A documented function that yields the findings of one code.

    Made by `rule`. The function's docstring is the code's manual page (`ehsg explain CODE`); the
    function is handed its own rule first, and words its findings through `finding`. A rule of an
    `absence` tells of something missing, and is not heard where what stands there has been found wrong.
    Findings of a rule that `fixes` may carry a replacement. Where one that `blocks` has something to tell,
    nothing else could be looked at.
    """

    def __init__(
        self,
        code: str,
        title: str,
        severity: Severity,
        function: "Callable[Concatenate[Rule[P, R], P], R]",
        *,
        absence: bool = False,
        fixes: bool = False,
        blocks: bool = False,
    ) -> None:
        self.code = code
        self.title = title
        self.severity = severity
        self.absence = absence
        self.fixes = fixes
        self.blocks = blocks
        self._function = function

    @property
    def unreadable(self) -> bool:
        """Whether it tells of what keeps a file from being read and judged, which nobody can overlook."""
        return self.blocks or (self.code.startswith("EH0") and self.severity is Severity.ERROR)

    @property
    def page(self) -> str:
        """The manual page: why, an example, what to do."""
        return cleandoc(self._function.__doc__ or "")

    @property
    def name(self) -> str:
        """The function's name, for a reader of the code."""
        return self._function.__name__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the rule."""
        return self._function(self, *args, **kwargs)

    def finding(
        self,
        message: str,
        pointer: Pointer = ROOT,
        *,
        hint: str = "",
        severity: Severity | None = None,
        related: Iterable[Related] = (),
        at_key: bool = False,
        span: Span | None = None,
        words: str = "",
        replacement: str | None = None,
    ) -> Finding:
        """A finding of this code, by default of its usual severity."""
        return Finding(
            self.code,
            severity or self.severity,
            message,
            pointer,
            hint,
            tuple(related),
            at_key,
            span,
            words,
            replacement,
        )


def rule(
    code: str,
    title: str,
    severity: Severity = Severity.ERROR,
    *,
    absence: bool = False,
    fixes: bool = False,
    blocks: bool = False,
) -> "Callable[[Callable[Concatenate[Rule[P, R], P], R]], Rule[P, R]]":
    """Make a function the rule for a code.

    Args:
        code: `EH`, the family's digit and two more.
        title: what the code is about, in a few words.
        severity: how much it matters, unless a finding says otherwise.
        absence: whether it tells of something missing.
        fixes: whether some of its findings can be mended unasked (`validate --fix`).
        blocks: whether nothing else could be looked at where it has something to tell.
    """

    def decorate(function: "Callable[Concatenate[Rule[P, R], P], R]") -> Rule[P, R]:
        return Rule(code, title, severity, function, absence=absence, fixes=fixes, blocks=blocks)

    return decorate


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Located findings in the order people read them: by place, the worst first where places are equal.

    The one place where findings are ordered. Findings of one code in one place keep the order they came in,
    which is the guide's.
    """
    return sorted(findings, key=lambda f: (f.span or _START, f.severity.rank, f.code))


_START = Span(1, 1, 1, 1)
