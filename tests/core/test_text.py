import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.text import EMPTY_TEXT, Text, one_line

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
PERSIAN = "می\N{ZERO WIDTH NON-JOINER}خواهم"


@pytest.mark.parametrize(
    ("versions", "tag", "expected"),
    [
        ({"en": "house", "de": "Haus"}, "de", "Haus"),
        ({"en": "house", "de": "Haus"}, "DE", "Haus"),
        ({"en": "house", "de": "Haus"}, "de-AT", "Haus"),
        ({"de": "Haus", "de-CH": "Hus"}, "de-CH", "Hus"),
        ({"de-CH": "Hus", "de": "Haus"}, "de-AT", "Haus"),
        ({"en": "house", "de-CH": "Hus"}, "de", "Hus"),
        ({"de": "Haus", "en-GB": "house"}, "fr", "house"),
        ({"zh": "房子", "de": "Haus"}, "fr", "房子"),
        ({"zh": "房子"}, "", "房子"),
        ({"ende": "no language of ours", "en": "house"}, "de", "house"),
    ],
)
def test_the_nearest_version_is_chosen(versions, tag, expected):
    assert Text.of(versions).in_language(tag) == expected


def test_a_plain_string_stands_for_every_language():
    assert Text.plain("Haus").in_language("en") == "Haus"
    assert Text.plain("Haus").versions == (("", "Haus"),)


def test_the_order_of_the_file_is_kept():
    assert Text.of({"zh": "a", "de": "b", "en": "c"}).versions == (("zh", "a"), ("de", "b"), ("en", "c"))


@pytest.mark.parametrize(
    ("text", "something"),
    [
        (EMPTY_TEXT, False),
        (Text.plain(""), False),
        (Text.of({"en": "", "de": ""}), False),
        (Text.of({"en": "", "de": "Haus"}), True),
        (Text.plain("0"), True),
    ],
)
def test_a_text_is_true_where_any_version_says_something(text, something):
    assert bool(text) is something


def test_an_empty_text_says_nothing():
    assert EMPTY_TEXT.in_language("en") == ""


def test_a_version_that_says_nothing_gives_way_to_one_that_does():
    text = Text.of({"en": "", "de": "Haus"})
    assert text.in_language("en") == "Haus"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain", "plain"),
        (" two\n lines\r\n", "two lines"),
        ("tab\tand\vfeed\f", "tab and feed"),
        ("bell\a null\0 escape\x1b", "bell null escape"),
        ("next\x85line \N{LINE SEPARATOR}and\N{PARAGRAPH SEPARATOR}more", "next line and more"),
        ("no\N{NO-BREAK SPACE}break", "no break"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b\N{POP DIRECTIONAL FORMATTING}c", "abc"),
        ("a\N{RIGHT-TO-LEFT ISOLATE}b\N{POP DIRECTIONAL ISOLATE}c", "abc"),
        (FAMILY, FAMILY),
        (PERSIAN, PERSIAN),
        ("<b>bold</b> & more", "<b>bold</b> & more"),
        ("\n\t\0", ""),
    ],
)
def test_a_text_is_brought_to_one_line_and_else_left_alone(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text())
def test_one_line_holds_no_break_no_control_and_is_settled(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in line)
    assert one_line(line) == line
    assert "  " not in line
