"""Instants, dates, events, store: the pure centre. Knows no Qt and no files."""
