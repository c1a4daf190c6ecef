"""Of a large content that is broken, the fault is told that the careful reader finds in the whole of it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.dataset.bulk import broken, read_bulk
from timeline_app.dataset.content import Content, FileContent, MemoryContent
from timeline_app.dataset.reading.decoding import decode
from timeline_app.dataset.reading.reader import document_from_bytes

NAME = "large.json"
EVENTS = [
    {"id": f"e{n}", "title": f"Streik ä {n} 漢字", "when": {"edtf": f"20{n:02}"}, "tags": ["a", "b"]}
    for n in range(40)
]
HEAD = {"format": "timeline", "version": "1.0", "title": "Large", "categories": [{"id": "c"}], "sources": []}
SOUND = json.dumps(HEAD | {"events": EVENTS}, ensure_ascii=False, indent=1).encode()
DENSE = json.dumps({"events": EVENTS, **HEAD}, ensure_ascii=False, separators=(",", ":")).encode()


def problems_of(data: bytes) -> tuple[Problem, ...]:
    """Return what reading the whole finds; a dataset that can be shown has none that ends the reading."""
    try:
        document_from_bytes(data, NAME)
    except DatasetError as error:
        return error.problems
    return ()


def told(content: Content, piece_size: int = 256) -> tuple[Problem, ...]:
    try:
        read_bulk(content, NAME, lambda _: None, piece_size=piece_size, whole_size=0)
    except DatasetError as error:
        return error.problems
    return ()


def same(found: tuple[Problem, ...], expected: tuple[Problem, ...]) -> bool:
    """Tell whether one fault was found, and that it is among those of the whole."""
    places = [(problem.place, problem.message) for problem in expected]
    return [(problem.place, problem.message) in places for problem in found] == [True]


@given(
    st.sampled_from([SOUND, DENSE]),
    st.floats(0, 0.999),
    st.integers(0, 3),
    st.sampled_from(
        [b"", b"x", b'"', b"{", b"]", b",", b"\xff", b"\xc3", b"\n", b"\\", b",,", b'"events":[],']
    ),
    st.sampled_from([64, 300, 4_000]),
)
def test_the_fault_is_that_of_the_whole(
    data: bytes, where: float, dropped: int, inserted: bytes, step: int
) -> None:
    place = int(where * len(data))
    changed = data[:place] + inserted + data[place + dropped :]
    expected = problems_of(changed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(broken, "_STEP", step)
        found = told(MemoryContent(changed))
    if decode(changed).usable:
        # What is wrong in sound JSON has several faults, or none that keeps all of it from being shown.
        assert bool(found) <= bool(expected or decode(changed).findings)
    else:
        assert same(found, expected)


@pytest.mark.parametrize("dropped", [1, 2, 3, 30, 200, 1_000])
def test_a_content_that_ends_too_soon(dropped: int) -> None:
    data = SOUND[:-dropped]
    assert same(told(MemoryContent(data)), problems_of(data))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Streik \xc3\xa4 30", b"Streik \xe4 30"),
        (b'"id": "e30",', b'"id": "e30"'),
        (b'"tags": [\n    "a",\n    "b"\n   ]\n  }\n ]', b'"tags": [\n    "a",\n    "b"\n   ]\n  },\n ]'),
        (b'"title": "Streik \xc3\xa4 35 ', b'"title": "Streik \xc3\xa4 35" '),
        (b"\n}", b"\n}]"),
        (b'"when": {\n    "edtf": "2033"', b'"when": ' + b'{"a":' * 70 + b'{"edtf": "2033"' + b"}" * 70),
    ],
)
def test_a_fault_far_from_the_start_is_found_in_a_small_part(old: bytes, new: bytes) -> None:
    assert SOUND.count(old) == 1
    data = SOUND.replace(old, new)
    assert same(told(MemoryContent(data)), problems_of(data))


class Counted:
    """A content that knows the longest stretch that was asked of it."""

    def __init__(self, content: Content) -> None:
        self.size = content.size
        self.longest = 0
        self._content = content

    def read(self, start: int, end: int) -> bytes:
        self.longest = max(self.longest, end - start)
        return self._content.read(start, end)


@pytest.mark.parametrize("end", [b"", b"\xff]}", b'{"id": "x" "title": "y"}]}', b"}]}", b"]", b"],"])
def test_a_large_part_of_a_broken_file_is_never_held(end: bytes, tmp_path: Path) -> None:
    path = tmp_path / NAME
    one = json.dumps(EVENTS[0]).encode() + b",\n"
    before = json.dumps(HEAD | {"events": []}).encode().removesuffix(b"]}")
    path.write_bytes(before + one * 60_000 + (one.rstrip(b",\n") if end.startswith(b"]") else b"") + end)
    with FileContent(path) as file:
        content = Counted(file)
        (problem,) = told(content, 2**18)
    assert problem.place.line >= 60_000
    assert content.longest <= 2**20


def test_what_is_no_dataset_at_all_is_told_soon() -> None:
    data = json.dumps({"type": "FeatureCollection", "features": EVENTS}).encode()
    assert 'no list "events" was found' in str(told(MemoryContent(data)))
    assert "compressed" in str(told(MemoryContent(b"PK\x03\x04" + SOUND)))
