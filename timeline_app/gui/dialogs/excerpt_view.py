"""The text in which problems are, around the one that is looked at.

Owns what is shown when, and that it is read beside the window. How much of a text is shown is the business
of `dataset.context_lines`.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from timeline_app.core.errors import Place, TimelineError
from timeline_app.dataset.context_lines import Excerpt
from timeline_app.dataset.text_sources import Shown, ShownText
from timeline_app.gui.background import Background
from timeline_app.gui.report import Report
from timeline_app.gui.session import Session
from timeline_app.gui.widgets.elided import ElidedLabel
from timeline_app.gui.widgets.text_with_lines import TextWithLines

_GAP: Final = 4


class ExcerptView(QWidget):
    """Shows places of a report's texts, one after the other."""

    def __init__(self, session: Session, background: Background, report: Report, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._report = report
        self._texts = {file: ShownText(source) for file, source in report.sources.items()}
        self._excerpt: tuple[str, Excerpt] | None = None
        self._wanted: Place | None = None
        self._job = 0
        self._caption = ElidedLabel("small", self)
        self._text = TextWithLines(session, self)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(session.language("Text"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self._caption)
        layout.addWidget(self._text, 1)
        self.setFocusProxy(self._text)

    def show_place(self, place: Place) -> None:
        """Show a place; while another is read, the last that is asked for comes after it."""
        self._wanted = place
        if self._excerpt is not None and self._holds(*self._excerpt, place):
            self._go(self._excerpt[1], place)
        elif not self._job:
            self._read(place)

    @Slot()
    def stop(self) -> None:
        """Await nothing any more."""
        self._background.drop(self._job)
        self._wanted = None

    @staticmethod
    def _holds(file: str, excerpt: Excerpt, place: Place) -> bool:
        return file == place.file and excerpt.holds(place.line, place.column)

    def _read(self, place: Place) -> None:
        text = self._texts.get(place.file)
        if text is None:
            self._say(place, self._session.language("There is no text to show here."))
        else:
            job = partial(text.around, place.line, place.column)
            self._job = self._background.start(job, partial(self._take, place))

    def _take(self, place: Place, outcome: object) -> None:
        self._job = 0
        if self._wanted is not None and self._wanted != place:
            self.show_place(self._wanted)
        elif isinstance(outcome, Shown):
            self._show(outcome, place)
        elif isinstance(outcome, TimelineError):
            language = self._session.language
            self._say(place, language("The text cannot be shown: {reason}", reason=outcome))

    def _show(self, shown: Shown, place: Place) -> None:
        excerpt = shown.excerpt
        self._excerpt = (place.file, excerpt)
        self._text.set_text(excerpt.text, excerpt.first)
        lines = range(excerpt.first, excerpt.last + 1)
        self._text.mark(
            [one for one in self._report.problems if one.place.file == place.file and one.place.line in lines]
        )
        self._caption.set_whole(self._captioned(shown, place))
        self._go(excerpt, place)

    def _captioned(self, shown: Shown, place: Place) -> str:
        language, excerpt = self._session.language, shown.excerpt
        caption = place.file
        if excerpt.first > 1 or not excerpt.ends:
            first, last = language.number(excerpt.first), language.number(excerpt.last)
            caption = language("{name}, lines {first} to {last}", name=place.file, first=first, last=last)
        if shown.is_changed:
            changed = language("The file was changed since then; the places may be others now.")
            caption = f"{changed} {caption}"
        return caption

    def _go(self, excerpt: Excerpt, place: Place) -> None:
        # Of a file that has become shorter the end is shown.
        line = min(max(place.line, excerpt.first), excerpt.last)
        self._text.go_to(line, excerpt.shown_column(line, place.column))

    def _say(self, place: Place, message: str) -> None:
        self._excerpt = None
        self._text.set_text("")
        self._text.setPlaceholderText(message)
        self._caption.set_whole(place.file)
