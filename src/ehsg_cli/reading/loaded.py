"""What reading a file gives."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.document import Document
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.paths import folder_of

if TYPE_CHECKING:
    from ehsg_cli.assessment import Area, Assessment, Thresholds
    from ehsg_cli.assessment.measures import Measures
    from ehsg_cli.assessment.plans import Plan
    from ehsg_cli.assessment.responses import Response
    from ehsg_cli.assessment.workforce import WorkforceTable
    from ehsg_cli.guide.crosswalks import Crosswalk

    OfArea = Assessment | Response | Plan | Measures | WorkforceTable
    AnyContent = OfArea | Thresholds | Crosswalk

Content = TypeVar("Content", bound="AnyContent", covariant=True)


class Loaded(NamedTuple, Generic[Content]):
    """A file as read.

    Attributes:
        name: the path as the user wrote it.
        data: its bytes.
        kind: what its key `ehsg` says, or `None`.
        document: its text and places; `None` where no text could be made of its bytes.
        guide: the guide it names, or is found to answer; `None` where there is none.
        content: what it says, less what is wrong; `None` where no more than its beginning could be read,
            or no guide is there to read it by.
        findings: what reading alone shows to be wrong, not yet located.
    """

    name: str
    data: bytes
    kind: str | None = None
    document: Document | None = None
    guide: Guide | None = None
    content: Content | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()

    @property
    def sound(self) -> bool:
        """Whether all of it could be read, so that what the rules do not find is not there."""
        return self.content is not None and all(f.severity is not Severity.ERROR for f in self.findings)

    @property
    def folder(self) -> Path:
        """The folder the file stands in, whole."""
        return folder_of(self.name)


def area_of(content: "AnyContent | None") -> "Area | None":
    """The area that a file is about; `None` where its kind is about none."""
    area: Area | None = getattr(content, "area", None)
    return area
