"""The JSON Schema of the format, for editors and other programs.

Owns nothing but the way to the file. The reader does not use it: its messages are better than a schema's.
"""

from __future__ import annotations

from timeline_app.bundled import RESOURCES


def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) of format 1."""
    return (RESOURCES / "timeline-1.schema.json").read_text(encoding="utf-8")
