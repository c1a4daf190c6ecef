"""The fonts of every role, and the measurer that measures in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF

from timeline_app.core.errors import TimelineError
from timeline_app.render import fonts, measure
from timeline_app.render.fonts import FACES, font, load_fonts, mono_font, serif_font
from timeline_app.render.measure import QtMeasurer
from timeline_app.scene.display import FontRole
from timeline_app.scene.measure import elided


@pytest.fixture(autouse=True)
def loaded(qapp):
    load_fonts()


@pytest.mark.parametrize("role", FontRole)
def test_every_role_is_set_in_the_bundled_face(role: FontRole) -> None:
    made = font(role)
    assert QFontInfo(made).family() == fonts.UI_FAMILY
    assert (made.pixelSize(), made.weight()) == (FACES[role].pixels, FACES[role].weight)


def test_quotations_and_code_have_bundled_faces_too() -> None:
    assert QFontInfo(serif_font(14)).family() == fonts.SERIF_FAMILY
    metrics = QFontMetricsF(mono_font(12))
    assert metrics.horizontalAdvance("i") == metrics.horizontalAdvance("W")
    assert QFontInfo(mono_font(12)).family() == fonts.MONO_FAMILY


@pytest.mark.parametrize("role", FontRole)
def test_measures_are_those_of_the_font(role: FontRole) -> None:
    measurer, metrics = QtMeasurer(), QFontMetricsF(font(role))
    assert measurer.width("Wuhan 2025", role) == metrics.horizontalAdvance("Wuhan 2025") > 0
    assert measurer.width("", role) == 0.0
    assert 0 < measurer.ascent(role) < measurer.line_height(role) < 3 * FACES[role].pixels


@pytest.mark.parametrize("role", FontRole)
def test_digits_take_nearly_the_same_room(role: FontRole) -> None:
    widths = [QtMeasurer().width(digit * 10, role) for digit in "0123456789"]
    assert max(widths) < 2 * min(widths)


def test_a_selected_title_is_never_narrower() -> None:
    measurer = QtMeasurer()
    for title in ("Wuhan factory starts production", "Öffnung 10.–12.", "iiiiii", "WWWW", "小米"):
        plain = measurer.width(title, FontRole.TITLE)
        assert measurer.width(title, FontRole.TITLE_SELECTED) >= plain


@pytest.mark.parametrize("room", [0.0, 5.0, 20.0, 60.0, 300.0])
def test_a_shortened_text_fits_its_room(room: float) -> None:
    measurer, text = QtMeasurer(), "Xiaomi’s smart home appliance factory in Wuhan"
    short = elided(text, FontRole.TITLE, room, measurer)
    assert measurer.width(short, FontRole.TITLE) <= room
    assert short in (text, "") or short.endswith("…")


def test_widths_are_remembered_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "_CACHED", 10)
    measurer = QtMeasurer()
    for number in range(50):
        measurer.width(str(number % 25), FontRole.AXIS)
    assert measurer.width.cache_info().currsize == 10


def test_a_font_that_is_missing_or_damaged_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "RESOURCES", tmp_path)
    monkeypatch.setattr(fonts, "_LOADED", "not loaded yet")
    with pytest.raises(TimelineError, match="missing or damaged"):
        load_fonts()
    (tmp_path / "fonts").mkdir()
    for name in fonts._FILES:
        (tmp_path / "fonts" / name).write_bytes(b"this is no font")
    with pytest.raises(TimelineError, match=fonts._FILES[0]):
        load_fonts()
