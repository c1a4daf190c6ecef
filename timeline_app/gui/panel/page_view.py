"""Shows a page: text that can be read, selected and copied, with the marks a document cannot draw.

Owns scrolling, margins and the painting of decorations. Knows no events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, cast

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from timeline_app.gui.panel.page_document import DOT_INDENT, QUOTE_INDENT, SECTION_GAP, Decoration
from timeline_app.gui.style_sheet import SCROLL_BAR_WIDTH

SIDE_MARGIN: Final = 28
"""Left and right of everything in the panel."""

_DOT: Final = 12
_SELECT_ALL: Final = QKeySequence.StandardKey.SelectAll
_RULE_WIDTH: Final = 3
_HIGHLIGHT_RADIUS: Final = 3
_GROUNDS: Final = ((Decoration.HIGHLIGHT, 2.0), (Decoration.FOUND, 0.5))
"""What stands behind letters, in the order of painting, and how much wider it is than they are."""


class PageView(QTextEdit):
    """A read-only page without a frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Always there, so that the lines do not change their width when the page grows.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(0)
        self.document().setDocumentMargin(0)

    def event(self, event: QEvent) -> bool:
        """Keep the key that selects all text, which means all events elsewhere."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.matches(_SELECT_ALL):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a caret to those who come by keyboard, and nothing that blinks to the others."""
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.setCursorWidth(1 if by_key else 0)
        super().focusInEvent(event)

    def show_page(self, fill: Callable[[QTextDocument], None]) -> None:
        """Replace the page by what `fill` writes, and show its top."""
        fill(self.document())
        # Clearing the document has reset its margins.
        frame = self.document().rootFrame()
        margins = frame.frameFormat()
        margins.setTopMargin(8)
        margins.setBottomMargin(24)
        margins.setLeftMargin(SIDE_MARGIN)
        margins.setRightMargin(SIDE_MARGIN - SCROLL_BAR_WIDTH)
        frame.setFrameFormat(margins)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def show_found(self) -> None:
        """Scroll down to the first words that are lit where none of them is in sight."""
        for block, box in self._blocks():
            if any(run.charFormat().stringProperty(Decoration.FOUND) for run in _runs(block)):
                bar = self.verticalScrollBar()
                if box.bottom() > bar.value() + self.viewport().height():
                    bar.setValue(round(box.top()) - SECTION_GAP)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the decorations of the blocks in sight, then the text over them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalScrollBar().value())
        visible = QRectF(event.rect()).translated(0, self.verticalScrollBar().value())
        for block, box in self._blocks():
            # A hairline stands above its block.
            if box.adjusted(0, -SECTION_GAP, 0, 0).intersects(visible):
                self._decorate(painter, block)
        painter.end()
        super().paintEvent(event)

    def _blocks(self) -> Iterator[tuple[QTextBlock, QRectF]]:
        layout = self.document().documentLayout()
        block = self.document().begin()
        while block.isValid():
            yield block, layout.blockBoundingRect(block)
            block = block.next()

    def _decorate(self, painter: QPainter, block: QTextBlock) -> None:
        properties = block.blockFormat()
        lines = _lines_box(block)
        painter.setPen(Qt.PenStyle.NoPen)
        if properties.hasProperty(Decoration.HAIRLINE):
            width = self.width() - 2 * SIDE_MARGIN
            line = QRectF(SIDE_MARGIN, round(lines.top() - SECTION_GAP / 2), width, 1)
            painter.fillRect(line, QColor(properties.stringProperty(Decoration.HAIRLINE)))
        if properties.hasProperty(Decoration.RULE):
            painter.setBrush(QColor(properties.stringProperty(Decoration.RULE)))
            rule = QRectF(lines.left() - QUOTE_INDENT, lines.top(), _RULE_WIDTH, lines.height())
            painter.drawRoundedRect(rule, _RULE_WIDTH / 2, _RULE_WIDTH / 2)
        if properties.hasProperty(Decoration.DOT):
            painter.setBrush(QColor(properties.stringProperty(Decoration.DOT)))
            middle = lines.top() + block.layout().lineAt(0).height() / 2
            painter.drawEllipse(QRectF(lines.left() - DOT_INDENT, middle - _DOT / 2, _DOT, _DOT))
        for run in _runs(block):
            for decoration, pad in _GROUNDS:
                colour = run.charFormat().stringProperty(decoration)
                if colour:
                    painter.setBrush(QColor(colour))
                    for piece in _run_boxes(block, run):
                        ground = piece.adjusted(-pad, 0, pad, 0)
                        painter.drawRoundedRect(ground, _HIGHLIGHT_RADIUS, _HIGHLIGHT_RADIUS)


def _lines(layout: QTextLayout) -> Iterator[QTextLine]:
    return (layout.lineAt(number) for number in range(layout.lineCount()))


def _lines_box(block: QTextBlock) -> QRectF:
    """Return the box of a block's lines, without its margins, in the document."""
    layout = block.layout()
    return layout.boundingRect().translated(layout.position())


def _runs(block: QTextBlock) -> Iterator[QTextFragment]:
    iterator = block.begin()
    while not iterator.atEnd():
        yield iterator.fragment()
        iterator += 1


def _run_boxes(block: QTextBlock, run: QTextFragment) -> Iterator[QRectF]:
    """Yield the box of the letters in each line's part of a run."""
    layout = block.layout()
    start = run.position() - block.position()
    end = start + run.length()
    for line in _lines(layout):
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        # The space at which a line breaks is part of it, but nothing to be seen.
        last = first + len(block.text()[first:last].rstrip())
        if first >= last:
            continue
        left, right = sorted((_x(line, first), _x(line, last)))
        letters = QRectF(left, line.y(), right - left, line.height())
        yield letters.translated(QPointF(layout.position()))


def _x(line: QTextLine, position: int) -> float:
    # The binding returns the position beside the x, against its own stub.
    x, _ = cast("tuple[float, int]", line.cursorToX(position))
    return x
