"""The choices of the filters as one list: a heading for each kind, its values under it.

Owns which choices are listed and what a choice does to the filters. Knows no colours and no pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from timeline_app.core.filter_choices import ChoiceList, Choices
from timeline_app.core.filters import Filters, PrecisionGroup
from timeline_app.core.language import Language

COUNT_ROLE: Final = Qt.ItemDataRole.UserRole
"""How many events a choice leaves; None for headings and remarks."""
IS_HEADING_ROLE: Final = Qt.ItemDataRole.UserRole + 1

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class Kind(Enum):
    """What a choice is about: the field of `Filters` that holds it."""

    CATEGORY = "categories"
    TAG = "tags"
    SOURCE = "sources"
    LANGUAGE = "languages"
    PRECISION = "precisions"
    EVIDENCE = "without_excerpt"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list; a heading and a remark have no value, the choice of evidence has True."""

    kind: Kind
    text: str
    value: str | PrecisionGroup | bool = False
    count: int = 0
    is_heading: bool = False

    @property
    def is_choice(self) -> bool:
        """Tell whether the line can be chosen."""
        return self.value is not False

    def chosen_in(self, filters: Filters) -> bool:
        """Tell whether filters hold this choice."""
        held = getattr(filters, self.kind.value)
        return bool(held) if self.kind is Kind.EVIDENCE else self.value in held

    def toggled_in(self, filters: Filters) -> Filters:
        """Return the filters with this choice, or without it where they hold it."""
        held = getattr(filters, self.kind.value)
        changed: dict[str, Any] = {
            self.kind.value: not held if self.kind is Kind.EVIDENCE else held ^ {self.value}
        }
        return replace(filters, **changed)


class FilterModel(QAbstractListModel):
    """Lists choices; which of them are ticked is up to the filters it is told."""

    def __init__(self, filters: Filters, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filters = filters
        self._language = language
        self._all: tuple[Line, ...] = ()
        self._lines: tuple[Line, ...] = ()

    def show_choices(self, choices: Choices) -> None:
        """List what there is to choose."""
        self._all = tuple(lines_of(choices, self._language))
        self.narrow("")

    def narrow(self, typed: str) -> None:
        """List only the choices whose text holds what was typed, and their headings."""
        wanted = typed.casefold().strip()
        held = {line for line in self._all if line.is_choice and wanted in line.text.casefold()}
        kinds = {line.kind for line in held}
        self.beginResetModel()
        self._lines = tuple(
            line
            for line in self._all
            if line in held or (line.kind in kinds and (line.is_heading or not wanted))
        )
        self.endResetModel()

    def set_filters(self, filters: Filters) -> None:
        """Tick what other filters hold."""
        self._filters = filters
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def toggled(self, index: QModelIndex) -> Filters | None:
        """Return the filters with a choice turned round, None where there is nothing to choose."""
        if not index.isValid() or not self._lines[index.row()].is_choice:
            return None
        return self._lines[index.row()].toggled_in(self._filters)

    def rowCount(self, parent: _AnyIndex = _ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Let choices be ticked, and headings be passed over."""
        if index.isValid() and self._lines[index.row()].is_choice:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line's text, its tick, its count, or both texts for screen readers."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == IS_HEADING_ROLE:
            return line.is_heading
        return self._choice_data(line, role) if line.is_choice else None

    def _choice_data(self, line: Line, role: int) -> object:
        language = self._language
        if role == Qt.ItemDataRole.CheckStateRole:
            chosen = line.chosen_in(self._filters)
            return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.text}, {language.count(line.count, '{n} event', '{n} events')}"
        return language.number(line.count) if role == COUNT_ROLE else None


def lines_of(choices: Choices, language: Language) -> Iterator[Line]:
    """Yield the lines for all kinds that have any value."""
    yield from _listed(Kind.CATEGORY, language("Category"), choices.categories, language)
    if choices.without_excerpt:
        yield Line(Kind.EVIDENCE, language("Evidence"), is_heading=True)
        yield Line(Kind.EVIDENCE, language("Without excerpt"), value=True, count=choices.without_excerpt)
    yield from _listed(Kind.PRECISION, language("Precision"), choices.precisions, language)
    yield from _listed(Kind.LANGUAGE, language("Language"), choices.languages, language)
    yield from _listed(Kind.SOURCE, language("Source"), choices.sources, language)
    yield from _listed(Kind.TAG, language("Tag"), choices.tags, language)


def _listed(
    kind: Kind, title: str, listed: ChoiceList[str] | ChoiceList[PrecisionGroup], language: Language
) -> Iterator[Line]:
    if not listed.choices:
        return
    yield Line(kind, title, is_heading=True)
    for choice in listed.choices:
        text = choice.text
        if kind is Kind.PRECISION:
            text = text[:1].upper() + text[1:]
        yield Line(kind, text, choice.value, choice.count)
    if listed.more:
        yield Line(kind, language("{n} rarer ones are not listed", n=language.number(listed.more)))
