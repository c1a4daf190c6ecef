"""What stands beside a mark: the event's title and its date in words, and how wide they are.

Owns the texts of labels and a bounded cache of them. Knows no positions (see `label_looks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from msgspec import Struct

from timeline_app.core.errors import TimelineError
from timeline_app.core.evidence import date_line
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore
from timeline_app.core.text import one_line
from timeline_app.scene.display import FontRole
from timeline_app.scene.measure import CharacterWidths, ExactWidths, TextMeasurer
from timeline_app.scene.recent import Recent

_CACHED: Final = 20_000
_ROOM_STEP: Final = 24
WIDEST_TITLE: Final = 420.0
DATE_GAP: Final = 10.0
"""Pixels between title and date where they stand on one line."""
_TITLE, _SELECTED, _DATE = _ROLES = (FontRole.TITLE, FontRole.TITLE_SELECTED, FontRole.DATE)


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
        self._exact = {role: ExactWidths(measurer, role) for role in _ROLES}
        self._estimated = {role: CharacterWidths(measurer, role) for role in _ROLES}

    def label(self, store: EventStore, row: int) -> Label:
        """Return the label of an event."""
        return self._labels.get((store.revision, row), partial(self._made, store, row))

    def room_of(self, label: Label, room: float) -> int:
        """Return the pixels to which a label's lines, one under the other, are shortened; -1: to none.

        A room is rounded down to steps, so that most labels stay as they are while the view is zoomed.
        """
        if label.width <= room and label.title_width < WIDEST_TITLE:
            return -1
        return int(room) // _ROOM_STEP * _ROOM_STEP

    def fitted(self, label: Label, pixels: int) -> FittedLabel:
        """Return a label's lines one under the other, each shortened to what `room_of` gives."""
        if pixels < 0:
            return FittedLabel(label.title, label.plain_width, label.date, label.date_width)
        return self._fit(label, pixels)

    def _fit(self, label: Label, room: int) -> FittedLabel:
        widths = self._widths(estimated=label.estimated)
        # As the title is wider when it is selected, it is shortened to what then fits.
        title = widths[_SELECTED].elided(label.title, room)
        date = widths[_DATE].elided(label.date, room)
        return FittedLabel(title, widths[_TITLE].width(title), date, widths[_DATE].width(date))

    def _widths(self, *, estimated: bool) -> Mapping[FontRole, ExactWidths | CharacterWidths]:
        return self._estimated if estimated else self._exact

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
        widths = self._widths(estimated=estimated)
        title_width = min(widths[_SELECTED].width(title), WIDEST_TITLE)
        date_width, plain_width = widths[_DATE].width(date), widths[_TITLE].width(title)
        widest = max(title_width, date_width)
        return Label(title, date, title_width, date_width, plain_width, widest, estimated)
