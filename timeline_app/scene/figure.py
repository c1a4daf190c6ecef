"""A figure: the chart of a dataset with title, legend, counts and numbered sources, for an export.

Owns what travels with every picture that leaves the program. Knows no file format.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from timeline_app.core.columns import Int64Column
from timeline_app.core.dataset import Dataset
from timeline_app.core.date import Date, Edge
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Source
from timeline_app.core.evidence import source_line
from timeline_app.core.instant import Instant, Span
from timeline_app.core.language import Language
from timeline_app.core.report import span_iso
from timeline_app.core.store import EventStore
from timeline_app.core.text import one_line
from timeline_app.core.wording import span_text
from timeline_app.scene.chart import Chart, ChartComposer
from timeline_app.scene.counts import ViewCounts, counts_text
from timeline_app.scene.display import Box, FontRole, Group, Lines, Primitive, Scene, TextRun
from timeline_app.scene.frame import AXIS_HEIGHT, FIT_LEFT, FIT_RIGHT
from timeline_app.scene.legend import entries_for, legend_group
from timeline_app.scene.measure import TextMeasurer, elided
from timeline_app.scene.style import Style
from timeline_app.scene.viewport import Viewport

MARGIN: Final = 20.0
_TITLE_BASELINE: Final = 38.0
_COUNTS_BASELINE: Final = 62.0
_HEAD: Final = 78.0
_FOOT_LINE: Final = 18.0
_FOOT_GAP: Final = 12.0
_LEAST_CHART: Final = 160.0
_RANGE_MARGIN: Final = 14.0
"""Pixels beside a chosen range, so that a mark on its edge is drawn whole."""
_TALLEST: Final = 20_000.0


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """What a figure shall show, in logical pixels.

    `span` is the stretch of time, None is all events with a margin. `height` None is as tall as all
    lanes need, 900 at least.
    """

    width: float
    height: float | None
    style: Style
    language: Language
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished figure and what it shows."""

    scene: Scene
    span: Span
    counts: ViewCounts
    title: str
    sources: tuple[str, ...]


def span_between(store: EventStore, first: Date | None, last: Date | None) -> Span | None:
    """Return the span from the start of one date to the end of another; None and open ends mean all.

    Raises TimelineError where nothing lies between them.
    """
    if first is None and last is None:
        return None
    whole = store.span or Span(Instant(0), Instant(1))
    start = whole.start if first is None else first.bounds.earliest_start
    end = whole.end if last is None else last.bounds.latest_end
    if isinstance(start, Edge):
        start = whole.start
    if isinstance(end, Edge):
        end = whole.end
    if end <= start:
        raise TimelineError(_why_empty(store, first, last))
    return Span(start, end)


def _why_empty(store: EventStore, first: Date | None, last: Date | None) -> str:
    """Say why there is no time between two dates: they are reversed, or all events lie beyond one."""
    lower = "" if first is None or isinstance(first.bounds.earliest_start, Edge) else first.text
    upper = "" if last is None or isinstance(last.bounds.latest_end, Edge) else last.text
    if lower and upper:
        return f"The range {lower} – {upper} ends before it starts; expected a first and a later last date"
    said = f"from {lower} on" if lower else f"up to {upper}"
    where = "has no events" if store.span is None else f"spans {span_iso(store.span)}"
    # Not "no event lies": one with an open end may reach into the range.
    return f"No event begins or ends in the range {said}; the dataset {where}"


def figure_of(dataset: Dataset, request: FigureRequest, measurer: TextMeasurer) -> Figure:
    """Compose the figure of a dataset."""
    return _Composition(dataset, request, measurer).figure()


