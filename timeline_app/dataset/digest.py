"""The digest by which a file is known to be the one that was read.

Owns how it is computed without holding the file. Knows nothing of what the bytes mean.
"""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as hex digits, read piece by piece; raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
