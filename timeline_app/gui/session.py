"""What the window shows: the one owner of dataset, viewport, selection, language and style.

Canvas, panel, header and foot observe it and ask it for changes. Knows no files and no widgets.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from timeline_app.core.columns import Int64Column
from timeline_app.core.dataset import Dataset
from timeline_app.core.language import ENGLISH, Language
from timeline_app.core.store import EventStore
from timeline_app.scene.style import LIGHT, Style
from timeline_app.scene.viewport import Viewport


class Session(QObject):
    """Holds the state of one window as immutable values and tells when one is replaced."""

    dataset_changed = Signal()
    selection_changed = Signal()
    viewport_changed = Signal()
    language_changed = Signal()
    style_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dataset = Dataset()
        self._selected: int | None = None
        self._viewport: Viewport | None = None
        self._language = ENGLISH
        self._style = LIGHT

    @property
    def dataset(self) -> Dataset:
        """Return the dataset shown; an empty one before the first is opened."""
        return self._dataset

    @property
    def store(self) -> EventStore:
        """Return the events of the dataset."""
        return self._dataset.store

    def set_dataset(self, dataset: Dataset) -> None:
        """Show a dataset; the selection is kept where an event of the same id is still there."""
        kept = self.store.event(self._selected).id if self._selected is not None else ""
        self._dataset = dataset
        selected = dataset.store.row_of(kept) if kept else None
        changed = selected != self._selected
        self._selected = selected
        self.dataset_changed.emit()
        if changed:
            self.selection_changed.emit()

    @property
    def selected(self) -> int | None:
        """Return the row of the selected event."""
        return self._selected

    def select(self, row: int | None) -> None:
        """Select a row of the store, or nothing."""
        if row is not None and not 0 <= row < len(self.store):
            raise IndexError(f"row {row} is not one of {len(self.store)}")
        if row != self._selected:
            self._selected = row
            self.selection_changed.emit()

    @property
    def viewport(self) -> Viewport | None:
        """Return what the canvas shows; None until it has a size."""
        return self._viewport

    def set_viewport(self, viewport: Viewport) -> None:
        """Show another stretch of time; the canvas calls it, also for each step of a smooth move."""
        if viewport != self._viewport:
            self._viewport = viewport
            self.viewport_changed.emit()

    def rows_in_view(self) -> Int64Column:
        """Return the rows that touch the viewport, in time order; all rows before there is a viewport."""
        if self._viewport is None:
            return np.arange(len(self.store))
        return self.store.rows_in(self._viewport.span)

    @property
    def language(self) -> Language:
        """Return the language of the interface, which also chooses the version of titles."""
        return self._language

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        if language != self._language:
            self._language = language
            self.language_changed.emit()

    @property
    def style(self) -> Style:
        """Return the theme's tokens."""
        return self._style

    def set_style(self, style: Style) -> None:
        """Wear another theme."""
        if style != self._style:
            self._style = style
            self.style_changed.emit()
