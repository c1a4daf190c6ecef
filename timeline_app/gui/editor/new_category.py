"""Asks for a new category: its name in each language, and its colour.

Owns the fields. What is made belongs to the draft.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QWidget

from timeline_app.core.language import Language
from timeline_app.dataset.editing.event_form import versions_at, with_value, with_version
from timeline_app.gui.editor.draft import Draft
from timeline_app.gui.editor.entry_dialog import EntryDialog
from timeline_app.gui.editor.fields import ChoiceField
from timeline_app.gui.editor.versions_field import VersionsField
from timeline_app.scene.style import LIGHT

_LABEL: Final = ("label",)
_SWATCH: Final = 16


class NewCategoryDialog(EntryDialog):
    """Makes a category."""

    def __init__(self, parent: QWidget, draft: Draft, language: Language) -> None:
        super().__init__(parent, draft, language, language("New category"), "categories")
        self._main = draft.main_language
        self._label = VersionsField(language("Name"), draft, language, self)
        self._label.show_versions(versions_at({}, _LABEL, draft.languages))
        self._label.typed.connect(self._take_label)
        self._colour = ChoiceField(language("Colour"), self)
        self._colour.chosen.connect(self._take_colour)
        self.rows.addWidget(self._label)
        self.add_row(language("Colour"), self._colour)
        names = (
            *(language("Teal"), language("Blue"), language("Rust"), language("Violet")),
            *(language("Olive"), language("Crimson"), language("Green"), language("Grey")),
        )
        colours = tuple(zip(LIGHT.categories, names, strict=True))
        self._colour.show_choices((("", language("Chosen by the program")), *colours), "", "")
        for index, colour in enumerate(LIGHT.categories, 1):
            swatch = QPixmap(_SWATCH, _SWATCH)
            swatch.fill(QColor(colour))
            self._colour.setItemIcon(index, QIcon(swatch))
        self.change(dict)
        self._label.take_focus()

    def _take_label(self, tag: str, text: str) -> None:
        self.change(
            partial(with_version, place=_LABEL, tag=tag, text=text, main=self._main, kind="categories")
        )
        self._label.show_versions(versions_at(self.entry, _LABEL, self._draft.languages))

    def _take_colour(self, colour: str) -> None:
        self.change(partial(with_value, place=("colour",), value=colour or None, kind="categories"))
