"""The JSON of one event while it is typed: what is wrong with it, and at which line.

Owns that an event is checked as a reader would within its dataset, without the rest being read again.
Changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.core.event import Event
from timeline_app.dataset.addition import file_name_of, residents_of
from timeline_app.dataset.contents import read_events
from timeline_app.dataset.decoding import decode
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import DatasetText, Entry
from timeline_app.dataset.editing.edits import AddEntries, ReplaceEvent
from timeline_app.dataset.findings import Findings
from timeline_app.dataset.locating import Locator
from timeline_app.dataset.references import Ids, Known
from timeline_app.dataset.writing import read_written


@dataclass(frozen=True, slots=True)
class CheckedEvent:
    """An event as it is read; where it is None, `problems` say why, else they are warnings."""

    event: Event | None
    json: Entry
    problems: tuple[Problem, ...]


class EventCheck:
    """Checks texts against one document, whose ids are gathered once.

    `replaced` is the id of the event whose place the text is to take, "" for a new event.
    """

    def __init__(self, document: Document, name: str, replaced: str = "") -> None:
        self._name = name
        self._replaced = replaced
        self._residents = residents_of(document)
        events = self._residents.events.residents
        self._others = {key: resident for key, resident in events.items() if key != replaced}

    def check(self, text: str) -> CheckedEvent:
        """Read a text as an event; nothing is raised, places are those in the text."""
        # A lone surrogate cannot be encoded; kept as it is, the decoder says where it stands.
        decoded = decode(text.encode("utf-8", "surrogatepass"))
        findings = Findings(decoded.findings)
        events: list[Event] = []
        if decoded.usable:
            listed = [((), decoded.value)]
            read = read_events(listed, self._known(), decoded.damaged, findings)
            events = [event for _, event in read]
        problems = findings.problems(Locator(decoded.text, self._name), decoded.value)
        if not events or findings.errors:
            return CheckedEvent(None, {}, problems)
        written = read_written(decoded.text)
        return CheckedEvent(events[0], written if isinstance(written, dict) else {}, problems)

    def edit(self, text: str) -> AddEntries | ReplaceEvent:
        """Return the edit that a text stands for; raise DatasetError with all that is wrong."""
        checked = self.check(text)
        if checked.event is None:
            raise DatasetError(checked.problems)
        if self._replaced:
            return ReplaceEvent(self._replaced, checked.json)
        return AddEntries(events=(checked.json,))

    def _known(self) -> Known:
        """Return the ids that are there, none of them claimed yet."""
        return replace(self._residents, events=Ids("event", self._others))


def event_text(document: Document, event_id: str) -> str:
    """Return the JSON of an event as it stands in the file, brought to the left margin."""
    dataset = DatasetText(document.data, file_name_of(document))
    text = dataset.source_text("events", dataset.index("events", event_id))
    # The line of the closing bracket is indented as the event is; strings have no line breaks.
    last_line = text.rpartition("\n")[2]
    indent = last_line[: len(last_line) - len(last_line.lstrip(" \t"))]
    return text.replace("\r\n", "\n").replace(f"\n{indent}", "\n")
