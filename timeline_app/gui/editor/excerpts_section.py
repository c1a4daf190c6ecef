"""The excerpts of an event, one card for each.

Owns their order. What an excerpt holds is the card's business, how a source is made that of its dialog.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.event_form import (
    EXCERPTS,
    objects_at,
    with_added_excerpt,
    with_changed_excerpt,
    with_moved_excerpt,
    with_string,
    without_excerpt,
)
from timeline_app.gui.editor.draft import Change, Draft
from timeline_app.gui.editor.excerpt_card import ExcerptCard
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import caption, paragraph

_MOST_CARDS: Final = 20
"""More than a form can show: the others are in the JSON."""


class ExcerptsSection(QWidget):
    """The excerpts of a draft."""

    source_wanted = Signal(int)
    """Carries the index of the excerpt that is to get a new source."""
    added = Signal(object)
    """Carries the card of an excerpt that has just come."""

    def __init__(self, draft: Draft, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._draft = draft
        self._session = session
        self._language = language = session.language
        self._cards: list[ExcerptCard] = []
        self._more = paragraph("", self)
        self._add = QPushButton(language("Add an excerpt"), self)
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._append)
        set_role(self._more, "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(caption(language("Excerpts"), self))
        self._column.addWidget(self._more)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_event(self, event: Entry) -> None:
        """Show the excerpts of an event."""
        excerpts = objects_at(event, EXCERPTS)
        shown = excerpts[:_MOST_CARDS]
        while len(self._cards) > len(shown):
            card = self._cards.pop()
            card.setParent(None)
            card.deleteLater()
        while len(self._cards) < len(shown):
            self._cards.append(self._card(len(self._cards)))
        for index, (card, excerpt) in enumerate(zip(self._cards, shown, strict=True)):
            card.show_excerpt(excerpt, is_first=index == 0, is_last=index == len(excerpts) - 1)
        more = len(excerpts) - len(shown)
        self._more.setVisible(more > 0)
        language = self._language
        self._more.setText(language.count(more, "One more is in the JSON.", "{n} more are in the JSON."))

    def choose_source(self, index: int, source: str) -> None:
        """Give an excerpt a source."""
        self._change(index, partial(with_string, key="source", text=source))

    def _card(self, index: int) -> ExcerptCard:
        card = ExcerptCard(index + 1, self._draft, self._session, self)
        card.changed.connect(partial(self._change, index))
        card.source_wanted.connect(partial(self.source_wanted.emit, index))
        card.move_wanted.connect(partial(self._move, index))
        card.removal_wanted.connect(partial(self._remove, index))
        self._column.insertWidget(1 + index, card)
        return card

    def _change(self, index: int, change: Change) -> None:
        self._draft.change(partial(with_changed_excerpt, index=index, change=change))

    def _move(self, index: int, by: int) -> None:
        self._add.setFocus()
        self._draft.change(partial(with_moved_excerpt, index=index, by=by))

    def _remove(self, index: int) -> None:
        self._add.setFocus()
        self._draft.change(partial(without_excerpt, index=index))

    @Slot()
    def _append(self) -> None:
        known = self._draft.sources
        excerpt: Entry = {"source": known[0].id if len(known) == 1 else "", "exact": ""}
        self._draft.change(partial(with_added_excerpt, excerpt=excerpt))
        if self._cards:
            self._cards[-1].take_focus()
            self.added.emit(self._cards[-1])
