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
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.entry_json import title_of
from timeline_app.dataset.editing.field_differences import FieldDifference, field_differences, fields_of
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.editing.merging import DATASET, Conflict, Merge
from timeline_app.gui.dialogs.differences_view import FieldsView
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.hairline import hairline
from timeline_app.gui.widgets.parts import framed, heading, paragraph

_LIST_WIDTH: Final = 264
_MOST_ANSWERS: Final = 3


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
        for _ in self._conflicts:
            QListWidgetItem(self._list)
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
        for number in range(_MOST_ANSWERS):
            button = QRadioButton(frame)
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

    def _answers(self, conflict: Conflict) -> Sequence[tuple[Decision, str]]:
        """Return what may be decided; the first is what loses nothing that is not on the disk."""
        language = self._language
        answers = [
            (Decision.KEEP_MINE, language("Keep mine") if conflict.mine else language("Leave it removed")),
            (Decision.TAKE_THEIRS, language("Take theirs") if conflict.theirs else language("Remove it")),
        ]
        if conflict.may_keep_both:
            answers.append((Decision.KEEP_BOTH, language("Keep both")))
        return answers

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
        conflict, language = self._conflicts[row], self._language
        before, after = language("Before"), language("In the file")
        if conflict.mine is None:
            self._fields.show_fields(_differing(conflict.base, conflict.theirs), (before, after))
        elif conflict.theirs is None:
            after = language("Here, not saved")
            self._fields.show_fields(_differing(conflict.base, conflict.mine), (before, after))
        else:
            self._fields.show_fields(_differing(conflict.mine, conflict.theirs))
        answers = self._answers(conflict)
        for number, button in enumerate(self._choices.buttons()):
            button.setVisible(number < len(answers))
            if number < len(answers):
                button.setText(answers[number][1])
                button.setChecked(answers[number][0] is self._decided[row])

    @Slot(int)
    def _choose(self, number: int) -> None:
        row = self._list.currentRow()
        self._decided[row] = self._answers(self._conflicts[row])[number][0]
        self._name_item(row)

    def _choose_all(self, decision: Decision) -> None:
        self._decided = [decision] * len(self._conflicts)
        self._show(self._list.currentRow())
        self._name_items()

    def _name_items(self) -> None:
        for row in range(len(self._conflicts)):
            self._name_item(row)

    def _name_item(self, row: int) -> None:
        """Say of an entry what has become of it, and what is chosen."""
        conflict, language = self._conflicts[row], self._language
        name = _name(conflict, language)
        if conflict.mine is None:
            name = language("Removed here: {name}", name=name)
        elif conflict.theirs is None:
            name = language("Removed there: {name}", name=name)
        chosen = dict(self._answers(conflict))[self._decided[row]]
        self._list.item(row).setText(f"{name}\n{chosen}")


def _wrapped(text: str, parent: QWidget) -> QWidget:
    label = heading(text, parent)
    label.setWordWrap(True)
    return label


def _differing(one: Entry | None, other: Entry | None) -> tuple[FieldDifference, ...]:
    """Return the fields in which two versions differ; all there are where one is not known."""
    if one is not None and other is not None:
        return field_differences(one, other)
    return tuple(FieldDifference(name, None, said) for name, said in fields_of(other or {}))


def _name(conflict: Conflict, language: Language) -> str:
    if conflict.kind == DATASET:
        return language("The chronology itself")
    title = title_of(conflict.mine or conflict.theirs or {}, conflict.kind)
    name = escaped(one_line(title.in_language(language.code)) or conflict.id)
    if conflict.kind == "categories":
        return language("Category: {name}", name=name)
    return language("Source: {name}", name=name) if conflict.kind == "sources" else name
