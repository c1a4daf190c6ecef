"""The second process: what it tells, its end in every case, and what it is started with."""

import subprocess
import sys

import pytest
from conftest import event
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton

from timeline_app.core.language import LANGUAGES
from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.dataset.progress import Message, Progress
from timeline_app.gui.flows import second_process
from timeline_app.gui.flows.reading import Reader
from timeline_app.gui.flows.second_process import SecondProcess, is_worth_a_process
from timeline_app.gui.frame.loading_bar import LoadingBar, progress_text


@pytest.fixture
def reader(background, host, tmp_path):
    made = Reader(background, ColumnCache(tmp_path / "cache"), host)
    made.heard = []
    made.progressed.connect(lambda progress: made.heard.append(("progress", progress)))
    made.began.connect(lambda document: made.heard.append(("early", ids(document))))
    made.finished.connect(lambda outcome: made.heard.append(("done", said(outcome))))
    made.unindexed = []
    made.indexed.connect(
        lambda outcome: (
            made.unindexed.append(str(outcome))
            if isinstance(outcome, Exception)
            else made.heard.append(("indexed", outcome.name))
        )
    )
    return made


def ids(document):
    store = document.dataset.store
    return [store.event(row).id for row in range(len(store))]


def said(outcome):
    return str(outcome) if isinstance(outcome, Exception) else ids(outcome)


@pytest.fixture
def ended(reader, background, qtbot):
    """Return a function that waits until the process has ended and all is told."""
    return lambda: qtbot.waitUntil(lambda: reader._listening.idle and background.idle)


def test_all_that_the_process_says_is_told_in_its_order(reader, ended, prepares, write, tmp_path):
    early, whole = write("early.json", event("one")), write("whole.json", event("one"), event("two"))
    path = tmp_path / "large.json"
    prepares(
        path,
        {"progress": {"events": 1, "bytes": 10, "size": 30}},
        {"early": str(early)},
        {"done": str(whole)},
        {"indexed": str(tmp_path / "large.index")},
    )
    reader.read(path)
    ended()
    told = dict(reader.heard)
    assert reader.heard[0] == ("progress", Progress(1, 10, 30))
    assert told["done"] == ["one", "two"]
    assert told["indexed"] == "large.index"
    assert len(reader.heard) in (3, 4), "the first events may come too late to be shown"


def test_an_index_is_made_of_a_file_that_was_read_before(reader, ended, prepares, tmp_path):
    path = tmp_path / "large.json"
    progress = {"events": 1, "bytes": 1, "size": 2}
    prepares(path, {"done": "known"}, {"indexing": progress}, {"indexed": str(tmp_path / "large.index")})
    steps = []
    reader.indexing.connect(steps.append)
    reader.index(path)
    ended()
    assert reader.heard == [("indexed", "large.index")]
    assert steps == [Progress(1, 1, 2)]


@pytest.mark.parametrize(
    "step", ["exit 3", {"unindexed": [{"place": {"file": "a"}, "message": "exit code 3"}]}]
)
def test_why_there_is_no_index_is_told_once(step, reader, ended, prepares, write, tmp_path):
    path = tmp_path / "large.json"
    prepares(path, {"done": str(write("a.json", event("one")))}, step)
    reader.read(path)
    ended()
    assert reader.heard == [("done", ["one"])]
    [problem] = reader.unindexed
    assert "exit code 3" in problem


def test_progress_is_told_as_often_as_it_can_be_read(reader, ended, prepares, write, tmp_path):
    path = tmp_path / "large.json"
    progress = [{"progress": {"events": number, "bytes": number, "size": 300}} for number in range(300)]
    prepares(path, *progress, {"done": str(write("whole.json", event("one")))})
    reader.read(path)
    ended()
    assert reader.heard[0] == ("progress", Progress(0, 0, 300))
    assert reader.heard[-1] == ("done", ["one"])
    assert len(reader.heard) < 100


def test_the_first_events_are_there_before_the_end(reader, ended, prepares, write, tmp_path, qtbot):
    early, whole = write("early.json", event("one")), write("whole.json", event("one"), event("two"))
    path = tmp_path / "large.json"
    prepares(path, {"early": str(early)}, f"wait {tmp_path / 'go'}", {"done": str(whole)})
    reader.read(path)
    qtbot.waitUntil(lambda: reader.heard == [("early", ["one"])])
    (tmp_path / "go").touch()
    ended()
    assert reader.heard == [("early", ["one"]), ("done", ["one", "two"])]


@pytest.mark.parametrize("early", ["gone.json", "empty.json"])
def test_first_events_that_cannot_be_shown_are_no_reason_to_stop(
    reader, ended, background, prepares, write, tmp_path, qtbot, early
):
    whole = write("whole.json", event("one"))
    write("empty.json")
    path = tmp_path / "large.json"
    progress = {"progress": {"events": 1, "bytes": 1, "size": 2}}
    prepares(
        path, {"early": str(tmp_path / early)}, progress, f"wait {tmp_path / 'go'}", {"done": str(whole)}
    )
    reader.read(path)
    qtbot.waitUntil(lambda: background.idle and reader.heard == [("progress", Progress(1, 1, 2))])
    reader.heard.clear()
    (tmp_path / "go").touch()
    ended()
    assert reader.heard == [("done", ["one"])]


