"""Moves the session's view: fit, zoom, pan, reveal, filter, back and forward, smoothly or at once.

Owns how the view gets from here to there, and its limits. Knows no mouse and no keys (see `canvas`).
"""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QVariantAnimation

from timeline_app.core.filters import Filters
from timeline_app.core.instant import DAY, Duration, Instant, Span
from timeline_app.core.store import EventStore
from timeline_app.gui.canvas.gestures import ZOOM_STEP
from timeline_app.gui.canvas.history import View, ViewHistory
from timeline_app.gui.session import Session
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.viewport import Viewport

MOVE_MS: Final = 240

_OUTERMOST: Final = 3
"""The widest view shows this many times what fit-all shows."""
_SELECTION_SHARE: Final = 0.8
_MARGIN: Final = 0.1
_EMPTY_SPAN: Final = Duration(365 * DAY)


class Navigator(QObject):
    """Moves one session's viewport over a plot whose width the canvas tells."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.animated = True
        self._session = session
        self._history = ViewHistory()
        self._fitted = True
        self._dataset_name = session.dataset.name
        self._from: Viewport | None = None
        self._target: Viewport | None = None
        self._last_request = float("-inf")
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(MOVE_MS)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.valueChanged.connect(self._step)
        session.dataset_changed.connect(self._follow_dataset)
        session.store_changed.connect(self._follow_store)

    @property
    def moving(self) -> bool:
        """Tell whether a smooth move is on its way."""
        return self._animation.state() == QAbstractAnimation.State.Running

    @property
    def destination(self) -> Viewport | None:
        """Return where a move on its way ends, else the present view."""
        return self._target if self.moving and self._target is not None else self._session.viewport

    def set_width(self, width: float) -> None:
        """Take a new plot width: a view that shows all goes on showing all, another keeps its span."""
        viewport = self.destination
        self.stop()
        if viewport is None or self._fitted:
            self._session.set_viewport(self._fit(width))
        else:
            self._session.set_viewport(viewport.resized(width))

    def fit_all(self) -> None:
        """Show all events that pass the filters."""
        viewport = self._session.viewport
        if viewport is not None:
            self._move(self._fit(viewport.width))
            self._fitted = True

    def filter(self, filters: Filters) -> None:
        """Show only the events that pass, where the view is; the filters before can be gone back to."""
        if filters != self._session.filters:
            self._leave(apart=True)
            self._session.set_filters(filters)

    def fit_selection(self) -> None:
        """Show the selected event on four fifths of the plot; without one, show all."""
        row, viewport = self._session.selected, self._session.viewport
        if row is None or viewport is None:
            self.fit_all()
            return
        margin = viewport.width * (1 - _SELECTION_SHARE) / 2
        self._move(Viewport.fitting(self._session.store.span_of(row), viewport.width, margin, margin))

    def fit_span(self, span: Span) -> None:
        """Show a span of time on nine tenths of the plot."""
        viewport = self._session.viewport
        if viewport is not None:
            margin = viewport.width * _MARGIN / 2
            self._move(Viewport.fitting(span, viewport.width, margin, margin))

    def zoom_onto(self, first_x: float, last_x: float) -> None:
        """Show the stretch between two pixels of the plot on its whole width."""
        viewport = self._session.viewport
        if viewport is not None and last_x > first_x:
            span = Span(viewport.to_instant(max(first_x, 0.0)), viewport.to_instant(last_x))
            self._move(Viewport.showing(span, viewport.width))

    def whole(self) -> Viewport | None:
        """Return what shows all events of the dataset, None before there is a plot."""
        viewport = self._session.viewport
        return None if viewport is None else self._whole(viewport.width)

    def show(self, viewport: Viewport) -> None:
        """Go to a viewport at once, within the limits: the end of a gesture."""
        self.stop()
        target = self._limited(viewport)
        if target != self._session.viewport:
            self._leave()
            self._session.set_viewport(target)

    def zoom_about(self, x: float, factor: float) -> None:
        """Zoom at once and keep what is at x, a pixel of the plot."""
        viewport = self._session.viewport
        if viewport is not None:
            self.show(viewport.zoom_about(x, self._allowed(viewport, factor)))

    def zoom_step(self, steps: float) -> None:
        """Zoom smoothly about the selected event where it is in view, else about the middle."""
        viewport = self.destination
        if viewport is not None:
            factor = self._allowed(viewport, ZOOM_STEP ** (2 * steps))
            self._move(viewport.zoom_about(self._focus_x(viewport), factor))

    def pan(self, pixels: float) -> None:
        """Pan at once."""
        viewport = self._session.viewport
        if viewport is not None:
            self.show(viewport.pan(pixels))

    def pan_by(self, fraction: float) -> None:
        """Pan smoothly by a part of the width."""
        viewport = self.destination
        if viewport is not None:
            self._move(viewport.pan(fraction * viewport.width))

    def go_home(self) -> None:
        """Pan to the first event and keep the scale."""
        self._go_to_edge(first=True)

    def go_end(self) -> None:
        """Pan to the last event and keep the scale."""
        self._go_to_edge(first=False)

    def reveal(self, row: int) -> None:
        """Move no more than needed to show an event with a margin; not at all where some of it is in view."""
        viewport = self.destination
        if viewport is None or self._session.store.touches(row, viewport.span):
            return
        span = self._session.store.span_of(row)
        near, far = viewport.width * _MARGIN, viewport.width * (1 - _MARGIN)
        length = viewport.to_x(span.end) - viewport.to_x(span.start)
        if span.start < viewport.span.start:
            self._move(viewport.holding(span.end, min(near + length, far)))
        else:
            self._move(viewport.holding(span.start, max(far - length, near)))

    def back(self) -> None:
        """Return to the view before the last move."""
        self._revisit(forward=False)

    def forward(self) -> None:
        """Undo a step back."""
        self._revisit(forward=True)

    def stop(self) -> None:
        """End a smooth move where it is."""
        self._animation.stop()
        self._target = None

    def _revisit(self, *, forward: bool) -> None:
        present = self.destination
        if present is None:
            return
        here = View(present, self._session.filters)
        view = self._history.forward(here) if forward else self._history.back(here)
        if view is not None:
            target = view.viewport.resized(present.width)
            self._fitted = target == self._fit(present.width)
            self._session.set_filters(view.filters)
            if target != present:
                self._glide(target)

    def _move(self, target: Viewport) -> None:
        """Go to a viewport within the limits, and remember the one that is left."""
        limited = self._limited(target)
        if limited != self.destination:
            self._leave()
            self._glide(limited)

    def _leave(self, *, apart: bool = False) -> None:
        present = self.destination
        if present is not None:
            self._history.leave(View(present, self._session.filters), time.monotonic(), apart=apart)
        self._fitted = False

    def _glide(self, target: Viewport) -> None:
        """Move smoothly; a request that follows another within the move's time jumps, so keys never queue."""
        now = time.monotonic()
        hurried = now - self._last_request < MOVE_MS / 1000
        self._last_request = now
        self.stop()
        self._from = self._session.viewport
        if not self.animated or hurried or self._from is None:
            self._session.set_viewport(target)
            return
        self._target = target
        self._animation.start()

    def _step(self, progress: float) -> None:
        if self._from is not None and self._target is not None:
            self._session.set_viewport(self._from.towards(self._target, progress))

    def _follow_dataset(self) -> None:
        viewport = self.destination
        if self._session.dataset.name != self._dataset_name or self._fitted:
            self._dataset_name = self._session.dataset.name
            self._history.clear()
            self._fitted = True
            self.stop()
            if viewport is not None:
                self._session.set_viewport(self._whole(viewport.width))
        elif viewport is not None:
            self.stop()
            self._session.set_viewport(self._limited(viewport))

    def _follow_store(self) -> None:
        """Keep the view where other events are shown, and go on fitting only what it happens to fit."""
        viewport = self.destination
        if viewport is not None:
            self._fitted = viewport == self._fit(viewport.width)

    def _span(self, *stores: EventStore) -> Span:
        """Return the span of the first store that has one; a year about today without any."""
        span = next((store.span for store in stores if len(store)), None)
        if span is not None:
            return span
        now = Instant(round(time.time()) // 86_400 * DAY)
        return Span(Instant(now - _EMPTY_SPAN // 2), Instant(now + _EMPTY_SPAN // 2))

    def _whole(self, width: float) -> Viewport:
        return Viewport.fitting(self._span(self._session.dataset.store), width, FIT_LEFT, FIT_RIGHT)

    def _fit(self, width: float) -> Viewport:
        """Return what shows all events that pass the filters; all there are where none passes."""
        session = self._session
        return Viewport.fitting(self._span(session.store, session.dataset.store), width, FIT_LEFT, FIT_RIGHT)

    def _allowed(self, viewport: Viewport, factor: float) -> float:
        """Return a zoom factor that does not pass the widest view."""
        widest = self._whole(viewport.width).ticks * _OUTERMOST
        return max(factor, min(viewport.ticks / widest, 1.0))

    def _limited(self, viewport: Viewport) -> Viewport:
        """Return the viewport panned so that its middle lies no farther than a width from the events."""
        span, middle = self._span(self._session.dataset.store), viewport.width / 2
        if viewport.to_x(span.start) > middle + viewport.width:
            return viewport.holding(span.start, middle + viewport.width)
        if viewport.to_x(span.end) < middle - viewport.width:
            return viewport.holding(span.end, middle - viewport.width)
        return viewport

    def _focus_x(self, viewport: Viewport) -> float:
        row = self._session.selected
        if row is not None:
            span = self._session.store.span_of(row)
            x = (viewport.to_x(span.start) + viewport.to_x(span.end)) / 2
            if 0 <= x <= viewport.width:
                return x
        return viewport.width / 2

    def _go_to_edge(self, *, first: bool) -> None:
        viewport = self.destination
        if viewport is None:
            return
        span = self._span(self._session.store, self._session.dataset.store)
        if first:
            self._move(viewport.holding(span.start, FIT_LEFT))
        else:
            self._move(viewport.holding(span.end, viewport.width - FIT_RIGHT))
