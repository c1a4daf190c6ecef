"""The command `export`: a view of a file as a figure, without a display."""

from __future__ import annotations

from timeline_app.cli.dates import date_of
from timeline_app.cli.requests import ExitCode, ExportFigure
from timeline_app.core.language import language_of
from timeline_app.dataset.reader import read_document
from timeline_app.render.export import ExportRequest, export_document
from timeline_app.scene.style import STYLES


def export_figure(request: ExportFigure) -> ExitCode:
    """Write the figure; raises TimelineError where the file or a date cannot be read."""
    width, height = request.size or (1600, None)
    export_document(
        read_document(request.file),
        ExportRequest(
            format=request.output.suffix.lower().removeprefix("."),
            width=width,
            height=height,
            scale=request.scale,
            span_from=date_of(request.start, "--from") if request.start is not None else None,
            span_to=date_of(request.end, "--to") if request.end is not None else None,
            style=STYLES[request.theme],
            language=language_of(request.lang),
        ),
        request.output,
    )
    return ExitCode.DONE
