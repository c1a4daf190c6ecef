"""Events from a second file into a document: all of them, or none.

Owns what an addition may be (one event, a list, a dataset) and the checks that it fits. Knows no disk; how
the text is changed is `writing`'s business.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.core.event import Category, Event, Source
from timeline_app.dataset.document import Document
from timeline_app.dataset.reading.contents import Contents, read_contents, read_events
from timeline_app.dataset.reading.decoding import Decoded, decode
from timeline_app.dataset.reading.fields import Fields, kind_of
from timeline_app.dataset.reading.findings import Elsewhere, Findings
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import Path
from timeline_app.dataset.reading.reader import MAJOR, VERSION, check_format, read_again, version_of
from timeline_app.dataset.reading.references import Ids, Known, Resident
from timeline_app.dataset.writing import WrittenJson, insert_entries, read_written


@dataclass(frozen=True, slots=True)
class Addition:
    """What would be new in a document, and the JSON of each; `problems` are warnings and notices."""

    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    category_json: tuple[WrittenJson, ...]
    source_json: tuple[WrittenJson, ...]
    event_json: tuple[WrittenJson, ...]


def read_addition(document: Document, data: bytes, name: str) -> Addition:
    """Read one event, a list of events or a dataset that is to be added to a document.

    Sources and categories that the document has already, word for word, are taken as the same. Raises
    DatasetError with every problem where anything is wrong; where an id is taken both places are named.
    """
    _refuse_read_only(document)
    decoded = decode(data)
    findings = Findings(decoded.findings)
    contents = read_added(decoded, residents_of(document), findings) if decoded.usable else None
    problems = findings.problems(Locator(decoded.text, name), decoded.value)
    if contents is None or findings.errors:
        raise DatasetError(problems)
    written = read_written(decoded.text)
    return Addition(
        categories=tuple(category for _, category in contents.categories),
        sources=tuple(source for _, source in contents.sources),
        events=tuple(event for _, event in contents.events),
        problems=problems,
        category_json=json_at(written, (path for path, _ in contents.categories)),
        source_json=json_at(written, (path for path, _ in contents.sources)),
        event_json=json_at(written, (path for path, _ in contents.events)),
    )


def add_to(document: Document, addition: Addition) -> Document:
    """Return the document with an addition at the ends of its lists, all other bytes as they were.

    Raises DatasetError where the document is read-only or the result would not hold what it should.
    """
    _refuse_read_only(document)
    mark = codecs.BOM_UTF8 if document.data.startswith(codecs.BOM_UTF8) else b""
    text = before = document.data.removeprefix(mark).decode("utf-8")
    file = file_name_of(document)
    text = insert_entries(text, file, "categories", addition.category_json)
    text = insert_entries(text, file, "sources", addition.source_json)
    text = insert_entries(text, file, "events", addition.event_json)
    result = read_again(document, mark + text.encode("utf-8"))
    if _event_texts(text)[: -len(addition.event_json)] != _event_texts(before):
        _refuse(document, "adding the events would change those that are there, so nothing was added")
    if result.dataset.omitted != document.dataset.omitted:
        _refuse(document, "the events do not fit this dataset, perhaps it has changed; nothing was added")
    return result


def _refuse_read_only(document: Document) -> None:
    if document.dataset.read_only:
        _refuse(document, "this dataset has a newer version of the format, so nothing can be added to it")
    if document.only_read:
        _refuse(document, f"{document.only_read}, and such files are only read; nothing can be added to it")


def _refuse(document: Document, message: str) -> NoReturn:
    raise DatasetError.about(file_name_of(document), message)


def file_name_of(document: Document) -> str:
    """Return how messages name the file of a document."""
    return str(document.path) if document.path is not None else document.dataset.name


def _event_texts(text: str) -> list[str]:
    return [text[event.start : event.end] for event in Locator(text, "").children(("events",)).values()]


def residents_of(document: Document) -> Known:
    """Return the ids of a document, also of what could not be shown."""
    decoded = decode(document.data)
    locator = Locator(decoded.text, file_name_of(document))

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
