"""The legend under the chart: as many lines as it needs at the width at hand.

Owns the widget. What it says and draws is `scene.legend`'s.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from timeline_app.gui.frame.header import MARGIN
from timeline_app.gui.session import Session
from timeline_app.render.measure import QtMeasurer
from timeline_app.render.painter import paint_scene
from timeline_app.scene.display import Box, Group, Scene
from timeline_app.scene.legend import Entry, entries_for, legend_group

_TOP: Final = 8.0


class LegendStrip(QWidget):
    """Explains the shapes that the dataset's events have."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._measurer = QtMeasurer()
        self._entries: tuple[Entry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for changed in (session.dataset_changed, session.language_changed, session.style_changed):
            changed.connect(self._renew)
        self._renew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the samples and their meanings."""
        group, _ = self._group()
        with QPainter(self) as painter:
            paint_scene(Scene(self.width(), self.height(), self._session.style.paper, (group,)), painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the entries need at the new width."""
        super().resizeEvent(event)
        self._fit()

    def _renew(self) -> None:
        session = self._session
        self._entries = entries_for(session.store, None, session.language)
        self.setAccessibleName(session.language("Legend"))
        self.setAccessibleDescription(", ".join(entry.meaning for entry in self._entries))
        self._fit()
        self.update()

    def _fit(self) -> None:
        _, height = self._group()
        self.setFixedHeight(round(height + _TOP))

    def _group(self) -> tuple[Group, float]:
        soft = self._session.style.soft
        area = Box(MARGIN, _TOP, self.width() - 2 * MARGIN, 0.0)
        return legend_group(self._entries, area, (soft, soft), self._measurer)
