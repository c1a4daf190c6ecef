"""JSON in and out: reading, checking and writing datasets. Knows no Qt and no geometry."""
