"""What of a letter counts in search, and where words begin and end."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_app.core.folding import pieces_of, spaced, spaced_with_origins, tokens_of

TEXTS = (
    st.text(
        st.sampled_from(
            "aAéß ŁıİΩςйーかガｶﾞ小米厂한국กำहि्ع\u064b\u05d0\u05b8\u0301\u0308-.,²½🚢👍🏽\u200d\ufe0f\u200b٣"
        )
    )
    | st.text()
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Müller", "muller"),
        ("Mu\u0308ller", "Müller"),
        ("Łódź", "lodz"),
        ("Ørsted Æther œuvre", "orsted aether oeuvre"),
        ("Tiếng Việt", "tieng viet"),
        ("ΟΔΥΣΣΕΎΣ", "οδυσσευς"),
        ("Ёлка", "елка"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("ｆａｃｔｏｒｙ　２０１８", "Factory 2018"),
        ("ﬁnance", "finance"),
        ("ｶﾞｽ", "ガス"),
        ("か\u3099", "が"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("فارسی", "فارسي"),
        ("٢٠١٨", "2018"),
        ("שָׁלוֹם", "שלום"),
        ("Fa\u00adbrik", "Fabrik"),
        ("👍🏽", "👍"),
        ("❤\ufe0f", "❤"),
        ("한국", unicodedata.normalize("NFD", "한국")),
    ],
)
def test_what_does_not_count(one: str, other: str) -> None:
    assert pieces_of(one) == pieces_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("か", "が"), ("कि", "का"), ("ต่า", "ตา"), ("は", "ハ"), ("공", "강"), ("o", "0"), ("и", "u")],
)
def test_what_counts(one: str, other: str) -> None:
    assert pieces_of(one) != pieces_of(other)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("  … — ", []),
        ("don't e-mail a_b", ["don", "t", "e", "mail", "a", "b"]),
        ("小米的iPhone手机，很好", ["小米的", "iphone", "手机", "很好"]),
        ("2018年5月", ["2018", "年", "5", "月"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("ship🚢🚢", ["ship", "🚢🚢"]),
        ("ทดสอบ test", ["ทดสอบ", "test"]),
        ("a\u200bb", ["a", "b"]),
        ("x\ud800y", ["x", "y"]),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert pieces_of(text) == pieces


def test_tokens() -> None:
    assert tokens_of("factory") == ("factory",)
    assert tokens_of("小米工") == ("小米", "米工", "工")
    assert tokens_of("小") == ("小",)


def test_a_syllable_being_typed_begins_the_finished_one() -> None:
    assert pieces_of("한국")[0].startswith(pieces_of("하")[0])


def test_every_character_folds_to_itself() -> None:
    everything = "".join(chr(code) for code in range(0, sys.maxunicode, 7))
    for folded in pieces_of(everything):
        assert pieces_of(folded) == [folded]


@given(TEXTS)
@example("e\u0301\u0302 x\u0301")
@example("\u0301")
def test_both_ways_to_space_agree_and_origins_are_in_order(text: str) -> None:
    found = spaced_with_origins(text)
    assert found.text == spaced(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert found.starts == sorted(found.starts)
    for character, start, end in zip(*found, strict=True):
        assert 0 <= start <= end <= len(text)
        assert character == " " or character in spaced(text[start:end])


@given(TEXTS, TEXTS)
def test_words_do_not_depend_on_what_stands_beside_them(one: str, other: str) -> None:
    assert pieces_of(f"{one} {other}") == pieces_of(one) + pieces_of(other)
