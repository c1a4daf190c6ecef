"""Beads: what stands on a strip for a cluster, its number and what is to be known of its members.

Owns how they look, and a bounded cache of it. Knows neither where clusters are nor how they are counted.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from msgspec import Struct

from timeline_app.core.language import Language
from timeline_app.scene.clusters import Cluster
from timeline_app.scene.display import Box, Dash, FontRole, Look, Shape, TextRun
from timeline_app.scene.measure import TextMeasurer
from timeline_app.scene.recent import Recent

_HEIGHT: Final = 16.0
_PADDING: Final = 6.0
_TEXT_DROP: Final = 4.0
_DOT: Final = 4.0
_DOT_ROOM: Final = 7.0
"""What the dot before a number takes."""
_CACHED: Final = 4_000


class Bead(Struct, frozen=True, gc=False):
    """A bead about an origin on the middle of its left end, and how wide it is."""

    look: Look
    width: float


_Key = tuple[int, bool, bool, str, str]
"""How many events, whether any is doubtful, whether any has no excerpt, colour and ground."""


class Beads:
    """Makes the beads of one language and measurer, and remembers the last ones used."""

    def __init__(self, language: Language, measurer: TextMeasurer) -> None:
        self._language = language
        self._measurer = measurer
        self._beads: Recent[_Key, Bead] = Recent(_CACHED)

    def bead(self, cluster: Cluster, inks: tuple[str, str]) -> Bead:
        """Return the bead of a cluster; `inks` are the lane's colour and its ground.

        The outline is dashed where a member's date is doubtful, and a dot stands before the number where a
        member has no excerpt.
        """
        key = (cluster.count, cluster.doubtful > 0, cluster.unsupported > 0, *inks)
        return self._beads.get(key, partial(self._made, key))

    def _made(self, key: _Key) -> Bead:
        count, doubtful, unsupported, colour, ground = key
        text = self._language.number(count)
        text_width = self._measurer.width(text, FontRole.DATE)
        before = _PADDING + (_DOT_ROOM if unsupported else 0.0)
        width = float(round(before + text_width + _PADDING))
        box = Box(0.0, -_HEIGHT / 2, width, _HEIGHT)
        dash = Dash.DASHED if doubtful else Dash.SOLID
        items: tuple[Shape | TextRun, ...] = (
            Shape(box, _HEIGHT / 2, ground, colour, 1.5, dash),
            TextRun(before, _TEXT_DROP, text, FontRole.DATE, colour, text_width),
        )
        if unsupported:
            items += (Shape(Box(_PADDING, -_DOT / 2, _DOT, _DOT), _DOT / 2, colour),)
        return Bead(Look(items), width)
