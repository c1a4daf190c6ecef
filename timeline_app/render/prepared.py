"""What painting keeps from one frame to the next: laid-out texts and pictures of marks.

Owns no more than their company. One for each view that is painted often.
"""

from __future__ import annotations

from timeline_app.render.sprites import Sprites
from timeline_app.render.text import PreparedTexts


class Prepared:
    """The memories of one view; needs a QGuiApplication and loaded fonts.

    `zooming` tells that the view is being zoomed: most of what is painted will not come again.
    """

    def __init__(self) -> None:
        self.zooming = False
        self.texts = PreparedTexts()
        self.sprites = Sprites()
