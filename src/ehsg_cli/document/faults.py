"""Family 0: what can be wrong with a file as bytes, lines and YAML. Each docstring is a manual page."""

from ehsg_cli.diagnostics import Finding, Pointer, Related, Rule, Severity, Span, rule
from ehsg_cli.wording import short


@rule("EH001", "the file is not UTF-8 text")
def not_utf8(self: Rule[..., Finding], span: Span | None, detail: str, hint: str) -> Finding:
    """Every file is UTF-8 text, so that names and punctuation read the same on every machine.

    A file saved by an older Windows program may be in another encoding; redirecting output in
    PowerShell may write UTF-16.

    What to do: open the file in an editor and save it again as UTF-8 (in Notepad: Save as, Encoding
    UTF-8). A byte order mark at the start is accepted.
    """
    return self.finding(f"the file is not UTF-8 text: {detail}", span=span, hint=hint)


@rule("EH002", "a character that YAML does not allow")
def control_character(self: Rule[..., Finding], span: Span, code_point: int, more: int = 0) -> Finding:
    """Control characters cannot stand in a YAML file. They often arrive with text pasted from a PDF.

    What to do: delete the character at the place named. It may be invisible: delete the whole word
    around it and type the word again.
    """
    return self.finding(
        f"an invisible control character (U+{code_point:04X}) stands here, which YAML does not allow"
        + _and_more(more),
        span=span,
        hint="delete it; if you cannot see it, retype the word around it",
    )


@rule("EH003", "the file is too large")
def too_large(self: Rule[..., Finding], what: str, span: Span | None = None) -> Finding:
    """A file may hold 2 MiB and 50,000 values; a full assessment takes about 40 kB.

    The limit keeps one wrong file from holding up a check of many.

    What to do: see whether another document was pasted into the file, and shorten its texts.
    """
    return self.finding(
        f"the file is too large: {what}",
        span=span,
        hint="a full assessment takes about 40 kB; see whether something else was pasted into it",
    )


@rule("EH004", "the file is nested too deeply")
def too_deep(self: Rule[..., Finding], limit: int, span: Span) -> Finding:
    """Groups and lists may stand inside one another 64 levels deep; an assessment needs four.

    What to do: look for a run of opening brackets, or for lines indented further and further.
    """
    return self.finding(
        f"groups stand inside one another more than {limit} levels deep here",
        span=span,
        hint="an assessment needs four levels; look for stray brackets or dashes",
    )


@rule("EH005", "the file is empty")
def empty(self: Rule[..., Finding]) -> Finding:
    """The file holds nothing, or nothing but comments.

    What to do: start it with `ehsg new FILE --guide GUIDE --area NAME --period YEAR`, or restore it
    from git.
    """
    return self.finding(
        "the file is empty", hint="start one with `ehsg new`, or restore it from git (git restore FILE)"
    )


@rule("EH006", "the text is not valid YAML")
def not_yaml(
    self: Rule[..., Finding], message: str, hint: str, span: Span, related: tuple[Related, ...] = ()
) -> Finding:
    """The text breaks the rules of YAML, so the file can be read only as far as this place.

    The usual causes are a colon followed by a space inside unquoted text, a line that is indented
    differently from its neighbours, and a bracket that is not closed.

        working_well: Two things: a forum and a survey     # wrong: a second colon
        working_well: |-                                   # right: a block of text
          Two things: a forum and a survey

    What to do: mend the place named and check again; what stands below it is looked at only then.
    """
    return self.finding(message, hint=hint, span=span, related=related)


@rule("EH007", "a tab used for indentation")
def tab(self: Rule[..., Finding], span: Span) -> Finding:
    """YAML shows by spaces what belongs to what; a tab there has no agreed width and is not allowed.

    What to do: replace the tab by spaces, two for each level. Most editors can do this for the whole
    file at once (VS Code: Convert Indentation to Spaces).
    """
    return self.finding(
        "a tab stands here where YAML needs spaces",
        span=span,
        hint="replace it by spaces, two for each level (VS Code: Convert Indentation to Spaces)",
    )


@rule("EH008", "a quotation mark without its partner")
def unfinished_quote(self: Rule[..., Finding], span: Span, mark: str) -> Finding:
    """A text that starts with a quotation mark goes on until the same mark closes it.

    What to do: close the text, or write longer texts as a block, which needs no quotation marks:

        working_well: |-
          Families said "it helped".
    """
    return self.finding(
        f"the text that starts with {mark} here is never closed",
        span=span,
        hint=f"add the closing {mark}, or write the text as a block that starts with |- on the line above",
    )


