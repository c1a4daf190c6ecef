"""The key sheet: every command with its keys, from the table, and what the canvas understands beside them.

Owns the dialog. Knows no actions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.language import Language
from timeline_app.gui.commands import Menu, commands, gestures, menu_titles
from timeline_app.gui.style_sheet import SCROLL_BAR_WIDTH
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import caption, framed, heading, line

_KEYS_WIDTH: Final = 150
_EDGE: Final = 40
"""How much of the screen is left free."""
_COLUMNS: Final = ((Menu.FILE, Menu.EDIT, Menu.CHANGE), (Menu.VIEW, Menu.HELP))


class KeySheet(QDialog):
    """Lists keys and gestures by menu."""

    def __init__(self, parent: QWidget, language: Language) -> None:
        super().__init__(parent)
        title = language("Keys and gestures")
        layout = framed(self, title)
        layout.addWidget(heading(title, self))
        sheet = QWidget(self)
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 16, 0)
        columns.setSpacing(40)
        for menus in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(8)
            for menu in menus:
                self._add_group(column, menu_titles(language)[menu], _keys_of(menu, language))
            if Menu.VIEW in menus:
                self._add_group(column, language("On the timeline"), gestures(language))
            column.addStretch(1)
            columns.addLayout(column)
        area = _scrolled(sheet)
        layout.addWidget(area, 1)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(language("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        room = self.screen().availableSize() - QSize(_EDGE, 2 * _EDGE)
        around = self.sizeHint() - area.sizeHint()
        self.resize((sheet.sizeHint() + around + QSize(SCROLL_BAR_WIDTH, 0)).boundedTo(room))

    def _add_group(self, column: QVBoxLayout, title: str, lines: Sequence[tuple[str, str]]) -> None:
        column.addWidget(caption(title, self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _KEYS_WIDTH)
        grid.setColumnStretch(1, 1)
        for row, (keys, effect) in enumerate(lines):
            keys_label = line(keys, self)
            set_role(keys_label, "soft")
            grid.addWidget(keys_label, row, 0)
            grid.addWidget(line(effect, self), row, 1)
        column.addLayout(grid)
        column.addSpacing(8)


def _scrolled(sheet: QWidget) -> QScrollArea:
    """Return an area in which a sheet can be scrolled where the screen is smaller."""
    area = QScrollArea()
    area.setWidget(sheet)
    area.setWidgetResizable(True)
    sheet.setAutoFillBackground(False)
    return area


def _keys_of(menu: Menu, language: Language) -> list[tuple[str, str]]:
    return [
        (_spelled(command.keys), command.text.removesuffix("…"))
        for command in commands(language)
        if command.menu is menu and command.keys
    ]


def _spelled(keys: Sequence[str]) -> str:
    """Return keys as the platform writes them; two are enough where several do the same."""
    return "  ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys[:2])
