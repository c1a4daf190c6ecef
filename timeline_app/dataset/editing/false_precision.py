"""Dates of a batch that look finer than they can have been: first days of months, 1 January.

Owns when a batch is doubted, and how a date becomes coarser. Decides nothing: a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

from timeline_app.core.civil import days_in_month
from timeline_app.core.date import Precision
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.core.language import Language
from timeline_app.core.prose import read_date
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.comparison import Comparison, State
from timeline_app.dataset.editing.entry_json import edtf_of, with_edtf
from timeline_app.dataset.writing import Number, WrittenJson

FEWEST: Final = 5
_SHARE_IN_PERCENT: Final = 80
_NEW_YEARS_IN_PERCENT: Final = 25
"""From this share on, so many of the first days are 1 January that they are no first days of a month only."""
_DAY: Final = re.compile(
    r"(?P<year>-?[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:T(?P<clock>[0-9:.]+)(?P<zone>[^?~%]*))?"
    r"(?P<doubt>[?~%]?)\Z",
    re.ASCII,
)
_MIDNIGHT: Final = re.compile(r"00:00(:00(\.0+)?)?\Z", re.ASCII)
_PLACE: Final = re.compile(r"[0-9]{1,9}\Z", re.ASCII)
_OPEN: Final = ("", "..")


@dataclass(frozen=True, slots=True)
class Doubt:
    """The events of a batch whose dates are alike, how many of its dates name a day, and which are 1 January.

    `ids` are those of first days, `new_years` those of them that are 1 January.
    """

    ids: tuple[str, ...]
    new_years: tuple[str, ...]
    days: int

    @classmethod
    def together(cls, doubts: Iterable[Self]) -> Self | None:
        """Return the doubts about several texts as one, None where there are none."""
        listed = tuple(doubts)
        if not listed:
            return None
        ids = dict.fromkeys(event_id for doubt in listed for event_id in doubt.ids)
        new_years = dict.fromkeys(event_id for doubt in listed for event_id in doubt.new_years)
        return cls(tuple(ids), tuple(new_years), sum(doubt.days for doubt in listed))

    @property
    def precisions(self) -> tuple[Precision, ...]:
        """Return the coarser precisions that may be meant, the likeliest first; see `coarser`."""
        if len(self.new_years) == len(self.ids):
            return Precision.YEAR, Precision.MONTH
        is_mixed = len(self.new_years) * 100 >= len(self.ids) * _NEW_YEARS_IN_PERCENT
        return (Precision.MONTH, Precision.YEAR) if is_mixed else (Precision.MONTH,)

    def sentence(self, language: Language) -> str:
        """Return what is seen, with the numbers, and the question."""
        n, days = language.number(len(self.ids)), language.number(self.days)
        match self.precisions:
            case (Precision.YEAR, _):
                return language(
                    "{n} of {all} dates are 1 January. Was only the year known, or only the month?",
                    n=n,
                    all=days,
                )
            case (_, Precision.YEAR):
                return language(
                    "{n} of {all} dates are the first day of a month, {m} of them 1 January."
                    " Was only the month known, or only the year?",
                    n=n,
                    all=days,
                    m=language.number(len(self.new_years)),
                )
        return language(
            "{n} of {all} dates are the first day of a month. Was only the month known?", n=n, all=days
        )

    def answer(self, precision: Precision, language: Language) -> str:
        """Return what a precision means as an answer to the question."""
        if precision is Precision.MONTH:
            return language("Only the month")
        if self.precisions[0] is Precision.YEAR:
            return language("Only the year")
        return language("Of 1 January the year, else the month")


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that a date names, one or the two of an interval; None for an open side."""

    start: re.Match[str] | None
    end: re.Match[str] | None

    @classmethod
    def of(cls, edtf: str) -> Self | None:
        """Return the days of a date; None where it names none, or something coarser beside one."""
        first, parted, last = edtf.partition("/")
        start, end = _DAY.match(first), _DAY.match(last)
        if not parted:
            return cls(start, None) if start is not None else None
        is_whole = (start or first in _OPEN) and (end or last in _OPEN) and (start or end)
        return cls(start, end) if is_whole else None

    @property
    def are_first(self) -> bool:
        """Tell whether they are first days of months, at midnight if at a time; an end may be a last day."""
        start, end = self.start, self.end
        return (start is None or (_is_without_time(start) and start["day"] == "01")) and (
            end is None or (_is_without_time(end) and (end["day"] == "01" or _is_last(end)))
        )

    @property
    def are_new_year(self) -> bool:
        """Tell of first days whether they are 1 January; an end may be 31 December."""
        start, end = self.start, self.end
        return (start is None or start["month"] == start["day"] == "01") and (
            end is None or (end["month"], end["day"]) in (("01", "01"), ("12", "31"))
        )


