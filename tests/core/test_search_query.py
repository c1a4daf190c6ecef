"""What a person types, and where texts have it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.folding import spaced
from timeline_app.core.search_query import Query


def found(typed: str, *texts: str) -> bool:
    return Query.parse(typed).matches(texts)


def lit(typed: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Query.parse(typed).spans_in(text)]


@pytest.mark.parametrize("typed", ["", "  ", "-", "--", '""', '-"', "…", "- -", "„“"])
def test_nothing_is_asked(typed: str) -> None:
    assert not Query.parse(typed)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("fac", "The Factory"),
        ("strasse", "Große Straße"),
        ("MULLER", "Herr Mu\u0308ller"),
        ("工厂", "小米工厂开业"),
        ("小米工厂", "在小米工厂开业"),
        ("厂", "小米工厂"),
        ("공장", "새 공장을 열다"),
        ("하", "한국"),
        ("e-mail", "An E mail"),
        ("2018-05", "on 2018-05-03"),
        ('"market fac', "the market factory"),
        ('"market factory"', "the market, Factory opens"),
        ("„große Straße“", "Eine GROSSE Strasse"),
        ('"工厂 ab"', "工厂 AB 小"),
        ("iphone手机", "新iPhone 手机壳"),
        ("factory -closed", "factory opens"),
        ("-closed", "factory"),
        ("b a", "a b"),
        ("🚢", "the🚢sails"),
        ("usine", "l’usine"),
    ],
)
def test_found(typed: str, text: str) -> None:
    assert found(typed, "other", text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("actory", "The Factory"),
        ("fac bank", "factory"),
        ('"fac"', "factory"),
        ('"factory market"', "market factory"),
        ('"market fac"', "market factory"),
        ("小厂", "小米工厂"),
        ("哈哈哈", "哈哈"),
        ("factory -clo", "factory closed"),
        ('-"market factory"', "market factory"),
        ("e-mail", "mail e"),
    ],
)
def test_not_found(typed: str, text: str) -> None:
    assert not found(typed, text)


def test_words_may_stand_in_different_texts_and_a_phrase_may_not() -> None:
    assert found("market factory", "market", "factory")
    assert not found('"market factory"', "market", "factory")


@pytest.mark.parametrize(
    ("typed", "text", "parts"),
    [
        ("fac", "Factory, FACTS; surface", ["Fac", "FAC"]),
        ("stras", "Straße", ["Straß"]),
        ("mul", "Mu\u0308ller mull", ["Mu\u0308l", "mul"]),
        ("cafe", "cafe\u0301\u0302!", ["cafe\u0301\u0302"]),
        ("小米 米工", "小米工厂", ["小米工"]),
        ("厂 工", "工厂", ["工厂"]),
        ("하", "한국", ["한"]),
        ('"a b"', "A – B, a c", ["A – B"]),
        ('"a"', "a ab A", ["a", "A"]),
        ("哈哈", "哈哈哈", ["哈哈哈"]),
        ("ship -bank", "ship bank", ["ship"]),
        ("-bank", "bank", []),
        ("", "bank", []),
        ("x", "", []),
        ("thumb 👍", "thumb👍🏽.", ["thumb👍🏽"]),
    ],
)
def test_what_lights_up(typed: str, text: str, parts: list[str]) -> None:
    assert lit(typed, text) == parts


@given(
    st.text(st.sampled_from('aBé ßs小米ｶﾞ-\u0301"')),
    st.text(st.sampled_from("aAbBeé ßs小米ガ.\u0301"), max_size=30),
)
def test_what_lights_up_holds_a_word_that_was_asked_for(typed: str, text: str) -> None:
    query = Query.parse(typed)
    needles = [term.needle.strip() for term in query.terms if not term.is_excluded]
    spans = query.spans_in(text)
    assert all(end < start for (_, end), (start, _) in pairwise(spans))
    for start, end in spans:
        assert any(needle in spaced(text[start:end]) for needle in needles)
    wanted = [term for term in query.terms if not term.is_excluded]
    assert bool(spans) == any(term.needle in spaced(text) for term in wanted)
