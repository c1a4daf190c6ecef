"""One date as a noun of a language, masks, doubts and times of day included.

Owns what a single EDTF expression is called. Knows no intervals, no sets and no single word itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from timeline_app.core.civil import civil_of, days_in_month
from timeline_app.core.date import ClockTime, Precision, Qualifier, SingleDate
from timeline_app.core.edtf.masks import matching
from timeline_app.core.instant import Instant
from timeline_app.core.language import Language
from timeline_app.core.wording.english import ENGLISH_PHRASES
from timeline_app.core.wording.german import GERMAN_PHRASES
from timeline_app.core.wording.phrases import Noun, NounClass, Phrases

DEEP_YEAR: Final = -1_000_000
"""Years before this one are said as "years ago" when they are round; the two thousand years between the
year 0 and today are then far below what is meant."""

_ROUND_ZEROS: Final = 3
"""A deep year is round when at least its thousands are: "251.941 million years ago"."""

_WINTERS: Final = frozenset({24, 28, 30})
"""Season codes that run over the end of the year: winter, northern winter, southern summer."""


def phrases_of(language: Language) -> Phrases:
    """Return the date words of a language."""
    return GERMAN_PHRASES if language.code == "de" else ENGLISH_PHRASES


def joined(items: Sequence[str], last: str) -> str:
    """Join with commas; `last` is the pattern that adds the last one, as in "1667, 1668 or 1670"."""
    if len(items) == 1:
        return items[0]
    return last.format(before=", ".join(items[:-1]), last=items[-1])


@dataclass(frozen=True, slots=True)
class _YearWords:
    """A year alone and what stands after a month: "2025", "of a year in the 1560s"."""

    noun: Noun
    after: str
    of: str


@dataclass(frozen=True, slots=True)
class Namer:
    """Says single dates in one language."""

    language: Language
    phrases: Phrases

    def noun(self, single: SingleDate) -> Noun:
        """Return the date with its doubts, as in "about June 2004" or "11 June 2004 (year uncertain)"."""
        notes = []
        if single.significant_digits is not None and not _is_deep(single):
            notes.append(self.phrases.estimated.format(year=self.year_text(_year_of(single))))
        whole = _common_qualifier(single)
        if whole is None:
            notes.append(self._part_doubts(single))
            return _with_notes(self.bare_noun(single), notes)
        early_to_late = self.phrases.thirds_about.get(single.season or 0)
        if early_to_late is not None and Qualifier.APPROXIMATE in whole:
            noun = early_to_late.fill(year=self._year(single).after)
            whole &= ~Qualifier.APPROXIMATE
        else:
            noun = self.bare_noun(single)
        if whole and noun.noun_class is NounClass.AGO:
            amount = self.phrases.qualified[whole].format(date=self._deep_amount(single))
            return self.phrases.deep.fill(amount=amount)
        if whole:
            label = self.phrases.qualified[whole].format(date=noun.label)
            noun = Noun(label, label, label, NounClass.ADVERB)
        return _with_notes(noun, notes)

    def bare_noun(self, single: SingleDate) -> Noun:
        """Return the date without its doubts."""
        if _is_deep(single):
            return self.phrases.deep.fill(amount=self._deep_amount(single))
        year = self._year(single)
        if single.season is not None:
            after, of_year = year.after, year.of
            if single.season in _WINTERS and single.year is not None and single.year > 0:
                after = f"{after}/{(single.year + 1) % 100:02}"
                of_year = self.phrases.of_year.format(year=after)
            return self.phrases.seasons[single.season].fill(year=after, of_year=of_year)
        if not single.month_digits:
            return year.noun
        if single.month_digits == "XX":
            return self._in_some_month(single, self._inside(year.noun))
        return self._in_month(single, year)

    def year_text(self, year: int) -> str:
        """Return an astronomical year as people write it: "2025", "AD 79", "44 BC"."""
        if year <= 0:
            return self.phrases.before_christ.format(year=self._grouped(1 - year))
        if year < 1_000:
            return self.phrases.anno_domini.format(year=year)
        return self._grouped(year)

    def month_text(self, instant: Instant, months: Sequence[str]) -> str:
        """Return the month in which an instant lies, as in "October 2025"; `months` are the twelve names."""
        year, month, _ = civil_of(instant)
        return self.phrases.month.fill(month=months[month - 1], year=self.year_text(year)).label

    def day_text(self, instant: Instant, months: Sequence[str]) -> str:
        """Return the day in which an instant lies, as in "28 October 2025"; `months` as for `month_text`."""
        year, month, day = civil_of(instant)
        days = self.phrases.day_number.format(day=day)
        return self.phrases.day.fill(days=days, month=months[month - 1], year=self.year_text(year)).label

    def years_text(self, first: int, last: int) -> str:
        """Return a run of years with the era said once where it is the same."""
        if last <= 0:
            return self.phrases.before_christ.format(
                year=f"{self._grouped(1 - first)}–{self._grouped(1 - last)}"
            )
        if first > 0 and last < 1_000:
            return self.phrases.anno_domini.format(year=f"{first}–{last}")
        if first > 0:
            return f"{self._grouped(first)}–{self._grouped(last)}"
        return f"{self.year_text(first)} – {self.year_text(last)}"

    def deep_text(self, digits: str, zeros: int) -> str:
        """Return digits with zeros after them in millions or billions: "138" and 8 as "13.8 billion"."""
        power, words = (9, self.phrases.billions) if len(digits) + zeros > 9 else (6, self.phrases.millions)
        decimals = power - zeros
        if decimals <= 0:
            number = self._grouped(int(digits) * 10**-decimals)
        else:
            number = f"{digits[:-decimals] or '0'}{self.phrases.decimal_point}{digits[-decimals:]}"
        return words[number != "1"].format(number=number)

    def _grouped(self, year: int) -> str:
        return self.language.number(year) if year > 9_999 else str(year)

    def _inside(self, noun: Noun) -> str:
        return noun.placed(self.phrases.inside)

    def _deep_amount(self, single: SingleDate) -> str:
        digits = str(-_year_of(single))
        kept = single.significant_digits or len(digits.rstrip("0"))
        return self.deep_text(digits[:kept], len(digits) - len(digits[:kept]))

    def _year(self, single: SingleDate) -> _YearWords:
        if single.significant_digits is not None:
            first = civil_of(single.span.start)[0]
            last = civil_of(Instant(single.span.end - 1))[0]
            return self._of_a_year(self.phrases.years.fill(years=self.years_text(first, last)))
        if single.year is not None:
            text = self.year_text(single.year)
            pattern = self.phrases.long_year if single.year > 9_999 else self.phrases.year
            return _YearWords(pattern.fill(year=text), text, self.phrases.of_year.format(year=text))
        return self._masked_year(single.year_digits)

    def _masked_year(self, digits: str) -> _YearWords:
        unsigned = digits.lstrip("-")
        known = unsigned.rstrip("X")
        if not known:
            after = self.phrases.of_unknown_year
            return _YearWords(self.phrases.unknown_year.fill(), after, after)
        if "X" in known:
            after = self.phrases.of_year_like.format(digits=digits)
            return _YearWords(self.phrases.year_like.fill(digits=digits), after, after)
        ends = (int(unsigned.replace("X", "0")), int(unsigned.replace("X", "9")))
        first, last = (-ends[1], -ends[0]) if digits.startswith("-") else ends
        if last - first == 9 and first >= 1_000 and first % 100 != 0:
            return self._of_a_year(self.phrases.decade.fill(year=str(first)))
        return self._of_a_year(self.phrases.years.fill(years=self.years_text(first, last)))

    def _of_a_year(self, noun: Noun) -> _YearWords:
        after = self.phrases.of_a_year.format(inside=self._inside(noun))
        return _YearWords(noun, after, after)

    def _in_some_month(self, single: SingleDate, inside: str) -> Noun:
        if not single.day_digits:
            return self.phrases.some_month.fill(inside=inside)
        if single.day_digits == "XX":
            return self.phrases.some_day.fill(inside=inside)
        days = self._days(matching(single.day_digits, 31))
        return self.phrases.day_of_some_month.fill(days=days, inside=inside)

    def _in_month(self, single: SingleDate, year: _YearWords) -> Noun:
        months = matching(single.month_digits, 12)
        days = matching(single.day_digits, 31) if single.day_digits else []
        if days:
            months = [month for month in months if days[0] <= _month_length(single, month)]
            days = [day for day in days if any(day <= _month_length(single, month) for month in months)]
        month = joined([self.phrases.months[number - 1] for number in months], self.phrases.last_or)
        if not days:
            return self.phrases.month.fill(month=month, year=year.after)
        if single.day_digits == "XX":
            inside = self._inside(self.phrases.month.fill(month=month, year=year.after))
            return self.phrases.some_day.fill(inside=inside)
        if len(days) > 3 and days[-1] - days[0] == len(days) - 1:
            first, last = (self.phrases.day_number.format(day=day) for day in (days[0], days[-1]))
            return self.phrases.day_range.fill(first=first, last=last, month=month, year=year.after)
        noun = self.phrases.day.fill(days=self._days(days), month=month, year=year.after)
        return self._timed(noun, single.time) if single.time is not None else noun

    def _days(self, days: Sequence[int]) -> str:
        return joined([self.phrases.day_number.format(day=day) for day in days], self.phrases.last_or)

    def _timed(self, noun: Noun, time: ClockTime) -> Noun:
        clock, zone = self.clock_text(time), self._zone_text(time)
        label, name, dative = (
            self.phrases.date_and_time.format(date=form, time=clock) + zone
            for form in (noun.label, noun.name, noun.dative)
        )
        return Noun(label, name, dative, noun.noun_class)

    def clock_text(self, time: ClockTime) -> str:
        """Return a time of day without its zone, as in "14:30:05.250"."""
        text = f"{time.hour:02}:{time.minute:02}"
        if time.second is not None:
            text += f":{time.second:02}"
        return f"{text}{self.phrases.decimal_point}{time.fraction}" if time.fraction else text

    def _zone_text(self, time: ClockTime) -> str:
        """Return the zone with its space, as in " UTC+04:30"; a floating time has none."""
        if time.offset_minutes is None:
            return ""
        hours, minutes = divmod(abs(time.offset_minutes), 60)
        sign = "-" if time.offset_minutes < 0 else "+"
        return self.phrases.zone.format(
            zone=f"UTC{sign}{hours:02}:{minutes:02}" if time.offset_minutes else "UTC"
        )

    def _part_doubts(self, single: SingleDate) -> str:
        year, month, day = self.phrases.parts
        second = self.phrases.season_part if single.season is not None else month
        parts = (
            (year, single.year_qualifier), (second, single.month_qualifier), (day, single.day_qualifier)
        )  # fmt: skip
        doubts = []
        for qualifier, doubt in self.phrases.doubts.items():
            doubted = [name for name, marked in parts if marked == qualifier]
            if doubted:
                doubts.append(f"{joined(doubted, self.phrases.last_and)} {doubt}")
        return ", ".join(doubts)


def namer_of(language: Language) -> Namer:
    """Return what says single dates in a language."""
    return Namer(language, phrases_of(language))


def _with_notes(noun: Noun, notes: Sequence[str]) -> Noun:
    if not notes:
        return noun
    note = f" ({', '.join(notes)})"
    return Noun(noun.label + note, noun.name + note, noun.dative + note, noun.noun_class)


def _common_qualifier(single: SingleDate) -> Qualifier | None:
    """Return the qualifier that all parts share; None where they differ."""
    parts = [single.year_qualifier]
    if single.month_digits or single.season is not None:
        parts.append(single.month_qualifier)
    if single.day_digits:
        parts.append(single.day_qualifier)
    return parts[0] if len(set(parts)) == 1 else None


def _year_of(single: SingleDate) -> int:
    """Return the year of a date that has one written."""
    return civil_of(single.span.start)[0] if single.year is None else single.year


def _is_deep(single: SingleDate) -> bool:
    if single.precision < Precision.YEAR or single.year is None or single.year > DEEP_YEAR:
        return False
    written = str(-single.year)
    digits = single.significant_digits or len(written.rstrip("0"))
    return len(written) - digits >= _ROUND_ZEROS


def _month_length(single: SingleDate, month: int) -> int:
    return days_in_month(2000 if single.year is None else single.year, month)
