"""What filters can be set to: the values that occur in a store, with how many events each.

Owns the counts. Knows no filters that are set (see `filters`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from timeline_app.core.filters import PrecisionGroup
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore

SHOWN: Final = 500
"""A list of choices has at most these, the most frequent; `more` counts the rest."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """A value, its name for people and how many events have it."""

    value: Value
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ChoiceList(Generic[Value]):
    """Values that occur, most frequent first but precisions, finest first; `more` are left off."""

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
    raise NotImplementedError
