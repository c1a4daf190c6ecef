"""What all events are found by, read from their bytes stretch by stretch.

Owns that only their texts are decoded, some thousand events at once. Knows no index; the events were found
sound before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct

from timeline_app.core.columns import Int32Column, Int64Column
from timeline_app.core.search_index import searchable_texts
from timeline_app.dataset.bulk.careful import event_of
from timeline_app.dataset.content import Content

_STRETCH: Final = 2**20
_Said = str | dict[str, str]


class _Excerpt(Struct, gc=False):
    exact: str


class _Found(Struct, gc=False):
    """What `searchable_texts` returns of an event; of other fields only that they are JSON is looked at."""

    title: _Said
    summary: _Said = ""
    excerpts: list[_Excerpt] = []
    tags: list[str] = []


_EVENTS: Final = msgspec.json.Decoder(list[_Found])


def searchable_in(
    content: Content, starts: Int64Column, lengths: Int32Column
) -> Iterator[tuple[int, list[str]]]:
    """Yield each position with the texts of the event there, as `searchable_texts` returns them.

    `starts` ascend. Raises TimelineError where an event is no longer there.
    """
    ends = starts + lengths
    first = 0
    while first < len(starts):
        begin = int(starts[first])
        after = max(int(np.searchsorted(ends, begin + _STRETCH, "right")), first + 1)
        data = content.read(begin, int(ends[after - 1]))
        places = zip(
            (starts[first:after] - begin).tolist(), (ends[first:after] - begin).tolist(), strict=True
        )
        yield from enumerate(_texts_of([data[start:end] for start, end in places]), first)
        first = after


def _texts_of(events: list[bytes]) -> Iterator[list[str]]:
    try:
        decoded = _EVENTS.decode(b"[" + b",".join(events) + b"]")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # One by one it is told what is no longer there.
        return (list(searchable_texts(event_of(data))) for data in events)
    return map(_texts_in, decoded)


def _texts_in(event: _Found) -> list[str]:
    texts = [excerpt.exact for excerpt in event.excerpts]
    texts += event.tags
    for said in (event.title, event.summary):
        if isinstance(said, str):
            texts.append(said)
        else:
            texts += said.values()
    return texts
