"""Dates in bulk against the same dates one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.columns import bounds_of, flags_of
from timeline_app.core.date_columns import DateReader
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.core.event import When

_YEARS = st.integers(0, 9999).map("{:04}".format)
_TWO = st.integers(0, 61).map("{:02}".format)
_SOUND_TWO = st.sampled_from(["01", "02", "04", "12", "28", "29", "30", "31"])
_SIDES = st.one_of(
    st.builds("-".join, st.tuples(_YEARS)),
    st.builds("-".join, st.tuples(_YEARS, _SOUND_TWO | _TWO)),
    st.builds("-".join, st.tuples(_YEARS, _SOUND_TWO, _SOUND_TWO | _TWO)),
    st.builds("{}-{}-{}T{}:{}".format, _YEARS, _SOUND_TWO, _SOUND_TWO, _TWO, _TWO),
    st.builds("{}-{}-{}T{}:{}:{}".format, _YEARS, _SOUND_TWO, _SOUND_TWO, _TWO, _TWO, _TWO),
    st.sampled_from(["", "..", "Y-17E7", "Y170000002", "201X", "2004-06-XX", "1950S2", "2001-21", "-0043"]),
)
_DOUBTED = st.builds("{}{}".format, _SIDES, st.sampled_from(["", "", "", "?", "~", "%", "Z", "+02:00", "\0"]))
_TEXTS = st.one_of(
    _DOUBTED,
    st.builds("{}/{}".format, _DOUBTED, _DOUBTED),
    st.builds("[{},{}]".format, _SIDES, _SIDES),
    st.builds("{{{}..{}}}".format, _SIDES, _SIDES),
    st.text("0123456789-/TZ:.?~%XY[]{},\0é\u0663", max_size=44),
    st.text(max_size=60),
)


@given(st.lists(st.tuples(_TEXTS, st.booleans()), max_size=12))
def test_every_date_is_as_one_by_one(given: list[tuple[str, bool]]) -> None:
    found = DateReader().read([text for text, _ in given], [lasting for _, lasting in given])
    wrong = []
    for index, (text, lasting) in enumerate(given):
        try:
            when = When(parse_edtf(text), lasting)
        except DateError:
            wrong.append(index)
            continue
        bounds = found.wide.get(index, tuple(found.bounds[:, index].tolist()))
        assert bounds == bounds_of(when), text
        assert found.flags[index] == flags_of(when, has_excerpt=True), text
        assert found.precision[index] == when.date.precision, text
    assert found.wrong == tuple(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "1900-02-29",
        "2000-02-29",
        "2004-06-15/2004-06",
        "2004/2003",
        "2004-01-01T24:00",
        "9999-12-31T23:59:59",
    ],
)
def test_edges_of_calendar_and_clock(text: str) -> None:
    test_every_date_is_as_one_by_one.hypothesis.inner_test([(text, False), (text, True)])


def test_bounds_beyond_int64_are_kept_exactly() -> None:
    found = DateReader().read(["Y-17E7", "2004"], [False, False])
    first = parse_edtf("Y-17E7").bounds.earliest_start
    assert list(found.wide) == [0]
    assert found.wide[0][0] == first


def test_no_dates_give_empty_columns() -> None:
    found = DateReader().read([], [])
    assert found.bounds.shape == (4, 0)
    assert found.wrong == ()
