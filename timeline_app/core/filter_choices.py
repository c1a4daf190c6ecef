"""What filters can be set to: the values that occur in a store, with how many events each.

Owns the counts. Which events pass is in `filters`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import CodeLists, Flag
from timeline_app.core.evidence import source_name
from timeline_app.core.filters import GROUP_OF_PRECISION, PrecisionGroup, source_languages
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore
from timeline_app.core.wording import language_name

MOST_CHOICES: Final = 500
"""A list of choices has at most these, the most frequent; `more` counts the rest."""

Value = TypeVar("Value")
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """A value, its name for people and how many events have it."""

    value: Value
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ChoiceList(Generic[Value]):
    """Values that occur, most frequent first, precisions finest first; `more` are left off."""

    choices: tuple[Choice[Value], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of each kind of filter that occur in a store; values are what `Filters` holds."""

    categories: ChoiceList[str]
    tags: ChoiceList[str]
    sources: ChoiceList[str]
    languages: ChoiceList[str]
    precisions: ChoiceList[PrecisionGroup]
    without_excerpt: int


def choices_in(store: EventStore, language: Language) -> Choices:
    """Return what the events of a store can be filtered by."""
    columns = store.columns
    labels = [category.label.in_language(language.code) or category.id for category in store.categories]
    spoken = source_languages(store)
    languages = sorted(set(spoken) - {""})
    codes = {name: code for code, name in enumerate(languages)}
    of_source = np.array([codes.get(name, -1) for name in spoken], np.int32)

    def source_text(code: int) -> str:
        source = store.source(store.source_ids[code])
        return store.source_ids[code] if source is None else source_name(source, language)

    return Choices(
        categories=_most_frequent(
            [category.id for category in store.categories],
            np.bincount(columns.category_code, minlength=len(labels)),
            labels.__getitem__,
        ),
        tags=_most_frequent(
            store.tags,
            np.bincount(columns.tag_codes.codes, minlength=len(store.tags)),
            store.tags.__getitem__,
        ),
        sources=_most_frequent(
            store.source_ids,
            np.bincount(columns.source_codes.codes, minlength=len(store.source_ids)),
            source_text,
        ),
        languages=_most_frequent(
            languages,
            _events_with(columns.source_codes, of_source, len(languages)),
            lambda code: language_name(languages[code], language),
        ),
        precisions=_precisions(np.bincount(columns.precision, minlength=len(GROUP_OF_PRECISION)), language),
        without_excerpt=int(np.count_nonzero(columns.flags & Flag.NO_EXCERPT)),
    )


def _most_frequent(
    values: Sequence[Value], counts: Counts, text_of: Callable[[int], str]
) -> ChoiceList[Value]:
    """Return the values that are counted, most frequent first, and then in their order."""
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    shown = order[:MOST_CHOICES].tolist()
    choices = tuple(Choice(values[code], text_of(code), int(counts[code])) for code in shown)
    return ChoiceList(choices, len(order) - len(shown))


def _events_with(lists: CodeLists, group_of_code: npt.NDArray[np.int32], groups: int) -> Counts:
    """Return for each group of codes how many events have any of it; -1 is no group."""
    lengths = np.diff(lists.offsets)
    events = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    found = group_of_code[lists.codes]
    counts = np.zeros(groups, np.int64)
    for group in range(groups):
        having = np.zeros(len(lengths), np.bool_)
        having[events[found == group]] = True
        counts[group] = np.count_nonzero(having)
    return counts


def _precisions(counts: Counts, language: Language) -> ChoiceList[PrecisionGroup]:
    numbers = counts.tolist()
    of_group = {
        group: sum(numbers[group.value[0] : group.value[1] + 1])  # the slice ends after the coarsest
        for group in PrecisionGroup
    }
    return ChoiceList(
        tuple(Choice(group, group.text(language), number) for group, number in of_group.items() if number)
    )
