"""Tool tips for text that came from outside.

Owns the way past Qt's guess whether a tip is markup. Knows no widgets.
"""

from __future__ import annotations

from html import escape


def literal_tip(*lines: str) -> str:
    """Return a tip that shows lines of text as they are, whatever they look like.

    Qt takes a tip that begins like markup for markup, and a tip has no text format to say otherwise. So the
    tip is markup always, in which nothing of the text is.
    """
    return "<div>" + "<br>".join(escape(line) for line in lines) + "</div>"
