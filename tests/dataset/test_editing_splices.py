"""One splice that makes a content of another, as short as it can be at both ends."""

from hypothesis import given
from hypothesis import strategies as st

from timeline_app.dataset.editing.splices import splice_between

contents = st.binary(max_size=12) | st.text("ab", max_size=12).map(str.encode)


@given(contents, contents, contents, contents)
def test_a_splice_leads_there_and_back_and_has_nothing_in_common_at_its_ends(
    start: bytes, old: bytes, new: bytes, end: bytes
) -> None:
    before, after = start + old + end, start + new + end
    splices = splice_between(before, after)
    assert splices.applied(before) == after
    assert splices.inverse(before).applied(after) == before
    assert bool(splices) is (before != after)
    for splice in splices.items:
        gone = before[splice.start : splice.end]
        assert len(gone) <= len(old)
        assert not gone or not splice.new or (gone[0] != splice.new[0] and gone[-1] != splice.new[-1])
