from __future__ import annotations

import random
from itertools import pairwise
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from briefing.core.matching import Run, common_prefix, common_suffix, matching

few_kinds = st.lists(st.sampled_from("abcdefg"), max_size=30)


@given(st.text("ab", max_size=12), st.text("ab", max_size=12))
def test_the_common_ends_are_as_long_as_they_can_be(old: str, new: str) -> None:
    prefix = common_prefix(old, new)
    assert old[:prefix] == new[:prefix]
    assert prefix == min(len(old), len(new)) or old[prefix] != new[prefix]
    most = min(len(old), len(new)) - prefix
    suffix = common_suffix(old, new, most)
    assert old[len(old) - suffix :] == new[len(new) - suffix :]
    assert suffix == most or old[-suffix - 1] != new[-suffix - 1]


@given(few_kinds, few_kinds)
def test_runs_are_equal_lines_in_rising_order_that_do_not_touch(
    old: list[str], new: list[str]
) -> None:
    runs = matching(old, new)
    for run in runs:
        assert run.length
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
    for run, after in pairwise(runs):
        assert run.old + run.length <= after.old
        assert run.new + run.length <= after.new
        assert (run.old + run.length, run.new + run.length) != (after.old, after.new)


@given(few_kinds)
def test_equal_texts_are_one_run(lines: list[str]) -> None:
    assert matching(lines, lines) == ((Run(0, 0, len(lines)),) if lines else ())


def test_lines_put_in_and_taken_out_leave_the_rest_matched() -> None:
    old = ["a", "x", "b", "x", "c", "x", "d"]
    new = ["a", "x", "b", "new", "x", "c", "d"]
    assert matching(old, new) == (Run(0, 0, 3), Run(3, 4, 2), Run(6, 6, 1))


def test_repeated_lines_in_a_small_gap_are_matched_too() -> None:
    assert matching([*"1xyxy2"], [*"3xyxy4"]) == (Run(1, 1, 4),)


def test_a_large_gap_of_repeated_lines_counts_as_replaced() -> None:
    old, new = ["1", *"xy" * 100, "2"], ["3", *"xy" * 100, "4"]
    assert matching(old, new) == ()


def test_lines_that_are_unique_only_within_a_gap_are_found_there() -> None:
    old = [*"1q", "A", *"2q", "B", "3", *"xy" * 80]
    new = [*"4q", "A", *"5q", "B", "6", *"yx" * 80]
    assert Run(1, 1, 2) in matching(old, new)
    assert Run(4, 4, 2) in matching(old, new)


def test_hard_cases_take_bounded_time() -> None:
    chance = random.Random(1)
    some = [str(chance.randrange(30_000)) for _ in range(40_000)]
    shuffled = chance.sample(some, len(some))
    start = perf_counter()
    matching(some, shuffled)
    matching(["a", "b"] * 20_000, ["b", "b", "a"] * 13_000)
    assert perf_counter() - start < 10
