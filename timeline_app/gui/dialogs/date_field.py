"""A line for a date, read while it is typed.

Owns the field and what is said under it. Knows no use of the date.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from timeline_app.core.date import Date
from timeline_app.core.errors import DateError
from timeline_app.core.language import Language
from timeline_app.core.prose import read_date
from timeline_app.core.wording import date_text
from timeline_app.gui.dialogs.parts import paragraph
from timeline_app.gui.theme import set_role


class DateField(QWidget):
    """Takes EDTF or plain words and says how they are understood, or what is wrong with them."""

    changed = Signal()

    def __init__(self, name: str, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self._date: Date | None = None
        self._line = QLineEdit(self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(language("no limit"))
        self._line.setMaxLength(256)
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
        return self._date

    @property
    def usable(self) -> bool:
        """Tell whether the line is empty or holds a date."""
        return self._date is not None or not self._line.text().strip()

    @Slot(str)
    def _read(self, text: str) -> None:
        self._date = None
        said = ""
        if text.strip():
            try:
                self._date = read_date(text.strip())
                said = date_text(self._date, self._language)
            except DateError as error:
                said = str(error)
        self._says.setText(said)
        self.changed.emit()
