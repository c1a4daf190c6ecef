"""The resolved look of a scene: colours by what they mean.

Owns the two themes' tokens and the colour of a category in them. Knows no sizes, no fonts and no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline_app.core.event import Category
from timeline_app.scene.contrast import readable


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
    found: str
    error: str
    warning: str
    categories: tuple[str, ...]

    @property
    def grounds(self) -> tuple[str, str, str]:
        """Return the colours that text stands on."""
        return self.paper, self.panel, self.band


LIGHT: Final = Style(
    name="light",
    paper="#FBFAF7",
    panel="#FFFFFF",
    band="#F4F1EB",
    ink="#1E2227",
    soft="#5B6470",
    faint="#646D79",
    hairline="#E6E2DA",
    axis="#8A8F96",
    accent="#2F5DA8",
    highlight="#FCE8A6",
    found="#DCE8FC",
    error="#B3261E",
    warning="#8A5A00",
    categories=(
        "#1F7A6D",
        "#2F5DA8",
        "#B4532A",
        "#7A4E9E",
        "#7A6210",
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
    found="#263B5E",
    error="#F28B82",
    warning="#E5B567",
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


def category_colour(style: Style, category: Category, code: int) -> str:
    """Return the colour of a category's marks and texts in a theme, readable on all of its grounds.

    A dataset's own colour is taken as it is where it can be read, else lightened or darkened; one that
    is a colour of the other theme is answered by its counterpart. Without one, `code` chooses.
    """
    given = category.colour.upper()
    if not given:
        given = style.categories[code % len(style.categories)]
    for other in STYLES.values():
        if other is not style and given in other.categories:
            given = style.categories[other.categories.index(given)]
    return readable(given, style.grounds)
