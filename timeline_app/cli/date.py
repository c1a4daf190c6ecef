"""The command `date`: what a date text means, as JSON."""

from __future__ import annotations

import json

from timeline_app.cli.dates import date_of
from timeline_app.cli.requests import ExitCode, ReadDate
from timeline_app.core.language import language_of
from timeline_app.core.report import date_json


def read_date_text(request: ReadDate) -> ExitCode:
    """Print what the text means; raises TimelineError where it or the as-of date is no date."""
    as_of = date_of(request.as_of, "--as-of") if request.as_of is not None else None
    date = date_of(request.text, "TEXT", as_of)
    print(json.dumps(date_json(date, request.text, language_of(request.lang)), ensure_ascii=False, indent=2))
    return ExitCode.DONE
