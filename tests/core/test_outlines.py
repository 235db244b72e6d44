"""The data file itself, with the decisions that went into it."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from briefing.core import outlines as module
from briefing.core.locator import Size, locator
from briefing.core.locator_map import hit
from briefing.core.outlines import OUTLINES_FILE, Line, Outlines
from briefing.core.projection import vector

EARTH_KM = 6371


@pytest.fixture(scope="module")
def outlines():
    return Outlines()


def country_at(outlines, lat, lon):
    """The country in the middle of the map of a place."""
    return hit(locator(outlines, Size(400, 400, 4), (), (lat, lon)), 200, 200)


def stroked_near(outlines, lat, lon, km):
    """The kinds of line that run within some kilometres of a place."""
    place = vector(lat, lon)
    return {
        line
        for arc, line in enumerate(outlines.lines)
        for point in outlines.points(arc, 0)
        if line is not Line.NONE and EARTH_KM * math.dist(place, point) < km
    }


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (44.95, 34.1, "UA"),  # Simferopol
        (44.6, 33.55, "UA"),  # Sevastopol
        (45.34, 36.42, "UA"),  # Kerch
        (45.3, 37.4, "RU"),  # across the strait
        (46.7, 32.9, "UA"),
        (43.1, 40.9, "GE"),  # Abkhazia
        (42.25, 43.97, "GE"),  # Tskhinvali
        (46.85, 29.6, "MD"),  # Tiraspol
        (39.82, 46.75, "AZ"),  # Stepanakert
        (42.6, 21.0, "XK"),
        (35.25, 33.6, "CY"),
        (9.55, 44.2, "SO"),  # Hargeisa
        (35.45, 77.2, None),  # Siachen
        (54.7, 21.0, "RU"),  # Kaliningrad
        (66.0, -171.5, "RU"),  # across the antimeridian
        (-85.0, 30.0, "AQ"),
        (23.6, 121.0, "TW"),
        (-10.49, 105.63, "CX"),
        (-12.189, 96.913, "CC"),
        (43.0, 34.0, None),  # the Black Sea
    ],
)
def test_whose_land_it_is(outlines, lat, lon, code):
    assert country_at(outlines, lat, lon) == code


def test_no_border_cuts_crimea_off(outlines):
    assert stroked_near(outlines, 46.1, 33.7, 60) == set()
    assert stroked_near(outlines, 45.3, 36.5, 40) == set()


def test_no_border_runs_through_cyprus_somalia_or_georgia(outlines):
    assert stroked_near(outlines, 35.1, 33.3, 100) == set()
    assert stroked_near(outlines, 9.0, 48.5, 60) == set()
    assert stroked_near(outlines, 42.4, 41.9, 30) == set()


def test_lines_on_which_members_are_divided_are_of_their_own_kind(outlines):
    assert Line.DISPUTED in stroked_near(outlines, 42.9, 21.2, 50)
    assert Line.DISPUTED in stroked_near(outlines, 35.4, 77.2, 60)
    assert stroked_near(outlines, 49.0, 23.0, 60) == {Line.BORDER}


def test_every_country_of_the_starter_library_has_an_outline(outlines):
    codes = (
        "RU US FR PL BY UA GE KZ KG CN JP IN IR KP AT BE BG CY CZ DE DK EE ES FI GB GR HU IE IT "
        "LT LU LV MT NL PT RO SE SI SK AM AZ MD TJ TM UZ"
    )
    assert set(codes.split()) <= outlines.codes
    assert "" not in outlines.codes


def test_areas_are_right(outlines):
    def area(code):
        return sum(polygon.area for polygon in outlines.polygons if polygon.code == code)

    assert area("RU") == pytest.approx(17_098_000 - 27_000, rel=0.02)
    assert area("UA") == pytest.approx(603_500, rel=0.02)
    assert area("AQ") == pytest.approx(12_300_000, rel=0.05)
    assert area("LU") == pytest.approx(2_590, rel=0.05)


def test_the_main_body_leaves_out_what_lies_overseas(outlines):
    def bodies(code):
        return [p.cap.centre for p in outlines.polygons if p.code == code and p.body]

    def near(code, lat, lon):
        return any(math.dist(vector(lat, lon), centre) < 0.05 for centre in bodies(code))

    assert not near("US", 64, -152)
    assert not near("FR", 4, -53)
    assert near("FR", 42.1, 9.1)
    assert near("RU", 54.7, 21.2)
    assert near("RU", 71.2, -179.5)


def test_rings_are_closed_at_every_level_and_at_their_ends(outlines):
    for polygon in outlines.polygons:
        for ring in polygon.rings:
            for level in (0, 3, outlines.ends):
                arcs = [outlines.points(arc, level) for arc in ring]
                joints = pairwise([*arcs, arcs[0]])
                assert all(math.dist(one[-1], other[0]) < 1e-9 for one, other in joints)


def test_caps_hold_what_is_in_them(outlines):
    for arc in range(len(outlines.lines)):
        cap = outlines.arc_cap(arc)
        reach = 2 * math.sin(cap.radius / 2)
        assert all(math.dist(cap.centre, point) <= reach for point in outlines.points(arc, 0))
    for polygon in outlines.polygons:
        reach = 2 * math.sin(polygon.cap.radius / 2)
        points = (point for arc in polygon.rings[0] for point in outlines.points(arc, 0))
        assert all(math.dist(polygon.cap.centre, point) <= reach for point in points)


def test_a_coarser_level_has_fewer_points_and_islands_keep_three_corners(outlines):
    def count(level):
        return sum(len(outlines.points(arc, level)) for arc in range(len(outlines.lines)))

    counts = [count(level) for level in range(outlines.ends + 1)]
    assert counts == sorted(counts, reverse=True)
    for polygon in outlines.polygons:
        for ring in polygon.rings:
            if len(ring) == 1:
                assert len(outlines.points(ring[0], outlines.ends)) > 3


def test_the_level_for_a_tolerance(outlines):
    assert [outlines.level(km) for km in (0, 1.4, 1.5, 7, 1000)] == [0, 0, 1, 3, 6]


def test_an_arc_can_be_walked_backwards(outlines):
    assert outlines.points(~5, 0) == outlines.points(5, 0)[::-1]


def test_big_endian_computers_read_the_same(monkeypatch, outlines):
    monkeypatch.setattr(module.sys, "byteorder", "big")
    big = Outlines()
    lons = (each._columns["lon"][7] for each in (outlines, big))
    assert next(lons).to_bytes(2, "little", signed=True) == next(lons).to_bytes(2, signed=True)


def test_a_missing_or_broken_file_is_an_error(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        Outlines(tmp_path / "none.bin")
    broken = tmp_path / "broken.bin"
    broken.write_bytes(b"nonsense")
    with pytest.raises(ValueError, match="Expecting value"):
        Outlines(broken)
    broken.write_bytes(OUTLINES_FILE.read_bytes()[:-1])
    with pytest.raises(ValueError, match="bytes, and not"):
        Outlines(broken)


def test_the_file_is_small():
    assert OUTLINES_FILE.stat().st_size < 600_000


@pytest.mark.parametrize("place", [(0, 0), (42, 43.5), (89.9, 10), (-60, 179)])
@pytest.mark.parametrize("reach", [0.02, 0.6, 2.5])
def test_what_is_near_a_place_leaves_out_nothing_that_reaches_it(outlines, place, reach):
    centre = vector(*place)
    near = outlines.near(centre, reach, 0.004, {"MT"})
    reaching = [
        polygon
        for polygon in outlines.polygons
        if math.dist(centre, polygon.cap.centre)
        <= 2 * math.sin(min(polygon.cap.radius + reach, math.pi) / 2)
        and (polygon.cap.radius > 0.004 or polygon.code == "MT")
    ]
    assert all(polygon in near for polygon in reaching)
    assert near == sorted(near, key=outlines.polygons.index)
    borders = [
        arc
        for arc, line in enumerate(outlines.lines)
        if line is Line.BORDER
        and math.dist(centre, outlines.arc_cap(arc).centre)
        <= 2 * math.sin(min(outlines.arc_cap(arc).radius + reach, math.pi) / 2)
    ]
    assert set(borders) <= set(outlines.lines_near(Line.BORDER, centre, reach))
