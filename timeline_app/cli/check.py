"""The command `check`: every problem of the files, as `FILE:LINE:COL: message`."""

from __future__ import annotations

from timeline_app.cli.requests import CheckFiles, ExitCode
from timeline_app.core.errors import Severity
from timeline_app.dataset.checks.checking import check_document
from timeline_app.dataset.large.column_cache import ColumnCache


def check_files(request: CheckFiles) -> ExitCode:
    """Print the problems of each file; an error in one of them is a problem found, a warning is not."""
    code, cache = ExitCode.DONE, ColumnCache.of_this_user()
    for file in request.files:
        for problem in check_document(file, cache):
            if problem.severity is Severity.ERROR:
                code = ExitCode.PROBLEMS_FOUND
            print(problem)
    return code
