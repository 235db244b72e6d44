from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.differences import Differences, Line, differences

texts = st.lists(st.sampled_from(["a", "b", "c d", "c e", ""]), max_size=25).map("\n".join)
NUMBERS = "".join(f"line {number}\n" for number in range(1, 41))


def shown(found: Differences) -> list[list[str]]:
    marks = {"kept": " ", "removed": "-", "added": "+"}
    return [[marks[line.kind] + line.text for line in hunk.lines] for hunk in found.hunks]


@given(texts, texts, st.integers(0, 5))
def test_the_differences_turn_one_text_into_the_other(old: str, new: str, context: int) -> None:
    found = differences(old, new, context)
    assert bool(found) == (old != new)
    old_lines, new_lines = old.split("\n"), new.split("\n")
    lines = [line for hunk in found.hunks for line in hunk.lines]
    for line in lines:
        assert (line.old is None) == (line.kind == "added")
        assert (line.new is None) == (line.kind == "removed")
        assert line.old is None or old_lines[line.old - 1] == line.text
        assert line.new is None or new_lines[line.new - 1] == line.text
    gone = {line.old for line in lines if line.kind == "removed"}
    come = {line.new for line in lines if line.kind == "added"}
    assert (len(gone), len(come)) == (found.removed, found.added)
    assert [text for at, text in enumerate(old_lines, 1) if at not in gone] == [
        text for at, text in enumerate(new_lines, 1) if at not in come
    ]


@given(texts, texts)
def test_with_enough_context_one_hunk_is_the_whole_of_both(old: str, new: str) -> None:
    for hunk in differences(old, new, 1000).hunks:
        assert [line.text for line in hunk.lines if line.kind != "added"] == old.split("\n")
        assert [line.text for line in hunk.lines if line.kind != "removed"] == new.split("\n")


def test_no_difference_is_no_hunk() -> None:
    assert differences("a\n", "a\n") == Differences((), 0, 0)


def test_a_change_is_shown_with_three_kept_lines_on_each_side() -> None:
    found = differences(NUMBERS, NUMBERS.replace("line 20", "Line 20"))
    assert shown(found) == [
        [f" line {number}" for number in (17, 18, 19)]
        + ["-line 20", "+Line 20"]
        + [f" line {number}" for number in (21, 22, 23)]
    ]
    assert (found.added, found.removed) == (1, 1)


def test_changes_near_each_other_share_a_hunk_and_far_ones_do_not() -> None:
    near = NUMBERS.replace("line 20\n", "").replace("line 27\n", "")
    assert len(differences(NUMBERS, near).hunks) == 1
    far = NUMBERS.replace("line 20\n", "").replace("line 28\n", "")
    first, second = shown(differences(NUMBERS, far))
    assert (first[-1], second[0]) == (" line 23", " line 25")


def test_changes_at_the_two_ends_have_context_on_one_side_only() -> None:
    found = differences("a\nb\nc\nd\ne\nf\ng\nh\ni\n", "A\nb\nc\nd\ne\nf\ng\nh\ni")
    assert shown(found) == [["-a", "+A", " b", " c", " d"], [" g", " h", " i", "-"]]


def test_a_short_head_is_cut_to_the_context() -> None:
    assert shown(differences("a\nb\nc\nd\ne", "a\nb\nc\nd\nE"))[0][0] == " b"


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("text: the port is open", "text: the port is closed", ["open"], ["closed"]),
        ("one two three four", "one two four", ["three "], []),
        ("one two four", "one two and four, five", [], ["and ", ", five"]),
        ("the very same but for this", "nothing in common at all here", [], []),
        ("x" * 2001, "x" * 2000 + "y", [], []),
    ],
)
def test_words_that_changed_in_a_line_are_marked(
    old: str, new: str, gone: list[str], come: list[str]
) -> None:
    removed, added = differences(old, new).hunks[0].lines

    def marked(line: Line) -> list[str]:
        return [line.text[start:end] for start, end in line.spans]

    assert (marked(removed), marked(added)) == (gone, come)


def test_words_are_compared_only_as_long_as_that_is_cheap() -> None:
    old = "\n".join(f"{number} {'a b c ' * 40}" for number in range(40))
    lines = differences(old, old.replace("c", "d")).hunks[0].lines
    marked = [bool(line.spans) for line in lines if line.kind == "removed"]
    assert marked[0]
    assert not marked[-1]


def test_two_megabytes_are_compared_at_once() -> None:
    lines = [f"  - text: paragraph {number} of a long card, as it goes" for number in range(40_000)]
    old = "\n".join(lines)
    lines[20_000] = "  - text: another"
    del lines[30_000], lines[10]
    new = "\n".join(lines)
    start = perf_counter()
    found = differences(old, new)
    assert perf_counter() - start < 5
    assert (found.added, found.removed, len(found.hunks)) == (1, 3, 3)
