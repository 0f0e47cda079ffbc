"""Keep, check, compute and report Early Help System Guide self-assessments.

The functions named here are the ones the commands call, for notebooks and scripts::

    from ehsg_cli import load_assessment, load_guide, summarise

    assessment = load_assessment("area.yaml")
    summary = summarise(assessment, load_guide(assessment.guide))

Importing the package loads nothing else: each name is fetched when it is first used, so that
`ehsg --version` and short scripts start at once.
"""

__version__ = "0.1.0"

# Type checkers read it as true. The `typing` module alone would take a third of the time of `ehsg --version`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ehsg_cli.api import (
        check_autonomy,
        check_priorities,
        diff,
        load_assessment,
        load_guide,
        load_plan,
        load_thresholds,
        summarise,
        trend,
        validate,
    )

__all__ = [
    "__version__",
    "check_autonomy",
    "check_priorities",
    "diff",
    "load_assessment",
    "load_guide",
    "load_plan",
    "load_thresholds",
    "summarise",
    "trend",
    "validate",
]


def __dir__() -> list[str]:
    """What a notebook offers to complete."""
    return sorted(__all__)


def __getattr__(name: str) -> object:
    """Fetch a public function on first use (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ehsg_cli import api

    return getattr(api, name)
