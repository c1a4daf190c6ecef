"""The interface languages: choice by tag, placeholders, counts and grouped numbers."""

from __future__ import annotations

import pytest

from timeline_app.core.language import ENGLISH, LANGUAGES, Language, language_of

TINY = Language(
    "de", {"{n} event": "{n} Ereignis", "{n} events": "{n} Ereignisse", "Hello {name}": "Hallo {name}"}
)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("de", "de"),
        ("de-AT", "de"),
        ("de_DE.UTF-8", "de"),
        ("DE", "de"),
        ("fr", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_takes_the_nearest_language(tag: str, code: str) -> None:
    assert language_of(tag) is LANGUAGES[code]


def test_falls_back_to_the_english_key() -> None:
    assert TINY("Open") == "Open"
    assert TINY("Hello {name}", name="{x}") == "Hallo {x}"
    assert ENGLISH("Hello {name}", name="Ada") == "Hello Ada"
    assert ENGLISH("A {brace} without values") == "A {brace} without values"


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 Ereignisse"), (1, "1 Ereignis"), (2, "2 Ereignisse"), (1_234_567, "1.234.567 Ereignisse")],
)
def test_counts_with_the_right_form(number: int, text: str) -> None:
    assert TINY.count(number, "{n} event", "{n} events") == text


def test_groups_thousands_as_the_language_does() -> None:
    assert ENGLISH.number(-1_234_567) == "-1,234,567"
    assert TINY.number(-1_234_567) == "-1.234.567"
    assert ENGLISH.number(999) == TINY.number(999) == "999"
