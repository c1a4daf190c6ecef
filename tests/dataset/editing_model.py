"""What edits make of a dataset, in plain lists and dicts: what the product is compared with.

Simple on purpose: Python's own JSON, entries as texts, undo as a list of contents. Shares no code with the
product, and knows nothing of how it gets there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count, pairwise

from spelled_datasets import Spelled

LISTS = ("categories", "sources", "events")
Members = dict[str, object]


@dataclass(frozen=True)
class Item:
    """An entry that is expected: what it says, and where it stood before (None: it is new).

    `copy_of` tells that it is to be spelled as the entry at that place is, but for its id; `typed` that the
    order of its keys is to be that of `value`.
    """

    value: object
    was: int | None = None
    copy_of: int | None = None
    typed: bool = False


Expected = Mapping[str, list[Item]]
"""What becomes of each list that is changed."""


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(parse_int=Spelled, parse_float=Spelled)


class Sheet:
    """A content taken apart: what its entries say, their texts, and all that stands between them."""

    def __init__(self, data: bytes) -> None:
        self.text = data.decode("utf-8-sig")
        self.top: Members = _decoder().decode(self.text)
        self.values = {kind: self._list(kind) for kind in LISTS}
        self.texts: dict[str, list[str]] = {kind: [] for kind in LISTS}
        self.gaps: dict[str, list[str]] = {kind: [] for kind in LISTS}
        frame, at = [data[: len(data) - len(self.text.encode())].decode()], 0
        for kind, start, end in members(self.text, 0):
            if kind in LISTS:
                places = list(elements(self.text, start))
                self.texts[kind] = [self.text[first:last] for first, last in places]
                edges = [(start, start + 1), *places, (end - 1, end)]
                self.gaps[kind] = [self.text[one[1] : other[0]] for one, other in pairwise(edges)]
                frame.append(self.text[at : start + 1])
                at = end - 1
        self.frame = "".join([*frame, self.text[at:]])

    def _list(self, kind: str) -> list[object]:
        entries = self.top.get(kind, [])
        assert isinstance(entries, list)
        return entries

    def ids(self, kind: str) -> dict[str, int]:
        """Return of each id where its first entry stands."""
        found: dict[str, int] = {}
        for index, entry in enumerate(self.values[kind]):
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                found.setdefault(entry["id"], index)
        return found

    def by_id(self, kind: str) -> dict[str, object]:
        """Return the entries of a list by their ids, those without one by what they say."""
        return {
            str(entry["id"]) if isinstance(entry, dict) and "id" in entry else repr(entry): entry
            for entry in self.values[kind]
        }

    def event(self, event_id: str) -> Members:
        """Return what an event says."""
        return dict_of(self.values["events"][self.ids("events")[event_id]])

    def kept(self, kind: str) -> list[Item]:
        """Return a list as it is."""
        return [Item(value, was) for was, value in enumerate(self.values[kind])]


def dict_of(value: object) -> Members:
    """Return a value that is an object."""
    assert isinstance(value, dict)
    return value


def list_of(value: object) -> list[Members]:
    """Return a value that is a list of objects."""
    assert isinstance(value, list)
    return value


def members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield the keys of the object at an offset, each with where its value starts and ends."""
    decoder = _decoder()
    at = _after_blanks(text, at + 1)
    while text[at] != "}":
        key, at = decoder.raw_decode(text, at)
        start = _after_blanks(text, _after_blanks(text, at) + 1)
        _, end = decoder.raw_decode(text, start)
        yield key, start, end
        at = _after_blanks(text, end)
        at = _after_blanks(text, at + 1) if text[at] == "," else at


