"""The offer to bring back changes that were not saved when the program ended.

Owns the dialogs' words and layout. Reads and changes nothing: what is answered is carried out elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from timeline_app.core.controls import escaped
from timeline_app.core.language import Language
from timeline_app.dataset.keeping.restoring import FoundJournal, Restoration
from timeline_app.gui.dialogs.differences_view import DifferencesView, summary
from timeline_app.gui.dialogs.question import Answer, Question, Role, nothing
from timeline_app.gui.widgets.local_time import local_text
from timeline_app.gui.widgets.parts import caption, framed, heading, paragraph, shortened

DISCARDED: Final = 2
"""The result of a dialog whose changes are not wanted any more."""

_LONGEST_STEP: Final = 120
"""Characters: the title in the name of a step may be a paragraph."""


class RestoreDialog(QDialog):
    """Asks what becomes of a journal: accepted to restore it, rejected to keep it, or DISCARDED."""

    def __init__(
        self, parent: QWidget, language: Language, journal: FoundJournal, restoration: Restoration
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._journal = journal
        title = language("Restore what was not saved in {file}?", file=file_text(journal, language))
        layout = framed(self, title)
        self.resize(860, 600)
        question = heading(title, self)
        question.setWordWrap(True)
        layout.addWidget(question)
        layout.addWidget(paragraph(what_happened(journal, language), self))
        for warning in _warnings(journal, restoration, language):
            layout.addWidget(paragraph(warning, self))
        layout.addSpacing(4)
        found = restoration.differences
        said = summary(found, language) or language("The same entries, spelled differently.")
        difference = caption(language("From the file to what was not saved: {summary}", summary=said), self)
        difference.setWordWrap(True)
        layout.addWidget(difference)
        headings = (language("In the file"), language("Not saved"))
        layout.addWidget(DifferencesView(found, language, self, headings=headings), 1)
        note = language("Restoring writes no file: the changes are there again, and you decide when to save.")
        layout.addWidget(paragraph(note, self))
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        language = self._language
        box = QDialogButtonBox(self)
        restore = box.addButton(language("Restore"), Role.AcceptRole)
        restore.setDefault(True)
        discard = box.addButton(language("Discard…"), Role.DestructiveRole)
        box.addButton(language("Keep for Later"), Role.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        discard.clicked.connect(self._ask_to_discard)
        restore.setFocus()
        return box

    @Slot()
    def _ask_to_discard(self) -> None:
        ask_to_discard(self, self._language, self._journal, self._discard, nothing)

    def _discard(self) -> None:
        self.done(DISCARDED)


def ask_to_discard(
    parent: QWidget,
    language: Language,
    journal: FoundJournal,
    then: Callable[[], None],
    otherwise: Callable[[], None],
) -> None:
    """Ask once more before changes are gone for good."""
    Question(
        parent,
        language("Discard what was not saved in {file}?", file=file_text(journal, language)),
        language("It cannot be brought back afterwards."),
        (
            Answer(language("Keep"), otherwise, Role.RejectRole),
            Answer(language("Discard"), then, Role.DestructiveRole),
        ),
    ).open()


def file_text(journal: FoundJournal, language: Language) -> str:
    """Return how a question calls the file of a journal."""
    if journal.path is None:
        return language("a new chronology")
    return language("“{name}”", name=shortened(escaped(journal.path.name)))


def what_happened(journal: FoundJournal, language: Language) -> str:
    """Return when a program ended and what it had not saved."""
    when = local_text(journal.time, language)
    parts = [
        language.count(
            journal.steps,
            "The program ended before one change was saved, made on {when}.",
            "The program ended before {n} changes were saved, the last of them made on {when}.",
            when=when,
        )
    ]
    if journal.last_step:
        parts.append(language("It was: {step}.", step=shortened(escaped(journal.last_step), _LONGEST_STEP)))
    if journal.path is not None:
        parts.append(language("File: {path}", path=escaped(str(journal.path))))
    return "\n".join((" ".join(parts[:2]), *parts[2:])) if journal.last_step else "\n".join(parts)


def _warnings(journal: FoundJournal, restoration: Restoration, language: Language) -> Iterator[str]:
    if restoration.is_gone:
        yield language("The file is not there any more, or cannot be read.")
    elif restoration.changed_since and journal.path is not None:
        yield language("The file was changed since; restoring puts both together and asks about clashes.")
    if not restoration.complete:
        yield language(
            "The end of the record cannot be read: {n} of {all} changes come back.",
            n=language.number(restoration.steps),
            all=language.number(restoration.recorded),
        )
