"""The status sentence: every figure that is not nothing is said, and "nothing hidden" only where true."""

from __future__ import annotations

import pytest

from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.scene.counts import ViewCounts, counts_text


@pytest.mark.parametrize(
    ("counts", "english", "german"),
    [
        (ViewCounts(0, 0, 0, 0), "No events", "Keine Ereignisse"),
        (
            ViewCounts(13, 13, 13, 0),
            "13 of 13 events shown · nothing hidden",
            "13 von 13 Ereignissen gezeigt · nichts verborgen",
        ),
        (
            ViewCounts(1, 1, 1, 0),
            "1 of 1 event shown · nothing hidden",
            "1 von 1 Ereignis gezeigt · nichts verborgen",
        ),
        (
            ViewCounts(13, 8, 8, 0),
            "8 of 13 events shown · 5 outside the view",
            "8 von 13 Ereignissen gezeigt · 5 außerhalb der Ansicht",
        ),
        (
            ViewCounts(12345, 12000, 40, 11960),
            "12,000 of 12,345 events shown · 345 outside the view · 11,960 without a label",
            "12.000 von 12.345 Ereignissen gezeigt · 345 außerhalb der Ansicht · 11.960 ohne Beschriftung",
        ),
        (
            ViewCounts(12345, 12345, 42, 0, folded=12303),
            "12,345 of 12,345 events in view · 42 one by one · 12,303 folded",
            "12.345 von 12.345 Ereignissen im Blick · 42 einzeln · 12.303 zusammengefasst",
        ),
        (
            ViewCounts(0, 0, 0, 0, omitted=2),
            "0 of 0 events shown · 2 could not be read",
            "0 von 0 Ereignissen gezeigt · 2 nicht lesbar",
        ),
        (
            ViewCounts(5, 5, 5, 0, omitted=1),
            "5 of 5 events shown · 1 could not be read",
            "5 von 5 Ereignissen gezeigt · 1 nicht lesbar",
        ),
    ],
)
def test_sentence(counts: ViewCounts, english: str, german: str) -> None:
    assert counts_text(counts, ENGLISH) == english
    assert counts_text(counts, LANGUAGES["de"]) == german
