"""The command line: arguments in, other layers' work, text and exit codes out. Knows no window."""