def elements(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield where each element of the list at an offset starts and ends."""
    decoder = _decoder()
    at = _after_blanks(text, at + 1)
    while text[at] != "]":
        _, end = decoder.raw_decode(text, at)
        yield at, end
        at = _after_blanks(text, end)
        at = _after_blanks(text, at + 1) if text[at] == "," else at


def _after_blanks(text: str, at: int) -> int:
    while text[at : at + 1] in {" ", "\t", "\n", "\r"}:
        at += 1
    return at


# What an edit may leave behind


def is_unchanged(before: Sheet, expected: Expected) -> bool:
    """Tell whether what is expected is what there is."""
    return all(
        [item.was for item in items] == list(range(len(before.values[kind])))
        and all(_is_kept(item, before.values[kind]) for item in items)
        for kind, items in expected.items()
    )


def check(before: Sheet, after: Sheet, expected: Expected, top: Members | None = None) -> None:
    """Fail where what is expected is not there, or where anything else is not as it was, to the character.

    `top` are the fields of the dataset itself where those may change.
    """
    lists = {kind: expected.get(kind, before.kept(kind)) for kind in LISTS}
    for kind, items in lists.items():
        assert after.values[kind] == [item.value for item in items]
        for item, value, text in zip(items, after.values[kind], after.texts[kind], strict=True):
            _check_entry(item, value, text, before, kind)
        _check_gaps(items, before.gaps[kind], after.gaps[kind])
    assert without_lists(after.top) == (without_lists(before.top) if top is None else top)
    if without_lists(after.top) != without_lists(before.top):
        return
    if before.top.keys() == after.top.keys():
        assert list(before.top) == list(after.top)
        assert before.frame == after.frame
    else:
        # A list that there was not is put in before the events.
        keys = list(before.top)
        added = [kind for kind in LISTS if kind in after.top and kind not in before.top]
        at = keys.index("events")
        assert list(after.top) == [*keys[:at], *added, *keys[at:]]
        assert _is_inserted(before.frame, after.frame)


def _check_entry(item: Item, value: object, text: str, before: Sheet, kind: str) -> None:
    if item.typed:
        assert _keys(value) == _keys(item.value)
    if item.copy_of is not None:
        original = before.texts[kind][item.copy_of]
        start, end = next((start, end) for key, start, end in members(original, 0) if key == "id")
        copy_id = json.dumps(dict_of(item.value)["id"], ensure_ascii=False)
        assert text == original[:start] + copy_id + original[end:]
    elif item.was is not None:
        old, old_text = before.values[kind][item.was], before.texts[kind][item.was]
        if _is_kept(item, before.values[kind]):
            assert text == old_text
        elif _keys_in_common(old, value) == _keys_in_common(value, old):
            # One field of an entry is one field of its text.
            old_texts, new_texts = (_member_texts(each) for each in (old_text, text))
            one, other = dict_of(old), dict_of(value)
            for key in _keys_in_common(old, value):
                if one[key] == other[key] and _keys(one[key]) == _keys(other[key]):
                    assert new_texts[key] == old_texts[key]
        else:
            assert item.typed


def _check_gaps(items: Sequence[Item], old: Sequence[str], new: Sequence[str]) -> None:
    if not items or len(old) < 3:
        return
    assert (new[0], new[-1]) == (old[0], old[-1])
    for index, (one, other) in enumerate(pairwise(items), 1):
        if one.was is not None and other.was == one.was + 1:
            assert new[index] == old[one.was + 1]


def _is_kept(item: Item, old: Sequence[object]) -> bool:
    if item.was is None or item.value != old[item.was]:
        return False
    return not item.typed or _keys(item.value) == _keys(old[item.was])


def _keys(value: object) -> object:
    """Return the keys in a value in their order, at any depth."""
    match value:
        case dict():
            return [(key, _keys(item)) for key, item in value.items()]
        case list():
            return [_keys(item) for item in value]
    return None


def _keys_in_common(one: object, other: object) -> list[str]:
    return [key for key in dict_of(one) if key in dict_of(other)]


def _member_texts(text: str) -> dict[str, str]:
    return {key: text[start:end] for key, start, end in members(text, 0)}


def without_lists(top: Members) -> Members:
    """Return the fields of a dataset itself."""
    return {key: value for key, value in top.items() if key not in LISTS}


def _is_inserted(old: str, new: str) -> bool:
    """Tell whether one stretch was put into a text."""
    first = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), len(old))
    return len(new) > len(old) and new.endswith(old[first:])


# Edits


def with_event(sheet: Sheet, value: Members) -> Expected:
    """Add an event at the end."""
    return {"events": [*sheet.kept("events"), Item(value, typed=True)]}


def with_each(sheet: Sheet, ids: Sequence[str], change: Callable[[Members], Members]) -> Expected:
    """Change some events."""
    places = {sheet.ids("events")[event_id] for event_id in ids}
    changed = [
        replace(item, value=change(item.value)) if item.was in places else item
        for item in sheet.kept("events")
        if isinstance(item.value, dict) or item.was not in places
    ]
    return {"events": changed}


def with_typed(sheet: Sheet, event_id: str, value: Members) -> Expected:
    """Put what was typed in the place of an event."""
    at = sheet.ids("events")[event_id]
    items = sheet.kept("events")
    items[at] = Item(value, at, typed=True)
    return {"events": items}


def without(sheet: Sheet, ids: Sequence[str]) -> Expected:
    """Take events away."""
    places = {sheet.ids("events")[event_id] for event_id in ids}
    return {"events": [item for item in sheet.kept("events") if item.was not in places]}


def with_copy(sheet: Sheet, event_id: str) -> Expected:
    """Put a copy after an event."""
    at = sheet.ids("events")[event_id]
    copy = Item({**sheet.event(event_id), "id": free(event_id, sheet.ids("events"))}, copy_of=at)
    items = sheet.kept("events")
    return {"events": [*items[: at + 1], copy, *items[at + 1 :]]}


def with_entry(sheet: Sheet, kind: str, value: Members) -> Expected:
    """Put a source or a category in the place of the one of its id, or at the end."""
    at = sheet.ids(kind).get(str(value["id"]))
    items = sheet.kept(kind)
    if at is None:
        return {kind: [*items, Item(value, typed=True)]}
    items[at] = Item(value, at)
    return {kind: items}


def with_new(sheet: Sheet, kind: str, values: Sequence[Members]) -> Expected:
    """Add sources or categories at the end."""
    return {kind: [*sheet.kept(kind), *(Item(value, typed=True) for value in values)]}


def free(entry_id: str, taken: Collection[str]) -> str:
    """Return the first id made of another that nobody has."""
    return next(new for number in count(2) if (new := f"{entry_id}-{number}") not in taken)


def says_same(one: object, other: object) -> bool:
    """Tell whether two values are the same JSON, however they are spelled."""
    return _said(one) == _said(other)


def _said(value: object) -> object:
    match value:
        case dict():
            return ("object", frozenset((key, _said(item)) for key, item in value.items()))
        case list():
            return ("list", tuple(map(_said, value)))
        case Spelled(text):
            return ("number", Decimal(text))
    return (type(value).__name__, value)


def with_fields(event: Members, fields: Members) -> Members:
    """Return an event with some fields, without those that are None."""
    changed = {**event, **fields}
    return {key: value for key, value in changed.items() if key not in fields or value is not None}


def english(entry: Members, key: str = "title") -> str:
    """Return the title of an entry in English."""
    title = entry[key]
    return str(title["en"] if isinstance(title, dict) else title)
