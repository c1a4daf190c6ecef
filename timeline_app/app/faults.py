"""What no one foresaw: Qt's messages go to the log, an escaped exception to the log and to one dialog.

Owns the two hooks. Knows nothing of what failed.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from timeline_app.gui.dialogs.details import DetailsDialog
from timeline_app.gui.session import Session

_LOG: Final = logging.getLogger("timeline_app")
_QT_LOG: Final = logging.getLogger("qt")
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Faults(QObject):
    """Shows an escaped exception once: what follows it is most often the same again."""

    _escaped = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = False
        # A signal, because an exception may escape in another thread than the window's.
        self._escaped.connect(self._show)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self.report
        threading.excepthook = self._report_of_thread
        qInstallMessageHandler(_log_message_of_qt)

    @staticmethod
    def uninstall() -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an exception that nobody caught, and show it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.critical("An exception escaped", exc_info=(kind, error, trace))
        self._escaped.emit("".join(traceback.format_exception(kind, error, trace)))

    def _report_of_thread(self, hooked: threading.ExceptHookArgs) -> None:
        if hooked.exc_value is not None:
            self.report(hooked.exc_type, hooked.exc_value, hooked.exc_traceback)

    @Slot(str)
    def _show(self, text: str) -> None:
        window = QApplication.activeWindow() or next(iter(QApplication.topLevelWidgets()), None)
        if self._shown or window is None:
            return
        self._shown = True
        language = self._session.language
        DetailsDialog(
            window,
            language,
            language("Something went wrong in the program"),
            language(
                "This is a fault of the program, not of your file. What is open is still there: save it."
            ),
            text.splitlines(),
        ).open()


def _log_message_of_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = context.category
    _QT_LOG.log(_LEVELS[kind], "%s: %s", category, message)
