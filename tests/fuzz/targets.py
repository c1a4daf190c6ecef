"""What is fuzzed: functions that take any bytes and fail where the program breaks a promise.

Knows neither a fuzzer nor where inputs are kept; where fuzzing starts is `seeds`' business.
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import zstandard
from editing_targets import check_edits, check_merging, check_typed
from seeds import (
    EXAMPLES,
    additions,
    dataset_of,
    datasets,
    date_words,
    edtf_dates,
    json_lines,
    json_words,
    packed,
    phrases,
    typed_events,
    versions,
)

from timeline_app.core.columns import bounds_of, flags_of
from timeline_app.core.date import Date
from timeline_app.core.date_columns import DateReader
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DatasetError, DateError, Problem
from timeline_app.core.event import When
from timeline_app.core.language import ENGLISH, language_of
from timeline_app.core.prose import read_date
from timeline_app.core.wording import date_text
from timeline_app.dataset.bulk import Bulk, event_at, is_json_lines, read_bulk
from timeline_app.dataset.checks.checking import inspection_in
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.batch import Choice, import_all
from timeline_app.dataset.editing.comparison import State
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.large.compressed import compression_of, unpack
from timeline_app.dataset.reading.reader import document_from_bytes, examine

_NAME: Final = "some.json"
_NOWHERE: Final = inspection_in(Path(tempfile.gettempdir()) / "no such folder")
_PIECE: Final = 200
"""So small that a few events are several pieces."""


@dataclass(frozen=True, slots=True)
class Target:
    """A function that raises nothing, whatever it is given; inputs to start from, and words to put in."""

    check: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    words: Callable[[], Iterable[bytes]]


# Datasets


def check_loader(data: bytes) -> None:
    """Read a dataset as a whole and in pieces: both say the same and show the same."""
    content = MemoryContent(data)
    if is_json_lines(content):
        check_lines(data)
        return
    try:
        document: Document | None = document_from_bytes(data, _NAME)
    except DatasetError as error:
        document, refusal = None, _problems_of(error)
    bulk = _read_in_pieces(data)
    if document is None:
        assert bulk == refusal
        return
    assert isinstance(bulk, Bulk)
    dataset = document.dataset
    assert (bulk.title, bulk.omitted) == (dataset.title, dataset.omitted)
    assert (bulk.sources, bulk.sha256) == (dataset.store.sources, dataset.sha256)
    events = examine(data).top
    assert events is not None
    assert _events_in(bulk, data) == [event for _, event in events.contents.events]
    assert bulk.problems == _all_that_is_said(data)


def _all_that_is_said(data: bytes) -> tuple[Problem, ...]:
    """Return what `check` says of a small dataset."""
    examined = examine(data)
    if examined.top is not None:
        contents = examined.top.contents
        _NOWHERE(contents.sources, contents.events, examined.findings)
    return examined.problems(_NAME)


def _read_in_pieces(data: bytes) -> Bulk | tuple[Problem, ...]:
    try:
        return read_bulk(MemoryContent(data), _NAME, lambda _: None, inspect=_NOWHERE, piece_size=_PIECE)
    except DatasetError as error:
        return _problems_of(error)


def _problems_of(error: DatasetError) -> tuple[Problem, ...]:
    assert error.problems
    return error.problems


def _events_in(bulk: Bulk, data: bytes) -> list[object]:
    places = zip(bulk.starts.tolist(), bulk.lengths.tolist(), strict=True)
    return [event_at(MemoryContent(data), start, length) for start, length in places]


def check_lines(data: bytes) -> None:
    """Read JSON Lines; where all is sound, they hold the events that the same lines hold as a list."""
    bulk = _read_in_pieces(data)
    if not isinstance(bulk, Bulk):
        return
    events = _events_in(bulk, data)
    assert len(events) == len(bulk.columns)
    if bulk.problems or not bulk.is_json_lines:
        return
    # A mark stands before the file, and among its lines where files were joined.
    lines = (line.strip(b" \t\r").removeprefix(codecs.BOM_UTF8) for line in data.split(b"\n"))
    first, *rest = (line for line in lines if line.strip(b" \t\r"))
    head = {**json.loads(first), "events": []}
    listed = json.dumps(head).encode().removesuffix(b"]}") + b",".join(rest) + b"]}"
    top = examine(listed).top
    assert top is not None
    assert [event for _, event in top.contents.events] == events


def check_addition(data: bytes) -> None:
    """Add whatever it is to a document: all of it is there afterwards, and all that was there before."""
    document = document_from_bytes(dataset_of(EXAMPLES[:2]), _NAME)
    try:
        batch = import_all(History.opened(document), (("new.json", data),), Choice())
    except DatasetError as error:
        _problems_of(error)
        return
    result = batch.result.document
    before, after = (_parsed(made.data) for made in (document, result))
    new = batch.ids(State.NEW)
    assert after["events"][:2] == before["events"]
    assert len(after["events"]) == 2 + len(new)
    assert tuple(result.dataset.store.events.event(2 + at).id for at in range(len(new))) == new
    assert result.dataset.omitted == 0


def _parsed(data: bytes) -> dict[str, list[object]]:
    parsed: dict[str, list[object]] = json.loads(data)
    return parsed


def check_compressed(data: bytes) -> None:
    """Unpack what is compressed: all of it, or a sentence; the first byte says how the rest is made."""
    kind, payload = data[:1], data[1:]
    made = {b"g": gzip.compress(payload, mtime=0), b"z": zstandard.compress(payload)}.get(kind, data)
    if kind in (b"G", b"Z") and len(payload) > 2:
        made = _damaged(kind.lower(), payload)
    compression = compression_of(made)
    if compression is None:
        return
    unpacked = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "packed"
        path.write_bytes(made)
        try:
            key = unpack(path, compression, unpacked, lambda *_: None)
        except DatasetError as error:
            _problems_of(error)
            return
    assert key.size == len(made)
    if kind in (b"g", b"z"):
        assert unpacked.getvalue() == payload


def _damaged(kind: bytes, payload: bytes) -> bytes:
    """Return a compressed text with one byte changed, or cut off there."""
    sound = gzip.compress(payload[2:], mtime=0) if kind == b"g" else zstandard.compress(payload[2:])
    at = payload[0] % len(sound)
    return sound[:at] + bytes(payload[1:2]) + sound[at + 1 :] if payload[1] else sound[:at]


# Dates


def check_edtf(data: bytes) -> None:
    """Read EDTF: a date that can be said and is the same in columns, or an error with a position."""
    text = data.decode("utf-8", "surrogateescape")
    columns = DateReader().read([text], [False])
    try:
        date = parse_edtf(text)
    except DateError as error:
        _check_error(error)
        assert columns.wrong == (0,)
        return
    assert not columns.wrong
    assert date.text == text
    _check_date(date)
    when = When(date)
    assert columns.flags[0] == flags_of(when, has_excerpt=True)
    found = columns.wide.get(0) or tuple(int(row[0]) for row in columns.bounds)
    assert found == bounds_of(when)


def check_prose(data: bytes) -> None:
    """Read words, with an as-of date and without: EDTF that reads the same, or an error with a position."""
    text = data.decode("utf-8", "surrogateescape")
    for as_of in (None, parse_edtf("2025-10-30")):
        try:
            date = read_date(text, as_of)
        except DateError as error:
            _check_error(error)
        else:
            assert parse_edtf(date.text) == date
            _check_date(date)


def _check_date(date: Date) -> None:
    four = (
        date.bounds.earliest_start,
        date.bounds.latest_start,
        date.bounds.earliest_end,
        date.bounds.latest_end,
    )
    instants = [bound if isinstance(bound, int) else None for bound in four]
    for first, second in ((0, 1), (2, 3), (0, 2), (1, 3)):
        early, late = instants[first], instants[second]
        assert early is None or late is None or early <= late
    for language in (ENGLISH, language_of("de")):
        assert date_text(date, language).strip()


def _check_error(error: DateError) -> None:
    assert 0 <= error.position <= len(error.text)
    assert str(error).strip()


TARGETS: Final = {
    "addition": Target(check_addition, additions, json_words),
    "compressed": Target(check_compressed, packed, json_words),
    "edits": Target(check_edits, datasets, json_words),
    "edtf": Target(check_edtf, edtf_dates, date_words),
    "lines": Target(check_lines, json_lines, json_words),
    "loader": Target(check_loader, datasets, json_words),
    "merging": Target(check_merging, versions, json_words),
    "prose": Target(check_prose, phrases, date_words),
    "typed": Target(check_typed, typed_events, json_words),
}
