"""What must be there before Qt is imported: a sound version of it, its system libraries, a display.

Qt itself aborts the process where one is missing; here a person reads which, and what to do. Imports no Qt.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from timeline_app.core.errors import TimelineError

Loader = Callable[[str], object]
"""Loads a shared library by path or name; raises OSError where it or a library it needs is missing."""


class PreflightError(TimelineError):
    """Say that this machine or environment cannot run Qt, and what would help."""


class NoDisplayError(PreflightError):
    """Say that there is no display to open a window on."""


@dataclass(frozen=True, slots=True)
class Package:
    """The package that brings a library, by the names of three families of distributions."""

    debian: str
    fedora: str
    arch: str


_LIBRARIES: Final = {
    "libEGL.so.1": Package("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": Package("libgl1", "libglvnd-glx", "libglvnd"),
    "libX11.so.6": Package("libx11-6", "libX11", "libx11"),
    "libdbus-1.so.3": Package("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": Package("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": Package("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0.so.0": Package("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": Package("libglib2.0-0", "glib2", "glib2"),
    "libxkbcommon.so.0": Package("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libz.so.1": Package("zlib1g", "zlib-ng-compat", "zlib"),
    "libzstd.so.1": Package("libzstd1", "libzstd", "zstd"),
}
_WAYLAND_LIBRARIES: Final = {
    "libwayland-client.so.0": Package("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": Package("libwayland-cursor0", "libwayland-cursor", "wayland"),
}
_X11_LIBRARIES: Final = {
    "libX11-xcb.so.1": Package("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxcb-cursor.so.0": Package("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": Package("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": Package("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": Package("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": Package("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": Package("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-render.so.0": Package("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-shape.so.0": Package("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": Package("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": Package("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": Package("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": Package("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": Package("libxcb-xkb1", "libxcb", "libxcb"),
    "libxcb.so.1": Package("libxcb1", "libxcb", "libxcb"),
    "libxkbcommon-x11.so.0": Package("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
}
_QT_MODULES: Final = ("libQt6Core.so.6", "libQt6DBus.so.6", "libQt6Gui.so.6")


def check_for_export() -> None:
    """Raise PreflightError where figures cannot be drawn on this machine; they need no display."""
    pyside = pyside_folder()
    check_versions(sys.version_info[:2], pyside_version(pyside))
    if sys.platform == "linux":
        check_libraries(pyside / "Qt")


def check_for_window() -> None:
    """Raise PreflightError where no window can be opened; NoDisplayError where a display is all it lacks."""
    check_for_export()
    if sys.platform == "linux":
        check_display(os.environ, pyside_folder() / "Qt")


def pyside_folder() -> Path:
    """Return the folder of PySide6 without importing it; raises PreflightError where there is none."""
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        raise PreflightError("PySide6 is not installed; install it with: pip install PySide6-Essentials")
    return Path(next(iter(found.submodule_search_locations)))


def pyside_version(folder: Path) -> str:
    """Return the version that PySide6 notes in its folder; empty where it notes none.

    The metadata of the installation says it too, but takes 30 ms to read at every start.
    """
    note = folder / "_config.py"
    text = note.read_text(encoding="utf-8") if note.is_file() else ""
    found = re.search(r'^version = "(.+)"$', text, re.MULTILINE)
    return found[1] if found else ""


def check_versions(python: tuple[int, int], pyside: str) -> None:
    """Raise PreflightError for PySide6 6.12.0 on Python 3.11.

    This pair counts the references to None wrongly and aborts after some thousand painter calls.
    """
    if python == (3, 11) and pyside == "6.12.0":
        raise PreflightError(
            "PySide6 6.12.0 crashes on Python 3.11; use Python 3.12 or newer, "
            'or install another PySide6: pip install "PySide6-Essentials<6.12".'
        )


def check_libraries(qt: Path, load: Loader = ctypes.CDLL) -> None:
    """Raise PreflightError with every system library missing that drawing needs."""
    _load_all([qt / "lib" / name for name in _QT_MODULES], _LIBRARIES, load)


def _x_server_answers(display: str) -> bool:
    """Connect to an X server with libxcb, which also presents the user's authority file."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def check_display(
    environment: Mapping[str, str],
    qt: Path,
    load: Loader = ctypes.CDLL,
    answers: Callable[[str], bool] = _x_server_answers,
) -> None:
    """Raise where no window can be opened under Linux: NoDisplayError, or PreflightError for libraries.

    `answers` tells whether an X server answers at a display name.
    """
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform not in {"", "xcb", "wayland", "wayland-egl"}:
        return  # Offscreen, a framebuffer, VNC: no display server is asked.
    plugins = qt / "plugins" / "platforms"
    display = environment.get("DISPLAY", "")
    if platform != "xcb" and _wayland_socket(environment).is_socket():
        wayland = plugins / "libqwayland.so"
        if not display or not _refusal(str(wayland), load):
            _load_all([wayland], _WAYLAND_LIBRARIES, load)
            return
    if not display:
        raise _no_display("neither WAYLAND_DISPLAY nor DISPLAY names one")
    _load_all([plugins / "libqxcb.so"], _X11_LIBRARIES, load)
    if not answers(display):
        raise _no_display(f"nothing answers at DISPLAY={display}")


def _no_display(found: str) -> NoDisplayError:
    """Return the error that also tells, ready to be typed here, what works without a display."""
    program = "timeline-app" if shutil.which("timeline-app") else f"{sys.executable} -m timeline_app"
    return NoDisplayError(
        f"There is no display: {found}. A figure needs none: {program} export FILE -o figure.png; "
        "neither do the commands check, add, date and schema."
    )


def _wayland_socket(environment: Mapping[str, str]) -> Path:
    """Return where the Wayland compositor listens; a relative name lies in the runtime folder."""
    return Path(environment.get("XDG_RUNTIME_DIR", "/"), environment.get("WAYLAND_DISPLAY", ""))


def _load_all(files: list[Path], known: Mapping[str, Package], load: Loader) -> None:
    refusals = [refusal for file in files if (refusal := _refusal(str(file), load))]
    if not refusals:
        return
    missing = {name: package for name, package in known.items() if _refusal(name, load)}
    if not missing:
        raise PreflightError(f"Qt cannot be loaded: {refusals[0]}.")
    packages = {family: _names(missing, family) for family in ("debian", "fedora", "arch")}
    raise PreflightError(
        f"Qt needs system libraries that are missing here: {', '.join(missing)}.\n"
        "Install them:\n"
        f"  Debian, Ubuntu:  sudo apt-get install {packages['debian']}\n"
        f"  Fedora:          sudo dnf install {packages['fedora']}\n"
        f"  Arch:            sudo pacman -S {packages['arch']}"
    )


def _names(missing: Mapping[str, Package], family: str) -> str:
    return " ".join(sorted({str(getattr(package, family)) for package in missing.values()}))


def _refusal(library: str, load: Loader) -> str:
    """Return the loader's reason why a library cannot be loaded; empty where it can."""
    try:
        load(library)
    except OSError as error:
        return str(error)
    return ""
