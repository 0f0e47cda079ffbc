"""Files onto the disk: whole or not at all, and nothing overwritten unasked."""

from ehsg_cli.writing.files import MARK, write_file

__all__ = ["MARK", "write_file"]
