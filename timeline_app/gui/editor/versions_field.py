"""A text in each language of the dataset: a field for each, and a way to add another language.

Owns which languages are shown. Knows no text but its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QPushButton, QWidget

from timeline_app.core.language import Language
from timeline_app.core.wording import language_name, language_names
from timeline_app.gui.editor.draft import Draft
from timeline_app.gui.editor.fields import LABEL_WIDTH, BoxField, LineField, label_for
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import caption

_PRIMARY: Final = 3
"""Characters: a longer tag names a script or a region, too."""


class VersionsField(QWidget):
    """The versions of one text; `typed` carries the tag of a language and what was typed."""

    typed = Signal(str, str)

    def __init__(
        self, name: str, draft: Draft, language: Language, parent: QWidget, *, lines: int = 1
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._language = language
        self._draft = draft
        self._lines = lines
        self._fields: dict[str, LineField | BoxField] = {}
        self._labels: dict[str, QLabel] = {}
        self._further: list[str] = []
        self._versions: Mapping[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._caption = caption(name, self)
        self._more = QPushButton(language("Add a language…"), self)
        self._more.setAutoDefault(False)
        self._more.setAccessibleName(f"{name}: {language('Add a language…')}")
        set_role(self._more, "link")
        self._more.clicked.connect(self._offer)

    def show_versions(self, versions: Mapping[str, str]) -> None:
        """Show the versions of another text; a language that was just added stays, though it is empty."""
        self._versions = versions
        shown = {**dict.fromkeys((*versions, *self._further), ""), **versions}
        if list(shown) != list(self._fields):
            self._rebuild(tuple(shown))
        for tag, text in shown.items():
            self._fields[tag].show_text(text)

    def take_focus(self) -> None:
        """Give the keyboard to the first version."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, tags: tuple[str, ...]) -> None:
        """Make the fields that are missing and put all of them in order; one with the focus keeps it."""
        for tag in [tag for tag in self._fields if tag not in tags]:
            gone: tuple[QWidget, QWidget] = (self._fields.pop(tag), self._labels.pop(tag))
            for widget in gone:
                widget.setParent(None)
                widget.deleteLater()
        fields = {tag: self._fields.get(tag) or self._field(tag) for tag in tags}
        self._fields = fields
        # One text without a language needs no line that says what the others are versions of.
        is_plain = list(fields) == [""]
        self._caption.setVisible(not is_plain)
        self._grid.addWidget(self._caption, 0, 0)
        self._grid.addWidget(self._more, 2 if is_plain else 0, 1, Qt.AlignmentFlag.AlignRight)
        for row, (tag, field) in enumerate(fields.items(), 1):
            self._grid.addWidget(self._labels[tag], row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(field, row, 1)

    def _field(self, tag: str) -> LineField | BoxField:
        said = self._said(tag) if tag else self._name
        name = f"{self._name} · {said}" if tag else self._name
        field: LineField | BoxField
        if self._lines == 1:
            field = LineField(name, self._language, self)
        else:
            field = BoxField(name, self._language, self, self._lines)
        field.typed.connect(partial(self.typed.emit, tag))
        label = label_for(field, said, self)
        label.setMinimumHeight(32)
        self._labels[tag] = label
        return field

    def _said(self, tag: str) -> str:
        """Return the name of a language, with its tag where that says more."""
        name = language_name(tag, self._language)
        return name if name == tag or len(tag) <= _PRIMARY else f"{name} ({tag})"

    @Slot()
    def _offer(self) -> None:
        """Ask which language is to be added."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = dict.fromkeys((*self._draft.languages, *language_names(self._language)))
        # A text without a language becomes one in the main language, so that is not offered beside it.
        taken = {*self._fields, *((self._draft.main_language,) if self._versions.get("") else ())}
        for tag in known:
            if tag not in taken:
                action = menu.addAction(self._said(tag))
                action.triggered.connect(partial(self._add, tag))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _add(self, tag: str, *_checked: bool) -> None:
        self._further.append(tag)
        self._rebuild((*self._fields, tag))
        # The layout would show it later, and what is hidden takes no focus.
        self._fields[tag].show()
        self._fields[tag].setFocus(Qt.FocusReason.OtherFocusReason)
