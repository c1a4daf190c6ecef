"""The bundled fonts and the type of each role.

Owns which family, size and weight a text is set in. Hinting is off, so that text has the same shape and width
on every platform plug-in. Knows no widgets and no layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase

from timeline_app.bundled import RESOURCES
from timeline_app.core.errors import TimelineError
from timeline_app.scene.display import FontRole

UI_FAMILY: Final = "Inter"
SERIF_FAMILY: Final = "Noto Serif"
MONO_FAMILY: Final = "Noto Sans Mono"

_FILES: Final = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "NotoSerif-Regular.ttf",
    "NotoSerif-Italic.ttf",
    "NotoSansMono-Regular.ttf",
)
_LOADED: Final = "timeline-fonts-loaded"
_SMOOTH: Final = QFont.StyleStrategy.PreferAntialias | QFont.StyleStrategy.NoSubpixelAntialias

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
    """Register the bundled fonts with the application, once.

    They come before the system's fonts of the same name, so that every machine measures and draws alike.
    Raises TimelineError when one is missing or unreadable, RuntimeError without a QGuiApplication.
    """
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("fonts need a QGuiApplication")
    if application.property(_LOADED):
        return
    for name in _FILES:
        path = RESOURCES / "fonts" / name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise TimelineError(f"{path}: this font is missing or damaged; reinstall the program")
    application.setProperty(_LOADED, True)  # noqa: FBT003 - Qt's own signature


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
    made.setStyleStrategy(_SMOOTH)
    return made
