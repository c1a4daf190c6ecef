"""Back and forward through the views: a stack of viewports with the filters that were set.

Owns which views are worth returning to. Knows no widgets and no clock; the caller says what time it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline_app.core.filters import NO_FILTERS, Filters
from timeline_app.scene.viewport import Viewport

BURST: Final = 0.8
"""Seconds within which moves belong together: a spin of the wheel is one step back."""
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class View:
    """What was seen: a stretch of time, and of which events."""

    viewport: Viewport
    filters: Filters = NO_FILTERS


class ViewHistory:
    """The views before and after the present one, at most a hundred each."""

    def __init__(self) -> None:
        self._past: list[View] = []
        self._future: list[View] = []
        self._last_move = float("-inf")

    def leave(self, view: View, now: float, *, apart: bool = False) -> None:
        """Remember the view that a move leaves, unless the move goes on within a burst; `now` in seconds.

        What happens `apart`, as a change of filters, is a step of its own.
        """
        is_new = apart or now - self._last_move > BURST
        if is_new and (not self._past or self._past[-1] != view):
            self._past.append(view)
            del self._past[:-_LONGEST]
        self._last_move = float("-inf") if apart else now
        self._future.clear()

    def back(self, present: View) -> View | None:
        """Return the view before, None where there is none; the present one lies ahead then."""
        return self._step(self._past, self._future, present)

    def forward(self, present: View) -> View | None:
        """Return the view that a step back left, None where there is none."""
        return self._step(self._future, self._past, present)

    def clear(self) -> None:
        """Forget all views, as for another dataset."""
        self._past.clear()
        self._future.clear()
        self._last_move = float("-inf")

    def _step(self, source: list[View], target: list[View], present: View) -> View | None:
        self._last_move = float("-inf")
        if not source:
            return None
        target.append(present)
        return source.pop()
