"""Dates given on the command line: the argument's name stands where an error names its file."""

from __future__ import annotations

from timeline_app.core.date import Date
from timeline_app.core.errors import DatasetError, DateError, Place, Problem
from timeline_app.core.prose import read_date


def date_of(text: str, argument: str, as_of: Date | None = None) -> Date:
    """Return the date that an argument means.

    Raises DatasetError with the argument as the file, line 1 and the column of the fault.
    """
    try:
        return read_date(text, as_of)
    except DateError as error:
        place = Place(argument, 1, error.position + 1)
        raise DatasetError((Problem(place, f'"{text}": {error}'),)) from error
