"""JSON to entries, with every problem and its place."""
