"""The time axis of a viewport: which ticks it has, what they say, and how they are drawn.

Owns the choice of the step and the placing of labels, so that none touches another. Knows no events.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from timeline_app.core.instant import DAY, Instant
from timeline_app.core.language import Language
from timeline_app.scene.axis_text import context_text, edge_text, tick_text
from timeline_app.scene.display import Box, FontRole, Group, Lines, Primitive, TextRun
from timeline_app.scene.measure import TextMeasurer, elided
from timeline_app.scene.style import Style
from timeline_app.scene.ticks import LADDER, Step, StepUnit
from timeline_app.scene.viewport import Viewport

LABEL_INSET: Final = 6.0
"""A label stands this far right of its tick."""
LABEL_ROOM: Final = 24.0
"""Pixels that the widest label leaves free up to the next tick."""
_CONTEXT_GAP: Final = 12.0
_MINOR_ROOM: Final = 10.0

_MAJOR_TICK: Final = 8.0
_MINOR_TICK: Final = 4.0
_LABEL_TOP: Final = 10.0
_ROW_GAP: Final = 3.0

_CONTEXT_STEPS: Final = {
    StepUnit.MONTH: Step(StepUnit.YEAR, 1),
    StepUnit.DAY: Step(StepUnit.MONTH, 1),
    StepUnit.HOUR: Step(StepUnit.DAY, 1),
    StepUnit.MINUTE: Step(StepUnit.DAY, 1),
    StepUnit.SECOND: Step(StepUnit.DAY, 1),
    StepUnit.MICROSECOND: Step(StepUnit.SECOND, 1),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled tick; the label is "" where it would cross the right edge."""

    instant: Instant
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class ContextLabel:
    """What a stretch of the upper row belongs to, from `x` on.

    `boundary_x` is where the stretch begins; None for the first label, which tells what the left edge is.
    It stays there until the next one pushes it, at first into a shorter form, then left out of the axis.
    """

    x: float
    text: str
    boundary_x: float | None


@dataclass(frozen=True, slots=True)
class Axis:
    """The ticks of a viewport, x from its left edge, all in order; `minor_xs` excludes the major ones."""

    major: tuple[Tick, ...]
    minor_xs: tuple[float, ...]
    context: tuple[ContextLabel, ...]
    step_name: str


def axis_of(viewport: Viewport, language: Language, measurer: TextMeasurer) -> Axis:
    """Return the axis with the finest step at which all labels fit."""
    return _AxisMaker(viewport, language, measurer).axis()


