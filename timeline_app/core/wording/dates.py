"""Dates and what happened then, as text for people.

Owns intervals, sets and the phrases of events ("some day in August 2025"). Single dates are `nouns`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeline_app.core.date import Date, DateKind, DateRange, Edge, Precision, Qualifier, SingleDate
from timeline_app.core.event import Role, When
from timeline_app.core.language import Language
from timeline_app.core.language_tag import primary_language
from timeline_app.core.wording.nouns import Namer, joined, namer_of, phrases_of
from timeline_app.core.wording.phrases import NounClass

_SETTLED: Final = (NounClass.DAY, NounClass.INDEFINITE, NounClass.AGO)
"""Nouns that already say how exactly they are meant."""


def date_text(date: Date, language: Language) -> str:
    """Return a date in words: "August 2025", "about June 2004", "1667, 1668 or 1670 to 1672"."""
    namer = namer_of(language)
    match date.kind:
        case DateKind.SINGLE:
            return namer.noun(date.single).label
        case DateKind.INTERVAL:
            return _interval_text(date.start, date.end, namer)
        case DateKind.ONE_OF:
            return _one_of_text(date.members, namer)
        case DateKind.ALL_OF:
            return _all_of_text(date.members, namer)


def when_text(when: When, language: Language) -> str:
    """Return when something happened, no more exactly than it is known.

    A day is said as it is; a moment inside anything longer is "some day in August 2025" or "some time in
    the 2010s"; what lasted is "throughout the second quarter of 2025". Intervals, sets and dates in doubt
    are said as `date_text` says them.
    """
    if when.date.kind is not DateKind.SINGLE:
        return date_text(when.date, language)
    single = when.date.single
    namer = namer_of(language)
    noun = namer.noun(single)
    if when.lasting and single.time is None:
        if single.qualifier and noun.noun_class is NounClass.ADVERB:
            doubt = namer.phrases.doubts[single.qualifier]
            return f"{namer.bare_noun(single).placed(namer.phrases.whole)} ({doubt})"
        return noun.placed(namer.phrases.whole)
    settled = single.precision <= Precision.DAY or noun.noun_class in _SETTLED
    if settled or single.qualifier is not Qualifier.NONE:
        return noun.label
    inside = noun.placed(namer.phrases.inside)
    if single.precision <= Precision.YEAR:
        return namer.phrases.some_day.fill(inside=inside).label
    return namer.phrases.some_time.format(inside=inside)


def role_text(role: Role, language: Language) -> str:
    """Return the word that marks an announcement or a claim; "" for what happened."""
    return phrases_of(language).roles[role]


def precision_text(precision: Precision, language: Language) -> str:
    """Return the name of a precision: "day", "quarter", "hundred years"."""
    return phrases_of(language).precisions[precision]


def language_names(language: Language) -> Mapping[str, str]:
    """Return the tags of the languages whose names are known, in the order of their names."""
    names = phrases_of(language).languages
    return dict(sorted(names.items(), key=lambda item: item[1]))


def language_name(tag: str, language: Language) -> str:
    """Return the name of a BCP 47 tag's language; the tag itself where it is not known."""
    return phrases_of(language).languages.get(primary_language(tag), tag)


def _interval_text(start: SingleDate | Edge, end: SingleDate | Edge, namer: Namer) -> str:
    phrases = namer.phrases
    if isinstance(start, SingleDate) and isinstance(end, SingleDate):
        return _from_to(start, end, namer)
    if isinstance(start, SingleDate):
        pattern = phrases.open_end if end is Edge.OPEN else phrases.unknown_end
        return pattern.format(onward=namer.noun(start).placed(phrases.onward))
    if isinstance(end, SingleDate):
        pattern = phrases.open_start if start is Edge.OPEN else phrases.unknown_start
        return pattern.format(until=namer.noun(end).placed(phrases.until))
    return phrases.any_time


def _from_to(start: SingleDate, end: SingleDate, namer: Namer) -> str:
    """Return "17 to 28 October 2025", saying month and year once where both dates are plain.

    An interval from a date to the same date is that date.
    """
    first = namer.noun(start).label
    if start.text == end.text:
        return first
    if _is_plain(start) and _is_plain(end) and start.precision == end.precision and start.year == end.year:
        month = namer.phrases.months[int(start.month_digits) - 1]
        if start.precision is Precision.MONTH:
            first = month
        elif start.month_digits == end.month_digits:
            first = namer.phrases.day_number.format(day=int(start.day_digits))
        else:
            first = f"{namer.phrases.day_number.format(day=int(start.day_digits))} {month}"
    return namer.phrases.interval.format(start=first, end=namer.noun(end).label)


def _is_plain(single: SingleDate) -> bool:
    return (
        single.precision in (Precision.DAY, Precision.MONTH)
        and single.year is not None
        and "X" not in single.month_digits + single.day_digits
        and not single.qualifier
    )


def _one_of_text(members: tuple[SingleDate | DateRange, ...], namer: Namer) -> str:
    """Return "1667, 1668 or 1670 to 1672"; one range alone is "between 2018 and 2020"."""
    phrases = namer.phrases
    only = members[0]
    if len(members) == 1 and isinstance(only, DateRange) and only.first is not None and only.last is not None:
        first, last = (namer.noun(side).placed(phrases.bounding) for side in (only.first, only.last))
        return phrases.between.format(first=first, last=last)
    texts = []
    for member in members:
        if isinstance(member, DateRange) and member.first is None and member.last is not None:
            texts.append(phrases.or_earlier.format(date=namer.noun(member.last).label))
        elif isinstance(member, DateRange) and member.last is None and member.first is not None:
            texts.append(phrases.or_later.format(date=namer.noun(member.first).label))
        else:
            texts.append(_member_text(member, namer))
    return joined(texts, phrases.last_or)


def _all_of_text(members: tuple[SingleDate | DateRange, ...], namer: Namer) -> str:
    """Return "1960 and December 1961"; one range alone says that all of it is meant."""
    only = members[0]
    if len(members) == 1 and isinstance(only, DateRange) and only.first is not None and only.last is not None:
        return namer.phrases.every.format(range=_member_text(only, namer))
    return joined([_member_text(member, namer) for member in members], namer.phrases.last_and)


def _member_text(member: SingleDate | DateRange, namer: Namer) -> str:
    if isinstance(member, SingleDate):
        return namer.noun(member).label
    return _interval_text(member.first or Edge.OPEN, member.last or Edge.OPEN, namer)
