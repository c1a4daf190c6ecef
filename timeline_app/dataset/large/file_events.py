"""Events that stay in their file until a person looks at one.

Owns where each event lies, and the few that were looked at last. Knows nothing of how an event is read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Int32Column, Int64Column, frozen
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Event
from timeline_app.core.stored import Array, array_of, below
from timeline_app.dataset.bulk.careful import event_at
from timeline_app.dataset.bulk.ids import id_hashes
from timeline_app.dataset.bulk.texts import searchable_in
from timeline_app.dataset.content import Content

_REMEMBERED: Final = 4_096


class FileEvents:
    """The events of a content; the one at position p lies in its bytes [starts[p], starts[p] + lengths[p]).

    `hashes` are those of the ids, by which an event is known again; `by_hash` are the positions in their
    order. All of it may be asked by several threads at once.
    """

    def __init__(
        self,
        content: Content,
        starts: Int64Column,
        lengths: Int32Column,
        hashes: npt.NDArray[np.uint64],
        by_hash: Int32Column,
    ) -> None:
        self._content = content
        self._starts = starts
        self._lengths = lengths
        self._hashes = hashes
        self._by_hash = by_hash
        self._seen: OrderedDict[int, Event] = OrderedDict()
        self._lock = Lock()

    @classmethod
    def of(
        cls, content: Content, starts: Int64Column, lengths: Int32Column, hashes: npt.NDArray[np.uint64]
    ) -> Self:
        """Find events by their ids too; sorts the hashes."""
        by_hash = frozen(np.argsort(hashes, kind="stable").astype(np.int32))
        return cls(content, starts, lengths, hashes, by_hash)

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array], content: Content) -> Self:
        """Make it again of what `arrays` returned; raises ValueError where they do not fit the content."""
        starts = array_of(arrays, "event_starts", np.int64)
        size = len(starts)
        lengths = array_of(arrays, "event_lengths", np.int32, size)
        if size and (starts.min() < 0 or lengths.min() < 0 or (starts + lengths).max() > content.size):
            raise ValueError("an event lies outside its file")
        return cls(
            content,
            starts,
            lengths,
            array_of(arrays, "event_hashes", np.uint64, size),
            below(array_of(arrays, "event_by_hash", np.int32, size), size),
        )

    def arrays(self) -> dict[str, Array]:
        """Return by name what a file has to keep."""
        return {
            "event_starts": self._starts,
            "event_lengths": self._lengths,
            "event_hashes": self._hashes,
            "event_by_hash": self._by_hash,
        }

    def __len__(self) -> int:
        return len(self._starts)

    def event(self, position: int) -> Event:
        """Return the event at a position; raise TimelineError where the file no longer holds it."""
        with self._lock:
            seen = self._seen.get(position)
            if seen is not None:
                self._seen.move_to_end(position)
                return seen
        event = self.read(position)
        with self._lock:
            self._seen[position] = event
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return event

    def read(self, position: int) -> Event:
        """Return the event at a position without remembering it, for those who look at all of them."""
        start = int(self._starts[position])
        event = event_at(self._content, start, int(self._lengths[position]))
        if id_hashes([event.id])[0] != self._hashes[position]:
            raise TimelineError(
                f"the dataset has changed since it was read: found the event “{event.id}” at byte {start:,}; "
                "expected another, so open the file again"
            )
        return event

    def searchable(self) -> Iterator[tuple[int, list[str]]]:
        """Yield all positions with the texts by which their events are found; raises TimelineError."""
        return searchable_in(self._content, self._starts, self._lengths)

    def position_of(self, event_id: str) -> int | None:
        """Return the position of an id, None where no event has it."""
        (wanted,) = id_hashes([event_id])
        first = int(np.searchsorted(self._hashes, wanted, "left", sorter=self._by_hash))
        after = int(np.searchsorted(self._hashes, wanted, "right", sorter=self._by_hash))
        for position in self._by_hash[first:after].tolist():
            if self.event(position).id == event_id:
                return int(position)
        return None
