"""Where the files that ship with the program are: the bundled datasets and the resources.

The one module that knows: in a checkout they stand beside the package, in a wheel inside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_ROOT: Final = _PACKAGE if (_PACKAGE / "resources").is_dir() else _PACKAGE.parent

EVENTS: Final = _ROOT / "events"
"""The folder of bundled datasets."""

RESOURCES: Final = _ROOT / "resources"
"""The folder of fonts, icons and the JSON Schema."""

DEFAULT_DATASET: Final = EVENTS / "xiaomi-factories.timeline.json"
FEATURE_TOUR: Final = EVENTS / "feature-tour.timeline.json"
DEEP_TIME: Final = EVENTS / "deep-time.timeline.json"


def is_bundled(path: Path) -> bool:
    """Tell whether a file is one that ships with the program and so is not saved over."""
    return path.resolve().is_relative_to(EVENTS)
