"""When something was done on this computer, in its own time zone and in the interface's language.

Owns that wording. Dates of events are `core.wording`'s business: they have no time zone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QDate, QLocale

from timeline_app.core.language import Language

_DATES: Final = {"en": "d MMMM yyyy", "de": "d. MMMM yyyy"}


def local_text(moment: datetime, language: Language) -> str:
    """Return date and time of day of a moment, as in "22 November 2026 at 11:14"."""
    local = moment.astimezone()
    day = QLocale(language.code).toString(QDate(local.year, local.month, local.day), _DATES[language.code])
    return language("{date} at {time}", date=day, time=f"{local:%H:%M}")
