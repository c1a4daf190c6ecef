"""Foresight: the neighbours of a large store's view are composed in idle moments, once for each place."""

import sys
from pathlib import Path

import pytest

from timeline_app.core.store import MOST_PACKED
from timeline_app.gui.canvas.foresight import Foresight
from timeline_app.scene.viewport import Viewport

sys.path.append(str(Path(__file__).parents[1] / "scene"))
from scenery import event, store

LARGE = store(*(event(f"{1900 + i % 100}-05", f"e{i}") for i in range(MOST_PACKED + 1)))


@pytest.fixture
def foreseen(qtbot, host):
    views = []
    foresight = Foresight(lambda: False, views.append, host)

    def follow(events, viewport, number):
        views.clear()
        foresight.follow(events, viewport)
        if number:
            qtbot.waitUntil(lambda: len(views) == number)
        qtbot.wait(20)
        return list(views)

    return follow


def test_four_neighbours_are_composed_and_not_again_while_the_view_stays_in_its_slots(foreseen):
    view = Viewport.showing(LARGE.span, 800.0)
    assert len(foreseen(LARGE, view, 4)) == 4
    assert foreseen(LARGE, view.pan(0.01), 0) == []


def test_what_lies_ahead_of_the_move_comes_first(foreseen):
    view = Viewport.showing(LARGE.span, 800.0)
    foreseen(LARGE, view, 4)
    closer = view.zoom_about(400.0, 2.0)
    assert foreseen(LARGE, closer, 4)[0].ticks < closer.ticks
    assert foreseen(LARGE, view, 4)[0].ticks > view.ticks
    left = view.pan(-700.0)
    assert foreseen(LARGE, left, 4)[0].first_tick < left.first_tick


def test_small_stores_need_no_foresight(foreseen):
    few = store("1900", "2000")
    assert foreseen(few, Viewport.showing(few.span, 800.0), 0) == []


def test_texts_are_prepared_before_anything_is_composed(qtbot, host):
    done, remaining = [], [True, True, False]

    def prepare():
        done.append("texts")
        return remaining.pop(0) if remaining else False

    foresight = Foresight(prepare, lambda _: done.append("chart"), host)
    foresight.follow(LARGE, Viewport.showing(LARGE.span, 800.0))
    qtbot.waitUntil(lambda: done.count("chart") == 4)
    assert done[:4] == ["texts", "texts", "texts", "chart"]
