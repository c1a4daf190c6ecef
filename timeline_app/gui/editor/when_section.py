"""When an event was: its date, what the date means, and how it was read from the words of a source.

Owns these fields. Knows no other field of an event.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.core.language import Language
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.entry_json import edtf_of, with_edtf
from timeline_app.dataset.editing.event_form import (
    READING,
    is_lasting,
    string_at,
    value_at,
    versions_at,
    with_lasting,
)
from timeline_app.gui.editor.draft import Draft
from timeline_app.gui.editor.fields import LABEL_WIDTH, LineField, label_for
from timeline_app.gui.editor.rows import Fold, labelled
from timeline_app.gui.editor.versions_field import VersionsField
from timeline_app.gui.session import Session
from timeline_app.gui.widgets.date_entry import DateEntry
from timeline_app.gui.widgets.elided import ElidedLink

_PHRASE: Final = (*READING, "phrase")
_BASE: Final = (*READING, "base")
_RULE: Final = (*READING, "rule")
_NOTE: Final = (*READING, "note")


class WhenSection(QWidget):
    """The date of a draft."""

    def __init__(self, draft: Draft, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._draft = draft
        self._language = language = session.language
        self._date = DateEntry(session, self)
        self._date.changed.connect(self._take_date)
        self._moment = QRadioButton(language("At some moment inside it"), self)
        self._lasting = QRadioButton(language("Throughout it"), self)
        meaning = QButtonGroup(self)
        meaning.addButton(self._moment)
        meaning.addButton(self._lasting)
        meaning.buttonClicked.connect(self._mean)
        meanings = QHBoxLayout()
        meanings.setSpacing(16)
        meanings.addWidget(self._moment)
        meanings.addWidget(self._lasting)
        meanings.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(labelled(label_for(self._date, language("Date"), self), self._date))
        column.addLayout(labelled(label_for(self._moment, language("It happened"), self), meanings))
        self._keep = ElidedLink(self)
        self._keep.setAutoDefault(False)
        self._keep.clicked.connect(self._keep_words)
        keeping = QHBoxLayout()
        keeping.setSpacing(0)
        keeping.addSpacing(LABEL_WIDTH)
        keeping.addWidget(self._keep)
        keeping.addStretch(1)
        column.addLayout(keeping)
        self._fold = Fold(language("How the date was read"), self)
        self._add_reading(language)
        column.addWidget(self._fold)

    def show_event(self, event: Entry) -> None:
        """Show the date of an event."""
        edtf = edtf_of(event)
        if edtf != self._date.edtf and not self._date.hasFocus():
            with QSignalBlocker(self._date):
                self._date.set_date(edtf, "")
        lasting = is_lasting(event)
        self._date.lasts = lasting
        self._lasting.setChecked(lasting)
        self._moment.setChecked(not lasting)
        languages = self._draft.languages
        self._phrase.show_versions(versions_at(event, _PHRASE, languages))
        self._note.show_versions(versions_at(event, _NOTE, languages))
        self._base.show_text(string_at(event, _BASE))
        self._rule.show_text(string_at(event, _RULE))
        self._offer_words(event)
        # What is typed may mean another date with it, so that the event is another at the end.
        self._date.set_as_of(_date_or_none(string_at(event, _BASE)))

    def _add_reading(self, language: Language) -> None:
        self._phrase = VersionsField(language("Words read"), self._draft, language, self._fold)
        self._note = VersionsField(language("Note"), self._draft, language, self._fold, lines=2)
        self._base = LineField(language("Counted from"), language, self._fold)
        self._base.setPlaceholderText(language("the date in EDTF to which the words are relative"))
        self._rule = LineField(language("Rule"), language, self._fold)
        self._rule.setPlaceholderText(language("stated, this-year, derived …"))
        self._fold.add(self._phrase)
        for field in (self._base, self._rule):
            self._fold.add_row(field.accessibleName(), field)
        self._fold.add(self._note)
        self._phrase.typed.connect(partial(self._draft.set_version, _PHRASE))
        self._note.typed.connect(partial(self._draft.set_version, _NOTE))
        self._base.typed.connect(partial(self._draft.set_text, _BASE))
        self._rule.typed.connect(partial(self._draft.set_text, _RULE))

    @Slot()
    def _take_date(self) -> None:
        event = self._draft.entry
        if event is not None and value_at(event, READING) is not None:
            # What it was read from may be another now, too.
            self._fold.open()
        self._draft.change(partial(with_edtf, edtf=self._date.edtf))

    def _offer_words(self, event: Entry) -> None:
        """Offer to keep words that were typed as a date, where none are given that it was read from."""
        words = self._date.text
        self._keep.setVisible(bool(words) and value_at(event, _PHRASE) is None)
        self._keep.set_whole(self._language("Say that it was read from “{words}”", words=words))

    @Slot()
    def _keep_words(self) -> None:
        self._fold.open()
        tag = self._draft.main_language if self._draft.languages else ""
        self._draft.set_version(_PHRASE, tag, self._date.text)

    @Slot()
    def _mean(self) -> None:
        self._draft.change(partial(with_lasting, lasting=self._lasting.isChecked()))


def _date_or_none(edtf: str) -> str | None:
    """Return what is a date in EDTF, None for anything else, which the check says."""
    try:
        parse_edtf(edtf)
    except DateError:
        return None
    return edtf
