"""An event's page as a text document: its paragraphs in order, set on a grid of 4 px.

Owns what stands on the page and in which type. Plain text only. Knows no widget: what a document cannot
draw (the rule of a quotation, hairlines, the dot) stands as a property for `page_view` to paint.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby
from operator import attrgetter

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from timeline_app.core.event import Event, Excerpt, Source, TextRange
from timeline_app.core.evidence import in_reading_order, publication, reading_sentences, role_sentence
from timeline_app.core.language import Language
from timeline_app.core.search_query import Query
from timeline_app.core.store import EventStore
from timeline_app.core.wording import date_text, language_name, when_text
from timeline_app.gui.panel.quotation import one_block, utf16_ranges
from timeline_app.gui.widgets.other_words import other_words_text
from timeline_app.render.fonts import mono_font, serif_font, ui_font
from timeline_app.scene.style import Style, category_colour

DOT_INDENT = 20
QUOTE_INDENT = 16
SECTION_GAP = 28
"""Between two parts of the page; where a hairline parts them, it stands in the middle."""


class Decoration(IntEnum):
    """What stands beside the text of a block or behind a run; the value is its colour."""

    DOT = QTextFormat.Property.UserProperty.value + 1
    RULE = QTextFormat.Property.UserProperty.value + 2
    HAIRLINE = QTextFormat.Property.UserProperty.value + 3
    HIGHLIGHT = QTextFormat.Property.UserProperty.value + 4
    FOUND = QTextFormat.Property.UserProperty.value + 5


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: font, colour, line height, and the space above it, in logical pixels."""

    font: QFont
    colour: str
    line: int
    above: int = 0


def fill_page(
    document: QTextDocument,
    store: EventStore,
    row: int,
    language: Language,
    style: Style,
    query: Query | None = None,
) -> None:
    """Replace the document's text by the page of an event; what a query finds in its texts is lit."""
    document.clear()
    _Page(document, store, language, style, query).write(row)


def fill_remark(document: QTextDocument, remark: str, style: Style) -> None:
    """Replace the document's text by one plain sentence."""
    document.clear()
    letters = QTextCharFormat()
    letters.setFont(ui_font(13))
    letters.setForeground(QColor(style.soft))
    QTextCursor(document).insertText(one_block(remark), letters)


