"""The canvas: turns mouse, wheel and keys into moves and selections, and shows the chart.

Owns the widget and what is under the pointer. Layout is `scene`'s, painting `render`'s, the kept chart
`chart_view`'s, movement the navigator's, state the session's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from timeline_app.core.store import MOST_PACKED
from timeline_app.gui.canvas.chart_view import ChartView
from timeline_app.gui.canvas.edge_drag import EdgeDrag
from timeline_app.gui.canvas.foresight import Foresight
from timeline_app.gui.canvas.gestures import ZOOM_STEP, Drag, wheel_move
from timeline_app.gui.canvas.lane_scroll_bar import LaneScrollBar
from timeline_app.gui.canvas.navigator import Navigator
from timeline_app.gui.canvas.pointing import Pointing
from timeline_app.gui.session import Session
from timeline_app.gui.widgets.tool_tip import literal_tip
from timeline_app.scene.chart import Chart
from timeline_app.scene.clusters import Cluster
from timeline_app.scene.display import Box


class TimelineCanvas(QWidget):
    """Shows a session's events; emits `chart_changed` when another chart is shown."""

    chart_changed = Signal()
    new_event_wanted = Signal(str, str)
    """As `Pointing.new_event_wanted`: EDTF, and the id of a category."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.navigator = Navigator(session, self)
        self.wheel_zooms = False
        self._view = ChartView(session)
        self.pointing = Pointing(session, self._view, self.navigator, self)
        self.pointing.new_event_wanted.connect(self.new_event_wanted)
        self.edges = EdgeDrag(session, self._view, self.navigator, self)
        self._foresight = Foresight(self._view.prepare_texts, self._view.composed, self)
        self._drag: Drag | None = None
        self._focus_shown = False
        self._scroll_bar = LaneScrollBar(self)
        self._scroll_bar.valueChanged.connect(self._scroll_to)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 160)
        session.store_changed.connect(self._follow_dataset)
        session.language_changed.connect(self._speak)
        session.style_changed.connect(self._renew)
        session.viewport_changed.connect(self._renew)
        session.matches_changed.connect(self._renew)
        session.selection_changed.connect(self._follow_selection)
        session.chosen_changed.connect(self._follow_selection)
        self._speak()

    @property
    def chart(self) -> Chart:
        """Return the chart as it is shown now, composed where it is asked for first."""
        return self._view.chart()

    @property
    def plot(self) -> Box:
        """Return the part of the widget on which time runs."""
        return self._view.frame().plot

    @property
    def frame_times_shown(self) -> bool:
        """Tell whether the canvas shows how long its frames take."""
        return self._view.times.shown

    def show_frame_times(self, *, shown: bool) -> None:
        """Show in a corner how long the frames take, or no longer."""
        self._view.times.shown = shown
        self.update()

    def row_at(self, position: QPointF) -> int | None:
        """Return the row of the event at a point of the widget."""
        return self.chart.row_at(position.x(), position.y())

    def select_next(self) -> bool:
        """Select the next event in time order, the first in view when none is; False at the last."""
        return self._select_step(1)

    def select_previous(self) -> bool:
        """Select the event before; False at the first."""
        return self._select_step(-1)

    def reveal(self, row: int) -> None:
        """Bring an event into sight, in time and among the lanes, moving no more than needed."""
        self.navigator.reveal(row)
        destination = self.navigator.destination
        if destination is None:
            return
        top, bottom = self._view.stripe_of(row, destination)
        scroll, visible = self.chart.scroll, self.chart.frame.plot.height
        if top < scroll or bottom - top > visible:
            self._scroll_to(top)
        elif bottom > scroll + visible:
            self._scroll_to(bottom - visible)

    def sizeHint(self) -> QSize:
        """Return the size that the canvas likes."""
        return QSize(960, 560)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart, what lies over it, and the focus."""
        with QPainter(self) as painter:
            band = None if self._drag is None else self._drag.band
            self._view.paint(painter, self.devicePixelRatioF(), self.pointing.hovered, band)
            self.edges.paint(painter)
            if self._focus_shown:
                painter.setPen(QColor(self.session.style.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(0.5, 0.5, self.width() - 1.0, self.height() - 1.0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out anew for the new size."""
        super().resizeEvent(event)
        self._view.resize(self.size())
        self._renew_frame()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, pan or scroll."""
        move = wheel_move(
            event.angleDelta(), event.pixelDelta(), event.modifiers(), wheel_zooms=self.wheel_zooms
        )
        if move.zoom != 1.0:
            self._zoom_at(event.position(), move.zoom)
        if move.pan:
            self.navigator.pan(move.pan)
        if move.scroll:
            self._scroll_by(move.scroll)
        self._hover(self.pointing.at(event.position()))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take pinches, tool tips and the wish for a new chart beside what every widget takes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._follow_chart()
        elif isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._zoom_at(event.position(), max(1.0 + event.value(), 0.1))
                return True
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what may become a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.navigator.stop()
            self.pointing.press(event.position())
            bands = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._drag = Drag(event.position(), bands=bands)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rubber band, or pan and scroll; without a button mark what is under the pointer."""
        if self._drag is None:
            self._hover(self.pointing.at(event.position()))
            return
        step = self._drag.step_to(event.position())
        if self._drag.band is not None:
            self.setCursor(Qt.CursorShape.CrossCursor)
            self.update()
        elif self._drag.moved:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.navigator.pan(-step.x())
            self._scroll_by(-step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Zoom onto the rubber band; select what was clicked, nothing with a click beside all events."""
        if event.button() != Qt.MouseButton.LeftButton or self._drag is None:
            return
        if self._drag.band is not None:
            first, last = self._drag.band
            self.navigator.zoom_onto(first - self.plot.x, last - self.plot.x)
        elif not self._drag.moved and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pointing.choose_further(event.position())
        elif not self._drag.moved:
            listing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.pointing.choose(event.position(), listing=listing)
        self._drag = None
        self._hover(self.pointing.at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom onto the event under the pointer; where nothing is, begin one, or zoom in if it cannot be."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        row = self.row_at(event.position())
        if row is not None:
            self.session.select(row)
            self.navigator.fit_selection()
        elif not self.pointing.begin_event(event.position()):
            self._zoom_at(event.position(), ZOOM_STEP**3)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus to those who came by the keyboard."""
        super().focusInEvent(event)
        self._focus_shown = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing the focus."""
        super().focusOutEvent(event)
        self._focus_shown = False

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the pointer."""
        super().leaveEvent(event)
        self._hover(None)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Let Tab go from event to event, and out of the canvas at the last; at once where they are many."""
        if len(self.session.store) > MOST_PACKED:
            return super().focusNextPrevChild(forward)
        moved = self.select_next() if forward else self.select_previous()
        return moved or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and select with the keys; Shift makes the arrows go four times as far."""
        action = _KEYS.get(Qt.Key(event.key()))
        if action is None or event.modifiers() & ~_KEY_MODIFIERS:
            super().keyPressEvent(event)
        else:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            action(self, 4.0 if far else 1.0)

    def _renew(self) -> None:
        self._view.renew()
        self._show_anew()

    def _show_anew(self) -> None:
        """Ask for the chart to be composed, before the next painting and once for many changes."""
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))
        self.update()

    def _follow_chart(self) -> None:
        """Bring what stands beside the chart in step with it."""
        self._scroll_bar.follow(self.chart)
        self.chart_changed.emit()
        if self.session.viewport is not None:
            self._foresight.follow(self.session.store, self.session.viewport)

    def _renew_frame(self) -> None:
        """Tell the navigator the plot's width, which depends on the lanes' names, and compose anew."""
        self.pointing.hovered = None
        self._renew()
        self.navigator.set_width(self._view.frame().plot.width)

    def _speak(self) -> None:
        self._view.speak()
        self.setAccessibleName(self.session.language("Timeline"))
        self._follow_dataset()

    def _follow_dataset(self) -> None:
        self._describe()
        self._renew_frame()

    def _follow_selection(self) -> None:
        self._describe()
        self.update()

    def _describe(self) -> None:
        """Tell screen readers what is selected."""
        row, language, chosen = self.session.selected, self.session.language, len(self.session.chosen)
        if row is None and chosen:
            text = language.count(chosen, "{n} event chosen", "{n} events chosen")
        elif row is None:
            text = language.count(len(self.session.store), "{n} event", "{n} events")
        else:
            text = ", ".join(self.pointing.said_of_event(row))
        self.setAccessibleDescription(text)

    def _tell(self, event: QHelpEvent) -> None:
        """Say what is under the pointer: its label may be shortened or absent."""
        pointed = self.pointing.at(QPointF(event.pos()))
        if pointed is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), literal_tip(*self.pointing.said_of(pointed)), self)

    def _select_step(self, step: int) -> bool:
        row = self.session.selected
        if row is not None:
            target = row + step
        else:
            rows = self.session.rows_in_view()
            target = int(rows[0 if step > 0 else -1]) if len(rows) else -1
        if not 0 <= target < len(self.session.store):
            return False
        self.session.select(target)
        self.reveal(target)
        return True

    def _hover(self, pointed: int | Cluster | None) -> None:
        self.setCursor(Qt.CursorShape.ArrowCursor if pointed is None else Qt.CursorShape.PointingHandCursor)
        if pointed != self.pointing.hovered:
            self.pointing.hovered = pointed
            self.update()

    def _zoom_at(self, position: QPointF, factor: float) -> None:
        plot = self.plot
        self.navigator.zoom_about(min(max(position.x() - plot.x, 0.0), plot.width), factor)

    def _scroll_to(self, scroll: float) -> None:
        if self._view.scroll_to(scroll):
            self._show_anew()

    def _scroll_by(self, pixels: float) -> None:
        if self._view.scroll_by(pixels):
            self._show_anew()


def _pan(canvas: TimelineCanvas, far: float, *, direction: float) -> None:
    canvas.navigator.pan_by(direction * 0.1 * far)


def _zoom(canvas: TimelineCanvas, _far: float, *, steps: float) -> None:
    canvas.navigator.zoom_step(steps)


def _select(canvas: TimelineCanvas, _far: float, *, following: bool) -> None:
    canvas.select_next() if following else canvas.select_previous()


_KEY_MODIFIERS: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_KEYS: Final[dict[Qt.Key, Callable[[TimelineCanvas, float], object]]] = {
    Qt.Key.Key_Left: partial(_pan, direction=-1.0),
    Qt.Key.Key_Right: partial(_pan, direction=1.0),
    Qt.Key.Key_Up: partial(_select, following=False),
    Qt.Key.Key_Down: partial(_select, following=True),
    Qt.Key.Key_BracketLeft: partial(_select, following=False),
    Qt.Key.Key_BracketRight: partial(_select, following=True),
    Qt.Key.Key_Plus: partial(_zoom, steps=1.0),
    Qt.Key.Key_Equal: partial(_zoom, steps=1.0),
    Qt.Key.Key_Minus: partial(_zoom, steps=-1.0),
    Qt.Key.Key_Home: lambda canvas, _far: canvas.navigator.go_home(),
    Qt.Key.Key_End: lambda canvas, _far: canvas.navigator.go_end(),
    Qt.Key.Key_F: lambda canvas, _far: canvas.navigator.fit_all(),
    Qt.Key.Key_0: lambda canvas, _far: canvas.navigator.fit_all(),
    Qt.Key.Key_Return: lambda canvas, _far: canvas.navigator.fit_selection(),
    Qt.Key.Key_Enter: lambda canvas, _far: canvas.navigator.fit_selection(),
    Qt.Key.Key_Escape: lambda canvas, _far: canvas.session.select(None),
}
"""What each key does; the second argument is how far."""
