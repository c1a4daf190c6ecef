"""Lines and columns in a content that is not held in memory, asked for only where a problem is listed.

Owns the way from a path or a byte to its place. Knows no rules of the format.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from timeline_app.core.columns import Int32Column, Int64Column
from timeline_app.core.errors import Place
from timeline_app.dataset.content import Content
from timeline_app.dataset.decoding import decode
from timeline_app.dataset.locating import Locator
from timeline_app.dataset.paths import Path

_BLOCK: Final = 2**16


@dataclass(frozen=True, slots=True)
class Head:
    """What stands around the events, as a text with an empty list: byte `hole` of it is where they were.

    `start` is the place of the text's first byte in the content, `gap` how many bytes the events have.
    """

    text: str
    start: int
    hole: int
    gap: int

    def byte(self, offset: int) -> int:
        """Return the byte of the content at which a code point of the text stands."""
        place = len(self.text[:offset].encode())
        return self.start + place + (self.gap if place >= self.hole else 0)


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

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Return where a value, or its key, starts; of a missing one, what it is missing from."""
        index = _event_index(path)
        if index is None:
            return self.place_of_offset(self._head.byte(self._head_locator.offset(path, at_key=at_key)))
        text = self._event_text(index)
        offset = Locator(text, self._name).offset(path[2:], at_key=at_key)
        return self.place_of_offset(int(self._starts[index]) + len(text[:offset].encode()))

    def place_of_offset(self, offset: int) -> Place:
        """Return the line and column of a byte."""
        return Place(self._name, *self._lines.position(offset))

    def event_id(self, path: Path) -> str:
        """Return the id of the event in which a path lies, "" where it is in none."""
        index = _event_index(path)
        value = decode(self._event_text(index).encode()).value if index is not None else None
        event_id = value.get("id") if isinstance(value, dict) else None
        return event_id if isinstance(event_id, str) else ""

    def _event_text(self, index: int) -> str:
        start = int(self._starts[index])
        return self._content.read(start, start + int(self._lengths[index])).decode("utf-8", "replace")


def _event_index(path: Path) -> int | None:
    return path[1] if len(path) > 1 and path[0] == "events" and isinstance(path[1], int) else None


@dataclass(slots=True)
class _Counts:
    """Before each block: line breaks, code points, and how many code points stand before its line."""

    lines: list[int] = field(default_factory=lambda: [0])
    points: list[int] = field(default_factory=lambda: [0])
    line_starts: list[int] = field(default_factory=lambda: [0])


class Lines:
    """Counts lines and code points of a content, once and block by block."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._mark = len(codecs.BOM_UTF8) if content.read(0, min(3, content.size)) == codecs.BOM_UTF8 else 0

    def position(self, byte: int) -> tuple[int, int]:
        """Return line and column of a byte, both from 1; columns count code points."""
        block = max(byte - self._mark, 0) // _BLOCK
        counts = self._counts
        start = self._mark + block * _BLOCK
        before = self._content.read(start, min(byte, self._content.size))
        lines = before.count(b"\n")
        column = counts.points[block] - counts.line_starts[block] + _code_points(before)
        if lines:
            column = _code_points(before[before.rfind(b"\n") + 1 :])
        return counts.lines[block] + lines + 1, column + 1

    @cached_property
    def _counts(self) -> _Counts:
        counts = _Counts()
        for start in range(self._mark, self._content.size, _BLOCK):
            block = self._content.read(start, min(start + _BLOCK, self._content.size))
            points, breaks = _code_points(block), block.count(b"\n")
            line_start = counts.line_starts[-1]
            if breaks:
                line_start = counts.points[-1] + _code_points(block[: block.rfind(b"\n") + 1])
            counts.lines.append(counts.lines[-1] + breaks)
            counts.points.append(counts.points[-1] + points)
            counts.line_starts.append(line_start)
        return counts


def _code_points(data: bytes) -> int:
    """Return how many code points begin in some bytes of UTF-8."""
    return int(np.count_nonzero(np.frombuffer(data, np.uint8) & 0xC0 != 0x80))
