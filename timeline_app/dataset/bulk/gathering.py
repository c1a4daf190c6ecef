"""The columns of a dataset, gathered piece by piece.

Owns how an event becomes numbers without an event object, and which events are kept. Knows no places in
lines, and not how pieces are found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import UNSET

from timeline_app.core.columns import (
    CodeLists,
    Columns,
    Flag,
    Int32Column,
    Int64Column,
    NameList,
    Names,
    Unit,
    frozen,
    unit_for,
)
from timeline_app.core.date_columns import DateColumns, DateReader, FourBounds
from timeline_app.core.event import Event
from timeline_app.dataset.bulk.careful import CarefulReader
from timeline_app.dataset.bulk.cutting import Piece
from timeline_app.dataset.bulk.ids import id_hashes, malformed_ids
from timeline_app.dataset.bulk.strict import (
    EVENT,
    STAND_IN,
    StrictEvent,
    StrictExcerpt,
    StrictWhen,
    doubtful,
    holds_each_key_once,
)
from timeline_app.dataset.reading.references import Known

_Mask = npt.NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)
_USUAL_IMPORTANCE: Final = 0.5


class _Codes(dict[str, int]):
    """The codes of names, asked for by the thousand; new names are added."""

    def __init__(self, names: NameList) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, name: str) -> int:
        code = self[name] = self._names.code(name)
        return code


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """What a piece gives: all its listed events, and from `dates` on columns of those that are sound."""

    starts: npt.NDArray[np.int64]
    lengths: Int32Column
    is_sound: _Mask
    has_id: _Mask
    hashes: npt.NDArray[np.uint64]
    dates: DateColumns
    category_code: Int32Column
    importance: npt.NDArray[np.float32]
    tags: tuple[Int32Column, Int32Column]
    sources: tuple[Int32Column, Int32Column]


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """All events of a list: their bytes, whether each is sound, and the hash of its id where it has one."""

    starts: Int64Column
    lengths: Int32Column
    is_sound: _Mask
    has_id: _Mask
    hashes: npt.NDArray[np.uint64]


class Gatherer:
    """Turns pieces into columns; what is doubtful is read with care."""

    def __init__(self, known: Known, careful: CarefulReader) -> None:
        self.listed = 0
        names = Names(NameList(known.categories), NameList(known.sources), NameList())
        self._names = names
        self._parts: list[_Part] = []
        self._known = known
        self._category_ids, self._source_ids = frozenset(known.categories), frozenset(known.sources)
        self._careful = careful
        self._dates = DateReader()
        self._categories = _Codes(names.categories)
        self._sources = _Codes(names.sources)
        self._tags = _Codes(names.tags)

    def gather(self, piece: Piece) -> None:
        """Read a piece, the next one in the order of the file; raise UnevenError as `CarefulReader.read`."""
        events = _events_of(piece)
        ids = [event.id for event in events]
        dates = self._dates_of(events)
        odd = {*malformed_ids(ids).tolist(), *dates.wrong}
        odd.update(doubtful(events, self._category_ids, self._source_ids))
        is_sound, has_id = np.ones((2, len(events)), np.bool_)
        if odd:
            for index in sorted(odd):
                start = int(piece.starts[index])
                ids[index], event = self._careful.read(piece.text(index), self.listed + index, start)
                is_sound[index] = event is not None
                events[index] = _as_strict(event) if event is not None else STAND_IN
            events = [event for event in events if event is not STAND_IN]
            dates = self._dates_of(events)
            has_id[malformed_ids(ids)] = False
        self.listed += len(ids)
        part = _Part(
            starts=piece.starts,
            lengths=(piece.ends - piece.starts).astype(np.int32),
            is_sound=is_sound,
            has_id=has_id,
            hashes=np.where(has_id, id_hashes(ids), np.uint64(0)),
            dates=dates,
            category_code=_array([self._categories[event.category or ""] for event in events]),
            importance=np.array(
                [_USUAL_IMPORTANCE if event.importance is UNSET else event.importance for event in events],
                np.float32,
            ),
            tags=_lists(
                [len(event.tags or ()) for event in events],
                [self._tags[tag] for event in events for tag in event.tags or ()],
            ),
            sources=_lists(
                [len(event.excerpts or ()) for event in events],
                [self._sources[item.source] for event in events for item in event.excerpts or ()],
            ),
        )
        self._parts.append(part)

    def all_listed(self) -> Listed:
        """Return what is known so far of every event, also of those that are not sound."""
        parts = self._parts
        return Listed(
            starts=frozen(_joined([part.starts for part in parts], np.int64)),
            lengths=frozen(_joined([part.lengths for part in parts], np.int32)),
            is_sound=frozen(_joined([part.is_sound for part in parts], np.bool_)),
            has_id=frozen(_joined([part.has_id for part in parts], np.bool_)),
            hashes=frozen(_joined([part.hashes for part in parts], np.uint64)),
        )

    def columns(self, is_kept: _Mask) -> tuple[Columns, Names]:
        """Return the columns of some of the sound events, and the names behind their codes."""
        columns = _columns_of(self._parts, is_kept)
        return (columns, self._names) if is_kept.all() else self._renamed(columns)

    def _renamed(self, columns: Columns) -> tuple[Columns, Names]:
        """Forget names that only events had which were not kept: codes are given in the order of the file."""
        categories = NameList(self._known.categories)
        tags = NameList()
        category_code = _recoded(columns.category_code, self._names.categories, categories)
        tag_codes = _recoded(columns.tag_codes.codes, self._names.tags, tags)
        renamed = replace(
            columns,
            category_code=category_code,
            tag_codes=CodeLists(columns.tag_codes.offsets, tag_codes),
        )
        return renamed, Names(categories, self._names.sources, tags)

    def _dates_of(self, events: Sequence[StrictEvent]) -> DateColumns:
        whens = [event.when for event in events]
        texts = [when if isinstance(when, str) else when.edtf for when in whens]
        return self._dates.read(texts, [not isinstance(when, str) and when.lasting is True for when in whens])


def _events_of(piece: Piece) -> list[StrictEvent]:
    """Return the events of a piece; what is not of the strict form has a stand-in."""
    if piece.events is not None and holds_each_key_once(piece.data, piece.events):
        return list(piece.events)
    return [_event_of(piece.text(index)) for index in range(len(piece.starts))]


def _event_of(data: bytes) -> StrictEvent:
    try:
        event = EVENT.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return STAND_IN
    return event if holds_each_key_once(data, [event]) else STAND_IN


def _as_strict(event: Event) -> StrictEvent:
    """Return what the columns need of an event."""
    return StrictEvent(
        event.id,
        "",
        StrictWhen(event.when.date.text, event.when.lasting),
        category=event.category_id,
        importance=event.importance,
        tags=list(event.tags),
        excerpts=[StrictExcerpt(excerpt.source_id, "") for excerpt in event.excerpts],
    )


def _array(values: Sequence[int]) -> Int32Column:
    return np.array(values, np.int32)


def _lists(lengths: Sequence[int], codes: Sequence[int]) -> tuple[Int32Column, Int32Column]:
    """Return the lengths and the codes of lists in which each code stands once, where it stood first."""
    counts, listed = _array(lengths), _array(codes)
    if counts.max(initial=0) < 2:
        return counts, listed
    owners = np.repeat(np.arange(len(counts)), counts)
    _, firsts = np.unique(owners << 32 | listed, return_index=True)
    firsts.sort()
    return np.bincount(owners[firsts], minlength=len(counts)).astype(np.int32), listed[firsts]


def _recoded(codes: Int32Column, old: NameList, new: NameList) -> Int32Column:
    """Return codes as `new` gives them, which learns the names in the order in which they come."""
    found, first = np.unique(codes, return_index=True)
    table, names = np.zeros(len(old.names), np.int32), old.names
    for code in found[np.argsort(first)].tolist():
        table[code] = new.code(names[code])
    return frozen(table[codes])


def _columns_of(parts: Sequence[_Part], is_kept: _Mask) -> Columns:
    """Join the columns of parts; `is_kept` tells which of their events are taken."""
    (earliest_start, latest_start, earliest_end, latest_end), unit = _bounds_of(parts, is_kept)
    sources = _code_lists([part.sources for part in parts])
    flags = _joined([part.dates.flags for part in parts], np.uint16)
    flags[np.diff(sources.offsets) == 0] += np.uint16(Flag.NO_EXCERPT)
    return Columns(
        unit,
        frozen(earliest_start),
        frozen(latest_start),
        frozen(earliest_end),
        frozen(latest_end),
        flags=frozen(flags[is_kept]),
        category_code=frozen(_joined([part.category_code for part in parts], np.int32)[is_kept]),
        importance=frozen(_joined([part.importance for part in parts], np.float32)[is_kept]),
        precision=frozen(_joined([part.dates.precision for part in parts], np.uint8)[is_kept]),
        tag_codes=_taken(_code_lists([part.tags for part in parts]), is_kept),
        source_codes=_taken(sources, is_kept),
    )


def _bounds_of(parts: Sequence[_Part], is_kept: _Mask) -> tuple[list[npt.NDArray[np.int64]], Unit]:
    """Return the four bounds in the finest unit in which all that are kept fit."""
    new_rows = np.cumsum(is_kept) - 1
    wide: dict[int, FourBounds] = {}
    first = 0
    for part in parts:
        for index, four in part.dates.wide.items():
            if is_kept[first + index]:
                wide[int(new_rows[first + index])] = four
        first += len(part.dates.flags)
    unit = unit_for(wide.values())
    bounds = []
    for side in range(4):
        row = _joined([part.dates.bounds[side] for part in parts], np.int64)[is_kept]
        row = -(-row // unit) if side % 2 else row // unit
        for index, four in wide.items():
            row[index] = -(-four[side] // unit) if side % 2 else four[side] // unit
        bounds.append(row)
    return bounds, unit


def _joined(arrays: Sequence[npt.NDArray[Number]], kind: type[Number]) -> npt.NDArray[Number]:
    return np.concatenate([np.empty(0, kind), *arrays])


def _code_lists(parts: Sequence[tuple[Int32Column, Int32Column]]) -> CodeLists:
    counts = _joined([counts for counts, _ in parts], np.int32)
    offsets = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=offsets[1:])
    return CodeLists(frozen(offsets), frozen(_joined([codes for _, codes in parts], np.int32)))


def _taken(lists: CodeLists, is_kept: _Mask) -> CodeLists:
    return lists if is_kept.all() else lists.taken(np.flatnonzero(is_kept))
