"""German for the messages of the dataset layer."""

from __future__ import annotations

from typing import Final

DATASET: Final[dict[str, str]] = {
    "Add sources and categories": "Quellen und Kategorien hinzufügen",
    "Add {n} events": "{n} Ereignisse hinzufügen",
    "Add “{title}”": "„{title}“ hinzufügen",
    "Change in the file": "Änderung in der Datei",
    "Change the category of {n} events": "Kategorie von {n} Ereignissen ändern",
    "Change the category of “{title}”": "Kategorie von „{title}“ ändern",
    "Change the date of “{title}”": "Datum von „{title}“ ändern",
    "Change the dates of {n} events": "Datum von {n} Ereignissen ändern",
    "Change the importance of {n} events": "Wichtigkeit von {n} Ereignissen ändern",
    "Change the importance of “{title}”": "Wichtigkeit von „{title}“ ändern",
    "Change the tags of {n} events": "Schlagwörter von {n} Ereignissen ändern",
    "Change the tags of “{title}”": "Schlagwörter von „{title}“ ändern",
    "Delete {n} events": "{n} Ereignisse löschen",
    "Delete “{title}”": "„{title}“ löschen",
    "Duplicate “{title}”": "„{title}“ duplizieren",
    "Edit “{title}”": "„{title}“ bearbeiten",
    "Go Back to an Earlier Version": "Zu einer früheren Fassung zurückkehren",
    "Import sources and categories": "Quellen und Kategorien importieren",
    "Import {n} events": "{n} Ereignisse importieren",
    "Import “{title}”": "„{title}“ importieren",
    "Merge with the changed file": "Mit der geänderten Datei zusammenführen",
    "Of 1 January the year, else the month": "Vom 1. Januar das Jahr, sonst den Monat",
    "Only the month": "Nur der Monat",
    "Only the year": "Nur das Jahr",
    "Restore Unsaved Changes": "Nicht gespeicherte Änderungen wiederherstellen",
    "{n} of {all} dates are 1 January. Was only the year known, or only the month?": "{n} von {all} Daten sind der 1. Januar. War nur das Jahr bekannt oder nur der Monat?",
    "{n} of {all} dates are the first day of a month, {m} of them 1 January. Was only the month known, or only the year?": "{n} von {all} Daten sind der erste Tag eines Monats, davon {m} der 1. Januar. War nur der Monat bekannt oder nur das Jahr?",
    "{n} of {all} dates are the first day of a month. Was only the month known?": "{n} von {all} Daten sind der erste Tag eines Monats. War nur der Monat bekannt?",
}
