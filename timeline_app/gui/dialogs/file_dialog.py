"""The dialog in which a chronology is chosen or named.

Owns the kinds of files that it offers. What is done with the choice is the flows' business.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from timeline_app.core.language import Language


def ask_for_file(window: QWidget, language: Language, folder: Path, then: Callable[[Path], None]) -> None:
    """Ask which chronology to open."""
    dialog = QFileDialog(window, language("Open a chronology"), str(folder))
    chronologies = language("Chronologies (*.json *.jsonl *.ndjson *.gz *.zst)")
    dialog.setNameFilters([chronologies, language("All files (*)")])
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def ask_for_target(
    window: QWidget,
    language: Language,
    proposed: Path,
    then: Callable[[Path], None],
    otherwise: Callable[[], None],
) -> None:
    """Ask under which name to save a chronology; `proposed` is offered."""
    dialog = QFileDialog(window, language("Save the chronology as"), str(proposed.parent))
    dialog.setNameFilters([language("Chronologies (*.timeline.json *.json)"), language("All files (*)")])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix("timeline.json")
    dialog.selectFile(proposed.name)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.rejected.connect(otherwise)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
