"""A large document in a column file, and the document of such a file again.

Owns what stands in the head of the file beside the arrays of the store and the places of the events. Knows
nothing of where the file lies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final, Self

import msgspec
import numpy as np

from timeline_app import __version__
from timeline_app.core.columns import Unit
from timeline_app.core.dataset import Dataset
from timeline_app.core.date import Date
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError, Problem
from timeline_app.core.event import Category, Source, SourceText
from timeline_app.core.store import EventStore, with_missing
from timeline_app.core.stored import StoredLists, arrays_of, store_of
from timeline_app.core.text import EMPTY_TEXT, Text
from timeline_app.dataset.bulk.result import Bulk
from timeline_app.dataset.content import Content
from timeline_app.dataset.document import Document
from timeline_app.dataset.large.column_cache import SourceKey
from timeline_app.dataset.large.column_file import ColumnFile, DamagedFileError, open_columns, write_columns
from timeline_app.dataset.large.file_events import FileEvents

_MADE_BY: Final = f"{__version__} 1"
"""The program's version, and a number that rises when anything is read or stored in another way."""


class _Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """A source whose date is EDTF."""

    id: str
    number: int
    title: Text = EMPTY_TEXT
    author: str = ""
    container_title: Text = EMPTY_TEXT
    publisher: str = ""
    issued: str = ""
    url: str = ""
    language: str = ""
    translation_of: str = ""
    text: SourceText | None = None

    @classmethod
    def of(cls, source: Source) -> _Source:
        issued = source.issued.text if source.issued is not None else ""
        return cls(**(msgspec.structs.asdict(source) | {"issued": issued}))

    def source(self) -> Source:
        """Return it with its date read; raises DateError."""
        issued = _date(self.issued) if self.issued else None
        return Source(**(msgspec.structs.asdict(self) | {"issued": issued}))


class Head(msgspec.Struct, frozen=True):
    """What a column file holds of a document beside arrays.

    `key` is that of the file it was read from, and `name` what that file was called in problems. `lines`
    tells whether its content is JSON Lines; `content_size` is in bytes, and `unpacked` the path at which
    that of a compressed file lay. `complete` is false where only the first events are there.
    """

    made_by: str
    key: SourceKey
    name: str
    content_size: int
    unpacked: str
    lines: bool
    complete: bool
    title: Text
    language: str
    read_only: bool
    problems: tuple[Problem, ...]
    omitted: int
    unit: Unit
    categories: tuple[Category, ...]
    sources: tuple[_Source, ...]
    source_ids: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LargeDocument:
    """A document whose events stay in their content, and what else its column file tells.

    `unpacked` is the path of the content of a compressed file, None for another.
    """

    document: Document
    events: FileEvents
    key: SourceKey
    unpacked: Path | None

    @classmethod
    def of(cls, bulk: Bulk, path: Path, content: Content, key: SourceKey, unpacked: Path | None) -> Self:
        """Make it of what was read of a content; sorts the events by time and by id."""
        columns = bulk.columns
        # In the columns' unit: within one second beside the Big Bang, the file's order decides.
        order = np.lexsort((columns.latest_end, columns.earliest_start)).astype(np.int32)
        events = FileEvents.of(content, bulk.starts, bulk.lengths, bulk.id_hashes)
        lanes = with_missing(bulk.categories, bulk.names.categories.names)
        dataset = Dataset(
            name=path.name,
            title=bulk.title,
            language=bulk.language,
            store=EventStore.in_order(columns, order, lanes, bulk.sources, bulk.names, events),
            problems=bulk.problems,
            omitted=bulk.omitted,
            sha256=key.sha256,
            read_only=bulk.read_only,
            complete=bool(bulk.sha256),
        )
        lines, compressed = bulk.is_json_lines, unpacked is not None
        document = Document(path, content, dataset, key.sha256, lines=lines, compressed=compressed)
        return cls(document, events, key, unpacked)

    def write(self, stream: BinaryIO) -> SourceKey:
        """Write the column file and return the key of the file it was made of; raises OSError."""
        document, dataset = self.document, self.document.dataset
        store = dataset.store
        head = Head(
            made_by=_MADE_BY,
            key=self.key,
            name=str(document.path),
            content_size=document.content.size,
            unpacked=str(self.unpacked or ""),
            lines=document.lines,
            complete=dataset.complete,
            title=dataset.title,
            language=dataset.language,
            read_only=dataset.read_only,
            problems=dataset.problems,
            omitted=dataset.omitted,
            unit=store.unit,
            categories=store.categories,
            sources=tuple(map(_Source.of, store.sources)),
            source_ids=store.source_ids,
            tags=store.tags,
        )
        write_columns(stream, head, arrays_of(store) | self.events.arrays())
        return self.key


def open_stored(stream: BufferedReader) -> ColumnFile[Head]:
    """Open a column file; raises DamagedFileError also where another version of the program made it."""
    file = open_columns(stream, Head)
    if file.head.made_by != _MADE_BY:
        raise DamagedFileError(f"the column file was made by version {file.head.made_by} of the program")
    return file


def document_of(file: ColumnFile[Head], path: Path, content: Content) -> Document:
    """Return the document of a column file whose events stand in a content.

    Raises DamagedFileError where that is another content, or the arrays do not fit one another.
    """
    head = file.head
    if content.size != head.content_size:
        raise DamagedFileError("the file is longer or shorter than the one that was read")
    try:
        lists = StoredLists(
            head.unit,
            head.categories,
            [source.source() for source in head.sources],
            head.source_ids,
            head.tags,
        )
        events = FileEvents.of_arrays(file.arrays, content)
        store = store_of(file.arrays, lists, events)
    except (ValueError, DateError) as error:
        raise DamagedFileError(f"the column file does not fit together: {error}") from error
    dataset = Dataset(
        name=path.name,
        title=head.title,
        language=head.language,
        store=store,
        problems=_problems_in(str(path), head),
        omitted=head.omitted,
        sha256=head.key.sha256,
        read_only=head.read_only,
        complete=head.complete,
    )
    file.rest()
    return Document(path, content, dataset, head.key.sha256, lines=head.lines, compressed=bool(head.unpacked))


def _problems_in(name: str, head: Head) -> tuple[Problem, ...]:
    """Return the problems with their places in a file that may have got another name since."""
    if name == head.name:
        return head.problems
    return tuple(
        replace(
            problem,
            place=replace(problem.place, file=name),
            # Where something stands twice, the message names the first place.
            message=problem.message.replace(f" at {head.name}:", f" at {name}:"),
        )
        for problem in head.problems
    )


@lru_cache(maxsize=4_096)
def _date(text: str) -> Date:
    return parse_edtf(text)
