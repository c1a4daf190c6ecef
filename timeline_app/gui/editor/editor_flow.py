"""Editing events: which one is opened, and how it gets back into the document as one undoable step.

Owns the steps from the command to the document. Knows no fields.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from timeline_app.core.errors import TimelineError
from timeline_app.dataset.editing.event_draft import (
    EventGoneError,
    EventMovedOnError,
    Opened,
    Put,
    Typed,
    begin_event,
    open_event,
    put_event,
)
from timeline_app.dataset.editing.history import History
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.question import Answer, Question, Role
from timeline_app.gui.editor.event_editor import EventEditor
from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.gui.report import reason_of
from timeline_app.gui.session import Session


class EditorFlow(QObject):
    """Lets a person write events, for one window."""

    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""

    def __init__(
        self, session: Session, documents: DocumentFlow, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._documents = documents
        self._background = background
        self._checking = background.beside()
        self._window = window
        self._is_opening = False
        self._editor: EventEditor | None = None

    @Slot(str, str)
    def new_event(self, edtf: str = "", category: str = "") -> None:
        """Let a person write a new event, with a date and a category where they are known."""
        self._open(partial(begin_event, edtf=edtf, category=category))

    @Slot()
    def edit_selected(self) -> None:
        """Let a person change the selected event; without one, do nothing."""
        session = self._session
        if session.selected is not None:
            self._open(partial(open_event, event_id=session.store.event(session.selected).id))

    def _open(self, take_out: Callable[..., Opened]) -> None:
        if self._is_opening or self._editor is not None or self._is_refused():
            return
        self._is_opening = True
        self._documents.edits.after(partial(self._take_out, take_out))

    def _is_refused(self) -> bool:
        """Tell whether events cannot be written now, and say why."""
        language, documents = self._session.language, self._documents
        if documents.loading:
            reason = language("“{name}” is still being read.", name=documents.loading)
        elif documents.document is not None and not documents.is_editable:
            name = documents.document.dataset.name
            reason = language("“{name}” can only be read here, not changed.", name=name)
        else:
            return False
        self.told.emit(reason, ())
        return True

    def _take_out(self, take_out: Callable[..., Opened]) -> None:
        history = self._documents.edits.history or self._documents.begin()
        language = self._session.language
        job = partial(take_out, history.document, name=language("event"), spoken=language.code)
        self._background.start(job, partial(self._show, history.document.path))

    def _show(self, path: Path | None, outcome: object) -> None:
        self._is_opening = False
        document = self._documents.document
        if self._documents.loading or document is None or document.path != path:
            return  # Another chronology was wanted meanwhile, and the event is of the one before.
        if isinstance(outcome, TimelineError):
            self.told.emit(reason_of(outcome), ())
        elif isinstance(outcome, Opened):
            editor = EventEditor(self._window, self._session, outcome, self._checking)
            editor.wanted.connect(self._put)
            editor.finished.connect(self._forget)
            self._editor = editor
            editor.open()

    @Slot()
    def _forget(self) -> None:
        self._editor = None

    @Slot()
    def _put(self) -> None:
        if self._editor is not None:
            self._put_typed(self._editor.draft.wanted())

    def _put_typed(self, typed: Typed) -> None:
        if self._editor is not None:
            self._editor.set_waiting(waiting=True)
            self._documents.edits.after(partial(self._start, typed))

    def _start(self, typed: Typed) -> None:
        history = self._documents.edits.history
        if history is not None:
            self._background.start(partial(put_event, typed, history), partial(self._answer, history))

    def _answer(self, base: History, outcome: object) -> None:
        editor = self._editor
        if editor is None:
            return
        if isinstance(outcome, Put):
            if self._documents.edits.take(base, outcome.history, outcome.event_id):
                editor.accept()
            else:
                # Another edit came first: what was typed is put into what that has made of the document.
                self._put_typed(outcome.typed)
        elif isinstance(outcome, EventMovedOnError):
            self._ask_about_other(editor, is_gone=isinstance(outcome, EventGoneError))
        elif isinstance(outcome, TimelineError):
            editor.refuse(reason_of(outcome))
        else:
            editor.refuse("")  # The fault itself is shown by whoever caught it.

    def _ask_about_other(self, editor: EventEditor, *, is_gone: bool) -> None:
        """Ask what is to become of what was typed where the event is not the one any more that was opened."""
        language = self._session.language
        editor.set_waiting(waiting=False)
        back = Answer(language("Keep Writing"), role=Role.RejectRole)
        if is_gone:
            text = language("The event was removed meanwhile. Add what you typed as a new one?")
            go_on = Answer(language("Add Event"), partial(self._put_anew, is_new=True))
        else:
            text = language("The event was changed meanwhile. Put what you typed in its place?")
            go_on = Answer(language("Replace"), partial(self._put_anew, is_new=False))
        Question(editor, text, language("Nothing of what you typed is lost."), (go_on, back)).open()

    def _put_anew(self, *, is_new: bool) -> None:
        if self._editor is not None:
            self._put_typed(self._editor.draft.wanted(overwrites=True, is_new=is_new))
