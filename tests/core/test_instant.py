"""Spans are half-open, ordered, read-only and of any size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.instant import DAY, HOUR, MICROSECOND, MILLISECOND, MINUTE, SECOND, Instant, Span

instants = st.integers(-(10**24), 10**24).map(Instant)
spans = st.tuples(instants, instants).map(lambda pair: Span(min(pair), max(pair)))


def test_units_are_microseconds() -> None:
    assert (MICROSECOND, MILLISECOND, SECOND) == (1, 1_000, 1_000_000)
    assert (MINUTE, HOUR, DAY) == (60 * SECOND, 3_600 * SECOND, 86_400 * SECOND)


def test_a_span_holds_its_start_but_not_its_end() -> None:
    span = Span(Instant(10), Instant(20))
    assert span.duration == 10
    assert span.contains(Instant(10))
    assert span.contains(Instant(19))
    assert not span.contains(Instant(20))
    assert not span.contains(Instant(9))


def test_a_span_cannot_end_before_it_starts_nor_be_changed() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Span(Instant(1), Instant(0))
    span = Span(Instant(1), Instant(1))
    assert not span.contains(Instant(1))
    with pytest.raises(AttributeError):
        span.start = Instant(0)


@given(spans, spans)
def test_a_hull_holds_both_and_no_more(one: Span, other: Span) -> None:
    hull = one.hull(other)
    assert hull == other.hull(one)
    assert hull.start in {one.start, other.start}
    assert hull.end in {one.end, other.end}
    assert hull.duration >= max(one.duration, other.duration)


@given(spans, spans)
def test_spans_sort_by_start_then_end(one: Span, other: Span) -> None:
    assert (one < other) == ((one.start, one.end) < (other.start, other.end))
    assert hash(one) == hash(Span(one.start, one.end))
