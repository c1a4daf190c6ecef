"""The range of some events in words, with the precision of their own dates."""

from __future__ import annotations

import pytest

from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Event, When
from timeline_app.core.extent import extent_text
from timeline_app.core.instant import Instant, Span
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text

EVER = Span(Instant(-(10**30)), Instant(10**30))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], ""),
        (["2018"], "2018"),
        (["2018", "2025-10-28"], "2018 – 28 October 2025"),
        (["2025-10-28", "2018", "2025"], "2018 – 2025"),
        (["1990/2010", "2000"], "1990 – 2010"),
        (["2000/..", "2001-05"], "2000 – open"),
        (["../1990", "1980"], "open – 1990"),
        (["../1990", "1980/.."], ""),
        (["2004-06~", "2010"], "about June 2004 – 2010"),
    ],
)
def test_extent(dates, expected) -> None:
    store = EventStore.of([Event(f"e{n}", Text.plain(""), When(parse_edtf(d))) for n, d in enumerate(dates)])
    assert extent_text(store, EVER, ENGLISH) == expected


def test_only_what_is_in_view_counts() -> None:
    dates = ("1900", "2001", "2002")
    store = EventStore.of([Event(d, Text.plain(""), When(parse_edtf(d))) for d in dates])
    assert extent_text(store, parse_edtf("200X").single.span, LANGUAGES["de"]) == "2001 – 2002"
