"""Files: which there are, and what each says."""

import os
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import ROOT, Finding, Pointer
from ehsg_cli.document import MAX_BYTES, Mapping, Scalar, parse
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.guide.store import find_pack, list_packs
from ehsg_cli.reading import faults
from ehsg_cli.reading.assessments import read_assessment
from ehsg_cli.reading.loaded import Loaded
from ehsg_cli.reading.packs import KIND as PACK_KIND, load_guide
from ehsg_cli.reading.text import decode
from ehsg_cli.reading.thresholds import read_thresholds
from ehsg_cli.wording import short

READERS = {"assessment/1": read_assessment, "thresholds/1": read_thresholds}
_ENDINGS = (".yaml", ".yml")
# A file is one of ours when a line of its top level starts so; cheaper to see than to parse it.
_MARK = re.compile(rb"""^(?:\xef\xbb\xbf)?["']?ehsg["']?[ \t]*:([^#\r\n]*)""", re.MULTILINE)


def expand(paths: Iterable[str]) -> list[str]:
    """Paths with patterns such as `areas/*.yaml` replaced by what they match, as Windows shells do not.

    Raises:
        UserError: a path that does not exist, or a pattern that matches nothing.
    """
    expanded: list[str] = []
    for path in paths:
        if _exists(path):
            expanded.append(path)
            continue
        matches: list[str] = []
        if any(character in path for character in "*?["):
            from glob import glob

            matches = sorted(glob(path, recursive=True))  # noqa: PTH207  # keeps ./ as typed
        if not matches:
            raise UserError(
                f"there is no file or folder {short(path)}", "check the name and the folder you are in"
            )
        expanded += matches
    return expanded


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # no path at all: too long, or with a character that no path has
        return False


def find_files(paths: Iterable[str]) -> list[str]:
    """The files that some paths name, in path order, each once however it is spelled.

    A folder is searched for files of ours ending in .yaml or .yml; a file that is named is taken as it is.
    Patterns are expanded.

    Raises:
        UserError: a path that does not exist, or a folder that cannot be read.
    """
    found: dict[str, str] = {}
    for path in expand(paths):
        files = (file for file in _walk(path) if _is_ours(file)) if Path(path).is_dir() else (path,)
        for file in files:
            found.setdefault(os.path.normcase(os.path.realpath(file)), file)
    return sorted(found.values())


def _walk(folder: str) -> Iterator[str]:
    def stop(error: OSError) -> None:
        raise UserError(f"cannot read the folder {error.filename}", error.strerror or "") from error

    for parent, folders, files in os.walk(folder, onerror=stop):
        # What is hidden is some program's own: a repository, an editor's lock, a copy made by a Mac.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            path = os.path.join(parent, name)  # noqa: PTH118  # keeps ./ as typed
            if name.lower().endswith(_ENDINGS) and not name.startswith(".") and Path(path).is_file():
                yield path


def _is_ours(path: str) -> bool:
    """Whether a file found in a folder says that it is ours, and is no part of a guide pack."""
    data = read_bytes(path)
    match = _MARK.search(data)
    if match:
        return match.group(1).strip(b"\"' ") != PACK_KIND.encode()
    # UTF-16 hides the line: then the text itself tells.
    return b"e\x00h\x00s\x00g\x00:" in data


def read_bytes(path: str) -> bytes:
    """A file's bytes, at most a little more than may be read.

    Raises:
        UserError: it does not exist or cannot be opened.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UserError(f"there is no file {path}", "check the name and the folder you are in") from None
    except IsADirectoryError:
        raise UserError(f"{path} is a folder", "name a file in it") from None
    except ValueError:
        raise UserError(f"there is no file {short(path)}", "check its name") from None
    except OSError as error:
        raise UserError(f"cannot open {path}: {error.strerror}", "check that you may read it") from None


def read_file(path: str) -> Loaded[Assessment | Thresholds]:
    """A file of ours, whatever its kind.

    Raises:
        UserError: it does not exist or cannot be opened. What is wrong inside it is a finding.
    """
    return read_data(path, read_bytes(path))


def read_data(name: str, data: bytes) -> Loaded[Assessment | Thresholds]:
    """The bytes of a file of ours. `name` is used in messages and to find a pack beside the file."""
    digest = sha256(data).hexdigest()
    text, found = decode(data)
    findings: list[Finding] = list(found)
    if text is None:
        return Loaded(name, digest, findings=tuple(findings))
    document = parse(text)
    findings += document.findings
    root = document.root
    if not isinstance(root, Mapping):
        if document.complete and root is not None:
            findings.append(faults.not_keys("a list" if not isinstance(root, Scalar) else "a single text"))
        return Loaded(name, digest, document=document, findings=tuple(findings))
    kind = _kind(root, findings, complete=document.complete)
    read = READERS.get(kind) if kind else None
    guide = _guide(root, name, findings, complete=document.complete) if read else None
    content = read(root, guide, findings) if read else None
    if not document.complete:
        # What stands before a fault is looked at, and nothing is computed from half a file. Of what the
        # fault cuts through nothing can be said but the fault itself.
        content = None
        cut = document.unfinished
        findings = [f for f in findings if f.span is not None or f.pointer != cut[: len(f.pointer)]]
    return Loaded(name, digest, kind, document, guide, content, tuple(findings))


def _kind(root: Mapping, findings: list[Finding], *, complete: bool) -> str | None:
    node = root.items.get("ehsg")
    known = list(READERS)
    if isinstance(node, Scalar) and node.text in READERS:
        return node.text
    if isinstance(node, Scalar) and (node.value is None or not node.text.strip()):
        findings.append(faults.not_ours(None, known, Pointer(("ehsg",))))
    elif node is None and complete:
        findings.append(faults.not_ours(None, known, ROOT))
    elif node is not None:
        text = node.text if isinstance(node, Scalar) else "a list or a group"
        findings.append(faults.not_ours(text, known, Pointer(("ehsg",))))
    return None


def _guide(root: Mapping, name: str, findings: list[Finding], *, complete: bool) -> Guide | None:
    node = root.items.get("guide")
    beside = Path(name).absolute().parent
    text = node.text if isinstance(node, Scalar) and node.value is not None else None
    pack = find_pack(text, beside) if text is not None else None
    if pack is not None:
        try:
            return load_guide(pack.id, beside)
        except UserError:
            findings.append(faults.broken_guide(Pointer(("guide",)), pack.id, str(pack.folder)))
            return None
    if node is not None or complete:
        known = [pack.id for pack in list_packs(beside)]
        findings.append(faults.unknown_guide(Pointer(("guide",)) if node else ROOT, text, known))
    return None
