"""The command line: options, exit codes, and nothing else. A command is parse, call, render."""

from ehsg_cli.cli.boundary import run

__all__ = ["run"]
