"""What a public paper leaves out, before anything is made of it, and what stands against publishing one.

Nothing here can say that a text holds no personal data: what is not known for what it is, is left out, and
what is found is only what looks like it.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ehsg_cli.diagnostics import Finding
from ehsg_cli.judge.results import Audience, Beside
from ehsg_cli.reading.companions import Companions, companions_of
from ehsg_cli.rules import check, personal
from ehsg_cli.rules.texts import Said, Texts, table_of

if TYPE_CHECKING:
    from ehsg_cli.assessment import Assessment
    from ehsg_cli.assessment.plans import Action, Plan
    from ehsg_cli.guide.models import Guide
    from ehsg_cli.reading.folders import Folders
    from ehsg_cli.rules.outcomes import Checked

OWNER_LEFT_OUT = "owner left out of a public paper"
"""Stands in a public paper where the owner of an action is no role, as far as words can tell."""

# Sharing and personal data.
_FAMILY = "EH5"

# Besides posts and names of services: what answers for something without being a person.
_GROUPS = table_of("""
    academy agency alliance association authority board cabinet charity cic clinic club collaborative college
    commission committee consortium constabulary corporation council department directorate division
    education federation forum foundation group health hospital housing hub institute network nhs office
    panel partners partnership police probation provider school scrutiny sector service society squad
    sub-group subgroup team trust unit university
""")
# Posts of one word that `personal` need not know: what stands behind them is no name in brackets there.
_POSTS = personal.POSTS | table_of("""
    accountant apprentice auditor broker carer clerk clinician custodian dietitian engineer intern lawyer
    midwives paediatrician partner planner professional programmer registrar researcher solicitor specialist
    sponsor staff statistician strategist volunteer
""")
# What posts are about, where neither the guide nor the names of services say it.
_MATTERS = table_of("""
    accommodation adolescent adults analytics applications assets assistant associate attendance benefits
    business capital care caseload communications compliance consultation contracts cross-cutting customer
    delivery deputy designated development digital engineering environment equalities equality estates
    evaluation events experience facilities finance grants heritage human ict impact implementation
    improvement inclusion information infrastructure insight inspection integration intelligence it joint
    legal libraries library licensing localities locality maternity media medical neighbourhoods nursing
    nutrition operational operations organisational parks participation pathways payments people perinatal
    planning pmo policy procurement property protection psychology quality records recruitment reform
    relations research residents resilience respite revenues risk safety sen senco send service social
    speech sports standards statutory strategy student supported systems technical technology tenancy
    therapy tourism training translation transport treasury troubled user virtual volunteering welfare
    wellbeing whole wider workforce working
""")
_SMALL = table_of("of for and the in at to on with & - – —")
# Words of guides, of services and of what posts are about that are people's names as well, in whatever form.
# A few that are in post are left out with them.
_ALSO_NAMES = table_of("""
    able april august autumn balance banks bill born bridge bright bring brook burns chance charity church
    cope cross day dean deal door draw drew end english faith field fine forward found fountain frank
    friday friend front gene given good grace grant green grew guy hall hand hard harmony heard high hill
    hold holiday hollow home hope house january journey joy july june justice king lake land lane leaf
    lies light line little long love lower march mark mason master match may mercy mere miles monday moon
    moving new newly page park parish pat pearl penny place pool pots price pride prince quick rate read
    rich right rise rising road rob robin rock rose round row royal ruby rule sandy saturday sea seal
    sense settle sharp short show small snow space speak spring stand stone story street strong such sue
    suit summer sunday table talent thursday tier town trinity true tuesday up vacant vale victor vine
    wade wales walk wall want ward warehouse water way wednesday well white wide will winter wise wood
    wright wrong young
