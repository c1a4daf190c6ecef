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
    for index, mark in enumerate(marks):
        free_to = right - _EDGE
        if index + 1 < len(marks):
            free_to = min(free_to, _begin(marks[index + 1]) - LABEL_CLEARANCE)
        spot = _spot(mark, free_from, free_to, (left, right))
        spots.append(spot)
        taken = spot.x + spot.room if spot.side is _RIGHT else mark.end
        free_from = max(free_from, taken + LABEL_CLEARANCE)
    return spots


def _begin(mark: LineMark) -> float:
    """Return where a mark begins, with its label where that is arranged to its left."""
    reach = LABEL_GAP + mark.label.width if mark.side is _LEFT else 0.0
    return mark.start - reach


def _spot(mark: LineMark, free_from: float, free_to: float, plot: tuple[float, float]) -> Spot:
    """Return the first place where the whole label fits, its own side first, else where most of it does."""
    if mark.side is _NONE:
        return _NOWHERE
    offers = [_right(mark, free_to, plot)]
    if mark.side is not _RIGHT or offers[0].room < offers[0].wanted:
        offers += (_left(mark, free_from, plot), _above(mark, plot))
        if mark.side is not _RIGHT:
            offers.sort(key=lambda offer: offer.side is not mark.side)
    for offer in offers:
        if offer.room >= offer.wanted:
            # On the left the end of the label stays where it is.
            x = offer.x + offer.room - offer.wanted if offer.side is _LEFT else offer.x
            return Spot(offer.side, x, offer.wanted)
    best = max(offers, key=lambda offer: offer.room / offer.wanted)
    return Spot(best.side, best.x, best.room) if best.room >= LEAST_LABEL else _NOWHERE


class _Offer(Struct, frozen=True, gc=False):
    """The room on one side, and what the whole label wants."""

    side: Side
    x: float
    room: float
    wanted: float


def _right(mark: LineMark, free_to: float, plot: tuple[float, float]) -> _Offer:
    x = max(mark.end + LABEL_GAP, plot[0] + _EDGE)
    return _Offer(_RIGHT, x, free_to - x, mark.label.width)


def _left(mark: LineMark, free_from: float, plot: tuple[float, float]) -> _Offer:
    end = min(mark.start - LABEL_GAP, plot[1] - _EDGE)
    return _Offer(_LEFT, free_from, end - free_from, mark.label.width)


def _above(mark: LineMark, plot: tuple[float, float]) -> _Offer:
    """Return the room over the visible part of a bar; the label slides with the view's left edge."""
    start, end = max(mark.start, plot[0] + _EDGE), min(mark.end, plot[1] - _EDGE)
    return _Offer(_ABOVE, start, end - start, mark.label.line_width)
