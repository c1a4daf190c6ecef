"""What a search found among the events that are shown, and how both are worked out beside the window.

Owns the values that go from the worker to the session. Knows no widgets and no threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Int32Column, Int64Column, frozen
from timeline_app.core.filters import Filters
from timeline_app.core.instant import Instant
from timeline_app.core.search_index import SearchIndex, rows_at, searchable_texts
from timeline_app.core.search_query import Query
from timeline_app.core.store import EventStore

_GATHERED_AT_ONCE: Final = 20_000
"""A store of so many is made in a few milliseconds; a larger one must not delay what is found."""


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """The events found; `rows`, ascending, and `mask` are over the rows of the store that was shown.

    `positions` are those of all matches in the file, also of those that do not pass the filters.
    `undecided` counts events whose texts could not all be looked through. `store` holds the matches alone,
    in time order: row i of it is `rows[i]`. Of more than 20,000 it is None until `with_store`.
    """

    query: Query
    positions: Int32Column
    rows: Int64Column
    mask: npt.NDArray[np.bool_]
    undecided: int = 0
    store: EventStore | None = None

    @classmethod
    def of(cls, index: SearchIndex, query: Query, shown: EventStore) -> Self:
        """Search the index, and where it cannot decide, the events' texts."""

        def texts_of(position: int) -> Iterator[str]:
            return searchable_texts(shown.events.event(position))

        found = index.find(query).read(texts_of)
        rows = rows_at(shown, found.matches)
        mask = np.zeros(len(shown), np.bool_)
        mask[rows] = True
        made = cls(query, found.matches, rows, frozen(mask), len(found.undecided))
        return made.with_store(shown) if len(rows) <= _GATHERED_AT_ONCE else made

    def __len__(self) -> int:
        return len(self.rows)

    def with_store(self, shown: EventStore) -> Self:
        """Return the same with a store of the matches."""
        return replace(self, store=shown.subset(self.rows, labelled=False))

    def place_of(self, row: int) -> int | None:
        """Return which match a row is, from 0; None where it is none."""
        place = int(np.searchsorted(self.rows, row))
        return place if place < len(self.rows) and self.rows[place] == row else None

    def step_from(self, row: int, step: int) -> int | None:
        """Return the next match after a row, or with -1 the one before, going round; None without any.

        Before the first row is -1, so that a step of 1 from there is the first match.
        """
        if not len(self.rows):
            return None
        if step > 0:
            place = int(np.searchsorted(self.rows, row, "right"))
        else:
            place = int(np.searchsorted(self.rows, row, "left")) - 1
        return int(self.rows[place % len(self.rows)])


def passing(store: EventStore, filters: Filters) -> EventStore:
    """Return the events of a store that pass the filters."""
    return store if filters.is_empty else store.subset(np.flatnonzero(filters.mask(store)))


def first_row_from(store: EventStore, start: Instant) -> int:
    """Return the first row that starts at an instant or later."""
    key = min(max(start // store.unit, -(2**62)), 2**62)
    return int(np.searchsorted(store.columns.earliest_start, np.int64(key)))
