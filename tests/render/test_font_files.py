"""The bundled fonts load without a display and hold every glyph the program draws."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from timeline_app.bundled import RESOURCES

pytestmark = pytest.mark.usefixtures("qapp")

FONTS = RESOURCES / "fonts"
FAMILIES = {
    "Inter-Regular.otf": ("Inter", 400, False),
    "Inter-Medium.otf": ("Inter", 500, False),
    "Inter-SemiBold.otf": ("Inter", 600, False),
    "NotoSerif-Regular.ttf": ("Noto Serif", 400, False),
    "NotoSerif-Italic.ttf": ("Noto Serif", 400, True),
    "NotoSansMono-Regular.ttf": ("Noto Sans Mono", 400, False),
}
LETTERS = "AZaz09ÄÖÜäöüßéñçøåœřŁğİıșțΑΩαωЖя–—…·•×±′″«»„“”‘’‚§†‡€°²³¼½"
SYMBOLS = "←→↑↓✓⌘≤≥≈"


def raw(name: str) -> QRawFont:
    return QRawFont(str(FONTS / name), 20)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_font_file_loads_under_its_family_and_weight(name: str) -> None:
    family, weight, italic = FAMILIES[name]
    handle = QFontDatabase.addApplicationFont(str(FONTS / name))
    assert handle >= 0
    try:
        assert family in QFontDatabase.applicationFontFamilies(handle)
        wanted = QFont(family)
        wanted.setWeight(QFont.Weight(weight))
        wanted.setItalic(italic)
        found = QRawFont.fromFont(wanted)
        assert (found.familyName(), found.weight()) == (family, weight)
        assert (found.style() == QFont.Style.StyleItalic) == italic
    finally:
        QFontDatabase.removeApplicationFont(handle)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_font_file_has_the_letters_and_signs_of_european_texts(name: str) -> None:
    assert [letter for letter in LETTERS if not raw(name).supportsCharacter(ord(letter))] == []


def test_the_interface_font_has_the_symbols_of_the_interface() -> None:
    assert [sign for sign in SYMBOLS if not raw("Inter-Regular.otf").supportsCharacter(ord(sign))] == []


def test_every_font_file_is_small_known_and_licensed() -> None:
    files = {file.name: file.stat().st_size for file in FONTS.iterdir() if file.suffix != ".txt"}
    assert files.keys() == FAMILIES.keys()
    assert max(files.values()) < 500_000
    for licence in ("Inter-OFL.txt", "Noto-OFL.txt"):
        assert "SIL OPEN FONT LICENSE" in (FONTS / licence).read_text(encoding="utf-8")