""")
_OF_SERVICES = personal.OF_SERVICES | _SMALL | _MATTERS
# Such names are words before some others: `North locality manager`, `Key workers`.
_PLACES = table_of("area cluster district division hub locality neighbourhood region sector")
_WORDS_BEFORE = {
    **dict.fromkeys(("east", "north", "south", "west"), _PLACES),
    **dict.fromkeys(("key", "link"), table_of("worker")),
}
# Words of a guide that are as short as initials say nothing of a post.
_SHORTEST = 3
_BREAKS = ",;:()[]/|–—"
_NONE: frozenset[str] = frozenset()
# A post and what it is about; anything as long as this is told, not named.
_LONGEST = 120


def for_the_public(
    beside: Beside, guide: "Guide", area: str | None, names: tuple[str, ...] = ()
) -> tuple[Beside, tuple[str, ...]]:
    """What an assessment is judged with for a public paper, and the actions whose owners it leaves out.

    Args:
        beside: everything there is beside it.
        guide: the one it answers.
        area: the area's name.
        names: those that no text should hold.
    """
    plan, left_out = _with_roles_only(beside.plan, guide, area, names) if beside.plan else (None, ())
    return beside._replace(plan=plan, responses=(), audience=Audience.PUBLIC), left_out


def agreed_by_a_role(assessment: "Assessment", guide: "Guide", names: tuple[str, ...] = ()) -> "Assessment":
    """An assessment without who agreed it, where that is named by more than a role or a group."""
    agreed = assessment.agreed
    if not agreed.by or is_role(agreed.by, guide, assessment.area.name, names):
        return assessment
    return assessment.model_copy(update={"agreed": agreed.model_copy(update={"by": None})})


def against_texts(
    said: Iterable[Said], guide: "Guide", area: str | None, names: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """What in texts that stand in no file of ours looks like personal data.

    Args:
        said: each text, with what to call its place.
        guide: the one that the paper is about.
        area: the area's name.
        names: those that no text should hold.
    """
    texts = Texts(guide, area, said)
    for rule in personal.RULES:
        yield from rule(texts)
    for beside in personal.RULES_BESIDE:
        yield from beside(texts, Companions(names))


def against_publishing(checked: "Checked", folders: "Folders | None" = None) -> tuple[Finding, ...]:
    """What stands against a file in the way of publishing it, and nobody has reviewed.

    A review is a comment in the file that gives a reason. Settings ignore a code wherever it is found, also
    in what nobody had written yet when they were: what they ignore counts.

    Args:
        checked: the file.
        folders: what this run knows of folders already.
    """
    beside = companions_of(checked.file, folders)
    found = check(checked.file, beside, checked.in_force, reviewed=True)
    return tuple(finding for finding in found if finding.code.startswith(_FAMILY))


def is_role(owner: str, guide: "Guide | None", area: str | None, names: tuple[str, ...] = ()) -> bool:
    """Whether somebody who answers for something is named by a role, a service or a group and nothing else.

    Every word has to be known as one of those, so that a name nobody thought of is none of them.
    """
    texts = Texts(guide, area, [(("owner",), owner)])
    if len(owner) > _LONGEST or _has_findings(texts, names):
        return False
    of_the_guide = {word for word in texts.words_of_the_guide if len(word) >= _SHORTEST}
    known = _GROUPS | _POSTS | _OF_SERVICES | of_the_guide
    # The area's own name may hold such a word, as that of West Northamptonshire does.
    of_the_area = (area or "").lower()
    in_full = frozenset(of_the_area.split()) if " " in of_the_area and of_the_area in owner.lower() else _NONE
    # A name of two words that are both ordinary stands in a piece of its own: `Will Young, manager`.
    pieces = [piece.split() for piece in _broken(texts.joined)]
    return any(_is_named(piece) for piece in pieces) and all(
        (_ends_in_its_post(piece) if _is_named(piece) else _of_services(piece))
        and all(_is_known(word, known) for word in piece)
        and not any(_may_be_a_name(piece, at, in_full) for at in range(len(piece)))
        for piece in pieces
    )


def _with_roles_only(
    plan: "Plan", guide: "Guide", area: str | None, names: tuple[str, ...]
) -> "tuple[Plan, tuple[str, ...]]":
    left_out: list[str] = []
    actions: list[Action | None] = []
    for number, action in enumerate(plan.actions, 1):
        if action is not None and action.owner and not is_role(action.owner, guide, area, names):
            action = action.model_copy(update={"owner": OWNER_LEFT_OUT})
            left_out.append(action.id or f"action {number}")
        actions.append(action)
    return plan.model_copy(update={"actions": tuple(actions)}), tuple(left_out)


def _has_findings(texts: Texts, names: tuple[str, ...]) -> bool:
    for rule in personal.RULES:
        if next(rule(texts), None) is not None:
            return True
    return personal.holds_a_name(texts.joined, names)


def _broken(text: str) -> Iterator[str]:
    """The pieces of a text between marks, and between hyphens that stand alone."""
    for mark in (*_BREAKS, " - ", "\n", "\0"):
        text = text.replace(mark, "\0")
    yield from (piece for piece in text.split("\0") if piece.strip())


def _is_named(piece: list[str]) -> bool:
    """Whether a piece holds the word for a post, a service or a group."""
    return any(form in _GROUPS or form in _POSTS for word in piece for form in _forms(word))


def _of_services(piece: list[str]) -> bool:
    """Whether a piece without one is a service's name, as at the end of `Head of service, Early Help`."""
    return all(not _OF_SERVICES.isdisjoint(_forms(word)) for word in piece)


