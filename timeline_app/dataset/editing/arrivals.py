"""What a batch brings, sorted for a person who decides about it: new, clashing, there already, doubtful.

Owns which entries are doubtful and which remark belongs to which entry. Decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from timeline_app.core.errors import Problem
from timeline_app.dataset.editing.batch import Batch
from timeline_app.dataset.editing.comparison import Comparison, Incoming, State

_ENTRY: Final = re.compile(r"(?:categories|sources|events)?\[[0-9]+\]")
"""How the path of anything in an entry begins; that of a single event has no such beginning."""


class Section(Enum):
    """How what came in is sorted; an entry may be doubtful beside anything else."""

    NEW = "new"
    CLASHING = "clashing"
    SAME = "same"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An entry that came in with the remarks on it; `is_doubted` where its date looks finer than it was.

    `incoming` is None for remarks on a text as a whole.
    """

    incoming: Incoming | None
    problems: tuple[Problem, ...] = ()
    is_doubted: bool = False


Arrivals = Mapping[Section, tuple[Arrival, ...]]
"""What came in by section, in the order in which it came; every section is there."""

_SECTIONS: Final = {
    State.NEW: Section.NEW,
    State.CLASHING: Section.CLASHING,
    State.SAME: Section.SAME,
}


def arrivals_of(batch: Batch) -> Arrivals:
    """Return what a batch brings; what is there already is in doubt no more, nor are coarser dates."""
    sections: dict[Section, list[Arrival]] = {section: [] for section in Section}
    doubt = batch.doubt if batch.choice.precision is None else None
    doubted = frozenset(doubt.ids if doubt is not None else ())
    for comparison in batch.comparisons:
        for arrival in _arrivals(comparison, doubted):
            incoming = arrival.incoming
            if incoming is not None:
                sections[_SECTIONS[incoming.state]].append(arrival)
            if incoming is None or (
                incoming.state is not State.SAME and (arrival.problems or arrival.is_doubted)
            ):
                sections[Section.DOUBTFUL].append(arrival)
    return {section: tuple(listed) for section, listed in sections.items()}


def _arrivals(comparison: Comparison, doubted: frozenset[str]) -> Iterator[Arrival]:
    paths = {entry.path for entry in comparison.entries}
    remarks: dict[str, list[Problem]] = {}
    whole: list[Problem] = []
    for problem in comparison.problems:
        beginning = _ENTRY.match(problem.path)
        path = beginning[0] if beginning else ""
        (remarks.setdefault(path, []) if path in paths else whole).append(problem)
    if whole:
        yield Arrival(None, tuple(whole))
    for entry in comparison.entries:
        is_doubted = entry.kind == "events" and entry.id in doubted
        yield Arrival(entry, tuple(remarks.get(entry.path, ())), is_doubted)
