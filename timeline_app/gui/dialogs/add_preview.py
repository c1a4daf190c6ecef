"""What adding would add, shown before anything changes, with the questions that it raises.

Owns the dialog: the sections of what came in, a page for each entry, what is decided about those that clash,
and doubted dates. Changes no documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.language import Language
from timeline_app.dataset.editing.arrivals import Arrivals, Section
from timeline_app.dataset.editing.batch import Batch, Choice
from timeline_app.dataset.editing.comparison import Incoming, State
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.gui.dialogs.arrival_list import ROW_HEIGHT, ArrivalDelegate, ArrivalModel, decision_text
from timeline_app.gui.dialogs.arrival_page import ArrivalPage
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import framed, heading, paragraph, stand_beside
from timeline_app.gui.widgets.row_list import RowList

_WIDTH: Final = 860
_HEIGHT: Final = 580
_EDGE: Final = 40
"""How much of the window the dialog leaves free."""
_LIST_WIDTH: Final = 300
_ANSWER_WIDTH: Final = 160


@dataclass(frozen=True, slots=True)
class Prepared:
    """What adding would make of a document; `come` is the id of the event that is to be selected then."""

    batch: Batch
    arrivals: Arrivals
    come: str


class AddPreview(QDialog):
    """Asks whether and how to add events; accepted means yes, `choice` says how.

    `precision_chosen` asks for what came in to be shown with coarser dates, or as written again.
    """

    precision_chosen = Signal()

    def __init__(self, parent: QWidget, session: Session, prepared: Prepared) -> None:
        super().__init__(parent)
        self.prepared = prepared
        self._language = language = session.language
        self._decisions = prepared.batch.choice.decisions
        batch = prepared.batch
        new = len(batch.ids(State.NEW))
        title = language.count(new, "Add one event?", "Add {n} events?")
        if not new:
            title = language("Take over what is different?")
        layout = framed(self, title)
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _EDGE))
        layout.addWidget(heading(title, self))
        self._precisions = (None, *(batch.doubt.precisions if batch.doubt is not None else ()))
        self._precision = self._ask_about_dates(layout, batch)
        self._clash_line = QWidget(self)
        self._clash_question = paragraph("", self)
        self._for_all = self._ask_about_clashes(layout)
        self._model = ArrivalModel(self._decision_of, language, self)
        self._list = RowList(self._model, ArrivalDelegate(session, self), ROW_HEIGHT, self)
        self._page = ArrivalPage(language, self)
        self._sections = self._made_sections(layout)
        layout.addWidget(self._made_body(), 1)
        self._summary = paragraph("", self)
        self._add = self._made_foot(layout)
        self._connect()
        first = Section.CLASHING if prepared.arrivals[Section.CLASHING] else Section.NEW
        self._sections.button(list(Section).index(first)).setChecked(True)
        self.show_prepared(prepared)
        self._add.setFocus()

    @property
    def choice(self) -> Choice:
        """Return what was chosen; where nothing was asked, what the batch was made with."""
        precision = None if self._precision is None else self._precisions[self._precision.currentIndex()]
        return Choice(self._decisions, precision)

    def show_prepared(self, prepared: Prepared) -> None:
        """Show the same texts in the light of another choice."""
        self.prepared = prepared
        language = self._language
        for number, section in enumerate(Section):
            button, count = self._sections.button(number), len(prepared.arrivals[section])
            button.setText(_section_text(section, language.number(count), language))
            button.setEnabled(count > 0)
        if not self._sections.button(self._sections.checkedId()).isEnabled():
            next(button for button in self._sections.buttons() if button.isEnabled()).setChecked(True)
        self._clash_line.setVisible(bool(prepared.arrivals[Section.CLASHING]))
        self._show_section()
        self._follow_decisions()

    def _connect(self) -> None:
        self._sections.idClicked.connect(self._show_section)
        self._for_all.activated.connect(self._decide_for_all)
        self._page.decided.connect(self._decide)
        self._list.selectionModel().currentChanged.connect(self._show_page)
        if self._precision is not None:
            self._precision.activated.connect(self.precision_chosen)

    def _ask_about_dates(self, layout: QVBoxLayout, batch: Batch) -> QComboBox | None:
        language, doubt = self._language, batch.doubt
        if doubt is None:
            return None
        coarser = (doubt.answer(precision, language) for precision in doubt.precisions)
        answers = [language("As written"), *coarser]
        box = _answers(doubt.sentence(language), answers, self)
        layout.addWidget(_line(paragraph(doubt.sentence(language), self), box, QWidget(self)))
        return box

    def _ask_about_clashes(self, layout: QVBoxLayout) -> QComboBox:
        language = self._language
        answers = [decision_text(decision, language) for decision in Decision]
        box = _answers(language("For all that clash"), answers, self)
        layout.addWidget(_line(self._clash_question, box, self._clash_line))
        return box

    def _made_sections(self, layout: QVBoxLayout) -> QButtonGroup:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        for number, _ in enumerate(Section):
            button = QPushButton(self, autoDefault=False)
            button.setCheckable(True)
            set_role(button, "section")
            group.addButton(button, number)
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        return group

    def _made_body(self) -> QFrame:
        body = QFrame(self)
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setAccessibleName(self._language("What came in"))
        stand_beside(self._list, self._page, body)
        return body

    def _made_foot(self, layout: QVBoxLayout) -> QPushButton:
        buttons = QDialogButtonBox(self)
        add = buttons.addButton(self._language("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        add.setDefault(True)
        buttons.addButton(self._language("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._summary, 1)
        row.addWidget(buttons)
        layout.addLayout(row)
        return add

    @Slot()
    def _show_section(self) -> None:
        section = list(Section)[self._sections.checkedId()]
        self._model.show_arrivals(self.prepared.arrivals[section])
        self._list.setCurrentIndex(self._model.index(0, 0))
        if not self._model.rowCount():
            self._show_page(QModelIndex())

    @Slot(QModelIndex)
    def _show_page(self, index: QModelIndex) -> None:
        arrival = self._model.arrival(index)
        incoming = arrival.incoming if arrival is not None else None
        decision = self._decisions.for_all if incoming is None else self._decision_of(incoming)
        self._page.show_arrival(arrival, decision)

    def _decision_of(self, incoming: Incoming) -> Decision:
        return self._decisions.of(incoming.kind, incoming.id)

    @Slot(int)
    def _decide_for_all(self, number: int) -> None:
        self._decisions = Decisions(list(Decision)[number])
        self._page.show_decision(self._decisions.for_all)
        self._follow_decisions()

    @Slot(object)
    def _decide(self, decision: Decision) -> None:
        arrival = self._model.arrival(self._list.currentIndex())
        if arrival is not None and arrival.incoming is not None:
            key = (arrival.incoming.kind, arrival.incoming.id)
            exceptions = {**self._decisions.exceptions, key: decision}
            if decision is self._decisions.for_all:
                del exceptions[key]
            self._decisions = replace(self._decisions, exceptions=exceptions)
            self._follow_decisions()

    def _follow_decisions(self) -> None:
        language = self._language
        question = language.count(
            len(self.prepared.arrivals[Section.CLASHING]),
            "One entry has an id that is taken by another one here.",
            "{n} entries have ids that are taken by others here.",
        )
        if others := len(self._decisions.exceptions):
            otherwise = language.count(
                others, "One of them is decided otherwise.", "{n} of them are decided otherwise."
            )
            question = f"{question} {otherwise}"
        self._clash_question.setText(question)
        self._list.viewport().update()
        self._say_summary()

    def _say_summary(self) -> None:
        """Say what adding would do, entry by entry that is counted."""
        language = self._language
        added, replaced, kept = _outcome(self.prepared.arrivals, self._decisions)
        parts = (
            language.count(added, "one entry is added", "{n} entries are added") if added else "",
            language.count(replaced, "one is replaced", "{n} are replaced") if replaced else "",
            language.count(kept, "one stays as it is", "{n} stay as they are") if kept else "",
        )
        changes = language(
            "{changes}. The file itself changes only when you save.", changes="; ".join(filter(None, parts))
        )
        self._summary.setText(changes[:1].upper() + changes[1:])


def _outcome(arrivals: Arrivals, decisions: Decisions) -> tuple[int, int, int]:
    """Return how many entries are added, how many are replaced, and how many stay as they are."""
    added, replaced, kept = len(arrivals[Section.NEW]), 0, len(arrivals[Section.SAME])
    for entry in (arrival.incoming for arrival in arrivals[Section.CLASHING]):
        decision = Decision.KEEP_MINE if entry is None else decisions.of(entry.kind, entry.id)
        if decision is Decision.TAKE_THEIRS:
            replaced += 1
        elif decision is Decision.KEEP_BOTH and entry is not None and not entry.copy_id:
            added += 1
        else:
            kept += 1
    return added, replaced, kept


def _section_text(section: Section, count: str, language: Language) -> str:
    return {
        Section.NEW: language("New {n}", n=count),
        Section.CLASHING: language("Clashing {n}", n=count),
        Section.SAME: language("Already there {n}", n=count),
        Section.DOUBTFUL: language("Doubtful {n}", n=count),
    }[section]


def _answers(question: str, answers: Sequence[str], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.addItems(list(answers))
    box.setAccessibleName(question)
    box.setMinimumWidth(_ANSWER_WIDTH)
    return box


def _line(question: QLabel, box: QComboBox, line: QWidget) -> QWidget:
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(question, 1)
    row.addWidget(box)
    return line
