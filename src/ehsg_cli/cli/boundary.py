"""The one place where exceptions become exit codes, and where the standard streams are made safe."""

import codecs
import errno
import gc
import io
import os
import sys
from typing import TextIO

from ehsg_cli.errors import UserError

DONE, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
# What a full disk, a device that fails or a closed stream says; our own files are written elsewhere.
_FULL_OR_GONE = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG)
_PLAINLY = "ehsg-plainly"


def run(arguments: list[str]) -> int:
    """Run a command; its exit code (the table stands in the README)."""
    # Start-up is most of the time a short command takes: the collector would only look at modules
    # being loaded, and pydantic would ask every installed package whether it is a plug-in.
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    codecs.register_error(_PLAINLY, _in_plain_characters)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed when we were started: what goes there is dropped
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_a_character(stream)
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone.
        _give_up_the_output()
        return DONE


def _run(arguments: list[str]) -> int:
    from ehsg_cli.render import lines

    try:
        code = _command(arguments)
        sys.stdout.flush()
    except UserError as error:
        lines.error(error.message, error.hint)
        return FAILED
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except OSError as error:
        if error.errno not in _FULL_OR_GONE:
            return _our_mistake(error)
        _give_up_the_output()
        lines.error(f"cannot write the output: {error.strerror}", "make room, or write elsewhere")
        return FAILED
    except Exception as error:
        return _our_mistake(error)
    return code


def _command(arguments: list[str]) -> int:
    """Run a command; the exit code it asks for."""
    from ehsg_cli.cli.app import app_for

    app = app_for(arguments)
    gc.freeze()
    # A file read is hundreds of objects that go all at once: looking for cycles so often finds none.
    gc.set_threshold(10_000, 20, 50)
    gc.enable()
    try:
        app(arguments, prog_name="ehsg")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    return DONE


def _our_mistake(error: Exception) -> int:
    from ehsg_cli.render import lines

    if os.environ.get("EHSG_TRACEBACK"):
        raise error
    lines.error(
        f"ehsg itself failed ({type(error).__name__}): this is our mistake, not yours",
        "no file is left half-written; please report it, with what EHSG_TRACEBACK=1 shows",
    )
    return FAILED


def _give_up_the_output() -> None:
    """Python would try to write what is left, and complain, while it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _never_fail_on_a_character(stream: TextIO) -> None:
    """A console that cannot show an arrow shows `->`, and a question mark for what has no likeness."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=_PLAINLY)


def _in_plain_characters(error: UnicodeError) -> tuple[str | bytes, int]:
    """Loaded at the first character that needs it; most consoles have them all."""
    from ehsg_cli.render.characters import in_plain_characters

    return in_plain_characters(error)
