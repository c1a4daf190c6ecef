"""The menu of files opened last.

Owns its entries. Knows the preferences that keep the list, and the flow that opens.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.gui.preferences import Preferences


class RecentMenu(QObject):
    """Lists the recent files above what the menu holds, anew each time the menu opens."""

    def __init__(
        self, menu: QMenu, preferences: Preferences, documents: DocumentFlow, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._menu = menu
        self._preferences = preferences
        self._documents = documents
        self._entries = QActionGroup(self)
        self._entries.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._entries.triggered.connect(self._open)
        self._last = menu.actions()[0]
        menu.insertSeparator(self._last)
        menu.aboutToShow.connect(self._list)

    @Slot()
    def _list(self) -> None:
        for entry in self._entries.actions():
            self._menu.removeAction(entry)
            self._entries.removeAction(entry)
            entry.deleteLater()
        before = self._menu.actions()[0]
        for path in self._preferences.recent:
            # An ampersand would be taken for a mnemonic.
            entry = QAction(_shortened(path).replace("&", "&&"), self)
            entry.setData(str(path))
            self._entries.addAction(entry)
            self._menu.insertAction(before, entry)

    @Slot(QAction)
    def _open(self, entry: QAction) -> None:
        self._documents.open(Path(entry.data()))


def _shortened(path: Path) -> str:
    """Return a file's name and folder, with the home folder as ~."""
    folder = path.parent
    home = Path.home()
    where = f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
    return f"{path.name}  —  {where.removesuffix('/.')}"
