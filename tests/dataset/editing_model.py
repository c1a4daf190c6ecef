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

    def event(self, event_id: str) -> Members:
        """Return what an event says."""
        event = self.values["events"][self.ids("events")[event_id]]
        assert isinstance(event, dict)
        return event

    def kept(self, kind: str) -> list[Item]:
        """Return a list as it is."""
        return [Item(value, was) for was, value in enumerate(self.values[kind])]


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


def check(before: Sheet, after: Sheet, expected: Expected) -> None:
    """Fail where what is expected is not there, or where anything else is not as it was, to the character."""
    lists = {kind: expected.get(kind, before.kept(kind)) for kind in LISTS}
    for kind, items in lists.items():
        assert after.values[kind] == [item.value for item in items]
        for item, value, text in zip(items, after.values[kind], after.texts[kind], strict=True):
            _check_entry(item, value, text, before, kind)
        _check_gaps(items, before.gaps[kind], after.gaps[kind])
    assert _without_lists(after.top) == _without_lists(before.top)
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
        assert isinstance(item.value, dict)
        copy_id = json.dumps(item.value["id"], ensure_ascii=False)
        assert text == original[:start] + copy_id + original[end:]
    elif item.was is not None:
        old, old_text = before.values[kind][item.was], before.texts[kind][item.was]
        if _is_kept(item, before.values[kind]):
            assert text == old_text
        elif _keys_in_common(old, value) == _keys_in_common(value, old):
            # One field of an entry is one field of its text.
            old_texts, new_texts = (_member_texts(each) for each in (old_text, text))
            assert isinstance(old, dict)
            assert isinstance(value, dict)
            for key in _keys_in_common(old, value):
                if old[key] == value[key] and _keys(old[key]) == _keys(value[key]):
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
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    return [key for key in one if key in other]


def _member_texts(text: str) -> dict[str, str]:
    return {key: text[start:end] for key, start, end in members(text, 0)}


def _without_lists(top: Members) -> Members:
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


def free(entry_id: str, taken: Collection[str]) -> str:
    """Return the first id made of another that nobody has."""
    return next(new for number in count(2) if (new := f"{entry_id}-{number}") not in taken)


# Importing


@dataclass(frozen=True)
class Imported:
    """What an import leaves behind, and of each list the entries that came and those put in place."""

    expected: dict[str, list[Item]]
    added: dict[str, list[Members]]
    replaced: dict[str, list[Members]]


def imported(
    sheet: Sheet, incoming: Mapping[str, Sequence[Members]], decide: Callable[[str, str], str]
) -> Imported:
    """Take entries over; `decide` says mine, theirs or both of the list and id of one that clashes."""
    result = Imported({}, {kind: [] for kind in LISTS}, {kind: [] for kind in LISTS})
    names = _Names({kind: {} for kind in LISTS}, {kind: {} for kind in LISTS})
    for kind in LISTS:
        items, places = sheet.kept(kind), sheet.ids(kind)
        arriving = {str(entry["id"]) for entry in incoming[kind]}
        for entry in incoming[kind]:
            entry_id = str(entry["id"])
            new = referring(entry, names.renamed)
            if entry_id in places:
                if says_same(referring(items[places[entry_id]].value, names.originals), entry):
                    continue
                copy_id = _known_copy(sheet, kind, entry, arriving, names.originals)
                if copy_id:
                    names.originals[kind][copy_id] = entry_id
                decision = decide(kind, entry_id)
                if decision == "theirs":
                    items[places[entry_id]] = Item(new, places[entry_id])
                    result.replaced[kind].append(new)
                if decision == "both":
                    new_id = copy_id or free(entry_id, {*places, *arriving, *names.renamed[kind].values()})
                    names.renamed[kind][entry_id] = new_id
                    new = {**new, "id": new_id}
                if decision != "both" or copy_id:
                    continue
            items.append(Item(new))
            result.added[kind].append(new)
        result.expected[kind] = items
    return result


@dataclass(frozen=True)
class _Names:
    """Of each list: under which id an entry is kept beside another, and of what a copy is one."""

    renamed: dict[str, dict[str, str]]
    originals: dict[str, dict[str, str]]


def _known_copy(
    sheet: Sheet, kind: str, entry: Members, arriving: set[str], originals: Mapping[str, Mapping[str, str]]
) -> str:
    """Return the id under which an entry was kept before, "" where it was not."""
    places = sheet.ids(kind)
    for number in count(2):
        copy_id = f"{entry['id']}-{number}"
        if copy_id not in places and copy_id not in arriving:
            return ""
        if copy_id in arriving:
            continue
        copy = referring(sheet.values[kind][places[copy_id]], originals)
        if says_same({**copy, "id": entry["id"]}, entry):
            return copy_id
    return ""


def referring(entry: object, renamed: Mapping[str, Mapping[str, str]]) -> Members:
    """Return an entry that refers to other ids."""
    assert isinstance(entry, dict)
    changed = dict(entry)
    if isinstance(entry.get("category"), str):
        changed["category"] = renamed["categories"].get(entry["category"], entry["category"])
    if "excerpts" in entry:
        changed["excerpts"] = [
            {**excerpt, "source": renamed["sources"].get(excerpt["source"], excerpt["source"])}
            for excerpt in entry["excerpts"]
        ]
    return changed


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
