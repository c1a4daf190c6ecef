"""Code points and UTF-16: the model counts every unit by encoding the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.event import TextRange
from timeline_app.gui.panel.quotation import one_block, utf16_ranges

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("😀𝔄\r\n\u2029"), max_size=40)


def test_an_emoji_counts_twice_in_qt() -> None:
    assert utf16_ranges("🎉 On 5 May", (TextRange(2, 10),)) == ((3, 11),)
    assert utf16_ranges("a🎉b", (TextRange(0, 1), TextRange(1, 2), TextRange(2, 3))) == (
        (0, 1),
        (1, 3),
        (3, 4),
    )


@given(text=TEXTS, start=st.integers(0, 40), length=st.integers(0, 40))
def test_ranges_cut_the_same_words_from_the_encoded_text(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    encoded = text.encode("utf-16-le")
    ranges = utf16_ranges(text, (TextRange(start, start + length),))
    assert [encoded[2 * a : 2 * b].decode("utf-16-le") for a, b in ranges] == ([words] if words else [])


@given(text=TEXTS)
def test_a_text_stays_one_block_of_the_same_length(text: str) -> None:
    tamed = one_block(text)
    assert len(tamed) == len(text)
    assert not set(tamed) & {"\n", "\r", "\u2029", "\0", "\ufdd0", "\ufdd1"}


def test_line_breaks_stay_line_breaks() -> None:
    assert one_block("a\nb\tc\r\nd") == "a\u2028b c \u2028d"
