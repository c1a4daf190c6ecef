"""What the window shows: the one owner of dataset, filters, matches, viewport, selection, language, style.

The selection is the event whose page is shown; the chosen events are those that a command changes: the
selected one, or several of the list while none is selected.

Canvas, panel, header and foot observe it and ask it for changes. Knows no files and no widgets, nor how
events are filtered and found (see `finding`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from timeline_app.core.columns import HeldEvents, Int64Column
from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import TimelineError
from timeline_app.core.filters import NO_FILTERS, Filters
from timeline_app.core.language import ENGLISH, Language
from timeline_app.core.store import EventStore
from timeline_app.gui.matches import Matches
from timeline_app.scene.style import LIGHT, Style
from timeline_app.scene.viewport import Viewport

_NO_ROWS: Final = np.empty(0, np.int64)


class Session(QObject):
    """Holds the state of one window as immutable values and tells when one is replaced."""

    dataset_changed = Signal()
    """Another dataset is open, or another version of it."""
    store_changed = Signal()
    """Other events are shown: those of another dataset, or those that pass other filters."""
    filters_changed = Signal()
    """Other filters are asked for; `store_changed` follows when it is known what passes them."""
    matches_changed = Signal()
    listed_changed = Signal()
    """Other events than those in view are to be listed, or these again."""
    selection_changed = Signal()
    chosen_changed = Signal()
    """Other events are chosen; it follows on each change of the selection."""
    viewport_changed = Signal()
    language_changed = Signal()
    style_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editable = False
        """Whether the events may be changed in the window; `EditFlow` knows, the window passes it on."""
        self._dataset = Dataset()
        self._store = self._dataset.store
        self._filters = NO_FILTERS
        self._matches: Matches | None = None
        self._listed: Int64Column | None = None
        self._selected: int | None = None
        self._chosen = _NO_ROWS
        self._viewport: Viewport | None = None
        self._language = ENGLISH
        self._style = LIGHT

    @property
    def dataset(self) -> Dataset:
        """Return the open dataset with all its events; an empty one before the first is opened."""
        return self._dataset

    @property
    def store(self) -> EventStore:
        """Return the events that are shown: those of the dataset that pass the filters."""
        return self._store

    def set_dataset(self, dataset: Dataset) -> None:
        """Show all events of a dataset; selected and chosen is what was, by ids that are still there.

        The filters stay as they are: who carries them out shows what passes them next.
        """
        selected = self._selected_id()
        chosen = self._chosen_in(dataset.store)
        self._dataset = dataset
        row = dataset.store.row_of(selected) if selected else None
        self._replace(dataset.store, None, row, chosen, opens=True)

    @property
    def filters(self) -> Filters:
        """Return the filters that are asked for."""
        return self._filters

    def set_filters(self, filters: Filters) -> None:
        """Ask for other filters."""
        if filters != self._filters:
            self._filters = filters
            self.filters_changed.emit()

    @property
    def matches(self) -> Matches | None:
        """Return what the search found among the events shown, None while nothing is searched for."""
        return self._matches

    def set_matches(self, matches: Matches | None) -> None:
        """Light up other events; the matches are of the store that is shown."""
        if matches is not self._matches:
            self._matches = matches
            self.matches_changed.emit()

    def show(self, store: EventStore, matches: Matches | None) -> None:
        """Show other events of the dataset and what was found among them; keep what is chosen if possible."""
        row = self._selected
        kept = None if row is None else store.row_at(int(self._store.file_order[row]))
        chosen = store.rows_at(self._store.file_order[self._chosen])
        self._replace(store, matches, kept, chosen, opens=False)

    def _replace(
        self,
        store: EventStore,
        matches: Matches | None,
        selected: int | None,
        chosen: Int64Column,
        *,
        opens: bool,
    ) -> None:
        """Take all that belongs together, and only then tell."""
        if selected is not None:
            chosen = np.array([selected], np.int64)
        matched, reselected = matches is not self._matches, selected != self._selected
        rechosen = not np.array_equal(chosen, self._chosen)
        self._store, self._matches, self._selected, self._chosen = store, matches, selected, chosen
        # The rows of a cluster are rows of the store that was shown.
        self._listed = None
        if opens:
            self.dataset_changed.emit()
        self.store_changed.emit()
        if matched:
            self.matches_changed.emit()
        if reselected:
            self.selection_changed.emit()
        if rechosen:
            self.chosen_changed.emit()

    def _chosen_in(self, store: EventStore) -> Int64Column:
        """Return the rows of the chosen events in another version of the dataset.

        Only those that are in memory are followed: of others each would have to be read from its file.
        """
        events = self._store.events
        if not len(self._chosen) or not isinstance(events, HeldEvents):
            return _NO_ROWS
        places = self._store.file_order[self._chosen].tolist()
        positions = [store.events.position_of(events.event(place).id) for place in places]
        return store.rows_at(np.array([place for place in positions if place is not None], np.int32))

    def _selected_id(self) -> str:
        if self._selected is None:
            return ""
        try:
            return self._store.event(self._selected).id
        except TimelineError:
            # Its file has changed: that is why another dataset is shown.
            return ""

    @property
    def listed(self) -> Int64Column | None:
        """Return the rows that are listed in place of those in view, None where there are none."""
        return self._listed

    def list_rows(self, rows: Int64Column | None) -> None:
        """List some rows in time order, as those of a cluster, wherever the view goes; None ends that."""
        self._listed = rows
        self.listed_changed.emit()
        if rows is not None:
            self.select(None)

    @property
    def selected(self) -> int | None:
        """Return the row of the selected event."""
        return self._selected

    def select(self, row: int | None) -> None:
        """Select a row of the store and choose it alone, or nothing."""
        if row is not None and not 0 <= row < len(self.store):
            raise IndexError(f"row {row} is not one of {len(self.store)}")
        self._choose(row, _NO_ROWS if row is None else np.array([row], np.int64))

    @property
    def chosen(self) -> Int64Column:
        """Return the rows of the chosen events, rising: the selected one where there is one."""
        return self._chosen

    def choose(self, rows: Int64Column) -> None:
        """Choose rows of the store, given rising; none is selected then."""
        if len(rows) and not 0 <= rows[0] <= rows[-1] < len(self.store):
            raise IndexError(f"rows {rows[0]} to {rows[-1]} are not among {len(self.store)}")
        self._choose(None, rows)

    def _choose(self, selected: int | None, chosen: Int64Column) -> None:
        reselected, rechosen = selected != self._selected, not np.array_equal(chosen, self._chosen)
        self._selected, self._chosen = selected, chosen
        if reselected:
            self.selection_changed.emit()
        if rechosen:
            self.chosen_changed.emit()

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
        """Return the rows that touch the viewport, in time order; of matches alone while there are any.

        Before there is a viewport that is all rows. A million take some milliseconds: not for each frame.
        """
        matches = self._matches
        if self._viewport is None:
            return np.arange(len(self._store)) if matches is None else matches.rows
        span = self._viewport.span
        if matches is not None and matches.store is not None:
            return matches.rows[matches.store.rows_in(span)]
        rows = self._store.rows_in(span)
        return rows if matches is None else rows[matches.mask[rows]]

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
