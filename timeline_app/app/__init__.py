"""Composition root of the window: QApplication, settings, start-up checks."""
