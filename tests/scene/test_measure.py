import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.scene.display import FontRole
from timeline_app.scene.measure import CharacterWidths, ExactWidths, FixedMeasurer, elided

TITLE = FontRole.TITLE
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


class Proportional:
    """An "i" is narrow and an "m" wide, as in real type."""

    def width(self, text, role):  # noqa: ARG002
        return sum(3.0 if c in "il .…" else 12.0 if c in "mw" else 7.0 for c in text)

    def ascent(self, role):  # noqa: ARG002
        return 12.0

    def line_height(self, role):  # noqa: ARG002
        return 15.0


measurers = st.sampled_from([FixedMeasurer(), Proportional()])


def test_the_stand_in_counts_code_points():
    measurer = FixedMeasurer(advance=5.0, size=10.0)
    assert [measurer.width("äx€", role) for role in FontRole] == [15.0] * len(FontRole)
    assert measurer.width("", TITLE) == 0.0
    assert (measurer.ascent(TITLE), measurer.line_height(TITLE)) == (10.0, 12.5)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("factory", 49.0, "factory"),
        ("factory", 48.9, "facto…"),
        ("factory", 14.0, "f…"),
        ("factory", 13.9, "…"),
        ("factory", 7.0, "…"),
        ("factory", 6.9, ""),
        ("factory", -5.0, ""),
        ("", 0.0, ""),
        ("the Wuhan factory", 35.0, "the…"),
        ("a", 6.0, ""),
    ],
)
def test_elided(text, room, expected):
    assert elided(text, TITLE, room, FixedMeasurer()) == expected


@given(texts, st.floats(0, 300), measurers)
def test_an_elided_text_fits_and_is_the_longest_that_does(text, room, measurer):
    short = elided(text, TITLE, room, measurer)
    assert measurer.width(short, TITLE) <= room or not short
    if measurer.width(text, TITLE) <= room:
        assert short == text
        return
    candidates = [text[:kept].rstrip() + "…" for kept in range(len(text))]
    fitting = [one for one in candidates if measurer.width(one, TITLE) <= room]
    assert short == (fitting[-1] if fitting else "")


class Counting(Proportional):
    def __init__(self):
        self.asked = []

    def width(self, text, role):
        self.asked.append(text)
        return super().width(text, role)


@given(st.text("ilmwabc .", min_size=2, max_size=200), st.floats(0, 500))
def test_no_more_than_halving_and_four_guesses_are_tried_however_long_the_text_is(text, room):
    measurer = Counting()
    elided(text, TITLE, room, measurer)
    assert len(measurer.asked) <= 3 + 4 + 8


def test_a_text_of_even_letters_is_found_by_the_first_guess():
    measurer = Counting()
    text = "abcdefgh" * 20
    assert elided(text, TITLE, 350.0, measurer) == text[:49] + "…"
    lengths = [len(one) - 1 for one in measurer.asked[2:-1]]
    assert lengths[0] in (48, 49, 50)
    assert len(lengths) <= 3


@given(texts, st.floats(0, 300), measurers)
def test_without_kerning_the_quick_ways_are_the_exact_ones(text, room, measurer):
    exactly, quickly = ExactWidths(measurer, TITLE), CharacterWidths(measurer, TITLE)
    assert exactly.width(text) == measurer.width(text, TITLE)
    assert quickly.width(text) == pytest.approx(exactly.width(text))
    exact, quick = exactly.elided(text, room), quickly.elided(text, room)
    assert exact == elided(text, TITLE, room, measurer)
    assert abs(len(exact) - len(quick)) <= 1
    assert measurer.width(quick, TITLE) <= room + 1e-6 or not quick


def test_the_quick_way_measures_nothing_but_characters():
    measurer = Counting()
    widths = CharacterWidths(measurer, TITLE)
    widths.elided("ab" * 50, 90.0)
    widths.width("aab")
    assert sorted(measurer.asked) == ["a", "b", "…"]