@rule("EH009", "an unfinished merge")
def merge_conflict(self: Rule[..., Finding], span: Span, marker: str, more: int = 0) -> Finding:
    """Git left both versions of some lines in the file and marked them, because two people changed them.

    What to do: between `<<<<<<<` and `>>>>>>>`, keep the lines that are right, delete the others and
    the three marker lines, then check again and commit.
    """
    return self.finding(
        f"an unfinished merge: git left its marker {marker} here{_and_more(more)}",
        span=span,
        hint="keep the lines that are right, delete the others and the marker lines",
    )


@rule("EH010", "more than one document in the file")
def several_documents(self: Rule[..., Finding], span: Span) -> Finding:
    """A line `---` starts another YAML document. A file of ours holds one.

    What to do: put the second document into a file of its own, or delete the line.
    """
    return self.finding(
        "a second document starts here; a file holds one",
        span=span,
        hint="move what follows into a file of its own, or delete the line ---",
    )


@rule("EH011", "an anchor, alias or merge key")
def anchor(self: Rule[..., Finding], span: Span, what: str, pointer: Pointer) -> Finding:
    """Anchors (`&name`), aliases (`*name`) and merge keys (`<<:`) copy parts of a file to other places.

    They hide what a descriptor says from a reader, and a few lines of them can grow without bound, so
    they are refused.

    What to do: write the text out where it belongs. A text that starts with `*` or `&` needs quotation
    marks, or a block that starts with `|-`.
    """
    return self.finding(
        f"{what} stands here, which these files do not use",
        pointer,
        span=span,
        hint="write the text out; a text that begins with * or & needs quotation marks or a |- block",
    )


@rule("EH012", "a tag or directive")
def tag(self: Rule[..., Finding], span: Span, what: str, pointer: Pointer) -> Finding:
    """Tags (`!name`) and directives (`%NAME`) change what YAML means; these files do not use them.

    What to do: delete it. A text that starts with `!` or `%` needs quotation marks, or a block that
    starts with `|-`.
    """
    return self.finding(
        f"{what} stands here, which these files do not use",
        pointer,
        span=span,
        hint="delete it; a text that begins with ! or % needs quotation marks or a |- block",
    )


@rule("EH013", "a key that stands twice")
def duplicate_key(self: Rule[..., Finding], pointer: Pointer, span: Span, first: Span) -> Finding:
    """The same key stands twice in one group, so one of the two values would be lost.

    What to do: keep the right one and delete the other. It often comes from copying a descriptor's
    lines without changing its id.
    """
    return self.finding(
        f"{short(str(pointer[-1]))} stands twice in the same group; the first is on line {first.line}",
        pointer,
        span=span,
        hint="keep the right one and delete the other",
        related=(Related("it stands here first", pointer, first),),
    )


@rule("EH014", "a key that is not a word")
def key_not_text(self: Rule[..., Finding], pointer: Pointer, shown: str, span: Span | None = None) -> Finding:
    """Every key in these files is a word. A number, a date, a truth value or a list cannot be one.

    What to do: write the word that belongs there; for a descriptor, its id.
    """
    return self.finding(
        f"{shown} cannot be a key: keys are words",
        pointer,
        span=span,
        at_key=True,
        hint="write the word that belongs there; a descriptor is named by its id",
    )


@rule("EH017", "spaces at the end of a line", Severity.NOTE, fixes=True)
def trailing_spaces(self: Rule[..., Finding], span: Span, what: str, more: int = 0) -> Finding:
    """Nobody sees them, and git shows the line as changed when an editor takes them away. Tabs are no better.

    Two or more spaces within a text block are left alone where a line of text follows: in Markdown they break
    the line. So are spaces in quotation marks, and those in a block that starts with `>`.

    What to do: delete them, or run `ehsg validate --fix`.
    """
    return self.finding(
        f"{what} stand at the end of this line{_and_more(more)}",
        span=span,
        hint="delete them, or run `ehsg validate --fix`",
        replacement="",
    )


def _and_more(more: int) -> str:
    """What the last finding of very many says about those that are not told one by one."""
    return f" (and {more:,} more times below)" if more else ""


FAULTS = (
    not_utf8,
    control_character,
    too_large,
    too_deep,
    empty,
    not_yaml,
    tab,
    unfinished_quote,
    merge_conflict,
    several_documents,
    anchor,
    tag,
    duplicate_key,
    key_not_text,
    trailing_spaces,
)
