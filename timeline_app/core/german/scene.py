"""German for the messages of the scene layer."""

from __future__ import annotations

from typing import Final

SCENE: Final[dict[str, str]] = {
    "First: {date}": "Zuerst: {date}",
    "Last: {date}": "Zuletzt: {date}",
    "No events": "Keine Ereignisse",
    "about": "ungefähr",
    "all of these": "alle davon",
    "and {n} more sources": "und {n} weitere Quellen",
    "can no longer be read": "nicht mehr lesbar",
    "end unknown": "Ende unbekannt",
    "in {amount} years": "in {amount} Jahren",
    "nothing hidden": "nichts verborgen",
    "on that day": "an diesem Tag",
    "one of these": "eines davon",
    "open end": "Ende offen",
    "some time within": "irgendwann darin",
    "throughout": "durchgehend",
    "today": "heute",
    "uncertain": "unsicher",
    "{n} above or below": "{n} darüber oder darunter",
    "{n} could not be read": "{n} nicht lesbar",
    "{n} folded": "{n} zusammengefasst",
    "{n} hidden by filters": "{n} durch Filter verborgen",
    "{n} one by one": "{n} einzeln",
    "{n} outside the view": "{n} außerhalb der Ansicht",
    "{n} with a doubtful date": "{n} mit unsicherem Datum",
    "{n} without a label": "{n} ohne Beschriftung",
    "{n} without an excerpt": "{n} ohne Auszug",
    "{n}bn": "{n} Mrd.",
    "{n}m": "{n} Mio.",
    "{n}tn": "{n} Bio.",
    "{shown} of 1 event shown": "{shown} von 1 Ereignis gezeigt",
    "{shown} of {total} events in view": "{shown} von {total} Ereignissen im Blick",
    "{shown} of {total} events shown": "{shown} von {total} Ereignissen gezeigt",
}
