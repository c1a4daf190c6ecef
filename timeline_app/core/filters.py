"""Which events are shown: filters by category, tag, source, language, precision, evidence and time.

Owns what filters say and which rows of a store pass them. What they can be set to is in `filter_choices`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Flag
from timeline_app.core.date import Bound, Date, Edge, Precision
from timeline_app.core.evidence import source_name
from timeline_app.core.instant import Instant, Span
from timeline_app.core.language import Language
from timeline_app.core.language_tag import primary_language
from timeline_app.core.store import EventStore
from timeline_app.core.wording import date_text, language_name, precision_text

Mask = npt.NDArray[np.bool_]
Value = TypeVar("Value")

_EVER: Final = Span(Instant(-(2**100)), Instant(2**100))
"""Beyond every key of a store."""


class PrecisionGroup(Enum):
    """How exactly a date is known, as people sort it: the finest and the coarsest precision."""

    TIME = (Precision.MICROSECOND, Precision.MINUTE)
    DAY = (Precision.DAY, Precision.DAY)
    MONTH = (Precision.MONTH, Precision.MONTH)
    PART_OF_YEAR = (Precision.QUARTER, Precision.HALF_YEAR)
    YEAR = (Precision.YEAR, Precision.YEAR)
    LONGER = (Precision.DECADE, Precision.COARSER)

    def text(self, language: Language) -> str:
        """Return the name of the group: "day", "decade or longer"."""
        match self:
            case PrecisionGroup.TIME:
                return language("time of day")
            case PrecisionGroup.PART_OF_YEAR:
                return language("quarter, season or half-year")
            case PrecisionGroup.LONGER:
                return language("decade or longer")
        return precision_text(self.value[0], language)


@dataclass(frozen=True, slots=True)
class Filters:
    """What an event must be: of every kind that has values, one of them.

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

    def mask(self, store: EventStore) -> Mask:
        """Return for each row of a store whether it passes."""
        passing = np.ones(len(store), np.bool_)
        for kind in self._masks(store):
            passing &= kind
        return passing

    def _masks(self, store: EventStore) -> Iterator[Mask]:
        """Yield the mask of each kind that has values."""
        columns = store.columns
        if self.categories:
            yield _among(self.categories, [category.id for category in store.categories])[
                columns.category_code
            ]
        if self.tags:
            yield columns.tag_codes.holding(np.flatnonzero(_among(self.tags, store.tags)))
        if self.sources:
            yield columns.source_codes.holding(np.flatnonzero(_among(self.sources, store.source_ids)))
        if self.languages:
            spoken = _among(self.languages, source_languages(store))
            yield columns.source_codes.holding(np.flatnonzero(spoken))
        if self.precisions:
            yield _among(self.precisions, GROUP_OF_PRECISION)[columns.precision]
        if self.without_excerpt:
            yield columns.flags & Flag.NO_EXCERPT != 0
        if self.span is not None:
            touching = np.zeros(len(store), np.bool_)
            touching[store.rows_in(_hull(*self.span))] = True
            yield touching

    def chips(self, language: Language, store: EventStore) -> tuple[Chip, ...]:
        """Return each value in words, by kind and then by name, with what remains when it is removed."""
        labels = {category.id: category.label.in_language(language.code) for category in store.categories}

        def source_text(source_id: str) -> str:
            source = store.source(source_id)
            return source_id if source is None else source_name(source, language)

        chips = [
            *_chips(
                self.categories,
                lambda value: language("Category: {name}", name=labels.get(value) or value),
                lambda rest: replace(self, categories=rest),
            ),
            *_chips(
                self.tags,
                lambda value: language("Tag: {name}", name=value),
                lambda rest: replace(self, tags=rest),
            ),
            *_chips(
                self.sources,
                lambda value: language("Source: {name}", name=source_text(value)),
                lambda rest: replace(self, sources=rest),
            ),
            *_chips(
                self.languages,
                lambda value: language("Language: {name}", name=language_name(value, language)),
                lambda rest: replace(self, languages=rest),
            ),
            *_chips(
                self.precisions,
                lambda value: language("Precision: {name}", name=value.text(language)),
                lambda rest: replace(self, precisions=rest),
            ),
        ]
        if self.without_excerpt:
            chips.append(Chip(language("Without an excerpt"), replace(self, without_excerpt=False)))
        if self.span is not None:
            ends = dict.fromkeys(date_text(date, language) for date in self.span)
            chips.append(Chip(" – ".join(ends), replace(self, span=None)))
        return tuple(chips)


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of a filter in words ("Category: Factories"), and the filters without it."""

    text: str
    rest: Filters


def source_languages(store: EventStore) -> list[str]:
    """Return for each code of a source its primary language, "" where it is not known."""
    known = {source.id: primary_language(source.language) for source in store.sources}
    return [known.get(source_id, "") for source_id in store.source_ids]


def _group_of(precision: int) -> PrecisionGroup | None:
    return next((group for group in PrecisionGroup if group.value[0] <= precision <= group.value[1]), None)


GROUP_OF_PRECISION: Final = tuple(map(_group_of, range(max(Precision) + 1)))
"""The group of each `Precision`; the index is its number."""
NO_FILTERS: Final = Filters()


def _among(wanted: Collection[object], values: Iterable[object]) -> Mask:
    """Return for each value whether it is wanted."""
    return np.array([value in wanted for value in values], np.bool_)


def _chips(
    values: frozenset[Value], text_of: Callable[[Value], str], without: Callable[[frozenset[Value]], Filters]
) -> list[Chip]:
    return sorted((Chip(text_of(value), without(values - {value})) for value in values), key=lambda c: c.text)


def _hull(first: Date, last: Date) -> Span:
    """Return from where one date begins to where another ends; the limits of all where a side has none."""
    start = _known(first.bounds.earliest_start, _EVER.start)
    return Span(start, max(start, _known(last.bounds.latest_end, _EVER.end)))


def _known(bound: Bound, limit: Instant) -> Instant:
    return limit if isinstance(bound, Edge) else bound
