"""The chart of a session as it is shown: composed, scrolled, painted to a picture, each kept while it holds.

Owns the caches between session and canvas. Knows no mouse and no keys.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap

from timeline_app.core.columns import Int64Column
from timeline_app.gui.canvas.frame_times import FrameTimes
from timeline_app.gui.matches import Matches
from timeline_app.gui.session import Session
from timeline_app.render.measure import QtMeasurer
from timeline_app.render.painter import paint_groups, paint_scene
from timeline_app.render.prepared import Prepared
from timeline_app.scene.chart import Chart, ChartComposer
from timeline_app.scene.clusters import Cluster, members_of
from timeline_app.scene.display import Box, Scene
from timeline_app.scene.drawn import Drawn
from timeline_app.scene.frame import Frame
from timeline_app.scene.lit import Lit
from timeline_app.scene.overlay import band_group, chosen_group, overlay_groups
from timeline_app.scene.viewport import Viewport

_PICTURES_AT_ONCE: Final = 24


class ChartView:
    """Composes and paints one session's chart at one size."""

    def __init__(self, session: Session) -> None:
        self.times = FrameTimes()
        self._session = session
        self._measurer = QtMeasurer()
        self._prepared = Prepared()
        self._composer = ChartComposer(session.language, self._measurer)
        self._area = Box(0.0, 0.0, 1.0, 1.0)
        self._scroll = 0.0
        self._chart: Chart | None = None
        self._painted: Chart | None = None
        self._painted_ticks = 0
        self._picture: QPixmap | None = None

    def resize(self, size: QSize) -> None:
        """Take the canvas's size."""
        self._area = Box(0.0, 0.0, float(size.width()), float(size.height()))
        self.renew()

    def renew(self) -> None:
        """Forget the chart: something that it depends on has changed."""
        self._chart = None
        self._picture = None

    def speak(self) -> None:
        """Take the session's language."""
        self._composer = ChartComposer(self._session.language, self._measurer)
        self.renew()

    def frame(self) -> Frame:
        """Return where gutter, plot and axis stand."""
        return self._composer.frame(self._session.store, self._area)

    def chart(self) -> Chart:
        """Return the chart of the session's viewport; before there is one, that of the epoch's first day."""
        if self._chart is None:
            viewport = self._session.viewport or Viewport.epoch(self.frame().plot.width)
            with self.times.layout():
                self._chart = self.composed(viewport)
            self._scroll = self._chart.scroll
        return self._chart

    def prepare_texts(self) -> bool:
        """Prepare some of the texts shown for being painted faster; tell whether there are more."""
        return self._prepared.texts.make_pictures(_PICTURES_AT_ONCE)

    def composed(self, viewport: Viewport) -> Chart:
        """Return the chart of some viewport, at the scroll position of the present one."""
        session = self._session
        lit = _lit(session.matches)
        return self._composer.compose(session.store, viewport, self.frame(), session.style, self._scroll, lit)

    def members_of(self, cluster: Cluster) -> Int64Column:
        """Return the rows of a cluster of the chart that is shown, in time order."""
        return members_of(self._session.store, cluster, self.chart().arrangement.placed)

    def stripe_of(self, row: int, viewport: Viewport) -> tuple[float, float]:
        """Return the top and the bottom of an event's line or strip in a viewport, from that of all lanes."""
        session = self._session
        chart = self._composer.compose(session.store, viewport, self.frame(), session.style)
        return chart.stripe_of(row, int(session.store.columns.category_code[row]))

    def scroll_to(self, scroll: float) -> bool:
        """Scroll the lanes; False where they already stand there."""
        chart = self.chart()
        wanted = chart.stack.scrolled(scroll, chart.frame.plot.height)
        if wanted == self._scroll:
            return False
        self._scroll = wanted
        self.renew()
        return True

    def scroll_by(self, pixels: float) -> bool:
        """Scroll the lanes downwards by some pixels."""
        return self.scroll_to(self._scroll + pixels)

    def paint(
        self,
        painter: QPainter,
        ratio: float,
        hovered: int | Cluster | None,
        band: tuple[float, float] | None = None,
    ) -> None:
        """Paint the chart, from its picture where it comes again, and what lies over it."""
        session = self._session
        with self.times.paint():
            chart = self.chart()
            if self._painted is not chart:
                # While the view moves each chart is painted once: a picture of it would cost more.
                self._painted = chart
                self._paint_chart(painter)
            else:
                painter.drawPixmap(0, 0, self._kept_picture(ratio))
            groups = overlay_groups(chart, self._selected(chart), hovered, self._measurer)
            if session.selected is None and len(session.chosen):
                groups = (chosen_group(chart, session.chosen, session.style), *groups)
            if band is not None:
                groups += (band_group(chart, band, session.style),)
            paint_groups(groups, painter)
        if self.times.shown:
            self.times.draw(painter, self._area.right, session.style, session.language)

    def _selected(self, chart: Chart) -> Drawn | None:
        """Return the selected event as it is drawn, over its lane's strip where it has no line."""
        session = self._session
        row, viewport = session.selected, session.viewport
        if row is None or viewport is None:
            return None
        return chart.drawn.get(row) or self._composer.guest(
            chart, session.store, viewport, session.style, row
        )

    def _paint_chart(self, painter: QPainter) -> None:
        area, paper, viewport = self._area, self._session.style.paper, self._session.viewport
        ticks = viewport.ticks if viewport is not None else 0
        self._prepared.zooming, self._painted_ticks = ticks != self._painted_ticks, ticks
        paint_scene(Scene(area.width, area.height, paper, self.chart().groups), painter, self._prepared)

    def _kept_picture(self, ratio: float) -> QPixmap:
        """Return the chart as a picture, over which hover and selection come and go."""
        area = self._area
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(QSize(round(area.width * ratio), round(area.height * ratio)))
            self._picture.setDevicePixelRatio(ratio)
            with QPainter(self._picture) as painter:
                self._paint_chart(painter)
        return self._picture


def _lit(matches: Matches | None) -> Lit | None:
    return None if matches is None else Lit(matches.mask, matches.store)
