"""In what two versions of a dataset differ: its entries by their ids, and what stands beside them.

Owns the comparison of texts that need not be sound. Knows nothing of what an entry means, nor of merging.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from timeline_app.core.text import one_line
from timeline_app.dataset.editing.changes import LISTS, Entry
from timeline_app.dataset.editing.comparison import is_same
from timeline_app.dataset.editing.entry_json import title_of
from timeline_app.dataset.editing.field_differences import FieldDifference, field_differences, fields_of
from timeline_app.dataset.reading.decoding import decode
from timeline_app.dataset.writing import WrittenJson, read_written

_EVENTS: Final = "events"


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry of the list `kind` in two versions, as JSON; b"" where it is not.

    Where `id` is "", it is the value of the dataset's key `kind`, or those of its entries without an id.
    """

    kind: str
    id: str
    before: bytes
    after: bytes

    def title(self, language: str) -> str:
        """Return on one line what the entry is called in a language, "" where it is not called anything."""
        value = _value(self.after or self.before)
        if not isinstance(value, dict):
            return ""
        return one_line(title_of(value, self.kind).in_language(language))

    def fields(self) -> tuple[FieldDifference, ...]:
        """Return the fields that differ; all there are where one version is missing."""
        if not self.before:
            return tuple(
                FieldDifference(name, None, said) for name, said in fields_of(self._entry(self.after))
            )
        if not self.after:
            return tuple(
                FieldDifference(name, said, None) for name, said in fields_of(self._entry(self.before))
            )
        return field_differences(self._entry(self.before), self._entry(self.after))

    def _entry(self, text: bytes) -> Entry:
        value = _value(text)
        return value if self.id and isinstance(value, dict) else {self.kind: value}


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids of events in the order of their file, and `aside`: keys of the dataset with another difference.

    What means the same JSON is no difference, however it is spelled. In a text that is no JSON object there
    is nothing. `items` are all of them, each with its versions: entries by their ids, and other keys.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    items: tuple[Difference, ...] = field(default=(), compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.aside)


class _Identified(msgspec.Struct):
    id: str


def differences(before: bytes, after: bytes) -> Differences:
    """Return what `after` has and `before` has not, and the other way round."""
    old, new = _members(before), _members(after)
    items: list[Difference] = []
    for kind in reversed(LISTS):
        items += _between_lists(kind, old.pop(kind, b""), new.pop(kind, b""))
    for key in old | new:
        one, other = _plain(old.get(key, b"")), _plain(new.get(key, b""))
        if _differs(one, other):
            items.append(Difference(key, "", one, other))
    events = [item for item in items if item.kind == _EVENTS and item.id]
    return Differences(
        added=tuple(item.id for item in events if not item.before),
        changed=tuple(item.id for item in events if item.before and item.after),
        removed=tuple(item.id for item in events if not item.after),
        aside=tuple(dict.fromkeys(item.kind for item in items if item.kind != _EVENTS or not item.id)),
        items=tuple(items),
    )


def _between_lists(
    kind: str, before: msgspec.Raw | bytes, after: msgspec.Raw | bytes
) -> Iterator[Difference]:
    """Yield what is new, then what is changed, then what is gone, then entries without an id of their own."""
    old, old_others = _entries(before)
    new, new_others = _entries(after)
    yield from (Difference(kind, key, b"", entry) for key, entry in new.items() if key not in old)
    changed = (key for key, entry in new.items() if _differs(old.get(key, entry), entry))
    yield from (Difference(kind, key, old[key], new[key]) for key in changed)
    yield from (Difference(kind, key, entry, b"") for key, entry in old.items() if key not in new)
    if old_others != new_others:
        yield Difference(kind, "", _listed(old_others), _listed(new_others))


def _members(data: bytes) -> dict[str, msgspec.Raw]:
    """Return the members of the object that a text is, {} where it is none."""
    try:
        return msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8), type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        value = decode(data).value
    members = value if isinstance(value, Mapping) else {}
    return {key: msgspec.Raw(json.dumps(member).encode()) for key, member in members.items()}


def _entries(events: msgspec.Raw | bytes) -> tuple[dict[str, bytes], list[bytes]]:
    """Return entries by id without white space, and those that have no id of their own."""
    by_id: dict[str, bytes] = {}
    others: list[bytes] = []
    try:
        entries = msgspec.json.decode(events or b"[]", type=list[msgspec.Raw])
    except msgspec.MsgspecError:
        return by_id, [_plain(events)]
    for entry in entries:
        entry_id = _id_of(entry)
        if entry_id is None or entry_id in by_id:
            others.append(_plain(entry))
        else:
            by_id[entry_id] = _plain(entry)
    return by_id, others


def _id_of(entry: msgspec.Raw) -> str | None:
    try:
        return msgspec.json.decode(entry, type=_Identified).id
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _plain(value: msgspec.Raw | bytes) -> bytes:
    """Return JSON without white space between values; what is none, as it is."""
    try:
        return msgspec.json.format(bytes(value), indent=-1)
    except msgspec.MsgspecError:
        return bytes(value)


def _differs(before: bytes, after: bytes) -> bool:
    if before == after:
        return False
    return not (before and after) or not is_same(_value(before), _value(after))


def _listed(entries: list[bytes]) -> bytes:
    return b"[" + b",".join(entries) + b"]" if entries else b""


def _value(text: bytes) -> WrittenJson:
    """Return the value that a text is; one that is no JSON, as the string that it is."""
    said = text.decode("utf-8", "replace")
    try:
        return read_written(said)
    except (ValueError, RecursionError):
        return said
