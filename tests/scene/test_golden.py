"""The default view of the bundled chronology, primitive by primitive, against files that a diff can show.

After a change that is meant, write the files anew with `TIMELINE_WRITE_GOLDEN=1 pytest
tests/scene/test_golden.py` and read their diff. A run that writes fails, so that it is never taken for a
comparison.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from scenery import chart

from timeline_app import bundled
from timeline_app.dataset.reading.reader import read_document
from timeline_app.scene.display import Scene
from timeline_app.scene.style import LIGHT

GOLDEN = Path(__file__).parent / "golden"
WRITE = "TIMELINE_WRITE_GOLDEN"


@pytest.mark.parametrize(("width", "height"), [(1200, 700), (1600, 900)])
def test_the_default_view_is_drawn_as_recorded(width: int, height: int) -> None:
    shown = chart(read_document(bundled.DEFAULT_DATASET).dataset.store, float(width), float(height))
    drawn = Scene(float(width), float(height), LIGHT.paper, shown.groups).dump()
    golden = GOLDEN / f"xiaomi-factories-{width}x{height}.txt"
    if os.environ.get(WRITE):
        golden.write_text(drawn, encoding="utf-8", newline="\n")
        pytest.fail(f"{golden.name} was written, not compared; read its diff")
    assert drawn.splitlines() == golden.read_text(encoding="utf-8").splitlines()
