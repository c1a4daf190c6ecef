"""Choosing filters: opens the panel with the choices of the open dataset, counted beside the window.

Owns the kept choices. What is chosen goes to the navigator, so that it can be gone back to.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from timeline_app.core.filter_choices import Choices, choices_in
from timeline_app.core.filters import NO_FILTERS
from timeline_app.gui.background import Background
from timeline_app.gui.canvas.navigator import Navigator
from timeline_app.gui.finding.filter_panel import FilterPanel
from timeline_app.gui.session import Session


class FilterFlow(QObject):
    """Opens the filters of one window."""

    def __init__(
        self, session: Session, navigator: Navigator, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._navigator = navigator
        self._background = background
        self._window = window
        self._panel: FilterPanel | None = None
        self._choices: Choices | None = None
        self._counted_for: tuple[int, str] | None = None

    def open_under(self, button: QWidget) -> None:
        """Open the filters under a button."""
        panel = FilterPanel(self._session, self._window)
        panel.filters_chosen.connect(self._navigator.filter)
        panel.destroyed.connect(self._forget_panel)
        self._panel = panel
        self._show_choices()
        panel.open_under(button)

    def clear(self) -> None:
        """Show all events again."""
        self._navigator.filter(NO_FILTERS)

    def _show_choices(self) -> None:
        session = self._session
        key = (session.dataset.store.revision, session.language.code)
        if self._counted_for == key and self._choices is not None and self._panel is not None:
            self._panel.show_choices(self._choices)
            return
        job = partial(choices_in, session.dataset.store, session.language)
        self._background.start(job, partial(self._take, key))

    def _take(self, key: tuple[int, str], outcome: object) -> None:
        if isinstance(outcome, Choices):
            self._choices, self._counted_for = outcome, key
            if self._panel is not None:
                self._panel.show_choices(outcome)

    def _forget_panel(self) -> None:
        self._panel = None
