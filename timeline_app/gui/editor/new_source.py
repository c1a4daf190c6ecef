"""Asks for a new source: what it is called, who wrote it, where and when it appeared.

Owns the fields. What is made belongs to the draft.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from timeline_app.core.language import Language
from timeline_app.dataset.editing.event_form import with_value
from timeline_app.gui.editor.draft import Draft
from timeline_app.gui.editor.entry_dialog import EntryDialog
from timeline_app.gui.editor.fields import ChoiceField, LineField
from timeline_app.gui.widgets.date_field import DateField


class NewSourceDialog(EntryDialog):
    """Makes a source, under the names of CSL-JSON."""

    def __init__(self, parent: QWidget, draft: Draft, language: Language) -> None:
        super().__init__(parent, draft, language, language("New source"), "sources")
        title = self._line("title", language("Title"))
        self._type = ChoiceField(language("Kind"), self)
        kinds = (
            ("", language("not said")),
            ("article-newspaper", language("Newspaper article")),
            ("article-journal", language("Journal article")),
            ("book", language("Book")),
            ("chapter", language("Chapter")),
            ("report", language("Report")),
            ("webpage", language("Web page")),
            ("legal_case", language("Court decision")),
            ("legislation", language("Law")),
            ("personal_communication", language("Letter, e-mail")),
            ("manuscript", language("Manuscript")),
            ("interview", language("Interview")),
            ("document", language("Other document")),
        )
        self._type.show_choices(kinds, "", "")
        self._type.chosen.connect(partial(self._take, "type"))
        self.add_row(language("Kind"), self._type)
        self._line("author", language("Author"))
        self._line("container-title", language("Published in"))
        self._line("publisher", language("Publisher"))
        as_in = language("2018-03, “March 2018”, “about 1850”")
        self._issued = DateField(language("Issued"), language, self, as_in)
        self._issued.changed.connect(self._take_issued)
        self.add_row(language("Issued"), self._issued)
        self._line("URL", language("Address (URL)"))
        tag = self._line("language", language("Language"))
        tag.setPlaceholderText(language("a tag such as en or de"))
        self.change(dict)
        title.setFocus()

    def _line(self, key: str, name: str) -> LineField:
        field = LineField(name, self._language, self)
        field.typed.connect(partial(self._take, key))
        self.add_row(name, field)
        return field

    def _take(self, key: str, text: str) -> None:
        self.change(partial(with_value, place=(key,), value=text or None, kind="sources"))

    @Slot()
    def _take_issued(self) -> None:
        date = self._issued.date
        self.is_obstructed = not self._issued.usable
        self._take("issued", date.text if date is not None else "")
