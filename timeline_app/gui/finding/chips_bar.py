"""The chips: every filter that is set, in words, each with a cross that removes it.

Owns their arrangement in at most two lines. The words are those of `Filters.chips`.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from timeline_app.core.filters import NO_FILTERS, Chip
from timeline_app.core.text import one_line
from timeline_app.gui.finding.finder import Finder
from timeline_app.gui.frame.header import MARGIN
from timeline_app.gui.session import Session
from timeline_app.gui.theme import icon, set_role
from timeline_app.gui.widgets.tool_tip import literal_tip

_GAP: Final = 8
_MOST_LINES: Final = 2
_DELAY: Final = 200
"""Milliseconds after which it is said that the filters are still being carried out."""
_LONGEST: Final = 240
"""Pixels of a chip's text."""


class ChipButton(QPushButton):
    """One filter; a click, Enter, Space, Delete or Backspace removes it."""

    def __init__(self, chip: Chip, parent: QWidget) -> None:
        super().__init__(parent)
        self.chip = chip
        set_role(self, "chip")
        # The cross stands behind the text.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(16, 16))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.ensurePolished()
        whole = one_line(chip.text)
        short = QFontMetricsF(self.font()).elidedText(whole, Qt.TextElideMode.ElideRight, _LONGEST)
        self.setText(short.replace("&", "&&"))
        self.setToolTip(literal_tip(whole) if short != whole else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the filter also by the keys that delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class ChipsBar(QWidget):
    """Hidden while no filter is set; what does not fit on two lines is counted by a button."""

    filters_chosen = Signal(object)
    """Carries the Filters that remain."""
    more_requested = Signal(QWidget)
    """Asks for all filters; carries the button under which they open."""

    def __init__(self, session: Session, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._finder = finder
        self._chips: list[ChipButton] = []
        self._more = QPushButton(self)
        self._clear = QPushButton(self)
        self._busy = QLabel(self)
        self._delay = QTimer(self, singleShot=True, interval=_DELAY)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "find")
        for link in (self._more, self._clear):
            set_role(link, "link")
            link.setCursor(Qt.CursorShape.PointingHandCursor)
        set_role(self._busy, "small")
        self._busy.hide()
        self._delay.timeout.connect(self._busy.show)
        self._clear.clicked.connect(partial(self.filters_chosen.emit, NO_FILTERS))
        self._more.clicked.connect(partial(self.more_requested.emit, self._more))
        session.filters_changed.connect(self._renew)
        session.dataset_changed.connect(self._renew)
        finder.changed.connect(self._tell_progress)
        session.language_changed.connect(self._renew)
        session.style_changed.connect(self._tint)
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the chips need."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Place the chips anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()

    def _renew(self) -> None:
        session, language = self._session, self._session.language
        focused = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        filters, store = session.filters, session.dataset.store
        chips = () if filters.is_empty else filters.chips(language, store)
        self._chips = [ChipButton(chip, self) for chip in chips]
        for button in self._chips:
            button.setAccessibleName(language("Remove the filter “{name}”", name=button.chip.text))
            button.clicked.connect(partial(self.filters_chosen.emit, button.chip.rest))
        self._clear.setText(language("Clear all"))
        self._busy.setText(language("Filtering …"))
        self.setAccessibleName(language("Filters"))
        self._tint()
        self.setVisible(bool(self._chips))
        self._place()
        if focused is not None and self._chips:
            self._chips[min(focused, len(self._chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_progress(self) -> None:
        """Say that it takes a while, when it does."""
        if not self._finder.is_filtering:
            self._delay.stop()
            self._busy.hide()
        elif not self._busy.isVisible() and not self._delay.isActive():
            self._delay.start()

    def _tint(self) -> None:
        for chip in self._chips:
            chip.setIcon(icon("close", self._session.style.soft))

    def _place(self) -> None:
        """Put the chips side by side, on another line where one is full, and the links behind the last."""
        x, line, shown = MARGIN, 0, 0
        links = self._clear.sizeHint().width() + _GAP + self._more.sizeHint().width()
        height = max((chip.sizeHint().height() for chip in self._chips), default=0)
        for chip in self._chips:
            width, right = chip.sizeHint().width(), self.width() - MARGIN
            last_line = line == _MOST_LINES - 1
            if x > MARGIN and x + width > right - (links if last_line else 0):
                if last_line:
                    break
                x, line = MARGIN, line + 1
            chip.setGeometry(x, _GAP + line * (height + _GAP), min(width, right - MARGIN), height)
            x += width + _GAP
            shown += 1
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < shown)
        self._place_links(x, line, height, len(self._chips) - shown)

    def _place_links(self, x: int, line: int, height: int, left_over: int) -> None:
        language = self._session.language
        self._more.setText(language("and {n} more", n=language.number(left_over)))
        self._more.setVisible(left_over > 0)
        links = (self._more, self._clear) if left_over else (self._clear,)
        for link in (*links, self._busy):
            size, room = link.sizeHint(), self.width() - MARGIN - x
            if link is not self._busy and x > MARGIN and size.width() > room:
                x, line = MARGIN, line + 1
            top = _GAP + line * (height + _GAP) + (height - size.height()) // 2
            link.setGeometry(x, top, size.width(), size.height())
            x += size.width() + _GAP
        self.setFixedHeight(_GAP + (line + 1) * (height + _GAP))
