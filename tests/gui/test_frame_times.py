"""The frame times: what counts as layout and as painting, their p95, and where they are shown."""

import pytest
from PySide6.QtWidgets import QWidget

from timeline_app.core.language import LANGUAGES
from timeline_app.gui.canvas import frame_times
from timeline_app.gui.canvas.canvas import TimelineCanvas
from timeline_app.gui.canvas.frame_times import FrameTimes


@pytest.fixture
def clock(monkeypatch):
    """Return a function that lets some milliseconds pass; no others do."""
    now = [0.0]
    monkeypatch.setattr(frame_times, "perf_counter", lambda: now[0])

    def pass_by(milliseconds):
        now[0] += milliseconds / 1000

    return pass_by


def frame(times, clock, layout, paint):
    with times.layout():
        clock(layout)
    with times.paint():
        clock(paint)


def test_a_frame_is_what_was_laid_out_since_the_last_and_its_painting(clock):
    times = FrameTimes()
    assert times.last == (0, 0)
    assert times.p95 == 0
    frame(times, clock, 2, 3)
    with times.layout():
        clock(1)
    frame(times, clock, 4, 6)
    assert times.last == pytest.approx((5, 6))
    with times.paint():
        clock(7)
    assert times.last == pytest.approx((0, 7))


def test_a_layout_inside_the_painting_is_counted_once(clock):
    times = FrameTimes()
    with times.paint():
        clock(1)
        with times.layout():
            clock(10)
        clock(2)
    assert times.last == pytest.approx((10, 3))


def test_the_slowest_of_twenty_is_beyond_p95_and_old_frames_are_forgotten(clock):
    times = FrameTimes()
    for paint in range(1, 21):
        frame(times, clock, 0, paint)
    assert times.p95 == pytest.approx(19)
    for _ in range(120):
        frame(times, clock, 1, 1)
    assert times.p95 == pytest.approx(2)


def test_the_times_are_said_in_the_language_of_the_interface(clock):
    times = FrameTimes()
    frame(times, clock, 1.26, 2)
    assert times.text(LANGUAGES["en"]) == "Layout 1.3 ms · paint 2.0 ms · p95 of 1 frames 3.3 ms"
    assert times.text(LANGUAGES["de"]) == "Layout 1,3 ms · Malen 2,0 ms · p95 von 1 Bildern 3,3 ms"


def test_they_are_painted_over_the_canvas_on_request_only(session, qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    canvas = TimelineCanvas(session, host)
    canvas.resize(800, 300)
    before = canvas.grab().toImage()
    assert canvas.grab().toImage() == before
    canvas.show_frame_times(shown=True)
    assert canvas.frame_times_shown
    assert canvas.grab().toImage() != before
    canvas.show_frame_times(shown=False)
    assert canvas.grab().toImage() == before
