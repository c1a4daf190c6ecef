"""Texts laid out once, and painted many times from pictures.

Owns two bounded memories: laid-out lines, and pictures of those that are painted again on whole pixels.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache
from math import ceil
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPixmap, QTextLayout

from timeline_app.render.fonts import FACES, font
from timeline_app.render.pens import colour_of
from timeline_app.scene.display import FontRole

_MOST_LAID_OUT: Final = 4_000
"""Lines of text: several times what a window shows."""
_MOST_PICTURES: Final = 1_500
"""A few times what a window shows; a picture takes about 10 KiB."""
_MOST_SEEN: Final = 4_000
"""Looks that have been painted once, and get a picture when they come again."""
_MOST_AT_ONCE: Final = 12
"""Pictures made in one painting; others wait for an idle moment or the next painting."""
_MOST_INKS: Final = 256
_MARGIN: Final = 2
"""Pixels around a text for what glyphs reach beyond their advances."""


_Look = tuple[str, FontRole, str, float]
"""What decides the pixels of a text that begins on a whole pixel: text, role, colour, pixel ratio."""


class PreparedTexts:
    """Paints texts where QPainter.drawText would; needs loaded fonts.

    Unlike QStaticText and QGlyphRun, QTextLayout puts every glyph where drawText puts it, at every pixel
    ratio and beside characters from other fonts. A text on whole device pixels that comes again can be
    painted from a picture, in a fifth of the time: the same glyphs, blended as on the ground. To make one
    takes longer than to paint the text: a painting makes only some, and `make_pictures` the others.
    """

    def __init__(self, most: int = _MOST_LAID_OUT, most_pictures: int = _MOST_PICTURES) -> None:
        self._fonts = {role: font(role) for role in FACES}
        self._laid_out = lru_cache(most)(self._made)
        self._most_pictures = most_pictures
        self._pictures: OrderedDict[_Look, _Picture] = OrderedDict()
        self._seen: OrderedDict[_Look, None] = OrderedDict()
        self._wanted: dict[_Look, None] = {}
        self._may_make = 0
        self._ground = ""

    def __len__(self) -> int:
        """Return how many lines are remembered."""
        return self._laid_out.cache_info().currsize

    @property
    def pictures(self) -> int:
        """Return how many pictures are kept."""
        return len(self._pictures)

    def begin(self, ground: str, *, zooming: bool) -> None:
        """Begin another painting, mostly on one colour; the pictures on another are forgotten.

        While the view is `zooming`, time is short and pictures wait for idle moments.
        """
        self._wanted.clear()
        self._may_make = 0 if zooming else _MOST_AT_ONCE
        if ground != self._ground:
            self._ground = ground
            self._pictures.clear()

    def make_pictures(self, most: int) -> bool:
        """Make some of the pictures that the last painting had a use for; tell whether there are more."""
        while self._wanted and most:
            look, _ = self._wanted.popitem()
            self._make(look)
            most -= 1
        return bool(self._wanted)

    def paint(
        self, painter: QPainter, at: tuple[float, float], text: str, role: FontRole, ink: tuple[str, float]
    ) -> None:
        """Paint one line from the left end of its baseline; `ink` is the pen's colour and the pixel ratio.

        The painter has the font of the role.
        """
        x, baseline = at
        colour, ratio = ink
        if (x * ratio).is_integer() and (baseline * ratio).is_integer():
            look = (text, role, colour, ratio)
            picture = self._pictures.get(look)
            if picture is None and not self._is_new(look):
                picture = self._made_now(look)
            if picture is None:
                # Most of what is new while the view zooms does not come again: not worth a layout.
                painter.drawText(QPointF(x, baseline), text)
                return
            self._pictures.move_to_end(look)
            painter.drawPixmap(QPointF(x - _MARGIN, baseline - picture.rise), picture.pixels)
            return
        layout, ascent = self._laid_out(text, role)
        layout.draw(painter, QPointF(x, baseline - ascent))

    def _is_new(self, look: _Look) -> bool:
        """Tell whether a look was not seen before; from now on it was."""
        if look in self._seen:
            return False
        self._seen[look] = None
        if len(self._seen) > _MOST_SEEN:
            self._seen.popitem(last=False)
        return True

    def _made_now(self, look: _Look) -> _Picture | None:
        """Return a picture made for a look, None where it has to wait."""
        if self._may_make:
            self._may_make -= 1
            return self._make(look)
        self._wanted[look] = None
        return None

    def _make(self, look: _Look) -> _Picture:
        picture = self._pictures[look] = self._drawn(look)
        self._seen.pop(look, None)
        if len(self._pictures) > self._most_pictures:
            self._pictures.popitem(last=False)
        return picture

    def _drawn(self, look: _Look) -> _Picture:
        text, role, colour, ratio = look
        layout, ascent = self._laid_out(text, role)
        rise = ceil(ascent) + _MARGIN
        width = ceil(layout.maximumWidth()) + 2 * _MARGIN
        height = rise + ceil(layout.boundingRect().height() - ascent) + _MARGIN
        image = QImage(ceil(width * ratio), ceil(height * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(colour_of(self._ground))
        with QPainter(image) as painter:
            painter.setPen(colour_of(colour))
            layout.draw(painter, QPointF(_MARGIN, rise - ascent))
        pixels = QPixmap.fromImage(_without_ground(image, colour, self._ground))
        pixels.setDevicePixelRatio(ratio)
        return _Picture(pixels, rise)

    def _made(self, text: str, role: FontRole) -> tuple[QTextLayout, float]:
        """Return a layout and how far its baseline is below its top, which other fonts in it push down."""
        layout = QTextLayout(text, self._fonts[role])
        layout.setCacheEnabled(True)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        return layout, line.ascent() if line.isValid() else 0.0


class _Picture:
    """A text's pixels, and how many logical pixels its baseline is below their top."""

    __slots__ = ("pixels", "rise")

    def __init__(self, pixels: QPixmap, rise: int) -> None:
        self.pixels = pixels
        self.rise = rise


def _without_ground(image: QImage, ink: str, ground: str) -> QImage:
    """Return an image of one ink on a ground as that ink alone, which gives the same pixels on the ground.

    Text is blended with a gamma where it is painted on something, and without where it is painted on
    nothing: a picture painted on nothing would look bolder than the text.
    """
    channel, alone = _covers(ink, ground)
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)
    covered = alone[pixels[:, :, channel]]
    return QImage(covered.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()


@lru_cache(_MOST_INKS)
def _covers(ink: str, ground: str) -> tuple[int, npt.NDArray[np.uint32]]:
    """Return the channel in which an ink is furthest from a ground, and for its 256 values the ink alone."""
    upper, lower = (
        np.array((colour.blue(), colour.green(), colour.red()), np.float64)
        for colour in (colour_of(ink), colour_of(ground))
    )
    channel = int(np.argmax(np.abs(lower - upper)))
    apart = lower[channel] - upper[channel]
    cover = np.clip((lower[channel] - np.arange(256.0)) / (apart or 1.0), 0.0, 1.0)
    parts = np.rint(cover[:, None] * np.append(upper, 255.0)).astype(np.uint32)
    return channel, parts @ np.array((1, 1 << 8, 1 << 16, 1 << 24), np.uint32)
