"""Showing what is wrong with a text: with the open dataset, with what could not be opened or added.

Owns the dialog's opening, and the thread in which texts are read for it. Knows not what was refused, or why.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.problems import ProblemsDialog
from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.gui.report import Report, report_on_dataset
from timeline_app.gui.session import Session


class ProblemsFlow(QObject):
    """Shows reports for one window."""

    def __init__(
        self, session: Session, documents: DocumentFlow, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._documents = documents
        # A text is shown at once, whatever else is read or written meanwhile.
        self._reading = background.beside()
        self._window = window

    @Slot(object)
    def show(self, report: Report) -> None:
        """Show a report."""
        ProblemsDialog(self._window, self._session, self._reading, report).open()

    @Slot()
    def show_dataset(self) -> None:
        """Show what was found in the dataset that is shown."""
        dataset, document = self._session.dataset, self._documents.document
        self.show(report_on_dataset(dataset, document, self._session.language))