def doubts_of(comparison: Comparison) -> Doubt | None:
    """Return what is to be asked about the dates that came in and are not in the document yet.

    Asked of dates that name days: at least 5 and 80 % of them have to be 1 January, or else the first of a
    month. A date whose words name the day was known so exactly, as was one with a time of the day.
    """
    days = 0
    firsts: list[str] = []
    new_years: list[str] = []
    for entry in comparison.events:
        named = _Days.of(edtf_of(entry.json)) if entry.state is not State.SAME else None
        if named is None:
            continue
        days += 1
        if named.are_first and not _is_proven(entry.json):
            firsts.append(entry.id)
            if named.are_new_year:
                new_years.append(entry.id)
    for alike in (new_years, firsts):
        if len(alike) >= FEWEST and len(alike) * 100 >= days * _SHARE_IN_PERCENT:
            return Doubt(tuple(alike), tuple(new_years), days)
    return None


def coarsened(comparison: Comparison, ids: Collection[str], precision: Precision) -> Comparison:
    """Return the comparison as if some events had come in with dates to the month, or to the year.

    Only days are changed, and of the events nothing but the date.
    """
    wanted = frozenset(ids)
    changed: Mapping[str, Entry] = {
        entry.id: with_edtf(entry.json, coarser(edtf_of(entry.json), precision))
        for entry in comparison.events
        if entry.id in wanted
    }
    return comparison.with_events(changed)


def coarser(edtf: str, precision: Precision) -> str:
    """Return a day, or an interval of days, to the month or the year, with its doubt; else as it is.

    Only 1 January becomes a year, and 31 December at the end of an interval: whoever wrote another month
    knew the month.
    """
    named = _Days.of(edtf)
    if named is None:
        return edtf
    is_year = precision is Precision.YEAR and named.are_new_year
    return "/".join(
        text if (side := _DAY.match(text)) is None else _without_day(side, is_year=is_year)
        for text in edtf.split("/")
    )


def _without_day(day: re.Match[str], *, is_year: bool) -> str:
    month = "" if is_year else f"-{day['month']}"
    return f"{day['year']}{month}{day['doubt']}"


def _is_without_time(day: re.Match[str]) -> bool:
    """Tell whether a day has no time, or the one that programs write for want of one."""
    return day["clock"] is None or _MIDNIGHT.match(day["clock"]) is not None


def _is_last(day: re.Match[str]) -> bool:
    return int(day["day"]) == days_in_month(int(day["year"]), int(day["month"]))


def _is_proven(event: Entry) -> bool:
    """Tell whether words from which the date was read name the day."""
    when = event.get("when")
    reading = when.get("reading") if isinstance(when, dict) else None
    base = reading.get("base") if isinstance(reading, dict) else None
    as_of = base if isinstance(base, str) else ""
    return any(_names_day(phrase, as_of) for phrase in (*_phrases(reading), *_excerpted(event)))


def _phrases(reading: WrittenJson) -> Iterator[str]:
    """Yield the phrase of a reading in each of its languages."""
    phrase = reading.get("phrase") if isinstance(reading, dict) else None
    for text in phrase.values() if isinstance(phrase, dict) else (phrase,):
        if isinstance(text, str):
            yield text


def _excerpted(event: Entry) -> Iterator[str]:
    """Yield the words of excerpts that are marked as those of the date."""
    excerpts = event.get("excerpts")
    for excerpt in excerpts if isinstance(excerpts, list) else ():
        exact = excerpt.get("exact") if isinstance(excerpt, dict) else None
        places = excerpt.get("date") if isinstance(excerpt, dict) else None
        if not isinstance(exact, str) or not isinstance(places, list):
            continue
        pairs = places if places and isinstance(places[0], list) else [places]
        yield " ".join(_cut(exact, pair) for pair in pairs)


def _cut(exact: str, pair: WrittenJson) -> str:
    match pair:
        case [Number(text=first), Number(text=last)] if _PLACE.match(first) and _PLACE.match(last):
            return exact[int(first) : int(last)]
    return ""


def _names_day(words: str, as_of: str) -> bool:
    try:
        return read_date(words, parse_edtf(as_of) if as_of else None).precision <= Precision.DAY
    except DateError:
        return False
