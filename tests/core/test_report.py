"""A date as plain values: bounds spelled out, for every kind of bound."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.civil import instant_of
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.instant import HOUR, Instant, Span
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.report import date_json, span_iso

DAYS = """
2025-08 month 2025-08-01 2025-08-31
2025-10-28 day 2025-10-28 2025-10-28
2024-02 month 2024-02-01 2024-02-29
2025 year 2025-01-01 2025-12-31
2025-34 quarter 2025-04-01 2025-06-30
2001-24 season 2001-12-01 2002-02-28
2024-37~ four-months 2024-01-01 2024-04-30
2025-41 half-year 2025-07-01 2025-12-31
201X decade 2010-01-01 2019-12-31
18XX century 1800-01-01 1899-12-31
-0043-03-15 day -0043-03-15 -0043-03-15
0000 year 0000-01-01 0000-12-31
Y12025 year +12025-01-01 +12025-12-31
Y-138E8S3 hundred-million-years -13899999999-01-01 -13800000000-12-31
2018/2020-05 year 2018-01-01 2020-05-31
2018/.. year 2018-01-01 open
../2018 year open 2018-12-31
2018/ year 2018-01-01 unknown
/2018 year unknown 2018-12-31
[1667,1668,1670..1672] year 1667-01-01 1672-12-31
[..1760-12-03] day open 1760-12-03
2025-10-28T23:59:59 second 2025-10-28 2025-10-28
2025-01-01T00:30:00+02:00 second 2024-12-31 2024-12-31
2025-01-01T00:30+02:00 minute 2024-12-31 2024-12-31
"""


@pytest.mark.parametrize("row", DAYS.strip().splitlines())
def test_gives_the_days_inside(row: str) -> None:
    edtf, precision, earliest, latest = row.split()
    report = date_json(parse_edtf(edtf), "as typed", ENGLISH)
    assert report["input"] == "as typed"
    assert report["edtf"] == edtf
    assert [report["precision"], report["earliest"], report["latest"]] == [precision, earliest, latest]


def test_gives_four_bounds() -> None:
    within = {"earliest": "2025-08-01T00:00:00", "latest": "2025-09-01T00:00:00"}
    single = date_json(parse_edtf("2025-08"), "Aug 2025", LANGUAGES["de"])
    assert single == {
        "input": "Aug 2025", "edtf": "2025-08", "precision": "month", "earliest": "2025-08-01",
        "latest": "2025-08-31", "start": within, "end": within, "text": "August 2025",
    }  # fmt: skip
    interval = date_json(parse_edtf("2018/.."), "", ENGLISH)
    assert interval["start"] == {"earliest": "2018-01-01T00:00:00", "latest": "2019-01-01T00:00:00"}
    assert interval["end"] == {"earliest": "open", "latest": "open"}
    assert interval["text"] == "from 2018, still open"


def test_gives_times_down_to_their_fraction() -> None:
    report = date_json(parse_edtf("2025-10-28T14:30:05.25"), "", ENGLISH)
    assert report["start"] == {"earliest": "2025-10-28T14:30:05.25", "latest": "2025-10-28T14:30:05.26"}
    assert json.loads(json.dumps(report)) == report


def test_counts_a_time_with_an_offset_in_utc() -> None:
    report = date_json(parse_edtf("2025-10-28T23:30:00-01"), "", ENGLISH)
    assert report["earliest"] == "2025-10-29"
    assert report["start"] == {"earliest": "2025-10-29T00:30:00", "latest": "2025-10-29T00:30:01"}


def test_spells_spans_in_days_or_times() -> None:
    start = instant_of(2025, 10, 28)
    assert span_iso(Span(start, instant_of(2025, 11, 1))) == "2025-10-28/2025-10-31"
    assert span_iso(Span(start, Instant(start + HOUR))) == "2025-10-28T00:00:00/2025-10-28T01:00:00"


@given(st.dates(), st.dates())
def test_agrees_with_datetime(one: object, other: object) -> None:
    first, last = sorted((str(one), str(other)))
    report = date_json(parse_edtf(f"{first}/{last}"), "", ENGLISH)
    assert [report["earliest"], report["latest"]] == [first, last]