def test_what_is_given_up_is_ended_and_not_spoken_of(reader, ended, prepares, tmp_path, qtbot):
    path = tmp_path / "large.json"
    prepares(path, {"progress": {"events": 1, "bytes": 1, "size": 2}}, f"wait {tmp_path / 'never'}")
    reader.read(path)
    qtbot.waitUntil(lambda: bool(reader.heard))
    process = reader._process
    reader.stop()
    # What it had said before its end may still be on the way to the window's thread.
    reader._heard.emit(process, Message(progress=Progress(2, 2, 2)))
    ended()
    assert process._process.returncode not in (None, 0)
    assert len(reader.heard) == 1


def test_of_several_files_the_last_is_read(reader, ended, prepares, write, tmp_path):
    slow, quick = tmp_path / "slow.json", tmp_path / "quick.json"
    prepares(slow, f"wait {tmp_path / 'never'}", {"done": str(write("a.json", event("slow")))})
    prepares(quick, {"done": str(write("b.json", event("quick")))})
    reader.read(slow)
    reader.read(slow)
    reader.read(quick)
    ended()
    assert reader.heard == [("done", ["quick"])]


def test_problems_are_told_as_they_stand_in_the_file(reader, ended, prepares, tmp_path):
    path = tmp_path / "large.json"
    problem = {"place": {"file": str(path), "line": 3, "column": 7}, "message": "found a teapot"}
    prepares(path, {"failed": [problem]}, "exit 2")
    reader.read(path)
    ended()
    assert reader.heard == [("done", f"{path}:3:7: found a teapot")]


def test_a_process_that_ends_without_a_result_is_a_failure(reader, ended, prepares, tmp_path):
    path = tmp_path / "large.json"
    prepares(path, "no JSON", '{"done": 1}', "{}", "exit 7")
    reader.read(path)
    ended()
    [(_, message)] = reader.heard
    assert message.startswith(f"{path}:1:1: ")
    assert "exit code 7" in message


def test_a_process_that_cannot_be_started_is_a_failure(reader, monkeypatch, tmp_path):
    monkeypatch.setattr(second_process, "command", lambda _: [str(tmp_path / "nothing")])
    reader.read(tmp_path / "large.json")
    [(_, message)] = reader.heard
    assert "could not be started a second time" in message


def test_an_end_of_the_work_ends_the_process(reader, background, prepares, tmp_path):
    path = tmp_path / "large.json"
    prepares(path, f"wait {tmp_path / 'never'}")
    reader.read(path)
    process = reader._process
    background.close()
    assert process._process.returncode is not None
    assert reader.heard == []


def test_the_process_finds_the_same_modules_and_none_in_the_folder_it_runs_in(tmp_path, monkeypatch):
    (tmp_path / "timeline_app").mkdir()
    (tmp_path / "timeline_app" / "__main__.py").write_text("print('a trap')")
    monkeypatch.chdir(tmp_path)
    words = second_process.command(tmp_path / "a.json")
    assert words[:4] == [sys.executable, "-P", "-m", "timeline_app"]
    asked = [*words[:4], "--version"]
    done = subprocess.run(
        asked, capture_output=True, text=True, env=second_process.environment(), check=True, timeout=60
    )
    assert done.stdout.startswith("timeline-app ")


def test_a_relative_path_is_the_same_file_there(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert second_process.command(second_process.Path("-a.json"))[-2:] == ["--", str(tmp_path / "-a.json")]


@pytest.mark.parametrize(("size", "worth"), [(1_999_999, False), (2_000_000, True)])
def test_only_a_large_file_is_worth_a_process_at_the_start(tmp_path, size, worth):
    path = tmp_path / "a.json"
    with path.open("wb") as stream:
        stream.truncate(size)
    cache = ColumnCache(tmp_path / "cache")
    assert is_worth_a_process(path, cache) is worth
    assert not is_worth_a_process(tmp_path / "missing.json", cache)
    assert not is_worth_a_process(tmp_path, cache)


def test_the_process_waits_for_nothing_typed(prepares, tmp_path):
    path = tmp_path / "a.json"
    prepares(path, {"done": "x"})
    assert [message.done for message in SecondProcess(path).messages()] == ["x"]


@pytest.mark.parametrize(
    ("progress", "english", "german"),
    [
        (Progress(412_000, 172_400_000, 417_334_379), "412,000 events · 172 of 417 MB", "412.000 Ereignisse"),
        (Progress(1, 900_000, 2_400_000), "1 event · 900 of 2,400 kB", "1 Ereignis · 900 von 2.400 kB"),
        (Progress(0, 12_000_000, 90_000_000), "12 of 90 MB", "12 von 90 MB"),
    ],
)
def test_progress_is_said_in_events_and_bytes(progress, english, german):
    assert progress_text(progress, LANGUAGES["en"]) == english
    assert progress_text(progress, LANGUAGES["de"]).startswith(german)


def test_the_bar_shows_how_far_it_is_and_gives_up_on_a_click(session, qtbot):
    bar = LoadingBar(session)
    qtbot.addWidget(bar)
    bar.set_name("large.json")
    progress = bar.findChild(QProgressBar)
    assert progress.maximum() == 0, "as long as nobody knows how far it is"
    bar.show_progress(Progress(5, 30, 40))
    assert progress.value() / progress.maximum() == 0.75
    assert progress.accessibleName().startswith("Opening “large.json” …   5 events")
    qtbot.waitUntil(bar.isVisible)
    with qtbot.waitSignal(bar.cancelled):
        qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    bar.set_name("")
    assert not bar.isVisible()
    bar.set_name("other.json")
    assert progress.maximum() == 0
    bar.set_name("")
