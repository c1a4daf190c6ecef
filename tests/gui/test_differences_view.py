"""Two versions of a dataset side by side: what is listed, which fields are shown, and never as markup."""

import json

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView

from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.dataset.editing.event_differences import Differences, differences
from timeline_app.gui.dialogs.differences_view import DifferencesView, summary


def dataset(*events, **more):
    return json.dumps({"title": "T", **more, "events": list(events)}).encode()


FIRST = {"id": "a", "title": {"en": "One", "de": "Eins"}, "when": "2001"}
SECOND = {"id": "b", "title": "Two", "when": "2002"}


@pytest.fixture
def view(host, qtbot):
    """Return a function that shows what differs."""

    def shown(before, after, language=ENGLISH):
        made = DifferencesView(differences(before, after), language, host, headings=("Then", "Now"))
        made.resize(800, 400)
        host.show()
        made.show()
        return made

    return shown


def model(view) -> QAbstractItemModel:
    return view.findChild(QListView).model()


def lines(view):
    return [
        model(view).index(row, 0).data().replace("\N{EN SPACE}", " ") for row in range(model(view).rowCount())
    ]


def grid(view):
    """Return the texts of the fields, row by row."""
    labels = [label for label in view.findChildren(QLabel) if label.isVisible()]
    rows = {}
    for label in labels:
        rows.setdefault(label.y() // 2, []).append(
            (label.x(), label.text().replace("\N{ZERO WIDTH SPACE}", ""))
        )
    return [[text for _, text in sorted(row)] for _, row in sorted(rows.items())]


def test_entries_are_listed_with_what_became_of_them(view):
    changed = {**FIRST, "when": "2003"}
    third = {"id": "c", "title": "Three", "when": "2004"}
    made = view(
        dataset(FIRST, SECOND), dataset(changed, third, title="U", sources=[{"id": "s", "title": "S"}])
    )
    assert lines(made) == ["+ Three", "≠ One", "− Two", "+ S", "≠ title"]
    read_aloud = model(made).index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read_aloud == "Removed: Two"


def test_a_changed_entry_shows_only_the_fields_that_differ_side_by_side(view, qtbot):
    made = view(dataset(FIRST), dataset({**FIRST, "title": {"en": "One", "de": "Ein"}, "tags": ["x", "y"]}))
    qtbot.waitUntil(lambda: len(grid(made)) == 3)
    assert grid(made) == [["Then", "Now"], ["title.de", "Eins", "Ein"], ["tags", "—", "x, y"]]


def test_an_entry_of_one_version_shows_all_its_fields_in_one_column(view, qtbot):
    made = view(dataset(FIRST, SECOND), dataset(FIRST))
    qtbot.waitUntil(lambda: len(grid(made)) == 4)
    assert grid(made) == [["Then"], ["id", "b"], ["title", "Two"], ["when", "2002"]]


def test_the_keyboard_goes_from_entry_to_entry(view, qtbot):
    made = view(dataset(FIRST), dataset({**FIRST, "when": "2003"}, SECOND))
    QTest.keyClick(made.findChild(QListView), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: ["when", "2001", "2003"] in grid(made))


def test_texts_of_files_are_plain_and_shown_with_what_cannot_be_seen(view, qtbot):
    made = view(dataset(FIRST), dataset({**FIRST, "summary": "<b>bold</b>\u202e\nnext"}))
    qtbot.waitUntil(lambda: ["summary", "<b>bold</b>\\u202e\nnext"] in grid(made))
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in made.findChildren(QLabel))


def test_of_very_much_a_beginning_is_shown_and_the_rest_is_counted(view, qtbot):
    excerpts = [{"exact": f"quote {number}"} for number in range(300)]
    made = view(dataset(FIRST), dataset({**FIRST, "summary": "x" * 10_000, "excerpts": excerpts}))
    texts = [label.text() for label in made.findChildren(QLabel)]
    assert "… and 101 more fields" in texts
    assert any(text.endswith("x… (6,000 more characters)") for text in texts)


def test_nothing_that_differs_is_shown_as_nothing(view):
    made = view(dataset(FIRST), dataset(FIRST))
    assert lines(made) == []
    assert not differences(dataset(FIRST), dataset(FIRST))


@pytest.mark.parametrize(
    ("found", "english", "german"),
    [
        (Differences(), "", ""),
        (
            Differences(aside=("k" * 99, *"abcdef")),
            f"other parts changed: {'k' * 39}…{'k' * 20}, a, b, c, d, e, …",
            f"andere Teile geändert: {'k' * 39}…{'k' * 20}, a, b, c, d, e, …",
        ),
        (Differences(added=("a",)), "one event added", "ein Ereignis hinzugekommen"),
        (
            Differences(added=("a", "b"), changed=("c",), removed=("d", "e"), aside=("title", "sources")),
            "2 events added; one event changed; 2 events removed; other parts changed: title, sources",
            (
                "2 Ereignisse hinzugekommen; ein Ereignis geändert; 2 Ereignisse entfernt; "
                "andere Teile geändert: title, sources"
            ),
        ),
    ],
)
def test_the_summary_counts_what_differs(found, english, german):
    assert summary(found, ENGLISH) == english
    assert summary(found, LANGUAGES["de"]) == german
