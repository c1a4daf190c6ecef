"""What adding would add, shown before anything changes, with the questions that it raises.

Owns the dialog: it lists the new events as the panel lists events, what clashes, doubted dates and warnings.
Changes no documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.dataset import Dataset
from timeline_app.core.date import Precision
from timeline_app.core.errors import Problem
from timeline_app.core.language import Language
from timeline_app.dataset.editing.batch import Batch, Choice
from timeline_app.dataset.editing.comparison import State
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.gui.dialogs.parts import caption, framed, heading, paragraph
from timeline_app.gui.panel.event_delegate import EventDelegate
from timeline_app.gui.panel.event_model import EventModel
from timeline_app.gui.session import Session
from timeline_app.render.fonts import mono_font

_WARNING_LINES: Final = 4
_DECISIONS: Final = (Decision.KEEP_MINE, Decision.TAKE_THEIRS, Decision.KEEP_BOTH)
"""In the order in which they are offered; the first is what changes nothing that is there."""


class AddPreview(QDialog):
    """Asks whether and how to add events; accepted means yes, `choice` says how.

    The batch takes theirs of what clashes, so that its result has every event that came in.
    """

    def __init__(self, parent: QWidget, session: Session, batch: Batch) -> None:
        super().__init__(parent)
        language = session.language
        new = len(batch.ids(State.NEW))
        title = language.count(new, "Add one event?", "Add {n} events?")
        if not new:
            title = language("Take over what is different?")
        layout = framed(self, title)
        self.resize(560, 520)
        layout.addWidget(heading(title, self))
        layout.addWidget(paragraph(language("The file itself changes only when you save."), self))
        listed = batch.ids(State.NEW, State.CLASHING)
        layout.addWidget(self._list(session, batch.result.document.dataset, listed), 1)
        self._unasked = batch.choice
        self._precisions = (None, *(batch.doubt.precisions if batch.doubt is not None else ()))
        self._decision = self._ask_about_clashes(layout, batch, language)
        self._precision = self._ask_about_dates(layout, batch, language)
        if same := len(batch.ids(State.SAME)):
            known = language.count(same, "One event is there already.", "{n} events are there already.")
            layout.addWidget(paragraph(known, self))
        if batch.problems:
            self._add_warnings(layout, batch.problems, language)
        buttons = QDialogButtonBox(self)
        add = buttons.addButton(language("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        add.setDefault(True)
        buttons.addButton(language("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        add.setFocus()

    @property
    def choice(self) -> Choice:
        """Return what was chosen; where nothing was asked, what the batch was made with."""
        precision = None if self._precision is None else self._precisions[self._precision.currentIndex()]
        if self._decision is not None:
            return Choice(Decisions(_DECISIONS[self._decision.currentIndex()]), precision)
        # A coarser date may clash where the date as written did not; about that nobody was asked.
        return Choice(precision=precision) if precision is not None else self._unasked

    def _ask_about_clashes(self, layout: QVBoxLayout, batch: Batch, language: Language) -> QComboBox | None:
        if not batch.clashes:
            return None
        question = language.count(
            batch.clashes,
            "One entry has an id that is taken by another one here.",
            "{n} entries have ids that are taken by others here.",
        )
        answers = (language("Keep mine"), language("Take theirs"), language("Keep both"))
        return self._asked(layout, question, answers)

    def _ask_about_dates(self, layout: QVBoxLayout, batch: Batch, language: Language) -> QComboBox | None:
        doubt = batch.doubt
        if doubt is None:
            return None
        texts = {Precision.YEAR: language("Only the year"), Precision.MONTH: language("Only the month")}
        answers = [language("As written"), *(texts[precision] for precision in doubt.precisions)]
        return self._asked(layout, doubt.sentence(language), answers)

    def _asked(self, layout: QVBoxLayout, question: str, answers: Sequence[str]) -> QComboBox:
        box = QComboBox(self)
        box.addItems(list(answers))
        box.setAccessibleName(question)
        layout.addWidget(paragraph(question, self))
        layout.addWidget(box)
        return box

    def _list(self, session: Session, after: Dataset, ids: Sequence[str]) -> QListView:
        shown = Session(self)
        shown.set_style(session.style)
        shown.set_language(session.language)
        shown.set_dataset(after)
        rows = (after.store.row_of(event_id) for event_id in ids)
        view = QListView(self)
        model = EventModel(shown, view)
        model.show_rows(np.array(sorted(row for row in rows if row is not None), np.int64))
        view.setModel(model)
        view.setItemDelegate(EventDelegate(shown, view))
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(session.language("New events"))
        return view

    def _add_warnings(self, layout: QVBoxLayout, warnings: Sequence[Problem], language: Language) -> None:
        title = language.count(len(warnings), "One thing to check", "{n} things to check")
        text = QPlainTextEdit("\n".join(str(problem) for problem in warnings), self)
        text.setReadOnly(True)
        text.setFont(mono_font(12))
        text.setFixedHeight(text.fontMetrics().lineSpacing() * _WARNING_LINES + 24)
        text.setAccessibleName(title)
        layout.addWidget(caption(title, self))
        layout.addWidget(text)
