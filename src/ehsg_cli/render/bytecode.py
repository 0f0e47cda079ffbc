"""Our own templates are compiled once and kept, as Python keeps its modules: in `__pycache__` beside them."""

import contextlib
import sys
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from ehsg_cli import __version__


class _Kept(FileSystemBytecodeCache):
    """Keeps what it can; where nothing can be written, templates are compiled anew each time."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)


def kept_beside(folder: Path) -> FileSystemBytecodeCache:
    """Where the compiled templates of a folder of ours lie.

    Not for a user's templates: whoever can write beside those shall not say what is run.
    """
    return _Kept(str(_place(folder)), f"{__version__}-%s.cache")


def _place(folder: Path) -> Path:
    if sys.pycache_prefix is None:
        return folder / "__pycache__"
    # All that is compiled is wanted elsewhere.
    from importlib.util import cache_from_source

    return Path(cache_from_source(str(folder / "template.py"))).parent
