"""The look of every widget: palette, style sheet and tinted icons from the tokens of a style.

Owns how tokens become Qt's colours. Knows no widget of the program; `style_sheet` holds the rules.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from timeline_app.bundled import RESOURCES
from timeline_app.gui.style_sheet import style_sheet
from timeline_app.render.fonts import ui_font
from timeline_app.scene.style import Style

UI_PIXELS: Final = 13
"""The size of interface text."""

_ICON_SCALES: Final = (1, 2, 3)
_DRAWN_COLOUR: Final = b"#000000"
"""The only colour in the icons' files."""


def apply_theme(app: QApplication, style: Style) -> None:
    """Dress all widgets, present and future, in a style."""
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(ui_font(UI_PIXELS))
    app.setPalette(palette(style))
    app.setStyleSheet(style_sheet(style))


def palette(style: Style) -> QPalette:
    """Return the palette for what a style sheet does not reach: native text, selections, placeholders."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, colour in {
        role.Window: style.paper,
        role.WindowText: style.ink,
        role.Base: style.panel,
        role.AlternateBase: style.band,
        role.Text: style.ink,
        role.PlaceholderText: style.faint,
        role.Button: style.paper,
        role.ButtonText: style.ink,
        role.ToolTipBase: style.panel,
        role.ToolTipText: style.ink,
        role.Highlight: style.accent,
        role.HighlightedText: style.panel,
        role.Link: style.accent,
        role.LinkVisited: style.accent,
        role.Mid: style.hairline,
        role.Accent: style.accent,
    }.items():
        made.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(style.axis))
    return made


def icon(name: str, colour: str, size: int = 16, *, disabled: str = "") -> QIcon:
    """Return a bundled icon in a colour at a size in logical pixels, sharp at one to three times it.

    With a second colour, a disabled button shows it in that.
    """
    made = QIcon()
    _draw_icon(made, name, colour, size, QIcon.Mode.Normal)
    if disabled:
        _draw_icon(made, name, disabled, size, QIcon.Mode.Disabled)
    return made


def _draw_icon(made: QIcon, name: str, colour: str, size: int, mode: QIcon.Mode) -> None:
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_bytes().replace(_DRAWN_COLOUR, colour.encode())
    renderer = QSvgRenderer(QByteArray(drawing))
    for scale in _ICON_SCALES:
        edge = size * scale
        pixmap = QPixmap(QSize(edge, edge))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, edge, edge))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        made.addPixmap(pixmap, mode)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget one of the style sheet's roles and let it take effect."""
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
