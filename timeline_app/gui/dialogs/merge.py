"""What another program and the person changed differently, side by side, and which of it there is to be.

Owns the dialog. Merges nothing: `decisions` are for who does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.controls import escaped
from timeline_app.core.language import Language
from timeline_app.core.text import one_line
from timeline_app.dataset.editing.entry_json import title_of
from timeline_app.dataset.editing.field_differences import FieldDifference, field_differences, fields_of
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.editing.merging import DATASET, Conflict, Merge
from timeline_app.gui.dialogs.differences_view import FieldsView
from timeline_app.gui.dialogs.parts import framed, heading, paragraph
from timeline_app.gui.hairline import hairline
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role

_LIST_WIDTH: Final = 264


class MergeDialog(QDialog):
    """Asks about each conflict; accepted means that `decisions` are made, else nothing is to be changed."""

    def __init__(self, parent: QWidget, session: Session, file_name: str, merge: Merge) -> None:
        super().__init__(parent)
        self._language = language = session.language
        self._conflicts = merge.conflicts
        self._decided = [Decision.KEEP_MINE] * len(merge.conflicts)
        layout = framed(self, language("Put two versions together"))
        self.resize(820, 560)
        layout.addWidget(_wrapped(language("“{name}” was changed by another program.", name=file_name), self))
        layout.addWidget(paragraph(self._explanation(), self))
        self._list = QListWidget(self)
        self._fields = FieldsView((language("Here, not saved"), language("In the file")), language, self)
        self._choices = QButtonGroup(self)
        layout.addWidget(self._arranged(), 1)
        layout.addLayout(self._buttons())
        for conflict in self._conflicts:
            QListWidgetItem(_name(conflict, language), self._list)
        self._list.currentRowChanged.connect(self._show)
        self._choices.idClicked.connect(self._choose)
        self._name_items()
        self._list.setCurrentRow(0)
        self._list.setFocus()

    @property
    def decisions(self) -> Decisions:
        """Return what was chosen for each conflict."""
        pairs = zip(self._conflicts, self._decided, strict=True)
        return Decisions(exceptions={(conflict.kind, conflict.id): decision for conflict, decision in pairs})

    def _explanation(self) -> str:
        language = self._language
        found = language.count(
            len(self._conflicts),
            "One entry was changed there and here, each time in another way.",
            "{n} entries were changed there and here, each time in another way.",
        )
        rest = language(
            "Everything else is put together by itself. The file itself changes only when you save."
        )
        return f"{found} {rest}"

    def _arranged(self) -> QFrame:
        frame = QFrame(self)
        set_role(frame, "popup")
        set_role(self._list, "lines")
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setAccessibleName(self._language("What was changed differently"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        parting = QFrame(frame)
        parting.setFixedWidth(1)
        set_role(parting, "hairline")
        choices = QHBoxLayout()
        choices.setContentsMargins(16, 8, 16, 8)
        choices.setSpacing(16)
        for number, (_, text) in enumerate(self._answers()):
            button = QRadioButton(text, frame)
            self._choices.addButton(button, number)
            choices.addWidget(button)
        choices.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._fields, 1)
        right.addWidget(hairline(frame))
        right.addLayout(choices)
        row = QHBoxLayout(frame)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(parting)
        row.addLayout(right, 1)
        return frame

    def _answers(self) -> Sequence[tuple[Decision, str]]:
        """Return what may be decided; the first is what loses nothing that is not on the disk."""
        language = self._language
        return (
            (Decision.KEEP_MINE, language("Keep mine")),
            (Decision.TAKE_THEIRS, language("Take theirs")),
            (Decision.KEEP_BOTH, language("Keep both")),
        )

    def _buttons(self) -> QHBoxLayout:
        language = self._language
        row = QHBoxLayout()
        if len(self._conflicts) > 1:
            for decision, text in (
                (Decision.KEEP_MINE, language("Mine for All")),
                (Decision.TAKE_THEIRS, language("Theirs for All")),
            ):
                button = QPushButton(text, self)
                button.clicked.connect(partial(self._choose_all, decision))
                row.addWidget(button)
        box = QDialogButtonBox(self)
        join = box.addButton(language("Put Together"), QDialogButtonBox.ButtonRole.AcceptRole)
        join.setDefault(True)
        box.addButton(language("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        row.addWidget(box, 1)
        return row

    @Slot(int)
    def _show(self, row: int) -> None:
        conflict = self._conflicts[row]
        self._fields.show_fields(_differing(conflict))
        self._choices.button(2).setVisible(conflict.may_keep_both)
        for number, (decision, _) in enumerate(self._answers()):
            self._choices.button(number).setChecked(decision is self._decided[row])

    @Slot(int)
    def _choose(self, number: int) -> None:
        self._decided[self._list.currentRow()] = self._answers()[number][0]
        self._name_items()

    def _choose_all(self, decision: Decision) -> None:
        self._decided = [decision] * len(self._conflicts)
        self._show(self._list.currentRow())
        self._name_items()

    def _name_items(self) -> None:
        """Say of each entry what is chosen."""
        texts = dict(self._answers())
        for row, (conflict, decision) in enumerate(zip(self._conflicts, self._decided, strict=True)):
            self._list.item(row).setText(f"{_name(conflict, self._language)}\n{texts[decision]}")


def _wrapped(text: str, parent: QWidget) -> QWidget:
    label = heading(text, parent)
    label.setWordWrap(True)
    return label


def _differing(conflict: Conflict) -> tuple[FieldDifference, ...]:
    """Return the fields that clash; all there are where one side removed the entry."""
    if conflict.mine is not None and conflict.theirs is not None:
        return field_differences(conflict.mine, conflict.theirs)
    if conflict.mine is not None:
        return tuple(FieldDifference(name, said, None) for name, said in fields_of(conflict.mine))
    return tuple(FieldDifference(name, None, said) for name, said in fields_of(conflict.theirs or {}))


def _name(conflict: Conflict, language: Language) -> str:
    if conflict.kind == DATASET:
        return language("The chronology itself")
    title = title_of(
        conflict.mine or conflict.theirs or {}, "label" if conflict.kind == "categories" else "title"
    )
    name = escaped(one_line(title.in_language(language.code)) or conflict.id)
    if conflict.kind == "categories":
        return language("Category: {name}", name=name)
    return language("Source: {name}", name=name) if conflict.kind == "sources" else name
