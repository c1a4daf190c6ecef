"""The settings file: a typed wrapper over QSettings in INI format.

Owns names, types, defaults and limits of what is kept. INI files lose types, so every value is read as
what it must be, and a value that is not becomes its default.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QLocale, QSettings

from timeline_app.core.language import LANGUAGES, language_of
from timeline_app.gui.preferences import LastExport, Theme

RECENT_LIMIT: Final = 10


class Settings:
    """Keeps the window's preferences in one file; overrides of a start-up are not kept."""

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)
        self._theme: Theme | None = None
        self._language = ""

    def override(self, theme: str = "", language: str = "") -> None:
        """Use a theme or a language until the person chooses another; the file stays as it is."""
        if theme:
            self._theme = Theme(theme)
        if language in LANGUAGES:
            self._language = language

    @property
    def theme(self) -> Theme:
        """Return the chosen look."""
        if self._theme is not None:
            return self._theme
        kept = self._text("theme")
        return Theme(kept) if kept in list(Theme) else Theme.SYSTEM

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._theme = None
        self._file.setValue("theme", str(theme))

    @property
    def language(self) -> str:
        """Return the code of the interface language; the system's where none was chosen."""
        kept = self._language or self._text("language")
        return kept if kept in LANGUAGES else language_of(QLocale.system().name()).code

    @language.setter
    def language(self, code: str) -> None:
        self._language = ""
        self._file.setValue("language", code)

    @property
    def wheel_zooms(self) -> bool:
        """Tell whether the plain wheel zooms instead of scrolling the lanes."""
        return self._text("wheel-zooms") == "true"

    @wheel_zooms.setter
    def wheel_zooms(self, zooms: bool) -> None:
        self._file.setValue("wheel-zooms", zooms)

    @property
    def geometry(self) -> QByteArray:
        """Return the window's place and size as Qt saved it; empty at the first start."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("window/geometry", geometry)

    @property
    def splitter(self) -> QByteArray:
        """Return how canvas and panel share the window, as Qt saved it."""
        return self._bytes("window/splitter")

    @splitter.setter
    def splitter(self, state: QByteArray) -> None:
        self._file.setValue("window/splitter", state)

    @property
    def last_export(self) -> LastExport:
        """Return what was exported last."""
        default = LastExport()
        return LastExport(
            format=self._text("export/format") or default.format,
            width=self._number("export/width", default.width),
            height=self._number("export/height", default.height),
            scale=self._number("export/scale", default.scale),
            folder=self._text("export/folder"),
        )

    @last_export.setter
    def last_export(self, last: LastExport) -> None:
        self._file.setValue("export/format", last.format)
        self._file.setValue("export/width", last.width)
        self._file.setValue("export/height", last.height)
        self._file.setValue("export/scale", last.scale)
        self._file.setValue("export/folder", last.folder)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Return the files opened last, newest first."""
        kept = self._file.value("recent", [])
        # A list of one comes back from the file as a string.
        names = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
        return tuple(Path(name) for name in names if isinstance(name, str) and name)[:RECENT_LIMIT]

    def remember(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        others = [other for other in self.recent if other != path]
        self._keep_recent([path, *others][:RECENT_LIMIT])

    def forget(self, path: Path) -> None:
        """Take a file out of the recent ones."""
        self._keep_recent([other for other in self.recent if other != path])

    def forget_all(self) -> None:
        """Empty the recent ones."""
        self._keep_recent([])

    def save(self) -> None:
        """Write the file now."""
        self._file.sync()

    def _keep_recent(self, paths: list[Path]) -> None:
        self._file.setValue("recent", [str(path) for path in paths])

    def _text(self, key: str) -> str:
        kept = self._file.value(key, "")
        return str(kept).lower() if isinstance(kept, bool) else kept if isinstance(kept, str) else ""

    def _bytes(self, key: str) -> QByteArray:
        kept = self._file.value(key)
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def _number(self, key: str, default: int) -> int:
        kept = self._file.value(key, default)
        digits = str(kept)
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else default
