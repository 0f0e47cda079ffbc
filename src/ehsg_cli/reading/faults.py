"""What can be wrong with single values, as far as reading alone shows it; of families 1, 2, 3 and 5.

Each function words one code; its docstring is the manual page. What takes the whole assessment to see
(a missing score, a choice that breaks the rule) stands in `ehsg_cli.rules`.
"""

from collections.abc import Iterable

from ehsg_cli.diagnostics import Finding, Pointer, Related, Rule, rule
from ehsg_cli.wording import did_you_mean, listed, short, shown, slip_of


@rule("EH101", "the file does not start with keys", blocks=True)
def not_keys(self: Rule[..., Finding], what: str) -> Finding:
    """A file of ours is a group of keys with values, such as `guide: ehsg-2022`.

    What to do: see that the first line is `ehsg: assessment/1` and that no line of the top level
    begins with a dash. `ehsg new` writes a file in the right shape.
    """
    return self.finding(
        f"the file holds {what} where keys with values are expected",
        hint="the first line is `ehsg: assessment/1`; `ehsg new` writes a file in the right shape",
    )


@rule("EH102", "the file does not say what it is", blocks=True)
def not_ours(self: Rule[..., Finding], kind: str | None, known: Iterable[str], pointer: Pointer) -> Finding:
    """The first key of every file says what it is and in which version of that format.

        ehsg: assessment/1

    A file without it is passed over when folders are searched, and is an error when it is named.

    What to do: put the line first, or leave the file out. A format this version does not know needs a
    newer ehsg.
    """
    options = listed([f"`ehsg: {name}`" for name in known], "or")
    if kind is None:
        return self.finding(
            "the file does not say what it is: its key `ehsg` is missing",
            hint=f"begin it with {options}",
        )
    return self.finding(
        f"{shown(kind)} is no kind of file that this version of ehsg reads",
        pointer,
        hint=f"it reads {options}; for another format a newer ehsg may be needed",
    )


@rule("EH103", "a key that is not known")
def unknown_key(
    self: Rule[..., Finding], pointer: Pointer, known: Iterable[str], edition: str = ""
) -> Finding:
    """The key is none of those that may stand here, so its value would be read by nobody.

    It is an error also in a draft, because a misspelt key looks filled in and is not. Not every edition of a
    guide has priorities, a data model or permissions to share: where it has none, their key is told too.

    What to do: correct its spelling, or delete it. A note to yourself belongs in a comment (`# ...`).
    """
    known = list(known)
    key = str(pointer[-1])
    if edition:
        return self.finding(
            f"{shown(key)} cannot stand here: the {edition} asks for nothing of the kind",
            pointer,
            at_key=True,
            hint="delete it; what you want to keep can stand in a comment (`# ...`)",
        )
    guess = did_you_mean(key, known)
    return self.finding(
        f"{shown(key)} is not a key that can stand here",
        pointer,
        at_key=True,
        hint=f"did you mean {guess}?" if guess else f"the keys here are {listed(known, 'and')}",
    )


@rule("EH104", "a value of the wrong kind")
def wrong_kind(
    self: Rule[..., Finding], pointer: Pointer, expected: str, found: str, hint: str = ""
) -> Finding:
    """Each key takes one kind of value: a text, a whole number, yes-or-no (`true` or `false`), a list
    or a group of further keys.

        name: 2022       # wrong: a number where a name is expected
        name: "2022"     # right

    What to do: write the kind of value named. An unquoted number, `true` or `false` becomes a text when
    it stands in quotation marks.
    """
    return self.finding(f"{_key(pointer)} needs {expected}, and has {found}", pointer, hint=hint)


@rule("EH105", "not a date")
def not_a_date(self: Rule[..., Finding], pointer: Pointer, found: str, *, or_month: bool = False) -> Finding:
    """A date is written as year, month and day, and must exist: `2022-06-30`.

    What to do: write it that way. Where it says so a month (`2021-09`) or a year will do.
    """
    also = " (or 2022-06, or 2022)" if or_month else ""
    return self.finding(
        f"{found} is not a date", pointer, hint=f"write year-month-day, for example 2022-06-30{also}"
    )


