"""The window and its parts in QtWidgets. Knows no command line."""
