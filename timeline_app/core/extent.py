"""From when to when some events reach, no more exactly than their dates say.

Owns the words for the hull of dates. `wording.span_text` says the hull of instants, which a date has not.
"""

from __future__ import annotations

from timeline_app.core.date import Date, DateKind, Edge, SingleDate
from timeline_app.core.errors import TimelineError
from timeline_app.core.instant import Span
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore
from timeline_app.core.wording import date_text
from timeline_app.core.wording.nouns import namer_of


def extent_text(store: EventStore, view: Span, language: Language) -> str:
    """Return "2018 – 28 October 2025" for the events that touch a view, one date where it is the same.

    A side on which an event has no limit is "open". No events give "", nor do events without limit on both
    sides say anything.
    """
    outermost = store.outermost_in(view)
    open_start, open_end = store.open_sides_in(view)
    if outermost is None or (open_start and open_end):
        return ""
    try:
        earlier, later = (store.event(row).when.date for row in outermost)
    except TimelineError:
        return ""  # The file has changed: only the dates' numbers are known, not how exact they are.
    first = language("open") if open_start else _side_text(earlier, earlier.start, language)
    last = language("open") if open_end else _side_text(later, later.end, language)
    return first if first == last else f"{first} – {last}"


def _side_text(date: Date, side: SingleDate | Edge, language: Language) -> str:
    """Return one side of an interval in words; the whole of a date whose side is not a date."""
    if date.kind is DateKind.INTERVAL and isinstance(side, SingleDate):
        return namer_of(language).noun(side).label
    return date_text(date, language)
