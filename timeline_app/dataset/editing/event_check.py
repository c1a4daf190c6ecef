"""The JSON of one event while it is typed: what is wrong with it, and at which line.

Owns that an event is checked as a reader would within its dataset, without the rest being read again.
Changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.core.event import Event
from timeline_app.dataset.addition import residents_of
from timeline_app.dataset.checks.doubts import Doubts, doubt_evidence
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import DatasetText, Entry
from timeline_app.dataset.editing.edits import AddEntries, ReplaceEvent
from timeline_app.dataset.reading.contents import read_events
from timeline_app.dataset.reading.decoding import decode
from timeline_app.dataset.reading.entries import read_category, read_source
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.references import Ids, Known
from timeline_app.dataset.writing import Layout, read_written


@dataclass(frozen=True, slots=True)
class CheckedEvent:
    """An event as it is read; where it is None, `problems` say why, else they are warnings.

    `json` is the object as it stands there, be it right or wrong as an event; None where it is no object, or
    where no JSON says all that stands there, as of a key that stands twice.
    """

    event: Event | None
    json: Entry | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """The new sources and categories that come with an event."""

    sources: tuple[Entry, ...] = ()
    categories: tuple[Entry, ...] = ()


ALONE: Final = Company()


class EventCheck:
    """Checks texts against one document, whose ids are gathered once.

    `replaced` is the id of the event whose place the text is to take, "" for a new event.
    """

    def __init__(self, document: Document, name: str, replaced: str = "") -> None:
        self._name = name
        self._replaced = replaced
        self._residents = residents_of(document)
        self._doubts = Doubts(document.dataset.store.sources)
        events = self._residents.events.residents
        self._others = {key: resident for key, resident in events.items() if key != replaced}

    @property
    def known(self) -> Known:
        """Return the ids that are there, none of them claimed yet; the event that is replaced has none."""
        known = self._residents
        return Known(
            Ids("category", known.categories.residents, may_repeat=True),
            Ids("source", known.sources.residents, may_repeat=True),
            Ids("event", self._others),
        )

    def check(self, text: str, company: Company = ALONE) -> CheckedEvent:
        """Read a text as an event; nothing is raised, places are those in the text."""
        # A lone surrogate cannot be encoded; kept as it is, the decoder says where it stands.
        decoded = decode(text.encode("utf-8", "surrogatepass"))
        findings = Findings(decoded.findings)
        events: list[Event] = []
        if decoded.usable:
            listed = [((), decoded.value)]
            read = read_events(listed, self._known_with(company), decoded.damaged, findings)
            events = [event for _, event in read]
            if not findings.errors:
                self._doubt(events, findings)
        problems = findings.problems(Locator(decoded.text, self._name), decoded.value)
        is_sound = decoded.usable and not decoded.findings
        written = read_written(decoded.text) if is_sound else None
        event = events[0] if events and not findings.errors else None
        return CheckedEvent(event, written if isinstance(written, dict) else None, problems)

    def problems_of(self, kind: str, entry: Entry, company: Company = ALONE) -> tuple[Problem, ...]:
        """Return what is wrong with a new source or category that is to come with the event."""
        decoded = decode(Layout().text(entry, "\n").encode("utf-8", "surrogatepass"))
        findings = Findings(decoded.findings)
        known = self._known_with(company)
        if kind == "sources":
            read_source(decoded.value, (), 1, known, findings)
        else:
            read_category(decoded.value, (), known, findings)
        return findings.problems(Locator(decoded.text, self._name), decoded.value)

    def edit(self, text: str, company: Company = ALONE) -> AddEntries | ReplaceEvent:
        """Return the edit that a text stands for; raise DatasetError with all that is wrong."""
        checked = self.check(text, company)
        if checked.event is None or checked.json is None:
            raise DatasetError(checked.problems)
        if self._replaced:
            return ReplaceEvent(self._replaced, checked.json, company.sources, company.categories)
        return AddEntries((checked.json,), company.sources, company.categories)

    def _doubt(self, events: Sequence[Event], findings: Findings) -> None:
        """Warn of what `check` warns of in an event alone."""
        for event in events:
            doubt_evidence(event, (), findings)
            self._doubts.check(event, (), findings)

    def _known_with(self, company: Company) -> Known:
        known, unheard = self.known, Findings()
        for ids, entries in ((known.categories, company.categories), (known.sources, company.sources)):
            for index, entry in enumerate(entries):
                ids.claim(str(entry.get("id")), None, (ids.kind, index), unheard)
        return known


def event_text(document: Document, event_id: str) -> str:
    """Return the JSON of an event as it stands in the file, brought to the left margin."""
    dataset = DatasetText(document.data, document.file_name)
    text = dataset.source_text("events", dataset.index("events", event_id))
    # The line of the closing bracket is indented as the event is; strings have no line breaks.
    last_line = text.rpartition("\n")[2]
    indent = last_line[: len(last_line) - len(last_line.lstrip(" \t"))]
    return text.replace("\r\n", "\n").replace(f"\n{indent}", "\n")
