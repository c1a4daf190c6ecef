"""Events as they stand on one line of the plot: marks and labels become primitives.

Owns the look of a label and its tie to its mark. Which line and side is decided by `arrangement` and
`placing`, the shape of a mark by `marks`. Knows no lanes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from timeline_app.core.columns import Flag
from timeline_app.core.store import EventStore
from timeline_app.scene.arrangement import LEAST_LABEL, Placement, Side
from timeline_app.scene.display import Box, FontRole, Group, Lines, Primitive, TextRun
from timeline_app.scene.labels import DATE_GAP, Label, Labeller
from timeline_app.scene.marks import DISC, MarkX, extent, mark_items
from timeline_app.scene.measure import TextMeasurer, elided
from timeline_app.scene.placing import LineMark, Spot, place_line
from timeline_app.scene.style import Style
from timeline_app.scene.viewport import Viewport

TITLE_RISE: Final = 2.0
"""How far a title's baseline stands above the middle of its line, beside a mark."""
DATE_DROP: Final = 13.0
"""How far a date's baseline stands below it."""
ABOVE_RISE: Final = 9.0
"""How far the baseline of a label above its bar stands above the middle."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One event as drawn: the visible box of its mark, the label's text runs and box, None without.

    `ground` is the colour behind it.
    """

    row: int
    mark: Box
    middle: float
    colour: str
    ground: str
    side: Side
    label: Box | None
    runs: tuple[TextRun, ...]
    shape: tuple[Primitive, ...]

    @property
    def box(self) -> Box:
        """Return the box of mark and label together."""
        return self.mark if self.label is None else self.mark.hull(self.label)

    @property
    def group(self) -> Group:
        """Return the primitives in drawing order."""
        return Group(f"event {self.row}", self.shape + self._tie() + self.runs)

    def _tie(self) -> tuple[Primitive, ...]:
        """Return the short line that ties a label to its mark."""
        if self.label is None or self.side is Side.ABOVE:
            return ()
        if self.side is Side.RIGHT:
            ends = (self.mark.right + 1.0, self.label.x - 2.0)
        else:
            ends = (self.label.right + 2.0, self.mark.x - 1.0)
        return (Lines(((ends[0], self.middle, ends[1], self.middle),), self.colour),)


@dataclass(frozen=True, slots=True)
class LineDrawing:
    """Draws lines of events of a store in a viewport on a plot."""

    store: EventStore
    viewport: Viewport
    plot: Box
    style: Style
    labeller: Labeller

    def drawn(self, placements: Sequence[Placement], middle: float, colour: str, ground: str) -> list[Drawn]:
        """Return a line's events, all of them in view and in time order, drawn at y `middle` on a ground."""
        marks = self._marks([placement.row for placement in placements])
        left, right = self.plot.x, self.plot.right
        line = [
            LineMark(placement.row, *extent(mark, left, right), placement.side, self._label(placement.row))
            for placement, mark in zip(placements, marks, strict=True)
        ]
        spots = place_line(line, left, right)
        return [
            self._draw(mark, on_line, spot, middle, (colour, ground))
            for mark, on_line, spot in zip(marks, line, spots, strict=True)
        ]

    def _label(self, row: int) -> Label:
        return self.labeller.label(self.store, row)

    def _marks(self, rows: Sequence[int]) -> list[MarkX]:
        """Return the rows' bounds in pixels of the scene."""
        store = self.store
        index = np.asarray(rows, np.int64)
        bounds = (
            store.columns.earliest_start,
            store.columns.latest_start,
            store.columns.earliest_end,
            store.columns.latest_end,
        )
        xs = [(self.viewport.to_xs(bound[index], store.unit) + self.plot.x).tolist() for bound in bounds]
        return [
            MarkX(es, ls, ee, le, int(store.columns.flags[row]), self._pieces(row))
            for row, es, ls, ee, le in zip(rows, *xs, strict=True)
        ]

    def _pieces(self, row: int) -> tuple[tuple[float, float], ...]:
        if not self.store.columns.flags[row] & Flag.MEMBERS:
            return ()
        to_x, x = self.viewport.to_x, self.plot.x
        return tuple((to_x(span.start) + x, to_x(span.end) + x) for span in self.store.members(row))

    def _draw(
        self, mark: MarkX, on_line: LineMark, spot: Spot, middle: float, colours: tuple[str, str]
    ) -> Drawn:
        measurer = self.labeller.measurer
        colour, ground = colours
        start, end = max(on_line.start, self.plot.x), min(on_line.end, self.plot.right)
        if spot.side is Side.ABOVE:
            # The title stands as high as others do on their lines, so that it stays off the line above.
            middle += ABOVE_RISE - TITLE_RISE
        runs = label_runs(on_line.label, spot, middle, (self.style.ink, colour), measurer)
        return Drawn(
            row=on_line.row,
            mark=Box(start, middle - DISC / 2, max(end - start, 0.0), DISC),
            middle=middle,
            colour=colour,
            ground=ground,
            side=spot.side,
            label=label_box(runs, measurer),
            runs=runs,
            shape=mark_items(mark, middle, colour, self.plot, measurer),
        )


def label_runs(
    label: Label, spot: Spot, middle: float, inks: tuple[str, str], measurer: TextMeasurer
) -> tuple[TextRun, ...]:
    """Return a label's text at a spot, each line shortened to the room; () where it goes nowhere."""
    if spot.side is Side.NONE:
        return ()
    # As the title is wider when it is selected, it is shortened to what then fits.
    title = elided(label.title, FontRole.TITLE_SELECTED, spot.room, measurer)
    title_width = measurer.width(title, FontRole.TITLE)
    if spot.side is Side.ABOVE:
        return _one_line(label, title, spot, middle - ABOVE_RISE, inks, measurer)
    date = elided(label.date, FontRole.DATE, spot.room, measurer)
    date_width = measurer.width(date, FontRole.DATE)
    right = spot.x + spot.room
    title_x, date_x = (
        (spot.x, spot.x) if spot.side is Side.RIGHT else (right - title_width, right - date_width)
    )
    return (
        TextRun(title_x, middle - TITLE_RISE, title, FontRole.TITLE, inks[0], title_width),
        TextRun(date_x, middle + DATE_DROP, date, FontRole.DATE, inks[1], date_width),
    )


def _one_line(
    label: Label, title: str, spot: Spot, baseline: float, inks: tuple[str, str], measurer: TextMeasurer
) -> tuple[TextRun, ...]:
    """Return title and date side by side; the date gives way first."""
    title_width = measurer.width(title, FontRole.TITLE)
    most = measurer.width(title, FontRole.TITLE_SELECTED)
    run = TextRun(spot.x, baseline, title, FontRole.TITLE, inks[0], title_width)
    date_x = spot.x + title_width + DATE_GAP
    date = elided(label.date, FontRole.DATE, spot.room - most - DATE_GAP, measurer)
    width = measurer.width(date, FontRole.DATE)
    if width < min(LEAST_LABEL, label.date_width):
        return (run,)
    return run, TextRun(date_x, baseline, date, FontRole.DATE, inks[1], width)


def label_box(runs: Sequence[TextRun], measurer: TextMeasurer) -> Box | None:
    """Return the box around text runs, None around none."""
    boxes = [
        Box(run.x, run.baseline - measurer.ascent(run.role), run.width, measurer.line_height(run.role))
        for run in runs
    ]
    if not boxes:
        return None
    hull = boxes[0]
    for box in boxes[1:]:
        hull = hull.hull(box)
    return hull
