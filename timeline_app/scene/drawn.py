"""Events as they stand on one line of the plot: marks and labels become primitives.

Owns where a label stands and its tie to its mark. Which line and side is decided by `arrangement` and
`placing`, the shape of a mark by `marks`, a label's texts by `label_looks`. Knows no lanes.
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
from timeline_app.scene.arrangement import Placement, Side
from timeline_app.scene.display import Box, FontRole, Group, Lines, Primitive, Shape, Stamp, TextRun
from timeline_app.scene.label_looks import ABOVE_RISE, DATE_DROP, TITLE_RISE, LabelLooks
from timeline_app.scene.labels import Label, Labeller
from timeline_app.scene.lit import dimmed
from timeline_app.scene.marks import DISC, MarkX, extent, mark_items
from timeline_app.scene.measure import TextMeasurer
from timeline_app.scene.placing import LineMark, Spot, place_line
from timeline_app.scene.style import Style
from timeline_app.scene.viewport import Viewport

_GLOW: Final = 3.0

# Members by name: an enumeration finds each anew, which a crowded frame asks a thousand times.
_TITLE, _DATE = FontRole.TITLE, FontRole.DATE
_RIGHT, _LEFT, _ABOVE, _NONE = Side.RIGHT, Side.LEFT, Side.ABOVE, Side.NONE
_MEMBERS: Final = int(Flag.MEMBERS)


class Drawn(Struct, frozen=True, gc=False):
    """One event as drawn: the visible box of its mark, the label's texts and box, None without.

    `ground` is the colour behind the label; `light` is what a search has put there, "" without.
    """

    row: int
    mark: Box
    middle: float
    colour: str
    ground: str
    light: str
    side: Side
    label: Box | None
    stamp: Stamp | None
    shape: tuple[Primitive, ...]

    @property
    def box(self) -> Box:
        """Return the box of mark and label together."""
        return self.mark if self.label is None else self.mark.hull(self.label)

    @property
    def runs(self) -> tuple[TextRun, ...]:
        """Return the label's texts, the title first."""
        items = self.stamp.items if self.stamp is not None else ()
        return tuple(item for item in items if isinstance(item, TextRun))

    @property
    def group(self) -> Group:
        """Return the primitives in drawing order."""
        name = f"event {self.row}"
        if self.label is None or self.stamp is None:
            return Group(name, self.shape)
        tie = () if self.side is _ABOVE else (self._tie(self.label),)
        # Behind the label of an event that a search has found.
        glow = (Shape(self.label.grown(_GLOW), _GLOW, self.light),) if self.light else ()
        return Group(name, (*glow, *self.shape, *tie, self.stamp))

    def _tie(self, label: Box) -> Lines:
        """Return the short line that ties a label to its mark."""
        if self.side is _RIGHT:
            ends = (self.mark.x + self.mark.width + 1.0, label.x - 2.0)
        else:
            ends = (label.x + label.width + 2.0, self.mark.x - 1.0)
        return Lines(((ends[0], self.middle, ends[1], self.middle),), self.colour)


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
    looks: LabelLooks
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
        plot, side = self.plot, spot.side
        start, end = max(on_line.start, plot.x), min(on_line.end, plot.x + plot.width)
        if side is _ABOVE:
            # The title stands as high as others do on their lines, so that it stays off the line above.
            middle += ABOVE_RISE - TITLE_RISE
        label, stamp = None, None
        if side is not _NONE:
            look = self.looks.look(on_line.label, side, spot.room, (ink.title, ink.colour))
            x = float(round(spot.x + spot.room if side is _LEFT else spot.x))
            top, bottom = self.heights[side is _ABOVE]
            label = Box(x + look.left, middle + top, look.width, bottom - top)
            stamp = Stamp(x, middle, look.look)
        return Drawn(
            row=on_line.row,
            mark=Box(start, middle - DISC / 2, max(end - start, 0.0), DISC),
            middle=middle,
            colour=ink.colour,
            ground=ink.light or ink.ground,
            light=ink.light,
            side=side,
            label=label,
            stamp=stamp,
            shape=mark_items(mark, middle, ink.colour, plot, self.labeller.measurer),
        )


def label_heights(measurer: TextMeasurer) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where a label begins and ends, from the middle of its mark: beside it, and above it."""

    def between(title: float, date: float) -> tuple[float, float]:
        tops = [(title - measurer.ascent(_TITLE), _TITLE), (date - measurer.ascent(_DATE), _DATE)]
        return min(tops)[0], max(top + measurer.line_height(role) for top, role in tops)

    return between(-TITLE_RISE, DATE_DROP), between(-ABOVE_RISE, -ABOVE_RISE)
