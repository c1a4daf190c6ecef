"""A desktop timeline viewer for chronologies that must be provable."""

__version__ = "1.0.0"
