"""Looks of labels: inside their room, and the same remembered as made anew."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenery import event, store

from timeline_app.core.language import ENGLISH
from timeline_app.scene.arrangement import LEAST_LABEL, Side
from timeline_app.scene.display import FontRole, TextRun
from timeline_app.scene.label_looks import LabelLook, LabelLooks
from timeline_app.scene.labels import DATE_GAP, WIDEST_TITLE, Label, Labeller
from timeline_app.scene.measure import FixedMeasurer


@dataclass(frozen=True, slots=True)
class BoldMeasurer(FixedMeasurer):
    """Characters of no whole number of pixels, wider in titles that are selected."""

    advance: float = 6.3

    def width(self, text: str, role: FontRole) -> float:
        return len(text) * self.advance * (1.1 if role is FontRole.TITLE_SELECTED else 1.0)


MEASURER = BoldMeasurer()
LABELLER = Labeller(ENGLISH, MEASURER)
EVENTS = store(
    event("2020", "A"),
    event("2020-05", "A"),
    event("2020", "A strike in the mill"),
    event("2018-03-14/2019-10-02", "A strike"),
    event("2018-03-14/2019-10-02", "A strike of all who worked in the mills along the river " * 3),
)
SHORT = Label("A", "2020", 6.93, 25.2, 6.3, 25.2)
LABELS = st.integers(0, len(EVENTS) - 1).map(lambda row: LABELLER.label(EVENTS, row)) | st.just(SHORT)
SIDES = st.sampled_from((Side.RIGHT, Side.LEFT, Side.ABOVE))
ROOMS = st.floats(LEAST_LABEL, 900.0)
INKS = st.sampled_from((("#000000", "#555555"), ("#000000", "#777777"), ("#AA0000", "#555555")))


def texts_of(look: LabelLook) -> list[TextRun]:
    return [item for item in look.look.items if isinstance(item, TextRun) and item.text]


def has_room(label: Label, side: Side, room: float) -> bool:
    """Tell whether all of a label can be seen in a room."""
    if label.title_width >= WIDEST_TITLE:
        return False
    return (label.line_width if side is Side.ABOVE else label.width) <= room


@settings(max_examples=60)
@given(st.lists(st.tuples(LABELS, SIDES, ROOMS, INKS), min_size=2, max_size=8))
def test_a_look_is_the_same_whatever_was_made_before(
    wanted: list[tuple[Label, Side, float, tuple[str, str]]],
) -> None:
    looks = LabelLooks(LABELLER)
    for one in wanted:
        assert looks.look(*one) == LabelLooks(LABELLER).look(*one)


@given(LABELS, SIDES, ROOMS)
def test_a_look_is_whole_where_there_is_room_and_else_stays_inside(
    label: Label, side: Side, room: float
) -> None:
    look = LabelLooks(LABELLER).look(label, side, room, ("#000000", "#555555"))
    runs = texts_of(look)
    assert all(run.width == MEASURER.width(run.text, run.role) for run in runs)
    assert look.left == min(run.x for run in runs)
    assert look.left + look.width == pytest.approx(max(run.x + run.width for run in runs))
    # Half a pixel: texts begin on whole ones.
    assert all(run.x == round(run.x) for run in runs)
    if side is Side.LEFT:
        assert -room - 0.5 <= look.left
        assert look.left + look.width <= 0.5
    else:
        assert look.left == 0.0
        assert look.width <= room + 0.5
    if has_room(label, side, room):
        assert [run.text for run in runs] == [label.title, label.date]


@given(LABELS, ROOMS)
def test_above_a_bar_the_date_stands_after_the_bold_title_or_not_at_all(label: Label, room: float) -> None:
    look = LabelLooks(LABELLER).look(label, Side.ABOVE, room, ("#000000", "#555555"))
    title, *dates = texts_of(look)
    for date in dates:
        bold = MEASURER.width(title.text, FontRole.TITLE_SELECTED)
        assert bold + DATE_GAP + date.width <= room + 1e-6
        assert date.text == label.date or date.width >= LEAST_LABEL


def test_a_look_of_estimated_widths_is_not_taken_for_one_of_exact_ones() -> None:
    looks, inks = LabelLooks(LABELLER), ("#000000", "#555555")
    estimated = Label("A", "2020", 7.5, 27.0, 7.0, 27.0, estimated=True)
    assert looks.look(estimated, Side.RIGHT, 300.0, inks).width == 27.0
    assert looks.look(SHORT, Side.RIGHT, 300.0, inks).width == 25.2
