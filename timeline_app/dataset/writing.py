"""New entries into the text of a dataset, every other character left as it was.

Owns how new JSON is laid out and where it is inserted; numbers keep the digits that were typed. Knows
neither files nor what an entry means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.dataset.reading.locating import Locator, Stretch
from timeline_app.dataset.reading.paths import path_text


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is spelled: `1.10` and `1.1` are two."""

    text: str


WrittenJson = bool | Number | str | list["WrittenJson"] | dict[str, "WrittenJson"] | None
"""JSON that is written as it was read: each digit and the order of keys stay."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Half of a pair, which no file holds but as an escape."""

_UNIT: Final = "  "
_SHORT: Final = 80
"""How long a list of plain values may be to stand on one line, as a range `[0, 19]` does."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file indents, and what stands after a key and between values on one line."""

    unit: str = _UNIT
    colon: str = ": "
    comma: str = ", "

    def text(self, value: WrittenJson, margin: str) -> str:
        """Return JSON with all but control characters and halves of surrogate pairs as they are.

        `margin` is the white space before the value: where it has a line break, the value takes a line for
        each member, indented by `unit` more; else all stands on one line.
        """
        match value:
            case dict() if value:
                members = [self.member(key, item, margin + self.unit) for key, item in value.items()]
                return self._bracketed("{}", members, margin)
            case list() if value:
                items = [self.text(item, margin + self.unit) for item in value]
                plain = not any(isinstance(item, dict | list) for item in value)
                short = plain and sum(map(len, items)) <= _SHORT
                return self._bracketed("[]", items, "" if short else margin)
        return _plain(value)

    def member(self, key: str, value: WrittenJson, margin: str) -> str:
        """Return a key with its value, as `text` does."""
        return f"{_plain(key)}{self.colon}{self.text(value, margin)}"

    def _bracketed(self, brackets: str, items: Sequence[str], margin: str) -> str:
        if "\n" not in margin:
            return brackets[0] + self.comma.join(items) + brackets[1]
        line = margin + self.unit
        return brackets[0] + line + f",{line}".join(items) + margin + brackets[1]


def read_written(text: str) -> WrittenJson:
    """Read a text that was decoded before; of a key that stands twice the first is kept, as `scan` does."""
    value: WrittenJson = json.loads(
        text,
        parse_int=Number,
        parse_float=Number,
        parse_constant=Number,
        object_pairs_hook=_first_of_each,
    )
    return value


def insertion_of(text: str, locator: Locator, key: str, entries: Sequence[WrittenJson]) -> tuple[int, str]:
    """Return what to insert where, so that entries end a top-level list.

    A missing list is made before `events`. Raises DatasetError where the value of the key is no list.
    """
    members = locator.children(())
    if key not in members:
        return _new_list(text, members["events"], key, entries)
    stretch = members[key]
    if text[stretch.start] != "[":
        message = "this is no list, so nothing can be added to it"
        raise DatasetError((Problem(locator.place((key,)), message, path=path_text((key,))),))
    margin = blank_before(text, stretch.key or 0)
    elements = list(locator.children((key,)).values())
    if not elements:
        at = stretch.start + 1
        return at, _listed(entries, margin, closed=text[at : stretch.end].lstrip(" \t\r").startswith("\n"))
    last = elements[-1]
    gap = blank_before(text, last.start)
    layout = Layout(unit_between(margin, gap))
    return last.end, "".join(f",{gap or ' '}{layout.text(entry, gap)}" for entry in entries)


def unit_between(outer: str, inner: str) -> str:
    """Return by how much a file indents, seen from the white space before a container and in it."""
    outer, inner = outer.rpartition("\n")[2], inner.rpartition("\n")[2]
    return inner[len(outer) :] if inner.startswith(outer) and inner != outer else _UNIT


def blank_before(text: str, offset: int) -> str:
    """Return the line break and indentation before an offset; other white space where there is none."""
    start = offset
    while start and text[start - 1] in " \t\n\r":
        start -= 1
    blank = text[start:offset]
    line_break = blank.rfind("\n")
    if blank[line_break - 1 : line_break] == "\r":
        line_break -= 1
    return blank[line_break:] if line_break >= 0 else blank


def _first_of_each(pairs: list[tuple[str, WrittenJson]]) -> dict[str, WrittenJson]:
    members = dict(pairs)
    if len(members) < len(pairs):
        members = {}
        for key, value in pairs:
            members.setdefault(key, value)
    return members


def _plain(value: WrittenJson) -> str:
    if isinstance(value, Number):
        return value.text
    return _SURROGATE.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _new_list(text: str, events: Stretch, key: str, entries: Sequence[WrittenJson]) -> tuple[int, str]:
    at = events.key or 0
    margin = blank_before(text, at)
    return at, f"{_plain(key)}: [{_listed(entries, margin, closed=False)}],{margin or ' '}"


def _listed(entries: Sequence[WrittenJson], margin: str, *, closed: bool) -> str:
    """Return the inside of a list; `closed` tells that its bracket has a line of its own already."""
    if "\n" not in margin:
        return ", ".join(Layout().text(entry, margin) for entry in entries)
    layout = Layout(unit_between("\n", margin))
    line = margin + layout.unit
    items = f",{line}".join(layout.text(entry, line) for entry in entries)
    return line + items + ("" if closed else margin)
