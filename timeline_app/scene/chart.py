"""The chart: lanes, marks, labels and axis of a store in a viewport, as a display list.

Owns the composition of the plot and the account of what it shows. The geometry of each part is its own
module's. Knows no Qt and no selection (see `overlay`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import Final

import numpy as np

from timeline_app.core.columns import Int64Column
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore
from timeline_app.core.text import one_line
from timeline_app.scene.arrangement import MOST_LABELLED, MOST_LINES, Arrangement, Arranger
from timeline_app.scene.axis import axis_group, axis_of, gridlines
from timeline_app.scene.counts import ViewCounts
from timeline_app.scene.display import Box, FontRole, Group, Primitive, Rects, TextRun
from timeline_app.scene.drawn import Drawn, LineDrawing
from timeline_app.scene.frame import Frame
from timeline_app.scene.labels import Labeller
from timeline_app.scene.lanes import STRIP_HEIGHT, Lane, LaneStack, least_height, lines_within, stack_lanes
from timeline_app.scene.measure import TextMeasurer, elided
from timeline_app.scene.strip import strip_rects
from timeline_app.scene.style import Style, category_colour
from timeline_app.scene.viewport import Viewport

_ROOMY: Final = 700.0
"""Height of a plot whose lines a figure without a height of its own gets for a large store."""
_NAME_INSET: Final = 20.0
_NAME_BASELINE: Final = 25.0
_POINTED: Final = 3.0
"""Pixels around an event that count as it when they are pointed at."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A composed chart: groups in drawing order, what was drawn of each row, and where the lanes stand.

    `drawn` holds the events on lines that are not scrolled away; others in view are in a lane's strip, or
    above or below.
    """

    frame: Frame
    groups: tuple[Group, ...]
    drawn: dict[int, Drawn]
    counts: ViewCounts
    arrangement: Arrangement
    stack: LaneStack
    scroll: float

    def row_at(self, x: float, y: float) -> int | None:
        """Return the row of the event that is pointed at, the one drawn last where several are."""
        pointed = (one for one in reversed(self.drawn.values()) if one.box.grown(_POINTED).contains(x, y))
        event = next(pointed, None)
        return None if event is None else event.row

    def stripe_of(self, row: int, category_code: int) -> tuple[float, float]:
        """Return the top and the bottom of an event's line from the top of all lanes, scrolled away or not.

        An event without a line stands at the foot of its lane, in the strip.
        """
        for lane, arranged in zip(self.stack.lanes, self.arrangement.lanes, strict=True):
            if lane.category_code != category_code:
                continue
            for number, line in enumerate(arranged.lines):
                if any(placement.row == row for placement in line):
                    top = lane.top + lane.first_line + number * self.stack.pitch
                    return top, top + self.stack.pitch
            return lane.top + lane.height - STRIP_HEIGHT, lane.top + lane.height
        raise KeyError(category_code)


class ChartComposer:
    """Composes charts in one language with one measurer; keeps labels and arrangements between them."""

    def __init__(self, language: Language, measurer: TextMeasurer) -> None:
        self.language = language
        self.measurer = measurer
        self.labeller = Labeller(language, measurer)
        self._arranger = Arranger(self.labeller)

    def frame(self, store: EventStore, area: Box) -> Frame:
        """Divide an area into gutter, plot and axis for a store's lane names."""
        names = (self._lane_name(store, code) for code in range(len(store.categories)))
        widest = max((self.measurer.width(name, FontRole.LANE) for name in names), default=0.0)
        return Frame.within(area, widest)

    def compose(
        self, store: EventStore, viewport: Viewport, frame: Frame, style: Style, scroll: float | None = 0.0
    ) -> Chart:
        """Compose the chart of a viewport as wide as the plot; `scroll` None is for what cannot be scrolled.

        A number is brought into range; with None no event is drawn that the plot's edge would cut.
        """
        rows = store.rows_in(viewport.span)
        arrangement = self._arranger.arrange(store, viewport, _most_lines(store, frame.plot.height))
        placed, loose = _divided(store, rows, arrangement)
        stack = stack_lanes(arrangement, _categories(store, loose), frame.plot.height)
        offset = stack.scrolled(scroll or 0.0, frame.plot.height)
        view = _View(store, viewport, frame, style, offset)
        drawn = self._draw_lines(view, arrangement, stack, frozenset(placed.tolist()))
        whole = {row: one for row, one in drawn.items() if view.holds(one.box)}
        if scroll is None:
            drawn = whole
        axis = axis_of(viewport, self.language, self.measurer)
        groups = (
            Group("bands", _bands(view, stack), frame.lanes),
            gridlines(axis, frame.plot, style),
            Group("strips", _strips(view, stack, loose), frame.plot),
            Group("events", tuple(one.group for one in drawn.values()), frame.plot),
            Group("lane names", self._lane_names(view, stack), frame.gutter),
            axis_group(axis, frame.axis, style, self.measurer),
        )
        seen = view.strips_in_sight(stack)
        in_strips = sum(int(np.count_nonzero(store.columns.category_code[loose] == code)) for code in seen)
        counts = _counted(len(store), len(rows), in_strips, whole)
        return Chart(frame, groups, drawn, counts, arrangement, stack, offset)

    def least_height(self, store: EventStore, viewport: Viewport) -> float:
        """Return the height of a plot that shows all lanes without scrolling."""
        arrangement = self._arranger.arrange(store, viewport, _most_lines(store, _ROOMY))
        _, loose = _divided(store, store.rows_in(viewport.span), arrangement)
        return least_height(arrangement, _categories(store, loose))

    def _draw_lines(
        self, view: _View, arrangement: Arrangement, stack: LaneStack, in_view: frozenset[int]
    ) -> dict[int, Drawn]:
        drawing = LineDrawing(view.store, view.viewport, view.frame.plot, view.style, self.labeller)
        drawn: dict[int, Drawn] = {}
        grounds = cycle((view.style.paper, view.style.band))
        for lane, arranged, ground in zip(stack.lanes, arrangement.lanes, grounds, strict=False):
            colour = view.colour(lane.category_code)
            for number, line in enumerate(arranged.lines):
                middle = view.top(lane) + lane.first_line + (number + 0.5) * stack.pitch
                seen = [placement for placement in line if placement.row in in_view]
                if seen and view.shows(middle - stack.pitch / 2, stack.pitch):
                    drawn.update((one.row, one) for one in drawing.drawn(seen, middle, colour, ground))
        return drawn

    def _lane_names(self, view: _View, stack: LaneStack) -> tuple[Primitive, ...]:
        """Return the lanes' names; one whose top is scrolled away stays in sight while its lane does."""
        gutter = view.frame.gutter
        runs = []
        for lane in stack.lanes:
            top = view.top(lane)
            if not view.shows(top, lane.height):
                continue
            name = self._lane_name(view.store, lane.category_code)
            text = elided(name, FontRole.LANE, gutter.width - _NAME_INSET - 8.0, self.measurer)
            baseline = min(max(top, gutter.y) + _NAME_BASELINE, top + lane.height - 8.0)
            colour = view.colour(lane.category_code)
            width = self.measurer.width(text, FontRole.LANE)
            runs.append(TextRun(gutter.x + _NAME_INSET, baseline, text, FontRole.LANE, colour, width))
        return tuple(runs)

    def _lane_name(self, store: EventStore, code: int) -> str:
        return one_line(store.categories[code].label.in_language(self.language.code))


