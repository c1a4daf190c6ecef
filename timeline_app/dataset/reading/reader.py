"""From a file to a document: the order in which everything is read and checked.

Owns the top of the format, and which faults leave nothing to show. Knows no Qt; what an entry holds is
`entries`' business.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import DatasetError, Problem
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.dataset.content import MemoryContent, regular_file
from timeline_app.dataset.document import Document
from timeline_app.dataset.reading.contents import Contents, read_contents
from timeline_app.dataset.reading.decoding import Decoded, decode
from timeline_app.dataset.reading.fields import Fields
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import quoted
from timeline_app.dataset.reading.references import Known

FORMAT: Final = "timeline"
VERSION: Final = "1.0"
MAJOR: Final = 1
"""A dataset of a higher one is read as far as it goes, and never changed."""

UNTITLED: Final = "untitled.timeline.json"
"""What stands in messages for the file of a dataset that has none yet."""

_MINOR: Final = 0
_VERSION: Final = re.compile(r"([1-9][0-9]{0,8})\.([0-9]{1,9})\Z", re.ASCII)
_TOP_FIELDS: Final = frozenset(
    ("$schema", "format", "version", "title", "language", "categories", "sources", "events")
)


def read_document(path: Path) -> Document:
    """Read a dataset file; raise DatasetError where nothing in it can be shown."""
    return _document(read_bytes(path), str(path), path)


def document_from_bytes(data: bytes, name: str) -> Document:
    """Read a dataset that has no file, `name` standing for one; raise DatasetError as `read_document`."""
    return _document(data, name, None)


def new_document(title: str) -> Document:
    """Return a dataset without events that has no file yet."""
    empty = {"format": FORMAT, "version": VERSION, "title": title, "events": []}
    text = json.dumps(empty, ensure_ascii=False, indent=2) + "\n"
    return document_from_bytes(text.encode("utf-8"), UNTITLED)


def read_again(document: Document, data: bytes) -> Document:
    """Return a document with other bytes, not yet on the disk; raise DatasetError as `read_document`."""
    read = _document(data, document.file_name, document.path)
    return replace(read, sha256_on_disk=document.sha256_on_disk)


def read_bytes(path: Path) -> bytes:
    """Read a regular file; raise DatasetError with a sentence where it cannot be read."""
    with regular_file(path):
        return path.read_bytes()


def _document(data: bytes, name: str, path: Path | None) -> Document:
    examined = examine(data)
    problems = examined.problems(name)
    if examined.top is None:
        raise DatasetError(problems)
    sha256 = hashlib.sha256(data).hexdigest()
    contents = examined.top.contents
    dataset = Dataset(
        name=path.name if path is not None else name,
        title=examined.top.title,
        language=examined.top.language,
        store=EventStore.of(
            [event for _, event in contents.events],
            [category for _, category in contents.categories],
            [source for _, source in contents.sources],
        ),
        problems=problems,
        omitted=contents.omitted,
        sha256=sha256,
        read_only=examined.top.read_only,
    )
    return Document(path, MemoryContent(data), dataset, sha256 if path is not None else "")


@dataclass(frozen=True, slots=True)
class Top:
    """What a dataset says, as far as it can be shown."""

    title: Text
    language: str
    read_only: bool
    contents: Contents


@dataclass(frozen=True, slots=True)
class Examined:
    """The bytes of a dataset, read and checked; `top` is None where there is nothing to show."""

    decoded: Decoded
    top: Top | None
    findings: Findings

    def problems(self, file: str) -> tuple[Problem, ...]:
        """Return what was found, with its places in a file of that name."""
        return self.findings.problems(Locator(self.decoded.text, file), self.decoded.value)


def examine(data: bytes) -> Examined:
    """Read and check all that stands in a dataset; nothing is raised."""
    decoded = decode(data)
    findings = Findings(decoded.findings)
    return Examined(decoded, read_top(decoded, Known(), findings) if decoded.usable else None, findings)


def read_top(decoded: Decoded, known: Known, findings: Findings) -> Top | None:
    """Read all there is; None where it is no dataset, or where its events cannot be found.

    The ids of its entries are claimed in `known`.
    """
    fields = Fields.of(decoded.value, (), findings)
    if fields is None:
        return None
    fields.warn_of_unknown("a dataset", _TOP_FIELDS)
    is_timeline = check_format(fields)
    version = version_of(fields)
    if version is not None:
        _note_newer(version, findings)
    title, language = fields.text("title", required=True), fields.language("language")
    contents = read_contents(fields, known, decoded.damaged, findings)
    has_events = fields.has("events") and isinstance(fields.value("events"), list)
    if not is_timeline or version is None or not has_events:
        return None
    return Top(title, language, version[0] > MAJOR, contents)


def check_format(fields: Fields) -> bool:
    """Check the name of the format; false where it is another."""
    name = fields.string("format", required=True)
    if name and name != FORMAT:
        fields.error("format", f"{quoted(name)} is another format; expected {quoted(FORMAT)}")
    return name == FORMAT


def version_of(fields: Fields) -> tuple[int, int] | None:
    """Return the major and minor version, None where it is none that can be read."""
    version = fields.string("version", required=True)
    match = _VERSION.match(version)
    if not match:
        if version:
            fields.error(
                "version", f"{quoted(version)} is no version of the format; expected {quoted(VERSION)}"
            )
        return None
    return int(match[1]), int(match[2])


def _note_newer(version: tuple[int, int], findings: Findings) -> None:
    major, minor = version
    if major > MAJOR:
        made = f"this dataset has version {major}.{minor} of the format, this program knows {VERSION}"
        findings.notice(("version",), f"{made}: it is shown as far as it can be read, and not changed")
    elif version > (MAJOR, _MINOR):
        made = f"this dataset was made by a newer version of the program (format {major}.{minor})"
        findings.notice(("version",), f"{made}; what this one does not know is kept")
