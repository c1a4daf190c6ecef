"""Asks what a new chronology is called.

Owns the field and the buttons. What is begun under the title is `document_flow`'s business.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QWidget

from timeline_app.core.language import Language
from timeline_app.gui.widgets.parts import caption, framed, heading, paragraph

_WIDTH = 480


class NewChronologyDialog(QDialog):
    """Asks for a title; `titled` carries it without the blanks around it."""

    titled = Signal(str)

    def __init__(self, parent: QWidget, language: Language) -> None:
        super().__init__(parent)
        layout = framed(self, language("New chronology"))
        self.setMinimumWidth(_WIDTH)
        self._title = QLineEdit(self)
        self._title.textChanged.connect(self._allow)
        label = caption(language("Title"), self)
        label.setBuddy(self._title)
        buttons = QDialogButtonBox(self)
        self._begin = buttons.addButton(language("Begin"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._begin.setDefault(True)
        self._begin.setEnabled(False)
        buttons.addButton(language("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        layout.addWidget(heading(language("New chronology"), self))
        layout.addWidget(label)
        layout.addWidget(self._title)
        layout.addWidget(paragraph(language("You are asked for its file when you save."), self))
        layout.addWidget(buttons)

    @Slot()
    def _allow(self) -> None:
        self._begin.setEnabled(bool(self._title.text().strip()))

    @Slot()
    def _take(self) -> None:
        self.accept()
        self.titled.emit(self._title.text().strip())
