"""One excerpt of an event: its source, its words, which of them give the date, and what stands around them.

Owns the fields of an excerpt. Knows no other excerpt.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from timeline_app.core.text import one_line
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.event_form import (
    date_ranges,
    string_at,
    with_date_ranges,
    with_string,
    with_words,
)
from timeline_app.gui.editor.draft import Draft
from timeline_app.gui.editor.fields import BoxField, ChoiceField, label_for
from timeline_app.gui.editor.rows import Fold, labelled
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.elided import ElidedLabel
from timeline_app.gui.widgets.parts import caption
from timeline_app.gui.widgets.places import code_points, units


class ExcerptCard(QFrame):
    """Shows one excerpt; `changed` carries a Change of it, the other signals what else a person wants."""

    changed = Signal(object)
    source_wanted = Signal()
    move_wanted = Signal(int)
    removal_wanted = Signal()

    def __init__(self, number: int, draft: Draft, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._draft = draft
        self._session = session
        self._language = language = session.language
        self._exact = ""
        self._ranges: list[tuple[int, int]] = []
        name = language("Excerpt {n}", n=language.number(number))
        set_role(self, "card")
        self._source = ChoiceField(f"{name}: {language('Source')}", self, language("New source…"))
        self._words = BoxField(f"{name}: {language('Words')}", language, self, 3)
        self._mark = self._link(language("These words give the date"))
        self._dated = ElidedLabel("small", self)
        self._fold = Fold(language("Words around it"), self)
        self._prefix = BoxField(f"{name}: {language('Words before')}", language, self._fold, 1, 4)
        self._suffix = BoxField(f"{name}: {language('Words after')}", language, self._fold, 1, 4)
        self._up = self._link(language("Move up"))
        self._down = self._link(language("Move down"))
        self._remove = self._link(language("Remove"))
        for button in (self._up, self._down, self._remove):
            button.setAccessibleName(f"{name}: {button.text()}")
        self._lay_out(name)
        self._connect()

    def show_excerpt(self, excerpt: Entry, *, is_first: bool, is_last: bool) -> None:
        """Show an excerpt."""
        language = self._language
        source = string_at(excerpt, ("source",))
        choices = tuple((named.id, named.name.in_language(language.code)) for named in self._draft.sources)
        unknown = language("“{id}” (not in this dataset)", id=source) if source else language("No source yet")
        self._source.show_choices(choices, source, unknown)
        self._words.show_text(string_at(excerpt, ("exact",)))
        self._prefix.show_text(string_at(excerpt, ("prefix",)))
        self._suffix.show_text(string_at(excerpt, ("suffix",)))
        self._exact, self._ranges = string_at(excerpt, ("exact",)), date_ranges(excerpt)
        self._show_dated()
        self._up.setEnabled(not is_first)
        self._down.setEnabled(not is_last)

    def take_focus(self) -> None:
        """Give the keyboard to the words."""
        self._words.setFocus()

    def _link(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        set_role(button, "link")
        return button

    def _lay_out(self, name: str) -> None:
        language = self._language
        head = QHBoxLayout()
        head.addWidget(caption(name, self))
        head.addStretch(1)
        for button in (self._up, self._down, self._remove):
            head.addWidget(button)
        marking = QVBoxLayout()
        marking.setSpacing(4)
        marking.addWidget(self._words)
        beneath = QHBoxLayout()
        beneath.addWidget(self._dated, 1)
        beneath.addWidget(self._mark)
        marking.addLayout(beneath)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(labelled(label_for(self._source, language("Source"), self), self._source))
        column.addLayout(labelled(label_for(self._words, language("Words"), self), marking))
        self._fold.add_row(language("Words before"), self._prefix)
        self._fold.add_row(language("Words after"), self._suffix)
        column.addWidget(self._fold)

    def _connect(self) -> None:
        self._source.chosen.connect(partial(self._take, "source"))
        self._source.more_wanted.connect(self.source_wanted)
        self._words.typed.connect(self._take_words)
        self._prefix.typed.connect(partial(self._take, "prefix"))
        self._suffix.typed.connect(partial(self._take, "suffix"))
        self._words.selectionChanged.connect(self._offer_mark)
        self._mark.clicked.connect(self._mark_selected)
        self._up.clicked.connect(partial(self.move_wanted.emit, -1))
        self._down.clicked.connect(partial(self.move_wanted.emit, 1))
        self._remove.clicked.connect(self.removal_wanted)
        self._session.style_changed.connect(self._show_dated)
        self._offer_mark()

    def _take(self, key: str, text: str) -> None:
        self.changed.emit(partial(with_string, key=key, text=text))

    @Slot(str)
    def _take_words(self, words: str) -> None:
        self.changed.emit(partial(with_words, words=words))

    @Slot()
    def _offer_mark(self) -> None:
        self._mark.setEnabled(self._words.textCursor().hasSelection() and not self._words.isReadOnly())

    @Slot()
    def _mark_selected(self) -> None:
        """Say that the selected words give the date, and no others; not these either, where that was said."""
        cursor = self._words.textCursor()
        words = self._words.text
        first, last = sorted((cursor.anchor(), cursor.position()))
        pair = code_points(words, first), code_points(words, last)
        ranges = [] if self._ranges == [pair] else [pair]
        self.changed.emit(partial(with_date_ranges, ranges=ranges))

    @Slot()
    def _show_dated(self) -> None:
        """Light up the words that give the date, and say them."""
        language, words, lit = self._language, self._exact, []
        for first, last in self._ranges:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._words.document())
            cursor.setPosition(units(words[:first]))
            cursor.setPosition(units(words[:last]), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            form = QTextCharFormat()
            form.setBackground(QColor(self._session.style.highlight))
            selection.format = form
            lit.append(selection)
        self._words.setExtraSelections(lit)
        said = " … ".join(one_line(words[first:last]) for first, last in self._ranges)
        self._dated.set_whole(
            language("Date: “{words}”", words=said)
            if said
            else language("Select the words that give the date.")
        )
