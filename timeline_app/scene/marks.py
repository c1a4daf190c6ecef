"""How a date is drawn: a mark whose shape says how the date is known, to scale.

Owns the language of shapes that the legend explains: disc on that day, hollow bar some time within, filled
bar throughout, fading ends about, dashes uncertain, arrow open, stub with "?" unknown, joined pieces for
sets. Knows no rows, no labels.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from timeline_app.core.columns import Flag
from timeline_app.scene.display import (
    Box,
    Dash,
    FontRole,
    Lines,
    Polygon,
    Primitive,
    Shape,
    TextRun,
    translucent,
)
from timeline_app.scene.measure import TextMeasurer

BAR_HEIGHT: Final = 10.0
DISC: Final = 12.0
"""Diameter of the marker for a day."""
DAY_AS_DISC: Final = 16.0
"""A day wider than this many pixels is drawn as a bar: a disc in its middle would claim noon."""
FADE: Final = 14.0
STUB: Final = 18.0
ARROW: Final = 9.0
_STROKE: Final = 1.5
_MEMBERS: Final = int(Flag.MEMBERS)
_ALL_OF: Final = int(Flag.ALL_OF)
_INSTANT: Final = int(Flag.INSTANT)
_LASTING: Final = int(Flag.LASTING)
_START_OPEN: Final = int(Flag.START_OPEN)
_START_UNKNOWN: Final = int(Flag.START_UNKNOWN)
_START_APPROXIMATE: Final = int(Flag.START_APPROXIMATE)
_END_OPEN: Final = int(Flag.END_OPEN)
_END_UNKNOWN: Final = int(Flag.END_UNKNOWN)
_END_APPROXIMATE: Final = int(Flag.END_APPROXIMATE)
_UNCERTAIN: Final = int(Flag.START_UNCERTAIN | Flag.END_UNCERTAIN)
_FLAGGED_ENDS: Final = int(Flag.START_OPEN | Flag.START_UNKNOWN | Flag.END_OPEN | Flag.END_UNKNOWN)
"""Flags as plain integers: `&` of a Flag makes a new Flag, and a frame asks ten thousand times."""
_ABOUT: Final = 28.0
"""The least width of an approximate mark: room for its ends to fade."""
_HOLLOW_ALPHA: Final = "26"
_UNSURE_ALPHA: Final = "59"
_JOINT_ALPHA: Final = "99"


class MarkX(Struct, frozen=True, gc=False):
    """A date's four bounds in pixels, already clipped to what can be painted, and its flags.

    `pieces` holds the members of a set or a mask with gaps.
    """

    earliest_start: float
    latest_start: float
    earliest_end: float
    latest_end: float
    flags: int
    pieces: tuple[tuple[float, float], ...] = ()


def extent(mark: MarkX, left: float, right: float) -> tuple[float, float]:
    """Return where a mark begins and ends on a plot from `left` to `right`; open sides reach its edge."""
    start, end = mark.earliest_start, mark.latest_end
    least = _least_width(mark)
    if end - start < least:
        middle = (start + end) / 2
        start, end = middle - least / 2, middle + least / 2
    if mark.flags & _START_OPEN:
        start = min(left, start)
    elif mark.flags & _START_UNKNOWN:
        start -= STUB + ARROW
    if mark.flags & _END_OPEN:
        end = max(right, end)
    elif mark.flags & _END_UNKNOWN:
        end += STUB + ARROW
    return start, end


def is_disc(mark: MarkX) -> bool:
    """Tell whether a mark is a day that is too narrow here to be a bar."""
    return mark.flags & (_INSTANT | _LASTING) == _INSTANT and _width(mark) < DAY_AS_DISC


def mark_items(
    mark: MarkX, middle: float, colour: str, plot: Box, measurer: TextMeasurer
) -> tuple[Primitive, ...]:
    """Return the primitives of a mark whose middle line is at y `middle`."""
    if mark.flags & _MEMBERS:
        items = _pieces(mark, middle, colour, plot)
    elif is_disc(mark):
        items = (_disc(mark, middle, colour),)
    elif mark.flags & _LASTING:
        items = _lasting(mark, middle, colour, plot)
    else:
        items = (_within(mark, middle, colour, plot),)
    return items + _ends(mark, middle, colour, plot, measurer) if mark.flags & _FLAGGED_ENDS else items


def _width(mark: MarkX) -> float:
    return mark.latest_end - mark.earliest_start


def _least_width(mark: MarkX) -> float:
    if mark.flags & _LASTING:
        return 6.0
    if mark.flags & _START_APPROXIMATE:
        return _ABOUT
    return DISC if is_disc(mark) else BAR_HEIGHT


def _dash(mark: MarkX) -> Dash:
    return Dash.DASHED if mark.flags & _UNCERTAIN else Dash.SOLID


def _box(start: float, end: float, middle: float, plot: Box) -> Box:
    """Return the bar's box; ends far outside the plot are brought near it, still out of sight."""
    start, end = max(start, plot.x - 100.0), min(end, plot.right + 100.0)
    return Box(start, middle - BAR_HEIGHT / 2, max(end - start, 0.0), BAR_HEIGHT)


