"""The chart: lanes, marks, labels and axis of a store in a viewport, as a display list.

Owns the composition of the plot and the account of what it shows. The geometry of each part is its own
module's. Knows no Qt and no selection (see `overlay`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import Final

from timeline_app.core.language import Language
from timeline_app.core.store import EventStore
from timeline_app.core.text import one_line
from timeline_app.scene.arrangement import Arrangement, Placement, Side
from timeline_app.scene.arranger import Arranger
from timeline_app.scene.axis import axis_group, axis_of, gridlines
from timeline_app.scene.beads import Beads
from timeline_app.scene.clusters import Cluster
from timeline_app.scene.counts import ViewCounts
from timeline_app.scene.crowd import Crowd
from timeline_app.scene.display import Box, FontRole, Group, Primitive, Rects, TextRun
from timeline_app.scene.drawn import Drawn, LineDrawing, LineInk, label_heights
from timeline_app.scene.frame import Frame
from timeline_app.scene.label_looks import LabelLooks
from timeline_app.scene.labels import Labeller
from timeline_app.scene.lanes import LaneStack, least_height, stack_lanes
from timeline_app.scene.lit import Lit
from timeline_app.scene.marks import DISC
from timeline_app.scene.measure import TextMeasurer, elided
from timeline_app.scene.sight import Sight
from timeline_app.scene.strip import STRIP_HEIGHT
from timeline_app.scene.strips import strips_of
from timeline_app.scene.style import Style
from timeline_app.scene.viewport import Viewport

_NAME_INSET: Final = 20.0
_NAME_BASELINE: Final = 25.0
_POINTED: Final = 3.0
"""Pixels around an event that count as it when they are pointed at."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A composed chart: groups in drawing order, what was drawn of each row, and where the lanes stand.

    `drawn` holds the events on lines that are not scrolled away; others in view are in a lane's strip, or
    above or below. `clusters` are those of the strips in sight, with the boxes on which they are pointed at.
    `colours` are those of the categories.
    """

    frame: Frame
    groups: tuple[Group, ...]
    drawn: dict[int, Drawn]
    clusters: tuple[tuple[Box, Cluster], ...]
    counts: ViewCounts
    arrangement: Arrangement
    stack: LaneStack
    scroll: float
    colours: tuple[str, ...]

    def row_at(self, x: float, y: float) -> int | None:
        """Return the row of the event that is pointed at, the one drawn last where several are."""
        pointed = (one for one in reversed(self.drawn.values()) if one.box.grown(_POINTED).contains(x, y))
        event = next(pointed, None)
        return None if event is None else event.row

    def cluster_at(self, x: float, y: float) -> Cluster | None:
        """Return the cluster that is pointed at, on which no event stands."""
        return next((cluster for box, cluster in self.clusters if box.contains(x, y)), None)

    def pointed_at(self, x: float, y: float) -> int | Cluster | None:
        """Return the row of the event that is pointed at, else the cluster."""
        row = self.row_at(x, y)
        return self.cluster_at(x, y) if row is None else row

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
        self._looks = LabelLooks(self.labeller)
        self._beads = Beads(language, measurer)
        self._arranger = Arranger(self.labeller)
        self._heights = label_heights(measurer)

    def frame(self, store: EventStore, area: Box) -> Frame:
        """Divide an area into gutter, plot and axis for a store's lane names."""
        names = (self._lane_name(store, code) for code in range(len(store.categories)))
        widest = max((self.measurer.width(name, FontRole.LANE) for name in names), default=0.0)
        return Frame.within(area, widest)

    def compose(
        self,
        store: EventStore,
        viewport: Viewport,
        frame: Frame,
        style: Style,
        scroll: float | None = 0.0,
        lit: Lit | None = None,
    ) -> Chart:
        """Compose the chart of a viewport as wide as the plot; `scroll` None is for what cannot be scrolled.

        A number is brought into range; with None no event is drawn that the plot's edge would cut. Where
        some rows are `lit`, the others step back.
        """
        arrangement = self._arranger.arrange(store, viewport, frame.plot.height)
        crowd = Crowd.of(store, viewport, arrangement)
        stack = stack_lanes(arrangement, _with_strip(arrangement, crowd), frame.plot.height)
        offset = stack.scrolled(scroll or 0.0, frame.plot.height)
        sight = Sight(store, viewport, frame, style, offset, lit)
        drawn = self._draw_lines(sight, arrangement, stack, frozenset(crowd.seen.tolist()))
        whole = self._whole(drawn, sight)
        if scroll is None:
            drawn = whole
        axis = axis_of(viewport, self.language, self.measurer)
        strips = strips_of(sight, arrangement, stack, crowd, self._beads)
        groups = (
            Group("bands", _bands(sight, stack), frame.lanes),
            gridlines(axis, frame.plot, style),
            Group("strips", strips.densities, frame.plot),
            Group("clusters", strips.beads, frame.plot, layered=True),
            Group("events", tuple(one.group for one in drawn.values()), frame.plot, layered=True),
            Group("lane names", self._lane_names(sight, stack), frame.gutter),
            axis_group(axis, frame.axis, style, self.measurer),
        )
        folded = sum(crowd.folded[code] for code in sight.strips_in_sight(stack))
        counts = _counted(len(store), sum(crowd.in_view), folded, whole)
        colours = tuple(sight.colour(code) for code in range(len(store.categories)))
        return Chart(frame, groups, drawn, strips.clusters, counts, arrangement, stack, offset, colours)

    def guest(
        self, chart: Chart, store: EventStore, viewport: Viewport, style: Style, row: int
    ) -> Drawn | None:
        """Return how an event stands over the strip that it is folded into, None where that is not seen."""
        sight = Sight(store, viewport, chart.frame, style, chart.scroll, None)
        code = int(store.columns.category_code[row])
        lane = next((lane for lane in chart.stack.lanes if lane.category_code == code), None)
        is_placed = row in chart.arrangement.placed
        if lane is None or is_placed or not store.touches(row, viewport.span):
            return None
        middle = sight.strip_top(lane) + STRIP_HEIGHT / 2
        ink = LineInk(sight.colour(code), style.ink, style.paper)
        drawing = self._drawing(sight)
        return drawing.drawn([Placement(row, Side.RIGHT)], drawing.marks([row]), float(round(middle)), ink)[0]

    def least_height(self, store: EventStore, viewport: Viewport) -> float:
        """Return the height of a plot that shows all lanes without scrolling."""
        arrangement = self._arranger.arrange(store, viewport)
        return least_height(arrangement, _with_strip(arrangement, Crowd.of(store, viewport, arrangement)))

    def _drawing(self, sight: Sight) -> LineDrawing:
        return LineDrawing(
            sight.store,
            sight.viewport,
            sight.frame.plot,
            sight.style,
            self.labeller,
            self._looks,
            self._heights,
            None if sight.lit is None else sight.lit.mask,
        )

    def _draw_lines(
        self, sight: Sight, arrangement: Arrangement, stack: LaneStack, in_view: frozenset[int]
    ) -> dict[int, Drawn]:
        drawing = self._drawing(sight)
        grounds = cycle((sight.style.paper, sight.style.band))
        lines: list[tuple[list[Placement], float, LineInk]] = []
        for lane, arranged, ground in zip(stack.lanes, arrangement.lanes, grounds, strict=False):
            ink = LineInk(sight.colour(lane.category_code), sight.style.ink, ground)
            for number, line in enumerate(arranged.lines):
                middle = float(round(sight.top(lane) + lane.first_line + (number + 0.5) * stack.pitch))
                if line and sight.shows(middle - stack.pitch / 2, stack.pitch):
                    seen = [placement for placement in line if placement.row in in_view]
                    if seen:
                        lines.append((seen, middle, ink))
        marks = drawing.marks([placement.row for line, _, _ in lines for placement in line])
        return {
            one.row: one for line, middle, ink in lines for one in drawing.drawn(line, marks, middle, ink)
        }

    def _whole(self, drawn: dict[int, Drawn], sight: Sight) -> dict[int, Drawn]:
        """Return the events of which no part is above or below the plot."""
        plot = sight.frame.plot
        reach = max(abs(y) for heights in self._heights for y in heights) + DISC
        first, last = plot.y + reach, plot.bottom - reach
        return {row: one for row, one in drawn.items() if first <= one.middle <= last or sight.holds(one.box)}

    def _lane_names(self, sight: Sight, stack: LaneStack) -> tuple[Primitive, ...]:
        """Return the lanes' names; one whose top is scrolled away stays in sight while its lane does."""
        gutter = sight.frame.gutter
        runs = []
        for lane in stack.lanes:
            top = sight.top(lane)
            if not sight.shows(top, lane.height):
                continue
            name = self._lane_name(sight.store, lane.category_code)
            text = elided(name, FontRole.LANE, gutter.width - _NAME_INSET - 8.0, self.measurer)
            baseline = min(max(top, gutter.y) + _NAME_BASELINE, top + lane.height - 8.0)
            colour = sight.colour(lane.category_code)
            width = self.measurer.width(text, FontRole.LANE)
            runs.append(TextRun(gutter.x + _NAME_INSET, baseline, text, FontRole.LANE, colour, width))
        return tuple(runs)

    def _lane_name(self, store: EventStore, code: int) -> str:
        return one_line(store.categories[code].label.in_language(self.language.code))


def _with_strip(arrangement: Arrangement, crowd: Crowd) -> frozenset[int]:
    """Return the categories whose lane has a strip."""
    if arrangement.clusters is not None:
        return frozenset(lane.category_code for lane in arrangement.lanes)
    return frozenset(code for code, folded in enumerate(crowd.folded) if folded)


def _counted(total: int, in_view: int, folded: int, whole: dict[int, Drawn]) -> ViewCounts:
    """Count what is seen; an event that the plot's edge cuts still needs scrolling."""
    labelled = sum(one.label is not None for one in whole.values())
    return ViewCounts(
        total=total,
        in_view=in_view,
        labelled=labelled,
        marked_only=len(whole) - labelled,
        folded=folded,
        scrolled_away=in_view - len(whole) - folded,
    )


def _bands(sight: Sight, stack: LaneStack) -> tuple[Primitive, ...]:
    """Return the backgrounds of every other lane."""
    lanes = sight.frame.lanes
    boxes = tuple(Box(lanes.x, sight.top(lane), lanes.width, lane.height) for lane in stack.lanes[1::2])
    return (Rects(boxes, sight.style.band),) if boxes else ()
