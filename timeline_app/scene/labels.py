"""What stands beside a mark: the event's title and its date in words, and how wide they are.

Owns the texts of labels and a bounded cache of them. Knows no positions.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from msgspec import Struct

from timeline_app.core.errors import TimelineError
from timeline_app.core.evidence import date_line
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore
from timeline_app.core.text import one_line
from timeline_app.scene.display import FontRole
from timeline_app.scene.measure import TextMeasurer, elided, estimated_width, nearly_elided
from timeline_app.scene.recent import Recent

_CACHED: Final = 20_000
_ROOM_STEP: Final = 24
WIDEST_TITLE: Final = 420.0
DATE_GAP: Final = 10.0
"""Pixels between title and date where they stand on one line."""


class Label(Struct, frozen=True, gc=False):
    """A label's two lines; `width` is that of both, one under the other, in pixels.

    The title counts as wide as it is when selected, at most WIDEST_TITLE; `plain_width` is its whole width
    when it is not. Of large stores, which show ever new ones, labels are `estimated`: character by character.
    """

    title: str
    date: str
    title_width: float
    date_width: float
    plain_width: float
    width: float
    estimated: bool = False

    @property
    def line_width(self) -> float:
        """Return the width of title and date side by side."""
        return self.title_width + DATE_GAP + self.date_width


class FittedLabel(Struct, frozen=True, gc=False):
    """The two lines of a label shortened to a room, with their widths; "" where no ellipsis fits."""

    title: str
    title_width: float
    date: str
    date_width: float


class Labeller:
    """Makes the labels of one language and measurer, and remembers the last ones used."""

    def __init__(self, language: Language, measurer: TextMeasurer) -> None:
        self.language = language
        self.measurer = measurer
        self._labels: Recent[tuple[int, int], Label] = Recent(_CACHED)
        self._fitted: Recent[tuple[str, str, int], FittedLabel] = Recent(_CACHED)

    def label(self, store: EventStore, row: int) -> Label:
        """Return the label of an event."""
        return self._labels.get((store.revision, row), partial(self._made, store, row))

    def fitted(self, label: Label, room: float) -> FittedLabel:
        """Return a label's lines one under the other, each shortened to a room.

        It is rounded down to steps, so that most labels stay as they are while the view is zoomed.
        """
        if label.width <= room and label.title_width < WIDEST_TITLE:
            return FittedLabel(label.title, label.plain_width, label.date, label.date_width)
        pixels = int(room) // _ROOM_STEP * _ROOM_STEP
        return self._fitted.get((label.title, label.date, pixels), partial(self._fit, label, pixels))

    def _fit(self, label: Label, room: int) -> FittedLabel:
        shorten = nearly_elided if label.estimated else elided
        width = estimated_width if label.estimated else _exact_width
        # As the title is wider when it is selected, it is shortened to what then fits.
        title = shorten(label.title, FontRole.TITLE_SELECTED, room, self.measurer)
        date = shorten(label.date, FontRole.DATE, room, self.measurer)
        title_width = width(title, FontRole.TITLE, self.measurer)
        return FittedLabel(title, title_width, date, width(date, FontRole.DATE, self.measurer))

    def _made(self, store: EventStore, row: int) -> Label:
        try:
            event = store.event(row)
        except TimelineError:
            # Where it stands is known; the panel says why its words are not.
            title, date = self.language("can no longer be read"), ""
        else:
            title = one_line(event.title.in_language(self.language.code)) or event.id
            date = date_line(event, self.language)
        estimated = store.prominence is not None
        width = estimated_width if estimated else _exact_width
        title_width = min(width(title, FontRole.TITLE_SELECTED, self.measurer), WIDEST_TITLE)
        date_width = width(date, FontRole.DATE, self.measurer)
        plain_width = width(title, FontRole.TITLE, self.measurer)
        widest = max(title_width, date_width)
        return Label(title, date, title_width, date_width, plain_width, widest, estimated)


def _exact_width(text: str, role: FontRole, measurer: TextMeasurer) -> float:
    return measurer.width(text, role)
