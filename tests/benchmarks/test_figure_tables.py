"""The table of the benchmarks, for a terminal and between the markers of the README."""

from math import inf

import pytest

from tests.benchmarks.figures import Limit, Peer, Row
from tests.benchmarks.tables import (
    END,
    START,
    MarkerError,
    amount,
    between_markers,
    cells,
    markdown,
    plain,
    times,
)

ROW = Row(
    "start",
    6,
    0.5,
    "s",
    "median of 3",
    (Limit(0.6), Limit(factor=0.2, of="browser")),
    (Peer("browser", 2.0, 3),),
    "With a map.",
)


def test_a_row_shows_every_limit_and_the_ratio():
    assert cells(ROW) == (
        "start",
        "0.50 s\nmedian of 3",
        "≤ 0.60 s\n≤ 1/5.0 × browser = 0.40 s",
        "browser 2.00 s",
        "1/4.0",
        "no",
    )


def test_a_row_that_was_not_done_says_so():
    shown = cells(Row("index", 6, inf, "s", "median of 0", (Limit(5),)))
    assert shown[1].startswith("not in time")
    assert shown[-1] == "no"


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0412, "0.04 s"), (9.994, "9.99 s"), (15.04, "15.0 s"), (1234.4, "1,234 s")],
)
def test_amounts_have_the_digits_one_reads(value, said):
    assert amount(value, "s") == said


def test_small_ratios_are_said_as_parts():
    assert [times(0.1), times(0.75), times(12), times(inf)] == ["1/10.0", "0.75 ×", "12.00 ×", "-"]


def test_the_lines_of_the_plain_table_stand_below_each_other():
    lines = plain([ROW]).splitlines()
    column = lines[0].index("limit")
    assert lines[2][column:].startswith("≤ 0.60 s")
    assert lines[3][column:].startswith("≤ 1/5.0")
    assert lines[-1] == "start: With a map."


def test_the_table_replaces_the_one_between_the_markers():
    text = f"# Title\n{START}\nold\n{END}\nmore\n"
    made = between_markers(text, markdown([ROW], "Here."))
    assert "old" not in made
    assert made.startswith(f"# Title\n{START}\n")
    assert made.endswith(f"{END}\nmore\n")
    assert "| start | 0.50 s<br>median of 3 |" in made
    assert between_markers(made, markdown([ROW], "Here.")) == made


@pytest.mark.parametrize("text", ["", START, f"{END}\n{START}", f"{START}{START}{END}"])
def test_a_readme_without_markers_is_left_alone(text):
    with pytest.raises(MarkerError):
        between_markers(text, "table")
