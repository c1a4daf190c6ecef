"""Dates as text for people, in the languages of the interface.

Owns every word that a date needs. Knows no EDTF grammar, no events beyond their date, no Qt.
"""

from timeline_app.core.wording.bounds import bounds_text
from timeline_app.core.wording.dates import (
    date_text,
    language_name,
    language_names,
    precision_text,
    role_text,
    when_text,
)
from timeline_app.core.wording.spans import span_ends, span_text

__all__ = [
    "bounds_text",
    "date_text",
    "language_name",
    "language_names",
    "precision_text",
    "role_text",
    "span_ends",
    "span_text",
    "when_text",
]
