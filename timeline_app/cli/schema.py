"""The command `schema`: the JSON Schema of the file format."""

from __future__ import annotations

from timeline_app.cli.requests import ExitCode
from timeline_app.dataset.schema import schema_text


def print_schema() -> ExitCode:
    """Print the schema as it is bundled."""
    print(schema_text(), end="")
    return ExitCode.DONE