def _ends_in_its_post(piece: list[str]) -> bool:
    """Whether each role in a piece ends in its post, or goes on with what that is for.

    `Nurse Parks` is a person; so is a post with a small word in front of it, which may be a name.
    """
    words = [_forms(word) for word in piece if not word.isdigit()]
    if not words or (words[0][0] in _SMALL and words[0][0] != "the"):
        return False
    role: list[tuple[str, ...]] = []
    for word in (*words, ("and",)):
        if word[0] not in _SMALL:
            role.append(word)
            continue
        posts = [at for at, forms in enumerate(role) if not _POSTS.isdisjoint(forms)]
        if posts and posts[-1] != len(role) - 1 and _GROUPS.isdisjoint(role[-1]):
            return False
        if len(role) == 2 and role[0][0] in _TITLES and not _POSTS_AND_NAMES.isdisjoint(role[1]):
            return False
        role = []
    return words[-1][0] not in _SMALL


# What people are called by, and posts that are surnames behind it.
_TITLES = table_of(
    "commissioner constable councillor doctor engineer inspector nurse sergeant superintendent"
)
_POSTS_AND_NAMES = table_of("champion chief clerk constable head holder")


def _may_be_a_name(piece: list[str], at: int, in_full: frozenset[str]) -> bool:
    """Whether a word of a piece is a person's name as well, and not one of the area's name in full."""
    forms = _forms(piece[at])
    if not in_full.isdisjoint(forms):
        return False
    before = next((_WORDS_BEFORE[form] for form in forms if form in _WORDS_BEFORE), None)
    if before is not None:
        return at + 1 == len(piece) or before.isdisjoint(_forms(piece[at + 1]))
    # In capitals it stands for special educational needs.
    if forms[0] == "sen" and not piece[at].isupper():
        return True
    return (len(forms[0]) == 1 and forms[0].isalpha()) or not _ALSO_NAMES.isdisjoint(forms)


def _is_known(word: str, known: frozenset[str]) -> bool:
    if word.isdigit():
        return len(word) < 3
    return any(
        form in known
        or form in _SMALL
        or ("-" in form and all(_is_known(part, known) for part in form.split("-")))
        for form in _forms(word)
    )


def _forms(word: str) -> tuple[str, ...]:
    """A word as the tables have it: in small letters, without an ending for several or for whose it is."""
    plain = word.strip(".,;:!?'\"‘’“”*_").lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if plain.endswith("ies"):
        return plain, plain[:-3] + "y"
    return (plain, plain[:-1]) if plain.endswith("s") else (plain,)
