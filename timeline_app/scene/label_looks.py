"""What a label looks like at its spot: one look for each text, side and room.

Owns the lines of a label about its origin, which is where the label begins beside or above a mark, or ends
left of it, and a bounded cache of them. Knows no view and no store.
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import Final

from msgspec import Struct

from timeline_app.scene.arrangement import LEAST_LABEL, Side
from timeline_app.scene.display import FontRole, Look, TextRun
from timeline_app.scene.labels import DATE_GAP, WIDEST_TITLE, Label, Labeller
from timeline_app.scene.measure import elided
from timeline_app.scene.recent import Recent

TITLE_RISE: Final = 2.0
"""How far a title's baseline stands above the middle of its line, beside a mark."""
DATE_DROP: Final = 13.0
"""How far a date's baseline stands below it."""
ABOVE_RISE: Final = 9.0
"""How far the baseline of a label above its bar stands above the middle."""
_CACHED: Final = 20_000

# Members by name: an enumeration finds each anew, which a crowded frame asks a thousand times.
_TITLE, _SELECTED, _DATE = FontRole.TITLE, FontRole.TITLE_SELECTED, FontRole.DATE
_LEFT, _ABOVE = Side.LEFT, Side.ABOVE


class LabelLook(Struct, frozen=True, gc=False):
    """A label's texts about an origin on the middle of its line, from where they begin, and how far."""

    look: Look
    left: float
    width: float


_Key = tuple[str, str, bool, Side, int, str, str]
"""Title, date, whether estimated, side, room in pixels (-1: more than is needed), inks of title and date."""


class LabelLooks:
    """Makes the looks of one labeller's labels, and remembers the last ones used."""

    def __init__(self, labeller: Labeller) -> None:
        self._labeller = labeller
        self._looks: Recent[_Key, LabelLook] = Recent(_CACHED)

    def look(self, label: Label, side: Side, room: float, inks: tuple[str, str]) -> LabelLook:
        """Return a label's look on a side that it has, each line shortened to the room."""
        if side is _ABOVE:
            fits = label.line_width <= room and label.title_width < WIDEST_TITLE
            pixels = -1 if fits else int(room)
            key = (label.title, label.date, label.estimated, side, pixels, *inks)
            return self._looks.get(key, partial(self._above, label, pixels, inks))
        pixels = self._labeller.room_of(label, room)
        key = (label.title, label.date, label.estimated, side, pixels, *inks)
        return self._looks.get(key, partial(self._beside, label, side, pixels, inks))

    def _beside(self, label: Label, side: Side, pixels: int, inks: tuple[str, str]) -> LabelLook:
        """Return title over date, both from the origin on, or up to it."""
        fitted = self._labeller.fitted(label, pixels)
        widths = (fitted.title_width, fitted.date_width)
        # Texts begin on whole pixels, where they can be painted from pictures.
        title_x, date_x = (-float(round(width)) if side is _LEFT else 0.0 for width in widths)
        runs = (
            TextRun(title_x, -TITLE_RISE, fitted.title, _TITLE, inks[0], widths[0]),
            TextRun(date_x, DATE_DROP, fitted.date, _DATE, inks[1], widths[1]),
        )
        left = min(title_x, date_x)
        return LabelLook(Look(runs), left, max(title_x + widths[0], date_x + widths[1]) - left)

    def _above(self, label: Label, pixels: int, inks: tuple[str, str]) -> LabelLook:
        """Return title and date side by side; the date gives way first."""
        measurer, room = self._labeller.measurer, float(pixels) if pixels >= 0 else inf
        title = elided(label.title, _SELECTED, room, measurer)
        title_width, most = measurer.width(title, _TITLE), measurer.width(title, _SELECTED)
        run = TextRun(0.0, -ABOVE_RISE, title, _TITLE, inks[0], title_width)
        date = elided(label.date, _DATE, room - most - DATE_GAP, measurer)
        width = measurer.width(date, _DATE)
        if width < min(LEAST_LABEL, label.date_width):
            return LabelLook(Look((run,)), 0.0, title_width)
        x = float(round(title_width + DATE_GAP))
        return LabelLook(Look((run, TextRun(x, -ABOVE_RISE, date, _DATE, inks[1], width))), 0.0, x + width)
