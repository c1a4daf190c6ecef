"""The command `export`: a view of a file as a figure, without a display."""

from __future__ import annotations

import sys

from timeline_app.cli.requests import ExitCode, ExportFigure
from timeline_app.core.dataset import Dataset
from timeline_app.core.date import Date
from timeline_app.core.errors import Severity
from timeline_app.core.language import language_of
from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.dataset.large.opening import open_document
from timeline_app.render.export import ExportRequest, export_document
from timeline_app.scene.style import STYLES


def export_figure(request: ExportFigure) -> ExitCode:
    """Write the figure and say what it lacks; raises TimelineError where the file or a date is bad."""
    document = open_document(request.file, ColumnCache.of_this_user())
    width, height = request.size or (1600, None)
    export_document(
        document,
        ExportRequest(
            format=request.output.suffix.lower().removeprefix("."),
            width=width,
            height=height,
            scale=request.scale,
            span_from=_date(request.start, "--from"),
            span_to=_date(request.end, "--to"),
            style=STYLES[request.theme],
            language=language_of(request.lang),
        ),
        request.output,
    )
    _say_problems(document.dataset)
    return ExitCode.DONE


def _say_problems(dataset: Dataset) -> None:
    """Print what keeps events out of the figure, and notices; warnings are for `check`."""
    for problem in dataset.problems:
        if problem.severity is not Severity.WARNING:
            print(problem, file=sys.stderr)
    if dataset.omitted:
        events = "event of the file is" if dataset.omitted == 1 else "events of the file are"
        print(f"{dataset.omitted:,} {events} not shown.", file=sys.stderr)


def _date(text: str | None, option: str) -> Date | None:
    if text is None:
        return None
    # Reading dates takes as long to import as drawing the figure; most figures show everything.
    from timeline_app.cli.dates import date_of

    return date_of(text, option)