@rule("EH106", "not a period")
def not_a_period(self: Rule[..., Finding], pointer: Pointer, found: str, *, at_key: bool = False) -> Finding:
    """The period that an assessment or a figure stands for: a year (`2022`), a financial year (`2022-23`), a
    calendar quarter (`2022-Q3`) or a financial quarter (`2022-23-FQ3`).

    What to do: write one of these forms; the second year of a pair follows the first.
    """
    return self.finding(
        f"{found} is not a period",
        pointer,
        at_key=at_key,
        hint="write 2022, or 2022-23, or 2022-Q3 (calendar), or 2022-23-FQ3 (financial)",
    )


@rule("EH107", "not one of the words that can stand here", fixes=True)
def not_one_of(
    self: Rule[..., Finding], pointer: Pointer, found: str, allowed: Iterable[str], at_key: bool = False
) -> Finding:
    """Some keys take one of a few words, so that files can be compared: `status`, for example, is
    `draft`, `agreed` or `submitted`.

    A status in capital letters, or with one slip (a letter that is wrong, missing or too many, or two beside
    each other in the wrong order), is mended by `ehsg validate --fix`.

    What to do: write one of the words named, in small letters.
    """
    allowed = list(allowed)
    guess = did_you_mean(found, allowed)
    slip = slip_of(found, allowed) if pointer and pointer[-1] == "status" else None
    write = f"write {listed(allowed, 'or')}"
    return self.finding(
        f"{_key(pointer)} cannot be {shown(found)}",
        pointer,
        at_key=at_key,
        # A guess may be wrong where it is more than a slip.
        hint=(f"did you mean {guess}?" if slip else f"did you mean {guess}? {write}") if guess else write,
        replacement=slip,
    )


@rule("EH108", "not an ONS code")
def not_an_ons_code(self: Rule[..., Finding], pointer: Pointer, found: str) -> Finding:
    """The area's code from the Office for National Statistics: a letter and eight digits.

    What to do: look it up in the ONS register of areas, or leave the key blank; it is optional.
    """
    return self.finding(
        f"{found} is not an ONS code", pointer, hint="it is a letter and eight digits, such as E08000037"
    )


@rule("EH201", "a guide that is not there", blocks=True)
def unknown_guide(
    self: Rule[..., Finding], pointer: Pointer, found: str | None, known: Iterable[str], key: str = "guide"
) -> Finding:
    """Every file names the guide and edition it answers, because scores mean something only there. A
    crosswalk names two, under `from` and `to`.

    A partnership may keep a pack of its own in a folder `guide/` beside its files or above them; its
    name is made of small letters, digits and hyphens.

    What to do: name one of the guides that `ehsg guide list` shows.
    """
    known = list(known)
    if found is None:
        what = "its guide" if key == "guide" else f"the guide it relates, under `{key}`"
        named = f"`{key}:` with {listed(known, 'or')}" if len(known) > 1 else f"`{key}: {''.join(known)}`"
        return self.finding(f"the file does not name {what}", pointer, hint=f"add {named}")
    guess = did_you_mean(found, known)
    return self.finding(
        f"there is no guide {shown(found)}",
        pointer,
        hint=f"did you mean {guess}?" if guess else f"the guides are {listed(known, 'and')}",
    )


@rule("EH211", "a guide pack that is broken", blocks=True)
def broken_guide(self: Rule[..., Finding], pointer: Pointer, guide_id: str, folder: str) -> Finding:
    """The file names a guide whose pack cannot be used, so that nothing can be held against it.

    What to do: run `ehsg guide check` on the pack's folder and mend what it shows.
    """
    return self.finding(
        f"the pack of the guide {guide_id} is broken", pointer, hint=f"run `ehsg guide check {folder}`"
    )


@rule("EH202", "a score that is not on the scale", fixes=True)
def not_on_the_scale(
    self: Rule[..., Finding], pointer: Pointer, problem: str, hint: str, replacement: str | None = None
) -> Finding:
    """A score is one of the whole numbers of the guide's scale, written without quotation marks.

    Blank means not scored yet, which is not the same as 0.

        score: 3       # right
        score: "3"     # wrong: a text
        score: 3.0     # wrong: not written as a whole number

    Where an edition's scale is in words, the answer is one of them, in small letters; what the words are says
    `ehsg guide show scale`.

    What to do: write the whole number, or the word, that stands for what the partnership agreed. A score in
    quotation marks, or a word in capital letters, is mended by `ehsg validate --fix`.
    """
    return self.finding(problem, pointer, hint=hint, replacement=replacement)


