"""What supports a date, in words: what weakens it, how it was read, and a citation that stands on its own.

Owns the line that says when, the sentences for reading rules and the plain text that is copied. Knows no
widgets and no files.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from timeline_app.core.event import Event, Excerpt, Reading, Role, Source
from timeline_app.core.language import Language
from timeline_app.core.language_tag import primary_language
from timeline_app.core.wording import date_text, language_name, role_text, when_text

SourceLookup = Callable[[str], Source | None]
"""Finds a source by its id, as `EventStore.source` does."""

_DERIVED: Final = "derived"
"""The rule of a reading by which the date was computed, not stated."""


def date_line(event: Event, language: Language) -> str:
    """Return when, and all that weakens it: "3 May 2018 · claimed · derived"."""
    reading = event.when.reading
    derived = language("derived") if reading is not None and reading.rule == _DERIVED else ""
    parts = (when_text(event.when, language), role_text(event.role, language), derived)
    return " · ".join(part for part in parts if part)


def reading_sentences(reading: Reading, language: Language) -> tuple[str, ...]:
    """Return how the words became the date: the phrase in quotes with its rule, then the note."""
    phrase = reading.phrase.in_language(language.code)
    first = [language("“{phrase}”:", phrase=phrase)] if phrase else []
    first += [rule] if (rule := rule_text(reading, language)) else []
    note = reading.note.in_language(language.code)
    return tuple(sentence for sentence in (" ".join(first), note) if sentence)


def rule_text(reading: Reading, language: Language) -> str:
    """Return the rule of a reading as a sentence with the date it starts from; "" without a rule."""
    if reading.base is None:
        known = _rules(language)
        unknown = language("Rule “{rule}”.", rule=reading.rule) if reading.rule else ""
    else:
        base = date_text(reading.base, language)
        known = _rules(language) | _rules_from(base, language)
        unknown = language("Rule “{rule}”, starting from {base}.", rule=reading.rule, base=base)
    return known.get(reading.rule, unknown)


def _rules(language: Language) -> dict[str, str]:
    """Return the sentences of the rules that start from no date, or from one that is not given."""
    return {
        "stated": language("The source states the date itself."),
        "other-version": language("Another language version of the source gives the date."),
        "claimed": language("The source repeats a date that someone in it claims."),
        "this-year": language("The words mean the year of the source."),
        "last-year": language("The words mean the year before that of the source."),
        "month-this-year": language("The month is named; the year is that of the source."),
        "day-this-year": language("The day is named; the year is that of the source."),
        "duration-before": language("A stated length of time before another date."),
        _DERIVED: language("Worked out from other statements."),
    }


def _rules_from(base: str, language: Language) -> dict[str, str]:
    return {
        "": language("Counted from {base}.", base=base),
        "this-year": language("The words mean the year of the source, {base}.", base=base),
        "last-year": language("The words mean the year before that of the source, {base}.", base=base),
        "month-this-year": language("The month is named; the year is that of the source, {base}.", base=base),
        "day-this-year": language("The day is named; the year is that of the source, {base}.", base=base),
        "duration-before": language("A stated length of time before {base}.", base=base),
        _DERIVED: language("Worked out from other statements, starting from {base}.", base=base),
    }


def role_sentence(role: Role, language: Language) -> str:
    """Return what an announcement or a claim means for the event; "" for what happened."""
    match role:
        case Role.ANNOUNCED:
            return language("Announced: the source reports a plan, not that it happened.")
        case Role.CLAIMED:
            return language("Claimed: the source repeats someone’s statement.")
        case Role.HAPPENED:
            return ""


def in_reading_order(event: Event, source_of: SourceLookup, language: Language) -> tuple[Excerpt, ...]:
    """Return the excerpts, those in the interface's language first, else in the file's order."""

    def foreign(excerpt: Excerpt) -> bool:
        source = source_of(excerpt.source_id)
        return source is None or primary_language(source.language) != language.code

    return tuple(sorted(event.excerpts, key=foreign))


def publication(source: Source, language: Language) -> str:
    """Return where a source appeared and what it is called, as in `The Paper, “The Title”`."""
    title = source.title.in_language(language.code)
    quoted = language("“{phrase}”", phrase=title) if title else ""
    return ", ".join(part for part in (source.container_title.in_language(language.code), quoted) if part)


def source_line(source: Source, language: Language) -> str:
    """Return a source with its number, as in `[1] Ann Author, The Paper, “The Title”, Press (English)`."""
    return _numbered(source, (source.author, publication(source, language), source.publisher), language)


def source_name(source: Source, language: Language) -> str:
    """Return a source with its number, short: `[1] Ann Author, The Paper, Press (English)`."""
    where = source.container_title or source.title
    return _numbered(source, (source.author, where.in_language(language.code), source.publisher), language)


def _numbered(source: Source, parts: tuple[str, ...], language: Language) -> str:
    known = ", ".join(dict.fromkeys(part for part in parts if part))
    spoken = f" ({language_name(source.language, language)})" if source.language else ""
    return f"[{source.number}] {known or source.id}{spoken}"


def citation(event: Event, source_of: SourceLookup, language: Language) -> str:
    """Return an event's date, how it was read, and every excerpt with its source, as plain text."""
    head = f"{event.title.in_language(language.code)}\n{when_text(event.when, language)} ({_edtf(event)})"
    paragraphs = [head]
    if role := role_sentence(event.role, language):
        paragraphs.append(role)
    if event.when.reading is not None:
        sentences = reading_sentences(event.when.reading, language)
        paragraphs.append(language("How the date was read") + ": " + " ".join(sentences))
    paragraphs += [
        f"{language('“{phrase}”', phrase=excerpt.exact)}\n{_reference(excerpt, source_of, language)}"
        for excerpt in in_reading_order(event, source_of, language)
    ]
    if not event.excerpts:
        paragraphs.append(language("No excerpt supports this date."))
    return "\n\n".join(paragraphs) + "\n"


def _edtf(event: Event) -> str:
    return f"EDTF {event.when.date.text}"


def _reference(excerpt: Excerpt, source_of: SourceLookup, language: Language) -> str:
    source = source_of(excerpt.source_id)
    if source is None:
        return excerpt.source_id
    parts = (
        source.author,
        publication(source, language),
        source.publisher,
        date_text(source.issued, language) if source.issued is not None else "",
        language_name(source.language, language) if source.language else "",
        source.url,
    )
    return f"[{source.number}] " + ". ".join(part for part in parts if part)
