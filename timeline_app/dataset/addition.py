"""What comes in from a second file to be added to a document: one event, a list of events or a dataset.

Owns which of these shapes it may have, and the ids that it meets. Knows no disk; what becomes of it is
`editing.comparison`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable

from timeline_app.dataset.document import Document
from timeline_app.dataset.reading.contents import Contents, read_contents, read_events
from timeline_app.dataset.reading.decoding import Decoded, decode
from timeline_app.dataset.reading.fields import Fields, kind_of
from timeline_app.dataset.reading.findings import Elsewhere, Findings
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import Path
from timeline_app.dataset.reading.reader import MAJOR, VERSION, check_format, version_of
from timeline_app.dataset.reading.references import Ids, Known, Resident
from timeline_app.dataset.writing import WrittenJson


def residents_of(document: Document) -> Known:
    """Return the ids of a document, also of what could not be shown."""
    decoded = decode(document.data)
    locator = Locator(decoded.text, document.file_name)

    def of(key: str) -> dict[str, Resident]:
        entries = decoded.value.get(key) if isinstance(decoded.value, dict) else None
        residents: dict[str, Resident] = {}
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            entry_id = entry.get("id") if isinstance(entry, dict) else None
            if isinstance(entry_id, str):
                residents.setdefault(entry_id, Resident(Elsewhere(locator, (key, index, "id")), entry))
        return residents

    return Known(
        Ids("category", of("categories"), may_repeat=True),
        Ids("source", of("sources"), may_repeat=True),
        Ids("event", of("events")),
    )


def read_added(decoded: Decoded, known: Known, findings: Findings) -> Contents | None:
    """Read whichever of the three shapes it is; None where it is none of them or holds no event."""
    value = decoded.value
    if isinstance(value, dict) and "events" in value:
        fields = Fields(value, (), findings)
        if fields.has("format"):
            check_format(fields)
        version = version_of(fields) if fields.has("version") else None
        if version is not None and version[0] > MAJOR:
            fields.error("version", f"this is a newer version of the format; expected {VERSION}")
        contents = read_contents(fields, known, decoded.damaged, findings)
        listed = len(contents.events) + contents.omitted
    elif isinstance(value, dict | list):
        events = [((), value)] if isinstance(value, dict) else [((i,), item) for i, item in enumerate(value)]
        contents = Contents([], [], read_events(events, known, decoded.damaged, findings), 0)
        listed = len(events)
    else:
        findings.error((), f"found {kind_of(value)}; expected an event, a list of events or a dataset")
        return None
    if not listed and not findings.errors:
        findings.error((), "there is no event in it; expected one at least")
    return contents


def json_at(root: WrittenJson, paths: Iterable[Path]) -> tuple[WrittenJson, ...]:
    """Return the values at some paths."""
    return tuple(_value_at(root, path) for path in paths)


def _value_at(value: WrittenJson, path: Path) -> WrittenJson:
    for step in path:
        match value, step:
            case dict() as members, str() as key:
                value = members[key]
            case list() as items, int() as index:
                value = items[index]
    return value
