"""Between which instants a date lies, as text for people.

Owns the sentence about a date's four bounds. Knows no EDTF and no drawing.
"""

from __future__ import annotations

from timeline_app.core.date import Bound, Date, DateKind, Edge, singles_of
from timeline_app.core.event import When
from timeline_app.core.instant import Span
from timeline_app.core.language import Language
from timeline_app.core.wording.spans import span_ends, span_text


def bounds_text(when: When, language: Language) -> str:
    """Return from when to when something can lie at most: "Within: 1 March 2018 – 31 March 2018".

    What lasts throughout one date is said so; of an interval start and end are said, each with its bounds.
    """
    bounds = when.date.bounds
    if when.date.kind is DateKind.INTERVAL:
        starts = _side_text(bounds.earliest_start, bounds.latest_start, language)
        ends = _side_text(bounds.earliest_end, bounds.latest_end, language)
        return language("Starts: {starts}; ends: {ends}", starts=starts, ends=ends)
    first, last = bounds.earliest_start, bounds.latest_end
    if not isinstance(first, Edge) and not isinstance(last, Edge):
        within = span_text(Span(first, last), language)
        return language("Throughout: {span}" if when.lasting else "Within: {span}", span=within)
    earliest, latest = span_ends(_known_part(when.date), language)
    if not isinstance(first, Edge):
        return language("At the earliest: {date}", date=earliest)
    if not isinstance(last, Edge):
        return language("At the latest: {date}", date=latest)
    return language("Without a limit on either side")


def _side_text(earliest: Bound, latest: Bound, language: Language) -> str:
    if earliest is Edge.OPEN or latest is Edge.OPEN:
        return language("open")
    if isinstance(earliest, Edge) or isinstance(latest, Edge):
        return language("unknown")
    return span_text(Span(earliest, latest), language)


def _known_part(date: Date) -> Span:
    """Return the hull of the dates that a set names; its open sides are beyond it."""
    first, *others = (single.span for member in date.members for single in singles_of(member))
    for other in others:
        first = first.hull(other)
    return first
