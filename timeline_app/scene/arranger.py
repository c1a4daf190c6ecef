"""Finds the arrangement of a store for a viewport, and remembers the last ones.

Owns the choice between packing, for few events, and revealing, for many. Knows no y and no colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from timeline_app.core.store import EventStore
from timeline_app.scene.arrangement import Arrangement
from timeline_app.scene.labels import Labeller
from timeline_app.scene.lanes import lines_within
from timeline_app.scene.packing import level_of, packed
from timeline_app.scene.recent import Recent
from timeline_app.scene.revealing import Revealing
from timeline_app.scene.viewport import Viewport

_CACHED: Final = 24


@dataclass(frozen=True, slots=True)
class PackingKey:
    """What a packing depends on."""

    revision: int
    level: int
    language: str


class Arranger:
    """Arranges stores for viewports."""

    def __init__(self, labeller: Labeller) -> None:
        self._labeller = labeller
        self._packings: Recent[PackingKey, Arrangement] = Recent(_CACHED)
        self._revealing = Revealing(labeller)

    def arrange(self, store: EventStore, viewport: Viewport, height: float | None = None) -> Arrangement:
        """Return the arrangement for a viewport; of a large store it holds what is near the view.

        There crowds get only as many lines as have room on a height, where one is given.
        """
        if store.prominence is not None:
            lines = tuple(store.prominence.base_lines.tolist())
            caps = lines if height is None else lines_within(height, lines)
            return self._revealing.arrange(store, store.prominence, viewport, caps)
        level = level_of(viewport)
        key = PackingKey(store.revision, level, self._labeller.language.code)
        return self._packings.get(key, partial(packed, store, level, self._labeller))
