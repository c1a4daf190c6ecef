"""Large datasets into columns, piece by piece, with the problems and places of the careful reader."""

from timeline_app.dataset.bulk.careful import event_at, event_of
from timeline_app.dataset.bulk.ids import id_hashes
from timeline_app.dataset.bulk.lines import is_json_lines
from timeline_app.dataset.bulk.reading import read_bulk
from timeline_app.dataset.bulk.result import Bulk

__all__ = ["Bulk", "event_at", "event_of", "id_hashes", "is_json_lines", "read_bulk"]
