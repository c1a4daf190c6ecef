"""Contrast arithmetic against published values, and themes whose texts can all be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.event import Category
from timeline_app.core.text import Text
from timeline_app.scene.contrast import TEXT_CONTRAST, contrast, readable
from timeline_app.scene.style import DARK, LIGHT, STYLES, Style, category_colour

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
THEMES = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#767676", "#FFFFFF", 4.54),
        ("#FF0000", "#FFFFFF", 4.00),
        ("#0000FF", "#FFFFFF", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


@THEMES
@given(colour=COLOURS)
def test_every_colour_gets_a_readable_shade(style: Style, colour: str) -> None:
    shade = readable(colour, style.grounds)
    assert all(contrast(shade, ground) >= TEXT_CONTRAST for ground in style.grounds)


@THEMES
@given(colour=COLOURS)
def test_a_readable_colour_is_left_alone(style: Style, colour: str) -> None:
    if all(contrast(colour, ground) >= TEXT_CONTRAST for ground in style.grounds):
        assert readable(colour, style.grounds) == colour


@THEMES
@pytest.mark.parametrize("token", ["ink", "soft", "faint", "accent", "error", "warning"])
def test_texts_can_be_read_on_every_ground(style: Style, token: str) -> None:
    assert min(contrast(getattr(style, token), ground) for ground in style.grounds) >= TEXT_CONTRAST


@THEMES
def test_highlighted_words_can_be_read(style: Style) -> None:
    assert contrast(style.ink, style.highlight) >= TEXT_CONTRAST
    assert contrast(style.ink, style.found) >= TEXT_CONTRAST


def category(colour: str) -> Category:
    return Category("c", Text.plain("C"), colour)


def test_a_category_without_colour_takes_the_themes_by_its_code() -> None:
    assert category_colour(DARK, category(""), 1) == DARK.categories[1]
    assert category_colour(DARK, category(""), 1 + len(DARK.categories)) == DARK.categories[1]


@THEMES
@given(colour=st.one_of(COLOURS, st.just("")), code=st.integers(0, 20))
def test_every_categorys_colour_can_be_read(style: Style, colour: str, code: int) -> None:
    shade = category_colour(style, category(colour), code)
    assert min(contrast(shade, ground) for ground in style.grounds) >= TEXT_CONTRAST


def test_a_colour_of_the_other_theme_is_answered_by_its_counterpart() -> None:
    for light, dark in zip(LIGHT.categories, DARK.categories, strict=True):
        assert category_colour(DARK, category(light.lower()), 0) == dark
        assert category_colour(LIGHT, category(dark), 0) == category_colour(LIGHT, category(light), 0)


def test_a_dark_colour_is_lightened_in_the_dark_theme() -> None:
    shade = category_colour(DARK, category("#112233"), 0)
    assert contrast(shade, DARK.paper) > contrast("#112233", DARK.paper)
