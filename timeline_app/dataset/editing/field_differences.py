"""In which fields two versions of an entry differ, each value as a person reads it.

Owns how a value is cut into fields and said in plain text. Knows no list and no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.comparison import is_same
from timeline_app.dataset.reading.paths import Path, path_text
from timeline_app.dataset.writing import Layout, Number, WrittenJson


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field by its path, as in `title.en`, and its value in each version; None where it has none."""

    field: str
    mine: str | None
    theirs: str | None


def field_differences(mine: Entry, theirs: Entry) -> tuple[FieldDifference, ...]:
    """Return the fields whose values differ, in the order of mine; what only theirs has comes last."""
    one, other = dict(_leaves(mine)), dict(_leaves(theirs))
    return tuple(
        FieldDifference(path_text(path), _said(one, path), _said(other, path))
        for path in one | other
        if path not in one or path not in other or not is_same(one[path], other[path])
    )


def fields_of(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return all fields of an entry by their paths, with their values as they are read."""
    return tuple((path_text(path), _text(value)) for path, value in _leaves(entry))


def _leaves(value: WrittenJson, path: Path = ()) -> Iterator[tuple[Path, WrittenJson]]:
    """Yield what is no longer cut: plain values, lists of them, and what is empty."""
    match value:
        case dict() if value:
            for key, member in value.items():
                yield from _leaves(member, (*path, key))
        case list() if any(isinstance(item, dict | list) for item in value):
            for index, item in enumerate(value):
                yield from _leaves(item, (*path, index))
        case _:
            yield path, value


def _said(leaves: Mapping[Path, WrittenJson], path: Path) -> str | None:
    return _text(leaves[path]) if path in leaves else None


def _text(value: WrittenJson) -> str:
    match value:
        case str():
            return value
        case Number():
            return value.text
        case list() if value:
            return ", ".join(map(_text, value))
    return Layout().text(value, "")
