"""A text of many lines, each with its number, and with marks where something is wrong.

Owns how places are found and shown in a text on the screen. Knows no files, nor what the text means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from timeline_app.core.controls import escaped_in_lines
from timeline_app.core.errors import Problem, Severity
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.places import units
from timeline_app.gui.widgets.tool_tip import literal_tip
from timeline_app.render.fonts import mono_font
from timeline_app.scene.style import Style

TEXT_PIXELS: Final = 12
_GAP: Final = 8
_SIGN: Final = 8
"""The edge of the square in which the mark of a line stands, in logical pixels."""

_TAB_COLUMNS: Final = 4
_TOLD: Final = 8
"""So many sentences a tool tip has at most."""

_LINE_END: Final = re.compile(r"\r\n?")
_HEAVIEST_FIRST: Final = tuple(Severity)


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands at a line: how much the worst problem weighs, and the sentences, one for each."""

    severity: Severity
    sentences: tuple[str, ...]


class TextWithLines(QPlainTextEdit):
    """Shows a text, or lets it be edited, with line numbers before it.

    Lines are never wrapped. Characters that a screen would obey are shown as JSON escapes, in which way they
    also are edited: what `text` returns says the same, where it is JSON, as what was given.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._first_line = 1
        self._marks: Mapping[int, _Mark] = {}
        self._margin = _Margin(self)
        self.setFont(mono_font(TEXT_PIXELS))
        set_role(self, "text")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabStopDistance(_TAB_COLUMNS * self.fontMetrics().horizontalAdvance(" "))
        self.setTabChangesFocus(True)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._follow)
        self.textChanged.connect(self._leave_place)
        session.style_changed.connect(self._tint)
        self._make_room()

    @property
    def text(self) -> str:
        """Return the text as it stands there, with a line feed between lines."""
        # `toPlainText` makes spaces of those that do not break.
        return self.document().toRawText().replace("\u2029", "\n")

    @property
    def first_line(self) -> int:
        """Return the number of the first line."""
        return self._first_line

    def set_text(self, text: str, first_line: int = 1) -> None:
        """Show another text, without marks; its first line has the number `first_line`."""
        self._first_line = first_line
        self._marks = {}
        self.setPlainText(escaped_in_lines(_LINE_END.sub("\n", text)))
        self._make_room()
        self._margin.update()

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor at a line and column, both from 1, columns in code points, and show that line.

        What lies behind the end of a line or of the text is its end.
        """
        block = self._block(line)
        before = block.text()[: max(column - 1, 0)]
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + units(before))
        self.setTextCursor(cursor)
        self._light_up(cursor)
        self.centerCursor()
        self.ensureCursorVisible()

    def mark(self, problems: Sequence[Problem]) -> None:
        """Mark the lines in which there are problems, in place of those marked before."""
        by_line: dict[int, list[Problem]] = {}
        for problem in problems:
            by_line.setdefault(problem.place.line, []).append(problem)
        self._marks = {line: _mark(found) for line, found in by_line.items()}
        self._margin.update()

    def line_at(self, y: float) -> int | None:
        """Return the number of the line at a height of the viewport, None below the last."""
        return next((line for line, top, bottom in self.lines_in_view() if top <= y < bottom), None)

    def lines_in_view(self) -> Iterator[tuple[int, float, float]]:
        """Yield the number, top and bottom of each line that is seen."""
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > self.viewport().height():
                return
            yield block.blockNumber() + self._first_line, box.top(), box.bottom()
            block = block.next()

    def paint_margin(self, painter: QPainter, width: int) -> None:
        """Paint numbers and marks of the lines in view."""
        style = self._session.style
        current = self.textCursor().blockNumber() + self._first_line
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line, top, bottom in self.lines_in_view():
            painter.setPen(QColor(style.ink if line == current else style.faint))
            room = QRectF(0, top, width - _GAP, bottom - top)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(line))
            if mark := self._marks.get(line):
                middle = QPointF(_GAP + _SIGN / 2, (top + bottom) / 2)
                paint_sign(painter, middle, mark.severity, style)

    def tell_line(self, line: int | None, at: QPoint) -> bool:
        """Show what is wrong in a line beside the pointer; tell whether anything is."""
        mark = self._marks.get(line) if line is not None else None
        if mark is None:
            QToolTip.hideText()
            return False
        more = len(mark.sentences) - _TOLD
        language = self._session.language
        rest = (language("and {n} more", n=language.number(more)),) if more > 0 else ()
        QToolTip.showText(at, literal_tip(*mark.sentences[:_TOLD], *rest), self)
        return True

    def margin_width(self) -> int:
        """Return how wide the numbers are, with their marks."""
        last = self.blockCount() + self._first_line - 1
        digits = self.fontMetrics().horizontalAdvance("0") * max(len(str(last)), 3)
        return _GAP + _SIGN + _GAP + digits + _GAP

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell over a line what is wrong in it."""
        if isinstance(event, QHelpEvent) and self.tell_line(self.line_at(event.pos().y()), event.globalPos()):
            return True
        return super().viewportEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert text that is pasted or dropped, with what a screen would obey as escapes."""
        self.insertPlainText(escaped_in_lines(_LINE_END.sub("\n", source.text())))
        self.ensureCursorVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margin as high as the text."""
        super().resizeEvent(event)
        self._place_margin()

    def _block(self, line: int) -> QTextBlock:
        number = min(max(line - self._first_line, 0), self.blockCount() - 1)
        return self.document().findBlockByNumber(number)

    def _light_up(self, place: QTextCursor) -> None:
        """Light up the line of a place, and in it the character that stands there."""
        style = self._session.style
        line, character = QTextEdit.ExtraSelection(), QTextEdit.ExtraSelection()
        line.cursor = place
        line.format.setBackground(QColor(style.highlight))
        line.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003 - Qt's own
        character.cursor = QTextCursor(place)
        if not place.atBlockEnd():
            character.cursor.movePosition(
                QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
            )
        character.format.setBackground(QColor(style.accent))
        character.format.setForeground(QColor(style.panel))
        self.setExtraSelections([line, character])
        self._margin.update()

    @Slot()
    def _leave_place(self) -> None:
        self.setExtraSelections([])

    @Slot()
    def _tint(self) -> None:
        if lit := self.extraSelections():
            self._light_up(lit[0].cursor)
        self._margin.update()

    @Slot()
    def _make_room(self) -> None:
        self.setViewportMargins(self.margin_width(), 0, 0, 0)
        self._place_margin()

    def _place_margin(self) -> None:
        inside = self.contentsRect()
        viewport = self.viewport().geometry()
        self._margin.setGeometry(QRect(inside.left(), viewport.top(), self.margin_width(), viewport.height()))

    @Slot(QRect, int)
    def _follow(self, _changed: QRect, _scrolled: int) -> None:
        self._margin.update()


class _Margin(QWidget):
    """The strip before the text; it takes no focus."""

    def __init__(self, text: TextWithLines) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        return QSize(self._text.margin_width(), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._text.paint_margin(painter, self.width())
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            return self._text.tell_line(self._text.line_at(event.pos().y()), event.globalPos())
        return super().event(event)


def severity_colour(style: Style, severity: Severity) -> QColor:
    """Return in which colour a problem is marked."""
    colours = {
        Severity.ERROR: style.error,
        Severity.WARNING: style.warning,
        Severity.NOTICE: style.accent,
    }
    return QColor(colours[severity])


def paint_sign(painter: QPainter, middle: QPointF, severity: Severity, style: Style) -> None:
    """Paint the sign of a severity: colour and shape differ, for not all people see the colour."""
    half = _SIGN / 2
    colour = severity_colour(style, severity)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if severity is Severity.WARNING:
        x, y = middle.x(), middle.y()
        corners = (QPointF(x - half, y + half - 1), QPointF(x + half, y + half - 1), QPointF(x, y - half))
        painter.drawPolygon(QPolygonF(corners))
    elif severity is Severity.ERROR:
        painter.drawEllipse(middle, half, half)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colour)
        painter.drawEllipse(middle, half - 1, half - 1)


def _mark(problems: Sequence[Problem]) -> _Mark:
    worst = min((problem.severity for problem in problems), key=_HEAVIEST_FIRST.index)
    return _Mark(worst, tuple(problem.sentence for problem in problems))
