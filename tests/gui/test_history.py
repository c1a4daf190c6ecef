"""Back and forward through the views, against a plain model and by examples."""

from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.filters import NO_FILTERS, Filters
from timeline_app.core.instant import DAY, Instant, Span
from timeline_app.gui.canvas.history import BURST, View, ViewHistory
from timeline_app.scene.viewport import Viewport

LATER = BURST * 1.5


def view(day, filters=NO_FILTERS):
    return View(Viewport.showing(Span(Instant(day * DAY), Instant((day + 1) * DAY)), 800.0), filters)


def test_without_a_move_there_is_nothing_to_return_to():
    history = ViewHistory()
    assert history.back(view(0)) is None
    assert history.forward(view(0)) is None


def test_back_and_forward_retrace_the_way():
    history = ViewHistory()
    for day in range(3):
        history.leave(view(day), day * LATER)
    assert [history.back(view(3)), history.back(view(2)), history.back(view(1))] == [
        view(2),
        view(1),
        view(0),
    ]
    assert history.back(view(0)) is None
    assert [history.forward(view(0)), history.forward(view(1))] == [view(1), view(2)]


def test_a_burst_is_one_step_however_long_it_lasts():
    history = ViewHistory()
    for step in range(50):
        history.leave(view(step), step * BURST * 0.9)
    assert history.back(view(50)) == view(0)
    assert history.back(view(0)) is None


def test_a_move_after_a_step_back_is_remembered_at_once_and_ends_the_way_forward():
    history = ViewHistory()
    history.leave(view(0), 0.0)
    assert history.back(view(1)) == view(0)
    history.leave(view(0), 0.1)
    assert history.forward(view(7)) is None
    assert history.back(view(7)) == view(0)


def test_a_hundred_views_are_kept():
    history = ViewHistory()
    for step in range(150):
        history.leave(view(step), step * LATER)
    present, steps = view(150), 0
    while (before := history.back(present)) is not None:
        present, steps = before, steps + 1
    assert (steps, present) == (100, view(50))


def test_a_change_of_filters_is_a_step_of_its_own_amid_a_burst():
    history = ViewHistory()
    history.leave(view(0), 0.0)
    history.leave(view(1), 0.1, apart=True)
    only = Filters(tags=frozenset({"a"}))
    history.leave(view(1, only), 0.2)
    assert history.back(view(2, only)) == view(1, only)
    assert history.back(view(1, only)) == view(1)
    assert history.back(view(1)) == view(0)


def test_clear_forgets_both_ways():
    history = ViewHistory()
    history.leave(view(0), 0.0)
    history.leave(view(1), LATER)
    history.back(view(2))
    history.clear()
    assert (history.back(view(1)), history.forward(view(1))) == (None, None)


@given(st.lists(st.sampled_from(["move", "back", "forward"]), max_size=60))
def test_it_works_as_a_row_of_views_with_a_place_in_it(steps):
    history = ViewHistory()
    row, place = [view(0)], 0
    for number, step in enumerate(steps, start=1):
        present = row[place]
        if step == "move":
            history.leave(present, number * LATER)
            row, place = [*row[: place + 1], view(number)], place + 1
        elif step == "back":
            assert history.back(present) == (row[place - 1] if place else None)
            place = max(place - 1, 0)
        else:
            assert history.forward(present) == (row[place + 1] if place + 1 < len(row) else None)
            place = min(place + 1, len(row) - 1)
