"""What the search found in an event's texts, as one line for the list.

Owns which text is quoted and where it is cut. Knows no colours and no pixels.
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from msgspec import Struct

from timeline_app.core.event import Event
from timeline_app.core.evidence import in_reading_order
from timeline_app.core.language import Language
from timeline_app.core.search_index import searchable_texts
from timeline_app.core.search_query import Query
from timeline_app.core.store import EventStore
from timeline_app.core.text import one_line

_BEFORE: Final = 16
"""Code points that stand before the first word found."""
_LONGEST: Final = 160


class Lit(Struct, frozen=True):
    """A line of text and the code points [start, end) of it that were found."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


def lit(text: str, query: Query | None) -> Lit:
    """Return a text on one line with what a query finds in it."""
    line = one_line(text)
    return Lit(line, tuple(query.spans_in(line)) if query is not None else ())


def snippet_of(event: Event, store: EventStore, query: Query, language: Language) -> Lit | None:
    """Return the words about what a query finds beside the title, in the interface's language where it can.

    None where nothing else is found. Titles and summaries in other languages are quoted last, and only
    where the title that is shown says nothing of it.
    """
    excerpts = (excerpt.exact for excerpt in in_reading_order(event, store.source, language))
    texts = chain((event.summary.in_language(language.code),), excerpts, event.tags)
    if not query.spans_in(event.title.in_language(language.code)):
        texts = chain(texts, searchable_texts(event))
    found = (lit(text, query) for text in texts)
    return next((_cut(line) for line in found if line.spans), None)


def _cut(whole: Lit) -> Lit:
    """Return a line that begins at most a few words before what was found first."""
    first = max(whole.spans[0][0] - _BEFORE, 0)
    blank = whole.text.find(" ", first, whole.spans[0][0])
    start = 0 if first == 0 else max(blank + 1, first)
    mark = "… " if start else ""
    shift, end = len(mark) - start, start + _LONGEST
    kept = tuple((span[0] + shift, min(span[1], end) + shift) for span in whole.spans if span[0] < end)
    return Lit(mark + whole.text[start:end], kept)
