"""What reading a file gives."""

from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding
from ehsg_cli.document import Document
from ehsg_cli.guide.models import Guide

Content = TypeVar("Content", bound=Assessment | Thresholds, covariant=True)


class Loaded(NamedTuple, Generic[Content]):
    """A file as read.

    Attributes:
        name: the path as the user wrote it.
        digest: SHA-256 of its bytes, in hexadecimal.
        kind: what its key `ehsg` says, or `None`.
        document: its text and places; `None` where no text could be made of its bytes.
        guide: the guide it names; `None` where there is none.
        content: what it says, less what is wrong; `None` where no more than its beginning could be read,
            or no guide is there to read it by.
        findings: what reading alone shows to be wrong, not yet located.
    """

    name: str
    digest: str
    kind: str | None = None
    document: Document | None = None
    guide: Guide | None = None
    content: Content | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder the file stands in."""
        return Path(self.name).parent
