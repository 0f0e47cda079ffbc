"""Where the guide packs and templates lie: in a checkout, an editable install and a wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The folder of that name (`guide` or `templates`).

    A wheel carries it inside the package; a checkout keeps it at the top of the repository.
    """
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parents[1] / name
