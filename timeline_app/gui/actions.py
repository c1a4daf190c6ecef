"""Menus and shortcuts, built from the table of commands.

Owns the QActions. Knows no effect of a command: it tells which one was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from timeline_app.core.language import Language
from timeline_app.gui.commands import PARENTS, Check, Command, Id, Menu, Needs, Reach, commands, menu_titles

_CONTEXTS = {
    Reach.WINDOW: Qt.ShortcutContext.WindowShortcut,
    Reach.CHART: Qt.ShortcutContext.WidgetWithChildrenShortcut,
    Reach.CANVAS: Qt.ShortcutContext.WidgetWithChildrenShortcut,
}


class Actions(QObject):
    """The actions of one window: fills its menu bar and tells which command was chosen."""

    chosen = Signal(object)
    """Carries the command's Id."""

    def __init__(
        self, menu_bar: QMenuBar, reaches: Mapping[Reach, QWidget], language: Language, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._menu_bar = menu_bar
        self._menus: dict[Menu, QMenu] = {}
        self._groups: dict[Menu | None, QActionGroup] = {}
        self._actions: dict[Id, QAction] = {}
        self._needs: dict[Id, Needs] = {}
        for command in commands(language):
            self._add(command, reaches[command.reach])
        self.set_language(language)

    def __getitem__(self, identity: Id) -> QAction:
        """Return the action of a command."""
        return self._actions[identity]

    def menu(self, menu: Menu) -> QMenu:
        """Return a menu."""
        return self._menus[menu]

    def set_language(self, language: Language) -> None:
        """Say all texts in another language."""
        for menu, title in menu_titles(language).items():
            # Alt and the first letter open a menu of the bar; those letters differ in every language.
            self._menus[menu].setTitle(title if menu in PARENTS else f"&{title}")
        for command in commands(language):
            self._actions[command.id].setText(command.text)

    def name(self, identity: Id, text: str) -> None:
        """Say in plain text what a command would do now; another language needs another text."""
        self._actions[identity].setText(text.replace("&", "&&"))

    def enable(self, there: Needs) -> None:
        """Enable the commands whose needs are met."""
        for identity, needs in self._needs.items():
            self._actions[identity].setEnabled(needs in there)

    def _add(self, command: Command, reach: QWidget) -> None:
        action = QAction(self)
        action.setData(command.id)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(_CONTEXTS[command.reach])
        action.setCheckable(command.check is not Check.NONE)
        # On macOS Qt would move actions by words in their text, which differ by language.
        action.setMenuRole(_role(command.id))
        menu = self._menu_for(command)
        if command.starts_group and not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(action)
        if command.reach is not Reach.WINDOW:
            reach.addAction(action)
        self._group_for(command).addAction(action)
        self._actions[command.id] = action
        self._needs[command.id] = command.needs

    def _menu_for(self, command: Command) -> QMenu:
        menu = self._menus.get(command.menu)
        if menu is not None:
            return menu
        menu = QMenu(self._menu_bar)
        parent = PARENTS.get(command.menu)
        if parent is None:
            self._menu_bar.addMenu(menu)
        else:
            if command.starts_group:
                self._menus[parent].addSeparator()
            self._menus[parent].addMenu(menu)
        self._menus[command.menu] = menu
        return menu

    def _group_for(self, command: Command) -> QActionGroup:
        """Return the group that reports a command: one for each set of choices, one for all others."""
        chooses = command.check is Check.CHOICE
        key = command.menu if chooses else None
        group = self._groups.get(key)
        if group is None:
            group = QActionGroup(self)
            policy = QActionGroup.ExclusionPolicy
            group.setExclusionPolicy(policy.Exclusive if chooses else policy.None_)
            group.triggered.connect(self._tell)
            self._groups[key] = group
        return group

    @Slot(QAction)
    def _tell(self, action: QAction) -> None:
        self.chosen.emit(Id(action.data()))


def _role(identity: Id) -> QAction.MenuRole:
    roles = {Id.QUIT: QAction.MenuRole.QuitRole, Id.ABOUT: QAction.MenuRole.AboutRole}
    return roles.get(identity, QAction.MenuRole.NoRole)
