"""Lines and columns in a content that is not held in memory, asked for only where a problem is listed.

Owns the way from a path or a byte to its place. Knows no rules of the format.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np

from timeline_app.core.columns import Int32Column, Int64Column
from timeline_app.core.errors import Place
from timeline_app.dataset.bulk.offsets import ByteOffsets
from timeline_app.dataset.content import Content
from timeline_app.dataset.reading.decoding import decode
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import Path

_BLOCK: Final = 2**16


class Head:
    """What stands around the events, as a text with an empty list: byte `hole` of it is where they were.

    `start` is the place of the text's first byte in the content, `gap` how many bytes the events have.
    """

    def __init__(self, text: str, start: int, hole: int, gap: int) -> None:
        self.text: Final = text
        self._start = start
        self._hole = hole
        self._gap = gap
        self._offsets = ByteOffsets(text)

    def byte(self, offset: int) -> int:
        """Return the byte of the content at which a code point of the text stands."""
        place = self._offsets.byte(offset)
        return self._start + place + (self._gap if place >= self._hole else 0)


class _EventText:
    """An event whose places are asked for: `event_id` is "" where it has none."""

    def __init__(self, data: bytes, name: str) -> None:
        text = data.decode("utf-8", "replace")
        value = decode(text.encode()).value
        event_id = value.get("id") if isinstance(value, dict) else None
        self.event_id: Final = event_id if isinstance(event_id, str) else ""
        self._locator = Locator(text, name)
        self._offsets = ByteOffsets(text)

    def byte(self, path: Path, *, at_key: bool) -> int:
        """Return how many bytes of the event stand before a value, or its key."""
        return self._offsets.byte(self._locator.offset(path, at_key=at_key))


class ContentPlaces:
    """The places of a content: offsets are its bytes, `starts` and `lengths` those of all listed events."""

    def __init__(
        self, content: Content, name: str, head: Head, starts: Int64Column, lengths: Int32Column
    ) -> None:
        self._lines = Lines(content)
        self._content = content
        self._name = name
        self._head = head
        self._head_locator = Locator(head.text, name)
        self._starts = starts
        self._lengths = lengths
        # One event may have a thousand problems, and each name a place in another.
        self._event = lru_cache(2)(self._read_event)

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Return where a value, or its key, starts; of a missing one, what it is missing from."""
        index = _event_index(path)
        if index is None:
            return self.place_of_offset(self._head.byte(self._head_locator.offset(path, at_key=at_key)))
        byte = self._event(index).byte(path[2:], at_key=at_key)
        return self.place_of_offset(int(self._starts[index]) + byte)

    def place_of_offset(self, offset: int) -> Place:
        """Return the line and column of a byte."""
        return Place(self._name, *self._lines.position(offset))

    def event_id(self, path: Path) -> str:
        """Return the id of the event in which a path lies, "" where it is in none."""
        index = _event_index(path)
        return self._event(index).event_id if index is not None else ""

    def _read_event(self, index: int) -> _EventText:
        start = int(self._starts[index])
        return _EventText(self._content.read(start, start + int(self._lengths[index])), self._name)


def _event_index(path: Path) -> int | None:
    return path[1] if len(path) > 1 and path[0] == "events" and isinstance(path[1], int) else None


@dataclass(slots=True)
class _Counts:
    """Before each block: line breaks, code points, and how many code points stand before its line."""

    lines: list[int] = field(default_factory=lambda: [0])
    points: list[int] = field(default_factory=lambda: [0])
    line_starts: list[int] = field(default_factory=lambda: [0])


class Lines:
    """Counts lines and code points of a content, once and block by block, as far as places are asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._mark = len(codecs.BOM_UTF8) if content.read(0, min(3, content.size)) == codecs.BOM_UTF8 else 0
        self._counts = _Counts()

    def position(self, byte: int) -> tuple[int, int]:
        """Return line and column of a byte, both from 1; columns count code points."""
        block = max(byte - self._mark, 0) // _BLOCK
        counts = self._counted_to(block)
        before = self._read(self._mark + block * _BLOCK, byte)
        lines = before.count(b"\n")
        column = counts.points[block] - counts.line_starts[block] + _code_points(before)
        if lines:
            column = _code_points(before[before.rfind(b"\n") + 1 :])
        return counts.lines[block] + lines + 1, column + 1

    def _counted_to(self, block: int) -> _Counts:
        """Return the counts up to the beginning of a block at least."""
        counts = self._counts
        for start in range(
            self._mark + (len(counts.lines) - 1) * _BLOCK, self._mark + block * _BLOCK, _BLOCK
        ):
            data = self._read(start, start + _BLOCK)
            points, breaks = _code_points(data), data.count(b"\n")
            line_start = counts.line_starts[-1]
            if breaks:
                line_start = counts.points[-1] + _code_points(data[: data.rfind(b"\n") + 1])
            counts.lines.append(counts.lines[-1] + breaks)
            counts.points.append(counts.points[-1] + points)
            counts.line_starts.append(line_start)
        return counts

    def _read(self, start: int, end: int) -> bytes:
        """Return the bytes [start, end), as far as they are there, with a line feed at each line break."""
        data = self._content.read(start, min(end + 1, self._content.size))
        if b"\r" in data:
            data = data.replace(b"\r\n", b" \n").replace(b"\r", b"\n")
        return data[: end - start]


def _code_points(data: bytes) -> int:
    """Return how many code points begin in some bytes of UTF-8."""
    return int(np.count_nonzero(np.frombuffer(data, np.uint8) & 0xC0 != 0x80))
