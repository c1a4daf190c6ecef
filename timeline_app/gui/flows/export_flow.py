"""Exports: asks what and where, draws beside the window, writes, and says where it is.

Owns the way from a choice to a request of `render.export`, in one place. Knows no drawing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from timeline_app.core.errors import TimelineError
from timeline_app.core.instant import Span
from timeline_app.core.language import LANGUAGES
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.export_dialog import ExportDialog
from timeline_app.gui.dialogs.figure_form import LARGEST, SMALLEST, FigureChoice, Range
from timeline_app.gui.preferences import LastExport, Preferences
from timeline_app.gui.session import Session
from timeline_app.render.export import ExportRequest, export_figure, write_figure
from timeline_app.scene.style import STYLES


class ExportFlow(QObject):
    """Exports figures for one window; `canvas` is the widget whose size "as in the window" means."""

    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""
    done = Signal(str)
    """A message that may go away by itself."""

    def __init__(
        self, session: Session, preferences: Preferences, background: Background, canvas: QWidget
    ) -> None:
        super().__init__(canvas)
        self._session = session
        self._preferences = preferences
        # A long export must not hold up the opening of a file.
        self._background = background.beside()
        self._canvas = canvas
        self._dialog: ExportDialog | None = None
        self._preview = 0

    @Slot()
    def choose(self) -> None:
        """Ask what to export."""
        if not len(self._session.store):
            return
        session = self._session
        dialog = ExportDialog(
            self._canvas.window(),
            session.language,
            self._preferences.last_export,
            self._canvas.size(),
            session.style.name,
        )
        dialog.preview_wanted.connect(self._draw_preview)
        dialog.accepted.connect(self._choose_target)
        dialog.finished.connect(self._forget_preview)
        self._dialog = dialog
        dialog.open()

    @Slot()
    def copy_image(self) -> None:
        """Put the figure of what is in view on the clipboard."""
        size = self._canvas.size().expandedTo(SMALLEST).boundedTo(LARGEST)
        scale = max(1, min(round(self._canvas.devicePixelRatioF()), 4))
        style, code = self._session.style.name, self._session.language.code
        choice = FigureChoice("png", Range.VIEW, None, None, size.width(), size.height(), scale, style, code)
        self._start(choice, self._put_on_clipboard)

    def request_for(self, choice: FigureChoice) -> ExportRequest:
        """Return what `render.export` is asked for a choice."""
        viewport = self._session.viewport
        span: Span | None = None
        if choice.range is Range.VIEW and viewport is not None:
            span = viewport.span
        by_dates = choice.range is Range.DATES
        return ExportRequest(
            format=choice.format,
            width=choice.width,
            height=choice.height,
            scale=choice.scale if choice.format == "png" else 1,
            span=span,
            span_from=choice.first if by_dates else None,
            span_to=choice.last if by_dates else None,
            style=STYLES[choice.theme],
            language=LANGUAGES[choice.language],
        )

    def _start(self, choice: FigureChoice, answer: Callable[[object], None]) -> int:
        shown = self._session.dataset.showing(self._session.store)
        job = partial(export_figure, shown, self.request_for(choice))
        return self._background.start(job, answer)

    @Slot()
    def _draw_preview(self) -> None:
        if self._dialog is not None:
            self._background.drop(self._preview)
            choice = replace(self._dialog.choice, format="png", scale=1)
            self._preview = self._start(choice, self._show_preview)

    def _show_preview(self, outcome: object) -> None:
        if self._dialog is None:
            return
        if isinstance(outcome, bytes):
            self._dialog.show_preview(QImage.fromData(outcome))
        elif isinstance(outcome, TimelineError):
            self._dialog.refuse(str(outcome))

    @Slot()
    def _forget_preview(self) -> None:
        self._background.drop(self._preview)
        self._dialog = None

    @Slot()
    def _choose_target(self) -> None:
        if self._dialog is None:
            return
        choice = self._dialog.choice
        language = self._session.language
        last = self._preferences.last_export
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog = QFileDialog(self._canvas.window(), language("Export figure to"), last.folder or pictures)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{choice.format.upper()} (*.{choice.format})")
        dialog.setDefaultSuffix(choice.format)
        dialog.selectFile(f"{_stem(self._session.dataset.name)}.{choice.format}")
        dialog.fileSelected.connect(partial(self._export_to, choice))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export_to(self, choice: FigureChoice, name: str) -> None:
        path = Path(name)
        self._preferences.last_export = LastExport(
            choice.format, choice.width, choice.height, choice.scale, str(path.parent)
        )
        self._start(choice, partial(self._write, path))

    def _write(self, path: Path, outcome: object) -> None:
        if isinstance(outcome, bytes):
            self._background.start(partial(write_figure, outcome, path), partial(self._tell, path))
        else:
            self._tell(path, outcome)

    def _tell(self, path: Path, outcome: object) -> None:
        language = self._session.language
        if isinstance(outcome, TimelineError):
            message = language("“{name}” could not be written.", name=path.name)
            self.told.emit(message, tuple(str(outcome).splitlines()))
        else:
            self.done.emit(language("The figure is in {path}", path=path))

    def _put_on_clipboard(self, outcome: object) -> None:
        language = self._session.language
        if isinstance(outcome, bytes):
            QGuiApplication.clipboard().setImage(QImage.fromData(outcome))
            self.done.emit(language("The image of this view is on the clipboard."))
        elif isinstance(outcome, TimelineError):
            self.told.emit(language("The image could not be made."), tuple(str(outcome).splitlines()))


def _stem(name: str) -> str:
    """Return a dataset's file name without its endings."""
    return Path(name).name.removesuffix(".json").removesuffix(".timeline") or "timeline"
