"""Wrong words on the command line, told as other mistakes are. Loaded only where there is one."""

import re

import typer

from ehsg_cli.errors import UserError
from ehsg_cli.wording import did_you_mean, listed, shown

# How the library says it, which has no other way to tell.
_NOT_ONE_OF = re.compile(
    r"(?:Value error, )?(?P<found>'.*'|\".*\") is not one of (?P<known>'.*')\.?", re.DOTALL
)


def in_our_words(error: typer.BadParameter) -> UserError | None:
    """What to say of a word that an option does not know; `None` of any other mistake."""
    match = _NOT_ONE_OF.fullmatch(error.message)
    if match is None or error.param is None:
        return None
    found = match["found"][1:-1]
    known = match["known"][1:-1].split("', '")
    name = error.param.opts[0] if error.param.param_type_name == "option" else str(error.param.metavar)
    guess = did_you_mean(found, known)
    return UserError(
        f"{name} cannot be {shown(found)}: write {listed(known, 'or')}",
        f"did you mean {guess}?" if guess else f"`{_command(error)} --help` says more",
    )


def _command(error: typer.BadParameter) -> str:
    return error.ctx.command_path if error.ctx is not None else "ehsg"
