"""German for the messages of the core layer."""

from __future__ import annotations

from typing import Final

CORE: Final[dict[str, str]] = {
    "A stated length of time before another date.": "Eine genannte Zeitspanne vor einem anderen Datum.",
    "A stated length of time before {base}.": "Eine genannte Zeitspanne vor dem Bezugsdatum ({base}).",
    "Announced: the source reports a plan, not that it happened.": "Angekündigt: Die Quelle berichtet von einem Vorhaben, nicht, dass es geschah.",
    "Another language version of the source gives the date.": "Eine andere Sprachfassung der Quelle nennt das Datum.",
    "Category: {name}": "Kategorie: {name}",
    "Claimed: the source repeats someone’s statement.": "Behauptet: Die Quelle gibt jemandes Aussage wieder.",
    "Counted from {base}.": "Gerechnet ab {base}.",
    "How the date was read": "Wie das Datum gelesen wurde",
    "Language: {name}": "Sprache: {name}",
    "No excerpt supports this date.": "Kein Auszug belegt dieses Datum.",
    "Precision: {name}": "Genauigkeit: {name}",
    "Rule “{rule}”, starting from {base}.": "Regel „{rule}“, Bezugsdatum: {base}.",
    "Rule “{rule}”.": "Regel „{rule}“.",
    "Source: {name}": "Quelle: {name}",
    "Tag: {name}": "Schlagwort: {name}",
    "The day is named; the year is that of the source, {base}.": "Der Tag ist genannt; das Jahr ist das der Quelle, {base}.",
    "The day is named; the year is that of the source.": "Der Tag ist genannt; das Jahr ist das der Quelle.",
    "The month is named; the year is that of the source, {base}.": "Der Monat ist genannt; das Jahr ist das der Quelle, {base}.",
    "The month is named; the year is that of the source.": "Der Monat ist genannt; das Jahr ist das der Quelle.",
    "The source repeats a date that someone in it claims.": "Die Quelle gibt ein Datum wieder, das jemand in ihr behauptet.",
    "The source states the date itself.": "Die Quelle nennt das Datum selbst.",
    "The words mean the year before that of the source, {base}.": "Gemeint ist das Jahr vor dem der Quelle, {base}.",
    "The words mean the year before that of the source.": "Gemeint ist das Jahr vor dem der Quelle.",
    "The words mean the year of the source, {base}.": "Gemeint ist das Jahr der Quelle, {base}.",
    "The words mean the year of the source.": "Gemeint ist das Jahr der Quelle.",
    "Without an excerpt": "Ohne Auszug",
    "Worked out from other statements, starting from {base}.": "Aus anderen Angaben erschlossen, Bezugsdatum: {base}.",
    "Worked out from other statements.": "Aus anderen Angaben erschlossen.",
    "decade or longer": "Jahrzehnt oder länger",
    "derived": "abgeleitet",
    "open": "offen",
    "quarter, season or half-year": "Quartal, Jahreszeit oder Halbjahr",
    "time of day": "Uhrzeit",
    "“{phrase}”": "„{phrase}“",
    "“{phrase}”:": "„{phrase}“:",
}
