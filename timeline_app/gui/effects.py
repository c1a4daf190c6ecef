"""What each command does: which part carries it out.

Owns the way from a command to the part. The commands themselves, their keys and when they are enabled are
`commands`' business; what they do is that of the flows, views and dialogs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from timeline_app import bundled
from timeline_app.gui.appearance import Appearance
from timeline_app.gui.canvas.canvas import TimelineCanvas
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.about import AboutDialog
from timeline_app.gui.dialogs.key_sheet import KeySheet
from timeline_app.gui.editor.editor_flow import EditorFlow
from timeline_app.gui.finding.filter_flow import FilterFlow
from timeline_app.gui.finding.find_bar import FindBar
from timeline_app.gui.finding.finder import Finder
from timeline_app.gui.flows.add_flow import AddFlow
from timeline_app.gui.flows.change_flow import ChangeFlow
from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.gui.flows.export_flow import ExportFlow
from timeline_app.gui.flows.versions_flow import VersionsFlow
from timeline_app.gui.frame.notice_bar import NoticeBar
from timeline_app.gui.panel.side_panel import SidePanel
from timeline_app.gui.preferences import Preferences, Theme
from timeline_app.gui.session import Session

Effects = Mapping[Id, Callable[[], object]]
"""What is called when a command is chosen."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one window that carry out commands; dialogs stand over `window`."""

    window: QWidget
    session: Session
    documents: DocumentFlow
    additions: AddFlow
    notices: NoticeBar
    changes: ChangeFlow
    editing: EditorFlow
    exports: ExportFlow
    finder: Finder
    find_bar: FindBar
    filters: FilterFlow
    canvas: TimelineCanvas
    panel: SidePanel
    preferences: Preferences
    appearance: Appearance
    versions: VersionsFlow


def effects_of(parts: Parts) -> Effects:
    """Return what each command does in a window."""
    return _file_effects(parts) | _edit_effects(parts) | _view_effects(parts) | _help_effects(parts)


def _file_effects(parts: Parts) -> dict[Id, Callable[[], object]]:
    documents = parts.documents
    return {
        Id.NEW: documents.choose_title,
        Id.OPEN: documents.choose_file,
        Id.CLEAR_RECENT: parts.preferences.forget_all,
        Id.EXAMPLE_CHRONOLOGY: partial(documents.open, bundled.DEFAULT_DATASET),
        Id.EXAMPLE_TOUR: partial(documents.open, bundled.FEATURE_TOUR),
        Id.EXAMPLE_DEEP_TIME: partial(documents.open, bundled.DEEP_TIME),
        Id.ADD: parts.additions.choose_files,
        Id.SAVE: documents.save,
        Id.SAVE_AS: documents.save_as,
        Id.VERSIONS: parts.versions.show,
        Id.EXPORT: parts.exports.choose,
        Id.PROBLEMS: parts.notices.show_problems,
        Id.QUIT: parts.window.close,
    }


def _edit_effects(parts: Parts) -> dict[Id, Callable[[], object]]:
    edits = parts.documents.edits
    return {
        Id.UNDO: edits.undo,
        Id.REDO: edits.redo,
        Id.NEW_EVENT: parts.editing.new_event,
        Id.EDIT_EVENT: parts.editing.edit_selected,
        Id.PASTE: parts.additions.paste,
        Id.DUPLICATE: edits.duplicate_selected,
        Id.DELETE: parts.changes.delete,
        Id.CHANGE_CATEGORY: parts.changes.ask_category,
        Id.CHANGE_TAGS: parts.changes.ask_tags,
        Id.CHANGE_IMPORTANCE: parts.changes.ask_importance,
        Id.CHOOSE_ALL: parts.panel.choose_all,
        Id.COPY_IMAGE: parts.exports.copy_image,
        Id.COPY_CITATION: parts.panel.copy_citation,
        Id.FIND: parts.find_bar.begin,
        Id.FIND_NEXT: partial(parts.finder.step, 1),
        Id.FIND_PREVIOUS: partial(parts.finder.step, -1),
        Id.FILTER: partial(_open_filters, parts),
        Id.CLEAR_FILTERS: parts.filters.clear,
    }


def _view_effects(parts: Parts) -> dict[Id, Callable[[], object]]:
    navigator = parts.canvas.navigator
    return {
        Id.ZOOM_IN: partial(navigator.zoom_step, 1.0),
        Id.ZOOM_OUT: partial(navigator.zoom_step, -1.0),
        Id.FIT_ALL: navigator.fit_all,
        Id.FIT_SELECTION: navigator.fit_selection,
        Id.GO_START: navigator.go_home,
        Id.GO_END: navigator.go_end,
        Id.BACK: navigator.back,
        Id.FORWARD: navigator.forward,
        Id.PREVIOUS_EVENT: parts.canvas.select_previous,
        Id.NEXT_EVENT: parts.canvas.select_next,
        Id.SHOW_LIST: partial(parts.session.select, None),
        Id.THEME_SYSTEM: partial(parts.appearance.choose_theme, Theme.SYSTEM),
        Id.THEME_LIGHT: partial(parts.appearance.choose_theme, Theme.LIGHT),
        Id.THEME_DARK: partial(parts.appearance.choose_theme, Theme.DARK),
        Id.ENGLISH: partial(parts.appearance.choose_language, "en"),
        Id.GERMAN: partial(parts.appearance.choose_language, "de"),
        Id.WHEEL_ZOOMS: partial(_switch_wheel, parts),
        Id.FRAME_TIMES: partial(_switch_frame_times, parts.canvas),
    }


def _help_effects(parts: Parts) -> dict[Id, Callable[[], object]]:
    return {Id.KEYS: partial(_show_keys, parts), Id.ABOUT: partial(_show_about, parts)}


def _open_filters(parts: Parts) -> None:
    parts.find_bar.begin()
    parts.filters.open_under(parts.find_bar.filter_button)


def _switch_wheel(parts: Parts) -> None:
    parts.preferences.wheel_zooms = not parts.preferences.wheel_zooms
    parts.canvas.wheel_zooms = parts.preferences.wheel_zooms


def _switch_frame_times(canvas: TimelineCanvas) -> None:
    canvas.show_frame_times(shown=not canvas.frame_times_shown)


def _show_keys(parts: Parts) -> None:
    KeySheet(parts.window, parts.session.language).open()


def _show_about(parts: Parts) -> None:
    AboutDialog(parts.window, parts.session.language).open()
