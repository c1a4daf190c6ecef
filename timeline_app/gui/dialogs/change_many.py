"""What is asked before many events are changed: a category, tags, an importance.

Owns the dialogs: each shows what the chosen events have now. Changes no documents.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QLocale, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.columns import Int64Column
from timeline_app.core.language import Language
from timeline_app.core.text import one_line
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import framed, heading, paragraph
from timeline_app.scene.style import category_colour

_WIDTH: Final = 420
_LIST_HEIGHT: Final = 260
_VALUE: Final = Qt.ItemDataRole.UserRole
_DOT: Final = 10
_LONGEST_NAME: Final = 200


class CategoryDialog(QDialog):
    """Asks for a category: one that there is, none, or a new one; accepted means that one was chosen."""

    def __init__(self, parent: QWidget, session: Session, rows: Int64Column) -> None:
        super().__init__(parent)
        language, store = session.language, session.store
        title = language.count(len(rows), "Category of one event", "Category of {n} events")
        layout = _framed(self, title)
        counts = np.bincount(store.columns.category_code[rows], minlength=len(store.categories)).tolist()
        self._list = _list(language("Categories"), self)
        for code, category in enumerate(store.categories):
            name = one_line(category.label.in_language(language.code))
            text = name or category.id or language("No category")
            item = QListWidgetItem(_counted(text, counts[code], language), self._list)
            item.setData(_VALUE, category.id)
            if counts[code] == len(rows):
                self._list.setCurrentItem(item)
        if all(category.id for category in store.categories):
            QListWidgetItem(language("No category"), self._list).setData(_VALUE, "")
        self._new = QListWidgetItem(language("A new category:"), self._list)
        self._name = QLineEdit(self)
        self._name.setMaxLength(_LONGEST_NAME)
        self._name.setPlaceholderText(language("Name of the new category"))
        self._name.setAccessibleName(language("Name of the new category"))
        layout.addWidget(self._list)
        layout.addWidget(self._name)
        self._buttons = _buttons(self, layout, language)
        self._list.itemSelectionChanged.connect(self._follow)
        self._list.itemActivated.connect(self._take)
        self._name.textEdited.connect(self._begin_new)
        self._session = session
        self._categories = store.categories
        session.style_changed.connect(self._tint)
        self._tint()
        self._list.setFocus()
        self._follow()

    @property
    def category_id(self) -> str:
        """Return the id of the category that was accepted, "" for none."""
        return next((str(item.data(_VALUE) or "") for item in self._list.selectedItems()), "")

    @property
    def new_label(self) -> str:
        """Return the name of a new category, "" where one that there is was chosen."""
        return self._name.text().strip() if self._new.isSelected() else ""

    @Slot()
    def _follow(self) -> None:
        # The row with the focus need not be one that somebody chose.
        chosen = bool(self._list.selectedItems())
        is_named = not self._new.isSelected() or bool(self._name.text().strip())
        _accepting(self._buttons).setEnabled(chosen and is_named)

    @Slot()
    def _tint(self) -> None:
        for code, category in enumerate(self._categories):
            self._list.item(code).setIcon(_dot(category_colour(self._session.style, category, code)))

    @Slot()
    def _begin_new(self) -> None:
        self._list.setCurrentItem(self._new)
        self._follow()

    @Slot()
    def _take(self) -> None:
        if _accepting(self._buttons).isEnabled():
            self.accept()


class TagsDialog(QDialog):
    """Asks which tags all of the events shall have, and which none of them; others stay as they are."""

    def __init__(self, parent: QWidget, session: Session, rows: Int64Column) -> None:
        super().__init__(parent)
        language, store = session.language, session.store
        layout = _framed(self, language.count(len(rows), "Tags of one event", "Tags of {n} events"))
        if len(rows) > 1:
            some = language("A tag that only some of them have stays where it is.")
            layout.addWidget(paragraph(some, self))
        codes = store.columns.tag_codes.taken(rows).codes
        counts = np.bincount(codes, minlength=len(store.tags))
        self._list = _list(language("Tags"), self)
        for code in np.argsort(-counts, kind="stable").tolist():
            count = int(counts[code])
            item = QListWidgetItem(_counted(one_line(store.tags[code]), count, language), self._list)
            item.setData(_VALUE, store.tags[code])
            if 0 < count < len(rows):
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserTristate)
            item.setCheckState(_state(count, len(rows)))
        self._before = self._states()
        self._new = QLineEdit(self)
        self._new.setPlaceholderText(language("New tags, separated by commas"))
        self._new.setAccessibleName(language("New tags, separated by commas"))
        layout.addWidget(self._list)
        layout.addWidget(self._new)
        self._buttons = _buttons(self, layout, language)
        self._list.itemChanged.connect(self._follow)
        self._new.textChanged.connect(self._follow)
        self._list.setVisible(self._list.count() > 0)
        (self._list if self._list.count() else self._new).setFocus()
        self._follow()

    @property
    def given(self) -> tuple[str, ...]:
        """Return the tags that all events shall have and not all of them have."""
        new = (tag.strip() for tag in self._new.text().split(","))
        return (*self._turned(Qt.CheckState.Checked), *dict.fromkeys(tag for tag in new if tag))

    @property
    def taken(self) -> tuple[str, ...]:
        """Return the tags that none of the events shall have and some of them have."""
        return self._turned(Qt.CheckState.Unchecked)

    def _states(self) -> dict[str, Qt.CheckState]:
        items = (self._list.item(index) for index in range(self._list.count()))
        return {str(item.data(_VALUE)): item.checkState() for item in items}

    def _turned(self, state: Qt.CheckState) -> tuple[str, ...]:
        states = self._states()
        return tuple(tag for tag in states if states[tag] is state and self._before[tag] is not state)

    @Slot()
    def _follow(self) -> None:
        _accepting(self._buttons).setEnabled(bool(self.given or self.taken))


class ImportanceDialog(QDialog):
    """Asks for an importance from 0 to 1."""

    def __init__(self, parent: QWidget, session: Session, rows: Int64Column) -> None:
        super().__init__(parent)
        language = session.language
        title = language.count(len(rows), "Importance of one event", "Importance of {n} events")
        layout = _framed(self, title)
        importance = session.store.columns.importance[rows]
        locale = QLocale(language.code)
        first, last = (locale.toString(round(float(one), 3)) for one in (importance.min(), importance.max()))
        if first == last:
            now = language("Now: {first}.", first=first)
        else:
            now = language("Now from {first} to {last}.", first=first, last=last)
        layout.addWidget(paragraph(now, self))
        meaning = language("Where room is short, important events keep their labels longer.")
        layout.addWidget(paragraph(meaning, self))
        self._value = QDoubleSpinBox(self)
        self._value.setLocale(locale)
        self._value.setRange(0.0, 1.0)
        self._value.setSingleStep(0.1)
        self._value.setValue(float(importance.mean()))
        self._value.setAccessibleName(language("Importance from 0 to 1"))
        self._value.selectAll()
        layout.addWidget(self._value)
        _buttons(self, layout, language)
        self._value.setFocus()

    @property
    def importance(self) -> float:
        """Return the importance that was chosen."""
        return self._value.value()


def _framed(dialog: QDialog, title: str) -> QVBoxLayout:
    layout = framed(dialog, title)
    layout.addWidget(heading(title, dialog))
    dialog.setMinimumWidth(_WIDTH)
    return layout


def _list(name: str, parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    made.setAccessibleName(name)
    made.setMinimumHeight(_LIST_HEIGHT)
    made.setIconSize(QSize(_DOT, _DOT))
    made.setUniformItemSizes(True)
    set_role(made, "choices")
    return made


def _buttons(dialog: QDialog, layout: QVBoxLayout, language: Language) -> QDialogButtonBox:
    buttons = QDialogButtonBox(dialog)
    buttons.addButton(language("Change"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
    buttons.addButton(language("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    return buttons


def _accepting(buttons: QDialogButtonBox) -> QWidget:
    role = QDialogButtonBox.ButtonRole.AcceptRole
    return next(button for button in buttons.buttons() if buttons.buttonRole(button) is role)


def _counted(text: str, count: int, language: Language) -> str:
    return f"{text}  ({language.number(count)})" if count else text


def _state(count: int, of: int) -> Qt.CheckState:
    if count == of:
        return Qt.CheckState.Checked
    return Qt.CheckState.PartiallyChecked if count else Qt.CheckState.Unchecked


def _dot(colour: str) -> QIcon:
    pixmap = QPixmap(_DOT * 2, _DOT * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(0, 0, _DOT, _DOT)
    return QIcon(pixmap)
