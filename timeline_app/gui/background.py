"""Work beside the window: one thread, one job after another, each answered in the window's thread.

Owns the thread. Knows no files and no datasets: a job is a function without arguments.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from timeline_app.core.errors import TimelineError


class CollectorRest:
    """Lets the cyclic garbage collector rest while any job runs, however many threads share it.

    Loading is several times faster without it, and it must never destroy a widget from a job's thread.
    """

    def __init__(self) -> None:
        self._jobs = 0
        self._collects = True

    def begin(self) -> None:
        """Count a job that begins."""
        if not self._jobs:
            self._collects = gc.isenabled()
            gc.disable()
        self._jobs += 1

    def end(self, jobs: int = 1) -> None:
        """Count jobs that have ended."""
        self._jobs -= jobs
        if jobs and not self._jobs and self._collects:
            gc.enable()


class Background(QObject):
    """Runs jobs without blocking the window."""

    idle_changed = Signal()
    closing = Signal()
    """No more work is wanted: what would keep a thread waiting is to be ended now."""
    _requested = Signal(int, object)

    def __init__(
        self, parent: QObject | None = None, rest: CollectorRest | None = None, *, finishes: bool = False
    ) -> None:
        super().__init__(parent)
        self._rest = rest or CollectorRest()
        self._finishes = finishes
        self._beside: list[Background] = []
        self._thread = QThread()
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._requested.connect(self._worker.run, Qt.ConnectionType.QueuedConnection)
        self._worker.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._number = 0
        self._running: set[int] = set()
        self._answers: dict[int, Callable[[object], None]] = {}
        self._thread.start()

    def beside(self, *, finishes: bool = False) -> Background:
        """Return another one, with a thread of its own for work that must not wait; it closes with this.

        One that `finishes` ends only when all jobs that were asked for are done.
        """
        other = Background(self, self._rest, finishes=finishes)
        self._beside.append(other)
        return other

    @property
    def idle(self) -> bool:
        """Tell whether no answer is awaited."""
        return not self._answers

    def start(self, job: Callable[[], object], answer: Callable[[object], None]) -> int:
        """Run a job and later call `answer` with its result, or with the error that it raised.

        The number returned is for `drop`. Any exception but a TimelineError goes to `sys.excepthook`, and
        the answer is None.
        """
        self._number += 1
        self._rest.begin()
        self._running.add(self._number)
        self._answers[self._number] = answer
        self._requested.emit(self._number, job)
        self.idle_changed.emit()
        return self._number

    def drop(self, number: int) -> None:
        """Await the answer of a job no longer; its result is thrown away."""
        if self._answers.pop(number, None) is not None:
            self.idle_changed.emit()

    def close(self) -> None:
        """Wait for the running job, or for all, and end the thread; nothing is answered after this."""
        self.closing.emit()
        for other in self._beside:
            other.close()
        self._answers.clear()
        if self._finishes and self._thread.isRunning():
            self._requested.emit(0, self._thread.quit)
        else:
            self._thread.quit()
        self._thread.wait()
        self._rest.end(len(self._running))
        self._running.clear()

    @Slot(int, object)
    def _finish(self, number: int, outcome: object) -> None:
        if number not in self._running:
            return  # It was closed meanwhile.
        self._running.remove(number)
        self._rest.end()
        answer = self._answers.pop(number, None)
        if answer is not None:
            answer(outcome)
            self.idle_changed.emit()


class _Worker(QObject):
    """Lives in the thread and does the jobs."""

    finished = Signal(int, object)

    @Slot(int, object)
    def run(self, number: int, job: Callable[[], object]) -> None:
        outcome: object = None
        try:
            outcome = job()
        except TimelineError as error:
            outcome = error
        finally:
            self.finished.emit(number, outcome)
