"""The commands from their words to their exit codes, on real files."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from timeline_app.__main__ import main
from timeline_app.bundled import DEFAULT_DATASET, EVENTS

PROGRAM = (sys.executable, "-m", "timeline_app")
BROKEN = """{
  "format": "timeline", "version": "1.0", "title": "Broken", "sources": [],
  "events": [
    {"id": "sound", "title": "Sound", "when": "2025-12"},
    {"id": "broken", "title": "Broken", "when": "2025-13"}
  ]
}
"""
NEW = {"id": "new", "title": "New", "when": "2026-01-05"}


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return Path(shutil.copy(DEFAULT_DATASET, tmp_path / "a.timeline.json"))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.timeline.json"
    file.write_text(BROKEN, encoding="utf-8")
    return file


def run(*words: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, without a display."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | changes
    return subprocess.run(
        [*PROGRAM, *map(str, words)], env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_date_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "28. Oktober 2025", "--lang", "de"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["input"] == "28. Oktober 2025"
    assert (answer["edtf"], answer["precision"]) == ("2025-10-28", "day")
    assert (answer["earliest"], answer["latest"]) == ("2025-10-28", "2025-10-28")
    assert answer["text"] == "28. Oktober 2025"


def test_date_takes_a_missing_year_from_the_as_of_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "October 28th", "--as-of", "2025-11"]) == 0
    assert json.loads(capsys.readouterr().out)["edtf"] == "2025-10-28"


def test_date_takes_years_before_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "-0043-03-15"]) == 0
    assert json.loads(capsys.readouterr().out)["earliest"] == "-0043-03-15"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["date", "2025-13"], 'TEXT:1:6: "2025-13": month 13 does not exist'),
        (["date", "October 28th", "--as-of", "2025-13"], '--as-of:1:6: "2025-13": month 13 does not exist'),
        (["export", str(DEFAULT_DATASET), "-o", "a.png", "--from", "2025-13"], "--from:1:6: "),
        (["export", str(DEFAULT_DATASET), "-o", "a.png", "--to", "03/04/2025"], "--to:1:1: "),
    ],
)
def test_a_bad_date_is_answered_with_its_place(
    words: list[str], place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    answer = capsys.readouterr()
    assert answer.err.startswith(place)
    assert answer.out == ""


def test_check_is_silent_about_what_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *map(str, sorted(EVENTS.glob("*.timeline.json")))]) == 0
    assert capsys.readouterr().out == ""


def test_check_lists_problems_with_their_places(
    dataset: Path, broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(dataset), str(broken)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"{broken}:5:") and "month 13 does not exist" in line for line in lines)
    assert not any(line.startswith(str(dataset)) for line in lines)


@pytest.mark.parametrize("command", ["add", "export"])
def test_a_file_that_is_not_there_is_bad_input(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone.json"
    rest = ["-o", str(tmp_path / "a.png")] if command == "export" else ["-"]
    assert main([command, str(gone), *rest]) == 2
    assert capsys.readouterr().err.startswith(f"{gone}:1:1: ")


def test_add_puts_events_into_the_file(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new.json"
    new.write_text(json.dumps(NEW), encoding="utf-8")
    assert main(["add", str(dataset), str(new)]) == 0
    assert capsys.readouterr().out == f"Added 1 event to {dataset}.\n"
    ids = [event["id"] for event in json.loads(dataset.read_bytes())["events"]]
    before = [event["id"] for event in json.loads(DEFAULT_DATASET.read_bytes())["events"]]
    assert ids == [*before, "new"]


def test_add_reads_standard_input(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    events = json.dumps([NEW, NEW | {"id": "newer"}]).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(events)))
    assert main(["add", str(dataset), "-"]) == 0
    assert capsys.readouterr().out == f"Added 2 events to {dataset}.\n"


def test_add_changes_nothing_where_an_id_is_taken(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dataset.read_bytes()
    taken = json.loads(before)["events"][0]["id"]
    new = tmp_path / "new.json"
    new.write_text(json.dumps([NEW, NEW | {"id": taken}]), encoding="utf-8")
    assert main(["add", str(dataset), str(new)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"{new}:1:")
    assert taken in error
    assert dataset.read_bytes() == before


def test_add_does_not_write_over_a_file_that_ships_with_the_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = DEFAULT_DATASET.read_bytes()
    assert main(["add", str(DEFAULT_DATASET), "-"]) == 2
    assert capsys.readouterr().err.startswith(f"{DEFAULT_DATASET}:1:1: this file ships with the program")
    assert DEFAULT_DATASET.read_bytes() == before


@pytest.mark.parametrize("new", ["gone.json", "."])
def test_an_addition_that_cannot_be_read_is_bad_input(
    new: str, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(dataset), str(tmp_path / new)]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path / new}:1:1: ")


@pytest.mark.parametrize(("name", "magic"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.PDF", b"%PDF")])
def test_export_writes_a_figure_without_a_display(
    name: str, magic: bytes, dataset: Path, tmp_path: Path
) -> None:
    done = run(
        "export", dataset, "-o", tmp_path / name, "--size", "800x600", "--from", "2025", "--theme", "dark"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(magic)


def test_export_says_which_events_the_figure_lacks(broken: Path, tmp_path: Path) -> None:
    broken.write_text(BROKEN.replace('"1.0"', '"1.9"').replace('"sources"', '"sorces"'), encoding="utf-8")
    done = run("export", broken, "-o", tmp_path / "a.svg")
    assert (done.returncode, done.stdout) == (0, "")
    newer, wrong, lacking = done.stderr.splitlines()
    assert newer.startswith(f"{broken}:2:36: version: this dataset was made by a newer version")
    assert wrong.startswith(f'{broken}:5:49: events[1].when: "2025-13": month 13 does not exist')
    assert lacking == "1 event of the file is not shown."
    assert (tmp_path / "a.svg").exists()


def test_a_figure_that_cannot_be_written_is_bad_input(dataset: Path, tmp_path: Path) -> None:
    done = run("export", dataset, "-o", tmp_path / "gone" / "a.png")
    assert done.returncode == 2
    assert str(tmp_path / "gone" / "a.png") in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_png_larger_than_qt_paints_is_refused(dataset: Path, tmp_path: Path) -> None:
    done = run("export", dataset, "-o", tmp_path / "a.png", "--size", "9000x300", "--scale", "4")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "36,000 x 1,200 pixels is too large" in done.stderr
    assert not (tmp_path / "a.png").exists()


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_output_is_utf8_whatever_the_locale() -> None:
    done = run("date", "März 2025", "--lang", "de", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["text"] == "März 2025"


def test_a_reader_that_stops_reading_is_no_error() -> None:
    with subprocess.Popen([*PROGRAM, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_control_c_is_quiet(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Waiting(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=Waiting()))
    assert main(["add", str(dataset), "-"]) == 130
    assert capsys.readouterr() == ("", "")
