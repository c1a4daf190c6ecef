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
_LONGEST_IN_SECONDS: Final = 10 * MINUTE
_LONGEST_IN_TIMES: Final = 2 * DAY
_LONGEST_IN_DAYS: Final = 20 * _YEAR
_LONGEST_IN_MONTHS: Final = 100 * _YEAR


def span_text(span: Span, language: Language) -> str:
    """Return "3 January 2018 – 28 October 2025" for a half-open span; the last day named lies inside.

    Up to two days are said in times, 20 years in days, 100 years in months, more in years; years more
    than a million ago as "13.8 billion years ago". A range inside one unit is said as that unit.
    """
    namer = namer_of(language)
    first_text, last_text = span_ends(span, language)
    if _is_in_times(span) and _last(span) // DAY == span.start // DAY:
        first_clock, last_clock = (_clock(instant, span, namer) for instant in (span.start, span.end))
        time = f"{first_clock} – {last_clock}"
        return namer.phrases.date_and_time.format(date=_day_text(span.start, namer), time=time)
    return first_text if first_text == last_text else f"{first_text} – {last_text}"


def span_ends(span: Span, language: Language) -> tuple[str, str]:
    """Return how the start and the end of a span are said, each alone, as exactly as `span_text` says them.

    The end of a span that is said in times is the instant at which it stops.
    """
    namer = namer_of(language)
    if not _is_in_times(span):
        return _instant_text(span.start, span, namer), _instant_text(_last(span), span, namer)
    pattern = namer.phrases.date_and_time
    first, last = (
        pattern.format(date=_day_text(day, namer), time=_clock(instant, span, namer))
        for day, instant in ((span.start, span.start), (_last(span), span.end))
    )
    return first, last


def _last(span: Span) -> Instant:
    return Instant(max(span.end - 1, span.start))


def _is_in_times(span: Span) -> bool:
    is_whole_days = span.start % DAY == 0 and span.end % DAY == 0
    return span.duration <= _LONGEST_IN_TIMES and not is_whole_days


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


def _clock(instant: Instant, span: Span, namer: Namer) -> str:
    """Return the time of day, down to the millisecond in a span that is short enough for it to matter."""
    of_day = instant % DAY
    is_exact = span.duration < _LONGEST_IN_SECONDS
    second = of_day % MINUTE // SECOND if is_exact else None
    fraction = f"{of_day % SECOND // 1_000:03}" if is_exact and of_day % SECOND else ""
    return namer.clock_text(ClockTime(of_day // HOUR, of_day % HOUR // MINUTE, second, fraction))
