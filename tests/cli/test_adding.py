"""The command `add`: what is new, clashes or is doubtful is said; nothing is decided for the person."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_app.__main__ import main
from timeline_app.dataset.keeping.backups import Backups, read_backup

Add = Callable[..., tuple[int, str, str]]


def event(identity: str, when: str = "2020", **more: object) -> dict[str, object]:
    return {"id": identity, "title": identity.capitalize(), "when": when, **more}


def write(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value, indent=2), encoding="utf-8")
    return path


def events(path: Path) -> dict[str, str]:
    return {entry["id"]: entry["when"] for entry in json.loads(path.read_bytes())["events"]}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    top = {"format": "timeline", "version": "1.0", "title": "Mine", "sources": [{"id": "s", "title": "S"}]}
    return write(tmp_path / "mine.json", {**top, "events": [event("a", "2001"), event("b", "2002")]})


@pytest.fixture
def add(mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Add:
    """Return a function that adds events, each argument a file, with options, and answers as the program."""

    def added(*inputs: object, options: str = "") -> tuple[int, str, str]:
        files = [str(write(tmp_path / f"new{number}.json", value)) for number, value in enumerate(inputs)]
        code = main(["add", str(mine), *files, *options.split()])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return added


def test_several_files_are_added_in_one_step(add: Add, mine: Path) -> None:
    assert add([event("c")], event("d")) == (0, f"Added 2 events to {mine}.\n", "")
    assert list(events(mine)) == ["a", "b", "c", "d"]


def test_where_one_file_is_wrong_none_is_added(add: Add, mine: Path) -> None:
    before = mine.read_bytes()
    code, _, complaint = add([event("c")], event("d", "2025-13"))
    assert code == 2
    assert "new1.json:4:" in complaint
    assert mine.read_bytes() == before


def test_the_same_file_twice_changes_nothing_and_says_so(add: Add, mine: Path) -> None:
    add([event("c")])
    before = mine.read_bytes()
    assert add([event("c")]) == (0, f"Nothing is new in {mine}; it stays as it is.\n", "")
    assert mine.read_bytes() == before


def test_what_clashes_is_refused_with_both_places_and_the_option(
    add: Add, mine: Path, tmp_path: Path
) -> None:
    before = mine.read_bytes()
    code, out, complaint = add([event("c"), event("b", "1999")])
    first, last = complaint.splitlines()
    assert (code, out) == (2, "")
    assert first.startswith(f'{tmp_path / "new0.json"}:8:11: [1].id: the id "b" is already that of the event')
    assert f"event at {mine}:18:13" in first
    assert "--clash" in last
    assert mine.read_bytes() == before


def test_two_new_files_that_clash_name_each_other(add: Add, tmp_path: Path) -> None:
    code, _, complaint = add([event("c")], [event("c", "1999")])
    assert code == 2
    assert f"is already that of the event at {tmp_path / 'new0.json'}:3:11" in complaint


@pytest.mark.parametrize(
    ("clash", "after", "said"),
    [
        ("mine", {"a": "2001", "b": "2002", "c": "2020"}, "Added 1 event to {mine}.\n"),
        (
            "theirs",
            {"a": "2001", "b": "1999", "c": "2020"},
            "Added 1 event to {mine}.\nReplaced 1 event in {mine}.\n",
        ),
        ("both", {"a": "2001", "b": "2002", "c": "2020", "b-2": "1999"}, "Added 2 events to {mine}.\n"),
    ],
)
def test_the_option_decides_what_clashes(
    add: Add, mine: Path, clash: str, after: dict[str, str], said: str
) -> None:
    code, out, _ = add([event("c"), event("b", "1999")], options=f"--clash {clash}")
    assert (code, out) == (0, said.format(mine=mine))
    assert events(mine) == after


def test_what_was_kept_beside_the_other_before_clashes_no_more(add: Add, mine: Path) -> None:
    add([event("b", "1999")], options="--clash both")
    assert add([event("b", "1999")])[0] == 0


def test_keeping_mine_alone_changes_nothing(add: Add, mine: Path) -> None:
    before = mine.read_bytes()
    code, out, _ = add([event("b", "1999")], options="--clash mine")
    assert (code, out) == (0, f"Nothing is new in {mine}; it stays as it is.\n")
    assert mine.read_bytes() == before


FIRSTS = [event(f"e{month}", f"2020-{month:02d}-01") for month in range(2, 9)]


def test_dates_that_look_too_fine_are_refused_with_the_option(add: Add, mine: Path) -> None:
    before = mine.read_bytes()
    code, _, complaint = add(FIRSTS)
    assert code == 2
    assert "7 of 7 dates are the first day of a month. Was only the month known?" in complaint
    assert "--precision as-written or month;" in complaint
    assert mine.read_bytes() == before


@pytest.mark.parametrize(("precision", "when"), [("as-written", "2020-02-01"), ("month", "2020-02")])
def test_the_option_decides_how_fine_dates_are(add: Add, mine: Path, precision: str, when: str) -> None:
    assert add(FIRSTS, options=f"--precision {precision}")[0] == 0
    assert events(mine)["e2"] == when


def test_months_that_are_known_are_not_taken_away(add: Add, mine: Path) -> None:
    code, _, complaint = add(FIRSTS, options="--precision year")
    assert code == 2
    assert "--precision as-written or month;" in complaint


def test_the_option_leaves_dates_alone_that_nobody_doubts(add: Add, mine: Path) -> None:
    add([event("c", "2020-05-17")], options="--precision year")
    assert events(mine)["c"] == "2020-05-17"


def test_a_dry_run_says_everything_and_writes_nothing(add: Add, mine: Path) -> None:
    before = mine.read_bytes()
    source = {"id": "t", "title": "New source"}
    brought = {"sources": [source], "events": [event("a", "2001"), event("b", "1999"), *FIRSTS[:6]]}
    code, out, complaint = add(brought, options="--dry-run --clash theirs --precision as-written")
    lines = out.splitlines()
    assert (code, complaint) == (0, "")
    assert lines[0] == 'new: source "t" New source'
    assert 'new: event "e2" 2020-02-01 E2' in lines
    assert 'clashing: event "b" 1999 B' in lines
    assert 'same: event "a" 2001 A' in lines
    assert 'doubtful: event "e2" 2020-02-01 E2' in lines
    assert lines[-2:] == [f"Would add 6 events and 1 source to {mine}.", f"Would replace 1 event in {mine}."]
    assert mine.read_bytes() == before
    assert not Backups.of_this_user().backups_of(mine)


def test_a_dry_run_names_a_category_by_its_label(add: Add) -> None:
    category = {"id": "k", "label": {"en": "Kings", "de": "Könige"}}
    out = add({"categories": [category], "events": [event("c", category="k")]}, options="--dry-run")[1]
    assert out.splitlines()[0] == 'new: category "k" Kings'


def test_a_dry_run_of_what_is_undecided_is_refused_as_well(add: Add) -> None:
    code, out, complaint = add([event("b", "1999")], options="--dry-run")
    assert code == 2
    assert out == 'clashing: event "b" 1999 B\n'
    assert "--clash" in complaint


def test_the_version_before_is_kept(add: Add, mine: Path) -> None:
    before = mine.read_bytes()
    add(event("c"))
    [backup] = Backups.of_this_user().backups_of(mine)
    assert read_backup(backup) == before


def test_warnings_are_printed_and_what_is_there_already_is_not_warned_of_again(add: Add) -> None:
    odd = event("c", colour="red")
    assert "an event has no field" in add(odd)[2]
    assert add(odd)[2] == ""


@pytest.mark.parametrize("ending", [".jsonl", ".json.gz"])
def test_files_that_are_only_read_are_refused(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"mine{ending}"
    line = json.dumps({"format": "timeline", "version": "1.0", "title": "M", "sources": []})
    path.write_bytes(
        b"\x1f\x8b\x08" if ending == ".json.gz" else f"{line}\n{json.dumps(event('a'))}\n".encode()
    )
    before = path.read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(event("c")).encode())))
    assert main(["add", str(path), "-"]) == 2
    assert str(path) in capsys.readouterr().err
    assert path.read_bytes() == before


def test_titles_send_no_controls_to_a_terminal(add: Add) -> None:
    title = "\x1b[31m\u202e<b>"
    out = add({"id": "c", "title": title, "when": "2020"}, options="--dry-run")[1]
    assert "<b>" in out
    assert not any(char in out for char in "\x1b\u202e")
