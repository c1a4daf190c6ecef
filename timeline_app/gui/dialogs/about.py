"""What the program is, its version and what it is built with.

Owns the dialog. Knows nothing of the open document.
"""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from timeline_app import __version__
from timeline_app.core.language import Language
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import framed, heading, paragraph


class AboutDialog(QDialog):
    """Names version, licence and libraries; the versions can be copied for a report."""

    def __init__(self, parent: QWidget, language: Language) -> None:
        super().__init__(parent)
        layout = framed(self, language("About Timeline"))
        self.setFixedWidth(460)
        self._versions = (
            f"Timeline {__version__} · Python {platform.python_version()} · "
            f"PySide6 {PySide6.__version__} · Qt {qVersion()} · {platform.platform(terse=True)}"
        )
        layout.addWidget(heading(f"Timeline {__version__}", self))
        for text in (
            language("A timeline viewer for chronologies that must be provable."),
            language(
                "Each event carries a date exactly as precise as its source gives it, "
                "and the words of the source that say so. The program makes no network connection."
            ),
            language(
                "MIT licence. Built with Qt for Python (LGPL); fonts Inter and Noto (SIL Open Font License)."
            ),
        ):
            layout.addWidget(paragraph(text, self))
        versions = paragraph(self._versions, self)
        set_role(versions, "soft")
        layout.addWidget(versions)
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(language("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(language("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._versions)
