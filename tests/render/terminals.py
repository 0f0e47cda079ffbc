"""A terminal that is none, for tests of what is drawn on one."""

import io
import re

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class FakeTerminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True
