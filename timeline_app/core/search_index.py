"""Which events hold which words: an inverted index of plain arrays.

Owns the arrays and the search in them; they can be kept in a file and memory-mapped. Knows no files, and of
stores only which row a position has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Int32Column, Int64Column, frozen
from timeline_app.core.event import Event
from timeline_app.core.index_building import indexed
from timeline_app.core.search_query import Query, Term, Token
from timeline_app.core.store import EventStore
from timeline_app.core.stored import array_of, below

TextsOf = Callable[[int], Iterable[str]]
"""Returns the searchable texts of the event at a position."""

_AFTER_ALL: Final = b"\xff"
"""Follows every continuation: no UTF-8 has it."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a query found: positions that match, and those whose texts decide; both ascending.

    Words are decided by the index alone. A phrase is not: what holds its words is `undecided` until `read`.
    """

    query: Query
    matches: Int32Column
    undecided: Int32Column

    def read(self, texts_of: TextsOf, limit: int = 2_000) -> Found:
        """Decide the first `limit` of the undecided by their texts; the rest stays undecided.

        Called until nothing is undecided, it gives all that the query finds.
        """
        now, later = self.undecided[:limit], self.undecided[limit:]
        hits = [position for position in now.tolist() if self.query.matches(texts_of(position))]
        if not hits:
            return Found(self.query, self.matches, later)
        places = np.searchsorted(self.matches, np.array(hits, np.int32))
        return Found(self.query, frozen(np.insert(self.matches, places, hits)), later)


@dataclass(frozen=True, slots=True, eq=False)
class SearchIndex:
    """The words of all events; a position counts the events of the file from 0, below `sizes[0]`.

    Token t is the UTF-8 `letters`[token_ends[t - 1], token_ends[t]); tokens are sorted by their bytes. Its
    positions, ascending, are `positions`[position_ends[t - 1], position_ends[t]), so that those of all tokens
    with one beginning are one slice.
    """

    sizes: Int64Column
    letters: npt.NDArray[np.uint8]
    token_ends: Int64Column
    positions: Int32Column
    position_ends: Int64Column

    @classmethod
    def build(cls, documents: Iterable[tuple[int, Iterable[str]]]) -> Self:
        """Index the texts of events, given with their positions in ascending order."""
        size = 0

        def counted() -> Iterator[tuple[int, Iterable[str]]]:
            nonlocal size
            for document in documents:
                size = document[0] + 1
                yield document

        made = indexed(counted())
        return cls(
            frozen(np.array([size], np.int64)),
            np.frombuffer(made.letters, np.uint8),
            frozen(made.token_ends),
            frozen(made.positions),
            frozen(made.position_ends),
        )

    def arrays(self) -> Mapping[str, npt.NDArray[np.generic]]:
        """Return the arrays by name, for a file."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """Return the index of such arrays, which are not copied; raise ValueError where they do not fit."""
        sizes = array_of(arrays, "sizes", np.int64, 1)
        letters = array_of(arrays, "letters", np.uint8)
        token_ends = _ends(array_of(arrays, "token_ends", np.int64), len(letters))
        positions = below(array_of(arrays, "positions", np.int32), int(sizes[0]))
        position_ends = array_of(arrays, "position_ends", np.int64, len(token_ends))
        return cls(sizes, letters, token_ends, positions, _ends(position_ends, len(positions)))

    @property
    def size(self) -> int:
        """Return how many positions there are."""
        return int(self.sizes[0])

    def find(self, query: Query) -> Found:
        """Return what a query finds; an empty query finds nothing."""
        wanted = [term for term in query.terms if not term.is_excluded]
        if not query:
            return Found(query, _NOWHERE, _NOWHERE)
        held = np.ones(self.size, np.bool_)
        for token in dict.fromkeys(token for term in wanted for token in term.tokens):
            held &= self._holding(token)
        unsure = np.full(self.size, any(_is_sequence(term) for term in wanted))
        for term in query.terms:
            if not term.is_excluded:
                continue
            if _is_sequence(term):
                unsure |= np.logical_and.reduce([self._holding(token) for token in term.tokens])
            else:
                held &= ~self._holding(term.tokens[0])
        return Found(query, _positions(held & ~unsure), _positions(held & unsure))

    def _holding(self, token: Token) -> npt.NDArray[np.bool_]:
        """Return for each position whether its event has a token."""
        spelled = token.text.encode()
        first = self._place(spelled)
        last = self._place(spelled + (_AFTER_ALL if token.is_prefix else b"\0"))
        mask = np.zeros(self.size, np.bool_)
        if first < last:
            start = self.position_ends[first - 1] if first else 0
            mask[self.positions[start : self.position_ends[last - 1]]] = True
        return mask

    def _place(self, spelled: bytes) -> int:
        """Return how many tokens are less than some bytes."""
        low, high = 0, len(self.token_ends)
        while low < high:
            middle = (low + high) // 2
            start = int(self.token_ends[middle - 1]) if middle else 0
            if self.letters[start : int(self.token_ends[middle])].tobytes() < spelled:
                low = middle + 1
            else:
                high = middle
        return low


def searchable_texts(event: Event) -> Iterator[str]:
    """Yield what an event is found by: its title and summary in all languages, its excerpts and tags."""
    for text in (event.title, event.summary):
        for _, version in text.versions:
            yield version
    for excerpt in event.excerpts:
        yield excerpt.exact
    yield from event.tags


def _ends(array: Int64Column, last: int) -> Int64Column:
    """Return the array; raise ValueError where it does not rise to its last value."""
    if (np.diff(array, prepend=0, append=last) < 0).any() or (array[-1:] != last).any():
        raise ValueError(f"ends do not rise to {last:,}")
    return array


def rows_at(store: EventStore, positions: Int32Column) -> Int64Column:
    """Return the rows, ascending, of those positions whose events a store has."""
    size = max(int(positions.max(initial=-1)), int(store.file_order.max(initial=-1))) + 1
    wanted = np.zeros(size, np.bool_)
    wanted[positions] = True
    return np.flatnonzero(wanted[store.file_order])


def _is_sequence(term: Term) -> bool:
    return len(term.tokens) > 1


def _positions(mask: npt.NDArray[np.bool_]) -> Int32Column:
    return frozen(np.flatnonzero(mask).astype(np.int32))


_NOWHERE: Final = _positions(np.zeros(0, np.bool_))
