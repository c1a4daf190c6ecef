"""Lane packing for few events: every event gets a line, by its label's true width.

Owns the greedy first fit of interval partitioning (sorted by start, lowest free line), for footprints that
hold mark and label together. It is computed in time, not in pixels, for a quantised zoom level: an event
keeps its line while the view pans, and lines change only where a zoom passes from one level to the next.
Knows no y and no colours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from timeline_app.core.store import EventStore
from timeline_app.scene.arrangement import (
    LABEL_CLEARANCE,
    LABEL_GAP,
    LEAST_LABEL,
    WIDE_BAR,
    Arrangement,
    LaneArrangement,
    Placement,
    Side,
)
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.labels import Label, Labeller
from timeline_app.scene.marks import MarkX, extent
from timeline_app.scene.viewport import Viewport

LEVELS_PER_OCTAVE: Final = 8
"""A level spans 9 % of zoom; labels are laid out for its far end, so they never overlap inside it."""
MOST_LINES: Final = 60
"""Lines of a lane that carry labels; what finds no place stands in the lane's strip."""

_FAR: Final = 1e9
"""Pixels that an open side reaches: past any view."""


def level_of(viewport: Viewport) -> int:
    """Return the quantised zoom level, higher for farther out."""
    return math.floor(LEVELS_PER_OCTAVE * math.log2(viewport.microseconds_per_pixel))


class _Footprint(Struct, frozen=True, gc=False):
    """The time [start, end) that a mark with its label on one side takes, in microseconds."""

    start: int
    end: int
    side: Side


_Candidate = tuple[int, tuple[_Footprint, ...]]
"""A row with what it would take on each side, best first."""


def packed(store: EventStore, level: int, labeller: Labeller) -> Arrangement:
    """Give each event of a store a line, as far as MOST_LINES reach, with its label at a zoom level."""
    scale = 2.0 ** ((level + 1) / LEVELS_PER_OCTAVE)
    limits = _limits(store, scale)
    by_lane: dict[int, list[_Candidate]] = {}
    held = store.columns
    bounds = (held.earliest_start, held.latest_start, held.earliest_end, held.latest_end)
    dates = zip(held.flags.tolist(), *(bound.tolist() for bound in bounds), strict=True)
    for row, (code, date) in enumerate(zip(held.category_code.tolist(), dates, strict=True)):
        mark = _mark_in_time(date, int(store.unit), scale)
        footprints = _footprints(mark, scale, limits, labeller.label(store, row))
        by_lane.setdefault(code, []).append((row, footprints))
    clearance = round(LABEL_CLEARANCE * scale)
    lanes = []
    for code in store.index.filled:
        # Packing costs little: try labels to the right first and to the left first, take what is lower.
        packings = [_packed(by_lane[code], first, clearance) for first in (Side.RIGHT, Side.LEFT)]
        lanes.append(LaneArrangement(code, min(packings, key=len)))
    rows = [placement.row for lane in lanes for line in lane.lines for placement in line]
    return Arrangement(tuple(lanes), np.sort(np.array(rows, np.int64)))


def _limits(store: EventStore, scale: float) -> tuple[int, int]:
    """Return between which instants labels may stand: what fit-all shows."""
    span = store.span
    if span is None:
        return 0, 0
    return span.start - round(FIT_LEFT * scale), span.end + round(FIT_RIGHT * scale)


def _footprints(
    mark: tuple[int, int], scale: float, limits: tuple[int, int], label: Label
) -> tuple[_Footprint, ...]:
    """Return what an event would take with its label on each side where it fits, best side first."""
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


def _mark_in_time(date: tuple[int, ...], unit: int, scale: float) -> tuple[int, int]:
    """Return the time that a mark takes at a scale, its least width, stubs and arrows included.

    `date` holds the flags and the four bounds in the store's unit.
    """
    flags, first, *later = date
    latest_start, earliest_end, latest_end = ((bound - first) * unit / scale for bound in later)
    mark = MarkX(0.0, latest_start, earliest_end, latest_end, flags)
    start, end = extent(mark, -_FAR, _FAR)
    return first * unit + round(start * scale), first * unit + round(end * scale)


def _packed(events: Sequence[_Candidate], first: Side, clearance: int) -> tuple[tuple[Placement, ...], ...]:
    """Put each event, in time order, on the lowest line that is free for one of its footprints."""
    lines: list[list[Placement]] = []
    ends: list[int] = []
    ranks = _RANKS_RIGHT if first is Side.RIGHT else _RANKS_LEFT
    for row, footprints in events:
        ordered = sorted(footprints, key=lambda footprint: ranks[footprint.side])
        index, chosen = _lowest_free(ends, ordered, clearance)
        if index == MOST_LINES:
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
    latest = max([footprint.start for footprint in footprints]) - clearance
    for index, end in enumerate(ends):
        if end <= latest:
            return index, next(one for one in footprints if one.start >= end + clearance)
    return len(ends), footprints[0]


_RANKS_RIGHT: Final = (1, 2, 0, 3)
_RANKS_LEFT: Final = (2, 1, 0, 3)
"""The order of sides, by their number: above a wide bar, then the preferred side, then the other."""
