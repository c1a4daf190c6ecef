"""Events exactly as the format has them, decoded by their types in one step, and what is doubtful of them.

Owns the strict form: what does not fit it, or is doubtful, is no fault yet but is read again with care (see
`careful`). So it may refuse too much, never too little.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, Literal

import msgspec
import numpy as np
from msgspec import UNSET, Struct, UnsetType

from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.dataset.reading.fields import LANGUAGE_PATTERN

_Said = str | dict[str, str]
_Pairs = list[int | list[int]]
_COLON, _QUOTE, _HIGHEST_BLANK = ord(":"), ord('"'), ord(" ")
_FIRST_LETTER: Final[_Pairs] = [0, 1]
"""A date phrase that every excerpt has room for which is not empty."""
_LANGUAGE: Final = re.compile(LANGUAGE_PATTERN.replace("$", r"\Z"))
_BLANKS: Final = np.array([byte in b" \t\n\r" for byte in range(256)])


class StrictReading(Struct, forbid_unknown_fields=True, gc=False):
    """How the words became the date."""

    phrase: _Said | UnsetType = UNSET
    base: str | UnsetType = UNSET
    rule: str | UnsetType = UNSET
    note: _Said | UnsetType = UNSET


class StrictWhen(Struct, forbid_unknown_fields=True, gc=False):
    """A date with what is said of it."""

    edtf: str
    lasting: bool | UnsetType = UNSET
    reading: StrictReading | UnsetType = UNSET


class StrictExcerpt(Struct, forbid_unknown_fields=True, gc=False):
    """The words of a source."""

    source: str
    exact: str
    prefix: str | UnsetType = UNSET
    suffix: str | UnsetType = UNSET
    start: int | UnsetType = UNSET
    end: int | UnsetType = UNSET
    date: _Pairs | UnsetType = UNSET


class StrictEvent(Struct, forbid_unknown_fields=True, gc=False):
    """An event."""

    id: str
    title: _Said
    when: str | StrictWhen
    summary: _Said | UnsetType = UNSET
    category: str | UnsetType = UNSET
    importance: float | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    role: Literal["happened", "announced", "claimed"] | UnsetType = UNSET
    excerpts: list[StrictExcerpt] | UnsetType = UNSET


EVENTS: Final = msgspec.json.Decoder(list[StrictEvent])
EVENT: Final = msgspec.json.Decoder(StrictEvent)
STAND_IN: Final = StrictEvent("", "", "")
"""Stands where an event could not be decoded; it is always doubtful."""


def doubtful(
    events: Sequence[StrictEvent], categories: Collection[str], sources: Collection[str]
) -> list[int]:
    """Return the indices of events that may be wrong in more than their ids and dates.

    Most events, and most excerpts, are plain: that is seen at once, and only the others are looked into.
    """
    odd = {
        index
        for index, event in enumerate(events)
        if not (
            (
                event.title.__class__ is str
                and event.title
                and (event.category is UNSET or event.category in categories)
                and (event.importance is UNSET or 0 <= event.importance <= 1)
                and event.summary.__class__ is not dict
                and (isinstance(event.when, str) or event.when.reading is UNSET)
            )
            or _is_sound(event, categories)
        )
    }
    if not _are_plain([excerpt for event in events for excerpt in event.excerpts or ()], sources):
        odd.update(
            index
            for index, event in enumerate(events)
            if event.excerpts is not UNSET and not _are_sound(event.excerpts, sources)
        )
    return sorted(odd)


def _is_sound(event: StrictEvent, categories: Collection[str]) -> bool:
    """Tell whether an event is surely sound but for its id, date and excerpts."""
    return (
        _is_said(event.title, required=True)
        and _is_said(event.summary)
        and (event.importance is UNSET or 0 <= event.importance <= 1)
        and (event.category is UNSET or event.category in categories or not event.category)
        and (isinstance(event.when, str) or event.when.reading is UNSET or _is_reading(event.when.reading))
    )


def _are_plain(excerpts: Sequence[StrictExcerpt], sources: Collection[str]) -> bool:
    """Tell whether all are surely sound, without offsets, and with one date phrase at most."""
    return not [
        excerpt
        for excerpt in excerpts
        if not (
            excerpt.source in sources
            and excerpt.start is UNSET
            and excerpt.end is UNSET
            and len(pair := _FIRST_LETTER if excerpt.date is UNSET else excerpt.date) == 2
            and isinstance(pair[0], int)
            and isinstance(pair[1], int)
            and 0 <= pair[0] < pair[1] <= len(excerpt.exact)
        )
    ]


def _is_said(text: _Said | UnsetType, *, required: bool = False) -> bool:
    if not isinstance(text, dict):
        return text is UNSET or bool(text) or not required
    return all(map(_LANGUAGE.match, text)) and (any(text.values()) or not required)


def _is_reading(reading: StrictReading) -> bool:
    if not (_is_said(reading.phrase) and _is_said(reading.note)):
        return False
    try:
        return reading.base is UNSET or parse_edtf(reading.base) is not None
    except DateError:
        return False


def _are_sound(excerpts: list[StrictExcerpt], sources: Collection[str]) -> bool:
    for excerpt in excerpts:
        exact = excerpt.exact
        if not exact or excerpt.source not in sources:
            return False
        if (excerpt.start is not UNSET or excerpt.end is not UNSET) and not _is_range(excerpt):
            return False
        if excerpt.date is not UNSET and not _are_inside(excerpt.date, len(exact)):
            return False
    return True


def _is_range(excerpt: StrictExcerpt) -> bool:
    start, end = excerpt.start, excerpt.end
    if isinstance(start, UnsetType) or isinstance(end, UnsetType):
        return not (isinstance(start, int) and start < 0) and not (isinstance(end, int) and end < 0)
    return start >= 0 and end - start == len(excerpt.exact)


def _are_inside(pairs: _Pairs, length: int) -> bool:
    """Tell whether one pair, or each of a list of pairs, is a range of the excerpt, in their order."""
    if len(pairs) == 2:
        first, after = pairs
        if isinstance(first, int) and isinstance(after, int):
            return 0 <= first < after <= length
    listed = pairs if pairs and isinstance(pairs[0], list) else [pairs]
    last = 0
    for pair in listed:
        if not isinstance(pair, list) or len(pair) != 2:
            return False
        start, end = pair
        if isinstance(start, list) or isinstance(end, list) or not last <= start < end <= length:
            return False
        last = end
    return True


def holds_each_key_once(data: bytes, events: Sequence[StrictEvent]) -> bool:
    """Tell whether a text surely has no more keys than the events that were decoded from it.

    A key ends with a quote and a colon; so may words of a string, where the quote is escaped: then there
    seem to be too many. A blank before a colon might hide a key, and counts as a doubt.
    """
    letters = np.frombuffer(data, np.uint8)
    is_colon, before = letters[1:] == _COLON, letters[:-1]
    if int(np.count_nonzero(is_colon & (before == _QUOTE))) != _keys_of(events):
        return False
    is_loose = is_colon & (before <= _HIGHEST_BLANK)
    if not is_loose.any():
        return True
    further = letters[np.flatnonzero(is_loose) - 1]
    return not np.any((further == _QUOTE) | _BLANKS[further])


def _keys_of(events: Sequence[StrictEvent]) -> int:
    """Return how many keys a text has from which events were decoded, where each stands once."""
    excerpts = [item for event in events for item in event.excerpts or ()]
    whens = [event.when for event in events if not isinstance(event.when, str)]
    readings = [when.reading for when in whens if not isinstance(when.reading, UnsetType)]
    texts = [
        *[event.title for event in events if event.title.__class__ is dict],
        *[event.summary for event in events if event.summary.__class__ is dict],
        *(text for reading in readings for text in (reading.phrase, reading.note)),
    ]
    fields = [
        3
        + (event.summary is not UNSET)
        + (event.category is not UNSET)
        + (event.importance is not UNSET)
        + (event.tags is not UNSET)
        + (event.role is not UNSET)
        + (event.excerpts is not UNSET)
        for event in events
    ]
    fields += [
        2
        + (item.prefix is not UNSET)
        + (item.suffix is not UNSET)
        + (item.start is not UNSET)
        + (item.end is not UNSET)
        + (item.date is not UNSET)
        for item in excerpts
    ]
    fields += [1 + (when.lasting is not UNSET) + (when.reading is not UNSET) for when in whens]
    fields += [
        (reading.phrase is not UNSET)
        + (reading.base is not UNSET)
        + (reading.rule is not UNSET)
        + (reading.note is not UNSET)
        for reading in readings
    ]
    return sum(fields) + sum(len(text) for text in texts if isinstance(text, dict))
