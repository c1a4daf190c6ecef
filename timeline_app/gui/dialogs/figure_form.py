"""The form for a figure: format, range, size, look.

Owns the fields and the choice they make together. Knows no file and no rendering.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from timeline_app.core.date import Date
from timeline_app.core.language import LANGUAGES, Language
from timeline_app.gui.commands import LANGUAGE_NAMES
from timeline_app.gui.preferences import LastExport
from timeline_app.gui.widgets.date_field import DateField
from timeline_app.gui.widgets.parts import paragraph

SMALLEST: Final = QSize(480, 320)
LARGEST: Final = QSize(8000, 8000)


class Range(Enum):
    """Which stretch of time a figure shows."""

    WHOLE = "whole"
    VIEW = "view"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """What the person chose; `first` and `last` count for Range.DATES alone, None is no limit.

    `width` and `height` are logical pixels, `scale` counts for PNG alone.
    """

    format: str
    range: Range
    first: Date | None
    last: Date | None
    width: int
    height: int
    scale: int
    theme: str
    language: str


class FigureForm(QWidget):
    """Lets a person choose a figure; `changed` follows every change of a field."""

    changed = Signal()

    def __init__(
        self, language: Language, last: LastExport, canvas: QSize, theme: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._say = language
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._add_format_and_range(last)
        self._add_size(last, canvas)
        self._add_look(theme)
        self._adapt()

    @property
    def choice(self) -> FigureChoice:
        """Return what is chosen now."""
        return FigureChoice(
            format=self._format.currentData(),
            range=self._range.currentData(),
            first=self._first.date,
            last=self._last.date,
            width=self._width.value(),
            height=self._height.value(),
            scale=self._scale.currentData(),
            theme=self._theme.currentData(),
            language=self._spoken.currentData(),
        )

    @property
    def usable(self) -> bool:
        """Tell whether the choice can be drawn as far as the fields know."""
        return self._range.currentData() is not Range.DATES or (self._first.usable and self._last.usable)

    def _add_format_and_range(self, last: LastExport) -> None:
        say = self._say
        self._format = self._choices(
            (say("PNG image"), "png"), (say("SVG drawing"), "svg"), (say("PDF document"), "pdf")
        )
        self._format.setCurrentIndex(max(self._format.findData(last.format), 0))
        self._range = self._choices(
            (say("Whole chronology"), Range.WHOLE),
            (say("This view"), Range.VIEW),
            (say("From – to"), Range.DATES),
        )
        self._first = DateField(say("First date"), say, self)
        self._last = DateField(say("Last date"), say, self)
        self._first.changed.connect(self._adapt)
        self._last.changed.connect(self._adapt)
        self._form.addRow(say("Format"), self._format)
        self._form.addRow(say("Range"), self._range)
        self._form.addRow(say("From"), self._first)
        self._form.addRow(say("To"), self._last)

    def _add_size(self, last: LastExport, canvas: QSize) -> None:
        say = self._say
        self._preset = self._choices(
            (say("Custom"), None),
            (say("As in the window"), canvas.expandedTo(SMALLEST).boundedTo(LARGEST)),
            (say("Slide, 1600 × 900"), QSize(1600, 900)),
            (say("Full HD, 1920 × 1080"), QSize(1920, 1080)),
            (say("A4 landscape, 1123 × 794"), QSize(1123, 794)),
            (say("Square, 1200 × 1200"), QSize(1200, 1200)),
        )
        self._width = self._spin(SMALLEST.width(), LARGEST.width(), last.width, say("Width"))
        self._height = self._spin(SMALLEST.height(), LARGEST.height(), last.height, say("Height"))
        self._scale = self._choices(*((f"{scale}×", scale) for scale in (1, 2, 3, 4)))
        self._scale.setCurrentIndex(max(self._scale.findData(last.scale), 0))
        self._show_preset()
        self._preset.activated.connect(self._take_preset)
        self._width.valueChanged.connect(self._show_preset)
        self._height.valueChanged.connect(self._show_preset)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._width, 1)
        row.addWidget(paragraph("×", self))
        row.addWidget(self._height, 1)
        self._form.addRow(say("Size"), self._preset)
        self._form.addRow("", row)
        self._form.addRow(say("Scale"), self._scale)

    def _add_look(self, theme: str) -> None:
        say = self._say
        self._theme = self._choices((say("Light"), "light"), (say("Dark"), "dark"))
        self._theme.setCurrentIndex(self._theme.findData(theme))
        self._spoken = self._choices(*((LANGUAGE_NAMES[code], code) for code in LANGUAGES))
        self._spoken.setCurrentIndex(self._spoken.findData(say.code))
        self._form.addRow(say("Theme"), self._theme)
        self._form.addRow(say("Language"), self._spoken)

    @Slot()
    def _adapt(self) -> None:
        """Show the rows that the choice needs."""
        by_dates = self._range.currentData() is Range.DATES
        self._form.setRowVisible(self._first, by_dates)
        self._form.setRowVisible(self._last, by_dates)
        self._form.setRowVisible(self._scale, self._format.currentData() == "png")
        self.changed.emit()

    @Slot()
    def _take_preset(self) -> None:
        size = self._preset.currentData()
        if isinstance(size, QSize):
            self._width.setValue(size.width())
            self._height.setValue(size.height())

    @Slot()
    def _show_preset(self) -> None:
        """Name the preset that the numbers are, or none."""
        size = QSize(self._width.value(), self._height.value())
        self._preset.setCurrentIndex(max(self._preset.findData(size), 0))

    def _choices(self, *choices: tuple[str, object]) -> QComboBox:
        box = QComboBox(self)
        for text, value in choices:
            box.addItem(text, value)
        box.setMinimumWidth(220)
        box.activated.connect(self._adapt)
        return box

    def _spin(self, least: int, most: int, value: int, name: str) -> QSpinBox:
        spin = QSpinBox(self)
        spin.setRange(least, most)
        spin.setValue(value)
        spin.setAccessibleName(name)
        spin.lineEdit().setTextMargins(8, 0, 8, 0)
        spin.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        spin.valueChanged.connect(self._adapt)
        return spin
