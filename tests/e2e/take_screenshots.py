"""Takes the pictures of the README: the real window at a fixed size, without a display.

Usage: take_screenshots.py FOLDER
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Before Qt is imported: no display, no scaling, nothing of a person's locale.
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", LC_ALL="C.UTF-8")
os.environ.pop("LANGUAGE", None)

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from timeline_app import bundled
from timeline_app.app.launch import opened_window
from timeline_app.app.settings import Settings
from timeline_app.gui.commands import Id
from timeline_app.gui.editor.event_editor import EventEditor
from timeline_app.gui.session import Session
from timeline_app.gui.window import TimelineWindow
from timeline_app.render.fonts import load_fonts

SIZE = QSize(1600, 900)
PATIENCE = 60.0
"""Seconds to wait for what takes less than one."""
SMALLEST = 0
"""The quality that Qt reads as the strongest compression; the pixels are the same."""
COLOURS = 256
"""What a palette holds; it makes the files a third as large, and the eye sees no difference."""
LARGEST = 200_000
"""Bytes of a picture that a page may load."""


@dataclass(frozen=True)
class Shot:
    """One picture: what is open, how the window looks, and which event is selected, by its id."""

    name: str
    dataset: Path
    theme: str
    language: str
    selected: str | None
    edits: bool = False
    """Whether the selected event is open in the editor, which is shown alone then."""


SHOTS = (
    Shot("light", bundled.DEFAULT_DATASET, "light", "en", "wuhan-opening"),
    Shot("dark", bundled.DEFAULT_DATASET, "dark", "en", "wuhan-opening"),
    Shot("german", bundled.DEFAULT_DATASET, "light", "de", "wuhan-opening"),
    Shot("feature-tour", bundled.FEATURE_TOUR, "light", "en", "salt"),
    Shot("editor", bundled.DEFAULT_DATASET, "light", "en", "wuhan-building", edits=True),
)


def take(app: QApplication, shot: Shot, folder: Path) -> None:
    """Open the window, wait until it rests, and save what it shows."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(Path(home) / "settings.ini")
        settings.override(shot.theme, shot.language)
        window = opened_window(app, Session(), settings, shot.dataset)
        try:
            window.canvas.navigator.animated = False
            window.resize(SIZE)
            window.show()
            wait_until(app, lambda: window.background.idle)
            select(window, shot.selected)
            app.processEvents()
            shown = editor(app, window) if shot.edits else window
            picture = in_few_colours(shown.grab().toImage())
        finally:
            window.close()
    file = folder / f"{shot.name}.png"
    if not picture.save(str(file), "PNG", SMALLEST):
        raise SystemExit(f"{file} cannot be written")
    if file.stat().st_size > LARGEST:
        raise SystemExit(f"{file} has {file.stat().st_size} bytes, expected at most {LARGEST}")
    print(f"{file} {file.stat().st_size // 1000} kB")


def select(window: TimelineWindow, event_id: str | None) -> None:
    """Select an event as a click would; what is not in the dataset ends the script."""
    store = window.session.store
    if not len(store):
        raise SystemExit("the chronology was not opened")
    if event_id is None:
        return
    row = store.row_of(event_id)
    if row is None:
        raise SystemExit(f"the chronology has no event {event_id!r}")
    window.session.select(row)


def editor(app: QApplication, window: TimelineWindow) -> QWidget:
    """Open the selected event in the editor, as its key would, and return that."""
    window.run(Id.EDIT_EVENT)
    wait_until(app, lambda: window.findChild(EventEditor) is not None)
    [opened] = window.findChildren(EventEditor)
    wait_until(app, lambda: opened.draft.is_checked)
    return opened


def in_few_colours(picture: QImage) -> QImage:
    """Return the picture in its most frequent colours; the others are rare shades at the edges of letters."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(picture.constBits(), np.uint32)
    colours, counts = np.unique(pixels, return_counts=True)
    frequent = colours[np.argsort(-counts, kind="stable")[:COLOURS]]
    return picture.convertToFormat(QImage.Format.Format_Indexed8, frequent.tolist())


def wait_until(app: QApplication, met: Callable[[], bool]) -> None:
    """Run the window until a condition is met."""
    end = time.monotonic() + PATIENCE
    app.processEvents()
    while not met():
        if time.monotonic() > end:
            raise SystemExit("the window does not come to rest")
        app.processEvents()
    app.processEvents()


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    load_fonts()
    for shot in SHOTS:
        take(app, shot, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
