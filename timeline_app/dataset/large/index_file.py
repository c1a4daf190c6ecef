"""The search index of a large file: made of its content, kept beside its columns, mapped from there.

Owns the version of such files and whose they are. Knows neither windows nor how a query is answered.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from timeline_app import __version__
from timeline_app.core.errors import DatasetError, reason_of
from timeline_app.core.search_index import SearchIndex
from timeline_app.dataset.digest import sha256_of
from timeline_app.dataset.document import Document
from timeline_app.dataset.large.column_cache import ColumnCache, Kind, SourceKey
from timeline_app.dataset.large.column_file import DamagedFileError, open_columns, write_columns
from timeline_app.dataset.large.file_events import FileEvents
from timeline_app.dataset.locks import mark_in_use
from timeline_app.dataset.progress import Progress

_MADE_BY: Final = f"{__version__} 1"
"""The program's version, and a number that rises when words are taken from texts in another way."""
_STEPS: Final = 100

Report = Callable[[Progress], None]


class _Head(msgspec.Struct, frozen=True):
    made_by: str
    key: SourceKey


def prepare_index(path: Path, key: SourceKey, events: FileEvents, cache: ColumnCache, report: Report) -> Path:
    """Return the file with the search index of some events; where the cache has it, that is all.

    `path` and `key` are of the file that holds them. Raises TimelineError where it is no longer the one that
    was read, and where no folder takes the index.
    """
    kept = _kept(key, len(events), cache)
    if kept is not None:
        return kept[0]
    index = SearchIndex.build(_told(events, report))

    def write(stream: BinaryIO) -> SourceKey:
        write_columns(stream, _Head(_MADE_BY, key), index.arrays())
        return key

    try:
        if sha256_of(path) != key.sha256:
            raise DatasetError.about(str(path), "the file was changed while its search index was made")
        return cache.fill(Kind.INDEX, write)[0]
    except OSError as error:
        reason = f"the search index of the file could not be kept: {reason_of(error)}"
        raise DatasetError.about(str(path), reason) from error


def is_indexed_in_file(document: Document) -> bool:
    """Tell whether the index of a document is kept in a file, as its events are not held in memory."""
    return isinstance(document.dataset.store.events, FileEvents)


def find_index(document: Document, cache: ColumnCache) -> SearchIndex | None:
    """Return the index that the cache has of a document, None where it has to be prepared first."""
    events = document.dataset.store.events
    if document.path is None or not isinstance(events, FileEvents):
        return None
    try:
        key = cache.key_of(document.path)
    except OSError:
        return None
    if key is None or key.sha256 != document.sha256_on_disk:
        return None
    kept = _kept(key, len(events), cache)
    return kept[1] if kept is not None else None


def open_index(file: Path, document: Document, cache: ColumnCache) -> SearchIndex:
    """Open the index that was made of a document; what is not kept in the cache is removed.

    Raises DamagedFileError where it is damaged, of another version or not of this document.
    """
    events = document.dataset.store.events
    size = len(events) if isinstance(events, FileEvents) else 0
    index = _opened(file, document.sha256_on_disk, size)
    if not cache.keeps(file):
        with contextlib.suppress(OSError):
            file.unlink()
    return index


def _kept(key: SourceKey, size: int, cache: ColumnCache) -> tuple[Path, SearchIndex] | None:
    """Return what the cache has; a file that is damaged goes."""
    file = cache.find(key, Kind.INDEX)
    if file is None:
        return None
    try:
        return file, _opened(file, key.sha256, size)
    except DamagedFileError:
        # Where a file that someone has open cannot go, it is written over.
        with contextlib.suppress(OSError):
            file.unlink()
        return None


def _opened(file: Path, sha256: str, size: int) -> SearchIndex:
    try:
        with file.open("rb") as stream:
            mark_in_use(stream)
            columns = open_columns(stream, _Head)
    except OSError as error:
        raise DamagedFileError(f"the search index cannot be read: {reason_of(error)}") from error
    if (columns.head.made_by, columns.head.key.sha256) != (_MADE_BY, sha256):
        raise DamagedFileError("the search index is of another file, or another version made it")
    try:
        index = SearchIndex.of_arrays(columns.arrays)
    except ValueError as error:
        raise DamagedFileError(f"the search index does not fit together: {error}") from error
    if index.size != size:
        raise DamagedFileError(f"the search index is of {index.size:,} events; expected {size:,}")
    columns.rest()
    return index


def _told(events: FileEvents, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Yield the texts of events, and tell about every hundredth of them."""
    total = len(events)
    step = max(total // _STEPS, 1)
    for position, texts in events.searchable():
        if position % step == 0:
            report(Progress(position, position, total))
        yield position, texts
