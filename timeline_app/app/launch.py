"""From a file to a running window: application, fonts, settings, look, and what is opened first.

Owns the order of these. Knows no arguments (see `cli`) and no widgets inside the window.
"""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from timeline_app import __version__, bundled
from timeline_app.app.faults import Faults
from timeline_app.app.interrupt import Interrupt
from timeline_app.app.settings import Settings
from timeline_app.gui.appearance import Appearance
from timeline_app.gui.flows.second_process import SecondProcess
from timeline_app.gui.session import Session
from timeline_app.gui.window import TimelineWindow
from timeline_app.render.fonts import load_fonts

APPLICATION: Final = "timeline-app"


def launch(file: Path | SecondProcess | None, theme: str | None = None, language: str | None = None) -> int:
    """Show the window until it is closed and return the exit code; raises TimelineError without fonts.

    Without a file it opens the bundled chronology; a large file may be on its way already, in a second
    process. `theme` is "light" or "dark", `language` a code; None
    leaves them to the settings and the system.
    """
    logging.basicConfig(format="%(name)s: %(levelname)s: %(message)s")
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APPLICATION)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APPLICATION)
    app.setWindowIcon(QIcon(str(bundled.RESOURCES / "icons" / "timeline-app.svg")))
    load_fonts()
    settings = Settings(settings_path())
    settings.override(theme or "", language or "")
    session = Session()
    faults = Faults(session)
    faults.install()
    window = opened_window(app, session, settings, file)
    interrupt = Interrupt(window)
    window.show()
    window.restoring.begin()
    # What stands now stays: a full collection that looked through it would cost a frame of 30 ms.
    gc.freeze()
    try:
        return app.exec()
    finally:
        # The event loop may also end without the window being closed, as at the end of a desktop session.
        window.background.close()
        interrupt.release()
        faults.uninstall()
        settings.save()


def opened_window(
    app: QApplication, session: Session, settings: Settings, file: Path | SecondProcess | None
) -> TimelineWindow:
    """Return the window with a file on its way in; without one, the bundled chronology."""
    appearance = Appearance(app, session, settings, session)
    window = TimelineWindow(session, settings, appearance)
    if isinstance(file, SecondProcess):
        window.documents.open_from(file)
    else:
        window.documents.open(file or bundled.DEFAULT_DATASET)
    return window


def settings_path() -> Path:
    """Return where the settings are kept."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "settings.ini"
