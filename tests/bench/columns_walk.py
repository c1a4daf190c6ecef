"""The walk over events that were never in a file: `columns_walk.py EVENTS FOLDER`, prints JSON.

Owns a window over a store of columns alone. The walk is `walk`'s.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from files import kept_store
from PySide6.QtWidgets import QApplication
from walk import Walk, fit_canvas, settle

from timeline_app.app.settings import Settings
from timeline_app.core.dataset import Dataset
from timeline_app.gui.appearance import Appearance
from timeline_app.gui.session import Session
from timeline_app.gui.window import TimelineWindow
from timeline_app.render.fonts import load_fonts


def main() -> None:
    """Show the events and walk."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    begun = time.perf_counter()
    store = kept_store(count, folder)
    ready = time.perf_counter() - begun
    app = QApplication([])
    load_fonts()
    with tempfile.TemporaryDirectory() as home:
        settings, session = Settings(Path(home) / "settings.ini"), Session()
        window = TimelineWindow(session, settings, Appearance(app, session, settings, session))
        window.show()
        session.set_dataset(Dataset(name="made-up", store=store))
        settle()
        fit_canvas(window)
        frames = Walk(window).figures()
        window.close()
    print(json.dumps({"columns_s": round(ready, 3), "frames": frames}))


if __name__ == "__main__":
    main()
