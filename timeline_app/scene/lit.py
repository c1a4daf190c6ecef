"""Which events a search lights up, and how the others step back.

Owns the value that tells a chart what was found, and the shade of what was not. Knows no search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.store import EventStore
from timeline_app.scene.contrast import blended

_KEPT: Final = 0.38
"""How much of its colour an event keeps that was not found."""


@dataclass(frozen=True, slots=True, eq=False)
class Lit:
    """The rows of a store that are lit, and a store of these rows for counting, None until there is one."""

    mask: npt.NDArray[np.bool_]
    store: EventStore | None


def dimmed(colour: str, ground: str) -> str:
    """Return the shade of a colour that steps back on a ground."""
    return blended(colour, ground, _KEPT)
