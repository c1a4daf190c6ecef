"""Where in a text of JSON the value of a path stands: offsets, lines and columns.

Owns the walk over a text that has been checked already; it is run only where a place is asked for. Knows
nothing of the format.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from timeline_app.core.errors import Place
from timeline_app.dataset.reading.paths import Path

# Numbers are read as floats so that no length of digits is refused; the values are thrown away.
_SKIP: Final = json.JSONDecoder(parse_int=float, strict=False).raw_decode
_BLANK: Final = re.compile(r"[ \t\n\r]*")
LINE_END: Final = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points [start, end) of a value; `key` is where its key starts, for a member of an object."""

    start: int
    end: int
    key: int | None = None


class Locator:
    """Finds values in a text by their path; containers once walked are remembered."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._children: dict[Path, dict[str | int, Stretch]] = {}
        self._line_starts: list[int] = []

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Return where a value, or its key, starts; of a missing one, what it is missing from."""
        return self.place_of_offset(self.offset(path, at_key=at_key))

    def offset(self, path: Path, *, at_key: bool = False) -> int:
        """Return the code point at which a value, or its key, starts, as `place` does."""
        while True:
            try:
                stretch = self.stretch(path)
            except KeyError:
                path, at_key = path[:-1], False
            else:
                return stretch.key if at_key and stretch.key is not None else stretch.start

    def place_of_offset(self, offset: int) -> Place:
        """Return line and column of a code point, both from 1."""
        if not self._line_starts:
            self._line_starts = [0, *(match.end() for match in LINE_END.finditer(self._text))]
        line = bisect_right(self._line_starts, offset)
        return Place(self._file, line, offset - self._line_starts[line - 1] + 1)

    def stretch(self, path: Path) -> Stretch:
        """Return the code points of a value; raise KeyError where the path leads nowhere."""
        if path:
            return self.children(path[:-1])[path[-1]]
        start = self._start(path)
        return Stretch(start, _SKIP(self._text, start)[1])

    def children(self, path: Path) -> dict[str | int, Stretch]:
        """Return the members of an object or the elements of an array, in the file's order.

        Of a key that stands twice the first is kept, as the reader does. A scalar has no children.
        """
        if path not in self._children:
            start = self._start(path)
            match self._text[start]:
                case "[":
                    self._children[path] = self._elements(start)
                case "{":
                    self._children[path] = self._members(start)
                case _:
                    self._children[path] = {}
        return self._children[path]

    def _start(self, path: Path) -> int:
        # Of the whole text the end is not looked for: that would be another walk over all of it.
        return self.stretch(path).start if path else self._after_blank(0)

    def _elements(self, at: int) -> dict[str | int, Stretch]:
        found: dict[str | int, Stretch] = {}
        at = self._after_blank(at + 1)
        while self._text[at] != "]":
            end = _SKIP(self._text, at)[1]
            found[len(found)] = Stretch(at, end)
            at = self._next(end)
        return found

    def _members(self, at: int) -> dict[str | int, Stretch]:
        found: dict[str | int, Stretch] = {}
        at = self._after_blank(at + 1)
        while self._text[at] != "}":
            key, colon = _SKIP(self._text, at)
            start = self._after_blank(self._after_blank(colon) + 1)
            end = _SKIP(self._text, start)[1]
            found.setdefault(key, Stretch(start, end, at))
            at = self._next(end)
        return found

    def _next(self, end: int) -> int:
        """Return where the sibling after a value starts, or the bracket that closes."""
        at = self._after_blank(end)
        return self._after_blank(at + 1) if self._text[at] == "," else at

    def _after_blank(self, at: int) -> int:
        blank = _BLANK.match(self._text, at)
        return blank.end() if blank else at
