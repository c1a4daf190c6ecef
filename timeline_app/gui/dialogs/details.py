"""Lines of text under a heading, ready to copy: what happened inside the program.

Owns the dialog. Knows nothing of what the lines mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from timeline_app.core.language import Language
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import framed, heading, paragraph
from timeline_app.render.fonts import mono_font


class DetailsDialog(QDialog):
    """Shows lines as they are."""

    def __init__(
        self, parent: QWidget, language: Language, title: str, explanation: str, lines: Sequence[str]
    ) -> None:
        super().__init__(parent)
        layout = framed(self, title)
        self.resize(760, 420)
        self._text = QPlainTextEdit("\n".join(lines), self)
        self._text.setReadOnly(True)
        self._text.setFont(mono_font(12))
        set_role(self._text, "text")
        self._text.setAccessibleName(language("Details"))
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(language("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(language("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout.addWidget(heading(title, self))
        layout.addWidget(paragraph(explanation, self))
        layout.addWidget(self._text)
        layout.addWidget(buttons)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
