"""What must hold for every EDTF text: no surprise errors, bounds in order, masks that only widen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline_app.core.date import Date, Edge, Precision, SingleDate
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.edtf.masks import MAX_MEMBERS
from timeline_app.core.errors import DateError
from timeline_app.core.instant import DAY, Span

ALPHABET = "0123456789X-/.,[]{}?~%YESTZ:+ uxopn…"
FEATURES = [
    "1985-04-12T23:20:30.25+04:30",
    "2004-02-01/2005-02",
    "1985/..",
    "/1985",
    "?2004-06~-%11",
    "156X-12-25",
    "1985-XX-3X",
    "-0043-03",
    "Y-17E7S2",
    "1950S2~",
    "2001-34",
    "[..1667,1668,1670..1672]",
    "{1960,1961-12..}",
]
PER_CYCLE = 146_097 * DAY
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

days = st.dates()
qualifiers = st.sampled_from(["", "", "?", "~", "%"])
years = st.integers(-9999, 9999).map(lambda year: f"-{-year:04}" if year < 0 else f"{year:04}")
months = st.integers(1, 12).map("{:02}".format)
early_days = st.integers(1, 28).map("{:02}".format)
groups = st.integers(21, 41).map(str)


@st.composite
def single_texts(draw: st.DrawFn) -> str:
    """Build a date of any shape but times."""
    shape = draw(st.integers(0, 5))
    if shape == 0:
        long_year = f"Y{draw(st.sampled_from(['', '-']))}{draw(st.integers(10_000, 10**12))}"
        return long_year + draw(qualifiers)
    if shape == 1:
        return f"{draw(st.integers(1000, 9999))}S{draw(st.integers(1, 4))}{draw(qualifiers)}"
    parts = [draw(years)]
    if shape == 2:
        parts.append(draw(groups))
    elif shape >= 3:
        parts += [draw(months), draw(early_days)][: shape - 3]
    return "-".join(draw(qualifiers) + part + draw(qualifiers) for part in parts)


@st.composite
def masked_texts(draw: st.DrawFn) -> tuple[str, str]:
    """Build a plain date, and the same with some of its digits turned into X."""
    parts = [draw(years), draw(months), draw(early_days)][: draw(st.integers(1, 3))]
    plain = "-".join(parts)
    places = [place for place, character in enumerate(plain) if character.isdigit()]
    hidden = draw(st.sets(st.sampled_from(places)))
    return plain, "".join("X" if place in hidden else plain[place] for place in range(len(plain)))


def hull(parsed: Date) -> Span:
    first, after = parsed.bounds.earliest_start, parsed.bounds.latest_end
    assert not isinstance(first, Edge)
    assert not isinstance(after, Edge)
    return Span(first, after)


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@st.composite
def spoilt_texts(draw: st.DrawFn) -> str:
    """Build a text that is nearly EDTF."""
    text = draw(st.sampled_from(FEATURES))
    place = draw(st.integers(0, len(text)))
    removed = draw(st.integers(0, 2))
    return text[:place] + draw(st.text(ALPHABET, max_size=3)) + text[place + removed :]


@given(spoilt_texts() | st.text(ALPHABET, max_size=40) | st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    refusal = None
    try:
        parsed = parse_edtf(text)
    except DateError as error:
        refusal = error
    if refusal is None:
        assert parsed.text == text
        assert parse_edtf(text) == parsed
    else:
        assert 0 <= refusal.position <= len(text)
        assert refusal.found
        assert refusal.expected


@given(days)
def test_days_agree_with_datetime(day: date) -> None:
    single = parse_edtf(day.isoformat()).single
    first = microseconds(datetime(day.year, day.month, day.day, tzinfo=UTC))
    assert (single.span.start, single.span.duration) == (first, DAY)
    assert (single.year, int(single.month_digits), int(single.day_digits)) == (day.year, day.month, day.day)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), st.integers(-1439, 1439))  # noqa: DTZ001
def test_times_agree_with_datetime(moment: datetime, offset: int) -> None:
    zoned = moment.replace(tzinfo=timezone(timedelta(minutes=offset)), microsecond=0)
    span = parse_edtf(zoned.isoformat()).single.span
    assert (span.start, span.duration) == (microseconds(zoned), 1_000_000)


@given(single_texts())
def test_what_is_built_is_read_back(text: str) -> None:
    parsed = parse_edtf(text)
    single = parsed.single
    assert single.text == parsed.text == text
    assert single.span.start < single.span.end
    typed = [single.year_digits, single.month_digits or (str(single.season) if single.season else "")]
    digits = "-".join(part for part in (*typed, single.day_digits) if part)
    significant = f"S{single.significant_digits}" if single.significant_digits else ""
    rebuilt = ("Y" if single.long_form else "") + digits + significant
    assert rebuilt == "".join(character for character in text if character not in "?~%")


@given(single_texts())
def test_qualifiers_move_no_bound(text: str) -> None:
    bare = "".join(character for character in text if character not in "?~%")
    assert parse_edtf(text).bounds == parse_edtf(bare).bounds


@given(masked_texts())
def test_an_x_never_shrinks_the_hull(texts: tuple[str, str]) -> None:
    plain, masked = texts
    assert holds(hull(parse_edtf(masked)), hull(parse_edtf(plain)))
    assert parse_edtf(masked).precision >= parse_edtf(plain).precision


@given(masked_texts())
def test_members_of_a_mask_are_separate_and_fill_its_hull(texts: tuple[str, str]) -> None:
    single = parse_edtf(texts[1]).single
    members = single.comb
    assert len(members) != 1
    assert len(members) <= MAX_MEMBERS
    assert all(before.end < after.start for before, after in pairwise(members))
    if members:
        assert Span(members[0].start, members[-1].end) == single.span


@given(years, st.text("0123456789X", min_size=2, max_size=2), st.text("0123456789X", min_size=2, max_size=2))
def test_month_and_day_masks_agree_with_trying_every_day(year: str, month: str, day: str) -> None:
    assume("X" in month + day)
    # Years 400 apart have the same calendar, so `datetime` can judge any year.
    known = int(year) % 400 + 400
    fitting = [
        candidate
        for ordinal in range(date(known, 1, 1).toordinal(), date(known + 1, 1, 1).toordinal())
        if fits((candidate := date.fromordinal(ordinal)).strftime("%m"), month)
        and fits(candidate.strftime("%d"), day)
    ]
    text = f"{year}-{month}-{day}"
    if not fitting:
        with pytest.raises(DateError):
            parse_edtf(text)
        return
    shift = (known - int(year)) // 400 * PER_CYCLE
    span = parse_edtf(text).single.span
    first, last = (
        microseconds(datetime(d.year, d.month, d.day, tzinfo=UTC)) for d in (fitting[0], fitting[-1])
    )
    assert (span.start + shift, span.end + shift) == (first, last + DAY)


def fits(digits: str, mask: str) -> bool:
    return all(wanted in ("X", digit) for digit, wanted in zip(digits, mask, strict=True))


@given(years, months, early_days)
def test_the_finer_lies_inside_the_coarser(year: str, month: str, day: str) -> None:
    spans = [hull(parse_edtf(text)) for text in (year, f"{year}-{month}", f"{year}-{month}-{day}")]
    assert holds(spans[0], spans[1])
    assert holds(spans[1], spans[2])
    if not year.startswith("-"):
        instant = parse_edtf(f"{year}-{month}-{day}T23:59:59.999999").single
        assert holds(spans[2], instant.span)
        assert instant.precision is Precision.MICROSECOND


@given(single_texts(), single_texts())
def test_an_interval_has_the_hull_of_its_ends_and_bounds_in_order(one: str, other: str) -> None:
    first, last = sorted((one, other), key=lambda text: hull(parse_edtf(text)))
    interval = parse_edtf(f"{first}/{last}")
    assert isinstance(interval.start, SingleDate)
    assert isinstance(interval.end, SingleDate)
    bounds = interval.bounds
    assert hull(interval) == Span(interval.start.span.start, interval.end.span.end)
    assert bounds.earliest_start <= bounds.latest_start <= bounds.latest_end
    assert bounds.earliest_start <= bounds.earliest_end <= bounds.latest_end
    assert interval.precision == max(parse_edtf(first).precision, parse_edtf(last).precision)


@given(single_texts(), single_texts())
def test_an_interval_is_refused_just_where_its_end_surely_lies_before(one: str, other: str) -> None:
    reversed_surely = parse_edtf(other).single.span.end <= parse_edtf(one).single.span.start
    if reversed_surely:
        with pytest.raises(DateError, match="lies before"):
            parse_edtf(f"{one}/{other}")
    else:
        bounds = parse_edtf(f"{one}/{other}").bounds
        assert bounds.earliest_start <= bounds.latest_start <= bounds.latest_end
        assert bounds.earliest_start <= bounds.earliest_end <= bounds.latest_end


@given(st.lists(single_texts(), min_size=1, max_size=6), st.sampled_from(["[]", "{}"]))
def test_a_set_has_the_hull_of_its_members(texts: list[str], brackets: str) -> None:
    parsed = parse_edtf(brackets[0] + ",".join(texts) + brackets[1])
    assert [member.text for member in parsed.members if isinstance(member, SingleDate)] == texts
    spans = [parse_edtf(text).single.span for text in texts]
    assert hull(parsed) == Span(min(span.start for span in spans), max(span.end for span in spans))


@given(st.integers(0, 9599), months, early_days)
def test_400_years_are_146097_days(year: int, month: str, day: str) -> None:
    for rest in ("", f"-{month}", f"-{month}-{day}", "-24"):
        span = parse_edtf(f"{year:04}{rest}").single.span
        later = parse_edtf(f"{year + 400:04}{rest}").single.span
        assert (later.start - span.start, later.end - span.end) == (PER_CYCLE, PER_CYCLE)


@pytest.mark.parametrize(
    "member",
    ["XXXX-X1-XX", "XXXX-XX-29", "XX00-02-29", "XXXX-02-29", "XXX4-XX-0X", "XXXX-XX-XX", "X9X9-0X-3X"],
)
@pytest.mark.timeout(10)
def test_a_long_set_of_masks_is_bounded_work(member: str) -> None:
    text = "[" + ",".join([member] * ((256 - 2 + 1) // (len(member) + 1))) + "]"
    assert len(text) > 240
    assert parse_edtf(text).members


@pytest.mark.parametrize(
    "text",
    [
        "[" * 256,
        "X" * 256,
        "Y1E" + "9" * 253,
        "?" * 256,
        "/" * 256,
        "9" * 256,
        "1985-" * 51,
        "[" + "1985..1986," * 23 + "]",
        "[" + "XXX1-02-29," * 22 + "1985]",
        "{" + "0000," * 50 + "0000}x",
    ],
)
@pytest.mark.timeout(10)
def test_hostile_texts_are_refused_at_once(text: str) -> None:
    with pytest.raises(DateError):
        parse_edtf(text)
