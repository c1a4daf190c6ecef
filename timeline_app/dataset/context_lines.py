"""The lines around a place in a content of any size: what a person needs to see to understand a problem.

Owns how much of a content is read and shown for that. Knows nothing of what the text means, nor of screens.
"""

from __future__ import annotations

import codecs
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from timeline_app.core.columns import Int64Column
from timeline_app.core.controls import escaped_in_lines
from timeline_app.dataset.content import Content

_LINES: Final = 1_000
"""So many lines before and after the place are shown at most, …"""
_REACH: Final = 2**17
"""… as far as they begin and end within so many bytes of it."""
_SIDE: Final = 1_000
"""So many code points of a long line are shown on each side of the place."""
_BLOCK: Final = 2**20
_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A line or a stretch of it: `before` code points precede it there, and `goes_on` where others follow."""

    text: str
    before: int = 0
    goes_on: bool = False

    @property
    def shown(self) -> str:
        """Return the text with a sign where it was cut, and with what a screen would obey as escapes."""
        return self._opening + escaped_in_lines(self.text) + (_CUT if self.goes_on else "")

    def holds(self, column: int) -> bool:
        """Tell whether a column is in it, or behind the end of the line."""
        return column > self.before and (column <= self.before + len(self.text) + 1 or not self.goes_on)

    def shown_column(self, column: int) -> int:
        """Return at which column of what is shown a column of the line stands."""
        before = self.text[: max(column - 1 - self.before, 0)]
        return len(self._opening) + len(escaped_in_lines(before)) + 1

    @property
    def _opening(self) -> str:
        return _CUT if self.before else ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines that follow each other, the first with the number `first`; `ends` where the content ends too."""

    first: int
    lines: tuple[ContextLine, ...]
    ends: bool

    @property
    def last(self) -> int:
        """Return the number of the last line."""
        return self.first + len(self.lines) - 1

    @property
    def text(self) -> str:
        """Return the lines as they are shown."""
        return "\n".join(line.shown for line in self.lines)

    def holds(self, line: int, column: int) -> bool:
        """Tell whether a place is in it."""
        return self.first <= line <= self.last and self.lines[line - self.first].holds(column)

    def shown_column(self, line: int, column: int) -> int:
        """Return at which column of what is shown a column of a line stands."""
        return self.lines[line - self.first].shown_column(column)


