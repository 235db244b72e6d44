from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.projection import Box, Projection, clip_line, clip_ring, vector

LATS = st.floats(-90, 90)
LONS = st.floats(-180, 180)
PLACES = st.builds(vector, LATS, LONS)
POINTS = st.tuples(st.floats(-50, 50), st.floats(-50, 50))
BOX = Box(-10, -5, 10, 5)


def area(ring):
    before = ring[-1:] + ring[:-1]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(before, ring, strict=True))) / 2


def angle(one, other):
    return 2 * math.asin(min(1.0, math.dist(one, other) / 2))


@given(PLACES, PLACES)
def test_a_place_comes_back_from_the_plane(centre, place):
    projection = Projection(centre)
    (point,) = projection.project([place])
    if angle(centre, place) < 3.1:
        assert math.dist(projection.unproject(point), place) < 1e-6


@given(PLACES, PLACES)
def test_distance_from_the_middle_is_the_chord(centre, place):
    (point,) = Projection(centre).project([place])
    if angle(centre, place) < 3.1:
        assert math.hypot(*point) == pytest.approx(math.dist(centre, place), abs=1e-6)


@given(st.floats(-80, 80), LONS, st.floats(-80, 80), LONS)
def test_areas_are_kept(lat, lon, centre_lat, centre_lon):
    step = 0.01
    corners = [(0, 0), (0, step), (step, step), (step, 0)]
    square = [vector(lat + up, lon + right) for up, right in corners]
    if angle(vector(centre_lat, centre_lon), square[0]) > 2.5:
        return
    (low, high) = (math.sin(math.radians(lat + up)) for up in (0, step))
    flat = Projection(vector(centre_lat, centre_lon)).project(square)
    assert area(flat) == pytest.approx(math.radians(step) * (high - low), rel=1e-2)


def test_north_is_up_and_east_is_right_in_pixels():
    projection = Projection(vector(50, 30))
    north, east = projection.project([vector(51, 30), vector(50, 31)], 1000, (84, 50))
    assert north[0] == pytest.approx(84)
    assert north[1] < 50
    assert east[0] > 84


def test_a_pole_can_be_the_middle():
    pole, east = Projection((0.0, 0.0, 1.0)).project([(0.0, 0.0, 1.0), vector(80, 90)])
    assert pole == (0, 0)
    assert east == pytest.approx((2 * math.sin(math.radians(5)), 0))


def test_the_antipode_is_finite_and_what_lies_beyond_the_disk_is_the_antipode():
    centre = vector(10, 20)
    antipode = tuple(-part for part in centre)
    assert all(map(math.isfinite, *Projection(centre).project([antipode])))
    assert Projection(centre).unproject((3.0, 0.0)) == pytest.approx(antipode)


@given(st.lists(POINTS, min_size=3, max_size=12))
def test_a_clipped_ring_stays_in_the_box(ring):
    clipped = clip_ring(ring, BOX)
    assert all(-10 <= x <= 10 and -5 <= y <= 5 for x, y in clipped)


@given(st.floats(1, 60), st.floats(-30, 30), st.floats(-30, 30))
def test_a_convex_ring_keeps_just_the_area_that_overlaps(size, x, y):
    square = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
    wide = max(0, min(10, x + size) - max(-10, x))
    high = max(0, min(5, y + size) - max(-5, y))
    clipped = clip_ring(square, BOX)
    assert (area(clipped) if clipped else 0) == pytest.approx(wide * high, abs=1e-6)


def test_a_ring_inside_is_as_it_was_and_need_not_be_closed():
    ring = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]
    assert clip_ring(ring, BOX) == ring
    assert clip_ring([*ring, ring[0]], BOX) == ring
    assert clip_ring([(x + 50, y) for x, y in ring], BOX) == []
    assert clip_ring([], BOX) == []


@given(st.lists(POINTS, min_size=2, max_size=12))
def test_the_parts_of_a_line_stay_in_the_box(line):
    for part in clip_line(line, BOX):
        assert len(part) > 1
        assert all(-10 - 1e-9 <= x <= 10 + 1e-9 and -5 - 1e-9 <= y <= 5 + 1e-9 for x, y in part)


def test_a_line_that_leaves_and_comes_back_is_in_two_parts():
    line = [(0.0, 0.0), (20.0, 0.0), (20.0, 2.0), (0.0, 2.0), (0.0, 3.0)]
    assert clip_line(line, BOX) == [[(0, 0), (10, 0)], [(10, 2), (0, 2), (0, 3)]]


def test_a_line_inside_is_as_it_was():
    line = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (-2.0, 3.0)]
    assert clip_line(line, BOX) == [line]


@pytest.mark.parametrize(
    "line",
    [
        [(-20.0, 6.0), (20.0, 6.0)],
        [(11.0, -20.0), (11.0, 20.0)],
        [(-20.0, 0.0), (0.0, 20.0)],
        [(20.0, 0.0), (30.0, 0.0)],
    ],
)
def test_nothing_is_left_of_a_line_outside(line):
    assert clip_line(line, BOX) == []


def test_a_line_through_the_box_is_cut_on_both_sides():
    assert clip_line([(-20.0, -10.0), (20.0, 10.0)], BOX) == [[(-10, -5), (10, 5)]]


def test_the_box_around_points():
    box = Box.around([(1.0, 5.0), (-3.0, 2.0)])
    assert box == Box(-3, 2, 1, 5)
    assert box.middle == (-1, 3.5)
    with pytest.raises(ValueError, match="unpack"):
        Box.around([])
