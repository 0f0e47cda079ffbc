"""The `ehsg` command.

The version is told before anything is loaded: editors and CI ask for it often. Git asks as often for the
text of a file.
"""

import sys

from ehsg_cli import __version__


def main() -> None:
    """Run the command and end the process with its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"ehsg {__version__}\n")
        return
    if len(arguments) == 2 and arguments[0] == "git-textconv" and arguments[1] not in ("-h", "--help"):
        from ehsg_cli.cli.textconv import textconv

        sys.exit(textconv(arguments[1]))
    from ehsg_cli.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
