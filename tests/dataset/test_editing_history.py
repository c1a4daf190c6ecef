"""Undo and redo: the same bytes again, within bounds, and the saved state is known wherever one stands."""

from pathlib import Path

import pytest
from direct_edits import change_fields

from timeline_app.core.errors import DatasetError
from timeline_app.core.language import ENGLISH
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing import history as history_module
from timeline_app.dataset.editing.edits import AddEntries, RemoveEvents
from timeline_app.dataset.editing.following import Followed, follow
from timeline_app.dataset.editing.history import History, move_between
from timeline_app.dataset.editing.step import Edit
from timeline_app.dataset.keeping.saving import save_document
from timeline_app.dataset.reading.reader import document_from_bytes, new_document, read_document

TEXT = b"""{
  "format": "timeline", "version": "1.0", "title": "T",
  "events": [
    {"id": "a", "title": "A", "when": "2024"}
  ]
}
"""


def opened() -> History:
    return History.opened(document_from_bytes(TEXT, "F"))


def titled(title: str) -> Edit:
    return change_fields(opened().document, "a", (("title", title),))


def title_of(document: Document) -> str:
    return document.dataset.store.event(0).title.in_language("en")


def test_steps_are_undone_and_done_again_in_their_order() -> None:
    history = opened()
    for title in "BCD":
        history = history.do(titled(title))
    assert [title_of(history.document), len(history.done), len(history.undone)] == ["D", 3, 0]
    back = history.undo().undo()
    assert [title_of(back.document), len(back.done), len(back.undone)] == ["B", 1, 2]
    assert [title_of(step.document) for step in (back.redo(), back.redo().redo())] == ["C", "D"]
    assert back.redo().redo().document.data == history.document.data
    assert back.undo().document.data == TEXT
    assert back.undo().undo().undo().document.data == TEXT
    assert history.redo() is history


def test_a_new_step_ends_what_could_be_done_again() -> None:
    history = opened().do(titled("B")).undo().do(titled("C"))
    assert history.undone == ()
    assert title_of(history.redo().document) == "C"


def test_steps_have_the_names_of_their_edits() -> None:
    history = opened().do(titled("B")).do(RemoveEvents.of(opened().document, ["a"])).undo()
    assert [step.name(ENGLISH) for step in history.done] == ["Edit “B”"]
    assert [step.name(ENGLISH) for step in history.undone] == ["Delete “A”"]


def test_an_edit_that_is_refused_changes_nothing() -> None:
    history = opened().do(titled("B"))
    with pytest.raises(DatasetError):
        history.do(titled(""))
    assert title_of(history.document) == "B"


def test_the_saved_state_is_known_again() -> None:
    history = opened()
    assert history.is_saved
    changed = history.do(titled("B"))
    assert not changed.is_saved
    assert changed.undo().is_saved
    assert changed.do(titled("A")).is_saved
    assert History.opened(new_document("T")).is_saved


