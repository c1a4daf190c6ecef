"""A typed date: what it was read as, its words, and the sentence that refuses it."""

from __future__ import annotations

import pytest

from timeline_app.core.edtf import parse_edtf
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.typed_date import TypedDate


@pytest.mark.parametrize(
    ("line", "edtf", "words"),
    [
        ("2018-03", "2018-03", ""),
        ("  2018-03/.. ", "2018-03/..", ""),
        ("March 2018", "2018-03", "March 2018"),
        (" um 1850 ", "1850~", "um 1850"),
    ],
)
def test_tells_words_from_edtf(line: str, edtf: str, words: str) -> None:
    typed = TypedDate.read(line, None, ENGLISH)
    assert (typed.date, typed.words, typed.refusal) == (parse_edtf(edtf), words, "")


def test_nothing_typed_is_nothing_refused() -> None:
    assert TypedDate.read("  ", None, ENGLISH) == TypedDate()


def test_refuses_with_place_and_what_was_expected() -> None:
    typed = TypedDate.read(" 2018-13", None, ENGLISH)
    assert typed == TypedDate(refusal="At character 6: month 13 does not exist; expected a month 01 to 12.")
    assert TypedDate.read("2018-13", None, LANGUAGES["de"]).refusal.startswith("Bei Zeichen 6: ")
    assert TypedDate.read("2018-", None, ENGLISH).refusal.startswith("The end of the text; expected ")


def test_reads_what_has_no_year_from_the_as_of_date() -> None:
    assert TypedDate.read("28 October", None, ENGLISH).refusal
    typed = TypedDate.read("28 October", parse_edtf("2025-11"), ENGLISH)
    assert typed.date == parse_edtf("2025-10-28")
    assert typed.words == "28 October"
