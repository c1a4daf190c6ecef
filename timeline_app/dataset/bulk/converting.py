"""Strict events to events as a person sees them.

Owns the conversion of what is known to be sound; it checks nothing but dates. What is doubtful is
`careful`'s business.
"""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Event, Excerpt, Reading, Role, TextRange, When
from timeline_app.core.text import EMPTY_TEXT, Text
from timeline_app.dataset.bulk.strict import StrictEvent, StrictExcerpt, StrictReading, StrictWhen


def converted(event: StrictEvent) -> Event:
    """Return a sound event; raise DateError where its date is none."""
    return Event(
        id=event.id,
        title=_text(event.title),
        when=_when(event.when),
        summary=_text(event.summary),
        category_id=event.category or "",
        importance=0.5 if event.importance is UNSET else float(event.importance),
        tags=tuple(event.tags or ()),
        role=Role(event.role or Role.HAPPENED),
        excerpts=tuple(map(_excerpt, event.excerpts or ())),
    )


def _text(text: str | dict[str, str] | UnsetType) -> Text:
    if isinstance(text, str):
        return Text.plain(text)
    return Text.of(text) if isinstance(text, dict) else EMPTY_TEXT


def _when(when: str | StrictWhen) -> When:
    if isinstance(when, str):
        return When(parse_edtf(when))
    return When(parse_edtf(when.edtf), bool(when.lasting), _reading(when.reading))


def _reading(reading: StrictReading | UnsetType) -> Reading | None:
    if isinstance(reading, UnsetType):
        return None
    base = None if isinstance(reading.base, UnsetType) else parse_edtf(reading.base)
    return Reading(_text(reading.phrase), base, reading.rule or "", _text(reading.note))


def _excerpt(excerpt: StrictExcerpt) -> Excerpt:
    return Excerpt(
        excerpt.source,
        excerpt.exact,
        excerpt.prefix or "",
        excerpt.suffix or "",
        None if excerpt.start is UNSET else excerpt.start,
        None if excerpt.end is UNSET else excerpt.end,
        _ranges(excerpt.date),
    )


def _ranges(pairs: list[int | list[int]] | UnsetType) -> tuple[TextRange, ...]:
    """Return the ranges of one pair, or of a list of pairs."""
    if isinstance(pairs, UnsetType):
        return ()
    sides = [side for side in pairs if isinstance(side, int)]
    if sides:
        return (TextRange(*sides),)
    return tuple(TextRange(*pair) for pair in pairs if isinstance(pair, list))
