"""Opening any dataset file: a small one as a whole, a large one by its columns, which the cache keeps.

Owns which way a file is opened. Knows no window and no second process: what `prepare` leaves behind in one
process, `open_prepared` takes up in another.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from timeline_app.core.errors import DatasetError, Problem, TimelineError, reason_of
from timeline_app.dataset.bulk.lines import is_json_lines
from timeline_app.dataset.bulk.reading import read_bulk
from timeline_app.dataset.bulk.result import Bulk
from timeline_app.dataset.content import FileContent
from timeline_app.dataset.digest import sha256_of
from timeline_app.dataset.document import Document
from timeline_app.dataset.large.column_cache import ColumnCache, Kind, SourceKey, stamp_of
from timeline_app.dataset.large.column_file import DamagedFileError
from timeline_app.dataset.large.compressed import Compression, compression_of, unpack
from timeline_app.dataset.large.file_events import FileEvents
from timeline_app.dataset.large.stored_document import LargeDocument, document_of, open_stored
from timeline_app.dataset.locks import mark_in_use
from timeline_app.dataset.progress import Progress
from timeline_app.dataset.reading.contents import Inspect
from timeline_app.dataset.reading.reader import read_document

_SMALL: Final = 2_000_000
"""JSON of fewer bytes is read into memory as a whole."""
_MARK_LENGTH: Final = 8

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A column file, the key of the file it was made of, and where the events lie there."""

    columns: Path
    key: SourceKey
    events: FileEvents


def is_small(path: Path, limit: int | None = None) -> bool:
    """Tell whether a file is read as a whole, another limit given; raises DatasetError where it cannot be."""
    with FileContent(path) as content:
        is_short = content.size < (_SMALL if limit is None else limit)
        return is_short and _compression(content) is None and not is_json_lines(content)


def open_document(path: Path, cache: ColumnCache) -> Document:
    """Open a dataset file in this process, a large one by its columns.

    Raises DatasetError where nothing in it can be shown, and where it cannot be read.
    """
    document = open_at_once(path, cache)
    if document is not None:
        return document
    large = _read_large(path, cache, _say_nothing)
    # A cache that takes nothing is no reason to show nothing.
    with contextlib.suppress(OSError):
        _remove_unkept(_keep(large, path, cache), cache)
    _remove_unkept(large.unpacked, cache)
    return large.document


def open_at_once(path: Path, cache: ColumnCache) -> Document | None:
    """Open a file that is small or that the cache knows; None where it has to be prepared first.

    Raises DatasetError as `open_document`.
    """
    if is_small(path):
        return read_document(path)
    cached = _cached(path, cache)
    return cached[1] if cached is not None else None


def problems_of_large(path: Path, cache: ColumnCache, inspect: Inspect) -> tuple[Problem, ...]:
    """Return what reading a large file finds and what `inspect` adds; raises as `open_document`."""
    unpacked, _ = _unpacked(path, cache, _say_nothing)
    try:
        return read_bulk(FileContent(unpacked or path), str(path), _say_nothing, inspect=inspect).problems
    finally:
        _remove_unkept(unpacked, cache)


def prepare(
    path: Path, cache: ColumnCache, report: Report, early: Callable[[LargeDocument], None] | None = None
) -> Prepared:
    """Read a large file and leave its column file for `open_prepared`; where the cache has it, that is all.

    `early` is given the first events before the rest is read. Raises DatasetError as `open_document`, also
    where no folder takes the column file.
    """
    cached = _cached(path, cache)
    if cached is not None:
        return cached[0]
    large = _read_large(path, cache, report, early)
    try:
        return Prepared(_keep(large, path, cache), large.key, large.events)
    except OSError as error:
        reason = f"the columns of the file could not be written: {reason_of(error)}"
        raise DatasetError.about(str(path), reason) from error


