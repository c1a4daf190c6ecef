"""Characters that are not printed but obeyed: escaped on one line in messages, in lines as JSON does it."""

import json

from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.controls import CONTROLS, DIRECTIONS, escaped, escaped_in_lines

OBEYED = {*map(chr, (*CONTROLS, *DIRECTIONS)), "\u2028", "\u2029"}


@given(st.text(st.one_of(st.sampled_from(sorted(OBEYED)), st.characters())))
def test_nothing_is_obeyed_on_one_line(text: str) -> None:
    assert not OBEYED & set(escaped(text))


@given(st.text(st.one_of(st.sampled_from(sorted(OBEYED)), st.characters(codec=None))))
def test_lines_stay_lines_and_a_string_of_json_says_the_same(text: str) -> None:
    written = json.dumps(text, ensure_ascii=False)
    shown = escaped_in_lines(written)
    assert not (OBEYED - {"\t", "\n"}) & set(shown)
    assert json.loads(shown) == text
    assert escaped_in_lines("a\n\tb") == "a\n\tb"
