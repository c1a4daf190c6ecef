from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_app.core.civil import civil_of, instant_of
from timeline_app.core.instant import DAY, HOUR, MILLISECOND, MINUTE, SECOND, Duration, Instant, Span
from timeline_app.core.language import LANGUAGES
from timeline_app.core.month_names import FULL_MONTHS, SHORT_MONTHS
from timeline_app.core.wording.nouns import namer_of
from timeline_app.scene.axis import LABEL_INSET, LABEL_ROOM, axis_group, axis_of, gridlines
from timeline_app.scene.display import Box, FontRole, TextRun
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.style import LIGHT
from timeline_app.scene.viewport import LONGEST, SHORTEST, Viewport

NARROW, WIDE = FixedMeasurer(6.0), FixedMeasurer(31.0)
MORNING = Instant(instant_of(2025, 10, 28) + 9 * HOUR)


def axis(start, end, width=1000.0, language="en", measurer=NARROW):
    return axis_of(Viewport.showing(Span(start, Instant(end)), width), LANGUAGES[language], measurer)


@st.composite
def viewports(draw):
    """Any length, evenly in its logarithm, about any year up to 2·10^12, most often one near today."""
    shortest, longest = float(SHORTEST), float(LONGEST)
    duration = int(shortest * (longest / shortest) ** draw(st.floats(0, 1)))
    year = draw(st.integers(-(2 * 10**12), 2 * 10**12) | st.integers(-3000, 3000) | st.integers(2015, 2027))
    within_year = draw(st.integers(0, 365 * DAY))
    start = Instant(instant_of(year) + within_year)
    width = draw(st.sampled_from([40.0, 300.0, 951.5, 4000.0]))
    return Viewport.showing(Span(start, Instant(start + max(duration, SHORTEST))), width)


@pytest.mark.parametrize(
    ("start", "end", "language", "step", "labels", "context"),
    [
        (
            instant_of(2017, 9), instant_of(2026, 3), "en", "1 year",
            ["2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", ""],
            ["September 2017 →"],
        ),
        (
            instant_of(2017, 9), instant_of(2020, 3), "de", "3 month",
            ["Okt.", "Jan.", "Apr.", "Juli", "Okt.", "Jan.", "Apr.", "Juli", "Okt.", "Jan."],
            ["Sept. 2017 →", "2018", "2019", "2020"],
        ),
        (
            instant_of(2024, 12, 31), instant_of(2025, 9, 2), "en", "1 month",
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", ""],
            ["Dec 2024 →", "2025"],
        ),
        (
            instant_of(2025, 10, 25), instant_of(2025, 11, 4), "de", "1 day",
            ["25", "26", "27", "28", "29", "30", "31", "1", "2", "3"],
            ["Oktober 2025", "November 2025"],
        ),
        (
            instant_of(2025, 10, 28), instant_of(2025, 10, 30), "de", "6 hour",
            ["00:00", "06:00", "12:00", "18:00"] * 2,
            ["28. Oktober 2025", "29. Oktober 2025"],
        ),
        (
            MORNING, MORNING + HOUR // 2, "en", "5 minute",
            ["09:00", "09:05", "09:10", "09:15", "09:20", "09:25"],
            ["28 October 2025"],
        ),
        (
            MORNING, MORNING + MINUTE // 2, "en", "5 second",
            ["09:00:00", "09:00:05", "09:00:10", "09:00:15", "09:00:20", "09:00:25"],
            ["28 October 2025"],
        ),
        (
            MORNING, MORNING + SECOND // 2, "en", "100000 microsecond",
            ["0 ms", "100 ms", "200 ms", "300 ms", "400 ms"],
            ["28 October 2025, 09:00:00"],
        ),
        (
            MORNING, MORNING + MILLISECOND, "de", "200 microsecond",
            ["0,0 ms", "0,2 ms", "0,4 ms", "0,6 ms", "0,8 ms"],
            ["28. Oktober 2025, 09:00:00"],
        ),
        (
            instant_of(-1050), instant_of(1400), "en", "500 year",
            ["1000 BC", "500 BC", "AD 1", "AD 500", "1000"],
            ["January 1051 BC →"],
        ),
        (
            instant_of(-45), instant_of(10), "de", "10 year",
            ["40 v. Chr.", "30 v. Chr.", "20 v. Chr.", "10 v. Chr.", "1 n. Chr."],
            ["Januar 46 v. Chr. →"],
        ),
        (
            instant_of(-11_000), instant_of(-4_000), "en", "1000 year",
            ["11,000 BC", "10,000 BC", "9000 BC", "8000 BC", "7000 BC", "6000 BC", "5000 BC"],
            ["11,000 BC →"],
        ),
        (
            instant_of(-1_700_000), instant_of(300_000), "en", "500000 year",
            ["1.5m years ago", "1m years ago", "500,000 BC", "AD 1"],
            ["1.7m years ago →"],
        ),
        (
            instant_of(-13_900_000_000), instant_of(4_000_000_000), "de", "5000000000 year",
            ["vor 10 Mrd. Jahren", "vor 5 Mrd. Jahren", "heute"],
            ["vor 13,9 Mrd. Jahren →"],
        ),
        (
            instant_of(-2_000_000_000_000), instant_of(2_000_000_000_000), "en", "1000000000000 year",
            ["2tn years ago", "1tn years ago", "today", "in 1tn years"],
            ["2tn years ago →"],
        ),
    ],
)  # fmt: skip
def test_labels(start, end, language, step, labels, context):
    measurer = FixedMeasurer(8.0)
    got = axis(start, end, 700.0, language, measurer)
    assert (got.step_name, [tick.label for tick in got.major]) == (step, labels)
    assert [label.text for label in got.context] == context


