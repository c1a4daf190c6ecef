"""The event editor: the form at the left, the JSON at the right, and what can be done with both.

Owns the dialog, and that nothing typed is thrown away unasked. Changes no document: it tells what is wanted.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from timeline_app.dataset.editing.event_draft import Opened
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.question import Answer, Question, Role
from timeline_app.gui.editor.draft import Draft
from timeline_app.gui.editor.event_form import EventForm
from timeline_app.gui.editor.json_pane import JsonPane
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import framed, heading, paragraph

_SIZE: Final = QSize(1080, 720)
_LEAST: Final = QSize(760, 460)
_FORM: Final = 580
_JSON: Final = 460
_GAP: Final = 16


class EventEditor(QDialog):
    """Lets a person write an event; `wanted` asks to put it into the document, and is answered."""

    wanted = Signal()

    def __init__(self, parent: QWidget, session: Session, opened: Opened, background: Background) -> None:
        super().__init__(parent)
        language = self._language = session.language
        self._calm = language("The file itself changes only when you save.")
        self.draft = Draft(opened, background, self)
        title = language("New event") if self.draft.is_new else language("Edit event")
        self._panes = self._side_by_side(session)
        layout = framed(self, title)
        layout.addWidget(heading(title, self))
        layout.addWidget(self._panes, 1)
        layout.addLayout(self._foot())
        self.draft.entry_changed.connect(self._follow)
        self.draft.checked.connect(self._follow)
        self.draft.checked.connect(self._go_on)
        self.finished.connect(self.draft.end)
        self._follow()
        self.setMinimumSize(_LEAST)
        room = parent.window().size() - QSize(24, 24)
        self.resize(_SIZE.boundedTo(room).expandedTo(_LEAST))
        self._form.take_focus()

    def set_waiting(self, *, waiting: bool) -> None:
        """Take no keys while the document is changed."""
        self._panes.setEnabled(not waiting)
        self._is_waiting = waiting
        self._follow()

    def refuse(self, reason: str) -> None:
        """Say why the event was not put into the document; everything typed stays."""
        self.set_waiting(waiting=False)
        self._says.setText(reason)

    def reject(self) -> None:
        """Close, but ask first where anything typed would be lost."""
        if self._is_waiting:
            return
        if not self.draft.is_changed:
            super().reject()
            return
        language = self._language
        Question(
            self,
            language("Throw away what you typed?"),
            language("No event is added.") if self.draft.is_new else language("The event stays as it was."),
            (
                Answer(language("Keep Writing"), role=Role.RejectRole),
                Answer(language("Throw Away"), super().reject, Role.DestructiveRole),
            ),
        ).open()

    def _side_by_side(self, session: Session) -> QSplitter:
        """Return form and JSON, each made where it stands: moving them would dress all their fields anew."""
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        left, right = QWidget(panes), QWidget(panes)
        self._form = EventForm(self.draft, session, left)
        self._unreadable = paragraph("", left)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._unreadable)
        column.addWidget(self._form, 1)
        beside = QHBoxLayout(right)
        beside.setContentsMargins(_GAP, 0, 0, 0)
        beside.addWidget(JsonPane(self.draft, session, right))
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(1)
        for index, side in enumerate((left, right)):
            panes.addWidget(side)
            panes.setStretchFactor(index, 1)
        panes.setSizes([_FORM, _JSON])
        return panes

    def _foot(self) -> QHBoxLayout:
        language = self._language
        self._is_waiting = False
        self._is_asked = False
        self._says = paragraph(self._calm, self)
        set_role(self._says, "small")
        buttons = QDialogButtonBox(self)
        text = language("Add Event") if self.draft.is_new else language("Apply")
        self._put = buttons.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        self._put.setDefault(True)
        self._put.setToolTip(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        buttons.addButton(language("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self._ask)
        foot = QHBoxLayout()
        foot.addWidget(self._says, 1)
        foot.addWidget(buttons)
        return foot

    @Slot()
    def _ask(self) -> None:
        if self._put.isEnabled():
            self._says.setText(self._calm)
            self.wanted.emit()
        else:
            # Who types quickly asks before it is known whether what was typed is sound.
            self._is_asked = not (self.draft.is_checked or self._is_waiting)

    @Slot()
    def _go_on(self) -> None:
        """Put the event where it was asked for while it was being checked, and not changed since."""
        is_asked, self._is_asked = self._is_asked, False
        if is_asked and self.draft.is_checked:
            self._ask()

    @Slot()
    def _follow(self) -> None:
        """Bring the button and the form in step with what stands there."""
        draft, language = self.draft, self._language
        self._put.setEnabled(draft.is_valid and not self._is_waiting)
        says = ""
        if draft.entry is None and draft.is_too_long:
            says = language("This event is too long for the form. Edit it as JSON.")
        elif draft.entry is None:
            says = language(
                "The form rests while the JSON cannot be read. Mend it at the right, or undo there."
            )
        self._unreadable.setText(says)
        self._unreadable.setVisible(bool(says))
