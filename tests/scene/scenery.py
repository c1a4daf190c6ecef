"""Small stores and charts for the tests of the scene."""

from __future__ import annotations

from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Category, Event, When
from timeline_app.core.language import ENGLISH
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.scene.chart import Chart, ChartComposer
from timeline_app.scene.display import Box
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.style import LIGHT
from timeline_app.scene.viewport import Viewport


def event(
    edtf: str, title: str = "", lane: str = "a", *, lasting: bool = False, importance: float = 0.5
) -> Event:
    """Make an event whose id is its title, or its date."""
    name = title or edtf
    when = When(parse_edtf(edtf), lasting=lasting)
    return Event(name, Text.plain(name), when, category_id=lane, importance=importance)


def store(*events: Event | str) -> EventStore:
    """Make a store; a bare string is an event of that date."""
    made = [event(one) if isinstance(one, str) else one for one in events]
    lanes = dict.fromkeys(one.category_id for one in made)
    return EventStore.of(made, [Category(lane, Text.plain(lane)) for lane in lanes])


def chart(
    events: EventStore, width: float = 900.0, height: float = 500.0, *, viewport: Viewport | None = None
) -> Chart:
    """Compose a chart that fits all events, or shows a viewport, with the fixed-width measurer."""
    composer = ChartComposer(ENGLISH, FixedMeasurer())
    frame = composer.frame(events, Box(0.0, 0.0, width, height))
    if viewport is None:
        span = events.span
        assert span is not None
        viewport = Viewport.fitting(span, frame.plot.width, FIT_LEFT, FIT_RIGHT)
    return composer.compose(events, viewport.resized(frame.plot.width), frame, LIGHT)
