"""In what two versions of a dataset differ, told by the ids of their events.

Owns the comparison of texts that need not be sound. Knows nothing of what an event means, nor of merging.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from timeline_app.dataset.decoding import decode

_EVENTS: Final = "events"


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids of events in the order of their file, and `aside`: keys of the dataset with another difference.

    White space between values is no difference. In a text that is no JSON object there is nothing.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.aside)


class _Entry(msgspec.Struct):
    id: str


def differences(before: bytes, after: bytes) -> Differences:
    """Return what `after` has and `before` has not, and the other way round."""
    old, new = _members(before), _members(after)
    old_events, old_others = _entries(old.pop(_EVENTS, b""))
    new_events, new_others = _entries(new.pop(_EVENTS, b""))
    aside = [key for key in old | new if _plain(old.get(key, b"")) != _plain(new.get(key, b""))]
    if old_others != new_others:
        aside.append(_EVENTS)
    return Differences(
        added=tuple(key for key in new_events if key not in old_events),
        changed=tuple(key for key in new_events if old_events.get(key, new_events[key]) != new_events[key]),
        removed=tuple(key for key in old_events if key not in new_events),
        aside=tuple(aside),
    )


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
        return msgspec.json.decode(entry, type=_Entry).id
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _plain(value: msgspec.Raw | bytes) -> bytes:
    """Return JSON without white space between values; what is none, as it is."""
    try:
        return msgspec.json.format(bytes(value), indent=-1)
    except msgspec.MsgspecError:
        return bytes(value)
