"""The command `add`: all events of a JSON file into another file, or none."""

from __future__ import annotations

import sys
from pathlib import Path

from timeline_app.bundled import is_bundled
from timeline_app.cli.requests import AddEvents, ExitCode
from timeline_app.core.errors import DatasetError
from timeline_app.dataset.addition import add_to, read_addition
from timeline_app.dataset.reader import read_bytes, read_document
from timeline_app.dataset.saving import save_document


def add_events(request: AddEvents) -> ExitCode:
    """Add the events and save the file; raises DatasetError and changes nothing where one does not fit.

    A file that ships with the program is refused, as it is in the window.
    """
    if is_bundled(request.file):
        message = "this file ships with the program and is not written over; add the events to a copy of it"
        raise DatasetError.about(str(request.file), message)
    document = read_document(request.file)
    if request.new == "-":
        data, name = sys.stdin.buffer.read(), "<stdin>"
    else:
        data, name = read_bytes(Path(request.new)), request.new
    addition = read_addition(document, data, name)
    for problem in addition.problems:
        print(problem, file=sys.stderr)
    save_document(add_to(document, addition), request.file)
    count = len(addition.events)
    print(f"Added {count} {'event' if count == 1 else 'events'} to {request.file}.")
    return ExitCode.DONE