def test_steps_survive_saving(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    history = opened().do(titled("B"))
    history = history.saved_as(save_document(history.document, path))
    assert history.is_saved
    assert history.document.path == path
    later = history.do(titled("C"))
    assert not later.is_saved
    assert later.undo().is_saved
    first = later.undo().undo()
    assert first.document.data == TEXT
    assert not first.is_saved
    assert first.document.sha256_on_disk == history.document.sha256_on_disk
    save_document(first.document, path)
    assert path.read_bytes() == TEXT
    assert not History.opened(read_document(path)).done


def test_edits_made_while_it_was_saved_stay(tmp_path: Path) -> None:
    history = opened().do(titled("B"))
    saved = save_document(history.document, tmp_path / "f.json")
    history = history.do(titled("C")).saved_as(saved)
    assert (title_of(history.document), history.is_saved) == ("C", False)
    assert (history.document.path, history.document.dataset.name) == (saved.path, "f.json")
    assert history.document.sha256_on_disk == saved.sha256_on_disk
    assert history.base == saved.content
    assert history.undo().is_saved


def test_what_comes_back_as_its_file_was_has_no_step() -> None:
    document = opened().document
    assert History.come_back(document, TEXT).done == ()
    changed = opened().do(titled("B")).document
    assert History.come_back(changed, TEXT).undo().document.data == TEXT


def read_from(path: Path, data: bytes) -> Document:
    path.write_bytes(data)
    return read_document(path)


def followed(history: History, theirs: Document) -> History:
    outcome = follow(history, theirs)
    assert isinstance(outcome, Followed)
    return outcome.history


def base_of(history: History) -> bytes:
    assert history.base is not None
    return history.base.read(0, history.base.size)


THEIRS = TEXT.replace(b'"title": "T"', b'"title": "Theirs"')
LATER = THEIRS.replace(b'"2024"}', b'"2024"},\n    {"id": "b", "title": "B", "when": "2020"}')


def test_a_change_of_the_file_is_undone_and_done_again_byte_by_byte(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    history = followed(History.opened(read_from(path, TEXT)), read_from(path, THEIRS))
    assert (history.document.data, base_of(history), history.is_saved) == (THEIRS, THEIRS, True)
    back = history.undo()
    assert (back.document.data, base_of(back), back.is_saved) == (TEXT, THEIRS, False)
    assert back.redo().is_saved
    # What is undone is mine from then on: it goes into what the file becomes next.
    later = followed(back, read_from(path, LATER))
    assert later.document.data == LATER.replace(b"Theirs", b"T")
    assert later.undo().document.data == TEXT
    assert later.undo().redo().document.data == later.document.data


def test_a_merge_is_undone_to_what_was_not_saved_and_saved_over_what_was_merged(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    mine = History.opened(read_from(path, TEXT)).do(titled("M"))
    merged = followed(mine, read_from(path, THEIRS))
    assert merged.document.data == THEIRS.replace(b'"A"', b'"M"')
    assert not merged.is_saved
    back = merged.undo()
    assert back.document.data == mine.document.data
    saved = back.saved_as(save_document(back.document, path))
    assert saved.is_saved
    assert path.read_bytes() == base_of(saved) == mine.document.data
    again = saved.redo()
    assert (again.document.data, again.is_saved) == (merged.document.data, False)


def test_all_undone_it_follows_the_file_without_asking(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    history = History.opened(read_from(path, TEXT)).do(titled("M")).undo()
    history = followed(history, read_from(path, THEIRS))
    assert (history.document.data, history.is_saved, history.undone) == (THEIRS, True, ())
    assert history.undo().document.data == TEXT


def test_without_its_file_nothing_is_saved_until_it_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    opened_ = History.opened(read_from(path, TEXT))
    gone = opened_.without_file()
    assert not gone.is_saved
    assert not gone.do(titled("M")).undo().is_saved
    assert gone.with_file() == followed(gone, read_from(path, TEXT)) == opened_
    path.unlink()
    assert gone.saved_as(save_document(gone.document, path)).is_saved
    assert path.read_bytes() == TEXT
    mine = gone.do(titled("M"))
    back = followed(mine, read_from(path, THEIRS))
    assert back.document.data == THEIRS.replace(b'"A"', b'"M"')
    assert back.undo().document.data == mine.document.data


def test_what_came_back_after_a_crash_goes_from_what_its_file_held(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    mine = History.opened(read_from(path, TEXT)).do(titled("M")).document
    back = History.come_back(mine, TEXT)
    assert not back.is_saved
    assert back.undo().is_saved
    assert back.undo().document.data == TEXT
    merged = followed(back, read_from(path, THEIRS))
    assert merged.document.data == THEIRS.replace(b'"A"', b'"M"')
    assert [step.name(ENGLISH) for step in merged.done] == [
        "Restore Unsaved Changes",
        "Merge with the changed file",
    ]
    assert History.come_back(mine, None).done == ()


def test_an_earlier_version_comes_back_as_a_step_and_the_file_stays_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    history = History.opened(read_from(path, THEIRS))
    back = history.go_back(TEXT)
    assert (back.document.data, base_of(back), back.is_saved) == (TEXT, THEIRS, False)
    assert back.undo().is_saved
    assert history.go_back(THEIRS) is history


def test_only_the_newest_steps_are_kept() -> None:
    history = opened()
    for number in range(205):
        history = history.do(titled(str(number)))
    assert len(history.done) == 200
    for _ in range(205):
        history = history.undo()
    assert title_of(history.document) == "4"
    assert len(history.undone) == 200


def test_steps_are_bounded_by_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "MOST_BYTES", 2_500)
    history = opened()
    for name in "bcdef":
        event = {"id": name, "title": "x" * 1_000, "when": "2024"}
        history = history.do(AddEntries(events=(event,)))
    assert [step.size > 1_000 for step in history.done] == [True, True]
    assert sum(step.size for step in history.done) <= 2_500
    history = history.do(AddEntries(events=({"id": "g", "title": "x" * 9_000, "when": "2024"},)))
    assert len(history.done) == 1


def test_a_step_of_another_content_is_refused() -> None:
    history = opened().do(titled("B"))
    other = History(opened().document, history.done, history.done)
    with pytest.raises(DatasetError, match="not the one that this step belongs to"):
        other.undo()
    assert title_of(other.redo().document) == "B"


def test_between_neighbouring_histories_lies_one_step() -> None:
    first = opened()
    second = first.do(titled("B"))
    third = second.do(titled("C"))
    for before, after, is_undone in (
        (first, second, False),
        (second, third, False),
        (third, third.undo(), True),
        (third.undo(), third.undo().redo(), False),
        (third.undo().undo(), third.undo().undo().redo(), False),
        (third.undo().undo(), third.undo().undo().do(titled("D")), False),
    ):
        move = move_between(before, after)
        assert move is not None
        assert move.is_undone is is_undone
        assert move.splices.applied(before.document.data) == after.document.data


def test_a_step_back_is_told_from_one_forward_to_the_same_content() -> None:
    there_and_back = opened().do(titled("B")).do(titled("A"))
    move = move_between(there_and_back, there_and_back.undo())
    assert move is not None
    assert move.is_undone


def test_between_other_histories_lies_no_single_step() -> None:
    first = opened()
    third = first.do(titled("B")).do(titled("C"))
    for before, after in ((first, third), (third, third.undo().undo()), (first, first), (third, first)):
        assert move_between(before, after) is None
