"""The `ehsg` command.

The version is told before anything is loaded: editors and CI ask for it often.
"""

import sys

from ehsg_cli import __version__


def main() -> None:
    """Run the command and end the process with its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"ehsg {__version__}\n")
        return
    from ehsg_cli.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
