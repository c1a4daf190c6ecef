"""The list of problems of a file, ready to copy.

Owns the dialog. Knows no file: it shows what it is given, as plain text.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from timeline_app.core.language import Language
from timeline_app.gui.dialogs.parts import framed, heading, paragraph
from timeline_app.render.fonts import mono_font


class ProblemsDialog(QDialog):
    """Shows lines of the form `FILE:LINE:COLUMN: what is wrong` under a heading."""

    def __init__(
        self, parent: QWidget, language: Language, title: str, explanation: str, lines: Sequence[str]
    ) -> None:
        super().__init__(parent)
        layout = framed(self, title)
        self.resize(760, 420)
        self._text = QPlainTextEdit("\n".join(lines), self)
        self._text.setReadOnly(True)
        self._text.setFont(mono_font(12))
        self._text.setAccessibleName(language("Problems"))
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(language("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(language("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout.addWidget(heading(title, self))
        if explanation:
            layout.addWidget(paragraph(explanation, self))
        layout.addWidget(self._text)
        layout.addWidget(buttons)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
