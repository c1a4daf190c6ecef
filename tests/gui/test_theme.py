"""Palette, style sheet and icons: every token arrives, and no rule is left without its value."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QLabel

from timeline_app.gui.style_sheet import style_sheet
from timeline_app.gui.theme import apply_theme, icon, palette
from timeline_app.scene.contrast import contrast
from timeline_app.scene.style import DARK, LIGHT, STYLES

THEMES = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)


@THEMES
def test_style_sheet_is_filled_and_balanced(style):
    rules = style_sheet(style)
    assert "$" not in rules
    assert rules.count("{") == rules.count("}")
    tokens = {value for value in asdict(style).values() if isinstance(value, str)}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", rules)) <= tokens


@THEMES
def test_texts_of_the_palette_can_be_read(style):
    role = QPalette.ColorRole
    made = palette(style)
    for text, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.PlaceholderText, role.Base),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.Link, role.Window),
    ):
        assert contrast(made.color(text).name(), made.color(ground).name()) >= 4.5, text


def test_icon_takes_its_colour_and_stays_sharp(fonts):
    made = icon("close", "#12AB34")
    for scale in (1, 2, 3):
        image = made.pixmap(made.availableSizes()[0], float(scale)).toImage()
        assert image.width() == 16 * scale
        solid = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert solid
        assert all(abs(colour.green() - 0xAB) < 8 and abs(colour.red() - 0x12) < 8 for colour in solid)


def test_icon_of_a_disabled_button_has_a_colour_of_its_own(fonts):
    made = icon("close", "#12AB34", disabled="#AB1234")
    for mode, colour in ((QIcon.Mode.Normal, "#12AB34"), (QIcon.Mode.Disabled, "#AB1234")):
        image = made.pixmap(made.availableSizes()[0], 1.0, mode).toImage()
        centre = image.pixelColor(8, 8)
        assert centre.hue() == pytest.approx(QColor(colour).hue(), abs=3)


def test_theme_is_changed_while_the_program_runs(qapp, qtbot, fonts):
    apply_theme(qapp, DARK)
    label = QLabel("Text")
    qtbot.addWidget(label)
    label.show()
    try:
        for style in (LIGHT, DARK, LIGHT):
            apply_theme(qapp, style)
            assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(style.ink)
            assert label.font().family() == "Inter"
    finally:
        qapp.setStyleSheet("")
