"""Changing the chosen events, one or many: their category, tags, importance; deleting them.

Owns what is asked first and that each change is one step. Knows no menus, and leaves the document to
`edit_flow`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from timeline_app.core.columns import Int64Column
from timeline_app.core.store import EventStore
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.edits import ChangeTags, RemoveEvents, SetField
from timeline_app.dataset.editing.event_form import suggested_id
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.step import Edit
from timeline_app.gui.dialogs.change_many import CategoryDialog, ImportanceDialog, TagsDialog
from timeline_app.gui.flows.edit_flow import EditFlow
from timeline_app.gui.session import Session

EditOf = Callable[[Document, tuple[str, ...]], Edit]
"""Makes the edit of some events of a document, which has them all."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Events as they were chosen; their ids are looked up beside the window."""

    store: EventStore
    rows: Int64Column

    def ids_in(self, document: Document) -> tuple[str, ...]:
        """Return the ids of those that a document still has: a key may have been pressed twice."""
        ids = (self.store.event(row).id for row in self.rows.tolist())
        return tuple(one for one in ids if document.dataset.store.row_of(one) is not None)


class ChangeFlow(QObject):
    """Changes the chosen events of one window's document."""

    undoable = Signal(str)
    """A message on what was done; it may be undone from there."""

    def __init__(self, session: Session, edits: EditFlow, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._edits = edits
        self._window = window

    @Slot()
    def delete(self) -> None:
        """Remove the chosen events; without one, do nothing."""
        chosen, before = self._chosen(), self._edits.history
        if not len(chosen.rows):
            return
        self._edits.do(partial(_changed, chosen, RemoveEvents.of))
        if len(chosen.rows) > 1:
            self._edits.after(partial(self._mention_deleted, len(chosen.rows), before))

    @Slot()
    def ask_category(self) -> None:
        """Ask for a category, or a new one, and give it to the chosen events."""
        chosen = self._chosen()
        if len(chosen.rows):
            dialog = CategoryDialog(self._window, self._session, chosen.rows)
            dialog.accepted.connect(partial(self._give_category, chosen, dialog))
            dialog.open()

    @Slot()
    def ask_tags(self) -> None:
        """Ask for tags to be given to the chosen events and taken from them."""
        chosen = self._chosen()
        if len(chosen.rows):
            dialog = TagsDialog(self._window, self._session, chosen.rows)
            dialog.accepted.connect(partial(self._change_tags, chosen, dialog))
            dialog.open()

    @Slot()
    def ask_importance(self) -> None:
        """Ask for an importance and give it to the chosen events."""
        chosen = self._chosen()
        if len(chosen.rows):
            dialog = ImportanceDialog(self._window, self._session, chosen.rows)
            dialog.accepted.connect(partial(self._give_importance, chosen, dialog))
            dialog.open()

    def _chosen(self) -> Chosen:
        return Chosen(self._session.store, self._session.chosen)

    def _give_category(self, chosen: Chosen, dialog: CategoryDialog) -> None:
        if dialog.new_label:
            self._edits.do(partial(_changed, chosen, partial(_into_new_category, dialog.new_label)))
        else:
            edit_of = partial(SetField.category, category_id=dialog.category_id)
            self._edits.do(partial(_changed, chosen, edit_of))

    def _change_tags(self, chosen: Chosen, dialog: TagsDialog) -> None:
        edit_of = partial(ChangeTags.of, given=dialog.given, taken=dialog.taken)
        self._edits.do(partial(_changed, chosen, edit_of))

    def _give_importance(self, chosen: Chosen, dialog: ImportanceDialog) -> None:
        edit_of = partial(SetField.importance, importance=dialog.importance)
        self._edits.do(partial(_changed, chosen, edit_of))

    def _mention_deleted(self, count: int, before: History | None) -> None:
        if self._edits.history is not before:
            language = self._session.language
            n = language.number(count)
            self.undoable.emit(language("{n} events were deleted.", n=n))


def _changed(chosen: Chosen, edit_of: EditOf, history: History) -> History:
    ids = chosen.ids_in(history.document)
    return history.do(edit_of(history.document, ids)) if ids else history


def _into_new_category(label: str, document: Document, ids: tuple[str, ...]) -> Edit:
    taken = {category.id for category in document.dataset.store.categories}
    category_id = suggested_id(label, taken, "category")
    new: Entry = {"id": category_id, "label": label}
    return SetField.category(document, ids, category_id, new)
