"""The program itself, watched from inside its process: `probe.py STARTED EVENTS walk|look FILE`, prints JSON.

Owns what is noted when. STARTED is the clock's reading when the process was asked for, EVENTS how many the
file holds. The program starts as it always does; it is watched from where its window has been made.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from timeline_app.gui.window import TimelineWindow

_BEAT_MS: Final = 5
_REST: Final = 0.5
"""Seconds in which nothing more happens after something is done."""
_PATIENCE: Final = 60.0
"""Seconds that anything may take."""
_TYPED: Final = ("mar", "markis", "nurmor mar", "“dostussin mosrun”", "zzzz")


class Watch:
    """Looks at a window from its first moment on: paints, the longest pause of its event loop, memory."""

    def __init__(self, started: float, events: int, *, walks: bool) -> None:
        self._started = started
        self._events = events
        self._walks = walks
        self._notes: dict[str, object] = {}
        self._pauses: dict[str, float] = {}
        self._phase = "loading"
        self._last_beat = 0.0
        self._wanted: Callable[[], bool] = lambda: False

    def begin(self, window: TimelineWindow) -> None:
        """Watch a window that is not shown yet."""
        from PySide6.QtCore import Qt, QTimer

        from timeline_app.gui.canvas.chart_view import ChartView

        self._window = window
        paint = ChartView.paint

        def painted(view: ChartView, *args: object) -> None:
            paint(view, *args)
            self._note_paint()

        ChartView.paint = painted
        self._steps = self._scenario()
        self._wanted = next(self._steps)
        self._timer = QTimer(window)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def _note_paint(self) -> None:
        now, dataset = self._since(self._started), self._window.session.dataset
        if len(dataset.store):
            self._notes.setdefault("first_events_s", now)
        if dataset.complete and len(dataset.store) == self._events:
            self._notes.setdefault("whole_s", now)

    def _beat(self) -> None:
        now = time.perf_counter()
        if self._last_beat:
            pause = (now - self._last_beat) * 1000
            self._pauses[self._phase] = max(self._pauses.get(self._phase, 0.0), round(pause, 1))
        self._last_beat = now
        if self._wanted():
            following = next(self._steps, None)
            if following is None:
                self._end()
            else:
                self._wanted = following

    def _scenario(self) -> Iterator[Callable[[], bool]]:
        """Yield what is waited for, and do what comes next."""
        from timeline_app.core.filters import NO_FILTERS, Filters

        session, navigator = self._window.session, self._window.canvas.navigator
        yield self._within("load", lambda: "whole_s" in self._notes)
        yield self._rest()
        self._notes["memory_mb"] = memory()
        self._phase = "indexing"
        finder = self._window._finder
        yield self._within("index", lambda: finder._index is not None)
        self._phase = "filtering"
        for name, filters in (
            ("category", Filters(categories=frozenset(["trade"]))),
            ("tags", Filters(tags=frozenset(["tag-07", "tag-11"]))),
            ("without excerpt", Filters(without_excerpt=True)),
            ("none", NO_FILTERS),
        ):
            before = session.store
            navigator.filter(filters)
            yield self._within(f"filter {name}", lambda before=before: session.store is not before)
        self._phase = "searching"
        for typed in _TYPED if finder._index is not None else ():
            finder.search(typed)
            yield self._within(
                f"search {typed}",
                lambda: session.matches is not None and session.matches.query == finder.query,
            )
            self._notes.setdefault("found", {})[typed] = len(session.matches.rows)
        finder.search("")
        yield self._rest()
        self._notes["memory_after_finding_mb"] = memory()
        if self._walks:
            from walk import Walk, fit_canvas

            fit_canvas(self._window)
            self._timer.stop()
            self._notes["frames"] = Walk(self._window).figures()

    def _within(self, name: str, condition: Callable[[], bool]) -> Callable[[], bool]:
        """Return the condition; it ends by itself after a while, and what it took is noted."""
        begun = time.perf_counter()

        def is_over() -> bool:
            taken = time.perf_counter() - begun
            is_met = condition()
            if is_met or taken > _PATIENCE:
                self._notes.setdefault("waits_ms", {})[name] = round(taken * 1000, 1) if is_met else None
            return is_met or taken > _PATIENCE

        return is_over

    def _rest(self) -> Callable[[], bool]:
        until = time.perf_counter() + _REST
        return lambda: time.perf_counter() > until

    def _end(self) -> None:
        self._timer.stop()
        self._notes["longest_pause_ms"] = self._pauses
        print(json.dumps(self._notes), flush=True)
        self._window.close()

    @staticmethod
    def _since(started: float) -> float:
        return round(time.monotonic() - started, 3)


class AfterImport:
    """Finds one module as ever, and then calls with it: nothing is imported sooner than the program does."""

    def __init__(self, name: str, then: Callable[[ModuleType], None]) -> None:
        self._name = name
        self._then = then

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Take part in finding modules, once."""
        if name != self._name:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.loader is not None
        execute = spec.loader.exec_module

        def and_then(module: ModuleType) -> None:
            execute(module)
            self._then(module)

        spec.loader.exec_module = and_then
        return spec


def memory() -> dict[str, float]:
    """Return what this process holds, in MB: resident, its peak, and what is its own alone."""
    lines = "".join(Path("/proc/self", name).read_text() for name in ("status", "smaps_rollup"))
    sizes = {line.split(":")[0]: line.split()[1] for line in lines.splitlines() if line.endswith("kB")}
    names = {"resident": "VmRSS", "peak": "VmHWM", "anonymous": "RssAnon", "proportional": "Pss"}
    return {name: round(int(sizes[field]) / 1e3, 1) for name, field in names.items()}


def main() -> None:
    """Run the program on a file, watched."""
    started, events, mode, file = sys.argv[1:]
    watch = Watch(float(started), int(events), walks=mode == "walk")

    def hook(launch: ModuleType) -> None:
        make = launch.opened_window

        def opened_window(*args: object, **named: object) -> TimelineWindow:
            window = make(*args, **named)
            watch.begin(window)
            return window

        launch.opened_window = opened_window

    sys.meta_path.insert(0, AfterImport("timeline_app.app.launch", hook))
    from timeline_app.__main__ import run

    sys.argv[1:] = [file]
    run()


if __name__ == "__main__":
    main()
