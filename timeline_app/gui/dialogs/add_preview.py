"""What adding would add, shown before anything changes.

Owns the dialog: it lists the new events as the panel lists events, and warnings. Knows no documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import Problem
from timeline_app.core.event import Event
from timeline_app.core.language import Language
from timeline_app.gui.dialogs.parts import caption, framed, heading, paragraph
from timeline_app.gui.panel.event_delegate import EventDelegate
from timeline_app.gui.panel.event_model import EventModel
from timeline_app.gui.session import Session
from timeline_app.render.fonts import mono_font

_WARNING_LINES: Final = 4


class AddPreview(QDialog):
    """Asks whether to add events; accepted means yes.

    `after` is the dataset as it would be, which gives the new events their categories and colours.
    """

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        after: Dataset,
        events: Sequence[Event],
        warnings: Sequence[Problem],
    ) -> None:
        super().__init__(parent)
        language = session.language
        title = language.count(len(events), "Add one event?", "Add {n} events?")
        layout = framed(self, title)
        self.resize(560, 520)
        layout.addWidget(heading(title, self))
        layout.addWidget(paragraph(language("The file itself changes only when you save."), self))
        layout.addWidget(self._list(session, after, events), 1)
        if warnings:
            self._add_warnings(layout, warnings, language)
        buttons = QDialogButtonBox(self)
        add = buttons.addButton(language("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        add.setDefault(True)
        buttons.addButton(language("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        add.setFocus()

    def _list(self, session: Session, after: Dataset, events: Sequence[Event]) -> QListView:
        shown = Session(self)
        shown.set_style(session.style)
        shown.set_language(session.language)
        shown.set_dataset(after)
        rows = (after.store.row_of(event.id) for event in events)
        view = QListView(self)
        model = EventModel(shown, view)
        model.show_rows(np.array(sorted(row for row in rows if row is not None), np.int64))
        view.setModel(model)
        view.setItemDelegate(EventDelegate(shown, view))
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(session.language("New events"))
        return view

    def _add_warnings(self, layout: QVBoxLayout, warnings: Sequence[Problem], language: Language) -> None:
        title = language.count(len(warnings), "One thing to check", "{n} things to check")
        text = QPlainTextEdit("\n".join(str(problem) for problem in warnings), self)
        text.setReadOnly(True)
        text.setFont(mono_font(12))
        text.setFixedHeight(text.fontMetrics().lineSpacing() * _WARNING_LINES + 24)
        text.setAccessibleName(title)
        layout.addWidget(caption(title, self))
        layout.addWidget(text)