@rule("EH203", "a descriptor that the guide does not have")
def unknown_descriptor(
    self: Rule[..., Finding], pointer: Pointer, found: str, known: Iterable[str], word: str, at_key: bool
) -> Finding:
    """Descriptors are named by their ids in the guide. Ids are never reused, so an unknown one is a
    slip of the pen or belongs to another edition.

    What to do: look the id up with `ehsg guide show`.
    """
    guess = did_you_mean(found, known)
    hint = f"did you mean {guess}?" if guess else "`ehsg guide show` lists them"
    if len(found.split()) > 1 and found.split()[0] in known:
        hint = "put commas between ids; a reason goes on lines of its own, as `id:` and `why:`"
    return self.finding(f"{shown(found)} is no {word} of this guide", pointer, at_key=at_key, hint=hint)


@rule("EH204", "a form number in place of an id", fixes=True)
def form_number(self: Rule[..., Finding], pointer: Pointer, found: str, id: str, at_key: bool) -> Finding:
    """The national form numbers its boxes (5.1, 9.3). Files name a descriptor by its id, which stays the
    same when a form is renumbered.

    What to do: write the id named, or run `ehsg validate --fix`.
    """
    return self.finding(
        f"{found} is a number on the form; here the id {id} belongs",
        pointer,
        at_key=at_key,
        hint=f"write {id} in place of {found}",
        replacement=id,
        # Where it belongs, so that nobody is told as well that it is missing there.
        related=(Related("its place", Pointer((*pointer[:-1], id))),) if at_key else (),
    )


@rule("EH212", "descriptors in the wrong place")
def misplaced_descriptors(self: Rule[..., Finding], group: Pointer, ids: list[str], entries: str) -> Finding:
    """Descriptors stand together in one group. Where its first line is lost, or their indentation, they hang
    somewhere else in the file and nobody reads them.

    What to do: put the line that names the group above the first of them, at the left margin, and indent each
    id below it by two spaces.
    """
    told = ids[0] if len(ids) == 1 else f"{ids[0]} and {len(ids) - 1} more"
    verb = "belongs" if len(ids) == 1 else "belong"
    where = f"below {group[-1]}" if group else "at the left margin"
    return self.finding(
        f"{told} {verb} under `{entries}:`, and {'stands' if len(ids) == 1 else 'stand'} {where}",
        group.child(ids[0]),
        at_key=True,
        hint=f"put a line `{entries}:` above, at the left margin, and indent each id below it by two spaces",
        related=[Related("its place", Pointer((entries, id))) for id in ids],
    )


@rule("EH207", "an average where a score belongs")
def average(
    self: Rule[..., Finding], pointer: Pointer, found: str, scale: str, what: str = "", hint: str = ""
) -> Finding:
    """The guide says that an area agrees, on average, on a score; the form takes one whole number.

    An average of what partners think is worked out from their own responses, which stand in files of their
    own (`ehsg: response/1`), one for each partner and with whole numbers as well. The assessment holds the
    score that the partnership then agreed. The same is told of a range (`3-4`) and of a score written with
    the highest one beside it (`3/5`).

    What to do: agree on a whole number and write it. Keep partners' views apart from the assessment.
    """
    return self.finding(
        f"{what or f'{found} looks like an average'}; a score is one whole number ({scale})",
        pointer,
        hint=hint or "write the whole number you agreed; averages belong with partners' responses, not here",
    )


@rule("EH209", "'not applicable' as a score")
def not_applicable(
    self: Rule[..., Finding],
    pointer: Pointer,
    found: str,
    scale: str,
    score: str = "a score is a whole number",
) -> Finding:
    """The guide has no "not applicable": each descriptor is scored. Words such as `n/a` would drop out of
    every figure without a trace.

    What to do: leave the score blank while it is open, and say why in the text; or agree on a score.
    """
    return self.finding(
        f"the guide knows no {shown(found)}: {score} ({scale}), or blank while it is open",
        pointer,
        hint=f"leave it blank and say why in the text, or agree on {score.split(' is ')[0]}",
    )


@rule("EH210", "a threshold for what is no criterion")
def not_a_criterion(
    self: Rule[..., Finding], pointer: Pointer, found: str, known: Iterable[str], status: str
) -> Finding:
    """A thresholds file gives minimum scores for the descriptors that count towards the status an area may be
    invited to apply for (Earned Autonomy), and this is none of them.

    What to do: compare the file with the prospectus; `ehsg autonomy FILE` lists the criteria.
    """
    return self.finding(
        f"{found} does not count towards {status} in this guide",
        pointer,
        at_key=True,
        hint=f"the criteria are {listed(list(known), 'and')}",
    )


