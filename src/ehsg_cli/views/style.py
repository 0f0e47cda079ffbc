"""What a council gives its papers beside their content: a name, a logo, a colour, words of its own."""

from typing import TYPE_CHECKING, NamedTuple

# Few councils have one.
if TYPE_CHECKING:
    from ehsg_cli.reading.logos import Logo

COLOUR = "#12436d"
"""The colour of rules, links and charts where a council sets none."""


class CommitteeHeading(NamedTuple):
    """A heading that a council's papers must have, and its Markdown; blank is left for the author."""

    title: str
    text: str = ""


class Style(NamedTuple):
    """How a council's papers look, and what it adds to each of them; from the table `report` of the settings.

    Attributes:
        council: its name; may be empty.
        colour: as `#12436d`; stands out from white by 4.5 at least.
        logo: `None` for none.
        introduction: Markdown that stands before everything else; may be empty.
        headings: of the committee, such as legal implications, in the council's order.
    """

    council: str = ""
    colour: str = COLOUR
    logo: "Logo | None" = None
    introduction: str = ""
    headings: tuple[CommitteeHeading, ...] = ()


PLAIN = Style()
