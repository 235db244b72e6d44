from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.edits import Change, Edit, applied


def test_edits_are_made_in_any_order_and_the_rest_stays() -> None:
    edits = [Edit(6, 11, "card"), Edit(0, 5, "My"), Edit(11, 11, "!")]
    assert applied("hello world", edits) == "My card!"


def test_no_edits_leave_the_text() -> None:
    assert applied("as it is\n", Change("Nothing", ()).edits) == "as it is\n"


def test_an_insertion_may_touch_a_replacement() -> None:
    assert applied("abc", [Edit(1, 2, "X"), Edit(2, 2, "Y"), Edit(1, 1, "W")]) == "aWXYc"


@pytest.mark.parametrize("edit", [Edit(-1, 0, ""), Edit(2, 1, ""), Edit(3, 4, "")])
def test_an_edit_outside_the_text_is_refused(edit: Edit) -> None:
    with pytest.raises(ValueError, match="outside"):
        applied("abc", [edit])


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        applied("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])


@given(st.lists(st.text(max_size=4), min_size=1), st.data())
def test_text_outside_the_edits_is_kept(parts: list[str], data: st.DataObject) -> None:
    edits, at, wanted = [], 0, []
    for part in parts:
        new = data.draw(st.none() | st.text(max_size=4))
        if new is not None and part:
            edits.append(Edit(at, at + len(part), new))
        wanted.append(part if new is None or not part else new)
        at += len(part)
    assert applied("".join(parts), data.draw(st.permutations(edits))) == "".join(wanted)
