"""An X server of our own, a program's window on it, and what both show: for the drivers in this folder.

Knows only what a person has: a screen, keys, a pointer, an exit code.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

Picture = NDArray[np.uint32]
SCREEN = "1600x1000x24"
Subject = TypeVar("Subject")
PATIENCE = 60.0
"""Seconds to wait for what should come at once: the machine may be slow, never this slow."""


class ComplaintError(Exception):
    """What a person would complain about."""


def require(condition: bool, complaint: str) -> None:
    if not condition:
        raise ComplaintError(complaint)


def wait_until(met: Callable[[], bool], complaint: str) -> None:
    """Wait for what should come at once; complain where it does not come."""
    end = time.monotonic() + PATIENCE
    while not met():
        require(time.monotonic() < end, complaint)
        time.sleep(0.1)


def changed(before: Picture, after: Picture) -> int:
    return int(np.count_nonzero(before != after))


@dataclass
class Display:
    """An X server of our own, whose screen is a file that this process reads."""

    name: str
    screen: Path

    def picture(self) -> Picture:
        """Return the screen as rows of 0xRRGGBB; the file is in the format of xwd."""
        data = self.screen.read_bytes()
        header = struct.unpack(">25I", data[:100])
        size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        pixels = np.frombuffer(data, "<u4", offset=size + 12 * colours, count=line // 4 * height)
        return pixels.reshape(height, line // 4)[:, :width] & np.uint32(0xFFFFFF)

    def steady(self) -> Picture:
        """Return the screen once it has not changed for a while; animations have ended then."""
        before, since, start = self.picture(), time.monotonic(), time.monotonic()
        while time.monotonic() - since < 0.6:
            time.sleep(0.1)
            now = self.picture()
            if not np.array_equal(now, before):
                before, since = now, time.monotonic()
            if time.monotonic() - start > PATIENCE:
                raise ComplaintError("the screen never comes to rest")
        return before

    def do(self, *words: str) -> str:
        """Send real input, or ask about windows, with xdotool."""
        return subprocess.run(
            ["xdotool", *words],
            env=os.environ | {"DISPLAY": self.name},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def windows(self, name: str) -> list[str]:
        """Return the handles of the windows that are shown with a name that matches."""
        return subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", name],
            env=os.environ | {"DISPLAY": self.name},
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()


@dataclass
class Window:
    """The program's window on the display."""

    display: Display
    process: subprocess.Popen[bytes]
    handle: str
    left: int
    top: int
    width: int
    height: int

    def part(self, picture: Picture, left: float, right: float) -> Picture:
        """Return the part of a picture between two shares of the window's width."""
        rows = slice(self.top, self.top + self.height)
        return picture[rows, self.left + int(left * self.width) : self.left + int(right * self.width)]

    def canvas(self, picture: Picture) -> Picture:
        return self.part(picture, 0.0, 0.65)

    def panel(self, picture: Picture) -> Picture:
        return self.part(picture, 0.8, 1.0)

    def press(self, *keys: str) -> Picture:
        self.display.do("key", *keys)
        return self.display.steady()


@contextmanager
def x_server(folder: Path) -> Iterator[Display]:
    """Run an X server on a free display until the block ends."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writer),
            "-screen",
            "0",
            SCREEN,
            "-fbdir",
            str(folder),
            "-nolisten",
            "tcp",
        ],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        if not number:
            raise ComplaintError("Xvfb does not start")
        yield Display(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait()


@contextmanager
def program(command: list[str], display: Display, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program as a person without settings until the block ends."""
    environment = os.environ | {
        "DISPLAY": display.name,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_RUNTIME_DIR": str(home),
        "XDG_STATE_HOME": str(home / "state"),
    }
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "LANGUAGE"):
        environment.pop(name, None)
    with (home / "errors.txt").open("ab") as errors:
        process = subprocess.Popen(command, env=environment, stderr=errors, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def find_window(display: Display, process: subprocess.Popen[bytes], name: str = ".") -> Window:
    """Wait for a large window of the program and give it the keyboard, as a window manager would."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise ComplaintError(f"the program ended with {process.returncode} before it showed a window")
        for handle in display.windows(name):
            shape = dict(
                line.split("=") for line in display.do("getwindowgeometry", "--shell", handle).splitlines()
            )
            width, height = int(shape["WIDTH"]), int(shape["HEIGHT"])
            if width > 600 and height > 400:
                display.do("windowfocus", "--sync", handle)
                return Window(display, process, handle, int(shape["X"]), int(shape["Y"]), width, height)
        time.sleep(0.2)
    raise ComplaintError(f"no window {name!r} appears")


def drive(
    steps: Sequence[Callable[[Subject], None]], subject: Subject, display: Display, folder: Path
) -> list[str]:
    """Take all steps, keep a screenshot of each, and return the complaints."""
    complaints = []
    for number, step in enumerate(steps, 1):
        try:
            step(subject)
        except (ComplaintError, subprocess.CalledProcessError) as problem:
            complaints.append(f"{step.__name__}: {problem}")
        save(display.picture(), folder / f"{number}-{step.__name__}.png")
    return complaints


def verdict(steps: int, complaints: list[str], home: Path) -> int:
    """Print the complaints, what the program wrote to standard error among them, and return the exit code."""
    said = (home / "errors.txt").read_text(encoding="utf-8", errors="replace")
    if said:
        complaints = [*complaints, f"standard error is not empty:\n{said}"]
    for complaint in complaints:
        print(f"FAILED {complaint}")
    print(f"{steps + 1 - len(complaints)} passed, {len(complaints)} failed")
    return 1 if complaints else 0


def save(picture: Picture, file: Path) -> None:
    """Write a picture as PNG."""
    pixels = np.ascontiguousarray(picture | np.uint32(0xFF000000))
    height, width = pixels.shape
    image = QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32)
    if not image.save(str(file)):
        raise SystemExit(f"{file} cannot be written")
