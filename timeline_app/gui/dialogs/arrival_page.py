"""One entry that came in: its fields, beside those of mine where it clashes, the remarks on it, and a choice.

Owns the layout of this page. Knows no other entries, and leaves what is decided to its owner.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from timeline_app.core.language import Language
from timeline_app.dataset.editing.arrivals import Arrival
from timeline_app.dataset.editing.comparison import Incoming, State
from timeline_app.dataset.editing.field_differences import FieldDifference, field_differences, fields_of
from timeline_app.dataset.editing.importing import Decision
from timeline_app.gui.dialogs.arrival_list import called, decision_text
from timeline_app.gui.dialogs.differences_view import FieldsView
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import caption, paragraph

_MOST_REMARKS: Final = 5


class ArrivalPage(QWidget):
    """Shows an entry; `decided` carries the decision that was taken about it."""

    decided = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._title = caption("", self)
        self._title.setWordWrap(True)
        self._remarks = paragraph("", self)
        set_role(self._remarks, "small")
        self._choices = QWidget(self)
        self._buttons = self._made_choices()
        self._both = FieldsView((language("Mine"), language("Theirs")), language, self)
        self._alone = FieldsView(("", language("What it says")), language, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        for widget in (self._title, self._remarks, self._choices):
            column.addLayout(_inset(widget))
        column.addWidget(self._both, 1)
        column.addWidget(self._alone, 1)

    def show_arrival(self, arrival: Arrival | None, decision: Decision) -> None:
        """Show another entry, and what is decided about it so far."""
        self.setVisible(arrival is not None)
        if arrival is None:
            return
        incoming = arrival.incoming
        clashes = incoming is not None and incoming.state is State.CLASHING
        self._title.setText(called(arrival, self._language))
        remarks = self._remarks_on(arrival)
        self._remarks.setText(remarks)
        self._remarks.setVisible(bool(remarks))
        self._choices.setVisible(clashes)
        self._buttons.button(list(Decision).index(decision)).setChecked(True)
        self._both.setVisible(clashes)
        self._alone.setVisible(not clashes)
        (self._both if clashes else self._alone).show_fields(_fields(incoming))

    def show_decision(self, decision: Decision) -> None:
        """Show what was decided about the entry elsewhere."""
        self._buttons.button(list(Decision).index(decision)).setChecked(True)

    def _made_choices(self) -> QButtonGroup:
        group = QButtonGroup(self)
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for number, decision in enumerate(Decision):
            button = QPushButton(decision_text(decision, self._language), self._choices, autoDefault=False)
            button.setCheckable(True)
            set_role(button, "section")
            group.addButton(button, number)
            row.addWidget(button)
        row.addStretch()
        group.idClicked.connect(self._decide)
        return group

    @Slot(int)
    def _decide(self, number: int) -> None:
        self.decided.emit(list(Decision)[number])

    def _remarks_on(self, arrival: Arrival) -> str:
        language = self._language
        lines = [problem.sentence for problem in arrival.problems[:_MOST_REMARKS]]
        if (more := len(arrival.problems) - _MOST_REMARKS) > 0:
            lines.append(language("and {n} more", n=language.number(more)))
        if arrival.is_doubted:
            lines.append(language("The date may say more than was known."))
        if arrival.incoming is not None and arrival.incoming.copy_id:
            lines.append(language("It is there already, as “{id}”.", id=arrival.incoming.copy_id))
        return "\n".join(lines)


def _fields(incoming: Incoming | None) -> tuple[FieldDifference, ...]:
    if incoming is None:
        return ()
    if incoming.state is State.CLASHING and incoming.mine is not None:
        return field_differences(incoming.mine, incoming.json)
    return tuple(FieldDifference(name, None, value) for name, value in fields_of(incoming.json))


def _inset(widget: QWidget | QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 0, 16, 0)
    row.addWidget(widget)
    return row