def open_prepared(columns: Path, path: Path, cache: ColumnCache) -> Document:
    """Open the column file that was made of a file; what is not kept in the cache is removed.

    Raises DamagedFileError where it is damaged, of another version or not of this file, or where the content
    of a compressed file is gone.
    """
    try:
        with columns.open("rb") as stream:
            mark_in_use(stream)
            file = open_stored(stream)
        unpacked = Path(file.head.unpacked) if file.head.unpacked else None
        document = document_of(file, path, FileContent(unpacked or path))
    except (OSError, DatasetError) as error:
        raise DamagedFileError(f"the column file cannot be used: {error}") from error
    _remove_unkept(columns, cache)
    if file.head.complete:
        _remove_unkept(unpacked, cache)
    return document


def verify_source(document: Document, cache: ColumnCache) -> bool:
    """Read a document's file again and tell whether it is the one that was read; if not, forget its columns.

    A cached document was found by the size and time of its file. Raises OSError where that is not readable.
    """
    path = document.path
    if path is None or sha256_of(path) == document.sha256_on_disk:
        return True
    cache.forget(path)
    return False


def _cached(path: Path, cache: ColumnCache) -> tuple[Prepared, Document] | None:
    """Return the column file that the cache has of a file, and its document; one that is damaged goes."""
    try:
        key = cache.key_of(path)
    except OSError:
        # Why the file cannot be read is said where it is read.
        return None
    columns = cache.find(key, Kind.COLUMNS) if key is not None else None
    if key is None or columns is None:
        return None
    try:
        document = open_prepared(columns, path, cache)
    except DamagedFileError:
        # Where a file that someone has open cannot go, it is written over.
        with contextlib.suppress(OSError):
            columns.unlink()
        return None
    events = document.dataset.store.events
    return (Prepared(columns, key, events), document) if isinstance(events, FileEvents) else None


def _read_large(
    path: Path, cache: ColumnCache, report: Report, early: Callable[[LargeDocument], None] | None = None
) -> LargeDocument:
    unpacked, key = _unpacked(path, cache, report)
    content = FileContent(unpacked or path)

    def large(bulk: Bulk) -> LargeDocument:
        known = SourceKey(key.size, key.mtime_ns, key.sha256 or bulk.sha256)
        return LargeDocument.of(bulk, path, content, known, unpacked)

    def begin(bulk: Bulk) -> None:
        if early is not None:
            early(large(bulk))

    try:
        return large(read_bulk(content, str(path), report, begin if early is not None else None))
    except TimelineError:
        _remove_unkept(unpacked, cache)
        raise


def _unpacked(path: Path, cache: ColumnCache, report: Report) -> tuple[Path | None, SourceKey]:
    """Return where the content of a compressed file was unpacked to, None for another file, and its key.

    The digest of a file that is not compressed is found while it is read.
    """
    with FileContent(path) as file:
        compression = _compression(file)
    try:
        if compression is None:
            return None, SourceKey(*stamp_of(path), "")
        return cache.fill(
            Kind.CONTENT,
            lambda stream: unpack(
                path, compression, stream, lambda read, size: report(Progress(0, read, size))
            ),
        )
    except OSError as error:
        reason = f"the content of the file could not be unpacked: {reason_of(error)}"
        raise DatasetError.about(str(path), reason) from error


def _keep(large: LargeDocument, path: Path, cache: ColumnCache) -> Path:
    columns, key = cache.fill(Kind.COLUMNS, large.write)
    cache.remember(path, key)
    return columns


def _remove_unkept(file: Path | None, cache: ColumnCache) -> None:
    """Remove a file of the temporary folder: whoever has it open keeps it. Windows does so at its leisure."""
    if file is not None and not cache.keeps(file):
        with contextlib.suppress(OSError):
            file.unlink()


def _say_nothing(_: Progress) -> None:
    """Do without progress: the caller waits for the end."""


def _compression(content: FileContent) -> Compression | None:
    return compression_of(content.read(0, min(content.size, _MARK_LENGTH)))
