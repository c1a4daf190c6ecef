import pytest

from timeline_app.core.text import EMPTY_TEXT, Text


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
