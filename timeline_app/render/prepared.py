"""What painting keeps from one frame to the next: laid-out texts and pictures of marks.

Owns no more than their company. One for each view that is painted often.
"""

from __future__ import annotations

from timeline_app.render.sprites import Sprites
from timeline_app.render.text import PreparedTexts


class Prepared:
    """The memories of one view; needs a QGuiApplication and loaded fonts."""

    def __init__(self) -> None:
        self.texts = PreparedTexts()
        self.sprites = Sprites()
