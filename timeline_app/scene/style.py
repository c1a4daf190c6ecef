"""The resolved look of a scene: colours by what they mean, and the sizes of the layout.

Owns the two themes' tokens. Knows no fonts' files, no Qt, no events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Style:
    """Colours of one theme, "#RRGGBB"."""

    name: str
    paper: str
    panel: str
    band: str
    ink: str
    soft: str
    faint: str
    hairline: str
    axis: str
    accent: str
    highlight: str
    categories: tuple[str, ...]


LIGHT: Final = Style(
    name="light",
    paper="#FBFAF7",
    panel="#FFFFFF",
    band="#F4F1EB",
    ink="#1E2227",
    soft="#5B6470",
    faint="#6B7480",
    hairline="#E6E2DA",
    axis="#8A8F96",
    accent="#2F5DA8",
    highlight="#FCE8A6",
    categories=(
        "#1F7A6D",
        "#2F5DA8",
        "#B4532A",
        "#7A4E9E",
        "#8A6A12",
        "#A63D57",
        "#3F6E2F",
        "#5B6470",
    ),
)

DARK: Final = Style(
    name="dark",
    paper="#16181C",
    panel="#1C1F24",
    band="#1B1E23",
    ink="#ECEEF1",
    soft="#A7AFBA",
    faint="#8F98A4",
    hairline="#2C3037",
    axis="#6F7782",
    accent="#8DB4F5",
    highlight="#5C4712",
    categories=(
        "#5CC2B2",
        "#8DB4F5",
        "#F0986B",
        "#C59BE8",
        "#D9BB5C",
        "#EE8FA6",
        "#94C97F",
        "#A7AFBA",
    ),
)

STYLES: Final = {style.name: style for style in (LIGHT, DARK)}
