"""Where a label is drawn in the view at hand: on its side, on the other, or shortened, but never cut.

Owns what happens at the edges of the plot and between neighbours on a line. The side it starts from is the
arrangement's. Knows no colours, no store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from timeline_app.scene.arrangement import LABEL_CLEARANCE, LABEL_GAP, LEAST_LABEL, Side
from timeline_app.scene.labels import Label

_EDGE: Final = 4.0


@dataclass(frozen=True, slots=True)
class LineMark:
    """A mark on a line with its label to be: its extent in x, unclipped, and the arranged side."""

    row: int
    start: float
    end: float
    side: Side
    label: Label


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label goes: `room` pixels from `x`; on the left side the text ends at x + room."""

    side: Side
    x: float
    room: float


_NOWHERE: Final = Spot(Side.NONE, 0.0, 0.0)


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
        taken = spot.x + spot.room if spot.side is Side.RIGHT else mark.end
        free_from = max(free_from, taken + LABEL_CLEARANCE)
    return spots


def _begin(mark: LineMark) -> float:
    """Return where a mark begins, with its label where that is arranged to its left."""
    reach = LABEL_GAP + mark.label.width if mark.side is Side.LEFT else 0.0
    return mark.start - reach


def _spot(mark: LineMark, free_from: float, free_to: float, plot: tuple[float, float]) -> Spot:
    if mark.side is Side.NONE:
        return _NOWHERE
    offers = {
        Side.RIGHT: _right(mark, free_to, plot),
        Side.LEFT: _left(mark, free_from, plot),
        Side.ABOVE: _above(mark, plot),
    }
    # A shortened label is the last resort: first every side where the whole one fits.
    order = sorted(offers, key=lambda side: side is not mark.side)
    for side in order:
        if offers[side].room >= _wanted(mark.label, side):
            return _trimmed(offers[side], _wanted(mark.label, side))
    best = max(order, key=lambda side: offers[side].room / _wanted(mark.label, side))
    return offers[best] if offers[best].room >= LEAST_LABEL else _NOWHERE


def _wanted(label: Label, side: Side) -> float:
    return label.line_width if side is Side.ABOVE else label.width


def _right(mark: LineMark, free_to: float, plot: tuple[float, float]) -> Spot:
    x = max(mark.end + LABEL_GAP, plot[0] + _EDGE)
    return Spot(Side.RIGHT, x, free_to - x)


def _left(mark: LineMark, free_from: float, plot: tuple[float, float]) -> Spot:
    end = min(mark.start - LABEL_GAP, plot[1] - _EDGE)
    return Spot(Side.LEFT, free_from, end - free_from)


def _above(mark: LineMark, plot: tuple[float, float]) -> Spot:
    """Return the room over the visible part of a bar; the label slides with the view's left edge."""
    start, end = max(mark.start, plot[0] + _EDGE), min(mark.end, plot[1] - _EDGE)
    return Spot(Side.ABOVE, start, end - start)


def _trimmed(spot: Spot, width: float) -> Spot:
    """Return the spot cut down to what the label takes."""
    if spot.side is Side.LEFT:
        return Spot(spot.side, spot.x + spot.room - width, width)
    return Spot(spot.side, spot.x, width)
