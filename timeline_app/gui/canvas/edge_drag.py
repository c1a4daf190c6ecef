"""Moving an edge of the selected event's date with the mouse.

Owns the gesture: which edge is under the pointer, what the date would be, when it is taken. Which edges may
be moved is `core.date_edges`'s business, how it looks `scene.edge_preview`'s.

The words that a date was read from are evidence and stay as they are. Where they give another date than the
moved one, that is said before it is taken, after it, and on the event's page and by `check` for as long as
it is so: a person may correct a misread date by hand, but no date silently says what its source does not.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct, structs
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from timeline_app.core.date_edges import IntervalEdge, edge_instant, movable_edges, moved
from timeline_app.core.event import Event, When
from timeline_app.core.text import one_line
from timeline_app.core.wording import when_text
from timeline_app.gui.canvas.chart_view import ChartView
from timeline_app.gui.canvas.navigator import Navigator
from timeline_app.gui.session import Session
from timeline_app.gui.widgets.other_words import other_words_text
from timeline_app.render.measure import QtMeasurer
from timeline_app.render.painter import paint_groups
from timeline_app.scene.drawn import Drawn
from timeline_app.scene.edge_preview import EdgePreview, edge_preview_group

_REACH: Final = 5.0
"""Pixels from an edge at which it is taken hold of."""
_LEFT: Final = Qt.MouseButton.LeftButton
_TAKEN: Final = frozenset(
    (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.NativeGesture,
        QEvent.Type.KeyPress,
        QEvent.Type.ToolTip,
    )
)
"""What does nothing while an edge is held: it would move the view, or the event, from under the hand."""


class _Held(Struct, frozen=True, gc=False):
    """An edge in the hand: `away` is how far right of it the pointer was; `when` is what would be taken."""

    event: Event
    drawn: Drawn
    edge: IntervalEdge
    away: float
    when: When


class EdgeDrag(QObject):
    """Watches the mouse of one canvas, and what it takes never reaches the canvas."""

    date_wanted = Signal(str, str, str)
    """An event's id, the EDTF of the date that it shall have, and what is to be told of it then, or ""."""

    def __init__(self, session: Session, view: ChartView, navigator: Navigator, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._session = session
        self._view = view
        self._navigator = navigator
        self._canvas = canvas
        self._measurer = QtMeasurer()
        self._held: _Held | None = None
        for changed in (session.store_changed, session.viewport_changed, session.selection_changed):
            changed.connect(self.abandon)
        canvas.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the mouse where it is on an edge, and everything while one is held."""
        if isinstance(event, QMouseEvent) and self._take_mouse(event):
            return True
        if self._held is None:
            return False
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.abandon()
        elif event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # No key is a command now.
        elif _is_escape(event):
            self.abandon()
        return event.type() in _TAKEN

    def abandon(self) -> None:
        """Let go of the edge and leave the date as it is."""
        if self._held is not None:
            self._held = None
            self._canvas.setCursor(Qt.CursorShape.ArrowCursor)
            self._canvas.update()

    def paint(self, painter: QPainter) -> None:
        """Paint the date as it would be, over the chart."""
        held, session = self._held, self._session
        if held is None or session.viewport is None:
            return
        when, language = held.when, session.language
        words = when_text(when, language)
        preview = EdgePreview(when, held.edge, words, other_words_text(when, language))
        look = (session.style, self._measurer)
        plot = self._view.frame().plot
        paint_groups((edge_preview_group(preview, held.drawn, session.viewport, plot, look),), painter)

    def _take_mouse(self, event: QMouseEvent) -> bool:
        if self._held is not None:
            if event.type() == QEvent.Type.MouseMove:
                self._move_to(self._held, event.position().x())
            elif event.type() == QEvent.Type.MouseButtonRelease and event.button() == _LEFT:
                self._drop(self._held)
            return True
        is_press = event.type() == QEvent.Type.MouseButtonPress and event.button() == _LEFT
        is_hover = event.type() == QEvent.Type.MouseMove and not event.buttons()
        if event.modifiers() or not (is_press or is_hover):
            return False
        held = self._edge_at(event.position())
        if held is None:
            return False
        self._canvas.setCursor(Qt.CursorShape.SizeHorCursor)
        if is_press:
            self._navigator.stop()
            self._held = held
        return True

    def _edge_at(self, position: QPointF) -> _Held | None:
        """Return the edge of the selected event under the pointer, if it may be moved here."""
        session, viewport = self._session, self._session.viewport
        if not session.editable or session.selected is None or viewport is None or self._navigator.moving:
            return None
        chart = self._view.chart()
        plot, drawn = chart.frame.plot, chart.drawn.get(session.selected)
        if drawn is None or not plot.contains(position.x(), position.y()):
            return None
        if abs(position.y() - drawn.middle) > drawn.mark.height / 2 + _REACH:
            return None
        event = session.store.event(session.selected)
        date = event.when.date
        found = [
            (abs(away), edge, away)
            for edge in movable_edges(date, viewport.microseconds_per_pixel)
            if abs(away := position.x() - plot.x - viewport.to_x(edge_instant(date, edge))) <= _REACH
        ]
        if not found:
            return None
        _, edge, away = min(found, key=lambda one: one[0])
        return _Held(event, drawn, edge, away, event.when)

    def _move_to(self, held: _Held, x: float) -> None:
        viewport, plot = self._session.viewport, self._view.frame().plot
        if viewport is None:
            return
        inside = min(max(x - held.away, plot.x), plot.right) - plot.x
        date = moved(held.event.when.date, held.edge, viewport.to_instant(inside))
        if date != held.when.date:
            self._held = structs.replace(held, when=structs.replace(held.when, date=date))
            self._canvas.update()

    def _drop(self, held: _Held) -> None:
        self.abandon()
        if held.when.date == held.event.when.date:
            return
        language, edtf = self._session.language, held.when.date.text
        remark = other_words_text(held.when, language)
        if remark:
            title = one_line(held.event.title.in_language(language.code))
            remark = language("The date of “{title}” is now {edtf}.", title=title, edtf=edtf) + " " + remark
        self.date_wanted.emit(held.event.id, edtf, remark)


def _is_escape(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.key() == Qt.Key.Key_Escape
    )
