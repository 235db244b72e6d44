from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core import lines as module
from briefing.core.lines import Lines

TEXTS = st.lists(st.sampled_from(["a", "é", "😀", "\n", "\r", "\r\n", "bcd", "\n\n"])).map("".join)


def starts_of(text: str) -> list[int]:
    """Where the lines start, found the plain way."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]


@given(TEXTS)
@pytest.mark.parametrize("block", [1, 2, 3, 2048])
def test_each_offset_has_its_place_and_each_place_its_offset(block: int, text: str) -> None:
    starts = starts_of(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)
        lines = Lines(text)
        for offset in range(len(text) + 1):
            row = max(row for row, start in enumerate(starts) if start <= offset)
            after = [*starts, len(text), len(text)][row + 1]
            assert lines.place(offset) == (row + 1, offset - starts[row] + 1)
            assert lines.start(offset) == starts[row]
            assert lines.after(offset) == after
            assert lines.offset(*lines.place(offset)) == offset
        assert lines.offset(len(starts) + 5, 1) == starts[-1]
        assert lines.offset(0, -3) == 0


def test_a_place_beyond_the_end_of_a_line_is_at_its_end() -> None:
    lines = Lines("ab\ncd\r\nef")
    assert lines.offset(1, 99) == 2
    assert lines.offset(2, 99) == 6
    assert lines.offset(3, 99) == 9
