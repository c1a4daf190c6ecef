"""Events as they stand on one line of the plot: marks and labels become primitives.

Owns the look of a label and its tie to its mark. Which line and side is decided by `arrangement` and
`placing`, the shape of a mark by `marks`. Knows no lanes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from timeline_app.core.columns import Flag
from timeline_app.core.store import EventStore
from timeline_app.scene.arrangement import LEAST_LABEL, Placement, Side
from timeline_app.scene.display import Box, FontRole, Group, Lines, Primitive, Shape, TextRun
from timeline_app.scene.labels import DATE_GAP, Label, Labeller
from timeline_app.scene.lit import dimmed
from timeline_app.scene.marks import DISC, MarkX, extent, mark_items
from timeline_app.scene.measure import TextMeasurer, elided
from timeline_app.scene.placing import LineMark, Spot, place_line
from timeline_app.scene.style import Style
from timeline_app.scene.viewport import Viewport

TITLE_RISE: Final = 2.0
"""How far a title's baseline stands above the middle of its line, beside a mark."""
DATE_DROP: Final = 13.0
"""How far a date's baseline stands below it."""
_GLOW: Final = 3.0
ABOVE_RISE: Final = 9.0
"""How far the baseline of a label above its bar stands above the middle."""


# Members by name: an enumeration finds each anew, which a crowded frame asks a thousand times.
_TITLE, _SELECTED, _DATE = FontRole.TITLE, FontRole.TITLE_SELECTED, FontRole.DATE
_RIGHT, _ABOVE, _NONE = Side.RIGHT, Side.ABOVE, Side.NONE
_MEMBERS: Final = int(Flag.MEMBERS)


class Drawn(Struct, frozen=True, gc=False):
    """One event as drawn: the visible box of its mark, the label's text runs and box, None without.

    `box` is that of mark and label together, `ground` the colour behind the label; `light` is what a search
    has put there, "" without.
    """

    row: int
    mark: Box
    box: Box
    middle: float
    colour: str
    ground: str
    light: str
    side: Side
    label: Box | None
    runs: tuple[TextRun, ...]
    shape: tuple[Primitive, ...]

    @property
    def group(self) -> Group:
        """Return the primitives in drawing order."""
        return Group(f"event {self.row}", self._glow() + self.shape + self._tie() + self.runs)

    def _glow(self) -> tuple[Primitive, ...]:
        """Return the light behind the label of an event that a search has found."""
        if not self.light or self.label is None:
            return ()
        return (Shape(self.label.grown(_GLOW), _GLOW, self.light),)

    def _tie(self) -> tuple[Primitive, ...]:
        """Return the short line that ties a label to its mark."""
        if self.label is None or self.side is _ABOVE:
            return ()
        if self.side is _RIGHT:
            ends = (self.mark.right + 1.0, self.label.x - 2.0)
        else:
            ends = (self.label.right + 2.0, self.mark.x - 1.0)
        return (Lines(((ends[0], self.middle, ends[1], self.middle),), self.colour),)


class LineInk(Struct, frozen=True, gc=False):
    """The colours of marks and dates, of titles, and of the ground behind them; "" where nothing is lit."""

    colour: str
    title: str
    ground: str
    light: str = ""

    def lit(self, light: str) -> LineInk:
        """Return the ink of events that a search has found, over a light."""
        return LineInk(self.colour, self.title, self.ground, light)

    def dimmed(self) -> LineInk:
        """Return the ink of events that a search has not found."""
        return LineInk(dimmed(self.colour, self.ground), dimmed(self.title, self.ground), self.ground)


