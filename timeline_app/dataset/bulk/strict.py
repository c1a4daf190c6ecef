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
from timeline_app.dataset.fields import LANGUAGE_PATTERN

_Said = str | dict[str, str]
_Pairs = list[int | list[int]]
_COLON, _QUOTE = ord(":"), ord('"')
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
    """Return the indices of events that may be wrong in more than their ids and dates."""
    return [
        index
        for index, event in enumerate(events)
        if not (
            event.title
            and (event.title.__class__ is str or _is_said(event.title, required=True))
            and (event.importance is UNSET or 0 <= event.importance <= 1)
            and (event.category is UNSET or event.category in categories or not event.category)
            and (event.summary is UNSET or event.summary.__class__ is str or _is_said(event.summary))
            and (
                isinstance(event.when, str) or event.when.reading is UNSET or _is_reading(event.when.reading)
            )
            and (event.excerpts is UNSET or _are_sound(event.excerpts, sources))
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
    colons = np.flatnonzero(letters == _COLON)
    before = letters[colons - 1]
    if int(np.count_nonzero(before == _QUOTE)) != _keys_of(events):
        return False
    loose = colons[_BLANKS[before]]
    further = letters[loose - 2]
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
