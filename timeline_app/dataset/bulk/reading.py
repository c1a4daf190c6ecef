"""A large dataset read piece by piece into columns, without being held in memory.

Owns the order of the steps and what is told on the way. What cannot be read in pieces, because it is broken
or unusual in more than its events, is read whole as `reader` does.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import frozen
from timeline_app.core.errors import DatasetError, Problem
from timeline_app.core.event import Event
from timeline_app.dataset.bulk.broken import first_fault
from timeline_app.dataset.bulk.careful import CarefulReader, event_at
from timeline_app.dataset.bulk.cutting import EventList, UnevenError
from timeline_app.dataset.bulk.duplicates import find_duplicates
from timeline_app.dataset.bulk.gathering import Gatherer, Listed
from timeline_app.dataset.bulk.heading import Heading, find_events, heading_around
from timeline_app.dataset.bulk.lines import EventLines, is_json_lines, lines_heading
from timeline_app.dataset.bulk.places import ContentPlaces
from timeline_app.dataset.bulk.result import Bulk
from timeline_app.dataset.bulk.whole import read_whole
from timeline_app.dataset.content import Content
from timeline_app.dataset.progress import Progress
from timeline_app.dataset.reading.contents import Inspect
from timeline_app.dataset.reading.findings import Finding
from timeline_app.dataset.reading.paths import Path
from timeline_app.dataset.reading.reader import Top

_Mask = npt.NDArray[np.bool_]
Report = Callable[[Progress], None]
Early = Callable[[Bulk], None]

_PIECE: Final = 2**20
_WHOLE: Final = 16 * 2**20
"""Up to this size, what cannot be read in pieces is held in memory, which takes ten times as much."""
_EARLY_FROM: Final = 32 * 2**20
_EARLY_AFTER: Final = 8 * 2**20
_STEPS: Final = 100
_TAIL: Final = 2**16


def read_bulk(
    content: Content,
    name: str,
    report: Report,
    early: Early | None = None,
    inspect: Inspect | None = None,
    *,
    piece_size: int = _PIECE,
    whole_size: int = _WHOLE,
) -> Bulk:
    """Read a dataset, JSON or JSON Lines, with the problems and places that the careful reader finds.

    `name` is that of the file in problems. `report` is told about every hundredth of the content; `early`
    gets once, of a large content, what its beginning gave, without problems and with ids that may stand
    twice; `inspect` adds what it finds in the entries that are kept. Raises DatasetError where nothing can
    be shown, and TimelineError where the content becomes unreadable. Of a content of more than `whole_size`
    bytes that cannot be read in pieces, only the first fault is told.
    """
    told = _Told(content.size, report, early if content.size > _EARLY_FROM else None)
    with _collector_at_rest(), _hashing(content) as digest:
        try:
            read = _read_lines if is_json_lines(content) else _read_list
            bulk = read(content, name, piece_size, told, inspect)
        except UnevenError as uneven:
            if content.size > whole_size:
                raise first_fault(content, name, uneven) from uneven
            bulk = read_whole(content, name, inspect)
        return replace(bulk, sha256=digest.result())


@contextlib.contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let the cyclic garbage collector rest: it would take as long as the decoding, and find nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(slots=True)
class _Told:
    """Tells how far the reading has come."""

    size: int
    report: Report
    early: Early | None
    _next: int = 0

    def progress(self, events: int, place: int) -> None:
        if place >= self._next:
            self._next = place + self.size // _STEPS
            self.report(Progress(events, place, self.size))


def _read_list(content: Content, name: str, piece_size: int, told: _Told, inspect: Inspect | None) -> Bulk:
    """Read a dataset that is one JSON object."""
    start = find_events(content)
    heading = heading_around(content, start, _end_of_events(content, start, piece_size))
    while True:
        events = EventList(content, start, piece_size)
        reading = _Reading(heading, events, told)
        whole = heading_around(content, start, events.end)
        if _references(whole) == _references(heading):
            return reading.result(content, name, whole, inspect)
        # Ids that stand after the events were not known to them.
        heading = whole


def _end_of_events(content: Content, start: int, piece_size: int) -> int | None:
    """Return where the list of events closes where categories or sources seem to follow it, else None."""
    before = heading_around(content, start, None)
    tail = content.read(max(start, content.size - _TAIL), content.size)
    missing = [key for key in ("categories", "sources") if key not in _references(before)]
    if not any(f'"{key}"'.encode() in tail for key in missing):
        return None
    events = EventList(content, start, piece_size)
    for _ in events.pieces():
        pass
    return events.end


def _references(heading: Heading) -> dict[str, object]:
    """Return what events refer to, as it stands."""
    value = heading.decoded.value
    return {key: value[key] for key in ("categories", "sources") if isinstance(value, dict) and key in value}


def _read_lines(content: Content, name: str, piece_size: int, told: _Told, inspect: Inspect | None) -> Bulk:
    """Read a dataset in JSON Lines."""
    heading, start = lines_heading(content, name)
    reading = _Reading(heading, EventLines(content, start, piece_size), told)
    return reading.result(content, name, heading, inspect)


class _Reading:
    """One pass over the events of a dataset."""

    def __init__(self, heading: Heading, events: EventList | EventLines, told: _Told) -> None:
        top, known, _ = heading.read()
        self._events = events
        self._careful = CarefulReader(known, alone=isinstance(events, EventLines))
        self._gatherer = Gatherer(known, self._careful)
        for piece in events.pieces():
            self._gatherer.gather(piece)
            told.progress(self._gatherer.listed, events.events_end)
            if told.early is not None and top is not None and events.events_end >= _EARLY_AFTER:
                listed = self._gatherer.all_listed()
                told.early(self._bulk(top, listed, listed.is_sound, ()))
                told.early = None

    def result(self, content: Content, name: str, heading: Heading, inspect: Inspect | None) -> Bulk:
        """Return what was read; raise DatasetError where nothing of it can be shown."""
        listed = self._gatherer.all_listed()
        is_duplicate, late = find_duplicates(content, listed)
        top, _, findings = heading.read()
        self._careful.findings.insert(late, order=_index_of_event)
        findings.extend(self._careful.scanned)
        findings.extend(self._careful.findings)
        is_kept = listed.is_sound & ~is_duplicate
        if top is not None and inspect is not None:
            inspect(top.contents.sources, _events_at(content, listed, is_kept), findings)
        places = ContentPlaces(content, name, heading.head, listed.starts, listed.lengths)
        problems = findings.problems_at(places)
        if top is None:
            raise DatasetError(problems)
        return self._bulk(top, listed, is_kept, problems)

    def _bulk(self, top: Top, listed: Listed, is_kept: _Mask, problems: tuple[Problem, ...]) -> Bulk:
        columns, names = self._gatherer.columns(is_kept[listed.is_sound])
        return Bulk(
            title=top.title,
            language=top.language,
            read_only=top.read_only,
            categories=tuple(category for _, category in top.contents.categories),
            sources=tuple(source for _, source in top.contents.sources),
            names=names,
            columns=columns,
            starts=frozen(listed.starts[is_kept]),
            lengths=frozen(listed.lengths[is_kept]),
            id_hashes=frozen(listed.hashes[is_kept]),
            problems=problems,
            omitted=int(np.count_nonzero(~is_kept)),
            sha256="",
            events_end=self._events.events_end,
            is_json_lines=isinstance(self._events, EventLines),
        )


def _events_at(content: Content, listed: Listed, is_wanted: _Mask) -> Iterator[tuple[Path, Event]]:
    """Read some of the events once more, one by one."""
    for index in np.flatnonzero(is_wanted).tolist():
        yield ("events", index), event_at(content, int(listed.starts[index]), int(listed.lengths[index]))


def _index_of_event(finding: Finding) -> int:
    index = finding.path[1]
    return index if isinstance(index, int) else -1


@contextlib.contextmanager
def _hashing(content: Content) -> Iterator[Future[str]]:
    """Find the digest of a content beside the reading, and give up where that fails."""
    given_up = threading.Event()
    with ThreadPoolExecutor(1, "sha256") as hashing:
        try:
            yield hashing.submit(_sha256, content, given_up)
        finally:
            given_up.set()


def _sha256(content: Content, given_up: threading.Event) -> str:
    digest, step = hashlib.sha256(), 2**20
    for start in range(0, content.size, step):
        if given_up.is_set():
            break
        digest.update(content.read(start, min(start + step, content.size)))
    return digest.hexdigest()
