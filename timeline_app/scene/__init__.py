"""Geometry of what is drawn: viewport, axis, layout, display list. Knows no Qt and no files."""
