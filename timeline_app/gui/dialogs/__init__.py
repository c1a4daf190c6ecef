"""Dialogs: each asks or tells one thing, is opened without blocking, and knows no flow."""
