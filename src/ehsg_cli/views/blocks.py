"""What a paper is made of, in reading order: the same few kinds of block for every kind of paper and format.

All texts are ready to print, on one line and with nothing unseen in them; only a `Narrative` and what is
said under an `Entry` are Markdown, as their writer typed it. Each format draws each kind of block in one way.
"""

from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.views.tables import Fact, Table

# Few papers tell of what changed, and what is shown at a prompt has no chart.
if TYPE_CHECKING:
    from ehsg_cli.compare.rewording import Run
    from ehsg_cli.views.charts import Chart


class Heading(NamedTuple):
    """A heading inside a part; `level` is 3 or 4, since a part's own title is 2.

    Attributes:
        id: by which links find it; may be empty.
    """

    text: str
    level: int = 3
    id: str = ""


class Sentence(NamedTuple):
    """A paragraph of ours. `tone` is empty, `note` (small print) or `blank` (tells of something missing).

    Attributes:
        target: the id of the heading that it leads to, where a format has links; empty for none.
    """

    text: str
    tone: str = ""
    target: str = ""


class Facts(NamedTuple):
    """Labels with what each says."""

    rows: tuple[Fact, ...]


class Points(NamedTuple):
    """A list under a sentence that introduces it."""

    lead: str
    items: tuple[str, ...]


class Sides(NamedTuple):
    """Two short lists that are read side by side, each under a heading of level 3."""

    left: tuple[str, Points]
    right: tuple[str, Points]


class Ruling(NamedTuple):
    """A verdict: `met`, `not-met` or `undetermined`, the word for it, and the sentence that explains it."""

    verdict: str
    spoken: str
    sentence: str


class Picture(NamedTuple):
    """A chart, with its table beside it."""

    chart: "Chart"


class Narrative(NamedTuple):
    """Markdown of a user.

    Attributes:
        missing: what to print where there is none.
        lead: words before it, in bold and with a colon behind them; no Markdown, and may be empty.
    """

    markdown: str
    missing: str = ""
    lead: str = ""


class Entry(NamedTuple):
    """A descriptor with its score and what is said under it.

    Attributes:
        score: the figure, or `not scored`; `scored` tells which.
        meaning: of the score, in short; may be empty.
        previous: the earlier year's score with its period, such as `2 in 2021`; empty where there is none.
        said: labels with Markdown, such as the evidence and the next steps; none where nothing at all is
            recorded.
        asks: what the guide asks for here; empty where the paper leaves it out.
        signs: of a mature area; none where the paper leaves them out.
        note: on how the descriptor is to be read; may be empty.
        answer: what the edition calls a score, with a capital, and `given` how it says that there is one.
        in_words: whether the score is a word.
    """

    id: str
    form: str
    title: str
    scored: bool
    score: str
    meaning: str
    previous: str
    priority: bool
    said: tuple[Fact, ...]
    asks: str = ""
    signs: tuple[str, ...] = ()
    note: str = ""
    answer: str = "Score"
    given: str = "scored"
    in_words: bool = False

    @property
    def unscored(self) -> str:
        """What stands where there is no score."""
        return f"Not {self.given}" if self.said else f"Not {self.given}; nothing recorded"

    @property
    def named(self) -> str:
        """Id, number on the form if it has one, and title."""
        return f"{self.id} ({self.form}) {self.title}" if self.form else f"{self.id} {self.title}"


class Rewording(NamedTuple):
    """What changed in a text, word by word.

    Attributes:
        lead: what the text is, in bold and with a colon behind it.
        runs: its stretches in reading order: kept, gone or new. The words are a user's, and no Markdown here;
            what was left out between two changes is a run of its own, `same`, that is an ellipsis.
    """

    lead: str
    runs: "tuple[Run, ...]"


Block = Heading | Sentence | Facts | Points | Sides | Ruling | Picture | Narrative | Entry | Rewording | Table


class Part(NamedTuple):
    """A part of a paper, under a heading of level 2."""

    id: str
    title: str
    blocks: tuple[Block, ...]


class Story(NamedTuple):
    """What a paper has to tell of something that has a headline of its own, such as what changed in a year.

    Attributes:
        headline: the answer in a sentence or two, and `key_points` what else belongs to it.
        parts: in reading order; none of them is empty.
        label: what stands before the headline where it is a point among those of another paper.
    """

    title: str
    headline: str
    key_points: tuple[Fact, ...]
    parts: tuple[Part, ...]
    label: str = "What changed"


def kind_of(block: Block) -> str:
    """The kind of a block as templates ask for it, such as `heading`."""
    return type(block).__name__.lower()
