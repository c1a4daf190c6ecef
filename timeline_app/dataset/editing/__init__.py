"""Changing a document: edits as values, each a few splices of its bytes, and the history of them."""
