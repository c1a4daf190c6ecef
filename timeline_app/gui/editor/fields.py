"""The fields of a form: lines and boxes that show a text exactly or not at all, and lists to choose from.

Own what a person may type into them. Know no event: each tells what was typed.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QSlider, QWidget

from timeline_app.core.language import Language
from timeline_app.core.text import one_line
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import line

LABEL_WIDTH: Final = 128
_BOX_MARGINS: Final = 28
"""Border, padding and Qt's own margin of a document, above and below together."""

_LONGEST_CHOICE: Final = 90


class LineField(QLineEdit):
    """One line; `typed` carries what a person made of it. A text that no line can show is not touched."""

    typed = Signal(str)

    def __init__(self, name: str, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self.setAccessibleName(name)
        self.textEdited.connect(self.typed)

    def show_text(self, text: str) -> None:
        """Show a text, unless a person is typing here."""
        if text == self.text() or self.hasFocus():
            return
        self.setText(text)
        self.setCursorPosition(0)
        _lock(self, self._language, is_exact=self.text() == text)


class BoxField(QPlainTextEdit):
    """Some lines; `typed` carries what a person made of them. It grows with its text."""

    typed = Signal(str)

    def __init__(
        self, name: str, language: Language, parent: QWidget, least_lines: int = 2, most_lines: int = 8
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._lines = least_lines, most_lines
        self._shown = ""
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        set_role(self, "text")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        """Return the text; `toPlainText` makes spaces of those that do not break."""
        return self.document().toRawText().replace("\u2029", "\n")

    def show_text(self, text: str) -> None:
        """Show a text, unless a person is typing here."""
        if text == self._shown or self.hasFocus():
            return
        with QSignalBlocker(self):
            self.setPlainText(text)
        self._shown = self.text
        _lock(self, self._language, is_exact=self._shown == text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another height where the lines are broken otherwise."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _tell(self) -> None:
        text = self.text
        if text != self._shown:
            self._shown = text
            self.typed.emit(text)

    @Slot()
    def _fit(self) -> None:
        least, most = self._lines
        count = min(max(round(self.document().size().height()), least), most)
        self.setFixedHeight(count * self.fontMetrics().lineSpacing() + _BOX_MARGINS)


class ChoiceField(QComboBox):
    """A list to choose from; `chosen` carries the value of what a person chose, `more_wanted` the last line.

    The wheel scrolls the form instead.
    """

    chosen = Signal(str)
    more_wanted = Signal()

    def __init__(self, name: str, parent: QWidget, more: str = "") -> None:
        super().__init__(parent)
        self._more = more
        self._value = ""
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._choose)

    def show_choices(self, choices: tuple[tuple[str, str], ...], value: str, unknown: str) -> None:
        """Offer values with their texts and show one of them; what is not offered is shown as `unknown`."""
        self._value = value
        texts = [(one_line(text)[:_LONGEST_CHOICE], offered) for offered, text in choices]
        if all(value != offered for _, offered in texts):
            texts.insert(0, (one_line(unknown)[:_LONGEST_CHOICE], value))
        with QSignalBlocker(self):
            self.clear()
            for text, offered in texts:
                self.addItem(text, offered)
            if self._more:
                self.insertSeparator(self.count())
                self.addItem(self._more)
            self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()

    @Slot(int)
    def _choose(self, index: int) -> None:
        if self._more and index == self.count() - 1:
            self.setCurrentIndex(self.findData(self._value))
            self.more_wanted.emit()
        elif self.itemData(index) != self._value:
            self._value = self.itemData(index)
            self.chosen.emit(self._value)


class SliderField(QSlider):
    """A slider that leaves the wheel to the form."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


def label_for(field: QWidget, text: str, parent: QWidget) -> QLabel:
    """Return what stands before a field."""
    label = line(one_line(text), parent)
    label.setFixedWidth(LABEL_WIDTH)
    label.setBuddy(field)
    set_role(label, "soft")
    return label


def _lock(field: LineField | BoxField, language: Language, *, is_exact: bool) -> None:
    """Keep a person from changing a text that holds characters which a field would alter."""
    field.setReadOnly(not is_exact)
    told = language("This text holds characters that cannot be edited here. Edit it in the JSON.")
    field.setToolTip("" if is_exact else told)
