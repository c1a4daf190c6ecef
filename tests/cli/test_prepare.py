"""The command `prepare`, as a person and as the window starts it."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from timeline_app.__main__ import main
from timeline_app.core.search_query import Query
from timeline_app.dataset.bulk import reading
from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.dataset.large.index_file import find_index, open_index
from timeline_app.dataset.large.opening import open_at_once, open_prepared
from timeline_app.dataset.progress import Message, message_of
from timeline_app.dataset.reading.reader import read_document

WITHOUT_QT = """
import sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None
from timeline_app.__main__ import main
sys.exit(main())
"""
HEAD = '{"format": "timeline", "version": "1.0", "title": "Large", "events": [\n'


def write_large(path: Path, events: int = 3_000) -> Path:
    listed = ({"id": f"e{n}", "title": "T" * 1_000, "when": str(1_000 + n % 900)} for n in range(events))
    path.write_text(HEAD + ",\n".join(map(json.dumps, listed)) + "\n]}\n", encoding="utf-8")
    return path


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return write_large(tmp_path / "large.json")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ColumnCache:
    """Return the cache that the command uses, in a folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return ColumnCache.of_this_user()


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, "prepare", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def messages(done: subprocess.CompletedProcess[str]) -> list[Message]:
    assert done.stderr == ""
    found = [message_of(line) for line in done.stdout.splitlines()]
    assert None not in found
    return [message for message in found if message is not None]


