"""The sentence that a date is not the one that its words give.

Owns the sentence. When it is so, `dataset.checks.doubts` knows.
"""

from __future__ import annotations

from timeline_app.core.event import When
from timeline_app.core.language import Language
from timeline_app.dataset.checks.doubts import Doubts


def other_words_text(when: When, language: Language) -> str:
    """Return which words give another date than the one they were read as, "" where none surely do."""
    other = Doubts(()).other_words(when)
    if other is None:
        return ""
    phrase, date = other
    return language("Its words “{phrase}” give {edtf}.", phrase=phrase, edtf=date.text)
