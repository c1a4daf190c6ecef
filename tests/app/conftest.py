"""What the tests of the program share: a file of two events."""

import json

import pytest


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "shared.timeline.json"
    events = [{"id": "a", "title": "A", "when": "2001"}, {"id": "b", "title": "B", "when": "2002"}]
    content = {"format": "timeline", "version": "1.0", "title": "T", "events": events}
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return path
