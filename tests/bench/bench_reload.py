"""Measure from a save in an editor to the painted chart: `python tests/bench/bench_reload.py` prints JSON.

A window of the program shows a file, and this process writes it as editors do, by turns: a new file renamed
over the old one, and the old one written in place. Milliseconds; without a display on the offscreen platform.
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

ROUNDS: Final = 15
_PATIENCE: Final = 20.0
_REST: Final = 0.15

Json = dict[str, Any]


def made_up(count: int) -> Json:
    """Return a chronology of so many events, each with a summary and an excerpt."""
    events = [
        {
            "id": f"e{number}",
            "title": f"Event {number}",
            "when": f"{1900 + number % 120}-{1 + number % 12:02}-{1 + number % 28:02}",
            "summary": "What happened, in a sentence of some length that fills a line or two.",
            "category": f"c{number % 5}",
            "excerpts": [{"source": "s", "exact": "The words of the source that say so."}],
        }
        for number in range(count)
    ]
    categories = [{"id": f"c{number}", "label": f"Category {number}"} for number in range(5)]
    top: Json = {"format": "timeline", "version": "1.0", "title": "Made up", "categories": categories}
    return {**top, "sources": [{"id": "s", "title": "A source"}], "events": events}


class Reloading:
    """A window of the program that shows a file, and when it was painted."""

    def __init__(self, path: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from timeline_app.app.settings import Settings
        from timeline_app.gui.appearance import Appearance
        from timeline_app.gui.canvas.chart_view import ChartView
        from timeline_app.gui.session import Session
        from timeline_app.gui.window import TimelineWindow
        from timeline_app.render.fonts import load_fonts

        self._painted: list[float] = []
        self._path = path
        self._app = QApplication.instance() or QApplication([])
        load_fonts()
        paint = ChartView.paint

        def painted(view: ChartView, *args: object) -> None:
            paint(view, *args)
            self._painted.append(time.perf_counter())

        ChartView.paint = painted
        self._stop = partial(setattr, ChartView, "paint", paint)
        self._session, settings = Session(), Settings(path.with_suffix(".ini"))
        appearance = Appearance(self._app, self._session, settings, self._session)
        self._window = TimelineWindow(self._session, settings, appearance)
        self._window.canvas.navigator.animated = False
        self._window.show()
        self._window.documents.open(path)
        self._show(path.read_bytes())

    def save(self, data: bytes, *, in_place: bool) -> float:
        """Write the file as an editor does, and return the milliseconds until the chart shows it."""
        end = time.perf_counter() + _REST
        self._wait(lambda: time.perf_counter() > end)
        begun = time.perf_counter()
        if in_place:
            self._path.write_bytes(data)
        else:
            new = self._path.with_suffix(".new")
            new.write_bytes(data)
            new.replace(self._path)
        return (self._show(data) - begun) * 1000

    def close(self) -> None:
        """Close the window, and time no paintings any more."""
        self._window.close()
        self._stop()

    def _show(self, data: bytes) -> float:
        """Wait for the first painting of a content, and return its time."""
        sha256 = hashlib.sha256(data).hexdigest()

        def is_shown() -> bool:
            if self._session.dataset.sha256 != sha256:
                self._painted.clear()
            return bool(self._painted)

        self._wait(is_shown)
        return self._painted[0]

    def _wait(self, met: Callable[[], bool]) -> None:
        end = time.perf_counter() + _PATIENCE
        while not met():
            self._app.processEvents()
            time.sleep(0.0005)
            if time.perf_counter() > end:
                sys.exit("The window does not show what was saved.")


def measured(path: Path) -> dict[str, float]:
    """Return the times of many saves of a file that a window shows."""
    reloading = Reloading(path)
    top: Json = json.loads(path.read_text(encoding="utf-8"))
    times = []
    for number in range(ROUNDS):
        top["events"][number % len(top["events"])]["title"] = f"Saved for the {number}th time"
        data = json.dumps(top, ensure_ascii=False, indent=1).encode()
        times.append(reloading.save(data, in_place=bool(number % 2)))
    reloading.close()
    return {"median": round(statistics.median(times)), "longest": round(max(times))}


if __name__ == "__main__":
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XDG_STATE_HOME": folder, "XDG_CACHE_HOME": folder, "XDG_DATA_HOME": folder}
        for count in (13, 1_000, 5_000):
            file = Path(folder) / f"{count}.timeline.json"
            file.write_text(json.dumps(made_up(count), indent=1), encoding="utf-8")
            result[f"{count} events, {file.stat().st_size / 1e6:.1f} MB"] = measured(file)
    json.dump(result, sys.stdout)
    sys.stdout.write("\n")
