"""The legend under the chart: what it is called and explains, and that it takes the lines it needs."""

from __future__ import annotations

import pytest

from timeline_app.core.dataset import Dataset
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Event, When
from timeline_app.core.language import LANGUAGES
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.gui.frame.legend_strip import LegendStrip
from timeline_app.scene.legend import LINE_HEIGHT
from timeline_app.scene.style import DARK, LIGHT

WIDE, NARROW = 1200, 260


def chronology(*dates):
    events = (Event(f"e{n}", Text.plain("E"), When(parse_edtf(date))) for n, date in enumerate(dates))
    return Dataset(store=EventStore.of(tuple(events)))


@pytest.fixture
def strip(qtbot, session):
    session.set_dataset(chronology("2020-05-05", "2020", "2019~", "2021?"))
    made = LegendStrip(session)
    qtbot.addWidget(made)
    made.resize(WIDE, made.height())
    made.show()
    return made


def colours(strip):
    image = strip.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_it_is_named_and_says_what_each_shape_means(strip):
    assert strip.accessibleName() == "Legend"
    assert strip.accessibleDescription() == "on that day, some time within, about, uncertain"


def test_it_follows_the_language(strip, session):
    session.set_language(LANGUAGES["de"])
    assert strip.accessibleName() == "Legende"
    assert strip.accessibleDescription() == "an diesem Tag, irgendwann darin, ungefähr, unsicher"


def test_it_explains_only_what_the_dataset_shows(strip, session):
    session.set_dataset(chronology("2020-05-05"))
    assert strip.accessibleDescription() == "on that day"
    session.set_dataset(Dataset())
    assert strip.accessibleDescription() == ""


def test_it_takes_more_lines_where_it_is_narrow_and_gives_them_back(strip):
    one_line = strip.height()
    strip.resize(NARROW, one_line)
    lines, rest = divmod(strip.height() - one_line, LINE_HEIGHT)
    assert lines >= 1
    assert rest == 0
    strip.resize(WIDE, strip.height())
    assert strip.height() == one_line


def test_a_dataset_with_fewer_shapes_needs_fewer_lines(strip, session):
    strip.resize(NARROW, strip.height())
    high = strip.height()
    session.set_dataset(chronology("2020-05-05"))
    assert strip.height() < high


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
def test_it_wears_the_style(strip, session, style):
    session.set_style(style)
    assert {style.paper.lower(), style.soft.lower()} <= colours(strip)


def test_every_line_is_painted(strip):
    strip.resize(NARROW, strip.height())
    image = strip.grab().toImage()
    last = range(image.height() - round(LINE_HEIGHT), image.height())
    assert len({image.pixelColor(x, y).name() for x in range(image.width()) for y in last}) > 1
