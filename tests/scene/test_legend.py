"""The legend lists the shapes that occur, draws each as the chart does, and takes the height it says."""

from __future__ import annotations

import numpy as np
import pytest
from scenery import event, store

from timeline_app.core.event import Event
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.store import EventStore
from timeline_app.scene.display import Box, Dash, Group, Lines, Polygon, Primitive, Shape, TextRun
from timeline_app.scene.legend import LINE_HEIGHT, Entry, entries_for, legend_group
from timeline_app.scene.measure import FixedMeasurer

INK = "#112233"
DAY, YEAR, LASTING = event("2020-05-05"), event("2021"), event("2019", "lasting", lasting=True)
ONE_OF, ALL_OF = event("[1667,1668]"), event("{1960,1961-12}")
EVERY_KIND = (
    DAY,
    YEAR,
    LASTING,
    event("2004-06~"),
    event("2004?"),
    event("2004/.."),
    event("2004/"),
    ONE_OF,
    ALL_OF,
)


def entries(*events: Event) -> tuple[Entry, ...]:
    made = store(*events)
    return entries_for(made, np.arange(len(made)), ENGLISH)


def meanings(*events: Event) -> list[str]:
    return [entry.meaning for entry in entries(*events)]


def drawn(entry: Entry) -> list[Primitive]:
    group, _ = legend_group((entry,), Box(0.0, 0.0, 300.0, 20.0), (INK, INK), FixedMeasurer())
    return [item for item in group.items if not isinstance(item, TextRun) or item.text == "?"]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((DAY,), ["on that day"]),
        ((YEAR,), ["some time within"]),
        ((LASTING,), ["throughout"]),
        ((DAY, YEAR), ["on that day", "some time within"]),
        ((event("2004-06~"),), ["some time within", "about"]),
        ((event("2004-06-11?"),), ["on that day", "uncertain"]),
        ((event("2004/.."),), ["throughout", "open end"]),
        ((event("../2004"),), ["throughout", "open end"]),
        ((event("2004/"),), ["throughout", "end unknown"]),
        ((event("2004~/2006"),), ["throughout", "about"]),
        ((ONE_OF,), ["one of these"]),
        ((ALL_OF,), ["all of these"]),
        ((event("{1960-05-05,1961-12-01}"),), ["all of these"]),
        ((event("2004-1X-05"),), ["one of these"]),
        ((event("1985-12-3X"),), ["some time within"]),
        ((), []),
    ],
    ids=str,
)
def test_only_shapes_that_occur_are_listed(events: tuple[Event, ...], expected: list[str]) -> None:
    assert meanings(*events) == expected


def test_only_the_rows_asked_for_count() -> None:
    both = store(YEAR, DAY)
    (only,) = entries_for(both, np.array([1], np.int64), ENGLISH)
    assert only.meaning == "some time within"


def test_a_sample_has_the_shape_of_its_kind() -> None:
    samples = {entry.meaning: drawn(entry) for entry in entries(*EVERY_KIND)}
    (disc,) = samples["on that day"]
    assert isinstance(disc, Shape)
    assert disc.box.width == disc.box.height == 2 * disc.radius
    (hollow,) = samples["some time within"]
    assert isinstance(hollow, Shape)
    assert (hollow.stroke, hollow.dash) == (INK, Dash.SOLID)
    assert hollow.fill not in ("", INK)
    (solid,) = samples["throughout"]
    assert isinstance(solid, Shape)
    assert (solid.fill, solid.stroke) == (INK, "")
    (about,) = samples["about"]
    assert isinstance(about, Shape)
    assert about.fade_left > 0 < about.fade_right
    (uncertain,) = samples["uncertain"]
    assert isinstance(uncertain, Shape)
    assert uncertain.dash is Dash.DASHED
    assert any(isinstance(item, Polygon) for item in samples["open end"])
    assert any(isinstance(item, TextRun) and item.text == "?" for item in samples["end unknown"])
    for meaning, filled in (("one of these", False), ("all of these", True)):
        line, *pieces = samples[meaning]
        assert isinstance(line, Lines)
        assert [piece.fill == INK for piece in pieces if isinstance(piece, Shape)] == [filled] * 2


def test_no_sample_touches_its_text() -> None:
    everything = entries(
        DAY, YEAR, LASTING, event("2004-06~"), event("2004?"), event("2004/.."), event("2004/")
    )
    for entry in everything:
        group, _ = legend_group((entry,), Box(10.0, 0.0, 300.0, 20.0), (INK, INK), FixedMeasurer())
        text = next(item for item in group.items if isinstance(item, TextRun) and item.text == entry.meaning)
        for item in group.items:
            if isinstance(item, Shape):
                assert item.box.x >= 10.0
                assert item.box.right <= text.x
            elif isinstance(item, TextRun) and item is not text:
                assert item.x + item.width <= text.x


@pytest.mark.parametrize("width", [60.0, 200.0, 330.0, 520.0, 2000.0])
def test_entries_wrap_into_lines_and_the_height_holds_them(width: float) -> None:
    all_entries = entries(DAY, YEAR, LASTING, event("2004-06~"), event("2004?"), ONE_OF)
    area = Box(20.0, 8.0, width, 0.0)
    group, height = legend_group(all_entries, area, (INK, INK), FixedMeasurer())
    texts = [item for item in group.items if isinstance(item, TextRun)]
    lines = sorted({text.baseline for text in texts})
    assert height == len(lines) * LINE_HEIGHT
    assert area.y < lines[0] < lines[-1] + 1 < area.y + height
    for baseline in lines:
        mine = [text for text in texts if text.baseline == baseline]
        assert len(mine) == 1 or mine[-1].x + mine[-1].width <= area.right
    assert _in_reading_order(group) == [entry.meaning for entry in all_entries]


def _in_reading_order(group: Group) -> list[str]:
    texts = [item for item in group.items if isinstance(item, TextRun)]
    return [text.text for text in sorted(texts, key=lambda text: (text.baseline, text.x))]


def test_every_meaning_is_german_in_german() -> None:
    events: EventStore = store(*EVERY_KIND)
    rows = np.arange(len(events))
    english = {entry.meaning for entry in entries_for(events, rows, ENGLISH)}
    german = {entry.meaning for entry in entries_for(events, rows, LANGUAGES["de"])}
    assert len(english) == len(german) == 9
    assert not english & german


def test_about_is_shown_as_the_chart_draws_it_for_days() -> None:
    events = store(event("2024-11-26~"))
    (entry,) = (one for one in entries_for(events, np.arange(1), ENGLISH) if one.meaning == "about")
    group, _ = legend_group((entry,), Box(0.0, 0.0, 400.0, 0.0), ("#123456", "#123456"), FixedMeasurer())
    (sample,) = (item for item in group.items if isinstance(item, Shape))
    assert sample.fill == "#123456"
    assert sample.fade_left > 0 < sample.fade_right