class _Composition:
    """The steps from a request to a figure."""

    def __init__(self, dataset: Dataset, request: FigureRequest, measurer: TextMeasurer) -> None:
        self._dataset = dataset
        # Lanes are packed for what the figure shows: events outside its range would leave empty lines. In a
        # large store every event has its line for good, and keeps it here.
        whole = dataset.store
        packs = whole.prominence is None and request.span is not None
        self._store = whole.within(request.span) if packs and request.span else whole
        self._request = request
        self._measurer = measurer
        self._composer = ChartComposer(request.language, measurer)

    def figure(self) -> Figure:
        request = self._request
        inner = request.width - 2 * MARGIN
        width = self._composer.frame(self._store, Box(0.0, 0.0, request.width, 100.0)).plot.width
        viewport = self._viewport(width)
        span = request.span or viewport.span
        rows = self._store.rows_in(viewport.span)
        cited = _cited(self._store, rows)
        sources = tuple(one_line(source_line(source, request.language)) for source in cited)
        inks = (request.style.soft, request.style.soft)
        entries = entries_for(self._store, rows, request.language)
        _, legend_height = legend_group(entries, Box(MARGIN, 0.0, inner, 0.0), inks, self._measurer)
        foot = _FOOT_GAP + legend_height + _FOOT_GAP + MARGIN
        height = self._height(viewport, foot + len(sources) * _FOOT_LINE)
        named = self._named(sources, height - _HEAD - _LEAST_CHART - foot)
        foot += len(named) * _FOOT_LINE
        chart_height = max(height - _HEAD - foot, _LEAST_CHART)
        chart = self._chart(viewport, chart_height)
        dataset = self._dataset
        counts = replace(
            chart.counts, total=len(dataset.store), omitted=dataset.omitted, filtered=dataset.filtered
        )
        legend_box = Box(MARGIN, _HEAD + chart_height + _FOOT_GAP, inner, 0.0)
        legend, _ = legend_group(entries, legend_box, inks, self._measurer)
        sources_top = legend_box.y + legend_height + _FOOT_GAP
        groups = (
            Group("head", self._head(counts, span)),
            *chart.groups,
            legend,
            Group("sources", self._source_runs(named, sources_top)),
        )
        scene = Scene(request.width, height, request.style.paper, groups)
        return Figure(scene, span, counts, self._title(), sources)

    def _viewport(self, width: float) -> Viewport:
        if self._request.span is not None:
            return Viewport.fitting(self._request.span, width, _RANGE_MARGIN, _RANGE_MARGIN)
        span = self._store.span
        return Viewport.epoch(width) if span is None else Viewport.fitting(span, width, FIT_LEFT, FIT_RIGHT)

    def _height(self, viewport: Viewport, foot: float) -> float:
        if self._request.height is not None:
            return self._request.height
        needed = self._composer.least_height(self._store, viewport)
        return min(max(needed + AXIS_HEIGHT + _HEAD + foot, 900.0), _TALLEST)

    def _named(self, sources: tuple[str, ...], room: float) -> tuple[str, ...]:
        """Return the lines that fit; the last one counts the sources that do not."""
        lines = max(int(room // _FOOT_LINE), 1)
        if len(sources) <= lines:
            return sources
        more = self._request.language.number(len(sources) - lines + 1)
        return (*sources[: lines - 1], self._request.language("and {n} more sources", n=more))

    def _chart(self, viewport: Viewport, height: float) -> Chart:
        area = Box(0.0, _HEAD, self._request.width, height)
        frame = self._composer.frame(self._store, area)
        return self._composer.compose(self._store, viewport, frame, self._request.style, scroll=None)

    def _title(self) -> str:
        return one_line(self._dataset.title.in_language(self._request.language.code)) or self._dataset.name

    def _head(self, counts: ViewCounts, span: Span) -> tuple[Primitive, ...]:
        style, language = self._request.style, self._request.language
        shown = counts_text(counts, language)
        if counts.total:
            shown = f"{shown} · {span_text(span, language)}"
        return (
            self._run(self._title(), _TITLE_BASELINE, FontRole.HEADING, style.ink),
            self._run(shown, _COUNTS_BASELINE, FontRole.FOOT, style.soft),
            Lines(((0.0, _HEAD - 0.5, self._request.width, _HEAD - 0.5),), style.hairline),
        )

    def _source_runs(self, lines: tuple[str, ...], top: float) -> tuple[Primitive, ...]:
        soft = self._request.style.soft
        return tuple(
            self._run(line, top + (number + 0.75) * _FOOT_LINE, FontRole.FOOT, soft)
            for number, line in enumerate(lines)
        )

    def _run(self, text: str, baseline: float, role: FontRole, colour: str) -> TextRun:
        short = elided(text, role, self._request.width - 2 * MARGIN, self._measurer)
        return TextRun(MARGIN, baseline, short, role, colour, self._measurer.width(short, role))


def _cited(store: EventStore, rows: Int64Column) -> tuple[Source, ...]:
    """Return the sources on whose excerpts the rows' dates rest, in the dataset's order."""
    codes = np.unique(store.columns.source_codes.taken(rows).codes)
    cited = {store.source_ids[code] for code in codes.tolist()}
    return tuple(source for source in store.sources if source.id in cited)
