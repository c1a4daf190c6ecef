"""The event editor: one event as a form and as JSON, each following the other."""
