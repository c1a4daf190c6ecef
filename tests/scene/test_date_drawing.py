"""The drawing of one date: as a chart draws it, with enough around it to tell how long it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import When
from timeline_app.core.language import ENGLISH
from timeline_app.scene.date_drawing import DATE_DRAWING_HEIGHT, date_drawing
from timeline_app.scene.display import Lines, Polygon, Primitive, Shape, TextRun
from timeline_app.scene.marks import DISC
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.style import LIGHT

WIDTH = 400.0


def drawn(edtf: str, *, lasting: bool = False) -> list[Primitive]:
    scene = date_drawing(When(parse_edtf(edtf), lasting), WIDTH, LIGHT, ENGLISH, FixedMeasurer())
    assert (scene.width, scene.height) == (WIDTH, DATE_DRAWING_HEIGHT)
    return [item for path, item in scene.primitives() if path == "date"]


def test_a_month_among_months() -> None:
    lines = (
        date_drawing(When(parse_edtf("2018-03")), WIDTH, LIGHT, ENGLISH, FixedMeasurer()).dump().splitlines()
    )
    assert lines[0] == "scene 400x88 #FBFAF7"
    assert [line for line in lines if line.startswith("date: ")] == [
        "date: shape 120.0 13.0 160.0x10.0 r=5 fill=#262F5DA8 stroke=#2F5DA8 solid fade=0,0"
    ]
    named = [line.rpartition(" axis-context ")[2] for line in lines if " axis-context " in line]
    assert named == ["#5B6470 'February 2018'", "#5B6470 'March 2018'", "#5B6470 'April 2018'"]


@pytest.mark.parametrize("day", range(1, 29))
def test_every_label_stands_whole_inside(day: int) -> None:
    scene = date_drawing(When(parse_edtf(f"2022-02-{day:02}")), WIDTH, LIGHT, ENGLISH, FixedMeasurer())
    labels = [item for path, item in scene.primitives() if path == "axis" and isinstance(item, TextRun)]
    assert any("February" in label.text for label in labels)
    assert all(label.x >= 0 and label.x + label.width <= WIDTH for label in labels)


def test_a_moment_is_hollow_and_what_lasts_is_filled() -> None:
    (moment,), (lasting,) = drawn("2018"), drawn("2018", lasting=True)
    assert isinstance(moment, Shape)
    assert isinstance(lasting, Shape)
    assert (moment.stroke, lasting.fill) == (LIGHT.accent, LIGHT.accent)
    assert moment.box == lasting.box


@pytest.mark.parametrize("edtf", ["2025-10-28", "2025-10-28T14:30", "2025-10-28T14:30:01.25Z"])
def test_a_day_or_a_time_is_a_disc(edtf: str) -> None:
    (disc,) = drawn(edtf)
    assert isinstance(disc, Shape)
    assert (disc.box.width, disc.box.x + disc.box.width / 2) == pytest.approx((DISC, WIDTH / 2))


def test_open_and_unknown_ends_have_their_room() -> None:
    arrow = drawn("2018/..")[-1]
    assert isinstance(arrow, Polygon)
    assert arrow.points[0][0] == WIDTH
    sign = drawn("2018/")[-1]
    assert isinstance(sign, TextRun)
    assert WIDTH / 2 < sign.x < WIDTH - sign.width


def test_sets_and_masks_show_their_members() -> None:
    joint, *members = drawn("[1960,1962,1970..1972]")
    assert isinstance(joint, Lines)
    assert len(members) == 3
    assert len(drawn("2018-XX-15")) == 13


@given(
    st.sampled_from(
        ["2018", "20XX", "2018-03/..", "Y-138E8S3", "Y-1E12/Y1E12", "[..1849]", "2018-21~", "-0043?"]
    ),
    st.floats(0.0, 3000.0),
    st.booleans(),
)
def test_draws_any_date_at_any_width(edtf: str, width: float, lasting: bool) -> None:
    scene = date_drawing(When(parse_edtf(edtf), lasting), width, LIGHT, ENGLISH, FixedMeasurer())
    assert any(path == "date" for path, _ in scene.primitives())
