"""Does, while the window has nothing else to do, what the next moves would have to do.

Owns what is foreseen and when: pictures of texts, and the charts of neighbouring views, of which nothing is
kept but what their composer remembers, labels and which events stand where. Knows no painting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from timeline_app.core.store import EventStore
from timeline_app.scene.slots import LEAST_SLOT, Slots
from timeline_app.scene.viewport import Viewport

_PAST: Final = 1.001


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
        slots = Slots.touching(store, viewport)
        seen = (store.revision, slots)
        if store.prominence is None:
            return
        if seen != self._seen:
            self._seen = seen
            slot = 2.0**slots.bits * store.unit / viewport.microseconds_per_pixel
            self._awaited = _neighbours(slot, viewport, last or viewport)
        self._idle.start()

    def _take_one(self) -> None:
        if self._prepare():
            self._idle.start()
        elif self._awaited:
            self._compose(self._awaited.pop(0))
            self._idle.start()


def _neighbours(slot: float, viewport: Viewport, last: Viewport) -> list[Viewport]:
    """Return the views just past the next zoom levels and half a width aside, likely ones first.

    `slot` is how many pixels a slot is wide now, from LEAST_SLOT to twice that: there the levels change.
    """
    middle, half = viewport.width / 2, viewport.width / 2
    zooms = [
        viewport.zoom_about(middle, _PAST * 2 * LEAST_SLOT / slot),
        viewport.zoom_about(middle, LEAST_SLOT / slot / _PAST),
    ]
    pans = [viewport.pan(half), viewport.pan(-half)]
    if viewport.first_tick < last.first_tick:
        pans.reverse()
    if viewport.ticks == last.ticks:
        return pans + zooms
    if viewport.ticks > last.ticks:
        zooms.reverse()
    return zooms + pans
