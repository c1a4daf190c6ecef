"""A walk through time in the real window: 60 pans and 60 zooms, each frame and its parts timed.

Owns the way and the clocks. Knows no files, and not how the window came up (see `probe`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication

from timeline_app.gui.canvas.chart_view import ChartView
from timeline_app.gui.canvas.gestures import ZOOM_STEP
from timeline_app.gui.window import TimelineWindow
from timeline_app.scene.chart import ChartComposer

SIZE: Final = (1600, 900)
STEPS: Final = 60
ROUNDS: Final = 3
"""Walks about other places; figures are the medians of their figures."""

_DEPTHS: Final = (4, 12, 20)
"""From so many notches of the wheel into the whole the pans of each round begin."""
_DRAG: Final = 24.0
"""Pixels of each pan, as by a hand that drags."""
_EVERY: Final = 1 / 60
"""Seconds from one frame to the next."""

Frame = dict[str, float]
Figures = dict[str, dict[str, float]]


class Walk:
    """Walks in a window whose canvas has SIZE; the parts of frames are timed from its making on."""

    def __init__(self, window: TimelineWindow) -> None:
        self._window = window
        self._navigator = window.canvas.navigator
        self._navigator.animated = False
        self._spent: Frame = {}
        ChartComposer.compose = self._timed("layout", ChartComposer.compose)
        ChartView.paint = self._timed("paint", ChartView.paint)

    def figures(self) -> dict[str, Figures]:
        """Walk and return median, p95 and p99 of frames and their parts in ms, for pan and for zoom.

        `work` is the time that the processor spent on a frame: on a busy machine less than the frame took.
        """
        places = np.random.default_rng(11).random(ROUNDS).tolist()
        return {
            "zoom": _middle([_figures(self.zooms(place)) for place in places]),
            "pan": _middle(
                [_figures(self.pans(place, depth)) for place, depth in zip(places, _DEPTHS, strict=True)]
            ),
        }

    def zooms(self, place: float) -> list[Frame]:
        """Zoom in about an event by notches of the wheel, from the whole on."""
        x = self._begin(place)
        return [self._zoom(x) for _ in range(STEPS)]

    def pans(self, place: float, depth: int) -> list[Frame]:
        """Drag towards the future, from some notches into the whole on."""
        x = self._begin(place)
        for _ in range(depth):
            self._zoom(x)
        return [self._frame(lambda: self._navigator.pan(_DRAG)) for _ in range(STEPS)]

    def _begin(self, place: float) -> float:
        """Show all and return the x in the plot of the event at a part of all rows."""
        self._navigator.fit_all()
        settle()
        session = self._window.session
        assert session.viewport is not None
        return session.viewport.to_x(session.store.span_of(int(place * len(session.store))).start)

    def _zoom(self, x: float) -> Frame:
        return self._frame(lambda: self._navigator.zoom_about(x, ZOOM_STEP))

    def _frame(self, move: Callable[[], object]) -> Frame:
        """Make a move and return the milliseconds until all is painted, and those of its parts.

        Then the program may use the time until the next frame is due, as between the moves of a hand; how
        much longer it takes is `late`.
        """
        self._spent = {}
        begun, worked = time.perf_counter(), time.thread_time()
        move()
        QCoreApplication.sendPostedEvents()
        if "paint" not in self._spent:
            # Qt puts off what it paints where the one before is a short time ago.
            self._window.canvas.repaint()
        self._add("frame", time.perf_counter() - begun)
        self._add("work", time.thread_time() - worked)
        frame, self._spent = self._spent, {}
        return {**frame, "late": self._idle_until(begun + _EVERY) * 1000}

    @staticmethod
    def _idle_until(due: float) -> float:
        """Let the event loop run until a time, and return how much later it comes to rest."""
        begun = time.perf_counter()
        while time.perf_counter() < due:
            QCoreApplication.processEvents()
            time.sleep(0.0005)
        return max(time.perf_counter() - max(due, begun), 0.0)

    def _timed(self, part: str, call: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **named: object) -> object:
            begun = time.perf_counter()
            try:
                return call(*args, **named)
            finally:
                self._add(part, time.perf_counter() - begun)

        return run

    def _add(self, part: str, seconds: float) -> None:
        self._spent[part] = self._spent.get(part, 0.0) + seconds * 1000


def fit_canvas(window: TimelineWindow) -> None:
    """Give the canvas SIZE, the window around it what it needs."""
    for _ in range(3):
        canvas = window.canvas
        window.resize(window.width() + SIZE[0] - canvas.width(), window.height() + SIZE[1] - canvas.height())
        settle()
    assert (window.canvas.width(), window.canvas.height()) == SIZE


def settle() -> None:
    """Let all that is due be done."""
    for _ in range(5):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


def _figures(frames: Sequence[Frame]) -> Figures:
    figures = {}
    for part in ("frame", "work", "layout", "paint", "late"):
        values = np.array([frame.get(part, 0.0) for frame in frames])
        median, p95, p99 = np.percentile(values, (50, 95, 99)).tolist()
        figures[part] = {"median": median, "p95": p95, "p99": p99, "max": float(values.max())}
    return figures


def _middle(rounds: Sequence[Figures]) -> Figures:
    """Return the medians of the figures of some rounds."""
    first: Mapping[str, Mapping[str, float]] = rounds[0]
    return {
        part: {name: round(float(np.median([one[part][name] for one in rounds])), 2) for name in names}
        for part, names in first.items()
    }
