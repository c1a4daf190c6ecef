"""A question with a few answers, each of which leads on to something.

Owns the box. Knows nothing of what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget


def nothing() -> None:
    """Lead on to nothing: what Cancel does."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A button and what follows from it; the answer that changes nothing has the RejectRole."""

    text: str
    then: Callable[[], None] = nothing
    role: QMessageBox.ButtonRole = QMessageBox.ButtonRole.AcceptRole


class Question(QMessageBox):
    """Shows a question; Escape and closing the box give the answer with the RejectRole."""

    def __init__(self, parent: QWidget, text: str, explanation: str, answers: Sequence[Answer]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setInformativeText(explanation)
        self._thens: dict[str, Callable[[], None]] = {}
        for answer in answers:
            button = self.addButton(answer.text, answer.role)
            self._thens[answer.text] = answer.then
            if answer.role is QMessageBox.ButtonRole.RejectRole:
                self.setEscapeButton(button)
            elif self.defaultButton() is None:
                self.setDefaultButton(button)
                button.setProperty("role", "primary")
        self.buttonClicked.connect(self._follow)

    @Slot(QAbstractButton)
    def _follow(self, button: QAbstractButton) -> None:
        self._thens[button.text()]()