@pytest.mark.parametrize(
    ("months", "width", "step"),
    [(12, 12 * 51, "1 month"), (12, 12 * 40, "3 month"), (12, 100, "1 year"), (1, 31 * 20, "2 day")],
)
def test_the_step_leaves_the_widest_label_its_room(months, width, step):
    end = instant_of(2026) if months == 12 else instant_of(2025, 2)
    assert axis(instant_of(2025), end, width).step_name == step


def test_wider_labels_take_a_longer_step():
    """German months are wider: "Sept." needs five characters where "Sep" needs three."""
    span = (instant_of(2025), instant_of(2026), 12 * 50)
    assert axis(*span, language="en").step_name == "1 month"
    assert axis(*span, language="de").step_name == "3 month"


def test_panning_a_year_of_narrow_digits_into_view_keeps_the_step():
    class Proportional(FixedMeasurer):
        def width(self, text, role):  # noqa: ARG002
            return sum(3.0 if c == "1" else 9.0 for c in text)

    names = {
        axis(instant_of(year), instant_of(year + 8), 8 * 50, measurer=Proportional()).step_name
        for year in range(1100, 2030)
    }
    assert names == {"2 year"}


def test_the_step_leaves_the_context_its_room_too():
    class WideContext(FixedMeasurer):
        def width(self, text, role):
            return len(text) * (15.0 if role is FontRole.AXIS_CONTEXT else 6.0)

    week = instant_of(2025, 10, 6), instant_of(2025, 10, 13), 7 * 150
    assert axis(*week).step_name == "12 hour"
    assert axis(*week, measurer=WideContext()).step_name == "1 day"


def test_minor_ticks_stand_between():
    got = axis(instant_of(2018), instant_of(2026), 8 * 110)
    assert got.step_name == "1 year"
    assert len(got.minor_xs) == 8 * 3
    assert all(minor - got.major[0].x > 20 for minor in got.minor_xs)


def test_a_boundary_near_the_edge_shortens_the_first_label_and_then_pushes_it_left():
    texts = []
    for hour in range(30 * 24):
        start = Instant(instant_of(2025, 9) + hour * HOUR)
        first, second = axis(start, instant_of(2025, 10, 12), 800).context
        assert first.x + 6.0 * len(first.text) + 12 <= second.x + 1e-9
        texts.append((first.text, first.x))
    assert texts[0] == ("September 2025", LABEL_INSET)
    assert texts[-1][0] == "Sep 2025"
    assert texts[-1][1] < -50


