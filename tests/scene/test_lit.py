"""What a search lights up: found events keep their colours, others step back, nothing moves."""

from __future__ import annotations

import numpy as np
from scenery import event, store

from timeline_app.core.language import ENGLISH
from timeline_app.core.store import EventStore
from timeline_app.scene.chart import Chart, ChartComposer
from timeline_app.scene.contrast import contrast
from timeline_app.scene.display import Box, Columns, Scene, Shape
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.lit import Lit, dimmed
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.style import DARK, LIGHT
from timeline_app.scene.viewport import Viewport

EVENTS = store(event("1900", "found"), event("1950", "other"), event("2000", "third"))


def composed(events: EventStore, lit: Lit | None) -> Chart:
    composer = ChartComposer(ENGLISH, FixedMeasurer())
    frame = composer.frame(events, Box(0.0, 0.0, 900.0, 500.0))
    span = events.span
    assert span is not None
    viewport = Viewport.fitting(span, frame.plot.width, FIT_LEFT, FIT_RIGHT)
    return composer.compose(events, viewport, frame, LIGHT, lit=lit)


def lit(events: EventStore, *titles: str) -> Lit:
    rows = [row for row in (events.row_of(title) for title in titles) if row is not None]
    mask = np.zeros(len(events), np.bool_)
    mask[rows] = True
    return Lit(mask, events.subset(np.sort(np.array(rows, np.int64)), labelled=False))


def test_found_events_keep_their_colour_and_the_others_step_back() -> None:
    plain, shown = composed(EVENTS, None), composed(EVENTS, lit(EVENTS, "found"))
    for row, one in shown.drawn.items():
        before = plain.drawn[row]
        is_found = EVENTS.event(row).id == "found"
        assert (one.colour == before.colour) == is_found
        assert (one.light == LIGHT.found) == is_found
        fills = [item.fill for item in one.group.items if isinstance(item, Shape)]
        assert (LIGHT.found in fills) == is_found


def test_nothing_moves() -> None:
    plain, shown = composed(EVENTS, None), composed(EVENTS, lit(EVENTS, "other"))
    before, after = ({row: one.box for row, one in drawn.drawn.items()} for drawn in (plain, shown))
    assert before == after
    assert plain.counts == shown.counts


def test_what_steps_back_is_seen_less_but_is_seen() -> None:
    for style in (LIGHT, DARK):
        shade = dimmed(style.ink, style.paper)
        assert 1.3 < contrast(shade, style.paper) < contrast(style.ink, style.paper) / 2


def test_found_events_that_are_folded_stand_in_the_strip() -> None:
    crowd = store(*(event(f"{1900 + i % 120}-06", f"e{i}") for i in range(1_200)))

    def accents(shown: Chart) -> list[Columns]:
        scene = Scene(1.0, 1.0, "#FFFFFF", shown.groups)
        found = [item for path, item in scene.primitives() if path == "strips" and isinstance(item, Columns)]
        return [item for item in found if item.colour.endswith(LIGHT.accent[1:])]

    assert accents(composed(crowd, lit(crowd, "e7", "e700")))
    assert not accents(composed(crowd, lit(crowd)))
