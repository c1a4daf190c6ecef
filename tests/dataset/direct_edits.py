"""Fields of one event, and one source or category, as tests change them: by the edits that the product makes.

An event goes as one that was typed, a source or a category as one that was imported. Knows no model.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import LISTS, DatasetText, Entry
from timeline_app.dataset.editing.edits import ReplaceEvent
from timeline_app.dataset.editing.entry_json import with_field, without_field
from timeline_app.dataset.editing.importing import Import
from timeline_app.dataset.writing import WrittenJson


def change_fields(
    document: Document, event_id: str, fields: Sequence[tuple[str, WrittenJson]]
) -> ReplaceEvent:
    """Give an event of a document other fields; one of None is removed."""
    dataset = DatasetText(document.data, document.file_name)
    event = dataset.entry("events", dataset.index("events", event_id))
    for key, value in fields:
        event = without_field(event, key) if value is None else with_field(event, "events", key, value)
    return ReplaceEvent(event_id, event)


def put(kind: str, entry: Entry, *, is_new: bool) -> Import:
    """Put a source or a category in the place of the one of its id, a new one at the end of its list."""
    lists: dict[str, tuple[Entry, ...]] = dict.fromkeys(LISTS, ())
    brought = {**lists, kind: (entry,)}
    return Import(brought, lists) if is_new else Import(lists, brought)
