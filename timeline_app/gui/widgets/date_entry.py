"""A date as it is typed, with what it was understood to be: EDTF, words, bounds and a drawing.

Owns the line and what stands under it. Knows no event; reading is `core.typed_date`'s, the drawing
`scene.date_drawing`'s.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from timeline_app.core.date import Date
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.edtf.scanner import MAX_LENGTH
from timeline_app.core.event import When
from timeline_app.core.typed_date import TypedDate
from timeline_app.core.wording import bounds_text, when_text
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import paragraph
from timeline_app.render.measure import QtMeasurer
from timeline_app.render.painter import paint_scene
from timeline_app.scene.date_drawing import DATE_DRAWING_HEIGHT, date_drawing


class DateEntry(QWidget):
    """Takes EDTF or plain words; `changed` follows when what is typed is understood otherwise than before."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language = session.language
        self._as_of: Date | None = None
        self._lasts = False
        self._typed = TypedDate()
        self._line = QLineEdit(self)
        self._line.setAccessibleName(language("Date"))
        self._line.setPlaceholderText(language("2018-03, “March 2018”, “about 1850”"))
        self._line.setMaxLength(MAX_LENGTH)
        self._line.textChanged.connect(self._read)
        self._says: QLabel = paragraph("", self)
        self._bounds: QLabel = paragraph("", self)
        set_role(self._bounds, "small")
        self._drawing = _Drawing(session, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self._line, self._says, self._bounds, self._drawing):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setFocusProxy(self._line)
        self._bounds.hide()
        self._drawing.hide()
        self._tell()

    @property
    def edtf(self) -> str:
        """Return the date's EDTF, "" where nothing is typed or it is not understood."""
        return self._typed.date.text if self._typed.date is not None else ""

    @property
    def text(self) -> str:
        """Return the words that were typed for the date, "" where they are its EDTF or not understood."""
        return self._typed.words

    @property
    def refusal(self) -> str:
        """Return why what is typed is no date, "" where it is one or nothing is typed."""
        return self._typed.refusal

    @property
    def lasts(self) -> bool:
        """Tell whether the event is to last throughout the date, in place of a moment somewhere inside."""
        return self._lasts

    @lasts.setter
    def lasts(self, lasts: bool) -> None:
        self._lasts = lasts
        self._tell()

    def set_as_of(self, edtf: str | None) -> None:
        """Read what has no year, as "October 28th", from a date; without one it is refused. Raises DateError.

        What stands in the line is read again.
        """
        self._as_of = parse_edtf(edtf) if edtf else None
        self._read(self._line.text())

    def set_date(self, edtf: str, text: str) -> None:
        """Show a date, in the words of `text` where they mean it, else as EDTF; "" empties the line."""
        words = TypedDate.read(text, self._as_of, self._language)
        means_it = words.date is not None and words.date.text == edtf
        self._line.setText(text if means_it else edtf)

    @Slot(str)
    def _read(self, line: str) -> None:
        before, self._typed = self._typed, TypedDate.read(line, self._as_of, self._language)
        if self._typed != before:
            self._tell()
            self.changed.emit()

    def _tell(self) -> None:
        """Say and draw what is understood, to screen readers too."""
        date, language = self._typed.date, self._language
        if date is None:
            said, bounds, when = self._typed.refusal, "", None
        else:
            when = When(date, lasting=self._lasts)
            said, bounds = f"{date.text} — {when_text(when, language)}", bounds_text(when, language)
            # Its room stays from the first date on, so that nothing jumps while the next is typed.
            self._bounds.show()
            self._drawing.show()
        self._says.setText(said)
        self._bounds.setText(bounds)
        self._drawing.show_date(when)
        self._line.setAccessibleDescription("; ".join(text for text in (said, bounds) if text))


class _Drawing(QWidget):
    """The date as it looks on a chart; nothing where there is none."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._language = language = session.language
        self._measurer = QtMeasurer()
        self._when: When | None = None
        self.setAccessibleName(language("Drawing of the date"))
        self.setFixedHeight(round(DATE_DRAWING_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_date(self, when: When | None) -> None:
        """Draw another date."""
        self._when = when
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the date and its axis."""
        if self._when is None:
            return
        width = float(self.width())
        with QPainter(self) as painter:
            drawing = date_drawing(self._when, width, self._session.style, self._language, self._measurer)
            paint_scene(drawing, painter)
