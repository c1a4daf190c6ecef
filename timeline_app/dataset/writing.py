"""New entries into the text of a dataset, every other character left as it was.

Owns how new JSON is laid out and where it is inserted. Knows neither files nor what an entry means.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.dataset.locating import Locator, Stretch
from timeline_app.dataset.paths import path_text

WrittenJson = bool | int | Decimal | str | list["WrittenJson"] | dict[str, "WrittenJson"] | None
"""JSON to be written; fractions are decimals, so that each digit stays as it was typed."""

_UNIT: Final = "  "
_SHORT: Final = 80
"""How long a list of plain values may be to stand on one line, as a range `[0, 19]` does."""


def insert_entries(text: str, file: str, key: str, entries: Sequence[WrittenJson]) -> str:
    """Append entries to a top-level list of a dataset; where there is none, one is made before `events`.

    Raises DatasetError where the value of the key is no list.
    """
    if not entries:
        return text
    locator = Locator(text, file)
    members = locator.children(())
    if key not in members:
        return _with_new_list(text, members["events"], key, entries)
    stretch = members[key]
    if text[stretch.start] != "[":
        message = "this is no list, so nothing can be added to it"
        raise DatasetError((Problem(locator.place((key,)), message, path=path_text((key,))),))
    margin = _blank_before(text, stretch.key or 0)
    elements = list(locator.children((key,)).values())
    if not elements:
        head, tail = text[: stretch.start + 1], text[stretch.start + 1 :]
        return head + _listed(entries, margin, closed=tail.lstrip(" \t\r").startswith("\n")) + tail
    last = elements[-1]
    gap = _blank_before(text, last.start)
    unit = _unit(margin, gap)
    added = "".join(f",{gap or ' '}{json_text(entry, gap, unit)}" for entry in entries)
    return text[: last.end] + added + text[last.end :]


def json_text(value: WrittenJson, margin: str, unit: str = _UNIT) -> str:
    """Return JSON with all but control characters as they are.

    `margin` is the white space before the value: where it has a line break, the value takes a line for
    each member, indented by `unit` more; else all stands on one line.
    """
    match value:
        case dict() if value:
            members = [
                f"{_plain(key)}: {json_text(item, margin + unit, unit)}" for key, item in value.items()
            ]
            return _bracketed("{}", members, margin, unit)
        case list() if value:
            items = [json_text(item, margin + unit, unit) for item in value]
            short = (
                not any(isinstance(item, dict | list) for item in value) and sum(map(len, items)) <= _SHORT
            )
            return _bracketed("[]", items, "" if short else margin, unit)
    return _plain(value)


def _plain(value: WrittenJson) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _bracketed(brackets: str, items: Sequence[str], margin: str, unit: str) -> str:
    if "\n" not in margin:
        return brackets[0] + ", ".join(items) + brackets[1]
    line = margin + unit
    return brackets[0] + line + f",{line}".join(items) + margin + brackets[1]


def _with_new_list(text: str, events: Stretch, key: str, entries: Sequence[WrittenJson]) -> str:
    at = events.key or 0
    margin = _blank_before(text, at)
    new_list = f"{_plain(key)}: [{_listed(entries, margin, closed=False)}],{margin or ' '}"
    return text[:at] + new_list + text[at:]


def _listed(entries: Sequence[WrittenJson], margin: str, *, closed: bool) -> str:
    """Return the inside of a list; `closed` tells that its bracket has a line of its own already."""
    if "\n" not in margin:
        return ", ".join(json_text(entry, margin) for entry in entries)
    unit = _unit("\n", margin)
    line = margin + unit
    items = f",{line}".join(json_text(entry, line, unit) for entry in entries)
    return line + items + ("" if closed else margin)


def _unit(outer: str, inner: str) -> str:
    """Return by how much a file indents, seen from the white space before a list and in it."""
    outer, inner = outer.rpartition("\n")[2], inner.rpartition("\n")[2]
    return inner[len(outer) :] if inner.startswith(outer) and inner != outer else _UNIT


def _blank_before(text: str, offset: int) -> str:
    """Return the line break and indentation before an offset; other white space where there is none."""
    start = offset
    while start and text[start - 1] in " \t\n\r":
        start -= 1
    blank = text[start:offset]
    line_break = blank.rfind("\n")
    if blank[line_break - 1 : line_break] == "\r":
        line_break -= 1
    return blank[line_break:] if line_break >= 0 else blank
