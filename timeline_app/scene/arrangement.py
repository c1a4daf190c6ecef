"""Which line of its lane an event stands on, and on which side its label.

Owns lane packing. It is computed in time, not in pixels, for a quantised zoom level: an event keeps its line
while the view pans, and lines change only where a zoom passes from one level to the next. Knows no y and no
colours.

The packing is the greedy first fit of interval partitioning (sorted by start, lowest free line), for
footprints that hold mark and label together.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from operator import itemgetter
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.instant import Instant, Span
from timeline_app.core.store import EventStore
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.labels import Label, Labeller
from timeline_app.scene.marks import MarkX, extent
from timeline_app.scene.recent import Recent
from timeline_app.scene.viewport import Viewport

LEVELS_PER_OCTAVE: Final = 8
"""A level spans 9 % of zoom; labels are laid out for its far end, so they never overlap inside it."""
MOST_LINES: Final = 60
"""Lines of a lane that carry labels; what finds no place stands in the lane's strip."""
MOST_LABELLED: Final = 1_000
"""Events that are packed at once; of more, the most important ones near the view."""
LABEL_GAP: Final = 8.0
LABEL_CLEARANCE: Final = 14.0
WIDE_BAR: Final = 1.6
"""A bar this many times as wide as its label carries it above, where it stays in sight while panning."""

LEAST_LABEL: Final = 48.0
"""Pixels below which a shortened label says nothing and is left out."""

_PAGE_WIDTHS: Final = 4
_FAR: Final = 1e9
"""Pixels that an open side reaches: past any view."""
_CACHED: Final = 24


class Side(IntEnum):
    """Where a label stands: beside its mark, above it, or nowhere."""

    RIGHT = 0
    LEFT = 1
    ABOVE = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class Placement:
    """One event on a line: its row in the store and its label's side."""

    row: int
    side: Side


