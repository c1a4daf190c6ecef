"""Where fuzzing starts: sound inputs of each kind, and the words that they are made of.

Knows no check.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from typing import Final

import zstandard

from timeline_app.bundled import EVENTS
from timeline_app.core.prose.english import ENGLISH
from timeline_app.core.prose.german import GERMAN
from timeline_app.dataset.reading.entries import (
    CATEGORY_FIELDS,
    EVENT_FIELDS,
    EXCERPT_FIELDS,
    READING_FIELDS,
    SOURCE_FIELDS,
    WHEN_FIELDS,
)

_HEAD: Final = {
    "format": "timeline",
    "version": "1.0",
    "title": "T",
    "categories": [{"id": "c", "label": "C"}],
    "sources": [{"id": "s", "issued": "2025-10-30"}, {"id": "t", "translationOf": "s"}],
}
EXAMPLES: Final = (
    {"id": "a", "title": "A", "when": "2025"},
    {"id": "b", "title": {"en": "B", "de": "Ö"}, "when": {"edtf": "2025-08", "lasting": True}},
    {
        "id": "c",
        "title": "C",
        "when": {"edtf": "2025-05-03", "reading": {"phrase": "In May", "base": "2025", "rule": "this-year"}},
        "category": "c",
        "excerpts": [{"source": "s", "exact": "In May", "start": 3, "end": 9, "date": [[0, 2], [3, 6]]}],
        "tags": ["x", "y"],
        "importance": 0.25,
        "role": "claimed",
        "summary": "…",
        "x-own": {"deep": [1, -2.5e3, None, "\u2029"]},
    },
)
_DATES: Final = (
    *("2004", "2004-06", "2004-06-11T10:11:12Z", "2004-06-11T10:11:12.345+01:00", "2004/2005-06", "2004?"),
    *("201X", "Y-17E7S3", "../2004", "2004-06-XX", "[1667,1668,1670..1672]", "{..1983-12-31,1984}", "1950S2"),
    *("2004-06-~01/2004-06-~20", "1985-04-12/..", "156X-12-25", "-0043-03-15%", "2025-34", "/2004", "1X"),
)
_PHRASES: Final = (
    *("28 October 2025", "Oct 28th, 2025 at 3:56 pm", "Q2 2025", "early 2024", "winter 2001/02", "ca. 1850"),
    *("before 1850", "since 2018", "the 1960s", "19th century", "44 BC", "13.8 billion years ago"),
    *(
        "between 2018 and 2020",
        "from 3 to 17 May",
        "last year",
        "yesterday",
        "03/04/2025",
        "Monday, 3 May 2021",
    ),
    *("28. Oktober 2025, 14:30 Uhr", "im zweiten Quartal 2025", "Anfang 2024", "vor 1850", "seit Mai 2018"),
    *(
        "17. bis 28. Oktober 2025",
        "5. Jahrhundert v. Chr.",
        "letztes Jahr",
        "Mitte der 1960er Jahre",
        "heute",
    ),
)


def dataset_of(events: tuple[object, ...]) -> bytes:
    return json.dumps({**_HEAD, "events": events}, ensure_ascii=False).encode()


def _lines(events: tuple[object, ...]) -> bytes:
    return b"\n".join(json.dumps(entry).encode() for entry in (_HEAD, *events))


def datasets() -> Iterator[bytes]:
    yield dataset_of(EXAMPLES)
    yield json.dumps({"events": EXAMPLES, **_HEAD}, indent=2).encode()
    yield b"\xef\xbb\xbf" + dataset_of(EXAMPLES[:1]).replace(b", ", b",\r\n")
    for path in sorted(EVENTS.glob("*.json")):
        whole = json.loads(path.read_bytes())
        for event in whole["events"]:
            used = {excerpt["source"] for excerpt in event["excerpts"]}
            sources = [source for source in whole["sources"] if source["id"] in used]
            yield json.dumps({**whole, "sources": sources, "events": [event]}, ensure_ascii=False).encode()


def json_lines() -> Iterator[bytes]:
    yield _lines(EXAMPLES)
    yield _lines(EXAMPLES).replace(b"\n", b"\r\n \n")
    yield _lines((*EXAMPLES[:2], *EXAMPLES[:2]))


def additions() -> Iterator[bytes]:
    yield json.dumps(EXAMPLES[2]).encode()
    yield json.dumps([EXAMPLES[2], {**EXAMPLES[2], "id": "d", "category": "c"}]).encode()
    yield dataset_of(EXAMPLES)
    yield json.dumps(
        {
            "categories": [{"id": "new", "label": "N", "colour": "#3B6EA5"}],
            "sources": [{"id": "u", "author": [{"family": "F", "given": "G"}], "issued": "2024/2025"}],
            "events": [{**EXAMPLES[2], "category": "new"}],
        }
    ).encode()


def typed_events() -> Iterator[bytes]:
    """Yield events as a person types them."""
    for number, event in enumerate(EXAMPLES):
        yield json.dumps({**event, "id": f"n{number}"}, ensure_ascii=False, indent=number).encode()
        yield json.dumps({**event, "id": "b"}).encode()
    yield b"\xef\xbb\xbf" + json.dumps(EXAMPLES[0]).encode() + b"\r\n"


def versions() -> Iterator[bytes]:
    """Yield datasets as another program may have written them."""
    yield dataset_of(EXAMPLES)
    yield dataset_of(())
    yield dataset_of(EXAMPLES[::-1]).replace(b"2025-08", b"2025-09")
    first, second, third = EXAMPLES
    yield json.dumps(json.loads(dataset_of(({**first, "title": "Theirs"}, third))), indent=1).encode()
    yield json.dumps({"events": [second, {**first, "id": "m"}], **_HEAD}, indent="\t").encode()
    yield b"\xef\xbb\xbf" + dataset_of(({**first, "summary": "S"}, {**second, "tags": []}))


def packed() -> Iterator[bytes]:
    text = dataset_of(EXAMPLES[:1])
    for kind in (b"g", b"z", b"G\x14\x01", b"Z\x07\x00", b"Z\x04\xff"):
        yield kind + text
    yield gzip.compress(text, mtime=0) + gzip.compress(b"", mtime=0) + b"\0\0\0"
    yield zstandard.compress(text) + zstandard.compress(b"more")


def edtf_dates() -> Iterator[bytes]:
    """Yield dates in EDTF."""
    return (text.encode() for text in _DATES)


def phrases() -> Iterator[bytes]:
    """Yield dates in words, and some in EDTF."""
    return (text.encode() for text in (*_PHRASES, *_DATES[:4]))


def date_words() -> Iterable[bytes]:
    """Return the words of dates in both languages, and the signs of EDTF."""
    signs = (
        *"/~?%X[]{},+-:.…–—’",
        "..",
        "Y-",
        "E5",
        "S3",
        "T00:00",
        "Z",
        "24:00",
        "-24",
        "-41",
        "9999",
        "29",
    )
    return (word.encode() for word in (*(f"{word} " for word in (*ENGLISH, *GERMAN)), *signs))


def json_words() -> Iterable[bytes]:
    """Return the names of the format's fields, and what breaks JSON."""
    fields = EVENT_FIELDS | EXCERPT_FIELDS | WHEN_FIELDS | READING_FIELDS | SOURCE_FIELDS | CATEGORY_FIELDS
    odd = (
        *(
            "NaN",
            "-Infinity",
            "1e999",
            "null",
            "true",
            "[]",
            "{}",
            "[[",
            "]}",
            '""',
            "\\ud800",
            "\\u0000",
            "\\",
        ),
        *(
            '"events":[],',
            '{"id":"a"},',
            '"2025-13"',
            '"x-a":',
            "\ufeff",
            "\r\n",
            "\r",
            "\0",
            "9" * 20,
            "[" * 70,
        ),
    )
    return [*(f'"{name}":'.encode() for name in sorted(fields)), *(text.encode() for text in odd)]
