"""Lines around a place: as a whole text would be split, bounded for contents of any size and shape."""

import gzip
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.errors import DatasetError, TimelineError
from timeline_app.dataset import context_lines, text_sources
from timeline_app.dataset.content import FileContent, MemoryContent
from timeline_app.dataset.context_lines import ContextLines, Excerpt
from timeline_app.dataset.reading.locating import LINE_END
from timeline_app.dataset.text_sources import SeenFile, ShownText

TEXTS = st.text(st.sampled_from("ab\n\rä𝔸\u202e\ufeff "), max_size=60)


def around(data: bytes, line: int, column: int) -> Excerpt:
    return ContextLines(MemoryContent(data)).around(line, column)


class Measured:
    """A content that counts what is read of it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)
        self.count = 0

    def read(self, start: int, end: int) -> bytes:
        self.count += end - start
        return self.data[start:end]


@given(text=TEXTS, line=st.integers(0, 30), column=st.integers(0, 30))
def test_a_small_text_is_shown_whole_with_each_place_where_messages_say_it(
    text: str, line: int, column: int
) -> None:
    data = text.encode()
    lines = LINE_END.split(data.decode("utf-8-sig"))
    excerpt = around(data, line, column)
    assert [shown.text.rstrip(" ") for shown in excerpt.lines] == [one.rstrip(" ") for one in lines]
    assert (excerpt.first, excerpt.ends) == (1, True)
    wanted = min(max(line, 1), len(lines))
    if 1 <= column <= len(lines[wanted - 1]):
        shown = excerpt.lines[wanted - 1].shown
        at = excerpt.shown_column(wanted, column) - 1
        character = lines[wanted - 1][column - 1]
        assert shown[at:].startswith("\\u202e" if character == "\u202e" else character)


@given(text=TEXTS, block=st.integers(1, 7), line=st.integers(1, 30))
def test_where_blocks_end_does_not_matter(text: str, block: int, line: int) -> None:
    data = text.encode()
    expected = around(data, line, 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context_lines, "_BLOCK", block)
        assert around(data, line, 3) == expected


def test_the_same_lines_are_found_again_in_any_order() -> None:
    lines = ContextLines(MemoryContent(b"".join(b"line %d\n" % number for number in range(1, 400_001))))
    for line in (399_999, 5, 200_000, 1, 399_999):
        excerpt = lines.around(line, 1)
        assert excerpt.holds(line, 1)
        assert excerpt.lines[line - excerpt.first].text == f"line {line}"


def test_an_excerpt_of_a_large_text_is_bounded() -> None:
    data = b"x" * 99 + b"\n"
    excerpt = around(data * 500_000, 250_000, 50)
    assert len(excerpt.text) < 300_000
    assert excerpt.first < 250_000 < excerpt.last
    assert not excerpt.ends
    assert not excerpt.holds(1, 1)


def test_many_short_lines_are_bounded_too() -> None:
    excerpt = around(b"\n" * 1_000_000, 500_000, 1)
    assert (excerpt.first, excerpt.last) == (499_000, 501_000)


def test_of_a_long_line_the_stretch_around_the_place_is_shown() -> None:
    text = "first\n" + "𝔸" * 3_000_000 + "HERE" + "é" * 3_000_000 + "\nlast"
    excerpt = around(text.encode(), 2, 3_000_001)
    line = excerpt.lines[1]
    assert len(line.text) == 2_000
    assert line.shown[excerpt.shown_column(2, 3_000_001) - 1 :].startswith("HERE")
    assert (line.shown[0], line.shown[-1]) == ("…", "…")
    assert [line.text for line in (excerpt.lines[0], excerpt.lines[2])] == ["first", "last"]
    assert excerpt.holds(2, 3_000_001)
    assert not excerpt.holds(2, 1)
    assert not excerpt.holds(2, 5_000_000)


def test_a_long_line_beside_the_place_is_shortened() -> None:
    excerpt = around(b"here\n" + b"x" * 50_000 + b"\nlast", 1, 1)
    assert [len(line.text) for line in excerpt.lines] == [4, 2_000, 4]
    assert excerpt.lines[1].goes_on


def test_a_line_count_is_read_once() -> None:
    content = Measured(b"one line of text\n" * 1_000_000)
    lines = ContextLines(content)
    lines.around(900_000, 1)
    content.count = 0
    lines.around(900_500, 1)
    lines.around(100_000, 1)
    assert content.count < content.size / 3


def test_broken_encoding_is_shown_with_signs_for_what_is_no_character() -> None:
    excerpt = around(b'{"a": "\xff\xfe"}\n\xf0\x9f', 1, 8)
    assert [line.text for line in excerpt.lines] == ['{"a": "\ufffd\ufffd"}', "\ufffd"]
    assert excerpt.shown_column(1, 8) == 8


def test_a_content_that_became_shorter_is_told(tmp_path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"line\n" * 1000)
    lines = ContextLines(FileContent(path))
    os.truncate(path, 10)
    with pytest.raises(TimelineError, match="shorter"):
        lines.around(900, 1)


def test_a_seen_file_is_read_when_it_is_asked_for(tmp_path) -> None:
    path = tmp_path / "a.json"
    path.write_text("one\ntwo")
    text = ShownText(SeenFile.as_it_is(path))
    shown = text.around(2, 1)
    assert (shown.excerpt.text, shown.is_changed) == ("one\ntwo", False)
    path.write_text("one\nother two")
    assert text.around(2, 1).is_changed
    assert ShownText(SeenFile(path, None)).around(1, 1).is_changed


def test_an_open_file_that_is_written_over_is_told(tmp_path) -> None:
    path = tmp_path / "a.json"
    path.write_text("one\ntwo")
    text = ShownText(FileContent(path))
    assert not text.around(1, 1).is_changed
    with path.open("a") as stream:
        stream.write("more")
    assert text.around(1, 1).is_changed


def test_a_file_that_is_gone_is_told(tmp_path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{")
    seen = SeenFile.as_it_is(path)
    path.unlink()
    with pytest.raises(DatasetError, match="no such file"):
        ShownText(seen).around(1, 1)


def test_a_compressed_file_is_shown_unpacked(tmp_path) -> None:
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b"one\ntwo"))
    assert ShownText(SeenFile.as_it_is(path)).around(2, 1).excerpt.text == "one\ntwo"


def test_of_a_damaged_compressed_file_the_sound_part_is_shown(tmp_path) -> None:
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b"line\n" * 100_000, 0)[:250_000])
    assert ShownText(SeenFile.as_it_is(path)).around(40_000, 1).excerpt.lines[0].text == "line"
    path.write_bytes(b"\x1f\x8bnonsense")
    with pytest.raises(DatasetError, match="damaged"):
        ShownText(SeenFile.as_it_is(path)).around(1, 1)


def test_of_a_large_compressed_file_the_beginning_is_shown(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(text_sources, "_UNPACKED", 1_000)
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b"line\n" * 10_000))
    text = ShownText(SeenFile.as_it_is(path))
    assert text.around(100, 1).excerpt.holds(100, 1)
    with pytest.raises(TimelineError, match=r"line 5,000 lies behind .* first 1,000 bytes"):
        text.around(5_000, 1)
