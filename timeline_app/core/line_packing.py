"""Puts the events of a large store on the lines of their lanes, the coarsest level first.

Owns the algorithm behind `prominence`; knows no views and no pixels.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.category_index import CategoryIndex
from timeline_app.core.columns import Columns

NEVER: Final = -1
"""The level of an event that is never labelled."""


def packed(
    columns: Columns, index: CategoryIndex, base_lines: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int8]]:
    """Return the line and the level of every row."""
    return np.zeros(len(columns), np.uint8), np.full(len(columns), NEVER, np.int8)
