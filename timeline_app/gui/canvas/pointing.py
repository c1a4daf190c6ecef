"""What the pointer is on in a canvas: an event or a cluster, what is said of it, and what a click does.

Owns the choice between selecting, zooming in and listing. Knows no Qt events (see `canvas`).
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QPointF, Signal

from timeline_app.core.columns import Int64Column, distinct
from timeline_app.core.errors import TimelineError
from timeline_app.core.evidence import date_line
from timeline_app.core.text import one_line
from timeline_app.gui.canvas.chart_view import ChartView
from timeline_app.gui.canvas.navigator import Navigator
from timeline_app.gui.session import Session
from timeline_app.scene.cluster_text import cluster_lines
from timeline_app.scene.clusters import Cluster
from timeline_app.scene.empty_place import empty_place


class Pointing(QObject):
    """Knows what is under the pointer on the chart of a view."""

    members_wanted = Signal(object)
    """The rows of a cluster that shall be listed."""
    new_event_wanted = Signal(str, str)
    """The EDTF of an empty place and the id of its lane's category, "" below all lanes."""

    def __init__(self, session: Session, view: ChartView, navigator: Navigator, parent: QObject) -> None:
        super().__init__(parent)
        self.hovered: int | Cluster | None = None
        self._pressed: int | Cluster | None = None
        self._session = session
        self._view = view
        self._navigator = navigator

    def at(self, position: QPointF) -> int | Cluster | None:
        """Return the row of the event at a point of the canvas, else the cluster."""
        return self._view.chart().pointed_at(position.x(), position.y())

    def choose(self, position: QPointF, *, listing: bool) -> None:
        """Select the event at a point; zoom into a cluster, or list it where `listing` is wanted.

        A cluster of one is that event, and one whose members all begin together can only be listed.
        """
        pointed = self.at(position)
        if not isinstance(pointed, Cluster):
            self._session.select(pointed)
            return
        members = self._view.members_of(pointed)
        if len(members) == 1:
            self._session.select(int(members[0]))
        elif listing or not self._can_be_parted(members):
            self.members_wanted.emit(members)
        else:
            self._navigator.fit_span(pointed.span)

    def choose_further(self, position: QPointF) -> None:
        """Choose the event at a point beside what is chosen, or no longer; of a cluster all members."""
        pointed, chosen = self.at(position), self._session.chosen
        if isinstance(pointed, Cluster):
            self._session.choose(distinct(np.concatenate((chosen, self._view.members_of(pointed)))))
        elif pointed is not None:
            self._session.choose(np.setxor1d(chosen, np.array([pointed], np.int64)))

    def press(self, position: QPointF) -> None:
        """Remember what a click has begun on: the view may move before a second one follows."""
        self._pressed = self.at(position)

    def begin_event(self, position: QPointF) -> bool:
        """Ask for a new event at a point; False where there may be none, or something is or was just now."""
        session, chart = self._session, self._view.chart()
        if not session.editable or session.viewport is None or self._pressed is not None:
            return False
        place = empty_place(chart, session.viewport, position.x(), position.y())
        if place is None:
            return False
        code = place.category_code
        self.new_event_wanted.emit(place.edtf, "" if code is None else session.store.categories[code].id)
        return True

    def said_of(self, pointed: int | Cluster) -> tuple[str, ...]:
        """Return lines about an event or a cluster: its label may be shortened or absent."""
        if not isinstance(pointed, Cluster):
            return self.said_of_event(pointed)
        session, members = self._session, self._view.members_of(pointed)
        if len(members) == 1:
            return self.said_of_event(int(members[0]))
        lines = cluster_lines(session.store, pointed, members, session.language)
        return (*lines, session.language("Click to zoom in, Shift+click to list them."))

    def said_of_event(self, row: int) -> tuple[str, ...]:
        """Return an event's title, and its date in words with what weakens it."""
        language = self._session.language
        try:
            event = self._session.store.event(row)
        except TimelineError as error:
            return (str(error),)
        return one_line(event.title.in_language(language.code)), date_line(event, language)

    def _can_be_parted(self, members: Int64Column) -> bool:
        """Tell whether zooming in can part the members of a cluster."""
        starts = self._session.store.columns.earliest_start[members[[0, -1]]]
        return bool(starts[0] < starts[1])
