"""The index kept beside the columns finds what the events' texts hold, and is never believed unchecked."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.errors import DatasetError, TimelineError
from timeline_app.core.search_index import SearchIndex, searchable_texts
from timeline_app.core.search_query import Query
from timeline_app.dataset.bulk import event_of, texts
from timeline_app.dataset.bulk.texts import searchable_in
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.large import index_file, opening
from timeline_app.dataset.large.column_cache import ColumnCache, Kind
from timeline_app.dataset.large.column_file import DamagedFileError
from timeline_app.dataset.large.index_file import find_index, open_index, prepare_index
from timeline_app.dataset.large.opening import open_document, prepare
from timeline_app.dataset.progress import Progress

EVENTS = [
    {"id": "a", "title": {"en": "Strike", "de": "Streik"}, "when": "2001", "tags": ["Port", "port"]},
    {"id": "wrong", "title": "Strike", "when": "2001-13"},
    {
        "id": "b",
        "title": "Launch",
        "when": "2002",
        "summary": "A strike was feared",
        "unknown": {"exact": "x"},
    },
    {"id": "c", "title": "End", "when": "2003", "excerpts": [{"source": "s", "exact": "The Strike ended"}]},
    {"id": "d", "title": "Calm", "when": "2004", "summary": {"en": "", "de": "Kein Streik"}, "tags": []},
]
DATASET = {"format": "timeline", "version": "1.0", "title": "T", "sources": [{"id": "s"}], "events": EVENTS}
SAID = st.text(min_size=1, max_size=5) | st.dictionaries(
    st.sampled_from(["en", "de"]), st.text(min_size=1, max_size=5), min_size=1
)
SOUND = st.fixed_dictionaries(
    {"id": st.just("e"), "title": SAID, "when": st.just("2001")},
    optional={
        "summary": SAID,
        "tags": st.lists(st.text(max_size=5), max_size=3),
        "more": st.none() | st.just({"title": 1}),
        "excerpts": st.lists(
            st.fixed_dictionaries({"source": st.just("s"), "exact": st.text(min_size=1, max_size=5)}),
            max_size=2,
        ),
    },
)


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_SMALL", 0)


@pytest.fixture
def cache(tmp_path: Path) -> ColumnCache:
    return ColumnCache(tmp_path / "cache")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "events.json"
    path.write_text(json.dumps(DATASET), encoding="utf-8")
    return path


def silent(_: object) -> None:
    """Hear of progress and say nothing."""


def index_now(path: Path, cache: ColumnCache, report: Callable[[Progress], None] = silent) -> Path:
    prepared = prepare(path, cache, silent)
    return prepare_index(path, prepared.key, prepared.events, cache, report)


def found(index: SearchIndex, document: Document, typed: str) -> list[str]:
    events = document.dataset.store.events
    return [events.event(position).id for position in index.find(Query.parse(typed)).matches.tolist()]


def test_what_the_texts_hold_is_found(path: Path, cache: ColumnCache) -> None:
    document = open_document(path, cache)
    assert find_index(document, cache) is None
    told: list[Progress] = []
    file = index_now(path, cache, told.append)
    assert told == [Progress(position, position, 4) for position in range(4)]
    index = find_index(document, cache)
    assert index is not None
    assert file.suffix == Kind.INDEX
    assert found(index, document, "strike") == ["a", "b", "c"]
    assert found(index, document, "streik") == ["a", "d"]
    assert found(index, document, "port") == ["a"]
    assert found(index, document, "x") == []


def test_an_index_that_is_there_is_not_made_again(
    path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = index_now(path, cache)
    monkeypatch.setattr(SearchIndex, "build", lambda _: pytest.fail("it was made again"))
    assert index_now(path, cache) == file


@given(st.lists(SOUND, min_size=1, max_size=8), st.integers(1, 200))
def test_stretches_give_the_texts_of_every_event(events: list[dict[str, object]], stretch: int) -> None:
    written = [json.dumps(event).encode() for event in events]
    data = b"[" + b" ,\n".join(written) + b"]"
    lengths = np.array([len(one) for one in written], np.int32)
    starts = np.cumsum([1, *(lengths[:-1] + 3)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_STRETCH", stretch)
        given_texts = [*searchable_in(MemoryContent(data), starts, lengths)]
    assert [position for position, _ in given_texts] == list(range(len(events)))
    expected = [searchable_texts(event_of(one)) for one in written]
    assert [sorted(filter(None, one)) for _, one in given_texts] == [
        sorted(filter(None, one)) for one in expected
    ]


@pytest.mark.parametrize(
    "data", [b'{"id": "e", "title": 1, "when": "2001"}', b'{"id": "e", "title": "T", "when']
)
def test_events_that_are_no_longer_there_are_told_of(data: bytes) -> None:
    with pytest.raises(TimelineError, match="has changed since it was read"):
        list(searchable_in(MemoryContent(data), np.array([0]), np.array([len(data)], np.int32)))


@pytest.mark.parametrize("place", [3, 30, 200, -1])
def test_a_damaged_index_is_made_again(place: int, path: Path, cache: ColumnCache) -> None:
    file = index_now(path, cache)
    document = open_document(path, cache)
    sound = file.read_bytes()
    file.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place:][1:])
    with pytest.raises(DamagedFileError):
        open_index(file, document, cache)
    assert find_index(document, cache) is None
    assert not file.exists()
    assert index_now(path, cache).read_bytes() == sound


def test_an_index_of_another_version_or_other_events_is_not_used(
    path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = index_now(path, cache)
    other = path.with_name("other.json")
    other.write_text(json.dumps(DATASET | {"events": EVENTS[:1]}), encoding="utf-8")
    document = open_document(path, cache)
    with pytest.raises(DamagedFileError, match="of another file"):
        open_index(file, open_document(other, cache), cache)
    monkeypatch.setattr(index_file, "_MADE_BY", "another")
    assert find_index(document, cache) is None


def test_a_file_that_changes_meanwhile_gets_no_index(path: Path, cache: ColumnCache) -> None:
    prepared = prepare(path, cache, silent)
    path.write_bytes(path.read_bytes().replace(b"Launch", b"Lounge"))
    with pytest.raises(DatasetError, match="was changed while its search index was made"):
        prepare_index(path, prepared.key, prepared.events, cache, silent)
    assert [*cache.folder.glob("*.index")] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sizes", np.array([2], np.int64)),
        ("letters", np.zeros(3, np.uint8)),
        ("token_ends", np.array([2, 1], np.int64)),
        ("positions", np.array([-1], np.int32)),
        ("positions", np.array([0.5])),
        ("position_ends", np.zeros(0, np.int64)),
    ],
)
def test_arrays_that_do_not_fit_are_refused(name: str, value: np.ndarray) -> None:
    index = SearchIndex.build([(0, ["one"]), (1, ["two"]), (2, ["two"])])
    with pytest.raises(ValueError, match=r"expected|rise"):
        SearchIndex.of_arrays({**index.arrays(), name: value})
