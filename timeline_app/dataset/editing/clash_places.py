"""Where what clashes stands: in the text that came in, and where its id is taken.

Owns how a clash is said where nobody can be asked. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline_app.core.errors import Place, Problem
from timeline_app.dataset.editing.batch import Batch
from timeline_app.dataset.editing.changes import LISTS, SINGULARS
from timeline_app.dataset.reading.decoding import decode
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import Json, Path, quoted

_Places = dict[tuple[str, str], Place]
"""The place of each id, by the list in which it stands; of one that stands twice the first."""


def clashes_of(batch: Batch) -> tuple[Problem, ...]:
    """Return what clashes, each with the place where its id is taken.

    What was kept beside another before is there already, so that nothing has to be decided about it.
    """
    if not any(comparison.clashing for comparison in batch.comparisons):
        return ()
    document = batch.base.document
    taken = _places_in(document.data, document.file_name)
    problems: list[Problem] = []
    for comparison, (name, data) in zip(batch.comparisons, batch.inputs, strict=True):
        places = _places_in(data, name)
        for entry in comparison.clashing:
            if not entry.copy_id:
                place = taken[entry.kind, entry.id]
                kind = SINGULARS[entry.kind]
                message = f"the id {quoted(entry.id)} is already that of the {kind} at {place}"
                event_id = entry.id if entry.kind == "events" else ""
                path = f"{entry.path}.id" if entry.path else "id"
                problems.append(Problem(places[entry.kind, entry.id], message, path=path, event_id=event_id))
        taken = places | taken
    return tuple(problems)


def _places_in(data: bytes, name: str) -> _Places:
    decoded = decode(data)
    locator = Locator(decoded.text, name)
    places: _Places = {}
    for kind, path, entry in _entries(decoded.value):
        entry_id = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(entry_id, str) and (kind, entry_id) not in places:
            places[kind, entry_id] = locator.place((*path, "id"))
    return places


def _entries(value: Json) -> Iterator[tuple[str, Path, Json]]:
    """Yield the entries of a dataset, of a list of events, or the one event, each with its list and path."""
    if isinstance(value, dict) and "events" in value:
        for kind in LISTS:
            entries = value.get(kind)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                yield kind, (kind, index), entry
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield "events", (index,), entry
    else:
        yield "events", (), value
