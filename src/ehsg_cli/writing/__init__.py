"""Files onto the disk: whole or not at all, and nothing overwritten unasked."""

from ehsg_cli.writing.files import write_file
from ehsg_cli.writing.marks import MARK, sealed
from ehsg_cli.writing.schemas import Kept, keep_schema, schema_link, schema_place

__all__ = ["MARK", "Kept", "keep_schema", "schema_link", "schema_place", "sealed", "write_file"]