def _categories(store: EventStore, rows: Int64Column) -> frozenset[int]:
    return frozenset(np.flatnonzero(np.bincount(store.columns.category_code[rows])).tolist())


def _divided(
    store: EventStore, rows: Int64Column, arrangement: Arrangement
) -> tuple[Int64Column, Int64Column]:
    """Return those of the rows that have a line, and those that have none."""
    among = np.zeros(len(store), np.bool_)
    among[rows] = True
    placed = arrangement.placed[among[arrangement.placed]]
    among[placed] = False
    return placed, np.flatnonzero(among)


def _most_lines(store: EventStore, height: float) -> int:
    """Return how many lines a lane may have: those of a large store share the height with their strips."""
    if len(store) <= MOST_LABELLED:
        return MOST_LINES
    return lines_within(height, len(store.index.filled))


def _counted(total: int, in_view: int, in_strips: int, whole: dict[int, Drawn]) -> ViewCounts:
    """Count what is seen; an event that the plot's edge cuts still needs scrolling."""
    labelled = sum(one.label is not None for one in whole.values())
    return ViewCounts(
        total=total,
        in_view=in_view,
        labelled=labelled,
        marked_only=len(whole) - labelled + in_strips,
        scrolled_away=in_view - len(whole) - in_strips,
    )


@dataclass(frozen=True, slots=True)
class _View:
    """What one composition looks at."""

    store: EventStore
    viewport: Viewport
    frame: Frame
    style: Style
    scroll: float

    def colour(self, code: int) -> str:
        return category_colour(self.style, self.store.categories[code], code)

    def top(self, lane: Lane) -> float:
        """Return the y of a lane's top in the scene."""
        return self.frame.plot.y + lane.top - self.scroll

    def strip_top(self, lane: Lane) -> float:
        """Return the y of a lane's strip in the scene."""
        return self.top(lane) + lane.height - STRIP_HEIGHT

    def strips_in_sight(self, stack: LaneStack) -> list[int]:
        """Return the categories whose lane's foot, where its strip stands, is in the plot."""
        return [
            lane.category_code
            for lane in stack.lanes
            if self.frame.plot.y <= self.strip_top(lane)
            and self.top(lane) + lane.height <= self.frame.plot.bottom + 0.5
        ]

    def shows(self, y: float, height: float) -> bool:
        """Tell whether a horizontal stripe touches the plot."""
        return y < self.frame.plot.bottom and y + height > self.frame.plot.y

    def holds(self, box: Box) -> bool:
        """Tell whether no part of a box is above or below the plot."""
        return self.frame.plot.y <= box.y and box.bottom <= self.frame.plot.bottom


def _bands(view: _View, stack: LaneStack) -> tuple[Primitive, ...]:
    """Return the backgrounds of every other lane."""
    lanes = view.frame.lanes
    boxes = tuple(Box(lanes.x, view.top(lane), lanes.width, lane.height) for lane in stack.lanes[1::2])
    return (Rects(boxes, view.style.band),) if boxes else ()


def _strips(view: _View, stack: LaneStack, loose: Int64Column) -> tuple[Primitive, ...]:
    """Return the strips of the events in view that found no line."""
    store, viewport, plot = view.store, view.viewport, view.frame.plot
    if not len(loose):
        return ()
    codes = store.columns.category_code[loose]
    starts = viewport.to_xs(store.columns.earliest_start[loose], store.unit) + plot.x
    ends = viewport.to_xs(store.columns.latest_end[loose], store.unit) + plot.x
    items: list[Primitive] = []
    for lane in stack.lanes:
        mine = codes == lane.category_code
        if mine.any():
            area = Box(plot.x, view.strip_top(lane), plot.width, STRIP_HEIGHT - 4.0)
            items.extend(strip_rects(starts[mine], ends[mine], area, view.colour(lane.category_code)))
    return tuple(items)
