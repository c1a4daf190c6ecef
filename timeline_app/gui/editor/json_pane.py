"""The JSON of an event, and under it what is wrong with it, each with its line.

Owns the pane. Knows no form; what is wrong is found by the draft.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from timeline_app.core.errors import Problem, Severity
from timeline_app.gui.editor.draft import Draft
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import caption, paragraph
from timeline_app.gui.widgets.places import units
from timeline_app.gui.widgets.text_with_lines import TextWithLines, paint_sign

_SIGN: Final = 16
_LEAST_LIST: Final = 60
_MOST_LIST: Final = 160
_MOST_LISTED: Final = 50
"""Problems: they are mended from the first on, and all are marked at their lines."""


class JsonPane(QWidget):
    """Shows a draft as text, and lets a person change it there."""

    def __init__(self, draft: Draft, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        language = session.language
        self._draft = draft
        self._session = session
        self._text = TextWithLines(session, self)
        self._text.setAccessibleName(language("The event as JSON"))
        self._says = paragraph("", self)
        set_role(self._says, "small")
        self._list = QListWidget(self)
        self._list.setWordWrap(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(language("Problems"))
        self._list.itemActivated.connect(self._jump)
        self._list.itemClicked.connect(self._jump)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(caption(language("The event as JSON"), self))
        column.addWidget(self._text, 1)
        column.addWidget(self._says)
        column.addWidget(self._list)
        self._text.set_text(draft.text)
        self._text.textChanged.connect(self._tell)
        draft.text_changed.connect(self._show_text)
        draft.checked.connect(self._show_problems)
        session.style_changed.connect(self._show_problems)
        self._show_problems()

    @Slot()
    def _tell(self) -> None:
        self._draft.type(self._text.text)

    @Slot(str)
    def _show_text(self, text: str) -> None:
        """Show a text that differs in few places: cursor, place and what can be undone here stay."""
        old = self._text.text
        shortest = min(len(old), len(text))
        first = next((index for index in range(shortest) if old[index] != text[index]), shortest)
        rest = shortest - first
        last = next((index for index in range(rest) if old[-1 - index] != text[-1 - index]), rest)
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(units(old[:first]))
        cursor.setPosition(units(old[: len(old) - last]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[first : len(text) - last])

    @Slot()
    def _show_problems(self) -> None:
        draft, language = self._draft, self._session.language
        if not draft.is_checked:
            return  # What was wrong before is shown until more is known.
        problems = draft.problems
        self._text.mark(problems)
        self._list.clear()
        signs = {severity: self._sign(severity) for severity in Severity}
        for problem in problems[:_MOST_LISTED]:
            self._list.addItem(_item(problem, signs[problem.severity]))
        if more := len(problems) - self._list.count():
            self._list.addItem(language("and {n} more", n=language.number(more)))
        self._list.setVisible(bool(problems))
        # Only what is laid out knows on how many lines it stands.
        self._list.doItemsLayout()
        shown = (self._list.item(row) for row in range(min(self._list.count(), 6)))
        height = sum(self._list.visualItemRect(item).height() for item in shown) + 8
        self._list.setFixedHeight(min(max(height, _LEAST_LIST), _MOST_LIST))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        if not problems:
            self._says.setText(language("Nothing is wrong with it."))
        elif errors:
            self._says.setText(
                language.count(errors, "One thing is to be mended:", "{n} things are to be mended:")
            )
        else:
            self._says.setText(language.count(len(problems), "One thing to check", "{n} things to check"))

    def _sign(self, severity: Severity) -> QIcon:
        pixmap = QPixmap(_SIGN, _SIGN)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_sign(painter, pixmap.rect().center().toPointF(), severity, self._session.style)
        return QIcon(pixmap)

    @Slot(QListWidgetItem)
    def _jump(self, item: QListWidgetItem) -> None:
        place = item.data(Qt.ItemDataRole.UserRole)
        if place is not None:
            self._text.setFocus()
            self._text.go_to(*place)


def _item(problem: Problem, sign: QIcon) -> QListWidgetItem:
    place = problem.place
    item = QListWidgetItem(sign, f"{place.line}:{place.column}  {problem.sentence}")
    item.setData(Qt.ItemDataRole.UserRole, (place.line, place.column))
    return item
