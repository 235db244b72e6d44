"""What of a growing library is held against each other."""

import pytest

from tests.benchmarks.rows_growth import Point, further_memory


def test_memory_is_that_of_each_further_card():
    points = [Point(1_000, 1, 1, -1.0), Point(3_000, 1, 1, 3.0), Point(10_000, 1, 1, 10.0)]
    assert further_memory(points) == pytest.approx({3_000: 2.0, 10_000: 1.0})
