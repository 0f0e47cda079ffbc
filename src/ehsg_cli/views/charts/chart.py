"""What every chart has."""

from typing import Any, NamedTuple

from ehsg_cli.views.tables import Table


class Chart(NamedTuple):
    """One chart.

    Attributes:
        name: by which `ehsg chart` knows it.
        headline: what it shows, in a sentence.
        description: what somebody who cannot see it should know, beside the table.
        data: what is drawn; each chart has a type of its own for it, in the module of its name.
        tables: the same as figures.
        source: whose figures they are, for a chart that stands alone.
    """

    name: str
    headline: str
    description: str
    data: Any
    tables: tuple[Table, ...]
    source: str
