"""The arithmetic of the benchmarks: what a figure is, and when a limit is kept."""

from math import inf

import pytest

from tests.benchmarks.figures import (
    Limit,
    Peer,
    Row,
    high_row,
    median_row,
    middle,
    percentile,
)


def test_a_percentile_is_one_of_the_values_and_never_less_than_its_share():
    hundred = range(1, 101)
    assert percentile(hundred, 99) == 99
    assert percentile(hundred, 100) == 100
    assert percentile(hundred, 1) == 1
    assert percentile([7, 3, 5], 50) == 5


def test_the_99th_percentile_of_few_runs_is_the_worst():
    assert percentile([4.0, 9.0, 1.0], 99) == 9


def test_the_median_of_an_even_number_lies_in_the_middle():
    assert middle([4, 1, 3, 2]) == 2.5
    assert middle([9, 1, 2]) == 2


@pytest.mark.parametrize("figure", [middle, lambda values: percentile(values, 99)])
def test_nothing_is_made_of_no_values(figure):
    with pytest.raises(ValueError, match="no values"):
        figure([])


def test_a_limit_beside_a_peer_moves_with_the_peer():
    limits = (Limit(factor=1.5, of="empty"), Limit(plus=60, factor=1, of="empty"), Limit(2))
    row = Row("start", 6, 1.0, "s", "median of 3", limits, (Peer("empty", 4.0, 3),))
    assert [row.allowed(limit) for limit in limits] == [6, 64, 2]
    assert row.ratio(row.peers[0]) == 0.25


@pytest.mark.parametrize(("ours", "met"), [(2.0, True), (2.01, False), (inf, False)])
def test_every_limit_must_be_kept(ours, met):
    peers = (Peer("loader", 10.0, 1),)
    row = Row("check", 6, ours, "s", "", (Limit(5), Limit(factor=0.2, of="loader")), peers)
    assert row.met is met


def test_where_a_peer_is_missing_nobody_knows():
    limits = (Limit(5), Limit(factor=0.2, of="browser"))
    assert Row("pdf", 4, 1.0, "s", "", limits).met is None
    assert Row("pdf", 4, 1.0, "s", "", limits, (Peer.of("browser", []),)).met is None
    assert Row("pdf", 4, inf, "s", "", limits).met is False


def test_rows_say_what_was_made_of_how_many_runs():
    assert median_row("a", 4, [1, 2, 9], "ms").statistic == "median of 3"
    row = high_row("a", 4, [1, 2, 9], "ms")
    assert (row.ours, row.statistic) == (9, "p99 of 3")
    assert high_row("a", 4, [], "ms").ours == inf


def test_a_row_outlives_json():
    peers = (Peer("empty", 0.25, 3), Peer("gone", inf, 0))
    row = Row("a", 6, inf, "s", "median of 0", (Limit(1, 2, "empty"),), peers, "why")
    assert Row.from_dict(row.as_dict()) == row
    assert row.as_dict()["ours"] is None
