"""One event while it is typed: its JSON is the truth, and form and text pane follow it.

Owns the text, what it is read as, and what comes with it. Knows no widgets, and not how an event is put into
a document.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from timeline_app.core.controls import escaped_in_lines
from timeline_app.core.errors import Problem
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.entry_json import title_of, with_field
from timeline_app.dataset.editing.event_check import CheckedEvent, Company
from timeline_app.dataset.editing.event_draft import NEW_ID, Named, Opened, Typed
from timeline_app.dataset.editing.event_form import (
    Place,
    in_typed_order,
    suggested_id,
    text_with,
    with_value,
    with_version,
)
from timeline_app.gui.background import Background

_PAUSE: Final = 150
"""Milliseconds without a change before a text is checked."""

_LONGEST_FORM: Final = 50_000
"""Characters: with a longer event each letter typed into a form would take noticeably long."""

Change = Callable[[Entry], Entry]


class Draft(QObject):
    """Holds an event that is being typed; `Background` reads it beside the window."""

    entry_changed = Signal()
    """The event is read otherwise than before, or other sources and categories come with it."""
    text_changed = Signal(str)
    """Carries the text as a form changed it."""
    checked = Signal()
    """It is known again, or not known any more, what is wrong with the text."""

    def __init__(self, opened: Opened, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._opened = opened
        self._background = background
        self._text = self._first_text = escaped_in_lines(opened.text)
        self._company = Company()
        self._suggested = NEW_ID if not opened.event_id else ""
        self._checked: CheckedEvent | None = None
        self._entry: Entry | None = None
        self._typed: Entry = {}
        self._is_read = False
        self._job: int | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._start_check)
        self._read_now()

    @property
    def text(self) -> str:
        """Return the JSON as it stands there."""
        return self._text

    @property
    def entry(self) -> Entry | None:
        """Return the event, right or wrong; None where the text is no JSON object that a form can change."""
        return self._entry

    @property
    def is_too_long(self) -> bool:
        """Tell whether the text is too long for a form."""
        return len(self._text) > _LONGEST_FORM

    @property
    def is_new(self) -> bool:
        """Tell whether the event is not in the document yet."""
        return not self._opened.event_id

    @property
    def is_changed(self) -> bool:
        """Tell whether anything would be lost with the draft."""
        return self._text != self._first_text or self._company != Company()

    @property
    def is_valid(self) -> bool:
        """Tell whether the text as it stands there is known to be an event."""
        return self._checked is not None and self._checked.event is not None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the text; of one that is not checked yet, nothing."""
        return self._checked.problems if self._checked is not None else ()

    @property
    def is_checked(self) -> bool:
        """Tell whether it is known what is wrong with the text."""
        return self._checked is not None

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the dataset's texts, the main one first."""
        return self._opened.around.languages

    @property
    def main_language(self) -> str:
        """Return the language of texts that do not say theirs."""
        return self._opened.around.main

    @property
    def sources(self) -> tuple[Named, ...]:
        """Return the sources of the dataset and the new ones."""
        new = (Named.of(entry, "sources") for entry in self._company.sources)
        return (*self._opened.around.sources, *new)

    @property
    def categories(self) -> tuple[Named, ...]:
        """Return the categories of the dataset and the new ones."""
        new = (Named.of(entry, "categories") for entry in self._company.categories)
        return (*self._opened.around.categories, *new)

    @property
    def company(self) -> Company:
        """Return the new sources and categories."""
        return self._company

    @property
    def opened(self) -> Opened:
        """Return the event as it was taken out."""
        return self._opened

    def wanted(self, *, overwrites: bool = False, is_new: bool = False) -> Typed:
        """Return what is to be put into the document: over whatever is there, or as a new event."""
        event_id = "" if is_new else self._opened.event_id
        before = None if overwrites or not event_id else self._opened.before
        return Typed(self._text, self._company, event_id, before)

    def type(self, text: str) -> None:
        """Take a text that a person typed; it is read after a pause."""
        if text != self._text:
            self._text = text
            self._is_read = False
            self._forget_check()

    def change(self, change: Change) -> None:
        """Change a field; nothing happens where the text is none that a form can change."""
        if not self._is_read:
            self._read_now()
        if self._entry is None:
            return
        entry = in_typed_order(self._typed, self._with_id(change(self._entry)))
        self._text = escaped_in_lines(text_with(self._text, self._entry, entry))
        self._entry = entry
        self.text_changed.emit(self._text)
        self.entry_changed.emit()
        self._forget_check()

    def set_text(self, place: Place, text: str) -> None:
        """Give a field another text; an empty one removes it."""
        self.change(partial(with_value, place=place, value=text or None))

    def set_version(self, place: Place, tag: str, text: str) -> None:
        """Give one language version of a field another text; an empty one removes it."""
        self.change(partial(with_version, place=place, tag=tag, text=text, main=self.main_language))

    def add_source(self, source: Entry) -> None:
        """Let a new source come with the event."""
        company = self._company
        self._company = Company((*company.sources, source), company.categories)
        self._forget_check()
        self.entry_changed.emit()

    def add_category(self, category: Entry) -> None:
        """Let a new category come with the event."""
        company = self._company
        self._company = Company(company.sources, (*company.categories, category))
        self._forget_check()
        self.entry_changed.emit()

    def end(self) -> None:
        """Await no answer any more: who typed has gone."""
        self._pause.stop()
        if self._job is not None:
            self._background.drop(self._job)

    def _with_id(self, entry: Entry) -> Entry:
        """Return a new event with the id that its title suggests, until a person gives it another."""
        if not self._suggested or entry.get("id") != self._suggested:
            return entry
        title = title_of({"title": entry.get("title")}).in_language(self.main_language)
        self._suggested = suggested_id(title, self._opened.around.event_ids, NEW_ID)
        return with_field(entry, "events", "id", self._suggested)

    def _forget_check(self) -> None:
        self._checked = None
        self._pause.start()
        self.checked.emit()

    @Slot()
    def _start_check(self) -> None:
        if self._job is not None:
            self._background.drop(self._job)
        job = partial(self._opened.check.check, self._text, self._company)
        self._job = self._background.start(job, partial(self._answer, self._text, self._company))

    def _answer(self, text: str, company: Company, outcome: object) -> None:
        self._job = None
        # What was typed meanwhile is checked after its own pause.
        if (text, company) == (self._text, self._company) and isinstance(outcome, CheckedEvent):
            self._take(outcome)

    def _read_now(self) -> None:
        """Read the text without waiting, so that a form can change what stands there."""
        if not self.is_too_long:
            self._take(self._opened.check.check(self._text, self._company))
        else:
            self._pause.start()

    def _take(self, checked: CheckedEvent) -> None:
        self._checked = checked
        if not self._is_read:
            self._is_read = True
            self._entry = None if self.is_too_long else checked.json
            if self._entry is not None:
                self._typed = self._entry
            self.entry_changed.emit()
        self.checked.emit()
