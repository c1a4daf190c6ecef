"""Which events hold which words: an inverted index of plain arrays.

Owns the arrays and the search in them; they can be kept in a file and memory-mapped. Knows no files and no
rows of a store but in `rows_at`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Int32Column, Int64Column
from timeline_app.core.event import Event
from timeline_app.core.search_query import Query
from timeline_app.core.store import EventStore

TextsOf = Callable[[int], Iterable[str]]
"""Returns the searchable texts of the event at a position."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a query found: sorted positions that match, and those whose texts decide.

    Words are decided by the index alone. A phrase is not: what holds its words is `undecided` until `read`.
    """

    query: Query
    matches: Int32Column
    undecided: Int32Column

    def read(self, texts_of: TextsOf, limit: int = 2_000) -> Found:
        """Decide the first `limit` of the undecided by their texts; the rest stays undecided."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, eq=False)
class SearchIndex:
    """The words of all events; a position counts the events of the file from 0, below `size`.

    Token t is the UTF-8 `letters`[token_ends[t - 1], token_ends[t]); tokens are sorted by their bytes. Its
    positions, ascending, are `positions`[position_ends[t - 1], position_ends[t]), so that those of all tokens
    with one beginning are one slice.
    """

    size: int
    letters: npt.NDArray[np.uint8]
    token_ends: Int64Column
    positions: Int32Column
    position_ends: Int64Column

    @classmethod
    def build(cls, documents: Iterable[tuple[int, Iterable[str]]]) -> Self:
        """Index the texts of events, given with their positions in ascending order."""
        raise NotImplementedError

    def arrays(self) -> Mapping[str, npt.NDArray[np.generic]]:
        """Return the arrays by name, for a file."""
        raise NotImplementedError

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """Return the index of such arrays, without copying; raise KeyError where one is missing."""
        raise NotImplementedError

    def find(self, query: Query) -> Found:
        """Return what a query finds; an empty query finds nothing."""
        raise NotImplementedError


def searchable_texts(event: Event) -> Iterator[str]:
    """Yield what an event is found by: title and summary in all languages, excerpts, tags."""
    raise NotImplementedError


def rows_at(store: EventStore, positions: Int32Column) -> Int64Column:
    """Return the rows, ascending, of those positions whose events a store has."""
    raise NotImplementedError
