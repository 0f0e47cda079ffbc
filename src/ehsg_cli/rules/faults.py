"""Family 0, for what is suppressed: by a comment in the file, or by the settings that hold for it.

Each function words one code; what is suppressed is found out in `ehsg_cli.rules.suppression` and, for the
settings, in `ehsg_cli.rules.coverage`.
"""

from ehsg_cli.diagnostics import Finding, Rule, Severity, Span, rule

# A comment without this word, in capitals or small, suppresses nothing.
SUPPRESSES = "ehsg"


@rule("EH015", "a comment that suppresses nothing", Severity.WARNING)
def needless_suppression(self: Rule[..., Finding], span: Span, code: str) -> Finding:
    """A comment may suppress a finding, with the reason. Once the finding is gone the comment hides the next
    one that comes up in its place, and nobody looks at the reason again.

        # ehsg: ignore[EH402] the survey is under way
        FV1:

    It is told only where the whole file could be read and checked.

    What to do: delete the comment, or the code, if the comment names others. Or move it: it belongs on the
    line of the finding or of a key above it, or on a line of its own directly above that.
    """
    return self.finding(
        f"this comment suppresses {code}, and no {code} is found here",
        span=span,
        hint="delete it, or move it to the line of the finding or directly above it",
    )


@rule("EH016", "a suppression that cannot be understood", Severity.WARNING)
def unclear_suppression(
    self: Rule[..., Finding], span: Span, message: str, hint: str, severity: Severity | None = None
) -> Finding:
    """A comment that suppresses a finding names its code in square brackets, or several with commas between
    them, and then says why.

        FV1:  # ehsg: ignore[EH402] the survey is under way

    It suppresses what is told on its line, and at a key also what is told of anything inside: here whatever
    EH402 has to say about FV1. On a line of its own it speaks for the line below. Capitals do not matter.

    Where the form is wrong or a code is unknown nothing is suppressed. Where only the reason is missing the
    comment works, and this is a note. Errors that keep a file from being read cannot be suppressed.

    What to do: write it in that form; `ehsg explain` lists the codes. Say why, for whoever reads it next.
    """
    return self.finding(message, span=span, hint=hint, severity=severity)


@rule("EH018", "a setting that suppresses nothing", Severity.WARNING)
def needless_ignore(
    self: Rule[..., Finding], span: Span, code: str, files: str, severity: Severity | None = None
) -> Finding:
    """The settings ignore a code that no file below them has. Once it is not needed, it only hides the next
    mistake of that kind.

    It is told in a run over everything below the settings' folder, where every file could be read and
    checked; a run over some of the files cannot know.

    What to do: take the code out of `ignore` in the settings.
    """
    return self.finding(
        f"{code} is ignored here, and none is found in {files}",
        span=span,
        severity=severity,
        hint="take it out of `ignore`; what is suppressed without need hides the next mistake",
    )


FAULTS = (needless_suppression, unclear_suppression, needless_ignore)
