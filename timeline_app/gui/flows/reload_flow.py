"""What becomes of the open document when its file is changed, moved or removed by another program.

Owns when the file is looked at, what is waited for, and what is told. What a change means for a document is
`dataset.editing.following`'s business. Knows no menus and no canvas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from timeline_app import bundled
from timeline_app.core.controls import escaped
from timeline_app.core.errors import DatasetError, worst_first
from timeline_app.core.language import Language
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.event_differences import Differences
from timeline_app.dataset.editing.following import Followed, Undecided, follow
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.observation import (
    Changed,
    ChangedLarge,
    Gone,
    Known,
    Sight,
    Stamp,
    Unchanged,
    Unfinished,
    look,
    places_of,
)
from timeline_app.dataset.text_sources import SeenFile
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.differences_view import said_difference
from timeline_app.gui.dialogs.merge import MergeDialog
from timeline_app.gui.flows.disk_watch import DiskWatch
from timeline_app.gui.flows.edit_flow import EditFlow
from timeline_app.gui.flows.opening_flow import OpeningFlow
from timeline_app.gui.report import report_on_text
from timeline_app.gui.session import Session

_SETTLING_MS: Final = 20
"""Most programs empty a file and write it in one go; a look between the two would be in vain."""
_PAUSES_MS: Final = (40, 80, 160, 320, 640, 640)
"""After which a file is looked at again that is gone or unfinished: some are written in several parts."""
_GROWING_MS: Final = 500
"""Of a large file the stamp has to stay for so long."""
_BUSY_MS: Final = 100


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look has found, and what follows from another content for the history that was open."""

    sight: Sight
    places: frozenset[str]
    outcome: Followed | Undecided | DatasetError | None = None