class _AxisMaker:
    """Tries steps for one viewport, language and measurer."""

    def __init__(self, viewport: Viewport, language: Language, measurer: TextMeasurer) -> None:
        self._viewport = viewport
        self._language = language
        self._measurer = measurer
        self._span = viewport.span
        self._scale = viewport.microseconds_per_pixel
        widest = max("0123456789", key=lambda digit: measurer.width(digit, FontRole.AXIS))
        self._as_widest = str.maketrans("0123456789", widest * 10)

    def axis(self) -> Axis:
        step, ticks = self._chosen()
        major = tuple(
            Tick(instant, x, text if self._ends_inside(x, text, FontRole.AXIS) else "")
            for instant, x, text in ticks
        )
        return Axis(major, self._minor_xs(step, ticks), self._context(step), str(step))

    def _chosen(self) -> tuple[Step, list[tuple[Instant, float, str]]]:
        for step in LADDER:
            if self._pixels(step) > LABEL_ROOM:
                ticks = self._placed(step)
                if self._labels_fit(step, ticks) and self._context_fits(step):
                    return step, ticks
        return LADDER[-1], self._placed(LADDER[-1])

    def _pixels(self, step: Step) -> float:
        return step.shortest / self._scale

    def _placed(self, step: Step) -> list[tuple[Instant, float, str]]:
        placed = ((instant, self._viewport.to_x(instant)) for instant in step.within(self._span))
        return [
            (instant, x, tick_text(instant, step, self._language))
            for instant, x in placed
            if 0 <= x < self._viewport.width
        ]

    def _labels_fit(self, step: Step, ticks: list[tuple[Instant, float, str]]) -> bool:
        # The step's own shortest distance, not only that in view: the axis must not change its step
        # because a short month is panned into view.
        shortest = min([self._pixels(step), *(b[1] - a[1] for a, b in pairwise(ticks))])
        return self._widest((text for _, _, text in ticks), FontRole.AXIS) + LABEL_ROOM <= shortest

    def _context_fits(self, step: Step) -> bool:
        context = _CONTEXT_STEPS.get(step.unit)
        if context is None:
            return True
        starts = (self._span.start, *context.within(self._span))
        texts = (context_text(instant, context, self._language) for instant in starts)
        return self._widest(texts, FontRole.AXIS_CONTEXT) + _CONTEXT_GAP <= self._pixels(context)

    def _widest(self, texts: Iterable[str], role: FontRole) -> float:
        # Every digit counts as the widest one, so that panning from 2000 to 2011 changes nothing.
        shapes = {text.translate(self._as_widest) for text in texts}
        return max((self._measurer.width(shape, role) for shape in shapes), default=0.0)

    def _ends_inside(self, x: float, text: str, role: FontRole) -> bool:
        return x + LABEL_INSET + self._measurer.width(text, role) <= self._viewport.width

    def _minor_xs(self, major: Step, ticks: list[tuple[Instant, float, str]]) -> tuple[float, ...]:
        for step in LADDER[: LADDER.index(major)]:
            if step.divides(major) and self._pixels(step) >= _MINOR_ROOM:
                taken = {instant for instant, _, _ in ticks}
                xs = (self._viewport.to_x(tick) for tick in step.within(self._span) if tick not in taken)
                return tuple(x for x in xs if 0 <= x < self._viewport.width)
        return ()

    def _context(self, step: Step) -> tuple[ContextLabel, ...]:
        context = _CONTEXT_STEPS.get(step.unit)
        if context is None:
            return (self._sticky(step, None),)
        labels = []
        for instant in context.within(self._span):
            x, text = self._viewport.to_x(instant), context_text(instant, context, self._language)
            if x > 0 and self._ends_inside(x, text, FontRole.AXIS_CONTEXT):
                labels.append(ContextLabel(x + LABEL_INSET, text, x))
        return (self._sticky(step, labels[0] if labels else None), *labels)

    def _sticky(self, step: Step, following: ContextLabel | None) -> ContextLabel:
        end = following.x - _CONTEXT_GAP if following else self._viewport.width
        text = self._edge_text(step, short=False)
        width = self._measurer.width(text, FontRole.AXIS_CONTEXT)
        if LABEL_INSET + width > end:
            text = self._edge_text(step, short=True)
            if following is None:
                text = elided(text, FontRole.AXIS_CONTEXT, end - LABEL_INSET, self._measurer)
            width = self._measurer.width(text, FontRole.AXIS_CONTEXT)
        return ContextLabel(min(LABEL_INSET, end - width), text, None)

    def _edge_text(self, step: Step, *, short: bool) -> str:
        edge = self._viewport.to_instant(0.0)
        if step.unit in (StepUnit.YEAR, StepUnit.MONTH):
            return edge_text(edge, step, self._scale / (365 * DAY), self._language, short=short)
        return context_text(edge, _CONTEXT_STEPS[step.unit], self._language, short=short)


def axis_group(axis: Axis, box: Box, style: Style, measurer: TextMeasurer) -> Group:
    """Return the axis drawn in a box as wide as its viewport: the line on top, two rows of labels below.

    It has no clip: all lies in the box but the first context label, which may reach out to the left.
    """
    boundaries = {label.boundary_x for label in axis.context}
    baseline = box.y + _LABEL_TOP + measurer.ascent(FontRole.AXIS)
    second = baseline + measurer.line_height(FontRole.AXIS_CONTEXT) + _ROW_GAP
    long = [tick.x for tick in axis.major if tick.x in boundaries]
    short = [tick.x for tick in axis.major if tick.x not in boundaries]
    items: list[Primitive] = [
        Lines(((box.x, box.y, box.right, box.y),), style.axis),
        _ticks(axis.minor_xs, box, _MINOR_TICK, style),
        _ticks(short, box, _MAJOR_TICK, style),
        _ticks(long, box, second - box.y, style),
    ]
    items += [
        _run(box.x + tick.x + LABEL_INSET, baseline, tick.label, FontRole.AXIS, style.ink, measurer)
        for tick in axis.major
        if tick.label
    ]
    items += [
        _run(box.x + label.x, second, label.text, FontRole.AXIS_CONTEXT, style.soft, measurer)
        for label in axis.context
        if label.text
    ]
    return Group("axis", tuple(item for item in items if not isinstance(item, Lines) or item.segments))


def gridlines(axis: Axis, box: Box, style: Style) -> Group:
    """Return a hairline from top to bottom of the plot for every labelled tick."""
    segments = tuple((box.x + tick.x, box.y, box.x + tick.x, box.bottom) for tick in axis.major)
    return Group("gridlines", (Lines(segments, style.hairline),) if segments else (), box)


def _ticks(xs: Iterable[float], box: Box, length: float, style: Style) -> Lines:
    return Lines(tuple((box.x + x, box.y, box.x + x, box.y + length) for x in xs), style.axis)


def _run(
    x: float, baseline: float, text: str, role: FontRole, colour: str, measurer: TextMeasurer
) -> TextRun:
    return TextRun(x, baseline, text, role, colour, measurer.width(text, role))