class ContextLines:
    """Reads excerpts of one content, whose lines are counted once, as far as places are asked for.

    Lines end as in messages: at a line feed, a carriage return, or both. One thread may use it at a time.
    """

    def __init__(self, content: Content) -> None:
        self._content = content
        mark = codecs.BOM_UTF8
        self._begin = len(mark) if content.read(0, min(len(mark), content.size)) == mark else 0
        self._counts = [0]
        """How many lines end before each block, as far as they were counted."""

    def around(self, line: int, column: int) -> Excerpt:
        """Return the lines around a place; where the content has it no more, around its end.

        Raises TimelineError where the content cannot be read.
        """
        line, start = self._line_start(line)
        place, skipped = self._column(start, column)
        end = self._line_end(place)
        middle = self._middle(start, place, end, skipped)
        before = self._before(start)
        after, ends = self._after(end)
        return Excerpt(line - len(before), (*before, middle, *after), ends)

    def _line_start(self, line: int) -> tuple[int, int]:
        """Return the number and the first byte of a line, or of the last where there are not so many."""
        wanted = max(line, 1) - 1
        if not wanted:
            return 1, self._begin
        while self._counts[-1] < wanted and self._block_start(len(self._counts) - 1) < self._content.size:
            block = self._block(len(self._counts) - 1)
            self._counts.append(self._counts[-1] + block.count(b"\n"))
        wanted = min(wanted, self._counts[-1])
        if not wanted:
            return 1, self._begin
        number = bisect_left(self._counts, wanted) - 1
        ends = np.flatnonzero(np.frombuffer(self._block(number), np.uint8) == ord("\n"))
        return wanted + 1, self._block_start(number) + int(ends[wanted - self._counts[number] - 1]) + 1

    def _block_start(self, number: int) -> int:
        return self._begin + number * _BLOCK

    def _block(self, number: int) -> bytes:
        start = self._block_start(number)
        return self._read(start, start + _BLOCK)

    def _column(self, start: int, column: int) -> tuple[int, int]:
        """Return the byte of a column of the line that starts at a byte, and how many code points precede."""
        skipped, wanted = 0, max(column, 1) - 1
        for at, piece in self._pieces(start):
            length, _, _ = piece.partition(b"\n")
            firsts = _characters(length)
            if skipped + len(firsts) > wanted:
                return at + int(firsts[wanted - skipped]), wanted
            skipped += len(firsts)
            if len(length) < len(piece):
                return at + len(length), skipped
        return self._content.size, skipped

    def _line_end(self, place: int) -> int:
        """Return the byte of the line end that follows a byte, or the end of the content."""
        for at, piece in self._pieces(place):
            found = piece.find(b"\n")
            if found >= 0:
                return at + found
        return self._content.size

    def _middle(self, start: int, place: int, end: int, skipped: int) -> ContextLine:
        """Return the line of the place, which has `skipped` code points before it, as far as it is shown."""
        left = self._text(max(start, place - 4 * _SIDE), place)[-_SIDE:]
        right = self._text(place, min(end, place + 4 * _SIDE))
        goes_on = len(right) > _SIDE or end > place + 4 * _SIDE
        return ContextLine(left + right[:_SIDE], skipped - len(left), goes_on)

    def _before(self, end: int) -> list[ContextLine]:
        """Return the lines that end before a byte at which one starts."""
        reach = max(end - _REACH, self._begin)
        lines = self._read(reach, end).split(b"\n")[:-1]
        if reach > self._begin:
            del lines[:1]  # Where it begins is not known.
        return [_beginning(line) for line in lines[-_LINES:]]

    def _after(self, end: int) -> tuple[list[ContextLine], bool]:
        """Return the lines that start behind a line end, and whether they are all that there are."""
        reach = min(end + _REACH, self._content.size)
        lines = self._read(end, reach).split(b"\n")[1:]
        is_all = reach == self._content.size
        if not is_all and lines:
            del lines[-1:]
        return [_beginning(line) for line in lines[:_LINES]], is_all and len(lines) <= _LINES

    def _pieces(self, start: int) -> Iterator[tuple[int, bytes]]:
        """Yield all that follows a byte, in pieces, each with where it starts."""
        length = 2**16
        while start < self._content.size:
            piece = self._read(start, start + length)
            yield start, piece
            start, length = start + len(piece), _BLOCK

    def _text(self, start: int, end: int) -> str:
        """Return a stretch of a line, without the part of a character that it may begin with."""
        data = self._read(start, end)
        firsts = _characters(data[:4])
        return _decoded(data[int(firsts[0]) if len(firsts) else 0 :])

    def _read(self, start: int, end: int) -> bytes:
        """Return the bytes [start, end), as far as they are there, with a line feed at each line end."""
        data = self._content.read(start, min(end + 1, self._content.size))
        if b"\r" in data:
            data = data.replace(b"\r\n", b" \n").replace(b"\r", b"\n")
        return data[: end - start]


def _characters(data: bytes) -> Int64Column:
    """Return at which bytes of UTF-8 code points begin."""
    return np.flatnonzero(np.frombuffer(data, np.uint8) & 0xC0 != 0x80)


def _beginning(line: bytes) -> ContextLine:
    """Return a line in which no place is sought."""
    text = _decoded(line[: 8 * _SIDE])
    return ContextLine(text[: 2 * _SIDE], goes_on=len(text) > 2 * _SIDE)


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")
