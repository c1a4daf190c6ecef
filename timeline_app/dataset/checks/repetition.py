"""Events that say the same: equal titles at equal dates under different ids.

Owns how they are found among a million without holding one of them. Knows no files.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import Final

import numpy as np

from timeline_app.core.event import Event
from timeline_app.core.text import one_line
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.paths import Path

_WORDS: Final = 2
"""Of 64 bits in each digest: so long that two different events do not share one."""


def digest_of(event: Event) -> bytes:
    """Return what is the same for events of the same titles and the same date."""
    titles = sorted(one_line(title).casefold() for _, title in event.title.versions if title)
    said = "\0".join((event.when.date.text, *titles))
    return blake2b(said.encode("utf-8", "replace"), digest_size=8 * _WORDS).digest()


class Repetition:
    """Remembers 24 bytes of each event that it sees: a digest of title and date, and its index."""

    def __init__(self) -> None:
        self._digests = bytearray()
        self._indices = array("q")

    def see(self, event: Event, path: Path) -> None:
        """Take in an event, the next one in the order of the file, at a path such as `events[1]`."""
        index = path[-1]
        if isinstance(index, int):
            self._digests += digest_of(event)
            self._indices.append(index)

    def tell(self, findings: Findings) -> None:
        """Say of each event that an earlier one has its title and date, and where that stands."""
        digests = np.frombuffer(self._digests, np.uint64).reshape(-1, _WORDS)
        # A stable order: of equal ones the first in the file comes first.
        order = np.lexsort(digests.T)
        ordered = digests[order]
        is_first = np.ones(len(order), np.bool_)
        is_first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
        firsts = order[np.maximum.accumulate(np.where(is_first, np.arange(len(order)), 0))]
        first_of = np.empty_like(order)
        first_of[order] = firsts
        indices = np.frombuffer(self._indices, np.int64)
        for seen in np.flatnonzero(first_of != np.arange(len(order))).tolist():
            first = ("events", int(indices[first_of[seen]]))
            message = "the title and the date are those of the event"
            findings.warn(("events", int(indices[seen])), message, other=first)
