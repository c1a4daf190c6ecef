"""What the dialogs for a new source and a new category have in common: an entry that grows, and its check.

Owns the entry and its id. Which fields there are is the business of each.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from timeline_app.core.language import Language
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.event_draft import Named
from timeline_app.dataset.editing.event_form import string_at, suggested_id, with_value
from timeline_app.gui.editor.draft import Change, Draft
from timeline_app.gui.editor.fields import LineField, label_for
from timeline_app.gui.editor.rows import labelled
from timeline_app.gui.widgets.parts import framed, heading, paragraph

_WIDTH: Final = 560
_OTHERWISE: Final = {"sources": "source", "categories": "category"}
"""Ids for what has a name without a letter that an id may hold."""


class EntryDialog(QDialog):
    """Lets a person make an entry of a list; `made` carries its JSON."""

    made = Signal(object)

    def __init__(self, parent: QWidget, draft: Draft, language: Language, title: str, kind: str) -> None:
        super().__init__(parent)
        self._draft = draft
        self._kind = kind
        self._language = language
        self._suggested = ""
        self.entry: Entry = {"id": ""}
        self.is_obstructed = False
        """Tells that a field holds what cannot be in an entry, and says so itself."""
        layout = framed(self, title)
        self.setMinimumWidth(_WIDTH)
        layout.addWidget(heading(title, self))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        layout.addLayout(self.rows)
        self._id = LineField(language("Id"), language, self)
        self._id.typed.connect(self._take_id)
        self._problem = paragraph("", self)
        buttons = QDialogButtonBox(self)
        self._add = buttons.addButton(language("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._add.setDefault(True)
        buttons.addButton(language("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._make)
        buttons.rejected.connect(self.reject)
        layout.addLayout(labelled(label_for(self._id, language("Id"), self), self._id))
        layout.addWidget(self._problem)
        layout.addWidget(buttons)

    def add_row(self, name: str, field: QWidget) -> None:
        """Put a field with its label under the others."""
        self.rows.addLayout(labelled(label_for(field, name, self), field))

    def change(self, change: Change) -> None:
        """Change the entry, and the id where it follows what the entry is called."""
        entry = change(self.entry)
        if string_at(entry, ("id",)) == self._suggested:
            named = Named.of({**entry, "id": ""}, self._kind).name.in_language(self._draft.main_language)
            taken = {one.id for one in (*self._draft.sources, *self._draft.categories)}
            self._suggested = suggested_id(named, taken, _OTHERWISE[self._kind]) if named else ""
            entry = {**entry, "id": self._suggested}
        self.entry = entry
        self._id.show_text(string_at(entry, ("id",)))
        self._check()

    def _check(self) -> None:
        """Say the first thing that is wrong; nothing of what is only missing while it is typed."""
        problems = self._draft.opened.check.problems_of(self._kind, self.entry, self._draft.company)
        self._add.setEnabled(not problems and not self.is_obstructed)
        is_begun = len(self.entry) > 1
        self._problem.setText(problems[0].sentence if problems and is_begun else "")

    @Slot(str)
    def _take_id(self, text: str) -> None:
        self._suggested = ""
        self.change(lambda entry: with_value(entry, ("id",), text, self._kind))

    @Slot()
    def _make(self) -> None:
        self.accept()
        self.made.emit(self.entry)
