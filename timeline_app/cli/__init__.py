"""Composition root of the command line: arguments, exit codes. Imports Qt only where a command needs it."""
