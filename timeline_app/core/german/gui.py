"""German for the messages of the gui layer."""

from __future__ import annotations

from typing import Final

GUI: Final[dict[str, str]] = {
    "A newer version of the program made this file, so it is not written over.": (
        "Eine neuere Version des Programms hat diese Datei geschrieben; sie wird nicht überschrieben."
    ),
    "A timeline viewer for chronologies that must be provable.": (
        "Ein Zeitstrahl für Chronologien, die belegbar sein müssen."
    ),
    "A4 landscape, 1123 × 794": "A4 quer, 1123 × 794",
    "About Timeline": "Über Timeline",
    "Add": "Hinzufügen",
    "Add Events from JSON…": "Ereignisse aus JSON hinzufügen…",
    "Add events from": "Ereignisse hinzufügen aus",
    "Add one event?": "Ein Ereignis hinzufügen?",
    "Add to This Chronology": "Zu dieser Chronologie hinzufügen",
    "Add {n} events?": "{n} Ereignisse hinzufügen?",
    "Adding puts its events into “{title}”.": "Hinzufügen übernimmt ihre Ereignisse in „{title}“.",
    "All files (*)": "Alle Dateien (*)",
    "Another chronology was opened meanwhile; nothing was added. Add the events again.": (
        "Inzwischen wurde eine andere Chronologie geöffnet; es wurde nichts hinzugefügt. Fügen Sie die "
        "Ereignisse noch einmal hinzu."
    ),
    "As in the window": "Wie im Fenster",
    "Back": "Zurück",
    "Cancel": "Abbrechen",
    "Chronologies (*.timeline.json *.json)": "Chronologien (*.timeline.json *.json)",
    "Clear List": "Liste leeren",
    "Click": "Klick",
    "Close": "Schließen",
    "Copied": "Kopiert",
    "Copy": "Kopieren",
    "Copy Citation": "Beleg kopieren",
    "Copy Image": "Bild kopieren",
    "Copy citation": "Beleg kopieren",
    "Ctrl + wheel, pinch": "Strg + Mausrad, zwei Finger",
    "Custom": "Eigene",
    "Dark": "Dunkel",
    "Deep Time": "Tiefenzeit",
    "Discard": "Verwerfen",
    (
        "Each event carries a date exactly as precise as its source gives it, and the words of the "
        "source that say so. The program makes no network connection."
    ): (
        "Jedes Ereignis trägt ein Datum, genau so genau, wie seine Quelle es nennt, und die Worte der "
        "Quelle, die es belegen. Das Programm stellt keine Netzverbindung her."
    ),
    "Edit": "Bearbeiten",
    "Events are added all together or not at all. Correct this, then add them again.": (
        "Ereignisse werden alle zusammen hinzugefügt oder gar nicht. Berichtigen Sie dies und fügen Sie "
        "sie dann noch einmal hinzu."
    ),
    "Events in view": "Ereignisse in der Ansicht",
    "Export Figure…": "Abbildung exportieren…",
    "Export figure": "Abbildung exportieren",
    "Export figure to": "Abbildung exportieren nach",
    "Export…": "Exportieren…",
    "Feature Tour": "Rundgang",
    "File": "Datei",
    "First date": "Erstes Datum",
    "Fit All": "Alles zeigen",
    "Fit Selection": "Auswahl einpassen",
    "Fit all": "Alle zeigen",
    "Format": "Format",
    "Forward": "Vor",
    "From": "Von",
    "From – to": "Von – bis",
    "Full HD, 1920 × 1080": "Full HD, 1920 × 1080",
    "Go to First Event": "Zum ersten Ereignis",
    "Go to Last Event": "Zum letzten Ereignis",
    "Height": "Höhe",
    "Help": "Hilfe",
    "JSON files (*.json)": "JSON-Dateien (*.json)",
    "Keep What Is Shown": "Anzeige behalten",
    "Keys": "Tasten",
    "Keys and gestures": "Tasten und Gesten",
    "Language": "Sprache",
    "Last date": "Letztes Datum",
    "Light": "Hell",
    "Like the System": "Wie das System",
    "MIT licence. Built with Qt for Python (LGPL); fonts Inter and Noto (SIL Open Font License).": (
        "MIT-Lizenz. Gebaut mit Qt for Python (LGPL); Schriften Inter und Noto (SIL Open Font License)."
    ),
    "Move through time": "Durch die Zeit bewegen",
    "New events": "Neue Ereignisse",
    "Next Event": "Nächstes Ereignis",
    "Next or previous event": "Nächstes oder voriges Ereignis",
    "No event in this stretch of time": "Kein Ereignis in diesem Zeitraum",
    "Nothing was added": "Nichts wurde hinzugefügt",
    "On the timeline": "Auf dem Zeitstrahl",
    "One event of the file is not shown.": "Ein Ereignis der Datei wird nicht gezeigt.",
    "One problem": "Ein Problem",
    "One thing to check": "Ein Hinweis",
    "Open": "Öffnen",
    "Open Example": "Beispiel öffnen",
    "Open Recent": "Zuletzt geöffnet",
    "Open a chronology": "Chronologie öffnen",
    "Open “{name}”, or add its events?": "„{name}“ öffnen oder ihre Ereignisse hinzufügen?",
    "Opening “{name}” …": "„{name}“ wird geöffnet …",
    "Open…": "Öffnen…",
    "Overwrite": "Überschreiben",
    "PDF document": "PDF-Dokument",
    "PNG image": "PNG-Bild",
    "Paste Events": "Ereignisse einfügen",
    "Preview": "Vorschau",
    "Previous Event": "Voriges Ereignis",
    "Problems": "Probleme",
    "Quit": "Beenden",
    "Range": "Zeitraum",
    "Read Again": "Neu lesen",
    "SVG drawing": "SVG-Zeichnung",
    "Save": "Speichern",
    "Save As…": "Speichern unter…",
    "Save the changes to “{name}”?": "Änderungen an „{name}“ speichern?",
    "Save the chronology as": "Chronologie speichern unter",
    "Saved as {path}": "Gespeichert als {path}",
    "Saving over it would undo what the other program wrote.": (
        "Überschreiben würde verwerfen, was das andere Programm geschrieben hat."
    ),
    "Scale": "Auflösung",
    "Scroll the lanes": "Bahnen rollen",
    "Select an event": "Ereignis auswählen",
    "Shift + wheel, drag": "Umschalt + Mausrad, Ziehen",
    "Show List of Events": "Liste der Ereignisse zeigen",
    "Show Problems…": "Probleme zeigen…",
    "Side panel": "Seitenleiste",
    "Size": "Größe",
    "Slide, 1600 × 900": "Folie, 1600 × 900",
    "Something went wrong in the program": "Im Programm ist ein Fehler aufgetreten",
    "Square, 1200 × 1200": "Quadrat, 1200 × 1200",
    "Tab, Shift + Tab": "Tab, Umschalt + Tab",
    "The clipboard holds no text. Copy events as JSON, then paste them.": (
        "Die Zwischenablage enthält keinen Text. Kopieren Sie Ereignisse als JSON und fügen Sie sie dann ein."
    ),
    "The events you added and did not save would be lost.": (
        "Hinzugefügte Ereignisse, die nicht gespeichert sind, gingen verloren."
    ),
    "The events you added will be lost otherwise.": "Sonst gehen die hinzugefügten Ereignisse verloren.",
    "The figure is in {path}": "Die Abbildung liegt in {path}",
    "The file itself changes only when you save.": "Die Datei selbst ändert sich erst beim Speichern.",
    "The files that ship with the program are not written over.": (
        "Die mitgelieferten Dateien werden nicht überschrieben."
    ),
    "The image could not be made.": "Das Bild konnte nicht erzeugt werden.",
    "The image of this view is on the clipboard.": "Das Bild dieser Ansicht liegt in der Zwischenablage.",
    "Theme": "Erscheinungsbild",
    "There are no events to add.": "Es gibt keine Ereignisse hinzuzufügen.",
    "This chronology ships with the program. Save your version under another name.": (
        "Diese Chronologie gehört zum Programm. Speichern Sie Ihre Fassung unter einem anderen Namen."
    ),
    "This is a fault of the program, not of your file. What is open is still there: save it.": (
        "Das ist ein Fehler des Programms, nicht Ihrer Datei. Was geöffnet ist, ist noch da: Speichern "
        "Sie es."
    ),
    "This is the first event": "Dies ist das erste Ereignis",
    "This is the last event": "Dies ist das letzte Ereignis",
    "This view": "Diese Ansicht",
    "To": "Bis",
    "Untitled": "Ohne Titel",
    "View": "Ansicht",
    "Wheel": "Mausrad",
    "Wheel Zooms": "Mausrad zoomt",
    "Whole chronology": "Ganze Chronologie",
    "Width": "Breite",
    "Xiaomi’s Factories": "Xiaomis Fabriken",
    "Zoom In": "Vergrößern",
    "Zoom Out": "Verkleinern",
    "Zoom about the pointer": "Um den Zeiger zoomen",
    "clipboard": "Zwischenablage",
    "dropped text": "abgelegter Text",
    "no limit": "keine Grenze",
    "{n} event in view": "{n} Ereignis in der Ansicht",
    "{n} events in view": "{n} Ereignisse in der Ansicht",
    "{n} events of the file are not shown.": "{n} Ereignisse der Datei werden nicht gezeigt.",
    "{n} problems": "{n} Probleme",
    "{n} things to check": "{n} Hinweise",
    "{width} × {height} pixels": "{width} × {height} Pixel",
    "{width} × {height}, sharp at every size": "{width} × {height}, in jeder Größe scharf",
    "“{name}” could not be opened.": "„{name}“ konnte nicht geöffnet werden.",
    "“{name}” could not be saved.": "„{name}“ konnte nicht gespeichert werden.",
    "“{name}” could not be written.": "„{name}“ konnte nicht geschrieben werden.",
    "“{name}” was changed by another program.": "„{name}“ wurde von einem anderen Programm geändert.",
    "“{name}” was changed by another program. Read it again?": (
        "„{name}“ wurde von einem anderen Programm geändert. Neu lesen?"
    ),
}
