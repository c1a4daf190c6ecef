"""Single events as the careful reader reads them: the doubtful ones, and those that a person looks at.

Owns the bridge from an event's bytes to `entries.read_event`. Knows no pieces and no columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

import msgspec

from timeline_app.core.errors import DateError, TimelineError
from timeline_app.core.event import Event
from timeline_app.dataset.bulk.converting import converted
from timeline_app.dataset.bulk.cutting import UnevenError
from timeline_app.dataset.bulk.offsets import ByteOffsets
from timeline_app.dataset.bulk.strict import EVENT, doubtful
from timeline_app.dataset.content import Content
from timeline_app.dataset.reading.decoding import decode
from timeline_app.dataset.reading.entries import read_event
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.paths import Json, Path
from timeline_app.dataset.reading.references import Ids, Known
from timeline_app.dataset.reading.scanning import DEPTH_LIMIT

_AROUND: Final = 2
"""The dataset and its list of events lie around an event."""


class _AllNames(Collection[str]):
    """Holds every name."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _AnyIds(Ids):
    """Takes every id as free, and as there."""

    def __contains__(self, entry_id: str) -> bool:
        return True

    def claim(self, *_: object) -> bool:
        """Claim nothing."""
        return True


class CarefulReader:
    """Reads events of a dataset one by one; what is wrong goes to `findings` with bytes as offsets.

    Ids of events are not claimed: which stand twice is seen at the end. Where each event is a text
    `alone`, as in JSON Lines, one that is no JSON is left out like others that are wrong.
    """

    def __init__(self, known: Known, *, alone: bool) -> None:
        self.findings = Findings()
        self.scanned = Findings()
        self._alone = alone
        self._known = Known(known.categories, known.sources, _AnyIds("event"))

    def read(self, data: bytes, index: int, start: int) -> tuple[str, Event | None]:
        """Return the id, "" without a sound one, and the event, None where anything in it is wrong.

        Raises UnevenError where its text is not even JSON and does not stand alone.
        """
        decoded = decode(data)
        is_json = decoded.usable and not _is_deeper(decoded.value, DEPTH_LIMIT - _AROUND)
        if not is_json and not self._alone:
            raise UnevenError("an event is no JSON", start)
        path: Path = ("events", index)
        offsets = ByteOffsets(decoded.text)
        for finding in decoded.findings:
            offset = start + offsets.byte(finding.offset or 0)
            moved = replace(finding, path=(*path, *finding.path), offset=offset)
            self.scanned.add(moved)
            self.findings.mark_unread(moved)
        if not decoded.usable:
            return "", None
        event = read_event(decoded.value, path, self._known, self.findings)
        found = decoded.value.get("id") if isinstance(decoded.value, dict) else None
        return (found if isinstance(found, str) else ""), (None if decoded.findings else event)


def event_of(data: bytes) -> Event:
    """Make an event of its JSON, which was found sound when its dataset was read.

    References to categories and sources are taken as they stand. Raises TimelineError where the bytes are
    no longer a sound event.
    """
    try:
        strict = EVENT.decode(data)
        if not doubtful((strict,), _ALL, _ALL):
            return converted(strict)
    except (msgspec.MsgspecError, DateError):
        pass  # Unknown fields, a range that is odd, another file: with care it is known which.
    decoded = decode(data)
    findings = Findings()
    event = read_event(decoded.value, (), _KNOWN, findings) if decoded.usable else None
    if event is None or decoded.findings:
        raise TimelineError("the dataset has changed since it was read: an event is no longer where it was")
    return event


def event_at(content: Content, start: int, length: int) -> Event:
    """Read the event at some bytes of a content; raise TimelineError as `event_of`."""
    return event_of(content.read(start, start + length))


def _is_deeper(value: Json, limit: int) -> bool:
    level: list[Json] = [value]
    for _ in range(limit):
        level = [child for node in level for child in _children(node) if isinstance(child, dict | list)]
        if not level:
            return False
    return True


def _children(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


_ALL: Final = _AllNames()
_KNOWN: Final = Known(_AnyIds("category"), _AnyIds("source"), _AnyIds("event"))
