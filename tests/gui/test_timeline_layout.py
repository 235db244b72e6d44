"""Where the years, the stops and their labels stand on the timeline."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.dates import PartialDate
from briefing.gui.timeline_layout import MOST_NAMED, Texts, place_labels, scale

YEAR = 22.0


def on_scale(*texts, width=676, zoom=1.0):
    return scale([PartialDate.parse(text) for text in texts], width, YEAR * zoom, zoom)


def figures(spread):
    return [tick.label for tick in spread.ticks if tick.label]


class TestScale:
    def test_stops_stand_in_proportion_on_whole_years(self):
        spread = on_scale("2004-02-25", "2010")
        assert (spread.left, spread.right) == (8, 668)
        year = 660 / 7
        first, last = spread.places
        assert first.x == pytest.approx(8 + year * 55.5 / 365.25, abs=1)
        assert last.x == pytest.approx(8 + year * 6.5, abs=0.5)

    def test_a_vague_date_covers_its_year_or_month_and_a_day_covers_nothing(self):
        year, month, day = on_scale("2004", "2005-01", "2005-06-01").places
        assert year.span == pytest.approx((8, 338), abs=1)
        assert month.span == pytest.approx((338, 366), abs=1)
        assert day.span is None

    def test_every_year_is_named_while_there_is_room(self):
        assert figures(on_scale("2004-02-25", "2010")) == [str(y) for y in range(2004, 2011)]

    def test_years_thin_out_to_round_ones(self):
        decades = figures(on_scale("1950", "2010", width=300))
        assert decades == ["1950", "1960", "1970", "1980", "1990", "2000"]
        assert figures(on_scale("1000", "2010"))[:3] == ["1000", "1050", "1100"]

    def test_no_figures_are_cut_off_at_the_right_end(self):
        last = [tick for tick in on_scale("1950", "2010", width=300).ticks if tick.label][-1]
        assert last.x + YEAR <= 300

    def test_dots_shrink_where_stops_crowd(self):
        assert on_scale("2004", "2005").dot == 11
        apart = [str(year) for year in range(2000, 2020)]
        assert on_scale(*apart).dot == 8
        assert on_scale(*apart, "2020-01-01", "2020-01-02").dot == 6

    def test_the_calendars_last_year_has_an_end(self):
        assert on_scale("9999").places[0].x == pytest.approx(338)

    def test_no_stops_make_no_places(self):
        assert on_scale().places == ()


def labels(xs, width, *, chosen=(), hovered=None, date=60, name=240, zoom=1.0):
    texts = Texts([date] * len(xs), [name] * len(xs))
    return place_labels(xs, width, texts, chosen, hovered, zoom)


def collide(rooms):
    return [
        (one, other)
        for one, other in combinations(rooms.values(), 2)
        if one.left < other.right and other.left < one.right
    ]


class TestLabels:
    def test_two_stops_are_named_at_the_ends(self):
        found = labels([22, 620], 676, chosen=[1])
        assert (found.names[0].left, found.names[1].right) == (0, 676)
        assert (found.dates[0].left, found.dates[1].right) == (0, 676)

    def test_a_label_amid_the_track_is_centered_on_its_stop(self):
        found = labels([22, 338, 620], 676, chosen=[1])
        for room in (found.dates[1], found.names[1]):
            assert (room.left + room.right) / 2 == 338

    def test_two_chosen_stops_close_together_both_keep_their_labels_in_order(self):
        found = labels([600, 606], 676, chosen=[0, 1])
        assert found.dates[0].right < found.dates[1].left
        assert found.names[0].right < found.names[1].left

    def test_the_hovered_stop_comes_before_the_rest(self):
        xs = [100, 330, 350, 600]
        assert 1 in labels(xs, 676, chosen=[0]).dates
        hovered = labels(xs, 676, chosen=[0], hovered=2)
        assert 2 in hovered.dates
        assert 1 not in hovered.dates

    def test_many_stops_are_named_only_where_chosen(self):
        xs = [40 + 90 * n for n in range(MOST_NAMED + 1)]
        assert set(labels(xs, 676, chosen=[3]).names) == {3}

    def test_a_label_can_be_pointed_at(self):
        found = labels([22, 620], 676, chosen=[1])
        assert found.at(30, in_dates=True) == 0
        assert found.at(200, in_dates=True) is None
        assert found.at(200, in_dates=False) == 0

    @given(
        st.lists(st.floats(8, 668), min_size=1, max_size=60).map(sorted),
        st.floats(240, 1200),
        st.data(),
    )
    def test_chosen_dates_always_stand_and_nothing_ever_collides(self, xs, width, data):
        xs = [8 + (x - 8) * (width - 16) / 660 for x in xs]
        count = data.draw(st.integers(0, min(2, len(xs))))
        numbers = st.integers(0, len(xs) - 1)
        chosen = sorted(data.draw(st.sets(numbers, min_size=count, max_size=count)))
        hovered = data.draw(st.none() | numbers)
        found = labels(xs, width, chosen=chosen, hovered=hovered, date=80, name=200)
        assert set(chosen) <= set(found.dates)
        for rooms in (found.dates, found.names):
            assert not collide(rooms)
            assert all(-0.01 <= r.left < r.right <= width + 0.01 for r in rooms.values())