@dataclass(frozen=True, slots=True)
class LineDrawing:
    """Draws lines of events of a store in a viewport on a plot."""

    store: EventStore
    viewport: Viewport
    plot: Box
    style: Style
    labeller: Labeller
    heights: tuple[tuple[float, float], tuple[float, float]]
    """What `label_heights` gives for the labeller's measurer."""
    lit: npt.NDArray[np.bool_] | None = None
    """The rows that a search has found, as a mask."""

    def marks(self, rows: Sequence[int]) -> dict[int, MarkX]:
        """Return the bounds of rows in pixels of the scene."""
        held, index = self.store.columns, np.asarray(rows, np.int64)
        bounds = (held.earliest_start, held.latest_start, held.earliest_end, held.latest_end)
        four = np.stack([bound[index] for bound in bounds])
        xs = (self.viewport.to_xs(four, self.store.unit) + self.plot.x).tolist()
        flags = held.flags[index].tolist()
        return {
            row: MarkX(es, ls, ee, le, flag, self._pieces(row) if flag & _MEMBERS else ())
            for row, es, ls, ee, le, flag in zip(rows, *xs, flags, strict=True)
        }

    def drawn(
        self, placements: Sequence[Placement], marks: Mapping[int, MarkX], middle: float, ink: LineInk
    ) -> list[Drawn]:
        """Return a line's events, all of them in view and in time order, drawn at y `middle`.

        Where a search has lit some, the others step back.
        """
        left, right = self.plot.x, self.plot.right
        line = [
            LineMark(
                placement.row,
                *extent(marks[placement.row], left, right),
                placement.side,
                self._label(placement.row),
            )
            for placement in placements
        ]
        spots = place_line(line, left, right)
        if self.lit is None:
            return [
                self._draw(marks[mark.row], mark, spot, middle, ink)
                for mark, spot in zip(line, spots, strict=True)
            ]
        inks, lit = (ink.dimmed(), ink.lit(self.style.found)), self.lit[[mark.row for mark in line]]
        return [
            self._draw(marks[mark.row], mark, spot, middle, inks[is_lit])
            for mark, spot, is_lit in zip(line, spots, lit.tolist(), strict=True)
        ]

    def _label(self, row: int) -> Label:
        return self.labeller.label(self.store, row)

    def _pieces(self, row: int) -> tuple[tuple[float, float], ...]:
        to_x, x = self.viewport.to_x, self.plot.x
        return tuple((to_x(span.start) + x, to_x(span.end) + x) for span in self.store.members(row))

    def _draw(self, mark: MarkX, on_line: LineMark, spot: Spot, middle: float, ink: LineInk) -> Drawn:
        start, end = max(on_line.start, self.plot.x), min(on_line.end, self.plot.right)
        if spot.side is _ABOVE:
            # The title stands as high as others do on their lines, so that it stays off the line above.
            middle += ABOVE_RISE - TITLE_RISE
        runs = label_runs(on_line.label, spot, middle, (ink.title, ink.colour), self.labeller)
        label = self._label_box(runs, middle, above=spot.side is _ABOVE)
        box = Box(start, middle - DISC / 2, max(end - start, 0.0), DISC)
        return Drawn(
            row=on_line.row,
            mark=box,
            box=box if label is None else box.hull(label),
            middle=middle,
            colour=ink.colour,
            ground=ink.light or ink.ground,
            light=ink.light,
            side=spot.side,
            label=label,
            runs=runs,
            shape=mark_items(mark, middle, ink.colour, self.plot, self.labeller.measurer),
        )

    def _label_box(self, runs: tuple[TextRun, ...], middle: float, *, above: bool) -> Box | None:
        """Return the box around a label's text, None where it has none."""
        if not runs:
            return None
        top, bottom = self.heights[above]
        first, last = runs[0], runs[-1]
        left = min(last.x, first.x)
        return Box(left, middle + top, max(first.x + first.width, last.x + last.width) - left, bottom - top)


def label_heights(measurer: TextMeasurer) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where a label begins and ends, from the middle of its mark: beside it, and above it."""

    def between(title: float, date: float) -> tuple[float, float]:
        tops = [(title - measurer.ascent(_TITLE), _TITLE), (date - measurer.ascent(_DATE), _DATE)]
        return min(tops)[0], max(top + measurer.line_height(role) for top, role in tops)

    return between(-TITLE_RISE, DATE_DROP), between(-ABOVE_RISE, -ABOVE_RISE)


def label_runs(
    label: Label, spot: Spot, middle: float, inks: tuple[str, str], labeller: Labeller
) -> tuple[TextRun, ...]:
    """Return a label's text at a spot, each line shortened to the room; () where it goes nowhere.

    Texts begin on whole pixels, where they can be painted from memory.
    """
    if spot.side is _NONE:
        return ()
    if spot.side is _ABOVE:
        return _one_line(label, spot, middle - ABOVE_RISE, inks, labeller.measurer)
    fitted = labeller.fitted(label, spot.room)
    title_x = date_x = float(round(spot.x))
    if spot.side is not _RIGHT:
        right = spot.x + spot.room
        title_x, date_x = float(round(right - fitted.title_width)), float(round(right - fitted.date_width))
    return (
        TextRun(title_x, middle - TITLE_RISE, fitted.title, _TITLE, inks[0], fitted.title_width),
        TextRun(date_x, middle + DATE_DROP, fitted.date, _DATE, inks[1], fitted.date_width),
    )


def _one_line(
    label: Label, spot: Spot, baseline: float, inks: tuple[str, str], measurer: TextMeasurer
) -> tuple[TextRun, ...]:
    """Return title and date side by side; the date gives way first."""
    title = elided(label.title, _SELECTED, spot.room, measurer)
    title_width = measurer.width(title, _TITLE)
    most = measurer.width(title, _SELECTED)
    x = float(round(spot.x))
    run = TextRun(x, baseline, title, _TITLE, inks[0], title_width)
    date_x = float(round(x + title_width + DATE_GAP))
    date = elided(label.date, _DATE, spot.room - most - DATE_GAP, measurer)
    width = measurer.width(date, _DATE)
    if width < min(LEAST_LABEL, label.date_width):
        return (run,)
    return run, TextRun(date_x, baseline, date, _DATE, inks[1], width)
