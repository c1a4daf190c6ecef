"""Which events are shown: filters by category, tag, source, language, precision, evidence and time.

Owns what filters say and which rows of a store pass them. What they can be set to is in `filter_choices`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from timeline_app.core.date import Date
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore


class PrecisionGroup(Enum):
    """How exactly a date is known, as people sort it."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    PART_OF_YEAR = "part of a year"
    YEAR = "year"
    LONGER = "longer"


@dataclass(frozen=True, slots=True)
class Filters:
    """What an event must be: one of the values of every kind that has any.

    Categories and sources are ids; `languages` are primary subtags ("de") of an event's sources. `span` is
    from the start of the first date to the end of the second, both included; an event passes that touches it.
    """

    categories: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    precisions: frozenset[PrecisionGroup] = frozenset()
    without_excerpt: bool = False
    span: tuple[Date, Date] | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether every event passes."""
        return self == NO_FILTERS

    def mask(self, store: EventStore) -> npt.NDArray[np.bool_]:
        """Return for each row of a store whether it passes."""
        raise NotImplementedError

    def chips(self, language: Language, store: EventStore) -> tuple[Chip, ...]:
        """Return each value in words with what remains when it is removed."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of a filter in words ("Category: Factories"), and the filters without it."""

    text: str
    rest: Filters


NO_FILTERS = Filters()
