"""Back and forward through the views: a stack of plain viewports.

Owns which views are worth returning to. Knows no widgets and no clock; the caller says what time it is.
"""

from __future__ import annotations

from typing import Final

from timeline_app.scene.viewport import Viewport

BURST: Final = 0.8
"""Seconds within which moves belong together: a spin of the wheel is one step back."""
_LONGEST: Final = 100


class ViewHistory:
    """The views before and after the present one, at most a hundred each."""

    def __init__(self) -> None:
        self._past: list[Viewport] = []
        self._future: list[Viewport] = []
        self._last_move = float("-inf")

    def leave(self, viewport: Viewport, now: float) -> None:
        """Remember the view that a move leaves, unless the move goes on within a burst; `now` in seconds."""
        if now - self._last_move > BURST and (not self._past or self._past[-1] != viewport):
            self._past.append(viewport)
            del self._past[:-_LONGEST]
        self._last_move = now
        self._future.clear()

    def back(self, present: Viewport) -> Viewport | None:
        """Return the view before, None where there is none; the present one lies ahead then."""
        return self._step(self._past, self._future, present)

    def forward(self, present: Viewport) -> Viewport | None:
        """Return the view that a step back left, None where there is none."""
        return self._step(self._future, self._past, present)

    def clear(self) -> None:
        """Forget all views, as for another dataset."""
        self._past.clear()
        self._future.clear()
        self._last_move = float("-inf")

    def _step(self, source: list[Viewport], target: list[Viewport], present: Viewport) -> Viewport | None:
        self._last_move = float("-inf")
        if not source:
            return None
        target.append(present)
        return source.pop()
