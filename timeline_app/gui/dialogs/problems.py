"""The problems of a text as a list, and the text itself at the problem that is chosen.

Owns the dialog. Knows no file: what it shows is a report.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.errors import Problem, Severity, worst_first
from timeline_app.core.language import Language
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.excerpt_view import ExcerptView
from timeline_app.gui.dialogs.problem_model import EVENT, PLACE, ROW_HEIGHT, SENTENCE, SIGN, ProblemModel
from timeline_app.gui.report import Report, problems_files
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import framed, heading, paragraph

_SIZE: Final = QSize(960, 680)
_ROWS: Final = 8
"""So many problems are seen at first; the text has the rest of the room."""
_WIDTHS: Final = {SIGN: 32, PLACE: 88, EVENT: 180}
_WIDTH_OF_FILE: Final = 240
_TOLD: Final = 600
"""So many characters of the chosen problem's sentence are shown above the text."""


class ProblemsDialog(QDialog):
    """Lists problems, the gravest first; choosing one shows its place in the text."""

    def __init__(self, parent: QWidget, session: Session, background: Background, report: Report) -> None:
        super().__init__(parent)
        self._session = session
        self._model = ProblemModel(session, worst_first(report.problems), self)
        self._list = self._make_list(report)
        self._severities = _severities(report)
        self._filter = self._make_filter(report)
        self._sentence = QLabel(self)
        self._excerpt = ExcerptView(session, background, report, self)
        layout = framed(self, report.title)
        self.resize(_SIZE.boundedTo(parent.window().size()))
        layout.addWidget(heading(report.title, self))
        if report.explanation:
            layout.addWidget(paragraph(report.explanation, self))
        layout.addWidget(self._filter, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._make_splitter(), 1)
        layout.addWidget(self._make_buttons())
        self.finished.connect(self._excerpt.stop)
        self._list.selectionModel().currentRowChanged.connect(self._show_chosen)
        self._list.activated.connect(self._enter_text)
        self._list.setCurrentIndex(self._model.index(0, SENTENCE))
        self._list.setFocus()

    def _make_list(self, report: Report) -> QTreeView:
        """Return the list: of a tree without branches, for there Home and End mean first and last."""
        view = QTreeView(self)
        set_role(view, "list")
        view.setModel(self._model)
        view.setAccessibleName(self._session.language("Problems"))
        view.setRootIsDecorated(False)
        view.setIndentation(0)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setMinimumHeight(2 * ROW_HEIGHT)
        header = view.header()
        header.hide()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(SENTENCE, QHeaderView.ResizeMode.Stretch)
        has_files = len(problems_files(report.problems)) > 1
        for column, width in (_WIDTHS | ({PLACE: _WIDTH_OF_FILE} if has_files else {})).items():
            header.resizeSection(column, width)
        view.setColumnHidden(EVENT, not any(problem.event_id for problem in report.problems))
        return view

    def _make_filter(self, report: Report) -> QComboBox:
        """Offer the severities where there is more than one."""
        language = self._session.language
        box = QComboBox(self)
        box.setAccessibleName(language("Which problems are listed"))
        for severity in self._severities:
            count = sum(severity in {None, problem.severity} for problem in report.problems)
            box.addItem(_counted(severity, language.number(count), language))
        box.setVisible(len(self._severities) > 2)
        box.currentIndexChanged.connect(self._choose_severity)
        return box

    def _make_splitter(self) -> QSplitter:
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        below = QWidget(self)
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._sentence)
        layout.addWidget(self._excerpt, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setHandleWidth(8)
        splitter.setChildrenCollapsible(False)
        set_role(splitter, "open")
        splitter.addWidget(self._list)
        splitter.addWidget(below)
        list_height = min(self._model.rowCount(), _ROWS) * ROW_HEIGHT + 2
        splitter.setSizes([list_height, self.height() - list_height])
        splitter.setStretchFactor(1, 1)
        return splitter

    def _make_buttons(self) -> QDialogButtonBox:
        language = self._session.language
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(language("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(language("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (copy, close):
            # Enter in the list leads into the text.
            button.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        return buttons

    def _chosen(self) -> Problem | None:
        row = self._list.currentIndex().row()
        return self._model.problems[row] if row >= 0 else None

    @Slot()
    def _choose_severity(self) -> None:
        self._model.show_only(self._severities[self._filter.currentIndex()])
        self._list.setCurrentIndex(self._model.index(0, SENTENCE))

    @Slot(QModelIndex, QModelIndex)
    def _show_chosen(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        problem = self._chosen()
        if problem is not None:
            sentence = problem.sentence
            self._sentence.setText(sentence[:_TOLD] + "…" * (len(sentence) > _TOLD))
            self._excerpt.show_place(problem.place)

    @Slot()
    def _enter_text(self) -> None:
        self._excerpt.setFocus()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(map(str, self._model.problems)))


def _severities(report: Report) -> tuple[Severity | None, ...]:
    """Return which severities may be listed alone; None stands for all of them."""
    there = {problem.severity for problem in report.problems}
    return (None, *(severity for severity in Severity if severity in there))


def _counted(severity: Severity | None, number: str, language: Language) -> str:
    match severity:
        case None:
            return language("All ({n})", n=number)
        case Severity.ERROR:
            return language("Errors ({n})", n=number)
        case Severity.WARNING:
            return language("Warnings ({n})", n=number)
        case Severity.NOTICE:
            return language("Remarks ({n})", n=number)
