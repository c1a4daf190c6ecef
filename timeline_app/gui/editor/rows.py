"""How the fields of the form stand: labels before them, and parts that can be folded away.

Owns spacing and the fold. Knows no field.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QToolButton, QVBoxLayout, QWidget

from timeline_app.gui.editor.fields import label_for
from timeline_app.gui.theme import set_role

_LABEL_HEIGHT = 32


def labelled(label: QLabel, field: QWidget | QLayout) -> QHBoxLayout:
    """Return a row of a label and a field."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    label.setMinimumHeight(_LABEL_HEIGHT)
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    if isinstance(field, QWidget):
        row.addWidget(field, 1)
    else:
        row.addLayout(field, 1)
    return row


def in_order(layout: QLayout) -> Iterator[QWidget]:
    """Yield the widgets of a layout and of those in it, one after the other as they stand there."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget = item.widget()
        inner = widget.layout() if widget is not None else item.layout()
        if inner is not None:
            yield from in_order(inner)
        elif widget is not None:
            yield widget


class Fold(QWidget):
    """Fields under a line that shows and hides them; hidden at first."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._switch = QToolButton(self)
        self._switch.setText(title)
        self._switch.setCheckable(True)
        self._switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._switch.setArrowType(Qt.ArrowType.RightArrow)
        self._switch.toggled.connect(self._follow)
        set_role(self._switch, "fold")
        self._body = QWidget(self)
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body)
        self._body.hide()

    def open(self) -> None:
        """Show the fields."""
        self._switch.setChecked(True)

    def add(self, field: QWidget) -> None:
        """Put a field over the whole width under the others."""
        self._rows.addWidget(field)

    def add_row(self, name: str, field: QWidget) -> None:
        """Put a field with its label under the others."""
        self._rows.addLayout(labelled(label_for(field, name, self._body), field))

    @Slot(bool)
    def _follow(self, is_open: bool) -> None:  # noqa: FBT001 - a slot of Qt's signal
        self._switch.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._body.setVisible(is_open)
