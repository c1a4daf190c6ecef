"""What is found missing before Qt starts, and how it is said."""

import importlib.metadata
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_app.app.preflight import (
    NoDisplayError,
    PreflightError,
    check_display,
    check_libraries,
    check_versions,
    pyside_folder,
    pyside_version,
)

QT = Path("/qt")
Load = Callable[[str], None]


def lacking(*missing: str, broken: str = "libQt6Gui.so.6") -> Load:
    """Return a loader on a machine without some libraries, which `broken` needs."""

    def load(name: str) -> None:
        if missing and name.endswith(broken):
            raise OSError(f"{missing[0]}: cannot open shared object file: No such file or directory")
        if name in missing:
            raise OSError(f"{name}: cannot open shared object file")

    return load


@pytest.mark.parametrize(
    ("python", "qt", "sound"),
    [
        ((3, 11), "6.12.0", False),
        ((3, 11), "6.11.3", True),
        ((3, 11), "6.12.1", True),
        ((3, 12), "6.12.0", True),
        ((3, 13), "6.12.0", True),
    ],
)
def test_only_the_pair_that_crashes_is_refused(python: tuple[int, int], qt: str, sound: bool) -> None:
    if sound:
        check_versions(python, qt)
    else:
        with pytest.raises(PreflightError, match=r"^PySide6 6\.12\.0 crashes on Python 3\.11; use .*\.$"):
            check_versions(python, qt)


def test_the_installed_pair_lives_through_a_hundred_thousand_primitives() -> None:
    check_versions(sys.version_info[:2], pyside_version(pyside_folder()))
    paint = (
        "from PySide6.QtCore import QPointF\n"
        "from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPen\n"
        "application = QGuiApplication([])\n"
        "image = QImage(400, 400, QImage.Format.Format_ARGB32)\n"
        "painter = QPainter(image)\n"
        "for step in range(100_000):\n"
        "    painter.drawLine(QPointF(step % 400, 0), QPointF(0, step % 300))\n"
        "painter.end()\n"
        "print('alive')\n"
    )
    done = subprocess.run([sys.executable, "-c", paint], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries of Linux")
def test_the_libraries_of_this_machine_are_found() -> None:
    check_libraries(pyside_folder() / "Qt")


def test_the_version_that_pyside_notes_is_the_one_installed(tmp_path: Path) -> None:
    assert pyside_version(pyside_folder()) == importlib.metadata.version("PySide6-Essentials")
    assert pyside_version(tmp_path) == ""


def test_nothing_is_said_where_nothing_is_missing() -> None:
    check_libraries(QT, lacking())


def test_every_missing_library_is_named_with_its_packages() -> None:
    with pytest.raises(PreflightError) as refused:
        check_libraries(QT, lacking("libEGL.so.1", "libxkbcommon.so.0"))
    text = str(refused.value)
    assert "missing here: libEGL.so.1, libxkbcommon.so.0." in text
    assert "apt-get install libegl1 libxkbcommon0\n" in text
    assert "dnf install libglvnd-egl libxkbcommon\n" in text
    assert "pacman -S libglvnd libxkbcommon" in text


def test_a_package_that_brings_two_libraries_is_named_once() -> None:
    with pytest.raises(PreflightError, match=r"apt-get install libglib2\.0-0\n"):
        check_libraries(QT, lacking("libglib-2.0.so.0", "libgthread-2.0.so.0"))


def test_a_library_of_which_no_package_is_known_is_named_by_the_loader() -> None:
    with pytest.raises(PreflightError, match=r"^Qt cannot be loaded: libnew\.so\.9: cannot open"):
        check_libraries(QT, lacking("libnew.so.9"))


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "linuxfb"])
def test_a_platform_without_a_display_server_needs_none(platform: str) -> None:
    check_display({"QT_QPA_PLATFORM": platform}, QT, lacking())


@pytest.mark.parametrize("platform", ["", "xcb", "wayland"])
def test_without_a_display_the_way_around_is_told(platform: str) -> None:
    with pytest.raises(NoDisplayError, match=r"no display.*export FILE -o figure\.png"):
        check_display({"QT_QPA_PLATFORM": platform}, QT, lacking())


@pytest.mark.parametrize("answers", [True, False])
def test_a_display_must_answer(answers: bool) -> None:
    asked: list[str] = []

    def ask(display: str) -> bool:
        asked.append(display)
        return answers

    if answers:
        check_display({"DISPLAY": ":7"}, QT, lacking(), ask)
    else:
        with pytest.raises(NoDisplayError, match="nothing answers at DISPLAY=:7"):
            check_display({"DISPLAY": ":7"}, QT, lacking(), ask)
    assert asked == [":7"]


def test_a_display_nobody_serves_does_not_answer() -> None:
    with pytest.raises(NoDisplayError, match="nothing answers"):
        check_display({"DISPLAY": ":59999"}, QT, lacking())


def test_the_libraries_of_x11_are_checked_before_the_display_is_asked() -> None:
    with pytest.raises(PreflightError, match=r"libxcb-cursor\.so\.0") as refused:
        check_display({"DISPLAY": ":7"}, QT, lacking("libxcb-cursor.so.0", broken="libqxcb.so"))
    assert not isinstance(refused.value, NoDisplayError)


@pytest.fixture
def compositor(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a session with a Wayland socket."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "wayland-7"))
    return {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}


def test_wayland_is_a_display(compositor: dict[str, str]) -> None:
    check_display(compositor, QT, lacking())


def test_x11_stands_in_for_a_wayland_whose_libraries_are_missing(compositor: dict[str, str]) -> None:
    without_wayland = lacking("libwayland-client.so.0", broken="libqwayland.so")
    check_display(compositor | {"DISPLAY": ":7"}, QT, without_wayland, lambda _: True)
    with pytest.raises(PreflightError, match=r"libwayland-client0\n"):
        check_display(compositor, QT, without_wayland)


def test_a_wayland_name_without_a_socket_is_no_display(tmp_path: Path) -> None:
    with pytest.raises(NoDisplayError):
        check_display({"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}, QT, lacking())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_the_program_ends_with_three_and_a_sentence_where_there_is_no_display() -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "timeline_app"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("timeline-app: There is no display")
    assert done.stderr.count("\n") == 1
