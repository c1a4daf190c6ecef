"""JSON Lines: an event on each line, and before them one line with the rest of the dataset.

Owns how such a file is recognised and cut. Knows no fields of events.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from timeline_app.dataset.bulk.cutting import Piece, UnevenError
from timeline_app.dataset.bulk.heading import Heading, moved
from timeline_app.dataset.bulk.places import Head
from timeline_app.dataset.bulk.strict import EVENTS, StrictEvent
from timeline_app.dataset.content import Content
from timeline_app.dataset.reading.decoding import Decoded, decode
from timeline_app.dataset.reading.findings import Finding
from timeline_app.dataset.reading.paths import Json
from timeline_app.dataset.reading.reader import FORMAT, VERSION

_BLANK: Final = b" \t\n\r"
_BLANKS: Final = frozenset((b" ", b"\t", b"\n", b"\r"))
_LONGEST_LINE: Final = 64 * 2**20
_LONGEST_FIRST_LINE: Final = 2**24
_FIRST_LOOK: Final = 2**16
_NO_HEAD: Final = (
    "this line holds an event; expected the head of the dataset before it, a line such as "
    '{"format": "timeline", "version": "1.0", "title": "…", "categories": […], "sources": […]}'
)


def is_json_lines(content: Content) -> bool:
    """Tell whether the first two lines that are not blank are a whole object and the start of another."""
    length = _FIRST_LOOK
    while length <= _LONGEST_FIRST_LINE:
        start = content.read(0, min(length, content.size)).removeprefix(codecs.BOM_UTF8).lstrip(_BLANK)
        first, line_break, rest = start.partition(b"\n")
        following = rest[_count_ahead(rest) :]
        if following:
            return following.startswith(b"{") and isinstance(_object_of(first), dict)
        if not start.startswith(b"{") or length >= content.size or (line_break and _object_of(first) is None):
            return False
        length *= 4
    return False


def lines_heading(content: Content, name: str) -> tuple[Heading, int]:
    """Return the head of a dataset in JSON Lines, and where its events begin.

    Where the first line is an event, that is said, and the dataset has the name of its file as title.
    """
    start, end = _first_line(content)
    decoded = decode(content.read(start, end))
    value = decoded.value
    if isinstance(value, dict) and not ("format" not in value and ("when" in value or "id" in value)):
        head = Head(decoded.text, start, end, 0)
        found = tuple(moved(finding, head) for finding in decoded.findings)
        return Heading(head, replace(decoded, value={**value, "events": []}, findings=found)), end
    made: Json = {"format": FORMAT, "version": VERSION, "title": Path(name).name, "events": []}
    missing = Finding((), _NO_HEAD, offset=start)
    return Heading(Head("{}", start, end, 0), Decoded("{}", made, (missing,))), start


class EventLines:
    """The events of JSON Lines from a byte on; `events_end` is where the last one ends."""

    def __init__(self, content: Content, start: int, piece_size: int) -> None:
        self._content = content
        self._size = piece_size
        self.start = start
        self.events_end = start

    def pieces(self) -> Iterator[Piece]:
        """Yield the events piece by piece; raise UnevenError where a line is longer than any event."""
        at = self.start
        while at < self._content.size:
            chunk = self._lines(at)
            piece = _piece(chunk, at)
            at += len(chunk)
            if piece is not None:
                self.events_end = int(piece.ends[-1])
                yield piece

    def _lines(self, at: int) -> bytes:
        """Return whole lines from a byte on."""
        length = self._size
        while length <= 2 * _LONGEST_LINE:
            chunk = self._content.read(at, min(at + length, self._content.size))
            if at + len(chunk) == self._content.size:
                return chunk
            last = chunk.rfind(b"\n")
            if last >= 0:
                return chunk[: last + 1]
            length *= 2
        raise UnevenError("this line is longer than any event", at)


def _piece(chunk: bytes, at: int) -> Piece | None:
    """Return the events of whole lines, None where all are blank."""
    letters = np.frombuffer(chunk, np.uint8)
    breaks = np.flatnonzero(letters == ord("\n"))
    starts = np.concatenate(([0], breaks + 1)).astype(np.int64)
    ends = np.concatenate((breaks, [len(chunk)])).astype(np.int64)
    lines = [chunk[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    # Where files were joined, the mark before the second one stands among the lines.
    count = _count_ahead if codecs.BOM_UTF8 in chunk else _count_blanks
    starts += np.array([count(line) for line in lines], np.int64)
    ends -= np.array([len(line) - len(line.rstrip(_BLANK)) for line in lines], np.int64)
    is_held = starts < ends
    if not is_held.any():
        return None
    starts, ends = starts[is_held], ends[is_held]
    data = chunk[int(starts[0]) : int(ends[-1])]
    return Piece(data, starts + at, ends + at, _events_of(data, len(starts)))


def _count_blanks(line: bytes) -> int:
    """Return how many blanks a line begins with."""
    return len(line) - len(line.lstrip(_BLANK))


def _count_ahead(line: bytes) -> int:
    """Return how many bytes a line begins with that are blanks or marks."""
    count = _count_blanks(line)
    while line.startswith(codecs.BOM_UTF8, count):
        count += len(codecs.BOM_UTF8)
        while line[count : count + 1] in _BLANKS:
            count += 1
    return count


def _events_of(data: bytes, count: int) -> list[StrictEvent] | None:
    """Decode lines as one list; None where they are not as many events as lines."""
    if data.count(b"\n") != count - 1:
        return None  # there are blank lines
    try:
        events = EVENTS.decode(b"[" + data.replace(b"\n", b",") + b"]")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return events if len(events) == count else None


def _first_line(content: Content) -> tuple[int, int]:
    """Return the bytes of the first line that is not blank."""
    length = _FIRST_LOOK
    while True:
        data = content.read(0, min(length, content.size))
        start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
        start = len(data) - len(data[start:].lstrip(_BLANK))
        end = data.find(b"\n", start)
        if end >= 0 or len(data) == content.size:
            return start, end if end >= 0 else len(data)
        length *= 4


def _object_of(line: bytes) -> Json:
    try:
        value: Json = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
