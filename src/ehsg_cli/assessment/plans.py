"""The frozen model of an action plan: what is done about the priorities, by whom and by when."""

from typing import Annotated, Literal

from pydantic import Field

from ehsg_cli.assessment.models import Date, NamedArea, Part

ActionStatus = Literal["not started", "in progress", "done", "stopped"]


class Progress(Part):
    """What had happened by some day."""

    on: Date | None = None
    note: str | None = None


class Action(Part):
    """One thing to do. `owner` is a role; `target` is the score aimed at for the descriptor."""

    id: str | None = None
    descriptor: str | None = None
    action: str | None = None
    owner: str | None = None
    due: Date | None = None
    status: ActionStatus | None = None
    target: int | None = None
    progress: Annotated[tuple[Progress | None, ...], Field(strict=False)] = ()


class Plan(Part):
    """An area's action plan, which moves all year."""

    ehsg: str
    guide: str | None = None
    area: NamedArea = Field(default_factory=NamedArea)
    actions: Annotated[tuple[Action | None, ...], Field(strict=False)] = ()
