"""The fields of one event as a form shows them, and what becomes of its JSON when one is changed.

Owns that a change of a field touches nothing beside it. Knows no widgets, and not whether an event is right.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.entry_json import (
    free_id,
    in_order_of,
    with_field,
    without_field,
)
from timeline_app.dataset.editing.patches import Original
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.writing import Number, WrittenJson

Place = tuple[str | int, ...]
"""The keys and indices that lead from an event to a value in it."""

WHEN: Final = ("when",)
READING: Final = ("when", "reading")
EXCERPTS: Final = ("excerpts",)

_NEEDED: Final = ("source", "exact")
_LONGEST_SUGGESTION: Final = 48
_SPELLED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l"})
_MARK: Final = "\ufeff"
_NO_ID: Final = re.compile(r"[^a-z0-9]+")


def value_at(event: Entry, place: Place) -> WrittenJson:
    """Return the value at a place, None where there is none."""
    value: WrittenJson = event
    for step in place:
        match value, step:
            case dict() as members, str() as key if key in members:
                value = members[key]
            case list() as items, int() as index if index < len(items):
                value = items[index]
            case _:
                return None
    return value


def string_at(event: Entry, place: Place) -> str:
    """Return the string at a place, "" where there is none."""
    value = value_at(event, place)
    return value if isinstance(value, str) else ""


def objects_at(event: Entry, place: Place) -> tuple[Entry, ...]:
    """Return the objects of a list, an empty one for what is no object."""
    value = value_at(event, place)
    items = value if isinstance(value, list) else []
    return tuple(item if isinstance(item, dict) else {} for item in items)


def with_value(event: Entry, place: Place, value: WrittenJson, kind: str = "events") -> Entry:
    """Return an entry of a list `kind` with a value at a place, all beside it as it was; None removes it.

    An object that is left without fields is removed with its last one. What stands on the way and is no
    object gives way to one; a date that is a string becomes an object with that date.
    """
    return _with_value(event, kind, place, value)


def _with_value(entry: Entry, kind: str, place: Place, value: WrittenJson) -> Entry:
    key, *rest = place
    if not isinstance(key, str):
        raise TypeError(f"{place} leads into no object")
    if rest:
        value = _inside(entry.get(key), key, tuple(rest), value)
    if value is None:
        return without_field(entry, key)
    return with_field(entry, kind, key, value)


def _inside(old: WrittenJson, key: str, rest: Place, value: WrittenJson) -> WrittenJson:
    """Return an object or a list with a value at a place in it, None where nothing is left of an object."""
    if isinstance(rest[0], int):
        items = old if isinstance(old, list) else []
        return [
            _inside(item, key, rest[1:], value) or {} if index == rest[0] else item
            for index, item in enumerate(items)
        ]
    if key == "when" and isinstance(old, str):
        if value is None:
            return old
        old = {"edtf": old}
    return _with_value(old if isinstance(old, dict) else {}, key, rest, value) or None


def is_lasting(event: Entry) -> bool:
    """Tell whether an event lasts throughout its date."""
    return value_at(event, (*WHEN, "lasting")) is True


def with_lasting(event: Entry, *, lasting: bool) -> Entry:
    """Return an event that lasts throughout its date, or is a moment inside it."""
    return with_value(event, (*WHEN, "lasting"), True if lasting else None)


def versions_at(event: Entry, place: Place, languages: Sequence[str]) -> Mapping[str, str]:
    """Return the language versions of a text that a form shows, "" for one that is still missing.

    A text without a language stands under the tag "". Else all of `languages` are shown, then those that
    this text alone has.
    """
    value = value_at(event, place)
    if isinstance(value, str) and value:
        return {"": value}
    shown = dict.fromkeys(languages, "")
    if isinstance(value, dict):
        shown |= {tag: version for tag, version in value.items() if isinstance(version, str)}
    return shown or {"": ""}


def with_version(event: Entry, place: Place, tag: str, text: str, main: str, kind: str = "events") -> Entry:
    """Return an entry with one language version of a text, "" to remove it; "" as tag is the whole text.

    A text without a language becomes the version of `main` when it gets another one.
    """
    value = value_at(event, place)
    if not tag:
        return with_value(event, place, text or None, kind)
    versions: Entry = {main: value} if isinstance(value, str) and value else {}
    if isinstance(value, dict):
        versions = value
    versions = {**versions, tag: text} if text else without_field(versions, tag)
    return with_value(event, place, versions or None, kind)


def importance_of(event: Entry) -> str:
    """Return the importance as it is spelled, "" where there is none."""
    value = event.get("importance")
    return value.text if isinstance(value, Number) else ""


def with_importance(event: Entry, hundredths: int | None) -> Entry:
    """Return an event with an importance in hundredths; None removes it."""
    value = None if hundredths is None else Number(f"{hundredths / 100:g}")
    return with_value(event, ("importance",), value)


def tags_text(event: Entry) -> str | None:
    """Return the tags on one line, separated by commas; None where a line cannot say them exactly."""
    value = event.get("tags")
    tags = value if isinstance(value, list) else []
    strings = [tag for tag in tags if isinstance(tag, str)]
    text = ", ".join(map(_quoted_tag, strings))
    is_exact = len(strings) == len(tags) and _tags_in(text) == strings and (value is None or bool(tags))
    return text if is_exact else None


def with_tags(event: Entry, text: str) -> Entry:
    """Return an event with the tags of a line; one that holds a comma stands in quotes."""
    tags: list[WrittenJson] = list(_tags_in(text))
    return with_value(event, ("tags",), tags or None)


def _quoted_tag(tag: str) -> str:
    return '"{}"'.format(tag.replace('"', '""')) if "," in tag or '"' in tag else tag


def _tags_in(text: str) -> list[str]:
    line = text.replace("\n", " ").replace("\r", " ").replace("\0", "")
    fields = next(csv.reader([line], skipinitialspace=True), [])
    return list(dict.fromkeys(tag.strip() for tag in fields if tag.strip()))


def with_added_excerpt(event: Entry, excerpt: Entry) -> Entry:
    """Return an event with one more excerpt."""
    return _with_excerpts(event, [*_excerpts(event), excerpt])


def with_changed_excerpt(event: Entry, index: int, change: Callable[[Entry], Entry]) -> Entry:
    """Return an event with one excerpt changed."""
    excerpts = _excerpts(event)
    old = excerpts[index]
    excerpts[index] = change(old if isinstance(old, dict) else {})
    return _with_excerpts(event, excerpts)


def with_moved_excerpt(event: Entry, index: int, by: int) -> Entry:
    """Return an event with one excerpt further down, or up for a negative number."""
    excerpts = _excerpts(event)
    excerpts.insert(index + by, excerpts.pop(index))
    return _with_excerpts(event, excerpts)


def without_excerpt(event: Entry, index: int) -> Entry:
    """Return an event without one of its excerpts."""
    excerpts = _excerpts(event)
    del excerpts[index]
    return _with_excerpts(event, excerpts)


def _excerpts(event: Entry) -> list[WrittenJson]:
    value = event.get("excerpts")
    return list(value) if isinstance(value, list) else []


def _with_excerpts(event: Entry, excerpts: list[WrittenJson]) -> Entry:
    if "excerpts" in event and excerpts:
        # Each keeps its own order of keys, wherever it is moved.
        return {**event, "excerpts": excerpts}
    return with_value(event, EXCERPTS, excerpts or None)


def in_typed_order(typed: Entry, event: Entry) -> Entry:
    """Return an event with its keys in the order that a person gave them, fields that came back too.

    Excerpts stay as they are: they may have been moved.
    """
    ordered = in_order_of(typed, event)
    return {**ordered, "excerpts": event["excerpts"]} if "excerpts" in event else ordered


def with_string(excerpt: Entry, key: str, text: str) -> Entry:
    """Return an excerpt with a string, "" to remove one that it need not have."""
    if text or key in _NEEDED:
        return with_field(excerpt, "excerpts", key, text)
    return without_field(excerpt, key)


def with_words(excerpt: Entry, words: str) -> Entry:
    """Return an excerpt with other words; where it stands in its source follows, as far as it can be known.

    The words of its date are kept where they are still there. Where nothing of the old words is left, neither
    place is known.
    """
    old = string_at(excerpt, ("exact",))
    ahead = _same_at_start(old, words)
    behind = _same_at_start(old[ahead:][::-1], words[ahead:][::-1])
    changed = with_field(excerpt, "excerpts", "exact", words)
    if not ahead and not behind:
        return without_field(without_field(without_field(changed, "start"), "end"), "date")
    changed = _with_moved_place(changed, len(old), words, ahead)
    ranges = date_ranges(excerpt)
    return (
        with_date_ranges(changed, _moved(ranges, len(old), len(words), ahead, behind)) if ranges else changed
    )


def _with_moved_place(excerpt: Entry, length: int, words: str, ahead: int) -> Entry:
    start, end = _count(excerpt.get("start")), _count(excerpt.get("end"))
    if start is None or end is None or end - start != length:
        return excerpt
    if ahead:
        end = start + len(words)
    else:
        start = end - len(words)
    if start < 0:
        return without_field(without_field(excerpt, "start"), "end")
    return {**excerpt, "start": Number(str(start)), "end": Number(str(end))}


def _moved(
    ranges: Sequence[tuple[int, int]], old: int, new: int, ahead: int, behind: int
) -> list[tuple[int, int]]:
    """Return where words are, in a text that was `old` long, once it differs between `ahead` and `behind`.

    What is typed just before or after the words is not theirs; words that are gone are left out.
    """

    def moved(at: int, *, is_end: bool) -> int:
        if at < ahead or (at == ahead and is_end):
            return at
        if at >= old - behind:
            return at + new - old
        return new - behind if is_end else ahead

    pairs = [(moved(first, is_end=False), moved(last, is_end=True)) for first, last in ranges]
    return [(first, last) for first, last in pairs if first < last]


def date_ranges(excerpt: Entry) -> list[tuple[int, int]]:
    """Return the places of the words that give the date, as far as they are inside the excerpt."""
    value = excerpt.get("date")
    pairs = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    length = len(string_at(excerpt, ("exact",)))
    found: list[tuple[int, int]] = []
    for pair in pairs:
        if isinstance(pair, list) and len(pair) == 2:
            first, last = _count(pair[0]), _count(pair[1])
            if first is not None and last is not None and first < last <= length:
                found.append((first, last))
    return found


def with_date_ranges(excerpt: Entry, ranges: Sequence[tuple[int, int]]) -> Entry:
    """Return an excerpt with other words that give the date; none removes them."""
    if not ranges:
        return without_field(excerpt, "date")
    pairs: list[WrittenJson] = [[Number(str(first)), Number(str(last))] for first, last in ranges]
    return with_field(excerpt, "excerpts", "date", pairs if len(pairs) > 1 else pairs[0])


def _count(value: WrittenJson) -> int | None:
    is_count = isinstance(value, Number) and len(value.text) < 20 and value.text.isdecimal()
    return int(value.text) if isinstance(value, Number) and is_count else None


def _same_at_start(one: str, other: str) -> int:
    shortest = min(len(one), len(other))
    return next((index for index in range(shortest) if one[index] != other[index]), shortest)


def suggested_id(words: str, taken: Collection[str], otherwise: str) -> str:
    """Return an id for something that is called so, free among those taken."""
    folded = unicodedata.normalize("NFKD", words[:200].lower().translate(_SPELLED))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    slug = _NO_ID.sub("-", plain).strip("-")
    if len(slug) > _LONGEST_SUGGESTION:
        slug = slug[: _LONGEST_SUGGESTION + 1].rpartition("-")[0] or slug[:_LONGEST_SUGGESTION]
    slug = slug or otherwise
    return free_id(slug, taken) if slug in taken else slug


def text_with(text: str, old: Entry, new: Entry) -> str:
    """Return the JSON text of an entry with what is new in it, every other character as it was."""
    if text.startswith(_MARK):
        return _MARK + text_with(text.removeprefix(_MARK), old, new)
    original = Original(text, Locator(text, ""))
    patches = original.changed((), old, new, original.layout_of(()))
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end), reverse=True):
        text = text[: patch.start] + patch.new + text[patch.end :]
    return text
