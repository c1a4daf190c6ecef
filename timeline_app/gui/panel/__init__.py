"""The side panel: one event's page, or the list of events in view."""