class ReloadFlow(QObject):
    """Keeps the document of one window in step with its file."""

    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details or a Report."""
    done = Signal(str)
    """A message that may go away by itself."""
    reread = Signal(object)
    """Carries the path of a large file that was changed: it is to be opened again."""

    def __init__(
        self,
        session: Session,
        edits: EditFlow,
        background: Background,
        opening: OpeningFlow,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._edits = edits
        self._background = background
        self._looking = background.beside()
        self._opening = opening
        self._window = window
        self._path: Path | None = None
        self._sha256 = ""
        self._stamp: Stamp | None = None
        self._is_told = False
        self._trusts = True
        self._attempts = 0
        self._growing: Stamp | None = None
        self._is_looking = False
        self._number = 0
        self._disk = DiskWatch(self)
        self._disk.written.connect(self.look_soon)
        self._disk.due.connect(self._look_round)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._look)
        edits.replaced.connect(self._reconsider)
        background.closing.connect(self._stop)

    def watch(self, document: Document) -> None:
        """Look after the file of a document, which holds what the document was read from or saved to."""
        self._stop()
        path = document.path
        if path is None or bundled.is_bundled(path):
            self._path = None
            return
        self._path, self._sha256, self._stamp = path, document.sha256_on_disk, None
        self._is_told, self._attempts = False, 0
        self._disk.watch({str(path), str(path.parent)})
        # Between reading and watching it may have been written.
        self._look_after(0, trusts=False)

    @Slot()
    def look_soon(self) -> None:
        """Look at the file and compare its bytes: two changes may have the same time."""
        self._attempts = 0
        self._look_after(_SETTLING_MS, trusts=False)

    @Slot()
    def merge(self) -> None:
        """Take up again what the file holds, also where it was not wanted before."""
        document = self._edits.document
        if document is not None:
            self._sha256 = document.sha256_on_disk
            # Who asks for it hears once more why it cannot be.
            self._is_told = False
            self.look_soon()

    @Slot()
    def _stop(self) -> None:
        self._number += 1
        self._is_looking = False
        self._pause.stop()
        self._disk.stop()

    @Slot()
    def _look_round(self) -> None:
        self._look_after(_SETTLING_MS, trusts=True)

    def _look_after(self, milliseconds: int, *, trusts: bool) -> None:
        """Look once more, unless a look is due earlier; `trusts` as in `look`."""
        self._trusts = self._trusts and trusts
        if not self._pause.isActive() or self._pause.remainingTime() > milliseconds:
            self._pause.start(milliseconds)

    @Slot()
    def _look(self) -> None:
        history, path = self._edits.history, self._path
        if history is None or path is None:
            return
        if self._is_looking or self._is_busy():
            self._pause.start(_SETTLING_MS if self._is_looking else _BUSY_MS)
            return
        is_edited = bool(history.done or history.undone or not history.is_saved)
        known = Known(history.document, path, self._sha256, self._stamp, wanted_whole=is_edited)
        job = partial(_seen, history, known, trusts_stamp=self._trusts)
        self._is_looking, self._trusts = True, True
        self._looking.start(job, partial(self._answer, self._number, history))

    def _is_busy(self) -> bool:
        """Tell whether something is read, written or asked: what the file has become waits for its end."""
        is_working = not self._background.idle or self._opening.path is not None
        return is_working or QApplication.activeModalWidget() is not None

    def _answer(self, number: int, history: History, seen: object) -> None:
        if number != self._number:
            return  # Another file is looked after, or this one was saved.
        self._is_looking = False
        if not isinstance(seen, _Seen):
            return
        if self._is_busy() or history is not self._edits.history:
            self._look_after(_BUSY_MS, trusts=False)
            return
        sight = seen.sight
        is_other = sight.stamp is not None and (self._stamp is None or sight.stamp[:2] != self._stamp[:2])
        if self._disk.watch(seen.places, anew=is_other):
            self._look_after(_SETTLING_MS, trusts=True)
        match sight:
            case Unchanged():
                self._stamp = sight.stamp
                self._find_again(history, is_known=sight.is_known)
            case Changed():
                self._follow(history, sight, seen.outcome)
            case ChangedLarge():
                self._read_when_grown(sight.stamp)
            case Unfinished():
                self._wait(sight, partial(self._tell_unfinished, sight))
            case Gone():
                self._wait(sight, partial(self._miss, history))

    def _find_again(self, history: History, *, is_known: bool) -> None:
        """Take the file for what it was, where it had been missed or could not be read."""
        self._attempts = 0
        if not history.saved and history.document.sha256_on_disk:
            self._edits.take(history, history.with_file(), "")
            is_known = True
        if self._is_told and is_known:
            self._is_told = False
            self.done.emit(self._language("“{name}” can be read again.", name=self._name))

    def _follow(
        self, history: History, sight: Changed, outcome: Followed | Undecided | DatasetError | None
    ) -> None:
        self._attempts, self._is_told = 0, False
        self._stamp, self._sha256 = sight.stamp, sight.document.sha256_on_disk
        if isinstance(outcome, Followed):
            self._take(history, outcome)
        elif isinstance(outcome, Undecided):
            self._ask(outcome)
        elif outcome is not None:
            message = self._language(
                "“{name}” was changed by another program, and cannot be put together with what is not saved: "
                "{reason}",
                name=self._name,
                reason=_reason(outcome),
            )
            self._tell(message, outcome)

    def _take(self, mine: History, followed: Followed) -> None:
        if not self._edits.take(mine, followed.history, ""):
            # An edit was asked for meanwhile: look again when it is done.
            self._sha256 = mine.document.sha256_on_disk
            self._look_after(_BUSY_MS, trusts=False)
        elif followed.merged is not None:
            message = self._language(
                "“{name}” was changed by another program. Its changes and yours were put together.",
                name=self._name,
            )
            self.told.emit(message, _changes(followed, self._language))

    def _ask(self, undecided: Undecided) -> None:
        dialog = MergeDialog(self._window, self._session, self._name, undecided.merge)
        dialog.accepted.connect(partial(self._decide, undecided, dialog))
        dialog.open()

    def _decide(self, undecided: Undecided, dialog: MergeDialog) -> None:
        job = partial(undecided.decided, dialog.decisions)
        self._looking.start(job, partial(self._take_decided, self._number, undecided.mine))

    def _take_decided(self, number: int, mine: History, outcome: object) -> None:
        if number != self._number:
            return
        if isinstance(outcome, Followed):
            self._take(mine, outcome)
        elif isinstance(outcome, DatasetError):
            message = self._language("Nothing was put together: {reason}", reason=_reason(outcome))
            self._tell(message, outcome)

    def _read_when_grown(self, stamp: Stamp) -> None:
        """Have a large file read once it has stayed as it is for a while."""
        if stamp != self._growing:
            self._growing = stamp
            self._look_after(_GROWING_MS, trusts=False)
        elif self._path is not None:
            self._stamp = stamp
            self.reread.emit(self._path)

    def _wait(self, sight: Unfinished | Gone, then: Callable[[], None]) -> None:
        """Look again a little later; if that has been done often enough, say once what is to be seen."""
        if self._attempts < len(_PAUSES_MS):
            pause = _PAUSES_MS[self._attempts]
            self._attempts += 1
            self._look_after(pause, trusts=False)
        elif not self._is_told or sight.stamp != self._stamp:
            self._is_told = True
            then()

    def _tell_unfinished(self, sight: Unfinished) -> None:
        self._stamp = sight.stamp
        message = self._language(
            "“{name}” was changed by another program and cannot be read as it is now: {reason}",
            name=self._name,
            reason=_reason(sight.error),
        )
        self._tell(message, sight.error)

    def _tell(self, message: str, error: DatasetError) -> None:
        """Tell what is wrong with the file, and show it in its text on demand."""
        if self._path is not None:
            title = self._language("“{name}” was changed by another program", name=self._name)
            source = SeenFile.as_it_is(self._path)
            self.told.emit(message, report_on_text(title, "", worst_first(error.problems), source))

    def _miss(self, history: History) -> None:
        self._stamp = None
        document = history.document
        language = self._language
        if isinstance(document.content, MemoryContent) and not document.only_read:
            self._edits.take(history, history.without_file(), "")
            message = language(
                "“{name}” was deleted or moved. What is shown is kept here; save it to have the file again.",
                name=self._name,
            )
        else:
            message = language("“{name}” was deleted or moved.", name=self._name)
        self.told.emit(message, (str(self._path),))

    @Slot(object, object)
    def _reconsider(self, _before: History | None, history: History) -> None:
        """Look again at a version that was not wanted, once there is nothing unsaved it would clash with."""
        document = history.document
        is_passed_over = document.path == self._path and self._sha256 != document.sha256_on_disk
        if is_passed_over and document.dataset.sha256 == document.sha256_on_disk:
            self._sha256 = document.sha256_on_disk
            self._look_after(_SETTLING_MS, trusts=False)

    @property
    def _language(self) -> Language:
        return self._session.language

    @property
    def _name(self) -> str:
        return self._path.name if self._path is not None else ""


def _seen(history: History, known: Known, *, trusts_stamp: bool) -> _Seen:
    places = places_of(known.path)
    sight = look(known, trusts_stamp=trusts_stamp)
    if not isinstance(sight, Changed):
        return _Seen(sight, places)
    try:
        return _Seen(sight, places, follow(history, sight.document))
    except DatasetError as error:
        return _Seen(sight, places, error)


def _reason(error: DatasetError) -> str:
    """Return the worst of what is wrong, with its place; the folder of the file would push that aside."""
    problem = worst_first(error.problems)[0]
    place = replace(problem.place, file=Path(problem.place.file).name)
    return f"{place}: {problem.sentence}"


def _changes(followed: Followed, language: Language) -> tuple[str, ...]:
    """Return a line for each entry that another program changed."""
    differences = followed.merged or Differences()
    lines = [said_difference(item, language) for item in differences.items]
    kept = [
        language(
            "“{id}” was removed on one side and is referred to on the other: it is still there",
            id=escaped(entry_id),
        )
        for entry_id in followed.kept
    ]
    return (*lines, *kept)
