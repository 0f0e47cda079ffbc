"""Which commands there are. Only the one that is asked for is loaded."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

# Command to the module that registers it, in the order that help lists them.
COMMANDS = {
    "new": "new",
    "validate": "validate",
    "summary": "figures",
    "priorities": "figures",
    "autonomy": "figures",
    "report": "report",
    "chart": "chart",
    "submit": "submit",
    "diff": "diff",
    "trend": "trend",
    "log": "log",
    "migrate": "migrate",
    "guide": "guides",
    "explain": "explain",
    "schema": "schema",
    "git-setup": "git_setup",
}


class _Commands(TyperGroup):
    """The commands; what is none of an option's words is told in our own."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is asked for.

        Raises:
            UserError: an option or argument was given a word that is none of its own.
        """
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            from ehsg_cli.cli.usage import in_our_words

            said = in_our_words(error)
            if said is None:
                raise
            raise said from None


def app_for(arguments: list[str]) -> typer.Typer:
    """The application with the command that the arguments ask for; with all of them where none is known."""
    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    return build([COMMANDS[asked]] if asked in COMMANDS else list(dict.fromkeys(COMMANDS.values())))


def build(modules: list[str]) -> typer.Typer:
    """An application with the commands of some modules."""
    app = typer.Typer(
        name="ehsg",
        cls=_Commands,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        help=(
            "Keep, check, compute, report and compare Early Help System Guide self-assessments.\n\n"
            "Start with `ehsg new`, check with `ehsg validate`, and write the board paper with `ehsg report`."
        ),
        epilog="Examples and the meaning of exit codes stand in the README.",
    )

    @app.callback()
    def options(
        version: bool = typer.Option(False, "--version", help="Show the version and end.", is_eager=True),
    ) -> None:
        if version:
            from ehsg_cli import __version__

            typer.echo(f"ehsg {__version__}")
            raise typer.Exit

    for module in modules:
        import_module(f"ehsg_cli.cli.{module}").register(app)
    return app
