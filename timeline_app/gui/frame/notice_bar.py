"""The bar under the header: what was not shown and why, and what the window has to tell.

Owns which message stands there and its details on demand. A message of the window stands in front of
that of the dataset and gives way to it again when closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import worst_first
from timeline_app.core.language import Language
from timeline_app.gui.frame.header import MARGIN
from timeline_app.gui.report import Report
from timeline_app.gui.session import Session
from timeline_app.gui.theme import icon, set_role
from timeline_app.gui.widgets.elided import ElidedLabel
from timeline_app.render.fonts import mono_font

_DETAILS_HEIGHT: Final = 136
_MENTIONED: Final = 5000
"""Milliseconds for which a mention stands."""
_OFFERED: Final = 10_000
"""Milliseconds for which an undo is offered there; the menu has it for good."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence and what is behind it: lines, a report, or the problems of the dataset that is shown."""

    message: str
    details: tuple[str, ...] = ()
    report: Report | None = None
    is_of_dataset: bool = False
    can_undo: bool = False


class NoticeBar(QWidget):
    """Hidden while there is nothing to say."""

    report_wanted = Signal(object)
    """Carries the Report behind what is said."""
    problems_wanted = Signal()
    """The problems of the dataset are asked for."""
    undo_wanted = Signal()
    """What is said to have been done is to be undone."""
    changed = Signal()
    """Something else is said, or nothing any more."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._told: Notice | None = None
        self._closed = False
        self._sign = QLabel()
        self._message = ElidedLabel("ink")
        self._undo = QPushButton()
        self._toggle = QPushButton()
        self._problems = QPushButton()
        self._close = QToolButton()
        self._details = QPlainTextEdit(readOnly=True)
        self._passing = QTimer(self, singleShot=True)
        self._passing.timeout.connect(self._dismiss)
        self._lay_out()
        self._toggle.toggled.connect(self._show_details)
        self._undo.clicked.connect(self.undo_wanted)
        self._problems.clicked.connect(self.show_problems)
        self._close.clicked.connect(self._dismiss)
        session.dataset_changed.connect(self._start_anew)
        session.language_changed.connect(self._refresh)
        session.style_changed.connect(self._tint)
        self._tint()
        self._refresh()

    def tell(self, message: str, details: Sequence[str] | Report = ()) -> None:
        """Show a message of the window, with lines or a report on demand."""
        if isinstance(details, Report):
            self._say(Notice(message, report=details))
        else:
            self._say(Notice(message, tuple(details)))

    def mention(self, message: str) -> None:
        """Show a message of the window that goes away by itself."""
        self._say(Notice(message))
        self._passing.start(_MENTIONED)

    def offer_undo(self, message: str) -> None:
        """Show what was done, with a button that takes it back; another edit or some time ends the offer."""
        self._say(Notice(message, can_undo=True))
        self._passing.start(_OFFERED)

    @property
    def has_report(self) -> bool:
        """Tell whether there is a report behind the message of the window that stands there."""
        return self._told is not None and self._told.report is not None

    @Slot()
    def show_problems(self) -> None:
        """Ask for the report behind the message that stands there, or else for the dataset's problems."""
        if self._told is not None and self._told.report is not None:
            self.report_wanted.emit(self._told.report)
        else:
            self.problems_wanted.emit()

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "notice")
        self._toggle.setCheckable(True)
        for link in (self._undo, self._toggle, self._problems):
            set_role(link, "link")
            link.setCursor(Qt.CursorShape.PointingHandCursor)
        self._close.setIconSize(QSize(16, 16))
        self._sign.setFixedSize(16, 16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._message, 1)
        row.addWidget(self._undo)
        row.addWidget(self._toggle)
        row.addWidget(self._problems)
        row.addWidget(self._close)
        self._details.setFont(mono_font(12))
        self._details.setFixedHeight(_DETAILS_HEIGHT)
        self._details.setTabChangesFocus(True)
        self._details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 6, MARGIN - 8, 6)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._details)

    def _say(self, notice: Notice) -> None:
        self._passing.stop()
        self._told = notice
        self._toggle.setChecked(False)
        self._refresh()

    def _start_anew(self) -> None:
        self._passing.stop()
        self._told = None
        self._closed = False
        self._toggle.setChecked(False)
        self._refresh()

    def _notice(self) -> Notice | None:
        if self._told is not None:
            return self._told
        return None if self._closed else dataset_notice(self._session.dataset, self._session.language)

    def _refresh(self) -> None:
        language, notice = self._session.language, self._notice()
        self.setAccessibleName(language("Notice"))
        self._details.setAccessibleName(language("Details"))
        self._close.setAccessibleName(language("Close the notice"))
        self._close.setToolTip(language("Close the notice"))
        self.setVisible(notice is not None)
        self.changed.emit()
        if notice is None:
            return
        self._message.set_whole(notice.message)
        self._details.setPlainText("\n".join(notice.details))
        self._undo.setText(language("Undo"))
        self._undo.setVisible(notice.can_undo)
        self._toggle.setVisible(bool(notice.details))
        self._problems.setText(language("Show problems"))
        self._problems.setVisible(notice.report is not None or notice.is_of_dataset)
        self._name_toggle()

    def _name_toggle(self) -> None:
        language = self._session.language
        is_open = self._toggle.isChecked()
        self._toggle.setText(language("Hide details") if is_open else language("Show details"))

    def _show_details(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._details.setVisible(shown)
        self._name_toggle()

    def _dismiss(self) -> None:
        self._passing.stop()
        if self._told is None:
            self._closed = True
        self._told = None
        self._toggle.setChecked(False)
        self._refresh()

    def _tint(self) -> None:
        style = self._session.style
        self._sign.setPixmap(icon("info", style.soft).pixmap(QSize(16, 16), self.devicePixelRatioF()))
        self._close.setIcon(icon("close", style.soft))


def dataset_notice(dataset: Dataset, language: Language) -> Notice | None:
    """Return what a dataset's file left to say: events not shown first, with the first reason."""
    problems = worst_first(dataset.problems)
    if not problems:
        return None
    first = problems[0]
    if dataset.omitted:
        what = language.count(dataset.omitted, "{n} event was not shown", "{n} events were not shown")
        message = f"{what}: {first.path} {first.message}" if first.path else f"{what}: {first.message}"
    elif len(problems) == 1:
        message = first.message
    else:
        message = language.count(len(problems), "{n} remark on this file", "{n} remarks on this file")
    return Notice(message, is_of_dataset=True)
