"""From when to when some events reach, no more exactly than their dates say.

Owns the words for the hull of dates. `wording.span_text` says the hull of instants, which a date has not.
"""

from __future__ import annotations

import numpy as np

from timeline_app.core.date import Date, DateKind, Edge, SingleDate
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore, Flag, Int64Column
from timeline_app.core.wording import date_text
from timeline_app.core.wording.nouns import namer_of


def extent_text(store: EventStore, rows: Int64Column, language: Language) -> str:
    """Return "2018 – 28 October 2025" for rows in time order, one date where it is the same.

    A side on which an event has no limit is "open". No rows give "", nor do rows without limit on both
    sides say anything.
    """
    if not len(rows):
        return ""
    latest = int(rows[np.argmax(store.latest_end[rows])])
    earlier, later = store.event(int(rows[0])).when.date, store.event(latest).when.date
    flags = np.bitwise_or.reduce(store.flags[rows])
    if flags & Flag.START_OPEN and flags & Flag.END_OPEN:
        return ""
    first = language("open") if flags & Flag.START_OPEN else _side_text(earlier, earlier.start, language)
    last = language("open") if flags & Flag.END_OPEN else _side_text(later, later.end, language)
    return first if first == last else f"{first} – {last}"


def _side_text(date: Date, side: SingleDate | Edge, language: Language) -> str:
    """Return one side of an interval in words; the whole of a date whose side is not a date."""
    if date.kind is DateKind.INTERVAL and isinstance(side, SingleDate):
        return namer_of(language).noun(side).label
    return date_text(date, language)
