"""Flows: what happens between a wish and its end: opening, changing, saving, adding, exporting."""
