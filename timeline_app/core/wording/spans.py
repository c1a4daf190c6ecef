"""The range of a view as text, as exact as its length deserves.

Owns the choice between times, days, months, years and ages. Knows no viewport.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.civil import civil_of
from timeline_app.core.date import ClockTime
from timeline_app.core.instant import DAY, HOUR, MINUTE, SECOND, Instant, Span
from timeline_app.core.language import Language
from timeline_app.core.wording.nouns import DEEP_YEAR, Namer, namer_of

_YEAR: Final = 365 * DAY
_LONGEST_IN_TIMES: Final = 2 * DAY
_LONGEST_IN_DAYS: Final = 20 * _YEAR
_LONGEST_IN_MONTHS: Final = 100 * _YEAR


def span_text(span: Span, language: Language) -> str:
    """Return "3 January 2018 – 28 October 2025" for a half-open span; the last day named lies inside.

    Up to two days are said in times, 20 years in days, 100 years in months, more in years; years more
    than a million ago as "13.8 billion years ago". A range inside one unit is said as that unit.
    """
    namer = namer_of(language)
    last = Instant(max(span.end - 1, span.start))
    if span.duration <= _LONGEST_IN_TIMES:
        return _times_text(span, last, namer)
    first_text, last_text = (_instant_text(instant, span, namer) for instant in (span.start, last))
    return first_text if first_text == last_text else f"{first_text} – {last_text}"


def _instant_text(instant: Instant, span: Span, namer: Namer) -> str:
    year = civil_of(instant)[0]
    if year <= DEEP_YEAR and span.duration > _LONGEST_IN_MONTHS:
        return _ago_text(-year, namer)
    if span.duration <= _LONGEST_IN_DAYS:
        return _day_text(instant, namer)
    if span.duration <= _LONGEST_IN_MONTHS:
        return namer.month_text(instant, namer.phrases.months)
    return namer.year_text(year)


def _ago_text(years: int, namer: Namer) -> str:
    """Return the years rounded to three digits, "66 million years ago"."""
    zeros = max(len(str(years)) - 3, 0)
    digits = str((years + 10**zeros // 2) // 10**zeros)
    kept = digits.rstrip("0")
    amount = namer.deep_text(kept, zeros + len(digits) - len(kept))
    return namer.phrases.deep.fill(amount=amount).label


def _day_text(instant: Instant, namer: Namer) -> str:
    return namer.day_text(instant, namer.phrases.months)


def _times_text(span: Span, last: Instant, namer: Namer) -> str:
    """Return a span of at most two days; the end is named as the instant at which it stops."""
    if span.start % DAY == 0 and span.end % DAY == 0:
        first_day, last_day = _day_text(span.start, namer), _day_text(last, namer)
        return first_day if first_day == last_day else f"{first_day} – {last_day}"
    day, end_day = _day_text(span.start, namer), _day_text(last, namer)
    exact = span.duration < 10 * MINUTE
    pattern = namer.phrases.date_and_time
    first_clock, last_clock = (_clock(instant, namer, exact=exact) for instant in (span.start, span.end))
    if day == end_day:
        return pattern.format(date=day, time=f"{first_clock} – {last_clock}")
    return f"{pattern.format(date=day, time=first_clock)} – {pattern.format(date=end_day, time=last_clock)}"


def _clock(instant: Instant, namer: Namer, *, exact: bool) -> str:
    """Return the time of day, down to what changes within `exact` spans: the millisecond."""
    of_day = instant % DAY
    second = of_day % MINUTE // SECOND if exact else None
    fraction = f"{of_day % SECOND // 1_000:03}" if exact and of_day % SECOND else ""
    return namer.clock_text(ClockTime(of_day // HOUR, of_day % HOUR // MINUTE, second, fraction))
