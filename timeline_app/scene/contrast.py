"""Contrast between two colours, and the nearest shade of a colour that can be read.

Owns the arithmetic of WCAG 2.2 (relative luminance, contrast ratio). Knows no themes and no Qt; colours
are "#RRGGBB".
"""

from __future__ import annotations

from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from typing import Final

TEXT_CONTRAST: Final = 4.5
"""The least contrast of text to its ground, by WCAG 2.2, 1.4.3 (AA)."""

_STEPS: Final = 256


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21, whichever is the lighter."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(1_024)
def readable(colour: str, grounds: tuple[str, ...], least: float = TEXT_CONTRAST) -> str:
    """Return the colour, or the nearest shade of its hue whose contrast to every ground is enough.

    Shades go away from the grounds: darker on light ones, lighter on dark ones, at the end black or white.
    """
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    away = 0.0 if min(_luminance(ground) for ground in grounds) > 0.18 else 1.0
    shade = colour
    for step in range(1, _STEPS + 1):
        if all(contrast(shade, ground) >= least for ground in grounds):
            break
        shade = _hex(hls_to_rgb(hue, lightness + (away - lightness) * step / _STEPS, saturation))
    return shade


@lru_cache(1_024)
def blended(colour: str, ground: str, share: float) -> str:
    """Return a colour as it looks on a ground where it covers a share from 0 to 1."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return _hex((below + (above - below) * share for above, below in pairs))


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
