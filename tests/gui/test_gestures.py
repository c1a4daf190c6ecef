"""What wheel and drag mean, as tables."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from timeline_app.gui.canvas.gestures import ZOOM_STEP, Drag, WheelMove, wheel_move

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize(
    ("angle", "pixels", "held", "wheel_zooms", "expected"),
    [
        ((0, 120), (0, 0), NONE, False, WheelMove(scroll=-60.0)),
        ((0, -120), (0, 0), NONE, False, WheelMove(scroll=60.0)),
        ((0, -30), (0, 0), NONE, False, WheelMove(scroll=15.0)),
        ((0, 120), (0, 0), CTRL, False, WheelMove(zoom=ZOOM_STEP)),
        ((0, -240), (0, 0), CTRL, False, WheelMove(zoom=ZOOM_STEP**-2)),
        ((0, 60), (0, 0), CTRL, False, WheelMove(zoom=ZOOM_STEP**0.5)),
        ((0, 120), (0, 33), CTRL, False, WheelMove(zoom=ZOOM_STEP)),
        ((120, 0), (0, 0), CTRL, False, WheelMove()),
        ((0, -120), (0, 0), SHIFT, False, WheelMove(pan=60.0)),
        ((0, 120), (0, 0), SHIFT, False, WheelMove(pan=-60.0)),
        ((-120, 0), (0, 0), SHIFT, False, WheelMove(pan=60.0)),
        ((-120, 0), (0, 0), ALT, False, WheelMove(pan=60.0)),
        ((-120, 0), (0, 0), NONE, False, WheelMove(pan=60.0)),
        ((-16, -40), (-7, -18), NONE, False, WheelMove(pan=7.0, scroll=18.0)),
        ((0, 120), (0, 0), NONE, True, WheelMove(zoom=ZOOM_STEP)),
        ((0, 120), (0, 0), CTRL, True, WheelMove(zoom=ZOOM_STEP)),
        ((0, -120), (0, 0), SHIFT, True, WheelMove(pan=60.0)),
        ((-120, 0), (0, 0), NONE, True, WheelMove(pan=60.0)),
        ((0, 0), (0, 0), NONE, False, WheelMove()),
    ],
)
def test_a_turn_of_the_wheel(angle, pixels, held, wheel_zooms, expected):
    assert wheel_move(QPoint(*angle), QPoint(*pixels), held, wheel_zooms=wheel_zooms) == expected


@pytest.mark.parametrize(
    ("places", "steps", "moved"),
    [
        ([(101, 100), (102, 103)], [(0, 0), (0, 0)], False),
        ([(104, 100)], [(4, 0)], True),
        ([(100, 96)], [(0, -4)], True),
        ([(103, 100), (107, 101), (107, 90)], [(0, 0), (7, 1), (0, -11)], True),
        # Once it is a drag, a small step counts too, and so does the way back to the start.
        ([(110, 100), (111, 100), (100, 100)], [(10, 0), (1, 0), (-11, 0)], True),
    ],
)
def test_a_press_is_a_click_until_the_pointer_has_left_its_place(places, steps, moved):
    drag = Drag(QPointF(100, 100))
    assert [drag.step_to(QPointF(*place)) for place in places] == [QPointF(*step) for step in steps]
    assert drag.moved is moved


def test_a_drag_that_bands_covers_a_stretch_in_either_direction():
    drag = Drag(QPointF(100, 50), bands=True)
    drag.step_to(QPointF(102, 50))
    assert drag.band is None
    drag.step_to(QPointF(40, 60))
    assert drag.band == (40.0, 100.0)
    plain = Drag(QPointF(100, 50))
    plain.step_to(QPointF(40, 60))
    assert plain.band is None
