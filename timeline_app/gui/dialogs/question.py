"""A question with a few answers, each of which leads on to something.

Owns the dialog. Knows nothing of what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractButton, QDialog, QDialogButtonBox, QWidget

from timeline_app.gui.widgets.parts import framed, heading, paragraph

Role = QDialogButtonBox.ButtonRole


def nothing() -> None:
    """Lead on to nothing: what Cancel does."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A button and what follows from it; the answer that changes nothing has the RejectRole."""

    text: str
    then: Callable[[], None] = nothing
    role: Role = Role.AcceptRole


class Question(QDialog):
    """Shows a question; Escape and closing it give the answer with the RejectRole."""

    def __init__(self, parent: QWidget, text: str, explanation: str, answers: Sequence[Answer]) -> None:
        super().__init__(parent)
        layout = framed(self, text)
        layout.setSizeConstraint(layout.SizeConstraint.SetFixedSize)
        question = heading(text, self)
        question.setMinimumWidth(400)
        question.setMaximumWidth(560)
        question.setWordWrap(True)
        layout.addWidget(question)
        if explanation:
            layout.addWidget(paragraph(explanation, self))
        layout.addSpacing(8)
        self._thens: dict[str, Callable[[], None]] = {}
        self._refuse: Callable[[], None] = nothing
        self._buttons = QDialogButtonBox(self)
        for number, answer in enumerate(answers):
            button = self._buttons.addButton(answer.text, answer.role)
            button.setDefault(number == 0)
            if answer.role is Role.RejectRole:
                self._refuse = answer.then
            else:
                self._thens[answer.text] = answer.then
        self._buttons.clicked.connect(self._follow)
        layout.addWidget(self._buttons)

    def reject(self) -> None:
        """Close with the answer that changes nothing."""
        super().reject()
        self._refuse()

    @Slot(QAbstractButton)
    def _follow(self, button: QAbstractButton) -> None:
        if self._buttons.buttonRole(button) is Role.RejectRole:
            self.reject()
        else:
            self.accept()
            self._thens[button.text()]()
