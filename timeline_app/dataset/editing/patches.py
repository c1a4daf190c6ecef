"""The smallest changes of a JSON text that give one of its values another content.

Owns which characters give way: a value that differs, a member with its comma and line. Knows no format and
no bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from timeline_app.dataset.reading.locating import Locator, Stretch
from timeline_app.dataset.reading.paths import Path
from timeline_app.dataset.writing import Layout, WrittenJson, blank_before, unit_between

_COLON: Final = re.compile(r"[ \t]*:[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Patch:
    """The code points [start, end) of an old text give way to `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class NewMember:
    """An element of a list, or a member of an object where it has a key."""

    value: WrittenJson
    key: str | None = None

    def text(self, layout: Layout, margin: str) -> str:
        """Return it as it is written after white space."""
        if self.key is None:
            return layout.text(self.value, margin)
        return layout.member(self.key, self.value, margin)


@dataclass(frozen=True, slots=True)
class Siblings:
    """What becomes of the members of one container: which are kept, and what comes after each.

    -1 stands for what comes before the first that is kept; only those that are kept may be followed.
    """

    places: Sequence[Stretch]
    kept: Sequence[bool]
    following: Mapping[int, Sequence[NewMember]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Original:
    """A text that was checked, and where its values stand."""

    text: str
    locator: Locator

    def changed(self, path: Path, old: WrittenJson, new: WrittenJson, layout: Layout) -> Iterator[Patch]:
        """Yield what makes `new` of the value at a path, which is `old`; the order of keys counts."""
        if is_spelled_same(old, new):
            return
        if isinstance(old, dict) and isinstance(new, dict) and _share_keys(old, new):
            yield from self._changed_members(path, old, new, layout)
        elif isinstance(old, list) and isinstance(new, list) and old and new:
            yield from self._changed_elements(path, old, new, layout)
        else:
            yield self._replaced(path, old, new, layout)

    def spliced(self, siblings: Siblings, layout: Layout) -> Iterator[Patch]:
        """Yield what takes some members of a container away, one at least being kept, and brings others."""
        places, kept = siblings.places, siblings.kept
        for is_kept, run in groupby(range(len(places)), key=kept.__getitem__):
            if is_kept:
                continue
            indices = list(run)
            first, last = indices[0], indices[-1]
            if first:
                yield Patch(places[first - 1].end, places[last].end, "")
            else:
                yield Patch(_start(places[0]), _start(places[last + 1]), "")
        for after, members in siblings.following.items():
            separator = self._separator(places, max(after, 0))
            margin = blank_before(separator, len(separator))
            texts = [member.text(layout, margin) for member in members]
            if after < 0:
                at = _start(places[kept.index(True)])
                yield Patch(at, at, "".join(text + separator for text in texts))
            else:
                at = places[after].end
                yield Patch(at, at, "".join(separator + text for text in texts))

    def layout_of(self, path: Path) -> Layout:
        """Return how the value at a path is laid out, from its first two members."""
        entry = self.locator.stretch(path)
        members = list(self.locator.children(path).values())[:2]
        if not members:
            return Layout()
        first = members[0]
        unit = unit_between(blank_before(self.text, entry.start), blank_before(self.text, _start(first)))
        colon = _COLON.search(self.text, _start(first), first.start)
        is_dense = len(members) > 1 and self.text[first.end : _start(members[1])] == ","
        return Layout(unit, colon[0] if colon else ": ", "," if is_dense else ", ")

    def _replaced(self, path: Path, old: WrittenJson, new: WrittenJson, layout: Layout) -> Patch:
        stretch = self.locator.stretch(path)
        on_one_line = bool(isinstance(old, dict | list) and old) and "\n" not in self._text_of(stretch)
        margin = "" if on_one_line else blank_before(self.text, _start(stretch))
        return Patch(stretch.start, stretch.end, layout.text(new, margin))

    def _changed_members(
        self, path: Path, old: dict[str, WrittenJson], new: dict[str, WrittenJson], layout: Layout
    ) -> Iterator[Patch]:
        children = self.locator.children(path)
        keys = list(old)
        following: dict[int, list[NewMember]] = {}
        after = -1
        for key, value in new.items():
            if key in old:
                after = keys.index(key)
                yield from self.changed((*path, key), old[key], value, layout)
            else:
                following.setdefault(after, []).append(NewMember(value, key))
        places = [children[key] for key in keys]
        yield from self.spliced(Siblings(places, [key in new for key in keys], following), layout)

    def _changed_elements(
        self, path: Path, old: list[WrittenJson], new: list[WrittenJson], layout: Layout
    ) -> Iterator[Patch]:
        shortest = min(len(old), len(new))
        same_before = _same_at_start(old, new, shortest)
        same_after = _same_at_start(old[::-1], new[::-1], shortest - same_before)
        middle_end = shortest - same_after
        for index in range(same_before, middle_end):
            yield from self.changed((*path, index), old[index], new[index], layout)
        places = list(self.locator.children(path).values())
        kept = [index < middle_end or index >= len(old) - same_after for index in range(len(old))]
        added = [NewMember(value) for value in new[middle_end : len(new) - same_after]]
        following = {middle_end - 1: added} if len(new) > len(old) else {}
        yield from self.spliced(Siblings(places, kept, following), layout)

    def _separator(self, places: Sequence[Stretch], index: int) -> str:
        """Return what stands between a member and the next, or else the one before it."""
        if len(places) == 1:
            return "," + (blank_before(self.text, _start(places[0])) or " ")
        before = min(index, len(places) - 2)
        following = _start(places[before + 1])
        separator = self.text[places[before].end : following]
        return separator if separator.count("\n") < 2 else "," + blank_before(self.text, following)

    def _text_of(self, stretch: Stretch) -> str:
        return self.text[stretch.start : stretch.end]


def is_spelled_same(one: WrittenJson, other: WrittenJson) -> bool:
    """Tell whether two values are written alike but for white space and escapes; the order of keys counts."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(map(is_spelled_same, one.values(), other.values()))
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_spelled_same, one, other))
    return type(one) is type(other) and one == other


def _share_keys(old: dict[str, WrittenJson], new: dict[str, WrittenJson]) -> bool:
    """Tell whether two objects have keys in common, and those in the same order."""
    common = [key for key in old if key in new]
    return bool(common) and common == [key for key in new if key in old]


def _same_at_start(one: Sequence[WrittenJson], other: Sequence[WrittenJson], limit: int) -> int:
    for index in range(limit):
        if not is_spelled_same(one[index], other[index]):
            return index
    return limit


def _start(place: Stretch) -> int:
    """Return where a member starts: with its key, where it has one."""
    return place.start if place.key is None else place.key
