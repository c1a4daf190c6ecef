"""The window: puts the parts together and leads each command to the part that carries it out.

Owns the arrangement, the title and what is enabled. Every flow, view and dialog lives elsewhere, and what a
command does stands in `effects`.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from timeline_app.core.filters import NO_FILTERS
from timeline_app.gui.actions import Actions
from timeline_app.gui.appearance import Appearance
from timeline_app.gui.background import Background
from timeline_app.gui.canvas.canvas import TimelineCanvas
from timeline_app.gui.commands import Id, Menu, Needs, Reach, chosen_texts
from timeline_app.gui.editor.editor_flow import EditorFlow
from timeline_app.gui.effects import Parts, effects_of
from timeline_app.gui.finding.chips_bar import ChipsBar
from timeline_app.gui.finding.filter_flow import FilterFlow
from timeline_app.gui.finding.find_bar import FindBar
from timeline_app.gui.finding.finder import Finder
from timeline_app.gui.flows.add_flow import AddFlow
from timeline_app.gui.flows.change_flow import ChangeFlow
from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.gui.flows.export_flow import ExportFlow
from timeline_app.gui.flows.journal_flow import JournalFlow
from timeline_app.gui.flows.problems_flow import ProblemsFlow
from timeline_app.gui.flows.restore_flow import RestoreFlow
from timeline_app.gui.flows.versions_flow import VersionsFlow
from timeline_app.gui.frame.empty_state import EmptyState
from timeline_app.gui.frame.foot import Foot
from timeline_app.gui.frame.header import Header
from timeline_app.gui.frame.loading_bar import LoadingBar
from timeline_app.gui.frame.notice_bar import NoticeBar
from timeline_app.gui.frame.overview import OverviewStrip
from timeline_app.gui.frame.recent_menu import RecentMenu
from timeline_app.gui.panel.side_panel import PREFERRED_WIDTH, SidePanel
from timeline_app.gui.preferences import Preferences
from timeline_app.gui.session import Session
from timeline_app.scene.viewport import Viewport

SMALLEST: Final = QSize(900, 560)
FIRST_SIZE: Final = QSize(1280, 800)


class TimelineWindow(QMainWindow):
    """One window with one session."""

    def __init__(self, session: Session, preferences: Preferences, appearance: Appearance) -> None:
        super().__init__()
        self.session = session
        self.background = Background(self)
        self.documents = DocumentFlow(session, preferences, self.background, self)
        self._journal = JournalFlow(session, self.documents.edits, self.background, self)
        self.restoring = RestoreFlow(session, self.documents, self._journal, self.background, self)
        self._versions = VersionsFlow(session, self.documents, self.background, self)
        self.canvas = TimelineCanvas(session)
        self._preferences = preferences
        self._appearance = appearance
        self._leaving = False
        self._additions = AddFlow(session, self.documents, self.background, self)
        self._problems = ProblemsFlow(session, self.documents, self.background, self)
        self._changes = ChangeFlow(session, self.documents.edits, self)
        self._editing = EditorFlow(session, self.documents, self.background, self)
        self._exports = ExportFlow(session, preferences, self.background, self.canvas)
        finding = self.background.beside()
        self._finder = Finder(session, finding, self)
        self._filters = FilterFlow(session, self.canvas.navigator, finding, self)
        self._header = Header(session)
        self._find = FindBar(session, self._finder)
        self._chips = ChipsBar(session, self._finder)
        self._notices = NoticeBar(session)
        self._loading = LoadingBar(session)
        self._empty = EmptyState(session)
        self._overview = OverviewStrip(session, self.canvas)
        self._foot = Foot(session)
        self._panel = SidePanel(session)
        self._splitter = self._arrange()
        reaches = {Reach.WINDOW: self, Reach.CHART: self._splitter, Reach.CANVAS: self.canvas}
        self.actions_ = Actions(self.menuBar(), reaches, session.language, self)
        self._recent = RecentMenu(self.actions_.menu(Menu.RECENT), preferences, self.documents, self)
        self._panel.set_change_menu(self.actions_.menu(Menu.CHANGE))
        self._panel.set_edit_action(self.actions_[Id.EDIT_EVENT])
        self._effects = effects_of(self._parts())
        self._connect()
        self._restore()
        self._refresh()

    def run(self, command: Id) -> None:
        """Carry out a command."""
        self._effects[command]()
        self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first for what would be lost, then keep the arrangement and wait for the work beside."""
        if not self._leaving and not _closes_dialogs():
            event.ignore()
            return
        if self.documents.modified and not self._leaving:
            event.ignore()
            self.documents.leave(self._close_now)
            return
        self._preferences.geometry = self.saveGeometry()
        self._preferences.splitter = self._splitter.saveState()
        self._journal.close()
        self.background.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files and JSON texts be dropped."""
        if self._additions.can_drop(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open or add what was dropped."""
        event.acceptProposedAction()
        self._additions.drop(event.mimeData())

    def _close_now(self) -> None:
        self._leaving = True
        self.close()

    def _arrange(self) -> QSplitter:
        self._chart = QStackedWidget()
        self._chart.addWidget(self.canvas)
        self._chart.addWidget(self._empty)
        left = _column(self._chart, self._overview, self._foot, growing=self._chart)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self._panel)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.setSizes([FIRST_SIZE.width() - PREFERRED_WIDTH, PREFERRED_WIDTH])
        bars = (self._header, self._find, self._chips, self._loading, self._notices)
        body = _column(*bars, splitter, growing=splitter)
        self.setCentralWidget(body)
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        return splitter

    def _parts(self) -> Parts:
        return Parts(
            window=self,
            session=self.session,
            documents=self.documents,
            additions=self._additions,
            notices=self._notices,
            changes=self._changes,
            editing=self._editing,
            exports=self._exports,
            finder=self._finder,
            find_bar=self._find,
            filters=self._filters,
            canvas=self.canvas,
            panel=self._panel,
            preferences=self._preferences,
            appearance=self._appearance,
            versions=self._versions,
        )

    def _restore(self) -> None:
        if not self.restoreGeometry(self._preferences.geometry):
            self.resize(FIRST_SIZE)
        self._splitter.restoreState(self._preferences.splitter)
        self.canvas.wheel_zooms = self._preferences.wheel_zooms

    def _connect(self) -> None:
        self.actions_.chosen.connect(self.run)
        self._header.find_requested.connect(self._find.begin)
        self._find.filter_requested.connect(self._filters.open_under)
        self._find.left.connect(self.canvas.setFocus)
        self._finder.reached.connect(self.canvas.reveal)
        self._finder.changed.connect(self._refresh)
        self._chips.filters_chosen.connect(self.canvas.navigator.filter)
        self._chips.more_requested.connect(self._filters.open_under)
        self._header.add_requested.connect(self._additions.choose_files)
        self._header.export_requested.connect(self._exports.choose)
        self._header.fit_requested.connect(self.canvas.navigator.fit_all)
        self._panel.fit_requested.connect(self.canvas.navigator.fit_all)
        self._empty.write_requested.connect(self._editing.new_event)
        self._empty.open_requested.connect(self.documents.choose_file)
        self._empty.add_requested.connect(self._additions.choose_files)
        self._loading.cancelled.connect(self.documents.cancel_loading)
        self.canvas.chart_changed.connect(self._count)
        self.canvas.pointing.members_wanted.connect(self.session.list_rows)
        self.canvas.edges.date_wanted.connect(self.documents.edits.change_date)
        self.canvas.new_event_wanted.connect(self._editing.new_event)
        self.documents.opened.connect(self._show_opened)
        self.documents.returned.connect(self._show_again)
        self.documents.progressed.connect(self._loading.show_progress)
        self.documents.indexing.connect(self._finder.index_progress)
        self.documents.indexed.connect(self._finder.take_index)
        self.documents.state_changed.connect(self._refresh)
        self.background.idle_changed.connect(self._refresh)
        self.documents.edits.came.connect(self._show_added)
        self._additions.refused.connect(self._problems.show)
        self._notices.report_wanted.connect(self._problems.show)
        self._notices.problems_wanted.connect(self._problems.show_dataset)
        self._notices.changed.connect(self._refresh)
        for flow in (
            self.documents,
            self._journal,
            self.restoring,
            self._versions,
            self._additions,
            self._editing,
            self._exports,
            self._finder,
        ):
            flow.told.connect(self._notices.tell)
        for doer in (self.documents, self.restoring, self._exports):
            doer.done.connect(self._notices.mention)
        self._changes.undoable.connect(self._notices.offer_undo)
        self._notices.undo_wanted.connect(self.documents.edits.undo)
        self.session.store_changed.connect(self._refresh)
        self.session.filters_changed.connect(self._refresh)
        self.session.chosen_changed.connect(self._refresh)
        self.session.language_changed.connect(self._speak)

    @Slot()
    def _refresh(self) -> None:
        """Bring title, menus and empty state in step with what is open."""
        self.setWindowTitle(f"{self._title()} — Timeline[*]")
        self.setWindowModified(self.documents.modified and self.session.dataset.complete)
        self._loading.set_name(self.documents.loading)
        self._chart.setCurrentWidget(self._empty if self._is_empty() else self.canvas)
        self._overview.setVisible(not self._is_empty())
        self.session.editable = self.documents.is_editable
        self.actions_.enable(self._there())
        self.actions_.name(Id.UNDO, self.documents.edits.undo_text)
        self.actions_.name(Id.REDO, self.documents.edits.redo_text)
        texts = chosen_texts(len(self.session.chosen), self.session.language)
        self.actions_.name(Id.DELETE, texts.delete)
        self.actions_.menu(Menu.CHANGE).setTitle(texts.change)
        self.actions_[Id(f"theme.{self._preferences.theme}")].setChecked(True)
        self.actions_[Id(f"language.{self.session.language.code}")].setChecked(True)
        self.actions_[Id.WHEEL_ZOOMS].setChecked(self._preferences.wheel_zooms)
        self.actions_[Id.FRAME_TIMES].setChecked(self.canvas.frame_times_shown)

    def _title(self) -> str:
        language, dataset = self.session.language, self.session.dataset
        if dataset.complete:
            return self.documents.name or language("Untitled")
        return language("{name} (still being read)", name=dataset.title_in(language.code))

    def _is_empty(self) -> bool:
        """Tell whether there is nothing to show and nothing on its way."""
        return not len(self.session.dataset.store) and not self.documents.loading

    def _is_idle(self) -> bool:
        """Tell whether nothing is read or written; saving and adding wait for an edit by themselves."""
        is_free = self.background.idle or self.documents.edits.is_running
        return is_free and not self.documents.loading

    def _there(self) -> Needs:
        there = Needs.NOTHING
        for need, met in (
            (Needs.DOCUMENT, self.documents.document is not None),
            (Needs.EVENTS, len(self.session.store) > 0),
            (Needs.DATASET, len(self.session.dataset.store) > 0),
            (Needs.MATCHES, bool(self.session.matches)),
            (Needs.FILTERS, not self.session.filters.is_empty),
            (Needs.SELECTION, self.session.selected is not None),
            (Needs.CHOSEN, len(self.session.chosen) > 0),
            (Needs.EDITABLE, self.documents.is_editable),
            (Needs.ROOM, self.documents.is_editable or self.documents.document is None),
            (Needs.DONE, self.documents.edits.can_undo),
            (Needs.UNDONE, self.documents.edits.can_redo),
            (Needs.CHANGES, self.documents.modified),
            (Needs.PROBLEMS, bool(self.session.dataset.problems) or self._notices.has_report),
            (Needs.IDLE, self._is_idle()),
            (Needs.RECENT, bool(self._preferences.recent)),
        ):
            if met:
                there |= need
        return there

    @Slot()
    def _speak(self) -> None:
        self.actions_.set_language(self.session.language)
        self._refresh()

    @Slot()
    def _count(self) -> None:
        self._foot.set_counts(self.canvas.chart.counts)

    @Slot()
    def _show_opened(self) -> None:
        self._find.forget()
        self.session.set_filters(NO_FILTERS)
        self.canvas.navigator.fit_all()
        self.canvas.setFocus()

    @Slot(object)
    def _show_again(self, viewport: Viewport | None) -> None:
        if viewport is not None:
            self.canvas.navigator.show(viewport)

    @Slot(str)
    def _show_added(self, event_id: str) -> None:
        row = self.session.store.row_of(event_id)
        if row is not None:
            self.session.select(row)
            self.canvas.reveal(row)


def _closes_dialogs() -> bool:
    """Close the dialogs that are open, the last one first; tell whether none stays to ask something."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        if not dialog.close():
            return False
    return True


def _column(*widgets: QWidget, growing: QWidget) -> QWidget:
    """Return widgets one under the other, without gaps; one of them takes all the room there is."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is growing else 0)
    return column
