"""What `check` says beyond what keeps a file from being shown."""

import hashlib
import json
from pathlib import Path

import pytest

from timeline_app.dataset.checks.checking import check_document
from timeline_app.dataset.large.column_cache import ColumnCache

TEXT = "A report.\r\nIn May this year, the 小米 factory opened. In May, again.\n"
EXACT = "In May this year, the 小米 factory opened."


def checked(folder: Path, excerpt: dict[str, object], **source_text: str) -> list[str]:
    event = {
        "id": "a",
        "title": "A",
        "when": "2025-05",
        "excerpts": [{"source": "s", "date": [0, 6], **excerpt}],
    }
    source = {"id": "s", "text": {"file": "report.txt", **source_text}}
    whole = {"format": "timeline", "version": "1.0", "title": "T", "sources": [source], "events": [event]}
    path = folder / "a.timeline.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return [
        f"{problem.severity}: {problem.path}: {problem.message}"
        for problem in check_document(path, ColumnCache.of_this_user())
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_bytes(TEXT.encode())
    return tmp_path


def test_a_right_excerpt_is_fine(folder: Path) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    excerpt: dict[str, object] = {
        "exact": EXACT,
        "start": 11,
        "end": 11 + len(EXACT),
        "prefix": "report.\r\n",
    }
    assert checked(folder, excerpt, sha256=digest) == []
    assert checked(folder, {"exact": EXACT}) == []
    assert checked(folder, {"exact": EXACT, "end": 11 + len(EXACT), "suffix": " In May"}) == []


def test_a_text_that_is_not_shipped_is_no_fault(tmp_path: Path) -> None:
    assert checked(tmp_path, {"exact": "anything"}, sha256="00" * 32) == []


WRONG = {
    "other words": (
        {"exact": "In June"},
        'error: events[0].excerpts[0].exact: these words do not stand in "report.txt"',
    ),
    "another start": (
        {"exact": EXACT, "start": 10},
        'error: events[0].excerpts[0].start: these words do not stand there in "report.txt", but from 11 on',
    ),
    "another end": (
        {"exact": EXACT, "end": 9},
        'error: events[0].excerpts[0].end: these words do not stand there in "report.txt", but from 11 on',
    ),
    "an end before the beginning": (
        {"exact": "again.\n", "end": 0},
        'error: events[0].excerpts[0].end: these words do not stand there in "report.txt", but from 60 on',
    ),
    "another prefix": (
        {"exact": EXACT, "prefix": "no comment. "},
        'warning: events[0].excerpts[0].prefix: the words before or after these are others in "report.txt"',
    ),
}


@pytest.mark.parametrize(("excerpt", "sentence"), WRONG.values(), ids=WRONG)
def test_an_excerpt_that_is_not_so_in_its_source_is_told(
    folder: Path, excerpt: dict[str, object], sentence: str
) -> None:
    assert checked(folder, excerpt) == [sentence]


def test_a_text_that_changed_is_told(folder: Path) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert checked(folder, {"exact": EXACT}, sha256="00" * 32) == [
        (
            'error: sources[0].text.sha256: "report.txt" is not the text that was quoted:'
            f" its SHA-256 is {digest}"
        )
    ]


def test_a_text_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "report.txt").write_bytes(b"In May\xff")
    assert checked(folder, {"exact": "In May"}) == [
        'warning: sources[0].text.file: "report.txt" is not UTF-8 at byte 6'
    ]
    (folder / "report.txt").unlink()
    (folder / "report.txt").mkdir()
    assert checked(folder, {"exact": "In May"}) == [
        'warning: sources[0].text.file: "report.txt" cannot be read: Is a directory'
    ]


def test_missing_evidence_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        """{"format": "timeline", "version": "1.0", "title": "T", "sources": [{"id": "s"}], "events": [
{"id": "a", "title": "A", "when": "2025"},
{"id": "b", "title": "B", "when": {"edtf": "2024/2025", "lasting": true},
 "excerpts": [{"source": "s", "exact": "from 2024 to 2025"}]}]}""",
        encoding="utf-8",
    )
    assert [str(problem) for problem in check_document(path, ColumnCache.of_this_user())] == [
        f'{path}:2:1: events[0]: the event has no excerpt: nothing shows what its date rests on (event "a")',
        (
            f"{path}:3:68: events[1].when.lasting: an interval lasts in any case; expected no `lasting` here"
            ' (event "b")'
        ),
        (
            f"{path}:4:15: events[1].excerpts[0]: the excerpt does not say which words give the date;"
            ' expected "date" (event "b")'
        ),
    ]


def test_errors_come_with_the_warnings_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        """{"format": "timeline", "version": "1.0", "title": "T", "events": [
{"id": "a", "title": "A", "when": "2025"}, {"id": "b"}]}""",
        encoding="utf-8",
    )
    assert [problem.severity for problem in check_document(path, ColumnCache.of_this_user())] == [
        "warning",
        "error",
        "error",
    ]
