"""Asks what to export and shows how it will look.

Owns the dialog. Knows no file and no rendering: whoever opens it answers its wish for a preview.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from timeline_app.core.language import Language
from timeline_app.gui.dialogs.figure_form import FigureChoice, FigureForm
from timeline_app.gui.preferences import LastExport
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.parts import framed, heading, paragraph

_PREVIEW: Final = QSize(520, 340)
_PAUSE_MS: Final = 250
"""The preview is made when nothing was changed for so long."""


class ExportDialog(QDialog):
    """Accepted means that a file should be chosen and the figure written."""

    preview_wanted = Signal()
    """Answer with `show_preview`."""

    def __init__(
        self, parent: QWidget, language: Language, last: LastExport, canvas: QSize, theme: str
    ) -> None:
        super().__init__(parent)
        self._say = language
        title = language("Export figure")
        layout = framed(self, title)
        self._form = FigureForm(language, last, canvas, theme, self)
        self._form.changed.connect(self._changed)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addWidget(self._form, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(self._preview_column())
        buttons = QDialogButtonBox(self)
        self._export = buttons.addButton(language("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._export.setDefault(True)
        buttons.addButton(language("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(heading(title, self))
        layout.addLayout(columns)
        layout.addWidget(buttons)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.preview_wanted)
        self._changed()

    @property
    def choice(self) -> FigureChoice:
        """Return what is chosen now."""
        return self._form.choice

    def show_preview(self, figure: QImage) -> None:
        """Show the figure small, with its size."""
        ratio = self.devicePixelRatioF()
        small = figure.scaled(
            _PREVIEW * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        with QPainter(small) as painter:
            # A figure has the paper's colour, and so needs an edge.
            painter.setPen(self.palette().mid().color())
            painter.drawRect(small.rect().adjusted(0, 0, -1, -1))
        pixmap = QPixmap.fromImage(small)
        pixmap.setDevicePixelRatio(ratio)
        self._preview.setPixmap(pixmap)
        self._preview.setFixedHeight(round(pixmap.height() / ratio))
        self._caption.setText(self._size_text())
        self._export.setEnabled(True)

    def refuse(self, reason: str) -> None:
        """Say why there is nothing to export."""
        self._preview.clear()
        self._caption.setText(reason)
        self._export.setEnabled(False)

    def _preview_column(self) -> QVBoxLayout:
        self._preview = paragraph("", self)
        self._preview.setFixedSize(_PREVIEW)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._preview.setAccessibleName(self._say("Preview"))
        self._caption = paragraph("", self)
        set_role(self._caption, "small")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout()
        column.addWidget(self._preview)
        column.addWidget(self._caption)
        column.addStretch(1)
        return column

    @Slot()
    def _changed(self) -> None:
        self._export.setEnabled(self._form.usable)
        if self._form.usable:
            self._pause.start()

    def _size_text(self) -> str:
        choice = self.choice
        if choice.format == "png":
            return self._say(
                "{width} × {height} pixels",
                width=choice.width * choice.scale,
                height=choice.height * choice.scale,
            )
        return self._say("{width} × {height}, sharp at every size", width=choice.width, height=choice.height)