@rule("EH208", "a way of conducting that the guide does not name")
def unknown_method(self: Rule[..., Finding], pointer: Pointer, found: str, known: Iterable[str]) -> Finding:
    """The guide names the ways in which an assessment may be conducted; `method` lists those used.

    What to do: write one or more of the words named, or leave it blank; it is optional.
    """
    known = list(known)
    guess = did_you_mean(found, known)
    return self.finding(
        f"{shown(found)} is none of the guide's ways to conduct an assessment",
        pointer,
        hint=f"did you mean {guess}?" if guess else f"write {listed(known, 'or')}, or leave it blank",
    )


@rule("EH307", "a data model level that the guide does not have", fixes=True)
def unknown_level(
    self: Rule[..., Finding],
    pointer: Pointer,
    found: str,
    known: Iterable[int],
    other: Pointer,
    replacement: str | None = None,
) -> Finding:
    """The data model level is a whole number on the guide's list of data models.

    It decides which priorities may be chosen, so a wrong one misleads.

    What to do: write the level from the last data survey; `ehsg guide show data-models` explains them. A
    level in quotation marks is mended by `ehsg validate --fix`.
    """
    known = list(known)
    return self.finding(
        f"{found} is no data model level",
        pointer,
        hint=f"write a whole number from {known[0]} to {known[-1]}",
        replacement=replacement,
        # Nothing is judged by the other level then, and it is not missing either.
        related=(Related("the level as submitted", other),),
    )


@rule("EH501", "an audience that the form does not ask about")
def unknown_audience(self: Rule[..., Finding], pointer: Pointer, known: Iterable[str]) -> Finding:
    """The form asks for permission to share the return with certain audiences, and with no others.

    What to do: correct its spelling, or delete it.
    """
    known = list(known)
    found = str(pointer[-1])
    guess = did_you_mean(found, known)
    return self.finding(
        f"{shown(found)} is no audience that the form asks about",
        pointer,
        at_key=True,
        hint=f"did you mean {guess}?" if guess else f"the audiences are {listed(known, 'and')}",
    )


@rule("EH502", "an answer that this audience does not take")
def wrong_answer(
    self: Rule[..., Finding], pointer: Pointer, found: str, allowed: Iterable[str], name: str, cited: str
) -> Finding:
    """Of one audience the form asks to acknowledge that it sees the return, of the others to confirm that
    they may. The answers differ.

        sharing:
          dfe: acknowledged
          coordinators: confirmed      # or declined

    What to do: write one of the words named, or leave it blank while nobody was asked.
    """
    return self.finding(
        f"sharing with {name} cannot be {shown(found)}",
        pointer,
        hint=f"write {listed(list(allowed), 'or')}, or leave it blank while nobody was asked ({cited})",
    )


@rule("EH850", "a descriptor that is nowhere in a crosswalk", absence=True)
def nowhere_in_crosswalk(self: Rule[..., Finding], pointer: Pointer, descriptor: str, guide: str) -> Finding:
    """A crosswalk between two guides speaks of every descriptor of both: each stands in a line, or among
    those that have no home on the other side. Else nobody can tell one that was looked at and has no like
    from one that was forgotten.

        without_home:
          to:
            - id: DA7
              why: The older guide asks nothing of the kind.

    What to do: add a line for it, or name it under `without_home` on its own side, with the reason.
    """
    return self.finding(
        f"{descriptor} of {guide} stands in no line, and not among those without a home",
        pointer,
        hint=f"add a line for it, or name it under `without_home`, `{pointer[-1]}`",
    )


def _key(pointer: Pointer) -> str:
    """How a message names a key: list entries are counted from 1, as people do."""
    if not pointer:
        return "the file"
    key = pointer[-1]
    if isinstance(key, int):
        return f"entry {key + 1} of {pointer[-2]}" if len(pointer) > 1 else f"entry {key + 1}"
    return short(key)


FAULTS = (
    not_keys,
    not_ours,
    unknown_key,
    wrong_kind,
    not_a_date,
    not_a_period,
    not_one_of,
    not_an_ons_code,
    unknown_guide,
    broken_guide,
    not_on_the_scale,
    unknown_descriptor,
    form_number,
    misplaced_descriptors,
    average,
    unknown_method,
    not_applicable,
    not_a_criterion,
    unknown_level,
    unknown_audience,
    wrong_answer,
    nowhere_in_crosswalk,
)