class _Page:
    """Writes one page, paragraph by paragraph."""

    def __init__(
        self,
        document: QTextDocument,
        store: EventStore,
        language: Language,
        style: Style,
        query: Query | None,
    ) -> None:
        self._query = query
        self._cursor = QTextCursor(document)
        self._store = store
        self._language = language
        self._style = style
        self._colour = ""
        self._empty = True

    def write(self, row: int) -> None:
        event = self._store.event(row)
        category = self._store.category(row)
        self._colour = category_colour(self._style, category, int(self._store.columns.category_code[row]))
        self._cursor.beginEditBlock()
        self._head(event, category.label.in_language(self._language.code))
        self._reading(event)
        self._summary_and_tags(event)
        self._excerpts(event)
        self._cursor.endEditBlock()

    def _head(self, event: Event, label: str) -> None:
        style = self._style
        self._paragraph(
            label or self._language("No category"),
            Setting(ui_font(13, 600), self._colour, 20),
            indent=DOT_INDENT,
            dot=self._colour,
        )
        title = event.title.in_language(self._language.code)
        self._paragraph(title, Setting(ui_font(20, 600), style.ink, 28, above=8), heading=1)
        self._light(title)
        when = when_text(event.when, self._language)
        self._paragraph(when[:1].upper() + when[1:], Setting(ui_font(15, 500), style.ink, 24, above=4))
        edtf = event.when.date.text
        self._run("  " + edtf, Setting(mono_font(13), style.soft, 24))
        if role := role_sentence(event.role, self._language):
            self._paragraph(role, Setting(ui_font(13), style.soft, 20, above=8))

    def _reading(self, event: Event) -> None:
        reading = event.when.reading
        sentences = reading_sentences(reading, self._language) if reading is not None else ()
        if not sentences:
            return
        self._heading(self._language("How the date was read"))
        for number, sentence in enumerate(sentences):
            self._paragraph(sentence, Setting(ui_font(13), self._style.soft, 20, above=8 if number else 4))
        if other := other_words_text(event.when, self._language):
            self._paragraph(other, Setting(ui_font(13, 500), self._style.warning, 20, above=8))

    def _summary_and_tags(self, event: Event) -> None:
        style, summary = self._style, event.summary.in_language(self._language.code)
        if summary:
            self._paragraph(summary, Setting(ui_font(14), style.ink, 24, above=SECTION_GAP), hairline=True)
            self._light(summary)
        if event.tags:
            tags = self._language("Tags: {tags}", tags=", ".join(event.tags))
            above = 8 if summary else SECTION_GAP
            self._paragraph(tags, Setting(ui_font(12), style.faint, 20, above=above), hairline=not summary)
            self._light(tags)

    def _excerpts(self, event: Event) -> None:
        if not event.excerpts:
            plain = self._language("No excerpt supports this date.")
            self._paragraph(
                plain, Setting(ui_font(13, 500), self._style.ink, 20, above=SECTION_GAP), hairline=True
            )
        excerpts = in_reading_order(event, self._store.source, self._language)
        for number, (source_id, group) in enumerate(groupby(excerpts, attrgetter("source_id"))):
            self._source(source_id, group, first=number == 0)

    def _source(self, source_id: str, excerpts: Iterable[Excerpt], *, first: bool) -> None:
        """Write the excerpts of one source under its language and number, and name the source below."""
        style = self._style
        source = self._store.source(source_id)
        self._heading(source_id if source is None else self._source_label(source), hairline=first)
        quotation = Setting(serif_font(16), style.ink, 24, above=8)
        for number, excerpt in enumerate(excerpts):
            setting = replace(quotation, above=12) if number else quotation
            self._paragraph(excerpt.exact, setting, indent=QUOTE_INDENT, rule=self._colour)
            self._mark(excerpt.exact, excerpt.date_ranges, Decoration.HIGHLIGHT, style.highlight)
            self._light(excerpt.exact)
        for number, line in enumerate(self._source_lines(source) if source is not None else ()):
            setting = Setting(
                ui_font(12), style.faint if number else style.soft, 20, above=0 if number else 8
            )
            self._paragraph(line, setting, indent=QUOTE_INDENT)

    def _source_label(self, source: Source) -> str:
        name = language_name(source.language, self._language) if source.language else ""
        return "\u2002".join(part for part in (name, f"[{source.number}]") if part)

    def _source_lines(self, source: Source) -> tuple[str, ...]:
        issued = date_text(source.issued, self._language) if source.issued is not None else ""
        who = " · ".join(part for part in (source.author, source.publisher, issued) if part)
        lines = (who, publication(source, self._language), source.url)
        return tuple(line for line in lines if line)

    def _light(self, text: str) -> None:
        """Light what the query finds in the paragraph that was written last."""
        if self._query is not None:
            found = [TextRange(start, end) for start, end in self._query.spans_in(text)]
            self._mark(text, found, Decoration.FOUND, self._style.found)

    def _mark(self, text: str, ranges: Sequence[TextRange], decoration: Decoration, colour: str) -> None:
        """Set code points of the paragraph that was written last, whose text is given, on a ground."""
        block = self._cursor.block().position()
        marked = QTextCharFormat()
        marked.setProperty(decoration, colour)
        if decoration is Decoration.FOUND:
            marked.setForeground(QColor(self._style.ink))
        for start, end in utf16_ranges(text, ranges):
            cursor = QTextCursor(self._cursor)
            cursor.setPosition(block + start)
            cursor.setPosition(block + end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(marked)

    def _heading(self, text: str, *, hairline: bool = True) -> None:
        setting = Setting(ui_font(12, 600), self._style.faint, 20, above=SECTION_GAP if hairline else 28)
        self._paragraph(text, setting, hairline=hairline, heading=2)

    def _paragraph(
        self,
        text: str,
        setting: Setting,
        *,
        indent: int = 0,
        heading: int = 0,
        hairline: bool = False,
        **decorations: str,
    ) -> None:
        block = QTextBlockFormat()
        block.setLineHeight(setting.line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setTopMargin(setting.above)
        block.setLeftMargin(indent)
        block.setHeadingLevel(heading)
        for name, colour in decorations.items():
            block.setProperty(Decoration[name.upper()], colour)
        if hairline:
            block.setProperty(Decoration.HAIRLINE, self._style.hairline)
        if self._empty:
            self._cursor.setBlockFormat(block)
            self._empty = False
        else:
            self._cursor.insertBlock(block)
        self._run(text, setting)

    def _run(self, text: str, setting: Setting) -> None:
        letters = QTextCharFormat()
        letters.setFont(setting.font)
        letters.setForeground(QColor(setting.colour))
        self._cursor.insertText(one_block(text), letters)
