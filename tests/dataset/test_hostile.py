"""Files that somebody made to do harm, or that broke badly: answered with a place and a sentence, in bounds.

No test measures seconds, but each must end long before the time limit of all tests; what is not linear in
these sizes does not.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.dataset.bulk import read_bulk
from timeline_app.dataset.checks import source_texts
from timeline_app.dataset.checks.checking import check_document
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.dataset.reading.reader import document_from_bytes

TOP = '{"format": "timeline", "version": "1.0", "title": "T"'
MANY = 20_000


def event(more: str = "", *, event_id: str = '"a"', title: str = '"A"') -> str:
    return f'{{"id": {event_id}, "title": {title}, "when": "2025"{more}}}'


def dataset(*events: str, more: str = "") -> bytes:
    """Return a dataset with each event on a line of its own, from line 2 on."""
    return (f'{TOP}{more}, "events": [\n' + ",\n".join(events) + "\n]}").encode()


def lines(*events: str) -> bytes:
    return "\n".join([TOP + "}", *events]).encode()


def read_small(data: bytes) -> tuple[Problem, ...]:
    try:
        return document_from_bytes(data, "F").dataset.problems
    except DatasetError as error:
        return error.problems


def read_large(data: bytes) -> tuple[Problem, ...]:
    try:
        return read_bulk(MemoryContent(data), "F", lambda _: None, piece_size=2**16).problems
    except DatasetError as error:
        return error.problems


def said(problems: tuple[Problem, ...]) -> tuple[str, int]:
    """Return the first problem, and how many there are."""
    counted = problems[-1].message.removeprefix("and ").partition(" ")[0].replace(",", "")
    more = int(counted) if problems[-1].message.startswith("and ") else 0
    return str(problems[0]), len(problems) - bool(more) + more


DEEP = "arrays and objects lie more than 64 deep in each other here"
PILE = "a" + "\u0300\u0316" * 500_000
HOSTILE: dict[str, tuple[Callable[[], bytes], str, int]] = {
    "brackets that never close": (lambda: dataset("[" * MANY), f"F:2:63: {DEEP}", 1),
    "a deep list": (lambda: dataset(event(', "x-a": ' + "[" * MANY + "]" * MANY)), f"F:2:111: {DEEP}", 1),
    "deep objects": (
        lambda: dataset(event(', "x-a": ' + '{"a":' * MANY + "1" + "}" * MANY)),
        f"F:2:355: {DEEP}",
        1,
    ),
    "a deep list beside the events": (
        lambda: dataset(more=', "x-a": ' + "[" * MANY + "]" * MANY),
        f"F:1:126: {DEEP}",
        1,
    ),
    "a million digits": (
        lambda: dataset(event(', "x-a": ' + "1" * 1_000_000)),
        'F:2:50: events[0].x-a: a number of 1000000 digits is too long (event "a")',
        1,
    ),
    "a large exponent": (
        lambda: dataset(event(', "importance": 1e999999999')),
        'F:2:57: events[0].importance: 1e999999999 is too large for a number (event "a")',
        1,
    ),
    "a million digits of an exponent": (
        lambda: dataset(event(', "x-a": 1e' + "9" * 1_000_000)),
        'F:2:50: events[0].x-a: 1e99…9999999999999999999 is too large for a number (event "a")',
        1,
    ),
    "10,000 problems in 10,000 events": (
        lambda: dataset(*(event(title="3", event_id=f'"{number}"') for number in range(10_000))),
        (
            'F:2:22: events[0].title: found a number; expected a string, or an object such as {"en": "…",'
            ' "de": "…"} (event "0")'
        ),
        10_000,
    ),
    "problems of one event": (
        lambda: dataset(event(', "tags": [\n' + ",\n".join(["3"] * MANY) + "]")),
        'F:3:1: events[0].tags[0]: found a number; expected a string (event "a")',
        MANY,
    ),
    "broken numbers in one event": (
        lambda: dataset(event(', "x-ö": [' + ",".join(["NaN"] * MANY) + "]")),
        'F:2:51: events[0].x-ö[0]: NaN is no number in JSON; expected a finite number (event "a")',
        MANY,
    ),
    "broken numbers beside the events": (
        lambda: dataset(more=', "x-ö": [' + ",".join(["NaN"] * MANY) + "]"),
        "F:1:64: x-ö[0]: NaN is no number in JSON; expected a finite number",
        MANY,
    ),
    "many unknown keys": (
        lambda: dataset(event("".join(f', "k{number}": 1' for number in range(MANY)))),
        'F:2:43: events[0].k0: an event has no field "k0"; it is kept, but not used (event "a")',
        MANY,
    ),
    "unknown keys beside the events": (
        lambda: dataset(more="".join(f', "k{number}": 1' for number in range(MANY))),
        'F:1:56: k0: a dataset has no field "k0"; it is kept, but not used',
        MANY,
    ),
    "a key that stands again and again": (
        lambda: dataset(event(', "x-a": 1' * MANY)),
        'F:2:53: events[0].x-a: the key "x-a" stands twice; expected each key once (event "a")',
        MANY - 1,
    ),
    "an id that stands again and again": (
        lambda: dataset(*([event()] * MANY)),
        'F:3:8: events[1].id: the id "a" is already that of the event at F:2:8 (event "a")',
        MANY - 1,
    ),
    "a key of a million letters": (
        lambda: dataset(event(f', "{"k" * 1_000_000}": 1')),
        (
            f'F:2:43: events[0]["{"k" * 40}…{"k" * 19}"]: an event has no field "{"k" * 40}…{"k" * 19}";'
            ' it is kept, but not used (event "a")'
        ),
        1,
    ),
    "an id of a million letters": (
        lambda: dataset(event(event_id=f'"{"i" * 1_000_000}"')),
        (
            f'F:2:8: events[0].id: "{"i" * 40}…{"i" * 19}" is no id; expected 1 to 128 letters (A to Z),'
            f' digits and . _ ~ -, beginning with a letter or digit (event "{"i" * 128}…")'
        ),
        1,
    ),
    "translations of translations": (
        lambda: dataset(
            more=', "sources": ['
            + ",".join(f'{{"id": "s{n}", "translationOf": "s{n + 1}"}}' for n in range(MANY))
            + "]"
        ),
        (
            'F:1:857842: sources[19999].translationOf: no source has the id "s20000"; expected the id of a'
            " source in this dataset"
        ),
        1,
    ),
    "a circle of translations": (
        lambda: dataset(
            more=', "sources": ['
            + ",".join(f'{{"id": "s{n}", "translationOf": "s{(n + 1) % MANY}"}}' for n in range(MANY))
            + "]"
        ),
        (
            'F:1:98: sources[0].translationOf: the translations go in a circle: "s0" → "s1" → "s2" → "s3"'
            ' → "s4" → "s5" → "s6" → … → "s19999" → "s0"'
        ),
        1,
    ),
    "lone surrogates": (
        lambda: dataset(event(title='"' + "\\ud800" * MANY + '"')),
        (
            "F:2:22: events[0].title: half of a surrogate pair (\\uD800 to \\uDFFF) stands alone in this"
            ' string (event "a")'
        ),
        1,
    ),
    "a NUL": (
        lambda: dataset(event(title='"\0"')),
        "F:2:23: U+0000 inside a string; expected it escaped, or the string closed before",
        1,
    ),
    "an overlong slash": (
        lambda: dataset(event(title='"@"')).replace(b"@", b"\xc0\xaf"),
        (
            "F:2:23: byte 0xC0 at offset 89 is not UTF-8 (in a Windows-1252 or Latin-1 file it would be 'À');"
            " expected a file saved as UTF-8"
        ),
        1,
    ),
    "a surrogate in UTF-8": (
        lambda: dataset(event(title='"@"')).replace(b"@", b"\xed\xa0\x80"),
        (
            "F:2:23: byte 0xED at offset 89 is not UTF-8 (in a Windows-1252 or Latin-1 file it would be 'í');"
            " expected a file saved as UTF-8"
        ),
        1,
    ),
    "a date under a pile of accents": (
        lambda: dataset(event().replace("2025", PILE)),
        (
            f'F:2:35: events[0].when: "{PILE[:40]}…{PILE[-19:]}": a text of 1000001 characters;'
            ' expected at most 256 (event "a")'
        ),
        1,
    ),
    "a byte order mark in the middle": (
        lambda: dataset(event(', \ufeff"role": "happened"')),
        'F:2:43: found "\\ufeff"; expected a key in double quotes',
        1,
    ),
    "numbers as ids": (
        lambda: dataset(event(event_id="17")),
        "F:2:8: events[0].id: found a number; expected a string",
        1,
    ),
    "problems after lines that end with CR and LF": (
        lambda: dataset(event(), event(title="3", event_id='"b"')).replace(b"\n", b"\r\n"),
        (
            'F:3:22: events[1].title: found a number; expected a string, or an object such as {"en": "…",'
            ' "de": "…"} (event "b")'
        ),
        1,
    ),
    "problems after lines that end with CR": (
        lambda: dataset(event(), event(title="3", event_id='"b"')).replace(b"\n", b"\r"),
        (
            'F:3:22: events[1].title: found a number; expected a string, or an object such as {"en": "…",'
            ' "de": "…"} (event "b")'
        ),
        1,
    ),
    "an object that is not closed after lines that end with CR": (
        lambda: dataset(event(), event()).replace(b"\n", b"\r")[:-4],
        'F:3:41: the file ends before the "{" of line 3 is closed; expected "," or "}"',
        1,
    ),
}


@pytest.mark.parametrize("read", [read_small, read_large])
@pytest.mark.parametrize(("make", "sentence", "count"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_answered_with_a_sentence(
    make: Callable[[], bytes], sentence: str, count: int, read: Callable[[bytes], tuple[Problem, ...]]
) -> None:
    assert said(read(make())) == (sentence, count)


LINES = {
    "a deep list": (', "x-a": ' + "[" * MANY + "]" * MANY, f"F:3:113: events[1]: {DEEP}", 1),
    "a million digits": (
        ', "x-a": ' + "1" * 1_000_000,
        'F:3:50: events[1].x-a: a number of 1000000 digits is too long (event "a")',
        1,
    ),
    "broken numbers": (
        ', "x-ö": [' + ",".join(["NaN"] * MANY) + "]",
        'F:3:51: events[1].x-ö[0]: NaN is no number in JSON; expected a finite number (event "a")',
        MANY,
    ),
    "wrong tags": (
        ', "tags": [' + ",".join(["3"] * MANY) + "]",
        'F:3:52: events[1].tags[0]: found a number; expected a string (event "a")',
        MANY,
    ),
}


@pytest.mark.parametrize(("more", "sentence", "count"), LINES.values(), ids=LINES)
def test_a_hostile_line_is_answered_with_a_sentence(more: str, sentence: str, count: int) -> None:
    assert said(read_large(lines(event(event_id='"first"'), event(more)))) == (sentence, count)


@pytest.mark.parametrize("read", [read_small, read_large])
def test_a_title_of_fifty_megabytes_is_a_title(read: Callable[[bytes], tuple[Problem, ...]]) -> None:
    assert read(dataset(event(title='"' + "a" * 50_000_000 + '"'))) == ()


@pytest.mark.parametrize("block", [2**16, 2**16 - 1])
def test_line_breaks_of_two_characters_are_one_wherever_the_blocks_of_a_large_file_end(block: int) -> None:
    before = f"{TOP}".encode()
    blank = b" " * (block - len(before) - 1) + b"\r\n" + b"\r" + b"\r\n"
    data = before + blank + b', "events": [' + event(title="3").encode() + b"]}"
    assert read_large(data) == read_small(data)
    assert read_small(data)[0].place.line == 4


class Endless:
    """A terabyte of a sparse file: a text, and zeros."""

    size = 2**40

    def __init__(self, text: bytes) -> None:
        self._text = text
        self.bytes_read = 0

    def read(self, start: int, end: int) -> bytes:
        self.bytes_read += end - start
        return self._text[start:end] + bytes(max(0, end - max(start, len(self._text))))


@pytest.mark.parametrize("text", [dataset()[:-3], lines(event()) + b"\n"])
def test_a_terabyte_of_zeros_is_not_read_to_its_end(text: bytes) -> None:
    content = Endless(text)
    with pytest.raises(DatasetError):
        read_bulk(content, "F", lambda _: None)
    assert content.bytes_read < 2**31


# What is printed


ESCAPES = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202e\r\n\u2028"


def test_no_problem_sends_controls_to_a_terminal() -> None:
    shown = json.dumps(ESCAPES)
    events = [
        event(event_id=shown),
        event(title=f"{{{shown}: {shown}}}", event_id='"b"'),
        event(f', {shown}: 1, "category": {shown}, "role": {shown}', event_id='"c"'),
        event(f', "excerpts": [{{"source": {shown}, "exact": {shown}}}]', event_id='"d"'),
        f'{{"id": "e", "title": "E", "when": {shown}}}',
    ]
    file = f"a{ESCAPES}.json"
    with contextlib.suppress(DatasetError):
        problems = document_from_bytes(dataset(*events), file).dataset.problems
    assert len(problems) >= len(events)
    for problem in problems:
        printed = str(problem) + problem.sentence
        assert printed.startswith(r"a\x1b]0;owned\x07\x1b[31m\x9b2J\u202e\r\n\u2028.json:")
        assert not any(ord(char) < 32 or char in "\x7f\x9b\u202e\u2028" for char in printed)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_the_command_line_sends_no_controls_to_a_terminal(tmp_path: Path) -> None:
    name = "a\x1b[31m\u202e\n.json"
    (tmp_path / name).write_bytes(dataset(event(event_id='"\\u001b[31m"')))
    program = [sys.executable, "-m", "timeline_app"]
    for words in (
        ["check", name],
        ["export", name, "-o", "a.png"],
        ["add", name, name],
        ["prepare", f"no{name}"],
    ):
        done = subprocess.run(
            [*program, *words], cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8"
        )
        printed = done.stdout + done.stderr
        assert r"a\x1b[31m\u202e\n.json" in printed
        assert not any(char in printed for char in "\x1b\u202e")


# The texts of sources


def checked(folder: Path, *files: str, exact: str = "In May", **excerpt: object) -> list[str]:
    """Return what is said of a dataset with a source for each file, and an excerpt of each source."""
    sources = [{"id": f"s{number}", "text": {"file": file}} for number, file in enumerate(files)]
    excerpts = [{"source": source["id"], "exact": exact, "date": [0, 1], **excerpt} for source in sources]
    path = folder / "a.json"
    written = {"id": "a", "title": "A", "when": "2025", "excerpts": excerpts}
    path.write_bytes(dataset(json.dumps(written), more=f', "sources": {json.dumps(sources)}'))
    problems = check_document(path, ColumnCache(folder / "cache"))
    return [f"{problem.severity} {problem.path}: {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    "file",
    [
        "/etc/passwd",
        "../secret.txt",
        "texts/../../secret.txt",
        "texts\\..\\..\\secret.txt",
        "C:\\secret.txt",
        "C:secret.txt",
        "\\\\server\\share\\secret.txt",
        "//server/share/secret.txt",
        "\\\\?\\C:\\secret.txt",
        "file:///etc/passwd",
        "a\0.txt",
    ],
)
def test_paths_of_source_texts_stay_in_the_folder(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("In May", encoding="utf-8")
    found = checked(folder, file)[0]
    assert found.startswith("error sources[0].text.file: ")
    assert "leads elsewhere; expected a relative path that stays in the folder of the dataset" in found


needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights on Windows")


@needs_links
@pytest.mark.parametrize("way", ["a file", "a folder", "the root"])
def test_links_are_followed_inside_the_folder_alone(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("The secret is kept elsewhere.", encoding="utf-8")
    target = {"a file": tmp_path / "secret.txt", "a folder": tmp_path, "the root": Path("/")}[way]
    (folder / "link").symlink_to(target)
    file = {"a file": "link", "a folder": "link/secret.txt", "the root": "link/etc/passwd"}[way]
    found = f'"{file}" leads out of the folder of the dataset; expected a file inside it'
    assert checked(folder, file) == [f"warning sources[0].text.file: {found}"]


@needs_links
def test_links_inside_the_folder_and_to_it_are_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "texts").mkdir(parents=True)
    (folder / "texts" / "a.txt").write_text("In June", encoding="utf-8")
    (folder / "link").symlink_to("texts/a.txt")
    (tmp_path / "other").symlink_to(folder)
    wrong = 'error events[0].excerpts[0].exact: these words do not stand in "link"'
    assert checked(tmp_path / "other", "link") == [wrong]


@needs_links
def test_a_circle_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert checked(tmp_path, "a")[0].startswith('warning sources[0].text.file: "a" cannot be read: ')


@needs_links
def test_special_files_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(os.path.relpath(tmp_path / "socket"))
    pipe, socket_said = checked(tmp_path, "pipe", "socket")
    assert pipe == 'warning sources[0].text.file: "pipe" is no regular file, so it was not read'
    assert socket_said.startswith('warning sources[1].text.file: "socket" cannot be read: ')


def test_a_text_too_large_to_be_one_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "sparse.txt").open("wb") as stream:
        stream.truncate(2**40)
    assert checked(tmp_path, "sparse.txt") == [
        (
            'warning sources[0].text.file: "sparse.txt" has 1,099,511,627,776 bytes, so it was not read;'
            " expected at most 33,554,432, and 134,217,728 in all texts"
        )
    ]


def test_all_texts_together_are_bounded_and_each_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_texts, "_ALL_TEXTS", 20)
    (tmp_path / "a.txt").write_text("In May 1900", encoding="utf-8")
    (tmp_path / "b.txt").write_text("In May 1900", encoding="utf-8")
    found = checked(tmp_path, "a.txt", "a.txt", "./a.txt", "b.txt")
    assert found == [
        (
            'warning sources[3].text.file: "b.txt" has 11 bytes, so it was not read; expected at most'
            " 33,554,432, and 20 in all texts"
        )
    ]


def test_looking_up_excerpts_ends_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_texts, "_MOST_SEARCHED", 30)
    (tmp_path / "a.txt").write_text("In May 1900", encoding="utf-8")
    files = ["a.txt"] * 5
    left = (
        "2 excerpts were not looked up in the texts of their sources: so many in so long texts would take"
        " too long; expected `start` in each"
    )
    wrong = [f'error events[0].excerpts[{i}].exact: these words do not stand in "a.txt"' for i in range(3)]
    assert checked(tmp_path, *files, exact="June") == [f"warning : {left}", *wrong]
    assert checked(tmp_path, *files) == [f"warning : {left}"]
    assert checked(tmp_path, *files, start=0) == []


# Memory and time of a process


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps a process to its memory")
def test_check_stays_within_half_a_gigabyte(tmp_path: Path) -> None:
    large = [
        HOSTILE["broken numbers in one event"][0](),
        HOSTILE["many unknown keys"][0](),
        dataset(event(title='"' + "a" * 50_000_000 + '"')),
        lines(event(title="3"), *(event(more) for more, _, _ in LINES.values())),
    ]
    files = [tmp_path / f"{number}.json" for number in range(len(large))]
    for file, data in zip(files, large, strict=True):
        file.write_bytes(data)
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_DATA, (2**29, 2**29));"
        "from timeline_app.__main__ import main; sys.exit(main())"
    )
    words = ["check", *map(str, files)]
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", limited, *words], capture_output=True, text=True, check=False, env=environment
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert all(f"{path}:" in done.stdout for path in files)