@dataclass(frozen=True, slots=True)
class LaneArrangement:
    """The lines of one category, each in time order."""

    category_code: int
    lines: tuple[tuple[Placement, ...], ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The lanes of all categories that have events, in the dataset's order, and the rows that have a line."""

    lanes: tuple[LaneArrangement, ...]
    placed: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ArrangementKey:
    """What an arrangement depends on."""

    revision: int
    level: int
    page: int
    page_width: int
    lines: int
    language: str


def level_of(viewport: Viewport) -> int:
    """Return the quantised zoom level, higher for farther out."""
    return math.floor(LEVELS_PER_OCTAVE * math.log2(viewport.microseconds_per_pixel))


class Arranger:
    """Arranges stores for viewports and remembers the last arrangements."""

    def __init__(self, labeller: Labeller) -> None:
        self._labeller = labeller
        self._arrangements: Recent[ArrangementKey, Arrangement] = Recent(_CACHED)

    def arrange(self, store: EventStore, viewport: Viewport, lines: int = MOST_LINES) -> Arrangement:
        """Return the arrangement for a viewport, from memory where its key is known.

        A lane gets at most `lines`; where these are scarce, the most important events have them.
        """
        level = level_of(viewport)
        scale = 2.0 ** ((level + 1) / LEVELS_PER_OCTAVE)
        page = _Page.of(store, viewport, scale)
        language = self._labeller.language.code
        key = ArrangementKey(store.revision, level, page.number, page.length, lines, language)
        return self._arrangements.get(key, partial(_arranged, store, scale, page, lines, self._labeller))


@dataclass(frozen=True, slots=True)
class _Page:
    """The stretch of time whose events are arranged together; number and length 0 mean the whole store."""

    number: int
    length: int

    @classmethod
    def of(cls, store: EventStore, viewport: Viewport, scale: float) -> _Page:
        if len(store) <= MOST_LABELLED:
            return cls(0, 0)
        length = max(round(_PAGE_WIDTHS * viewport.width * scale), 1)
        return cls(viewport.to_instant(viewport.width / 2) // length, length)

    def candidates(self, store: EventStore) -> Sequence[int]:
        """Return the rows that may get a line, in time order: the most important near the page."""
        if self.length == 0:
            return range(len(store))
        near = Span(Instant((self.number - 1) * self.length), Instant((self.number + 2) * self.length))
        rows = store.rows_in(near)
        if len(rows) > MOST_LABELLED:
            by_importance = np.argsort(-store.columns.importance[rows], kind="stable")
            rows = np.sort(rows[by_importance[:MOST_LABELLED]])
        chosen: list[int] = rows.tolist()
        return chosen


@dataclass(frozen=True, slots=True)
class _Footprint:
    """The time [start, end) that a mark with its label on one side takes, in microseconds."""

    start: int
    end: int
    side: Side


_Candidate = tuple[int, tuple[_Footprint, ...]]
"""A row with what it would take on each side, best first."""


def _arranged(store: EventStore, scale: float, page: _Page, lines: int, labeller: Labeller) -> Arrangement:
    by_lane: dict[int, list[_Candidate]] = {}
    limits = _limits(store, scale)
    for row in page.candidates(store):
        footprints = _footprints(store, row, scale, limits, labeller.label(store, row))
        by_lane.setdefault(int(store.columns.category_code[row]), []).append((row, footprints))
    clearance = round(LABEL_CLEARANCE * scale)
    lanes = []
    for code in store.index.filled:
        events = by_lane.get(code, [])
        if page.length == 0:
            # Packing costs little: try labels to the right first and to the left first, take what is lower.
            packings = [_packed(events, first, clearance, lines) for first in (Side.RIGHT, Side.LEFT)]
            lanes.append(LaneArrangement(code, min(packings, key=len)))
        else:
            events.sort(key=lambda event: -float(store.columns.importance[event[0]]))
            lanes.append(LaneArrangement(code, _packed_as_they_come(events, clearance, lines)))
    placed = [placement.row for lane in lanes for line in lane.lines for placement in line]
    return Arrangement(tuple(lanes), np.sort(np.array(placed, np.int64)))


def _limits(store: EventStore, scale: float) -> tuple[int, int]:
    """Return between which instants labels may stand: what fit-all shows."""
    span = store.span
    if span is None:
        return 0, 0
    return span.start - round(FIT_LEFT * scale), span.end + round(FIT_RIGHT * scale)


def _footprints(
    store: EventStore, row: int, scale: float, limits: tuple[int, int], label: Label
) -> tuple[_Footprint, ...]:
    """Return what an event would take with its label on each side where it fits, best side first."""
    mark = _mark_in_time(store, row, scale)
    start, end = mark
    shown_start, shown_end = max(start, limits[0]), min(end, limits[1])
    reach = round((LABEL_GAP + label.width) * scale)
    fitting: list[_Footprint] = []
    if end - start >= WIDE_BAR * label.line_width * scale:
        fitting.append(_Footprint(start, end, Side.ABOVE))
    if end + reach <= limits[1]:
        fitting.append(_Footprint(start, end + reach, Side.RIGHT))
    if start - reach >= limits[0]:
        fitting.append(_Footprint(start - reach, end, Side.LEFT))
    if fitting:
        return tuple(fitting)
    return (_shortened(mark, (shown_start, shown_end), limits, scale),)


def _shortened(
    mark: tuple[int, int], shown: tuple[int, int], limits: tuple[int, int], scale: float
) -> _Footprint:
    """Return the footprint on the side with more room, for a label that fits nowhere whole."""
    right, left = limits[1] - shown[1], shown[0] - limits[0]
    inside = shown[1] - shown[0]
    most = max(right, left, inside)
    if most < (LEAST_LABEL + LABEL_GAP) * scale:
        return _Footprint(*mark, Side.NONE)
    if most == inside:
        return _Footprint(*mark, Side.ABOVE)
    if most == right:
        return _Footprint(mark[0], mark[1] + most, Side.RIGHT)
    return _Footprint(mark[0] - most, mark[1], Side.LEFT)


def _mark_in_time(store: EventStore, row: int, scale: float) -> tuple[int, int]:
    """Return the time that a mark takes at a scale, its least width, stubs and arrows included."""
    unit = int(store.unit)
    first = int(store.columns.earliest_start[row])
    columns = (
        store.columns.earliest_start,
        store.columns.latest_start,
        store.columns.earliest_end,
        store.columns.latest_end,
    )
    bounds = [(int(column[row]) - first) * unit / scale for column in columns]
    mark = MarkX(bounds[0], bounds[1], bounds[2], bounds[3], int(store.columns.flags[row]))
    start, end = extent(mark, -_FAR, _FAR)
    return first * unit + round(start * scale), first * unit + round(end * scale)


def _packed(
    events: Sequence[_Candidate], first: Side, clearance: int, most: int
) -> tuple[tuple[Placement, ...], ...]:
    """Put each event, in time order, on the lowest line that is free for one of its footprints."""
    lines: list[list[Placement]] = []
    ends: list[int] = []
    ranks = _RANKS_RIGHT if first is Side.RIGHT else _RANKS_LEFT
    for row, footprints in events:
        ordered = sorted(footprints, key=lambda footprint: ranks[footprint.side])
        index, chosen = _lowest_free(ends, ordered, clearance)
        if index == most:
            continue
        if index == len(lines):
            lines.append([])
            ends.append(chosen.end)
        lines[index].append(Placement(row, chosen.side))
        ends[index] = max(ends[index], chosen.end)
    return tuple(tuple(line) for line in lines)


def _lowest_free(
    ends: Sequence[int], footprints: Sequence[_Footprint], clearance: int
) -> tuple[int, _Footprint]:
    latest = max(footprint.start for footprint in footprints) - clearance
    for index, end in enumerate(ends):
        if end <= latest:
            fitting = (footprint for footprint in footprints if footprint.start >= end + clearance)
            return index, next(fitting)
    return len(ends), footprints[0]


def _packed_as_they_come(
    events: Sequence[_Candidate], clearance: int, most: int
) -> tuple[tuple[Placement, ...], ...]:
    """Put each event on the lowest line with a gap for it; who comes first has the place."""
    lines: list[list[tuple[int, int, Placement]]] = []
    for row, footprints in events:
        found = _first_gap(lines, footprints, clearance)
        if found is None:
            if len(lines) == most:
                continue
            lines.append([])
            found = lines[-1], footprints[0]
        line, place = found
        insort(line, (place.start, place.end, Placement(row, place.side)), key=itemgetter(0))
    return tuple(tuple(placement for _, _, placement in line) for line in lines)


def _first_gap(
    lines: Sequence[list[tuple[int, int, Placement]]], footprints: Sequence[_Footprint], clearance: int
) -> tuple[list[tuple[int, int, Placement]], _Footprint] | None:
    for line in lines:
        for footprint in footprints:
            if _is_free(line, footprint, clearance):
                return line, footprint
    return None


def _is_free(line: Sequence[tuple[int, int, Placement]], place: _Footprint, clearance: int) -> bool:
    """Tell whether a line, in time order, has a gap for a footprint."""
    after = bisect_left(line, place.start, key=itemgetter(0))
    if after < len(line) and line[after][0] < place.end + clearance:
        return False
    return after == 0 or line[after - 1][1] + clearance <= place.start


_RANKS_RIGHT: Final = (1, 2, 0, 3)
_RANKS_LEFT: Final = (2, 1, 0, 3)
"""The order of sides, by their number: above a wide bar, then the preferred side, then the other."""