def test_a_person_is_told_what_was_done(large: Path, cache: ColumnCache) -> None:
    done = run(large)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{large} with 3,000 events opens at once from now on (")
    assert done.stdout.count("\n") == 1
    document = open_at_once(large, cache)
    assert document is not None
    assert len(document.dataset.store) == 3_000
    assert run(large).stdout.startswith(f"{large} with 3,000 events opens at once from now on (")


def test_the_window_is_told_every_step(large: Path, cache: ColumnCache) -> None:
    done = run("--progress", "--", large)
    assert done.returncode == 0
    told = messages(done)
    end = next(place for place, message in enumerate(told) if message.done)
    before, last, indexing = told[:end], told[end], told[end + 1 : -1]
    assert [step.indexing.size for step in indexing if step.indexing] == [3_000] * len(indexing)
    assert [step.indexing.bytes for step in indexing if step.indexing] == list(range(0, 3_000, 30))
    progress = [message.progress for message in before if message.progress is not None]
    assert len(progress) > 2
    assert [step.bytes for step in progress] == sorted(step.bytes for step in progress)
    assert {step.size for step in progress} == {large.stat().st_size}
    assert last.done
    document = open_prepared(Path(last.done), large, cache)
    expected = read_document(large)
    assert document.dataset.sha256 == expected.dataset.sha256
    assert [document.dataset.store.event(row).id for row in range(50)] == [
        expected.dataset.store.event(row).id for row in range(50)
    ]
    index = find_index(document, cache)
    assert index is not None
    assert open_index(Path(told[-1].indexed), document, cache).letters.tobytes() == index.letters.tobytes()
    assert len(index.find(Query.parse("t" * 1_000)).matches) == 3_000
    assert [line for line in done.stdout.splitlines() if json.loads(line).get("done")] == [
        f'{{"done":"{last.done}"}}'
    ]


def test_the_first_events_are_there_before_the_rest(tmp_path: Path, cache: ColumnCache) -> None:
    path = write_large(tmp_path / "larger.json", 40_000)
    command = [sys.executable, "-c", WITHOUT_QT, "prepare", "--progress", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            message = message_of(line)
            assert message is not None
            if message.early:
                document = open_prepared(Path(message.early), path, cache)
                assert 0 < len(document.dataset.store) < 40_000
                assert not document.dataset.complete
                assert document.dataset.store.event(0).title.in_language("") == "T" * 1_000
                break
        else:
            pytest.fail("no first events")
        process.kill()
    assert [file for file in cache.folder.iterdir() if file.suffix != ".tmp"] == []
    run(write_large(tmp_path / "other.json"))
    assert [file for file in cache.folder.iterdir() if file.suffix == ".tmp"] == []


def test_what_ends_while_the_index_is_made_leaves_the_columns_alone(large: Path, cache: ColumnCache) -> None:
    command = [sys.executable, "-c", WITHOUT_QT, "prepare", "--progress", str(large)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            message = message_of(line)
            if message is not None and message.indexing is not None:
                break
        process.kill()
    assert {file.suffix for file in cache.folder.iterdir()} == {".columns", ".source"}
    done, *indexing, last = messages(run("--progress", large))
    assert done.done
    assert all(message.indexing for message in indexing)
    assert Path(last.indexed).exists()
    done, last = messages(run("--progress", large))
    assert (bool(done.done), bool(last.indexed)) == (True, True)


def test_the_first_events_are_removed_when_all_are_there(
    large: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reading, "_EARLY_FROM", 0)
    monkeypatch.setattr(reading, "_EARLY_AFTER", 0)
    assert main(["prepare", "--progress", str(large)]) == 0
    told = [message_of(line) for line in capsys.readouterr().out.splitlines()]
    assert [message for message in told if message and message.early]
    assert {file.suffix for file in cache.folder.iterdir()} == {".columns", ".index", ".source"}


@pytest.mark.parametrize("wants_progress", [False, True])
def test_what_cannot_be_shown_is_told_with_its_place(
    tmp_path: Path, cache: ColumnCache, *, wants_progress: bool
) -> None:
    path = write_large(tmp_path / "broken.json")
    path.write_bytes(path.read_bytes()[:-10])
    done = run(*(["--progress"] if wants_progress else []), path)
    assert done.returncode == 2
    if wants_progress:
        problems = messages(done)[-1].failed
        assert problems
        assert all(problem.place.file == str(path) for problem in problems)
    else:
        assert done.stderr.startswith(f"{path}:")


def test_a_file_that_is_not_there_is_told_too(tmp_path: Path) -> None:
    assert "there is no such file" in run(tmp_path / "none.json").stderr
    (told,) = messages(run("--progress", tmp_path / "none.json"))
    assert told.failed[0].message == "there is no such file"


def test_a_small_file_needs_nothing(tmp_path: Path, cache: ColumnCache) -> None:
    path = write_large(tmp_path / "small.json", 3)
    assert run(path).stdout == f"{path} is small and opens at once as it is.\n"
    assert not cache.folder.exists()


def test_a_cache_that_is_impossible_is_told_to_a_person_only(
    large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("XDG_CACHE_HOME", str(large))
    done = run(large)
    folder = large / "timeline-app" / "columns"
    assert (done.returncode, done.stderr) == (2, f"{large}:1:1: nothing can be kept in {folder}\n")
    assert list(temporary.iterdir()) == []
    *_, last = told = messages(run("--progress", large))
    (done,) = [Path(message.done) for message in told if message.done]
    assert (done.parent, Path(last.indexed).parent) == (temporary, temporary)
    document = open_prepared(done, large, ColumnCache(folder))
    assert len(document.dataset.store) == 3_000
    assert open_index(Path(last.indexed), document, ColumnCache(folder)).size == 3_000
    assert list(temporary.iterdir()) == []


def test_export_and_check_open_compressed_json_lines(tmp_path: Path, cache: ColumnCache) -> None:
    path = tmp_path / "events.jsonl.gz"
    lines = ['{"format": "timeline", "version": "1.0", "title": "Lines"}']
    lines += [json.dumps({"id": f"e{n}", "title": "An event", "when": f"20{n:02}"}) for n in range(30)]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    figure = tmp_path / "figure.svg"
    assert main(["export", str(path), "-o", str(figure)]) == 0
    assert "Events-Shown: 30" in figure.read_text(encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert main(["add", str(path), str(path)]) == 2
