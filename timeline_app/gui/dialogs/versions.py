"""The earlier versions of a file: when each was replaced, and in what it differs from what is open.

Owns the dialog, and that the versions are read beside the window. Changes nothing: it tells what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from timeline_app.core.controls import escaped
from timeline_app.core.errors import TimelineError
from timeline_app.core.language import Language
from timeline_app.dataset.editing.event_differences import Differences, differences
from timeline_app.dataset.keeping.backups import Backup, read_backup
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.differences_view import DifferencesView, summary
from timeline_app.gui.dialogs.question import Role
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.local_time import local_text
from timeline_app.gui.widgets.parts import framed, heading, paragraph, shortened

_LIST_WIDTH: Final = 272
_KILO: Final = 1000


class Choice(Enum):
    """What becomes of a version."""

    COPY = auto()
    """It is opened as a new document without a file."""
    BACK = auto()
    """What is open gets its content, as an edit that can be undone."""


@dataclass(frozen=True, slots=True)
class _Version:
    """What a version holds; `found` is what has changed from it to what is open, None where that is large."""

    content: bytes
    found: Differences | None


class VersionsDialog(QDialog):
    """Lists versions, the newest first, and compares the chosen one with `present`, None for a large file."""

    chosen = Signal(object, object)
    """Carries a Choice and the content of the version."""

    def __init__(
        self,
        parent: QWidget,
        language: Language,
        name: str,
        backups: Sequence[Backup],
        present: bytes | None,
        background: Background,
        *,
        can_go_back: bool,
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._backups = backups
        self._present = present
        self._background = background
        self._can_go_back = can_go_back
        self._comparing = 0
        self._version: _Version | None = None
        self._list = self._made_list()
        self._said = paragraph("", self)
        self._differences: QWidget = QWidget(self)
        self._right = QVBoxLayout()
        self._arrange(language("Earlier versions of “{name}”", name=shortened(escaped(name))))
        self._list.selectionModel().currentChanged.connect(self._compare)
        self._list.setCurrentIndex(self._list.model().index(0, 0))
        self._list.setFocus()

    def done(self, result: int) -> None:
        """Close, and wait for no comparison any more."""
        self._background.drop(self._comparing)
        super().done(result)

    def _arrange(self, title: str) -> None:
        layout = framed(self, title)
        self.resize(1000, 600)
        question = heading(title, self)
        question.setWordWrap(True)
        layout.addWidget(question)
        layout.addWidget(paragraph(self._language("Each save keeps the version that it replaces."), self))
        frame = QFrame(self)
        set_role(frame, "popup")
        frame.setFixedWidth(_LIST_WIDTH)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._list)
        self._right.setSpacing(12)
        self._right.addWidget(self._said)
        self._right.addWidget(self._differences, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(frame)
        columns.addLayout(self._right, 1)
        layout.addLayout(columns, 1)
        layout.addWidget(self._buttons())

    def _made_list(self) -> QListView:
        language = self._language
        lines = [
            language(
                "until {when}\n{size} KB",
                when=local_text(backup.replaced, language),
                size=_kilobytes(backup, language),
            )
            for backup in self._backups
        ]
        made = QListView(self)
        made.setModel(QStringListModel(lines, made))
        made.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setAccessibleName(language("Earlier versions"))
        set_role(made, "lines")
        # The rows are laid out with the first of them chosen, before the list would be dressed.
        made.ensurePolished()
        return made

    def _buttons(self) -> QDialogButtonBox:
        language = self._language
        box = QDialogButtonBox(self)
        self._back = box.addButton(language("Go Back to This Version"), Role.ActionRole)
        self._copy = box.addButton(language("Open a Copy"), Role.ActionRole)
        close = box.addButton(language("Close"), Role.RejectRole)
        close.setDefault(True)
        self._back.clicked.connect(partial(self._choose, Choice.BACK))
        self._copy.clicked.connect(partial(self._choose, Choice.COPY))
        box.rejected.connect(self.reject)
        self._enable()
        return box

    def _enable(self) -> None:
        version = self._version
        self._copy.setEnabled(version is not None)
        self._back.setEnabled(self._can_go_back and version is not None and version.content != self._present)

    @Slot(QModelIndex, QModelIndex)
    def _compare(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._background.drop(self._comparing)
        self._version = None
        self._enable()
        job = partial(_compared, self._backups[current.row()], self._present)
        self._comparing = self._background.start(job, self._show)

    def _show(self, outcome: object) -> None:
        language = self._language
        shown = QWidget(self)
        if isinstance(outcome, _Version):
            self._version = outcome
            if outcome.found is None:
                self._said.setText(language("The file is too large to be compared here."))
            elif outcome.found:
                self._said.setText(
                    language("Since then: {summary}", summary=summary(outcome.found, language))
                )
                headings = (language("Then"), language("Now"))
                shown = DifferencesView(outcome.found, language, self, headings=headings)
            else:
                self._said.setText(language("It says the same as what is open."))
        elif isinstance(outcome, TimelineError):
            self._said.setText(escaped(str(outcome)))
        self._right.replaceWidget(self._differences, shown)
        self._differences.deleteLater()
        self._differences = shown
        self._enable()

    def _choose(self, choice: Choice) -> None:
        if self._version is not None:
            self.accept()
            self.chosen.emit(choice, self._version.content)


def _compared(backup: Backup, present: bytes | None) -> _Version:
    """Read a version and compare it; raises BackupError."""
    content = read_backup(backup)
    return _Version(content, None if present is None else differences(content, present))


def _kilobytes(backup: Backup, language: Language) -> str:
    return language.number(max(1, round(backup.size / _KILO)))
