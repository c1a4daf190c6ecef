"""The bundled fonts and the type of each role.

Owns which family, size and weight a text is set in. Hinting is off, so that text has the same shape and width
on every platform plug-in. Knows no widgets and no layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from timeline_app.bundled import RESOURCES
from timeline_app.core.errors import TimelineError
from timeline_app.scene.display import FontRole

UI_FAMILY: Final = "Inter"
SERIF_FAMILY: Final = "Noto Serif"
MONO_FAMILY: Final = "Noto Sans Mono"

REGULAR: Final = 400
MEDIUM: Final = 500
SEMIBOLD: Final = 600


@dataclass(frozen=True, slots=True)
class Face:
    """Pixel size and weight of a role, set in the interface family."""

    pixels: int
    weight: int


FACES: Final = {
    FontRole.TITLE: Face(13, MEDIUM),
    FontRole.TITLE_SELECTED: Face(13, SEMIBOLD),
    FontRole.DATE: Face(12, REGULAR),
    FontRole.LANE: Face(12, SEMIBOLD),
    FontRole.AXIS: Face(13, REGULAR),
    FontRole.AXIS_CONTEXT: Face(12, MEDIUM),
    FontRole.FOOT: Face(12, REGULAR),
    FontRole.HEADING: Face(20, SEMIBOLD),
}


def load_fonts() -> None:
    """Register the bundled fonts with Qt, once; raises TimelineError when one is missing or unreadable."""
    if {UI_FAMILY, SERIF_FAMILY, MONO_FAMILY} <= set(QFontDatabase.families()):
        return
    files = sorted(path for path in (RESOURCES / "fonts").iterdir() if path.suffix in (".otf", ".ttf"))
    for path in files:
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise TimelineError(f"{path}: Qt could not read this font; reinstall the program")
    if not files:
        raise TimelineError(f"{RESOURCES / 'fonts'}: no fonts found; reinstall the program")


def font(role: FontRole) -> QFont:
    """Return the font of a role."""
    face = FACES[role]
    return ui_font(face.pixels, face.weight)


def ui_font(pixels: int, weight: int = REGULAR) -> QFont:
    """Return the interface font at a size in logical pixels."""
    return _font(UI_FAMILY, pixels, weight)


def serif_font(pixels: int) -> QFont:
    """Return the font of quotations."""
    return _font(SERIF_FAMILY, pixels, REGULAR)


def mono_font(pixels: int) -> QFont:
    """Return the font of EDTF and JSON."""
    return _font(MONO_FAMILY, pixels, REGULAR)


def _font(family: str, pixels: int, weight: int) -> QFont:
    made = QFont(family)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(
        QFont.StyleStrategy(QFont.StyleStrategy.PreferAntialias | QFont.StyleStrategy.NoSubpixelAntialias)
    )
    return made
