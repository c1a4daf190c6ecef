"""Write events in the real window, save, let another program save, kill the window and restore.

    python tests/e2e/drive_editing.py FOLDER COMMAND...

COMMAND starts the program itself, as in `.venv/bin/timeline-app`: it is killed. It is given a copy of the
bundled chronology; screenshots are kept in FOLDER. Needs Xvfb and xdotool. The last line is "N passed, N
failed".
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from screen import (
    ComplaintError,
    Display,
    Window,
    changed,
    drive,
    find_window,
    program,
    require,
    verdict,
    wait_until,
    x_server,
)

from timeline_app.bundled import DEFAULT_DATASET

MAIN = "Timeline"
EDITOR = "New event"
RESTORE = "Restore what was not saved"
EMPTY = 24, 60
"""Rows and columns of a place where nothing is drawn, large enough for a hand."""


@dataclass
class Desk:
    """What a person has before them: a display, the program on it, and a file."""

    display: Display
    programs: ExitStack
    command: list[str]
    file: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the program with the file."""
        self.process = self.programs.enter_context(
            program([*self.command, str(self.file)], self.display, self.home)
        )

    @property
    def home(self) -> Path:
        return self.file.parent

    def window(self, name: str) -> Window:
        """Wait for a window whose title holds a name, and give it the keyboard."""
        require(self.process is not None, "the program was not started")
        return find_window(self.display, self.process, name)

    def write(self, title: str) -> None:
        """Type a title into the editor that is open, and add the event."""
        self.window(EDITOR)
        self.display.do("type", title)
        self.display.do("key", "ctrl+Return")
        wait_until(lambda: not self.is_shown(EDITOR), "the editor does not add the event")
        self.window(MAIN)

    def is_shown(self, name: str) -> bool:
        """Tell whether a window is shown whose title holds a name."""
        return bool(self.display.windows(name))

    def save(self) -> None:
        """Save, and wait until the file is another."""
        before = self.file.read_bytes()
        self.display.do("key", "ctrl+s")
        wait_until(lambda: self.file.read_bytes() != before, "the file is not saved")


def nothing_here(window: Window) -> tuple[int, int]:
    """Return the middle of a place in the lanes of the canvas where nothing is drawn."""
    canvas = window.canvas(window.display.steady())
    top, left = window.height // 5, window.width // 8
    inside = canvas[top : window.height * 3 // 5, left:]
    places = np.lib.stride_tricks.sliding_window_view(inside, EMPTY)[::4, ::4]
    rows, columns = np.nonzero((places == places[:, :, :1, :1]).all(axis=(2, 3)))
    require(bool(rows.size), "the canvas has no place where nothing is drawn")
    row, column = int(rows[0]) * 4 + EMPTY[0] // 2, int(columns[0]) * 4 + EMPTY[1] // 2
    return window.left + left + column, window.top + top + row


def an_event_from_a_double_click_is_one_entry_more_in_the_file(desk: Desk) -> None:
    desk.start()
    x, y = nothing_here(desk.window(MAIN))
    before = desk.file.read_text(encoding="utf-8")
    twice = "click", "--repeat", "2", "--delay", "60", "1"
    desk.display.do("mousemove", str(x), str(y), "sleep", "0.2", *twice)
    desk.write("Written by hand")
    desk.save()
    after = desk.file.read_text(encoding="utf-8")
    old, new = json.loads(before)["events"], json.loads(after)["events"]
    require(new[:-1] == old, "the file has not one event more, at its end")
    require(new[-1]["title"] == {"en": "Written by hand"} and new[-1]["when"], f"it is {new[-1]}")
    lines = SequenceMatcher(a=before.splitlines(), b=after.splitlines(), autojunk=False)
    told = [kind for kind, *_ in lines.get_opcodes() if kind != "equal"]
    require(told == ["insert"], f"the file differs by {told}, not by one entry that was put in")


def what_another_program_saves_is_shown(desk: Desk) -> None:
    before = desk.window(MAIN).display.steady()
    document = json.loads(desk.file.read_text(encoding="utf-8"))
    document["title"] = {"en": "Changed elsewhere"}
    del document["events"][3:-1]
    desk.file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    wait_until(lambda: desk.is_shown("Changed elsewhere"), "the window does not show what the file says now")
    window = desk.window(MAIN)
    after = window.display.steady()
    require(changed(window.canvas(before), window.canvas(after)) > 1000, "the events are those of before")


def what_was_not_saved_comes_back_after_a_kill(desk: Desk) -> None:
    saved = desk.file.read_bytes()
    desk.display.do("key", "ctrl+d")
    journals = desk.home / "state" / "timeline-app" / "journal"
    wait_until(
        lambda: any(b"written-by-hand-2" in one.read_bytes() for one in journals.glob("*")),
        "what is not saved is not on the disk",
    )
    require(desk.process is not None and desk.process.poll() is None, "the program has ended by itself")
    os.kill(desk.process.pid, signal.SIGKILL)
    desk.process.wait()
    desk.start()
    desk.window(RESTORE)
    desk.display.do("key", "Return")
    wait_until(lambda: not desk.is_shown(RESTORE), "nothing is restored")
    desk.window(MAIN)
    require(desk.file.read_bytes() == saved, "restoring has written to the file")
    desk.display.steady()
    desk.save()
    ids = [event["id"] for event in json.loads(desk.file.read_bytes())["events"]]
    require(ids[-2:] == ["written-by-hand", "written-by-hand-2"], f"the restored file has {ids}")


STEPS: tuple[Callable[[Desk], None], ...] = (
    an_event_from_a_double_click_is_one_entry_more_in_the_file,
    what_another_program_saves_is_shown,
    what_was_not_saved_comes_back_after_a_kill,
)


def main(folder: Path, command: list[str]) -> int:
    """Drive the program that the command starts and return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        file = home / "mine.timeline.json"
        shutil.copyfile(DEFAULT_DATASET, file)
        try:
            with x_server(home) as display, ExitStack() as programs:
                complaints = drive(STEPS, Desk(display, programs, command, file), display, folder)
        except ComplaintError as problem:
            complaints = [str(problem)]
        return verdict(len(STEPS), complaints, home)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
