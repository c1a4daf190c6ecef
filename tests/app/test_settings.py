"""Settings as a file in INI format: types, defaults, limits, overrides."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from timeline_app.app.settings import RECENT_LIMIT, Settings
from timeline_app.gui.preferences import LastExport, Theme


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.ini"


def written(path, change):
    """Change settings, write them, and return them as a new start reads them."""
    settings = Settings(path)
    change(settings)
    settings.save()
    return Settings(path)


def test_first_start_has_defaults(path):
    settings = Settings(path)
    assert settings.theme is Theme.SYSTEM
    assert settings.language == "en"
    assert settings.wheel_zooms is False
    assert settings.recent == ()
    assert settings.last_export == LastExport()
    assert settings.geometry.isEmpty()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", Theme.DARK),
        ("language", "de"),
        ("wheel_zooms", True),
        ("geometry", QByteArray(b"\x00\x01\xff")),
        ("splitter", QByteArray(b"splitter")),
        ("last_export", LastExport("svg", 1123, 794, 3, "/Bilder, und mehr")),
    ],
)
def test_values_come_back_as_they_were(path, name, value):
    assert getattr(written(path, lambda settings: setattr(settings, name, value)), name) == value


@pytest.mark.parametrize("count", [1, 2, RECENT_LIMIT])
def test_recent_files_come_back_newest_first(path, count):
    def remember(settings):
        for number in range(count):
            settings.remember(Path(f"/a, b/{number}.json"))

    expected = tuple(Path(f"/a, b/{number}.json") for number in reversed(range(count)))
    assert written(path, remember).recent == expected


def test_recent_files_are_distinct_and_limited(path):
    settings = Settings(path)
    for number in [*range(RECENT_LIMIT + 3), 5]:
        settings.remember(Path(f"/{number}.json"))
    assert settings.recent[0] == Path("/5.json")
    assert len(settings.recent) == len(set(settings.recent)) == RECENT_LIMIT


def test_recent_files_are_forgotten(path):
    settings = Settings(path)
    settings.remember(Path("/a.json"))
    settings.remember(Path("/b.json"))
    settings.forget(Path("/b.json"))
    assert settings.recent == (Path("/a.json"),)
    settings.forget_all()
    assert settings.recent == ()


def test_overrides_are_not_kept(path):
    settings = Settings(path)
    settings.override(theme="dark", language="de")
    assert (settings.theme, settings.language) == (Theme.DARK, "de")
    settings.save()
    again = Settings(path)
    assert (again.theme, again.language) == (Theme.SYSTEM, "en")


def test_a_choice_ends_an_override(path):
    settings = Settings(path)
    settings.override(theme="dark", language="de")
    settings.theme = Theme.LIGHT
    settings.language = "en"
    assert (settings.theme, settings.language) == (Theme.LIGHT, "en")


@pytest.mark.parametrize(
    "text",
    [
        "theme=purple\nlanguage=xx\nwheel-zooms=maybe\nrecent=@Invalid()",
        "[export]\nwidth=-5\nheight=abc\nscale=99999999999\nformat=@ByteArray(x)",
        "[window]\ngeometry=text\n",
    ],
)
def test_damaged_values_become_defaults(path, text):
    path.write_text(text if text.startswith("[") else f"[General]\n{text}", encoding="utf-8")
    settings = Settings(path)
    assert settings.theme is Theme.SYSTEM
    assert settings.language == "en"
    assert settings.wheel_zooms is False
    assert settings.recent == ()
    assert settings.last_export == LastExport()
    assert settings.geometry.isEmpty()
