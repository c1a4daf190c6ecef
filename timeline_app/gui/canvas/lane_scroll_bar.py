"""The scroll bar of the lanes, at the right edge of the plot where they are higher than it.

Owns where it stands and what it ranges over. Scrolls nothing itself.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QScrollBar, QWidget

from timeline_app.scene.chart import Chart

_WIDTH: Final = 10


class LaneScrollBar(QScrollBar):
    """Hidden while all lanes are in sight; its value is how many pixels the lanes are scrolled up."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setFixedWidth(_WIDTH)
        self.hide()

    def follow(self, chart: Chart) -> None:
        """Take the lanes of a chart and how far they are scrolled, without telling of it."""
        plot = chart.frame.plot
        hidden = max(round(chart.stack.height - plot.height), 0)
        self.setVisible(hidden > 0)
        with QSignalBlocker(self):
            self.setGeometry(round(plot.right) - _WIDTH, round(plot.y), _WIDTH, round(plot.height))
            self.setRange(0, hidden)
            self.setPageStep(round(plot.height))
            self.setSingleStep(round(chart.stack.pitch))
            self.setValue(round(chart.scroll))
