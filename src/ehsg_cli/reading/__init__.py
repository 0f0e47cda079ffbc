"""Find files, make text of their bytes, and models or findings of their nodes."""

from ehsg_cli.reading.discovery import expand, find_files
from ehsg_cli.reading.files import read_data, read_file
from ehsg_cli.reading.kinds import READERS
from ehsg_cli.reading.loaded import Loaded
from ehsg_cli.reading.packs import PartRead, load_context, load_guide, read_pack
from ehsg_cli.reading.raw import read_bytes

__all__ = [
    "READERS",
    "Loaded",
    "PartRead",
    "expand",
    "find_files",
    "load_context",
    "load_guide",
    "read_bytes",
    "read_data",
    "read_file",
    "read_pack",
]
