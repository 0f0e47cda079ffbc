"""Text to a tree of nodes with places. Nothing else in the project touches the YAML parser."""

from ehsg_cli.document.nodes import Document, Mapping, Node, Scalar, Sequence
from ehsg_cli.document.parse import MAX_BYTES, MAX_DEPTH, MAX_VALUES, parse
from ehsg_cli.document.places import locate

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_VALUES",
    "Document",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "locate",
    "parse",
]
