"""What a second dataset brings to a document, entry by entry: new, the same, or clashing.

Owns which entries are the same and what becomes of those that clash; nothing is changed before it is
decided. Knows no disk, and leaves the text to `changes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from enum import Enum

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.dataset.addition import json_at, read_added, residents_of
from timeline_app.dataset.checks.doubts import Doubts
from timeline_app.dataset.checks.repetition import digest_of
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import LISTS, DatasetText, Entry
from timeline_app.dataset.editing.entry_json import derived_id, free_id, with_references
from timeline_app.dataset.editing.importing import Decision, Decisions, Import
from timeline_app.dataset.editing.step import refuse_unchangeable
from timeline_app.dataset.reading.contents import Contents
from timeline_app.dataset.reading.decoding import decode
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import path_text, quoted
from timeline_app.dataset.reading.references import Known
from timeline_app.dataset.writing import Number, WrittenJson, read_written


class State(Enum):
    """How an entry stands to the one of the same id in the document."""

    NEW = "new"
    SAME = "same"
    CLASHING = "clashing"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry of the list `kind` as it came in, and the one of its id that is there, None for a new one.

    `path` leads to it in its file, as messages write it. `copy_id` is the id under which one that clashes is
    there already, having been kept beside the other before; "" where it is not.
    """

    kind: str
    id: str
    json: Entry
    state: State
    path: str
    mine: Entry | None = None
    copy_id: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that came in, categories first, then sources and events; `problems` are warnings and notices."""

    entries: tuple[Incoming, ...]
    problems: tuple[Problem, ...]
    residents: Mapping[str, Mapping[str, Entry]] = field(repr=False)

    @property
    def events(self) -> tuple[Incoming, ...]:
        """Return the events that came in."""
        return tuple(entry for entry in self.entries if entry.kind == "events")

    @property
    def clashing(self) -> tuple[Incoming, ...]:
        """Return what has to be decided."""
        return tuple(entry for entry in self.entries if entry.state is State.CLASHING)

    @property
    def is_known(self) -> bool:
        """Tell whether the document has all of it already."""
        return all(entry.state is State.SAME or entry.copy_id for entry in self.entries)

    def with_events(self, changed: Mapping[str, Entry]) -> Comparison:
        """Return the comparison as if some events, by their ids, had come in as given."""
        listed = [
            _Listed(
                entry.kind,
                changed.get(entry.id, entry.json) if entry.kind == "events" else entry.json,
                entry.path,
            )
            for entry in self.entries
        ]
        return replace(self, entries=_compared(listed, self.residents))

    def decided(self, decisions: Decisions) -> Import:
        """Return the edit that decisions make of a self.

        What is kept beside mine gets a free id made of its own, and what came in with it refers to that one.
        """
        new_ids = self._new_ids(decisions)
        added: dict[str, list[Entry]] = {kind: [] for kind in LISTS}
        replaced: dict[str, list[Entry]] = {kind: [] for kind in LISTS}
        for entry in self.entries:
            json = with_references(entry.json, new_ids["categories"], new_ids["sources"])
            if entry.state is State.NEW:
                added[entry.kind].append(json)
            elif entry.state is State.CLASHING:
                decision = decisions.of(entry.kind, entry.id)
                if decision is Decision.TAKE_THEIRS:
                    replaced[entry.kind].append(json)
                elif decision is Decision.KEEP_BOTH and not entry.copy_id:
                    added[entry.kind].append({**json, "id": new_ids[entry.kind][entry.id]})
        return Import(
            {kind: tuple(entries) for kind, entries in added.items()},
            {kind: tuple(entries) for kind, entries in replaced.items()},
        )

    def _new_ids(self, decisions: Decisions) -> Mapping[str, Mapping[str, str]]:
        """Return, for each list, under which id there is or will be what is kept beside mine."""
        taken = {kind: set(self.residents[kind]) for kind in LISTS}
        for entry in self.entries:
            taken[entry.kind].add(entry.id)
        new_ids: dict[str, dict[str, str]] = {kind: {} for kind in LISTS}
        for entry in self.entries:
            is_clashing = entry.state is State.CLASHING
            if is_clashing and decisions.of(entry.kind, entry.id) is Decision.KEEP_BOTH:
                new_id = entry.copy_id or free_id(entry.id, taken[entry.kind])
                taken[entry.kind].add(new_id)
                new_ids[entry.kind][entry.id] = new_id
        return new_ids


def compare(document: Document, data: bytes, name: str) -> Comparison:
    """Compare one event, a list of events or a dataset with a document to which it is to be added.

    Raises DatasetError with every problem where anything is wrong in itself; what clashes is no problem.
    """
    refuse_unchangeable(document)
    decoded = decode(data)
    findings = Findings(decoded.findings)
    known = _clashing_allowed(residents_of(document))
    contents = read_added(decoded, known, findings) if decoded.usable else None
    if contents is not None and not findings.errors:
        _inspect(contents, document, findings)
    problems = findings.problems(Locator(decoded.text, name), decoded.value)
    if contents is None or findings.errors:
        raise DatasetError(problems)
    paths = {
        "categories": [path for path, _ in contents.categories],
        "sources": [path for path, _ in contents.sources],
        "events": [path for path, _ in contents.events],
    }
    written = read_written(decoded.text)
    listed = [
        _Listed(kind, entry, path_text(path))
        for kind in LISTS
        for path, entry in zip(paths[kind], json_at(written, paths[kind]), strict=True)
        if isinstance(entry, dict)
    ]
    dataset = DatasetText(document.data, document.file_name)
    residents = {
        kind: {entry_id: dataset.entry(kind, index) for entry_id, index in dataset.ids(kind).items()}
        for kind in LISTS
    }
    return Comparison(_compared(listed, residents), problems, residents)


def _inspect(contents: Contents, document: Document, findings: Findings) -> None:
    """Collect what is doubtful in events that come in: dates, and that one is there under another id."""
    store = document.dataset.store
    doubts = Doubts((*store.sources, *(source for _, source in contents.sources)))
    here = (store.event(row) for row in range(len(store)))
    ids = {digest_of(event): event.id for event in here}
    for path, event in contents.events:
        doubts.check(event, path, findings)
        other = ids.setdefault(digest_of(event), event.id)
        if other != event.id:
            findings.warn(path, f"the title and the date are those of the event {quoted(other)}")


def is_same(one: WrittenJson, other: WrittenJson) -> bool:
    """Tell whether two values are the same JSON: order of keys and spelling of numbers do not count."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
        case list(), list():
            return len(one) == len(other) and all(map(is_same, one, other))
        case Number(), Number():
            return one == other or _exactly(one) == _exactly(other)
    return type(one) is type(other) and one == other


