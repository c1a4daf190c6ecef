"""In what two versions of a dataset differ: a list of entries, and beside it the fields of the chosen one.

Owns how differences are laid out. Knows no files, and not what becomes of either version; texts from files
are plain text everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QListView,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from timeline_app.core.controls import escaped, escaped_in_lines
from timeline_app.core.language import Language
from timeline_app.dataset.editing.event_differences import Difference, Differences
from timeline_app.dataset.editing.field_differences import FieldDifference
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.hairline import hairline
from timeline_app.gui.widgets.parts import shortened, stand_beside

_LIST_WIDTH: Final = 264
_NAME_WIDTH: Final = 112
_LONGEST: Final = 4000
"""Characters of one value: more is no longer read, and laying it out would hold the window up."""

_PARTS: Final = re.compile(r"[.\[]")
"""Before these the path of a field may be broken to go on in the next line."""

_NOWHERE: Final = QModelIndex()
_MOST_FIELDS: Final = 200
"""An entry may have thousands, as many excerpts; more than this nobody compares by eye."""

_MOST_NAMES: Final = 6

_TOP: Final = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class FieldsView(QScrollArea):
    """Shows fields of one entry in two versions side by side, under the names of the versions."""

    def __init__(self, headings: tuple[str, str], language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headings = headings
        self._language = language
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(language("Fields that differ"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_fields(self, fields: Sequence[FieldDifference], headings: tuple[str, str] | None = None) -> None:
        """Show other fields, under other names where these are of other versions than usual.

        A version that has none of the fields gets no column.
        """
        shown = fields[:_MOST_FIELDS]
        has = [any(value is not None for value in side) for side in _sides(fields)]
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        for column, heading in enumerate(compress(headings or self._headings, has), 1):
            grid.setColumnStretch(column, 1)
            grid.addWidget(_text(heading, "section"), 0, column)
        for row, field in enumerate(shown, 1):
            grid.addWidget(hairline(), 2 * row - 1, 0, 1, sum(has) + 1)
            name = _text(_PARTS.sub("\N{ZERO WIDTH SPACE}\\g<0>", escaped(field.field)), "small")
            name.setAlignment(_TOP)
            grid.addWidget(name, 2 * row, 0)
            for column, value in enumerate(compress((field.mine, field.theirs), has), 1):
                grid.addWidget(self._value(value), 2 * row, column)
        last = 2 * len(shown) + 1
        if left_out := len(fields) - len(shown):
            said = self._language("… and {n} more fields", n=self._language.number(left_out))
            grid.addWidget(_text(said, "soft"), last, 0, 1, sum(has) + 1)
        grid.setRowStretch(last + 1, 1)
        self.setWidget(sheet)
        # What it stands on shows through; an area fills its widget with the window's ground.
        sheet.setAutoFillBackground(False)

    def _value(self, value: str | None) -> QLabel:
        if value is None:
            label = _text("—", "soft")
            label.setAlignment(_TOP)
            label.setAccessibleName(self._language("not there"))
            return label
        said = value
        if len(value) > _LONGEST:
            left_out = self._language.number(len(value) - _LONGEST)
            said = value[:_LONGEST] + self._language("… ({n} more characters)", n=left_out)
        label = _text(escaped_in_lines(said), "")
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAlignment(_TOP)
        return label


class _Lines(QAbstractListModel):
    """One line for each difference, made when it is looked at: there may be many thousands."""

    def __init__(self, items: Sequence[Difference], language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._items = items
        self._language = language

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> str | None:
        """Return a line, or how it is read aloud."""
        item, language = self._items[index.row()], self._language
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said_difference(item, language)
        sign = "+" if not item.before else "≠" if item.after else "−"
        return f"{sign}\N{EN SPACE}{_name(item, language)}"


class DifferencesView(QFrame):
    """Lists what differs; `headings` name the two versions, the earlier one first."""

    def __init__(
        self,
        differences: Differences,
        language: Language,
        parent: QWidget | None = None,
        *,
        headings: tuple[str, str],
    ) -> None:
        super().__init__(parent)
        self._items = differences.items
        self._fields = FieldsView(headings, language, self)
        self._list = self._made_list(language)
        stand_beside(self._list, self._fields, self)

    def _made_list(self, language: Language) -> QListView:
        lines = QListView(self)
        lines.setFixedWidth(_LIST_WIDTH)
        lines.setAccessibleName(language("What differs"))
        lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        lines.setUniformItemSizes(True)
        lines.setModel(_Lines(self._items, language, lines))
        set_role(lines, "lines")
        lines.selectionModel().currentChanged.connect(self._show)
        lines.setCurrentIndex(lines.model().index(0, 0))
        return lines

    @Slot(QModelIndex, QModelIndex)
    def _show(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._fields.show_fields(self._items[current.row()].fields())


def summary(differences: Differences, language: Language) -> str:
    """Return in one sentence how much differs."""
    added, changed, removed = map(len, (differences.added, differences.changed, differences.removed))
    parts = []
    if added:
        parts.append(language.count(added, "one event added", "{n} events added"))
    if changed:
        parts.append(language.count(changed, "one event changed", "{n} events changed"))
    if removed:
        parts.append(language.count(removed, "one event removed", "{n} events removed"))
    if differences.aside:
        names = [shortened(escaped(key)) for key in differences.aside[:_MOST_NAMES]]
        names += ["…"] * (len(differences.aside) > _MOST_NAMES)
        parts.append(language("other parts changed: {parts}", parts=", ".join(names)))
    return "; ".join(parts)


def said_difference(item: Difference, language: Language) -> str:
    """Return in words what became of an entry."""
    name = _name(item, language)
    if not item.before:
        return language("Added: {name}", name=name)
    return language("Changed: {name}", name=name) if item.after else language("Removed: {name}", name=name)


def _name(item: Difference, language: Language) -> str:
    return escaped(item.title(language.code)) or escaped(item.id or item.kind)


def _sides(fields: Sequence[FieldDifference]) -> tuple[list[str | None], list[str | None]]:
    return [field.mine for field in fields], [field.theirs for field in fields]


def _text(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    set_role(label, role)
    return label
