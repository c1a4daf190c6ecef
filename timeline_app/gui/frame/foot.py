"""The foot of the canvas: the legend, how much of the dataset is seen, and from which sources.

Owns the arrangement and the two lines of text. The figures are the layout's, told through `set_counts`;
the legend draws itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from timeline_app.core.event import Source
from timeline_app.core.evidence import source_name
from timeline_app.core.extent import extent_text
from timeline_app.core.language import Language
from timeline_app.core.store import MOST_PACKED
from timeline_app.gui.frame.header import MARGIN
from timeline_app.gui.frame.legend_strip import LegendStrip
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.elided import ElidedLabel
from timeline_app.scene.counts import ViewCounts, counts_text

_LATER: Final = 40
"""Milliseconds between two sayings of the status of many events."""
_MOST_SOURCES: Final = 20
"""Sources named in the line; the tooltip could not hold many more."""


class Foot(QWidget):
    """The legend over one line: sources at the left, the status at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._counts = ViewCounts(0, 0, 0, 0)
        self._status = ElidedLabel("small")
        self._sources = ElidedLabel("small")
        self._saying = QTimer(self, singleShot=True, interval=_LATER)
        self._saying.timeout.connect(self._say_status)
        self._lay_out()
        session.dataset_changed.connect(self._refresh)
        session.store_changed.connect(self._say_status)
        session.language_changed.connect(self._refresh)
        self._refresh()

    def set_counts(self, counts: ViewCounts) -> None:
        """Say how many events the canvas shows now; what they leave out is told here.

        Of many events it is said a little later: while the view moves, a frame must not wait for the words.
        """
        self._counts = counts
        if len(self._session.store) <= MOST_PACKED:
            self._say_status()
        elif not self._saying.isActive():
            self._saying.start()

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "foot")
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        line.setSpacing(24)
        line.addWidget(self._sources, 1)
        line.addWidget(self._status)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 12)
        column.setSpacing(8)
        column.addWidget(LegendStrip(self._session))
        column.addLayout(line)

    def _refresh(self) -> None:
        self.setAccessibleName(self._session.language("Status"))
        self._sources.set_whole(sources_text(self._session.store.sources, self._session.language))
        self._say_status()

    def _say_status(self) -> None:
        store, language, viewport = self._session.store, self._session.language, self._session.viewport
        dataset = self._session.dataset
        unseen = replace(self._counts, omitted=dataset.omitted, filtered=len(dataset.store) - len(store))
        text = counts_text(unseen, language)
        if viewport is not None and (extent := extent_text(store, viewport.span, language)):
            text = f"{text} · {extent}"
        if not self._session.dataset.complete:
            text = language("So far: {counts}", counts=text)
        self._status.set_whole(text)


def sources_text(sources: tuple[Source, ...], language: Language) -> str:
    """Return the numbered sources in one line; more than 20 are counted."""
    named = [source_name(source, language) for source in sources[:_MOST_SOURCES]]
    if (more := len(sources) - _MOST_SOURCES) > 0:
        named.append(language("and {n} more", n=language.number(more)))
    heading = language("Source") if len(sources) == 1 else language("Sources")
    return "  ".join((heading, *named)) if named else ""
