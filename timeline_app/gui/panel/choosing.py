"""Choosing several of the events that are listed, as file managers do: toggled, from one to another, all.

Owns what becomes of the rows that are chosen. Knows no widget.
"""

from __future__ import annotations

from enum import Enum, auto

import numpy as np

from timeline_app.core.columns import Int64Column, distinct


class Pick(Enum):
    """How an event of the list was picked."""

    ALONE = auto()
    TOGGLED = auto()
    """Besides what is chosen, or no longer."""
    RANGE = auto()
    """All from the one that was picked before."""
    FURTHER_RANGE = auto()
    """All from there, besides what is chosen."""


def chosen_after(pick: Pick, chosen: Int64Column, listed: Int64Column, anchor: int, row: int) -> Int64Column:
    """Return the rows that are chosen when one is picked; a range goes over what is listed."""
    first, last = sorted((anchor, row))
    between = listed[np.searchsorted(listed, first) : np.searchsorted(listed, last, "right")]
    match pick:
        case Pick.ALONE:
            return np.array([row], np.int64)
        case Pick.TOGGLED:
            return np.setxor1d(chosen, np.array([row], np.int64), assume_unique=True)
        case Pick.RANGE:
            return between
    return distinct(np.concatenate((chosen, between)))


def unlisted(chosen: Int64Column, listed: Int64Column) -> int:
    """Return how many of the chosen rows are not listed."""
    is_listed = np.searchsorted(listed, chosen, "right") > np.searchsorted(listed, chosen)
    return len(chosen) - int(np.count_nonzero(is_listed))
