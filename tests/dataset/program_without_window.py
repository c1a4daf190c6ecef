"""What the window does with the parts of the product that hold no widgets: open, edit, save, follow the file.

As short as it can be: what is tested is what each of these does, in any order. Knows no model.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from timeline_app.core.language import ENGLISH
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.following import Followed, Undecided, follow
from timeline_app.dataset.editing.history import History, move_between
from timeline_app.dataset.editing.importing import Decisions
from timeline_app.dataset.editing.merging import Merge
from timeline_app.dataset.editing.step import Edit
from timeline_app.dataset.keeping.backups import Backups, save_with_backup
from timeline_app.dataset.keeping.journal import Journal
from timeline_app.dataset.keeping.restoring import FoundJournal, Restoration, discard, history_of
from timeline_app.dataset.observation import Changed, Gone, Known, Unchanged, Unfinished, look
from timeline_app.dataset.reading.reader import read_document


class Program:
    """A program with one document, its journal and the versions that it replaced."""

    def __init__(self, path: Path, state: Path) -> None:
        self.state = state
        self.backups = Backups(state / "backups")
        self._lives = 0
        self._sizes: dict[int, int] = {}
        self._start()
        self.open(path)

    @property
    def document(self) -> Document:
        """Return the open document."""
        return self.history.document

    @property
    def journal_folder(self) -> Path:
        """Return where this life of the program keeps its journal."""
        return self.state / f"journal-{self._lives}"

    @property
    def torn_at_most(self) -> int:
        """Return how many bytes of the journal were appended last; what is begun anew comes whole."""
        return sum(size - self._sizes.get(file, size) for file, size in self._journal_sizes().items())

    def open(self, path: Path) -> None:
        """Open a file; a DatasetError leaves what was open."""
        self._hold(History.opened(read_document(path)))

    def do(self, edit: Edit) -> None:
        """Carry out an edit."""
        self.take(self.history.do(edit))

    def undo(self) -> None:
        """Take back a step."""
        self.take(self.history.undo())

    def redo(self) -> None:
        """Do a step again."""
        self.take(self.history.redo())

    def save(self, path: Path, meanwhile: Callable[[], None], *, over_changed: bool = False) -> None:
        """Save, while edits may go on."""
        saved = save_with_backup(self.document, path, self.backups, over_changed=over_changed)
        assert saved.notice == ""
        meanwhile()
        self.take(self.history.saved_as(saved.document))

    def look(self, decide: Callable[[Merge], Decisions | None]) -> None:
        """Look at the file and follow it; where `decide` returns None, the question was closed.

        Raises DatasetError where there is something in the file that cannot be followed.
        """
        path = self.document.path
        assert path is not None
        known = Known(self.document, path, self.document.sha256_on_disk, wanted_whole=True)
        match look(known, trusts_stamp=False):
            case Unchanged():
                if not self.history.saved:
                    self.take(self.history.with_file())
            case Gone():
                self.take(self.history.without_file())
            case Unfinished(error=error):
                raise error
            case Changed(document=theirs):
                self._follow(theirs, decide)
            case sight:
                raise AssertionError(sight)

    def _follow(self, theirs: Document, decide: Callable[[Merge], Decisions | None]) -> None:
        outcome = follow(self.history, theirs)
        if isinstance(outcome, Undecided):
            decisions = decide(outcome.merge)
            if decisions is None:
                return
            outcome = outcome.decided(decisions)
        assert isinstance(outcome, Followed)
        self.take(outcome.history)

    def left_by_a_crash(self) -> Path:
        """Return a copy of the journals as a crash would leave them at this moment."""
        copy = self.state / "after-a-crash"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.journal_folder, copy)
        return copy

    def crash(self, torn: int) -> Path:
        """End without an end, and start again; return the folder of the journals, torn at their ends."""
        left = self.left_by_a_crash()
        for file in left.glob("*.journal"):
            with file.open("r+b") as stream:
                stream.truncate(file.stat().st_size - torn)
        self.journal.close()
        self._lives += 1
        left.rename(self.journal_folder)
        self._start()
        return self.journal_folder

    def restore(self, journal: FoundJournal, restoration: Restoration) -> None:
        """Take what a journal gave back, and do without that journal once it is kept anew."""
        self._hold(history_of(journal, restoration))
        discard(journal)

    def _start(self) -> None:
        self.journal = Journal(self.journal_folder)

    def _hold(self, history: History) -> None:
        self.history = history
        self._keep(None)

    def take(self, after: History) -> None:
        """Let a history take the place of the one before it."""
        before, self.history = self.history, after
        if after is not before:
            self._keep(before)

    def _keep(self, before: History | None) -> None:
        """Let the journal take up that the history has taken the place of another."""
        self._sizes = self._journal_sizes()
        after = self.history
        move = move_between(before, after) if before is not None else None
        if after.is_saved:
            self.journal.begin(after.document)
        elif move is None:
            self.journal.begin_changed(after.document)
        else:
            self.journal.record(move.step.name(ENGLISH), move.splices, after.document)

    def _journal_sizes(self) -> dict[int, int]:
        statuses = [file.stat() for file in self.journal_folder.glob("*.journal")]
        return {status.st_ino: status.st_size for status in statuses}
