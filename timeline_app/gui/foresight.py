"""Does, while the window has nothing else to do, what the next moves would have to do.

Owns what is foreseen and when: pictures of texts, and the charts of neighbouring views, of which nothing is
kept but what their composer remembers, labels and which events stand where. Knows no painting.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from timeline_app.core.store import EventStore
from timeline_app.scene.slots import Slots
from timeline_app.scene.viewport import Viewport


class Foresight(QObject):
    """Calls `prepare` as long as it says that there is more to do, then `compose` for the view's neighbours.

    Each call has an idle moment of its own. All this is done for large stores only.
    """

    def __init__(
        self, prepare: Callable[[], bool], compose: Callable[[Viewport], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._prepare = prepare
        self._compose = compose
        self._seen: tuple[int, Slots] | None = None
        self._last: Viewport | None = None
        self._awaited: list[Viewport] = []
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._take_one)

    def follow(self, store: EventStore, viewport: Viewport) -> None:
        """Foresee where the view may go from here, what lies ahead of the last move first."""
        last, self._last = self._last, viewport
        seen = (store.revision, Slots.touching(store, viewport))
        if store.prominence is None:
            return
        if seen != self._seen:
            self._seen = seen
            self._awaited = _neighbours(viewport, last or viewport)
        self._idle.start()

    def _take_one(self) -> None:
        if self._prepare():
            self._idle.start()
        elif self._awaited:
            self._compose(self._awaited.pop(0))
            self._idle.start()


def _neighbours(viewport: Viewport, last: Viewport) -> list[Viewport]:
    """Return the views an octave closer and farther and half a width aside, likely ones first."""
    middle, half = viewport.width / 2, viewport.width / 2
    zooms = [viewport.zoom_about(middle, 2.0), viewport.zoom_about(middle, 0.5)]
    pans = [viewport.pan(half), viewport.pan(-half)]
    if viewport.first_tick < last.first_tick:
        pans.reverse()
    if viewport.ticks == last.ticks:
        return pans + zooms
    if viewport.ticks > last.ticks:
        zooms.reverse()
    return zooms + pans
