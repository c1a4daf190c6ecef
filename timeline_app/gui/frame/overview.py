"""The overview under the chart: all events on one strip, the visible window to be dragged.

Owns the widget and its kept marks. What it draws is decided by `scene.overview`, what a drag means by
`scene.overview_drag`.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from timeline_app.core.store import MOST_PACKED
from timeline_app.gui.canvas.canvas import TimelineCanvas
from timeline_app.gui.session import Session
from timeline_app.render.painter import paint_groups, paint_scene
from timeline_app.scene.display import Box, Group
from timeline_app.scene.overview import overview_marks, overview_scene
from timeline_app.scene.overview_density import match_line
from timeline_app.scene.overview_drag import Grip, OverviewDrag, grip_at
from timeline_app.scene.style import category_colour
from timeline_app.scene.viewport import Viewport

HEIGHT: Final = 56
_INSET: Final = 8.0
_RIGHT: Final = 12.0
_NO_MARKS: Final = Group("marks", ())

_CURSORS: Final = {
    Grip.LEFT: Qt.CursorShape.SizeHorCursor,
    Grip.RIGHT: Qt.CursorShape.SizeHorCursor,
    Grip.WINDOW: Qt.CursorShape.OpenHandCursor,
    Grip.OUTSIDE: Qt.CursorShape.CrossCursor,
}


class OverviewStrip(QWidget):
    """Shows where the canvas looks, and moves it."""

    def __init__(self, session: Session, canvas: TimelineCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._canvas = canvas
        self._drag: OverviewDrag | None = None
        self._marks = _NO_MARKS
        self._marked_for: tuple[int, str, Box] | None = None
        self._matches: Group | None = None
        self._matched_for: tuple[int, str, Box] | None = None
        self._picture: QPixmap | None = None
        self._pictured_for: tuple[tuple[Group, ...], QSize, float] | None = None
        self._marking = QTimer(self, singleShot=True, interval=0)
        self._marking.timeout.connect(self._mark)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        for changed in (
            session.store_changed,
            session.matches_changed,
            session.viewport_changed,
            session.style_changed,
        ):
            changed.connect(self.update)
        session.language_changed.connect(self._speak)
        self._speak()

    def sizeHint(self) -> QSize:
        """Return the strip's height."""
        return QSize(400, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the marks of all events and the frame around what is seen."""
        viewport, whole = self._session.viewport, self._canvas.navigator.whole()
        if viewport is None or whole is None:
            return
        strip = self._strip()
        size = (float(self.width()), float(self.height()))
        marks = (self._kept_marks(whole, strip), *self._kept_matches(whole, strip))
        scene = overview_scene(marks, viewport, whole, strip, size, self._session.style)
        outside, *_, window = scene.groups
        with QPainter(self) as painter:
            paint_scene(replace(scene, groups=(outside,)), painter)
            painter.drawPixmap(0, 0, self._kept_picture(marks))
            paint_groups((window,), painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grip the window, an edge of it, or the strip beside it."""
        viewport, whole = self._session.viewport, self._canvas.navigator.whole()
        if event.button() == Qt.MouseButton.LeftButton and viewport is not None and whole is not None:
            self._drag = OverviewDrag.begun(event.position().x(), viewport, whole, self._strip())
            if self._drag.grip is Grip.WINDOW:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is gripped, else show what could be."""
        x = event.position().x()
        if self._drag is not None:
            self._canvas.navigator.show(self._drag.to(x))
            return
        viewport, whole = self._session.viewport, self._canvas.navigator.whole()
        if viewport is not None and whole is not None:
            self.setCursor(_CURSORS[grip_at(x, viewport, whole, self._strip())])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click beside the window brings it there."""
        if event.button() == Qt.MouseButton.LeftButton and self._drag is not None:
            self._canvas.navigator.show(self._drag.released_at(event.position().x()))
            self._drag = None
            self.mouseMoveEvent(event)

    def _strip(self) -> Box:
        """Return the part that stands for time, under the canvas's plot."""
        x = self._canvas.plot.x
        return Box(x, _INSET, max(self.width() - x - _RIGHT, 1.0), self.height() - 2 * _INSET)

    def _kept_picture(self, marks: tuple[Group, ...]) -> QPixmap:
        """Return the marks as they are painted: nothing of them changes while the view moves."""
        ratio, size = self.devicePixelRatioF(), self.size()
        key = (marks, size, ratio)
        if self._picture is None or self._pictured_for != key:
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as painter:
                paint_groups(marks, painter)
            self._pictured_for = key
        return self._picture

    def _kept_marks(self, whole: Viewport, strip: Box) -> Group:
        """Return the marks of all events; of many they are made in a moment of their own.

        The chart of a large store takes long enough when it is shown first. Until then there are none, or
        those for another size or style.
        """
        store, before = self._session.store, self._marked_for
        if before != self._marks_key(strip):
            if len(store) > MOST_PACKED:
                self._marking.start()
                return self._marks if before is not None and before[0] == store.revision else _NO_MARKS
            self._make_marks(whole, strip)
        return self._marks

    def _marks_key(self, strip: Box) -> tuple[int, str, Box]:
        return (self._session.store.revision, self._session.style.name, strip)

    @Slot()
    def _mark(self) -> None:
        whole = self._canvas.navigator.whole()
        if whole is not None:
            self._make_marks(whole, self._strip())
            self.update()

    def _make_marks(self, whole: Viewport, strip: Box) -> None:
        store, style = self._session.store, self._session.style
        colours = [category_colour(style, category, code) for code, category in enumerate(store.categories)]
        self._marks, self._marked_for = overview_marks(store, whole, strip, colours), self._marks_key(strip)

    def _kept_matches(self, whole: Viewport, strip: Box) -> tuple[Group, ...]:
        """Return the density of what was found, nothing while nothing is."""
        session = self._session
        found = session.matches.store if session.matches is not None else None
        if found is None:
            return ()
        key = (found.revision, session.style.name, strip)
        if self._matches is None or self._matched_for != key:
            self._matches = match_line(found, whole, strip, session.style.accent)
            self._matched_for = key
        return (self._matches,)

    def _speak(self) -> None:
        self.setAccessibleName(self._session.language("Overview"))
        self.setToolTip(self._session.language("Drag the frame to move, its edges to zoom"))
