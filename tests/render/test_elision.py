"""Shortening with real fonts: what the guess finds is what asking for every length finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline_app.render.fonts import load_fonts
from timeline_app.render.measure import QtMeasurer
from timeline_app.scene.display import FontRole
from timeline_app.scene.measure import elided

PROSE = "AVTWLYfijlmrtvxyz éöß0123456789.,:-–'’/()"
WIDE = "工場の年表사건Заводفيا"


@pytest.fixture(scope="module")
def measurer(qapp) -> QtMeasurer:
    load_fonts()
    return QtMeasurer()


def halved(text: str, role: FontRole, room: float, measurer: QtMeasurer) -> str:
    """Shorten by halving alone."""
    if measurer.width(text, role) <= room:
        return text
    kept, lost = 0, len(text)
    while lost - kept > 1:
        middle = (kept + lost) // 2
        if measurer.width(text[:middle].rstrip() + "…", role) <= room:
            kept = middle
        else:
            lost = middle
    short = text[:kept].rstrip() + "…"
    return short if measurer.width(short, role) <= room else ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(PROSE, max_size=60), st.sampled_from(FontRole), st.floats(0, 400))
def test_prose_is_shortened_as_by_halving(
    measurer: QtMeasurer, text: str, role: FontRole, room: float
) -> None:
    assert elided(text, role, room, measurer) == halved(text, role, room, measurer)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(PROSE + WIDE, max_size=40), st.sampled_from(FontRole), st.floats(0, 400))
def test_any_script_fits_its_room_and_one_more_letter_does_not(
    measurer: QtMeasurer, text: str, role: FontRole, room: float
) -> None:
    short = elided(text, role, room, measurer)
    assert not short or measurer.width(short, role) <= room
    if short != text:
        kept = len(short.removesuffix("…"))
        assert text.startswith(short.removesuffix("…"))
        longer = [text[: kept + more].rstrip() + "…" for more in range(1, len(text) - kept)]
        assert all(measurer.width(one, role) > room for one in longer if one != short)