def _disc(mark: MarkX, middle: float, colour: str) -> Shape:
    centre = (mark.earliest_start + mark.latest_end) / 2
    dash = _dash(mark)
    if mark.flags & _START_APPROXIMATE:
        fade = _ABOUT * 0.4
        box = Box(centre - _ABOUT / 2, middle - BAR_HEIGHT / 2, _ABOUT, BAR_HEIGHT)
        if dash is Dash.DASHED:
            return Shape(box, 0.0, "", colour, _STROKE, dash, fade, fade)
        return Shape(box, 0.0, colour, fade_left=fade, fade_right=fade)
    box = Box(centre - DISC / 2, middle - DISC / 2, DISC, DISC)
    if dash is Dash.DASHED:
        return Shape(box, DISC / 2, translucent(colour, _HOLLOW_ALPHA), colour, _STROKE, dash)
    return Shape(box, DISC / 2, colour)


def _within(mark: MarkX, middle: float, colour: str, plot: Box) -> Shape:
    start, end = extent(mark, plot.x, plot.right)
    box = _box(start, end, middle, plot)
    fade_left = _fade(mark, _START_APPROXIMATE, end - start, box.x - start)
    fade_right = _fade(mark, _END_APPROXIMATE, end - start, end - box.right)
    radius = BAR_HEIGHT / 2
    fill = translucent(colour, _HOLLOW_ALPHA)
    return Shape(box, radius, fill, colour, _STROKE, _dash(mark), fade_left, fade_right)


def _fade(mark: MarkX, flag: int, width: float, hidden: float) -> float:
    """Return how far an end of a mark fades, less the part of it that is too far off to be drawn.

    A bar that is sure here must not look doubtful because its doubtful end is out of sight.
    """
    return max(min(max(FADE, width * 0.3), width / 3) - hidden, 0.0) if mark.flags & flag else 0.0


def _lasting(mark: MarkX, middle: float, colour: str, plot: Box) -> tuple[Primitive, ...]:
    """Return the sure core solid, and hollow where the start or the end may lie.

    Where start and end may lie in the same stretch nothing is sure, and all is hollow.
    """
    start, end = extent(mark, plot.x, plot.right)
    core_start = start if mark.flags & _START_OPEN else max(mark.latest_start, start)
    core_end = end if mark.flags & _END_OPEN else min(mark.earliest_end, end)
    if mark.earliest_start == mark.latest_start and mark.earliest_end == mark.latest_end:
        core_start, core_end = start, end
    if mark.flags & _START_UNKNOWN:
        start, core_start, core_end = mark.earliest_end, mark.earliest_end - STUB, mark.earliest_end
    if mark.flags & _END_UNKNOWN:
        end, core_start, core_end = mark.latest_start, mark.latest_start, mark.latest_start + STUB
    if core_end <= core_start:
        return (_within(mark, middle, colour, plot),)
    items: list[Primitive] = []
    if start < core_start or end > core_end:
        hull = _box(start, end, middle, plot)
        items.append(Shape(hull, 2.0, translucent(colour, _HOLLOW_ALPHA), colour, _STROKE, _dash(mark)))
    core = _box(core_start, core_end, middle, plot)
    sure = core_end - core_start
    fade_left, fade_right = (
        sure if mark.flags & unknown else _fade(mark, about, sure, hidden)
        for about, unknown, hidden in (
            (_START_APPROXIMATE, _START_UNKNOWN, core.x - core_start),
            (_END_APPROXIMATE, _END_UNKNOWN, core_end - core.right),
        )
    )
    if _dash(mark) is Dash.DASHED:
        fill = translucent(colour, _UNSURE_ALPHA)
        items.append(Shape(core, 1.5, fill, colour, _STROKE, Dash.DASHED, fade_left, fade_right))
    else:
        items.append(Shape(core, 1.5, colour, fade_left=fade_left, fade_right=fade_right))
    return tuple(items)


def _pieces(mark: MarkX, middle: float, colour: str, plot: Box) -> tuple[Primitive, ...]:
    """Return the members of a set joined by a line: solid where all are meant, hollow where one is."""
    line = _box(*extent(mark, plot.x, plot.right), middle, plot)
    items: list[Primitive] = [
        Lines(((line.x, middle, line.right, middle),), translucent(colour, _JOINT_ALPHA))
    ]
    for start, end in mark.pieces:
        centre, half = (start + end) / 2, max(end - start, BAR_HEIGHT) / 2
        box = Box(centre - half, middle - BAR_HEIGHT / 2, 2 * half, BAR_HEIGHT)
        if mark.flags & _ALL_OF:
            items.append(Shape(box, BAR_HEIGHT / 2, colour))
        else:
            fill = translucent(colour, _HOLLOW_ALPHA)
            items.append(Shape(box, BAR_HEIGHT / 2, fill, colour, _STROKE, _dash(mark)))
    return tuple(items)


def _ends(
    mark: MarkX, middle: float, colour: str, plot: Box, measurer: TextMeasurer
) -> tuple[Primitive, ...]:
    """Return the arrow heads of open sides and the question marks of unknown ones."""
    start, end = extent(mark, plot.x, plot.right)
    items: list[Primitive] = []
    for at, direction, is_open, is_unknown in (
        (max(start, plot.x), -1.0, _START_OPEN, _START_UNKNOWN),
        (min(end, plot.right), 1.0, _END_OPEN, _END_UNKNOWN),
    ):
        if mark.flags & is_open:
            tip, back = at, at - direction * ARROW
            items.append(Polygon(((tip, middle), (back, middle - 8.0), (back, middle + 8.0)), colour))
        elif mark.flags & is_unknown:
            width = measurer.width("?", FontRole.DATE)
            left = at - width if direction > 0 else at
            items.append(TextRun(left, middle + 4.0, "?", FontRole.DATE, colour, width))
    return tuple(items)
