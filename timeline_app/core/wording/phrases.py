"""The shapes of date phrases that a language fills in.

Owns the types of the word tables `english` and `german`. Knows no date and makes no choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct

from timeline_app.core.date import Precision, Qualifier
from timeline_app.core.event import Role


class NounClass(Enum):
    """What decides articles and prepositions around a noun, in any of the languages."""

    DAY = auto()
    MONTH = auto()
    YEAR = auto()
    MASCULINE = auto()
    NEUTER = auto()
    PLURAL = auto()
    INDEFINITE = auto()
    ADVERB = auto()
    AGO = auto()


class Noun(Struct, frozen=True):
    """A date as a noun: alone ("Q2 2025"), in a sentence ("the second quarter of 2025"), in the dative."""

    label: str
    name: str
    dative: str
    noun_class: NounClass

    def placed(self, patterns: Mapping[NounClass, str]) -> str:
        """Return the noun with the preposition of its class, as in "in August 2025"."""
        return patterns[self.noun_class].format(label=self.label, name=self.name, dative=self.dative)


class NounPattern(Struct, frozen=True):
    """The pattern of a noun; `name` and `dative` are given where they differ from the form before."""

    noun_class: NounClass
    label: str
    name: str = ""
    dative: str = ""

    def fill(self, **values: str) -> Noun:
        """Return the noun with its placeholders filled."""
        name = self.name or self.label
        dative = self.dative or name
        return Noun(
            self.label.format(**values), name.format(**values), dative.format(**values), self.noun_class
        )


class Phrases(Struct, frozen=True):
    """All words that dates need in one language.

    Patterns hold the placeholders that their comments name. `{year}` after a month or day is "2025" or,
    for a masked year, what `of_a_year` gives; `{of_year}` is the same with the language's "of".
    """

    decimal_point: str

    # Single dates
    months: tuple[str, ...]
    day: NounPattern  # days, month, year
    day_number: str  # day
    month: NounPattern  # month, year
    seasons: Mapping[int, NounPattern]  # year, of_year
    thirds_about: Mapping[int, NounPattern]  # year: what an approximate third of a year is called
    year: NounPattern  # year
    long_year: NounPattern  # year
    before_christ: str  # year
    anno_domini: str  # year
    deep: NounPattern  # amount
    millions: tuple[str, str]  # number; for exactly 1, else
    billions: tuple[str, str]
    of_year: str  # year

    # Dates with unspecified digits
    decade: NounPattern  # year
    years: NounPattern  # years
    unknown_year: NounPattern
    year_like: NounPattern  # digits
    of_a_year: str  # inside
    of_unknown_year: str
    of_year_like: str  # digits
    some_month: NounPattern  # inside
    some_day: NounPattern  # inside
    some_time: str  # inside
    day_of_some_month: NounPattern  # days, inside
    day_range: NounPattern  # first, last, month, year

    # Times of day
    date_and_time: str  # date, time
    zone: str  # zone; added after the time

    # Prepositions: label, name, dative
    inside: Mapping[NounClass, str]
    whole: Mapping[NounClass, str]
    onward: Mapping[NounClass, str]
    until: Mapping[NounClass, str]
    bounding: Mapping[NounClass, str]  # after "between"

    # Doubt
    qualified: Mapping[Qualifier, str]  # date
    doubts: Mapping[Qualifier, str]
    parts: tuple[str, str, str]  # year, month, day
    season_part: str
    estimated: str  # year

    # Intervals and sets
    interval: str  # start, end
    open_end: str  # onward
    unknown_end: str  # onward
    open_start: str  # until
    unknown_start: str  # until
    between: str  # first, last
    every: str  # range
    or_earlier: str  # date
    or_later: str  # date
    any_time: str
    last_or: str  # before, last
    last_and: str  # before, last

    # Words beside dates
    precisions: Mapping[Precision, str]
    roles: Mapping[Role, str]
    languages: Mapping[str, str]
