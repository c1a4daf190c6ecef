"""The form of an event: every field that the format has, each changing that field alone.

Owns their order and the making of new sources and categories. Knows no JSON text.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.event import Role
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.event_form import (
    importance_of,
    string_at,
    tags_text,
    versions_at,
    with_importance,
    with_tags,
    with_value,
    with_version,
)
from timeline_app.gui.editor.draft import Draft
from timeline_app.gui.editor.excerpts_section import ExcerptsSection
from timeline_app.gui.editor.fields import ChoiceField, LineField, SliderField, label_for
from timeline_app.gui.editor.new_category import NewCategoryDialog
from timeline_app.gui.editor.new_source import NewSourceDialog
from timeline_app.gui.editor.rows import Fold, in_order, labelled
from timeline_app.gui.editor.versions_field import VersionsField
from timeline_app.gui.editor.when_section import WhenSection
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.hairline import hairline
from timeline_app.gui.widgets.parts import line

_TITLE: Final = ("title",)
_SUMMARY: Final = ("summary",)
_MARGIN: Final = 16
_BY_TAB: Final = (Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus)


class EventForm(QScrollArea):
    """Shows a draft as fields; while its text cannot be read, the fields keep what they show."""

    def __init__(self, draft: Draft, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._draft = draft
        self._language = session.language
        self._in_order: tuple[QWidget, ...] = ()
        self._arriving: QWidget | None = None
        """An excerpt that has just come and that the person is still in."""
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, _MARGIN, 8)
        self._column.setSpacing(14)
        self._add_texts(session)
        self._add_classes()
        self._column.addWidget(hairline())
        self._excerpts = ExcerptsSection(draft, session, self._body)
        self._excerpts.source_wanted.connect(self._ask_for_source)
        self._excerpts.added.connect(self._scroll_to)
        self.verticalScrollBar().rangeChanged.connect(self._follow_arriving)
        self._column.addWidget(self._excerpts)
        self._column.addWidget(hairline())
        self._add_rest()
        self._column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        draft.entry_changed.connect(self._show)
        self._show()

    def take_focus(self) -> None:
        """Give the keyboard to the title."""
        self._title.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what has just come also where it only takes the place of another, until it goes itself."""
        if watched is self._arriving:
            if event.type() == QEvent.Type.ParentChange:
                self._stop_following()
            elif event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
                self._follow_arriving()
        return super().eventFilter(watched, event)

    def _add_texts(self, session: Session) -> None:
        language = self._language
        self._title = VersionsField(language("Title"), self._draft, language, self._body)
        self._when = WhenSection(self._draft, session, self._body)
        self._summary = VersionsField(language("Summary"), self._draft, language, self._body, lines=2)
        self._title.typed.connect(partial(self._take_version, _TITLE))
        self._summary.typed.connect(partial(self._take_version, _SUMMARY))
        for part in (self._title, hairline(), self._when, hairline(), self._summary):
            self._column.addWidget(part)

    def _add_classes(self) -> None:
        language = self._language
        self._category = ChoiceField(language("Category"), self._body, language("New category…"))
        self._category.chosen.connect(partial(self._take_string, "category"))
        self._category.more_wanted.connect(self._ask_for_category)
        self._importance = SliderField(Qt.Orientation.Horizontal, self._body)
        self._importance.setRange(0, 100)
        self._importance.setSingleStep(5)
        self._importance.setPageStep(10)
        self._importance.setAccessibleName(language("Importance"))
        self._importance.valueChanged.connect(self._take_importance)
        self._spelled: QLabel = line("", self._body)
        self._spelled.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.000000"))
        self._unset = QPushButton(language("Unset"), self._body)
        self._unset.setAutoDefault(False)
        set_role(self._unset, "link")
        self._unset.clicked.connect(self._unset_importance)
        self._tags = LineField(language("Tags"), language, self._body)
        self._tags.setPlaceholderText(language("separated by commas"))
        self._tags.typed.connect(self._take_tags)
        importance = QHBoxLayout()
        importance.setSpacing(12)
        importance.addWidget(self._importance, 1)
        importance.addWidget(self._spelled)
        importance.addWidget(self._unset)
        for field, whole in (
            (self._category, self._category),
            (self._importance, importance),
            (self._tags, self._tags),
        ):
            label = label_for(field, field.accessibleName(), self._body)
            self._column.addLayout(labelled(label, whole))

    def _add_rest(self) -> None:
        language = self._language
        self._rest = Fold(language("More fields"), self._body)
        self._role = ChoiceField(language("The source says"), self._rest)
        self._role.chosen.connect(self._take_role)
        self._id = LineField(language("Id"), language, self._rest)
        self._id.typed.connect(partial(self._take_string, "id"))
        self._rest.add_row(language("The source says"), self._role)
        self._rest.add_row(language("Id"), self._id)
        self._column.addWidget(self._rest)

    @Slot(object)
    def _scroll_to(self, card: QWidget) -> None:
        """Show the whole of what has just come, and go on while the form grows to hold it."""
        self._arriving = card
        card.installEventFilter(self)
        self._follow_arriving()

    @Slot()
    def _follow_arriving(self) -> None:
        focused = QApplication.focusWidget()
        if self._arriving is not None and focused is not None and self._arriving.isAncestorOf(focused):
            self.ensureWidgetVisible(self._arriving)
        else:
            self._stop_following()

    @Slot()
    def _stop_following(self) -> None:
        self._arriving = None

    @Slot()
    def _show(self) -> None:
        event = self._draft.entry
        self._body.setEnabled(event is not None)
        if event is None:
            return
        language, languages = self._language, self._draft.languages
        self._title.show_versions(versions_at(event, _TITLE, languages))
        self._summary.show_versions(versions_at(event, _SUMMARY, languages))
        self._show_category(event)
        self._show_importance(event)
        tags = tags_text(event)
        self._tags.setEnabled(tags is not None)
        if tags is not None:
            self._tags.show_text(tags)
        self._excerpts.show_event(event)
        role = string_at(event, ("role",))
        roles = (
            (Role.HAPPENED.value, language("that it happened")),
            (Role.ANNOUNCED.value, language("that it is announced")),
            (Role.CLAIMED.value, language("that someone claims it")),
        )
        self._role.show_choices(roles, role or Role.HAPPENED.value, role)
        self._id.show_text(string_at(event, ("id",)))
        self._when.show_event(event)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let the tabulator go through the fields as they stand, those that have just come too."""
        fields = tuple(field for field in in_order(self._column) if field.focusPolicy() in _BY_TAB)
        if fields != self._in_order:
            self._in_order = fields
            for before, after in pairwise(fields):
                QWidget.setTabOrder(before, after)

    def _show_category(self, event: Entry) -> None:
        language = self._language
        category = string_at(event, ("category",))
        named = ((one.id, one.name.in_language(language.code)) for one in self._draft.categories)
        choices = (("", language("No category")), *named)
        self._category.show_choices(choices, category, language("“{id}” (not in this dataset)", id=category))

    def _show_importance(self, event: Entry) -> None:
        spelled = importance_of(event)
        with QSignalBlocker(self._importance):
            self._importance.setValue(_hundredths(spelled))
        self._spelled.setText(spelled[:12] or self._language("not set"))
        self._unset.setEnabled("importance" in event)

    def _take_version(self, place: tuple[str, ...], tag: str, text: str) -> None:
        main = self._draft.main_language
        self._draft.change(partial(with_version, place=place, tag=tag, text=text, main=main))

    def _take_string(self, key: str, text: str) -> None:
        self._draft.change(partial(with_value, place=(key,), value=text or None))

    @Slot(str)
    def _take_role(self, role: str) -> None:
        value = None if role == Role.HAPPENED.value else role
        self._draft.change(partial(with_value, place=("role",), value=value))

    @Slot(str)
    def _take_tags(self, text: str) -> None:
        self._draft.change(partial(with_tags, text=text))

    @Slot(int)
    def _take_importance(self, hundredths: int) -> None:
        self._draft.change(partial(with_importance, hundredths=hundredths))

    @Slot()
    def _unset_importance(self) -> None:
        self._importance.setFocus()
        self._draft.change(partial(with_importance, hundredths=None))

    @Slot()
    def _ask_for_category(self) -> None:
        dialog = NewCategoryDialog(self.window(), self._draft, self._language)
        dialog.made.connect(self._take_category)
        dialog.open()

    @Slot(object)
    def _take_category(self, category: Entry) -> None:
        self._draft.add_category(category)
        self._take_string("category", string_at(category, ("id",)))

    @Slot(int)
    def _ask_for_source(self, index: int) -> None:
        dialog = NewSourceDialog(self.window(), self._draft, self._language)
        dialog.made.connect(partial(self._take_source, index))
        dialog.open()

    def _take_source(self, index: int, source: Entry) -> None:
        self._draft.add_source(source)
        self._excerpts.choose_source(index, string_at(source, ("id",)))


def _hundredths(spelled: str) -> int:
    """Return an importance as far as the slider can show it; the middle where there is none."""
    try:
        value = float(spelled)
    except ValueError:
        return 50
    return round(min(max(value, 0.0), 1.0) * 100)