def _exactly(number: Number) -> Decimal:
    # Without traps: what is beyond every exponent becomes NaN, which equals nothing.
    return Decimal(number.text, Context(traps=[]))


def _clashing_allowed(known: Known) -> Known:
    return Known(*(replace(ids, may_clash=True) for ids in (known.categories, known.sources, known.events)))


@dataclass(frozen=True, slots=True)
class _Listed:
    """What came in, before it is compared: the list it belongs to, its JSON and its place."""

    kind: str
    json: Entry
    path: str


def _compared(
    listed: Sequence[_Listed], residents: Mapping[str, Mapping[str, Entry]]
) -> tuple[Incoming, ...]:
    """Compare entries with the residents.

    What was kept beside another before is known again by its content, and then what refers to it; so this
    is repeated until nothing more is known again.
    """
    arriving = {kind: {str(one.json["id"]) for one in listed if one.kind == kind} for kind in LISTS}
    originals: dict[str, dict[str, str]] = {kind: {} for kind in LISTS}
    known_as = {kind: _Residents(residents[kind], arriving[kind], originals) for kind in LISTS}
    while True:
        known = sum(map(len, originals.values()))
        entries = tuple(_incoming(one, known_as[one.kind]) for one in listed)
        for incoming in entries:
            if incoming.copy_id:
                originals[incoming.kind][incoming.copy_id] = incoming.id
        if sum(map(len, originals.values())) == known:
            return entries


@dataclass(frozen=True, slots=True)
class _Residents:
    """The entries of one list, the ids that come into it, and of each list what copies are copies of."""

    entries: Mapping[str, Entry]
    arriving: Collection[str]
    originals: Mapping[str, Mapping[str, str]]

    def is_same(self, entry_id: str, other: Entry) -> bool:
        """Tell whether one says what another does, be its references to originals or to copies."""
        entry = with_references(
            self.entries[entry_id], self.originals["categories"], self.originals["sources"]
        )
        return is_same({**entry, "id": other["id"]}, other)

    def copies_of(self, entry_id: str) -> Iterator[str]:
        """Yield the ids under which an entry may have been kept; one that comes in itself is no copy."""
        number = 2
        while (copy_id := derived_id(entry_id, number)) in self.entries or copy_id in self.arriving:
            if copy_id not in self.arriving:
                yield copy_id
            number += 1


def _incoming(one: _Listed, residents: _Residents) -> Incoming:
    entry_id = str(one.json["id"])
    mine = residents.entries.get(entry_id)
    if mine is None:
        return Incoming(one.kind, entry_id, one.json, State.NEW, one.path)
    if residents.is_same(entry_id, one.json):
        return Incoming(one.kind, entry_id, one.json, State.SAME, one.path, mine)
    copies = (copy_id for copy_id in residents.copies_of(entry_id) if residents.is_same(copy_id, one.json))
    return Incoming(one.kind, entry_id, one.json, State.CLASHING, one.path, mine, next(copies, ""))
