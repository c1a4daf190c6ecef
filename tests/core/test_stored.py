"""A store as arrays and back: the same answers, and refusals instead of wrong ones."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace

from timeline_app.core.columns import HeldEvents
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Category, Event, Excerpt, Source, When
from timeline_app.core.store import EventStore
from timeline_app.core.stored import Array, StoredLists, arrays_of, store_of
from timeline_app.core.text import Text

DATES = ("2020", "../2019", "2019-05-05", "2021/..", "[2018,2022]", "-0043", "2020-02", "2020?", "1995/")
EVENTS = [
    Event(
        f"e{number}",
        Text.plain(f"Event {number}"),
        When(parse_edtf(date)),
        category_id="ab"[number % 2],
        importance=number / 10,
        tags=("x", "y")[: number % 3],
        excerpts=(Excerpt("s", "words"),) * (number % 2),
    )
    for number, date in enumerate(DATES)
]
STORE = EventStore.of(EVENTS, [Category("a", Text.plain("A"))], [Source("s", 1)])
EMPTY = EventStore.of([])
MANY = EventStore.of([replace(event, id=f"{event.id}-{n}") for n in range(120) for event in EVENTS])


def lists_of(store: EventStore) -> StoredLists:
    return StoredLists(store.unit, store.categories, store.sources, store.source_ids, store.tags)


def again(store: EventStore, arrays: dict[str, Array] | None = None) -> EventStore:
    held = arrays_of(store) if arrays is None else arrays
    return store_of(held, lists_of(store), store.events)


@pytest.mark.parametrize("store", [STORE, EMPTY, MANY])
def test_a_store_of_its_arrays_answers_as_before(store: EventStore) -> None:
    restored = again(store)
    assert restored.revision != store.revision
    assert len(restored) == len(store)
    assert restored.span == store.span
    assert [restored.event(row) for row in range(len(store))] == [
        store.event(row) for row in range(len(store))
    ]
    assert [restored.category(row) for row in range(len(store))] == [
        store.category(row) for row in range(len(store))
    ]
    assert (restored.tags, restored.source_ids) == (store.tags, store.source_ids)
    assert (restored.prominence is None) is (len(store) < 1_000)
    assert {name: array.tolist() for name, array in arrays_of(restored).items()} == {
        name: array.tolist() for name, array in arrays_of(store).items()
    }
    if store.span is not None:
        assert restored.rows_in(store.span).tolist() == store.rows_in(store.span).tolist()
        assert restored.count_in(store.span) == store.count_in(store.span)


DAMAGE: dict[str, Callable[[Array], Array]] = {
    "shorter": lambda array: array[:-1],
    "longer": lambda array: np.concatenate((array, array[-1:])),
    "another type": lambda array: array.astype(np.float64),
    "another shape": lambda array: array.reshape(1, -1),
}


DAMAGED = [
    (name, damage)
    for name in arrays_of(STORE)
    for damage in DAMAGE
    # There may be any number of open starts.
    if not (name == "open_starts" and damage in {"shorter", "longer"})
]


@pytest.mark.parametrize(("name", "damage"), DAMAGED)
def test_an_array_of_another_form_is_refused(name: str, damage: str) -> None:
    arrays = arrays_of(STORE)
    with pytest.raises(ValueError, match=r"missing or another|do not rise"):
        again(STORE, {**arrays, name: DAMAGE[damage](arrays[name])})
    del arrays[name]
    with pytest.raises(ValueError, match=f"the array '{name}' is missing"):
        again(STORE, arrays)


CODES = (
    "category_code",
    "precision",
    "tag_codes",
    "source_codes",
    "file_order",
    "by_position",
    "open_starts",
)


@pytest.mark.parametrize("name", [*CODES, "category_rows"])
@pytest.mark.parametrize("value", [-1, 100])
def test_a_code_out_of_range_is_refused(name: str, value: int) -> None:
    arrays = arrays_of(STORE)
    changed = arrays[name].copy()
    changed[0] = np.array(value).astype(changed.dtype)
    with pytest.raises(ValueError, match="out of range"):
        again(STORE, {**arrays, name: changed})


@pytest.mark.parametrize("name", ["tag_offsets", "source_offsets", "category_offsets"])
@pytest.mark.parametrize(("place", "value"), [(0, 1), (-1, 0), (1, 50)])
def test_offsets_that_do_not_rise_are_refused(name: str, place: int, value: int) -> None:
    arrays = arrays_of(STORE)
    changed = arrays[name].copy()
    changed[place] = value
    with pytest.raises(ValueError, match="do not rise"):
        again(STORE, {**arrays, name: changed})


def test_events_are_asked_of_the_new_source() -> None:
    other = HeldEvents.of([Event("other", Text.plain("O"), When(parse_edtf("2000")))] * len(STORE))
    assert store_of(arrays_of(STORE), lists_of(STORE), other).event(3).id == "other"
