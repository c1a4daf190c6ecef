"""Where a label is drawn in the view at hand: on its side, on the other, or shortened, but never cut.

Owns what happens at the edges of the plot and between neighbours on a line. The side it starts from is the
arrangement's. Knows no colours, no store.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from timeline_app.scene.arrangement import LABEL_CLEARANCE, LABEL_GAP, LEAST_LABEL, Side
from timeline_app.scene.labels import Label

_EDGE: Final = 4.0


class LineMark(Struct, frozen=True, gc=False):
    """A mark on a line with its label to be: its extent in x, unclipped, and the arranged side."""

    row: int
    start: float
    end: float
    side: Side
    label: Label


class Spot(Struct, frozen=True, gc=False):
    """Where a label goes: `room` pixels from `x`; on the left side the text ends at x + room."""

    side: Side
    x: float
    room: float


# Members by name: an enumeration finds each anew, which a crowded frame asks a thousand times.
_RIGHT, _LEFT, _ABOVE, _NONE = Side.RIGHT, Side.LEFT, Side.ABOVE, Side.NONE
_NOWHERE: Final = Spot(_NONE, 0.0, 0.0)


def place_line(marks: Sequence[LineMark], left: float, right: float) -> list[Spot]:
    """Place the labels of one line's visible marks, given in time order, on a plot from left to right."""
    spots: list[Spot] = []
    free_from = left + _EDGE
    last = right - _EDGE
    limits = [min(last, _begin(mark) - LABEL_CLEARANCE) for mark in marks[1:]]
    for mark, free_to in zip(marks, (*limits, last), strict=False):
        x, wanted = max(mark.end + LABEL_GAP, left + _EDGE), mark.label.width
        if mark.side is _RIGHT and free_to - x >= wanted:
            # So it is with most; to look at all sides takes five times as long.
            spot = Spot(_RIGHT, x, wanted)
        else:
            spot = _spot(mark, free_from, free_to, (left, right))
        spots.append(spot)
        taken = spot.x + spot.room if spot.side is _RIGHT else mark.end
        free_from = max(free_from, taken + LABEL_CLEARANCE)
    return spots


def _begin(mark: LineMark) -> float:
    """Return where a mark begins, with its label where that is arranged to its left."""
    return mark.start - LABEL_GAP - mark.label.width if mark.side is _LEFT else mark.start


def _spot(mark: LineMark, free_from: float, free_to: float, plot: tuple[float, float]) -> Spot:
    """Return the first place where the whole label fits, its own side first, else where most of it does."""
    if mark.side is _NONE:
        return _NOWHERE
    label = mark.label
    x = max(mark.end + LABEL_GAP, plot[0] + _EDGE)
    right = (_RIGHT, x, free_to - x, label.width)
    left = (_LEFT, free_from, min(mark.start - LABEL_GAP, plot[1] - _EDGE) - free_from, label.width)
    # Over the visible part of a bar the label slides with the view's left edge.
    x = max(mark.start, plot[0] + _EDGE)
    above = (_ABOVE, x, min(mark.end, plot[1] - _EDGE) - x, label.line_width)
    offers = (right, left, above)
    if mark.side is not _RIGHT:
        offers = (left, right, above) if mark.side is _LEFT else (above, right, left)
    best, most = _NOWHERE, 0.0
    for side, x, room, wanted in offers:
        if room >= wanted:
            # On the left the end of the label stays where it is.
            return Spot(side, x + room - wanted if side is _LEFT else x, wanted)
        if room >= LEAST_LABEL and room > most * wanted:
            best, most = Spot(side, x, room), room / wanted
    return best
