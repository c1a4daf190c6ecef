"""Theme and language of the window: what was chosen, what the system says, what is worn.

Owns the way from a choice to the session's style and language. Knows no menus.
"""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTranslator, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from timeline_app.core.language import language_of
from timeline_app.gui.preferences import Preferences, Theme
from timeline_app.gui.session import Session
from timeline_app.gui.theme import apply_theme
from timeline_app.scene.style import DARK, LIGHT, Style


class Appearance(QObject):
    """Dresses the application in the chosen theme and language, and follows the system while it runs."""

    def __init__(
        self, app: QApplication, session: Session, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._session = session
        self._preferences = preferences
        self._qt_texts = QTranslator(self)
        session.set_style(self._style())
        self._wear()
        self._speak(preferences.language)
        session.style_changed.connect(self._wear)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def choose_theme(self, theme: Theme) -> None:
        """Wear a theme from now on, also after the next start."""
        self._preferences.theme = theme
        self._follow()

    def choose_language(self, code: str) -> None:
        """Speak a language from now on, also after the next start."""
        self._preferences.language = code
        self._speak(code)

    @Slot()
    def _follow(self) -> None:
        self._session.set_style(self._style())

    @Slot()
    def _wear(self) -> None:
        apply_theme(self._app, self._session.style)

    def _style(self) -> Style:
        theme = self._preferences.theme
        if theme is Theme.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if theme is Theme.DARK else LIGHT

    def _speak(self, code: str) -> None:
        """Speak in the program's own texts and in Qt's: file dialogs, context menus of text fields."""
        self._app.removeTranslator(self._qt_texts)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_texts.load(f"qtbase_{code}", folder):
            self._app.installTranslator(self._qt_texts)
        self._session.set_language(language_of(code))
