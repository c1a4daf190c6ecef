"""A line for a date, read while it is typed.

Owns the field and what is said under it. Knows no use of the date.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from timeline_app.core.date import Date
from timeline_app.core.edtf.scanner import MAX_LENGTH
from timeline_app.core.language import Language
from timeline_app.core.typed_date import TypedDate
from timeline_app.core.wording import date_text
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import paragraph


class DateField(QWidget):
    """Takes EDTF or plain words and says how they are understood, or what is wrong with them."""

    changed = Signal()

    def __init__(self, name: str, language: Language, parent: QWidget, empty: str = "") -> None:
        super().__init__(parent)
        self._language = language
        self._typed = TypedDate()
        self._line = QLineEdit(self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(empty or language("no limit"))
        self._line.setMaxLength(MAX_LENGTH)
        self._line.textChanged.connect(self._read)
        self._says: QLabel = paragraph("", self)
        set_role(self._says, "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._line)
        layout.addWidget(self._says)
        self.setFocusProxy(self._line)

    @property
    def date(self) -> Date | None:
        """Return the date, None while the line is empty or holds none."""
        return self._typed.date

    @property
    def usable(self) -> bool:
        """Tell whether the line is empty or holds a date."""
        return not self._typed.refusal

    @Slot(str)
    def _read(self, line: str) -> None:
        self._typed = TypedDate.read(line, None, self._language)
        date = self._typed.date
        self._says.setText(self._typed.refusal if date is None else date_text(date, self._language))
        self.changed.emit()
