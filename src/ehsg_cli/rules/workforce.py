"""Family 6: an area's own roles beside those of the guide's workforce table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehsg_cli.diagnostics import Finding, Pointer, Rule, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.companions import Companions
from ehsg_cli.rules.entries import incomplete, numbered, repeated
from ehsg_cli.wording import did_you_mean, listed, shown

if TYPE_CHECKING:
    from ehsg_cli.assessment.workforce import LocalRole, WorkforceTable
    from ehsg_cli.guide.context import Context, WorkforceGroup

    TableRule = Rule[[WorkforceTable, Guide, Companions], Iterator[Finding]]

_AT = Pointer(("roles",))
# So many of the guide's roles are named in one hint.
_NAMED = 4

# What a row has: how a message says that it is missing, and what to write.
_PARTS = {
    "role": (
        "does not say which role it is about",
        "write what the role is called in your area, as `role: ...`",
    ),
    "level": (
        "has no level",
        "write the id of the group in the guide's table that it works at, as `level: ...`",
    ),
}


def _roles(table: "WorkforceTable") -> "Iterator[tuple[Pointer, LocalRole, str]]":
    """The roles with their places, and how a message calls each."""
    for at, role in numbered("roles", table.roles):
        yield at, role, shown(role.role) if role.role else f"row {int(at[1]) + 1}"


def _context(companions: Companions) -> "Context | None":
    return companions.around.context() if companions.around else None


def _names(context: "Context") -> dict[str, str]:
    """The guide's roles by their ids, each once, in the guide's order."""
    return {role.id: role.name for group in _groups(context) for role in group.roles}


def _groups(context: "Context | None") -> "tuple[WorkforceGroup, ...]":
    """The groups of the guide's table; none where there is no table."""
    return context.workforce.groups if context is not None and context.workforce is not None else ()


@rule("EH601", "a role that the guide's table does not have")
def unknown_role(
    self: "TableRule", table: "WorkforceTable", guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """`guide_role` says which of the guide's roles an area's own one stands for, by its id. Roles that the
    guide does not list stand without one: its list does not claim to be complete.

        - {role: Community midwives, guide_role: midwives}

    What to do: write the id of a role in the guide's table, or leave the key out.
    """
    context = _context(companions)
    if context is None or context.workforce is None:
        return
    names = _names(context)
    for at, role, _ in _roles(table):
        if role.guide_role is None or role.guide_role in names:
            continue
        ids = {name: id for id, name in names.items()} | {id: id for id in names}
        guess = did_you_mean(role.guide_role, ids)
        yield self.finding(
            f"{shown(role.guide_role)} is no role of the guide's table",
            at.child("guide_role"),
            hint=f"did you mean {ids[guess]}?"
            if guess
            else "see `ehsg guide show workforce-table`; a role that is not in it has no `guide_role`",
        )


@rule("EH602", "a level that the guide's table does not have")
def unknown_group(
    self: "TableRule", table: "WorkforceTable", guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """`level` is the id of the group in the guide's workforce table that a role works at: how often it leads,
    and which part it has in whole family working.

    What to do: write one of the ids named.
    """
    context = _context(companions)
    known = [group.id for group in _groups(context)]
    for at, role, _ in _roles(table):
        if known and role.level is not None and role.level not in known:
            guess = did_you_mean(role.level, known)
            yield self.finding(
                f"{shown(role.level)} is no level of the guide's table",
                at.child("level"),
                hint=f"did you mean {guess}?" if guess else f"write {listed(known, 'or')}",
            )


@rule("EH603", "a role that is listed twice", Severity.WARNING)
def repeated_role(
    self: "Rule[[WorkforceTable, Guide], Iterator[Finding]]", table: "WorkforceTable", guide: Guide
) -> Iterator[Finding]:
    """The same role stands twice at the same level, which says nothing new. At two levels it may stand, as
    some roles do in the guide's own table: part of a profession leads more often than the rest.

    What to do: delete one of the two, or say how they differ.
    """
    stand = (
        ((" ".join(role.role.split()).casefold(), role.level), shown(role.role), at.child("role"))
        for at, role, _ in _roles(table)
        if role.role is not None
    )
    yield from repeated(self, stand, "delete one of the two, or say in the name how they differ")


@rule("EH604", "a role below the guide's level", Severity.NOTE)
def below_the_table(
    self: "TableRule", table: "WorkforceTable", guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """The guide's table is a minimum: a role may be more active than it says. An area that expects less of a
    role has a reason, and says so under `expected`.

    Groups stand in the table from the most active to the least. Of a role in two of them the lesser counts.

    What to do: write under `expected` what is expected of the role and why, or correct the level.
    """
    context = _context(companions)
    if context is None or context.workforce is None:
        return
    groups = context.workforce.groups
    least = {role.id: place for place, group in enumerate(groups) for role in group.roles}
    place_of = {group.id: place for place, group in enumerate(groups)}
    names = _names(context)
    for at, role, name in _roles(table):
        place, minimum = place_of.get(role.level or "", -1), least.get(role.guide_role or "", len(groups))
        if place > minimum and role.expected is None:
            group: WorkforceGroup = groups[minimum]
            yield self.finding(
                f"{name} is below the guide's level: it has {shown(names[role.guide_role or ''])} "
                f"at {group.id} or above",
                at.child("level"),
                hint=f"say why under `expected`, or correct the level ({guide.cite(group.source)})",
            )


@rule("EH605", "roles of the guide that stand in no row", Severity.NOTE, absence=True)
def missing_roles(
    self: "TableRule", table: "WorkforceTable", guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """The guide's table names the roles that are likely to have a part in an early help system. One that is
    in no row may have been forgotten, or may go by another name without a `guide_role` that says so.

    Nothing is said of a table that names no guide role at all: then there is nothing to compare.

    What to do: add the roles that your area has, or name the guide's role at the row that stands for it.
    """
    context = _context(companions)
    named = {role.guide_role for _, role, _ in _roles(table)} - {None}
    if context is None or not named:
        return
    names = _names(context)
    missing = [id for id in names if id not in named]
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        yield self.finding(
            f"{len(missing)} of the guide's {len(names)} roles "
            f"{'stands' if len(missing) == 1 else 'stand'} in no row",
            _AT,
            at_key=True,
            hint="add those that your area has, or name them as `guide_role` at the row that is meant: "
            f"{', '.join(missing[:_NAMED])}{more}",
        )


@rule("EH606", "a row without its role or its level", Severity.NOTE, absence=True)
def incomplete_row(
    self: "Rule[[WorkforceTable, Guide], Iterator[Finding]]", table: "WorkforceTable", guide: Guide
) -> Iterator[Finding]:
    """A row of the table says what a role is called in the area, and at which level of the guide's table it
    works.

    What to do: write what is missing.
    """
    for at, role, name in _roles(table):
        yield from incomplete(self, at, role, name, _PARTS)


RULES = (repeated_role, incomplete_row)
RULES_BESIDE = (unknown_role, unknown_group, below_the_table, missing_roles)
