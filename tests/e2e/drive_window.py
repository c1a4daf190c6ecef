"""Drive the real window on a real X server with real keys and clicks, and look at what it shows.

    python tests/e2e/drive_window.py FOLDER COMMAND...

COMMAND starts the program, as in `make run`; screenshots are kept in FOLDER. Needs Xvfb and xdotool.
The last line is "N passed, N failed".
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from screen import (
    PATIENCE,
    ComplaintError,
    Picture,
    Window,
    changed,
    drive,
    find_window,
    program,
    require,
    verdict,
    x_server,
)

from timeline_app.bundled import DEFAULT_DATASET
from timeline_app.dataset.reading.reader import read_document
from timeline_app.scene.style import LIGHT


def a_mark(window: Window, picture: Picture) -> tuple[int, int]:
    """Return where the leftmost blot in a category's colour stands on the canvas: a disc or a solid bar.

    The leftmost is not the last event, so that Tab has one to move on to.
    """
    canvas = window.canvas(picture)
    here = np.isin(canvas, [int(colour[1:], 16) for colour in LIGHT.categories])
    side = 6
    blots = np.lib.stride_tricks.sliding_window_view(here, (side, side)).all(axis=(2, 3))
    blots[: window.height // 8] = blots[window.height * 6 // 7 :] = False
    rows, columns = np.nonzero(blots)
    if not rows.size:
        raise ComplaintError("no mark of an event is on the canvas")
    first = columns.argmin()
    return window.left + int(columns[first]) + side // 2, window.top + int(rows[first]) + side // 2


def the_title_names_the_dataset(window: Window) -> None:
    title = read_document(DEFAULT_DATASET).dataset.title.in_language("en")
    end = time.monotonic() + PATIENCE
    while title not in (shown := window.display.do("getwindowname", window.handle)):
        require(time.monotonic() < end, f"the window's title is {shown!r}, not {title!r}")
        time.sleep(0.1)


def the_window_is_drawn(window: Window) -> None:
    picture = window.display.steady()
    for name, part in (("canvas", window.canvas(picture)), ("panel", window.panel(picture))):
        colours = np.unique(part).size
        require(colours > 30, f"the {name} shows only {colours} colours")
    blank = np.bincount(np.unique(window.canvas(picture), return_inverse=True)[1].ravel()).max()
    require(blank < 0.995 * window.canvas(picture).size, "the canvas is blank")


def a_click_on_a_mark_shows_its_event(window: Window) -> None:
    before = window.display.steady()
    x, y = a_mark(window, before)
    window.display.do("mousemove", str(x), str(y), "sleep", "0.2", "click", "1")
    after = window.display.steady()
    require(changed(window.panel(before), window.panel(after)) > 500, f"a click at {x}, {y} changes no panel")


def tab_moves_the_selection(window: Window) -> None:
    before = window.display.steady()
    after = window.press("Tab")
    require(changed(window.panel(before), window.panel(after)) > 300, "Tab shows no other event")
    again = window.press("shift+Tab")
    require(changed(window.panel(after), window.panel(again)) > 300, "Shift+Tab does not go back")


def keys_zoom_and_fit(window: Window) -> None:
    fitted = window.press("f")
    nearer = window.press("plus", "plus")
    require(changed(window.canvas(fitted), window.canvas(nearer)) > 1000, "+ does not zoom")
    back = window.press("f")
    require(changed(window.canvas(back), window.canvas(nearer)) > 1000, "F does not fit")


def the_wheel_zooms_with_control(window: Window) -> None:
    before = window.display.steady()
    centre = str(window.left + window.width // 3), str(window.top + window.height // 2)
    window.display.do("mousemove", *centre, "keydown", "ctrl", "click", "4", "click", "4", "keyup", "ctrl")
    after = window.display.steady()
    require(changed(window.canvas(before), window.canvas(after)) > 1000, "Ctrl and the wheel do not zoom")


def a_drag_pans(window: Window) -> None:
    before = window.display.steady()
    x, y = window.left + window.width // 3, window.top + window.height * 4 // 5
    window.display.do("mousemove", str(x), str(y), "mousedown", "1")
    for step in range(1, 6):
        window.display.do("mousemove", str(x - 20 * step), str(y), "sleep", "0.03")
    window.display.do("mouseup", "1")
    after = window.display.steady()
    require(changed(window.canvas(before), window.canvas(after)) > 1000, "a drag does not pan")


def control_q_ends_the_program_quietly(window: Window) -> None:
    window.display.do("key", "ctrl+q")
    try:
        code = window.process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        raise ComplaintError("Ctrl+Q does not end the program") from None
    require(code == 0, f"the program ends with {code}")


STEPS: tuple[Callable[[Window], None], ...] = (
    the_title_names_the_dataset,
    the_window_is_drawn,
    a_click_on_a_mark_shows_its_event,
    tab_moves_the_selection,
    keys_zoom_and_fit,
    the_wheel_zooms_with_control,
    a_drag_pans,
    control_q_ends_the_program_quietly,
)


def main(folder: Path, command: list[str]) -> int:
    """Drive the program that the command starts and return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        try:
            with x_server(home) as display, program(command, display, home) as process:
                complaints = drive(STEPS, find_window(display, process), display, folder)
        except ComplaintError as problem:
            complaints = [f"{step.__name__}: {problem}" for step in STEPS]
        return verdict(len(STEPS), complaints, home)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