@given(viewports(), st.sampled_from(["en", "de"]), st.sampled_from([NARROW, WIDE]))
@example(Viewport.showing(Span(instant_of(-3), instant_of(12)), 951.5), "en", NARROW)
def test_any_axis_is_in_order_inside_and_free_of_overlaps(viewport, language, measurer):
    got = axis_of(viewport, LANGUAGES[language], measurer)
    xs = [tick.x for tick in got.major]
    assert all(a < b for a, b in pairwise(xs))
    assert all(a < b for a, b in pairwise(got.minor_xs))
    assert all(0 <= x < viewport.width for x in (*xs, *got.minor_xs))
    assert not set(xs) & set(got.minor_xs)
    assert len(xs) <= viewport.width / LABEL_ROOM + 2
    assert len(got.minor_xs) <= viewport.width / 5 + 2
    for tick, following in pairwise(got.major):
        assert tick.x + measurer.width(tick.label, FontRole.AXIS) + LABEL_ROOM <= following.x + 1e-6
        assert tick.instant < following.instant
        assert not (tick.label and following.label) or tick.label != following.label
    for tick in got.major:
        end = tick.x + LABEL_INSET + measurer.width(tick.label, FontRole.AXIS)
        assert not tick.label or end <= viewport.width
    for label, following in pairwise(got.context):
        assert label.x + measurer.width(label.text, FontRole.AXIS_CONTEXT) <= following.x
    last = got.context[-1]
    assert last.x + measurer.width(last.text, FontRole.AXIS_CONTEXT) <= viewport.width


@given(viewports(), st.sampled_from(["en", "de"]))
def test_the_left_edge_tells_year_and_month(viewport, language):
    got = axis_of(viewport, LANGUAGES[language], FixedMeasurer(0.1))
    first = got.context[0]
    assert first.boundary_x is None
    year, month, _ = civil_of(viewport.to_instant(0.0))
    count, unit = got.step_name.split()
    if unit != "year" or int(count) <= 500:
        names = {FULL_MONTHS[language][month - 1], SHORT_MONTHS[language][month - 1]}
        assert any(name in first.text for name in names)
        assert namer_of(LANGUAGES[language]).year_text(year) in first.text
    else:
        assert first.text.endswith("→")
        assert any(c.isdigit() for c in first.text) or first.text in ("today →", "heute →")


@given(st.integers(-5000, 5000), st.integers(1, 12), st.integers(60, 900))
def test_month_ticks_are_first_days_of_months(year, month, days):
    start = instant_of(year, month)
    got = axis(start, start + days * DAY, 1400)
    if got.step_name.endswith("month"):
        for tick in got.major:
            _, its_month, day = civil_of(tick.instant)
            assert (day, tick.instant % DAY) == (1, 0)
            assert tick.label in ("", SHORT_MONTHS["en"][its_month - 1])


def test_the_drawing_keeps_its_texts_in_the_box():
    viewport = Viewport.showing(Span(instant_of(2017, 9), instant_of(2020, 3)), 800)
    box = Box(100, 500, 800, 52)
    got = axis_of(viewport, LANGUAGES["en"], NARROW)
    texts = [item for item in axis_group(got, box, LIGHT, NARROW).items if isinstance(item, TextRun)]
    assert [text.text for text in texts if text.role is FontRole.AXIS] == [
        tick.label for tick in got.major if tick.label
    ]
    rows = {text.role: text.baseline for text in texts}
    assert box.y < rows[FontRole.AXIS] < rows[FontRole.AXIS_CONTEXT] < box.bottom
    assert all(box.x <= text.x and text.x + text.width <= box.right for text in texts)
    assert {text.colour for text in texts} == {LIGHT.ink, LIGHT.soft}


def test_gridlines_run_down_the_plot_at_the_labelled_ticks():
    got = axis(instant_of(2018), instant_of(2026))
    lines = gridlines(got, Box(100, 0, 1000, 500), LIGHT).items[0]
    assert lines.colour == LIGHT.hairline
    assert lines.segments == tuple((100 + tick.x, 0, 100 + tick.x, 500) for tick in got.major)


def test_an_axis_without_ticks_is_drawn_without_them():
    viewport = Viewport.showing(Span(instant_of(2000, 3), instant_of(2000, 4)), 1)
    got = axis_of(viewport, LANGUAGES["en"], NARROW)
    assert got.major == ()
    assert gridlines(got, Box(0, 0, 1, 1), LIGHT).items == ()
    assert axis_group(got, Box(0, 0, 1, 52), LIGHT, NARROW).items


def test_the_shortest_view_in_deep_time_has_its_ticks_where_they_belong():
    start = Instant(instant_of(-13_800_000_000) + 123_456)
    got = axis(start, start + Duration(MILLISECOND), 1000.0)
    assert got.step_name == "100 microsecond"
    assert [round(tick.x, 6) for tick in got.major] == [44.0 + 100 * n for n in range(10)]
