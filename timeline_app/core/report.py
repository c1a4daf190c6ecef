"""A date as plain values for JSON: its EDTF, precision, bounds and text.

Owns the spelling of bounds that `timeline-app date` prints. Knows no JSON and no command line.
"""

from __future__ import annotations

from timeline_app.core.civil import civil_of
from timeline_app.core.date import Bound, Date, Edge
from timeline_app.core.instant import DAY, HOUR, MINUTE, SECOND, Instant, Span
from timeline_app.core.language import Language
from timeline_app.core.wording import date_text


def date_json(date: Date, text: str, language: Language) -> dict[str, object]:
    """Return what `text` was read as, ready for JSON.

    `earliest` and `latest` are the first and the last day inside, both included. `start` and `end` give
    the bounds as date-times without zone: a start lies in `earliest` to `latest`, and the instant after
    the end does. A single date has both in the same bounds, from its first instant to the one after its
    last. "open" and "unknown" stand where there is no bound. Days and bounds of a time with a zone are
    those of UTC: `2025-01-01T00:30+02:00` begins on 2024-12-31.
    """
    bounds = date.bounds
    return {
        "input": text,
        "edtf": date.text,
        "precision": date.precision.label,
        "earliest": _day(bounds.earliest_start),
        "latest": _last_day(bounds.latest_end),
        "start": {"earliest": _moment(bounds.earliest_start), "latest": _moment(bounds.latest_start)},
        "end": {"earliest": _moment(bounds.earliest_end), "latest": _moment(bounds.latest_end)},
        "text": date_text(date, language),
    }


def span_iso(span: Span) -> str:
    """Return a span as its first and last day, `2018-01-01/2025-10-28`; one under two days as date-times."""
    if span.duration < 2 * DAY:
        return f"{_moment(span.start)}/{_moment(span.end)}"
    return f"{_day(span.start)}/{_last_day(span.end)}"


def _day(bound: Bound) -> str:
    """Return `2025-08-31`; years outside 0 to 9999 in ISO 8601's expanded form with a sign."""
    if isinstance(bound, Edge):
        return bound.value
    year, month, day = civil_of(bound)
    sign = "-" if year < 0 else "+" if year > 9_999 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day:02}"


def _last_day(end: Bound) -> str:
    """Return the last day before an exclusive end."""
    return end.value if isinstance(end, Edge) else _day(Instant(end - 1))


def _moment(bound: Bound) -> str:
    """Return `2025-08-31T14:30:00`, with a fraction only where there is one."""
    if isinstance(bound, Edge):
        return bound.value
    of_day = bound % DAY
    clock = f"{of_day // HOUR:02}:{of_day % HOUR // MINUTE:02}:{of_day % MINUTE // SECOND:02}"
    fraction = f".{of_day % SECOND:06}".rstrip("0") if of_day % SECOND else ""
    return f"{_day(bound)}T{clock}{fraction}"
