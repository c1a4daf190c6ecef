"""From a file to a document: the order in which everything is read and checked.

Owns the top of the format, and which faults leave nothing to show. Knows no Qt; what an entry holds is
`entries`' business.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import DatasetError, Place, Problem
from timeline_app.core.event import Category, Event, Source
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.dataset.contents import read_contents
from timeline_app.dataset.decoding import Decoded, decode
from timeline_app.dataset.document import Document
from timeline_app.dataset.fields import Fields
from timeline_app.dataset.findings import Findings, quoted
from timeline_app.dataset.locating import Locator
from timeline_app.dataset.references import Known

FORMAT: Final = "timeline"
VERSION: Final = "1.0"
_MAJOR, _MINOR = 1, 0
_VERSION: Final = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\Z", re.ASCII)
_TOP_FIELDS: Final = frozenset(
    ("$schema", "format", "version", "title", "language", "categories", "sources", "events")
)


def read_document(path: Path) -> Document:
    """Read a dataset file; raise DatasetError where nothing in it can be shown."""
    return _document(read_bytes(path), str(path), path)


def document_from_bytes(data: bytes, name: str) -> Document:
    """Read a dataset that has no file, `name` standing for one; raise DatasetError as `read_document`."""
    return _document(data, name, None)


def read_bytes(path: Path) -> bytes:
    """Read a regular file; raise DatasetError with a sentence where it cannot be read."""
    try:
        if path.exists() and not path.is_file():
            found = "a folder" if path.is_dir() else "no regular file"
            raise _unreadable(path, f"this is {found}; expected a dataset file")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _unreadable(path, "there is no such file") from error
    except PermissionError as error:
        raise _unreadable(path, "the file may not be read: permission denied") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _unreadable(path, f"the file cannot be read: {reason}") from error


def _unreadable(path: Path, message: str) -> DatasetError:
    return DatasetError((Problem(Place(str(path)), message),))


def _document(data: bytes, name: str, path: Path | None) -> Document:
    decoded = decode(data)
    findings = Findings()
    for finding in decoded.findings:
        findings.add(finding)
    top = _read_top(decoded, findings) if decoded.usable else None
    problems = findings.problems(Locator(decoded.text, name), decoded.value)
    if top is None:
        raise DatasetError(problems)
    sha256 = hashlib.sha256(data).hexdigest()
    dataset = Dataset(
        name=path.name if path is not None else name,
        title=top.title,
        language=top.language,
        store=EventStore.of(top.events, top.categories, top.sources),
        problems=problems,
        omitted=top.omitted,
        sha256=sha256,
        read_only=top.read_only,
    )
    return Document(path, data, dataset, sha256 if path is not None else "")


@dataclass(frozen=True, slots=True)
class _Top:
    """What a dataset says, as far as it can be shown."""

    title: Text
    language: str
    read_only: bool
    categories: list[Category]
    sources: list[Source]
    events: list[Event]
    omitted: int


def _read_top(decoded: Decoded, findings: Findings) -> _Top | None:
    """Read all there is; None where it is no dataset, or where its events cannot be found."""
    fields = Fields.of(decoded.value, (), findings)
    if fields is None:
        return None
    fields.warn_of_unknown("a dataset", _TOP_FIELDS)
    is_timeline = _check_format(fields)
    major = _check_version(fields, findings)
    title, language = fields.text("title", required=True), fields.language("language")
    contents = read_contents(fields, Known(), decoded.damaged, findings)
    if (
        not is_timeline
        or major is None
        or not fields.has("events")
        or not isinstance(fields.value("events"), list)
    ):
        return None
    return _Top(
        title=title,
        language=language,
        read_only=major > _MAJOR,
        categories=[category for _, category in contents.categories],
        sources=[source for _, source in contents.sources],
        events=[event for _, event in contents.events],
        omitted=contents.omitted,
    )


def _check_format(fields: Fields) -> bool:
    name = fields.string("format", required=True)
    if name and name != FORMAT:
        fields.error("format", f"{quoted(name)} is another format; expected {quoted(FORMAT)}")
    return name == FORMAT


def _check_version(fields: Fields, findings: Findings) -> int | None:
    """Return the major version, None where it is none that can be read."""
    version = fields.string("version", required=True)
    match = _VERSION.match(version)
    if not match or int(match[1]) < _MAJOR:
        if version:
            fields.error(
                "version", f"{quoted(version)} is no version of the format; expected {quoted(VERSION)}"
            )
        return None
    major, minor = int(match[1]), int(match[2])
    if major > _MAJOR:
        made = f"this dataset has version {version} of the format, this program knows {VERSION}"
        findings.notice(("version",), f"{made}: it is shown as far as it can be read, and not changed")
    elif minor > _MINOR:
        made = f"this dataset was made by a newer version of the program (format {version})"
        findings.notice(("version",), f"{made}; what this one does not know is kept")
    return major
