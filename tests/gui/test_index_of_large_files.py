"""The search in large files: its index comes from the second process, and from the cache the next time."""

import json
from dataclasses import replace

import pytest

from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.gui.finding.find_bar import status_text
from timeline_app.gui.finding.finder import Finder
from timeline_app.gui.flows import reading
from timeline_app.gui.flows.document_flow import DocumentFlow

HEAD = '{"format": "timeline", "version": "1.0", "title": "Large", "events": [\n'


@pytest.fixture
def large(tmp_path, monkeypatch):
    """Return a file that is read by the second process, which writes into a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    path = tmp_path / "large.json"
    listed = [
        {"id": f"e{n}", "title": f"Heron {n} " + "x" * 2_000, "when": str(1_000 + n)} for n in range(999)
    ]
    path.write_text(HEAD + ",\n".join(map(json.dumps, listed)) + "\n]}\n", encoding="utf-8")
    return path


@pytest.fixture
def opens(session, settings, background, host, qtbot):
    """Return a function that opens a file in a window of its own and returns its flow and its finder."""

    def opened(path):
        flow, finder = DocumentFlow(session, settings, background, host), Finder(session, background, host)
        flow.indexing.connect(finder.index_progress)
        flow.indexed.connect(finder.take_index)
        flow.open(path)
        qtbot.waitUntil(lambda: flow.document is not None)
        finder.search('"heron 7"')
        return flow, finder

    return opened


def is_found(session):
    return session.matches is not None and [session.store.event(row).id for row in session.matches.rows] == [
        "e7"
    ]


def test_the_index_is_made_after_the_reading_and_kept(opens, session, large, background, qtbot, monkeypatch):
    flow, _ = opens(large)
    qtbot.waitUntil(lambda: is_found(session))
    qtbot.waitUntil(lambda: flow._opening._reader._listening.idle)
    monkeypatch.setattr(reading, "SecondProcess", lambda _: pytest.fail("a process was started"))
    session.set_matches(None)
    again, _ = opens(large)
    qtbot.waitUntil(lambda: is_found(session))
    assert again.document.path == large


def test_only_the_index_is_made_where_the_columns_are_kept(opens, session, large, qtbot):
    opens(large)
    qtbot.waitUntil(lambda: is_found(session))
    folder = ColumnCache.of_this_user().folder
    (index,), (columns,) = folder.glob("*.index"), folder.glob("*.columns")
    index.unlink()
    before = columns.stat().st_ino
    session.set_matches(None)
    flow, finder = opens(large)
    told = []
    flow.progressed.connect(told.append)
    assert status_text(session, finder).startswith("Preparing the search")
    qtbot.waitUntil(lambda: is_found(session))
    qtbot.waitUntil(lambda: flow._opening._reader._listening.idle)
    assert (columns.stat().st_ino, told) == (before, [])
    assert index.exists()


def test_what_is_given_up_for_another_file_is_made_when_that_cannot_be_opened(
    opens, session, large, tmp_path, qtbot
):
    flow, finder = opens(large)
    flow.open(tmp_path / "none.json")
    qtbot.waitUntil(lambda: flow.loading == "")
    qtbot.waitUntil(lambda: is_found(session))
    assert finder.index_problem == ""
    qtbot.waitUntil(lambda: flow._opening._reader._listening.idle)


def test_the_same_events_are_searched_with_the_same_index_under_another_name(opens, session, large, qtbot):
    flow, _ = opens(large)
    qtbot.waitUntil(lambda: is_found(session))
    session.set_dataset(replace(flow.document.dataset, name="copy.json"))
    qtbot.waitUntil(lambda: is_found(session))
    qtbot.waitUntil(lambda: flow._opening._reader._listening.idle)
