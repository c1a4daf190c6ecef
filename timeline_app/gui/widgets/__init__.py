"""Widgets and wordings that several parts of the window use."""
