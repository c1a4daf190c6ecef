from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.civil import civil_of, instant_of
from timeline_app.core.instant import DAY, Instant, Span
from timeline_app.scene.ticks import LADDER, Step, StepUnit

steps = st.sampled_from(LADDER)
starts = st.integers(-(2 * 10**12), 2 * 10**12).map(instant_of) | st.integers(-(10**17), 10**17).map(Instant)


def days(step, year, month):
    span = Span(instant_of(year, month), Instant(instant_of(year + month // 12, month % 12 + 1) - 1))
    return [civil_of(tick)[2] for tick in step.within(span)]


def years(count, first, last):
    ticks = Step(StepUnit.YEAR, count).within(Span(instant_of(first), instant_of(last)))
    assert all(civil_of(tick)[1:] == (1, 1) and tick % DAY == 0 for tick in ticks)
    return [civil_of(tick)[0] for tick in ticks]


@pytest.mark.parametrize(
    ("count", "first", "last", "expected"),
    [
        (1, -2, 3, [-2, -1, 0, 1, 2, 3]),
        (2, -5, 6, [-5, -3, -1, 2, 4, 6]),
        (5, -10, 10, [-9, -4, 1, 5, 10]),
        (500, -1100, 1100, [-999, -499, 1, 500, 1000]),
        (500, -998, 499, [-499, 1]),
        (500, -1100, -400, [-999, -499]),
        (500, 1, 1, [1]),
        (500, 2, 499, []),
        (1_000_000_000, -2_500_000_000, 0, [-1_999_999_999, -999_999_999]),
    ],
)
def test_years_stand_on_round_years_of_both_eras(count, first, last, expected):
    assert years(count, first, last) == expected


@pytest.mark.parametrize(
    ("count", "year", "month", "expected"),
    [
        (1, 2025, 2, list(range(1, 29))),
        (2, 2025, 2, list(range(1, 28, 2))),
        (2, 2024, 2, list(range(1, 28, 2))),
        (2, 2025, 3, list(range(1, 30, 2))),
        (5, 2025, 2, [1, 5, 10, 15, 20, 25]),
        (10, 2025, 12, [1, 10, 20]),
        (15, 2025, 12, [1, 15]),
    ],
)
def test_days_are_aligned_to_months(count, year, month, expected):
    assert days(Step(StepUnit.DAY, count), year, month) == expected


def test_quarters_begin_quarters():
    ticks = Step(StepUnit.MONTH, 3).within(Span(instant_of(2024, 2, 2), instant_of(2025, 4)))
    assert [civil_of(tick) for tick in ticks] == [
        (2024, 4, 1), (2024, 7, 1), (2024, 10, 1), (2025, 1, 1), (2025, 4, 1)
    ]  # fmt: skip


@given(steps, starts, st.integers(1, 60), st.integers(0, 10**6))
def test_ticks_are_in_the_closed_span_in_order_and_no_nearer_than_promised(step, start, count, part):
    span = Span(start, Instant(start + step.shortest * count + step.shortest * part // 10**6))
    ticks = step.within(span)
    assert all(span.start <= tick <= span.end for tick in ticks)
    crosses_era = step.unit is StepUnit.YEAR and 1 in (civil_of(tick)[0] for tick in ticks)
    if not crosses_era:
        assert all(b - a >= step.shortest for a, b in pairwise(ticks))
    assert all(0 < b - a <= 2 * step.shortest for a, b in pairwise(ticks))
    assert len(ticks) <= count + 3
    assert step.within(Span(start, start)) == [tick for tick in ticks if tick == start]


@given(steps, steps, starts)
def test_every_tick_of_a_step_is_one_of_the_steps_that_divide_it(finer, coarser, start):
    if finer.divides(coarser) and coarser.count != 2:
        span = Span(start, Instant(start + 3 * coarser.shortest))
        for tick in coarser.within(span):
            if not (finer.count == 2 and civil_of(tick)[0] == 1):
                assert finer.within(Span(tick, tick)) == [tick]


def test_the_ladder_rises():
    assert all(a.shortest < b.shortest for a, b in pairwise(LADDER))
    assert len({str(step) for step in LADDER}) == len(LADDER)
