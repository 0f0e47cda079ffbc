"""Files onto the disk: whole or not at all, and nothing overwritten unasked."""

from ehsg_cli.writing.files import MARK, write_file
from ehsg_cli.writing.schemas import Kept, keep_schema, schema_link, schema_place

__all__ = ["MARK", "Kept", "keep_schema", "schema_link", "schema_place", "write_file"]
