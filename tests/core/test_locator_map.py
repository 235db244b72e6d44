"""Locator maps from the choice of the frame (core/locator.py) to the finished map."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.core.card import Card
from briefing.core.locator import Size, Subject, cover, locator, subject
from briefing.core.locator_map import PAPER, LocatorMap, Role, Shape, compact_path, hit, to_svg
from briefing.core.outlines import Outlines
from briefing.core.validation import validated

SIZE = Size(168, 100)
EU = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GB",
    "GR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
STARTER = ["RU", "US", "BY", "UA", "GE", "KZ", "KG", "CN", "JP", "IN", "IR", "KP", *EU]


@pytest.fixture(scope="module")
def outlines():
    return Outlines()


def card(**keys):
    return validated(Card, {"name": "X", "kind": "country", "region": "Y", **keys})


def focus(chart):
    return {shape.code for shape in chart.shapes if shape.role is Role.FOCUS}


def extent(chart, code):
    points = [p for shape in chart.shapes if shape.code == code for r in shape.rings for p in r]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def test_what_the_map_of_a_card_shows():
    place = {"lat": 43.0, "lon": 41.0}
    assert subject(card(code="GE")) == Subject(("GE",), None)
    assert subject(card(code="EU", members=["EE", "LV"])) == Subject(("EE", "LV"), None)
    assert subject(card(location=place)) == Subject((), (43.0, 41.0))
    assert subject(card()) == Subject((), None)


def test_nothing_to_show(outlines):
    assert locator(outlines, SIZE, ()) is None
    assert locator(outlines, SIZE, ("TV",)) is None
    assert cover(outlines, SIZE, ["TV"]) is None


@pytest.mark.parametrize("code", ["US", "FR", "PL", "BY", "UA", "GE", "KZ", "KG", "IR", "KP"])
def test_a_country_stands_whole_and_large_in_the_middle(outlines, code):
    chart = locator(outlines, SIZE, (code,))
    assert focus(chart) == {code}
    assert chart.ring is None
    assert hit(chart, 84, 50) == code or code == "KG"
    (shape,) = (shape for shape in chart.shapes if shape.code == code)
    main = max(shape.rings, key=len)
    xs, ys = zip(*main, strict=True)
    assert 0 < min(xs) < max(xs) < 168
    assert 0 < min(ys) < max(ys) < 100
    assert max((max(xs) - min(xs)) / 168, (max(ys) - min(ys)) / 100) > 0.4


def test_russia_is_whole_across_the_antimeridian(outlines):
    chart = locator(outlines, SIZE, ("RU",))
    left, top, right, bottom = extent(chart, "RU")
    assert 0 < left < 40
    assert 130 < right < 168
    assert 0 < top < bottom < 100


def test_a_bloc_is_framed_on_all_its_members(outlines):
    chart = locator(outlines, SIZE, EU)
    assert focus(chart) == set(EU)
    for code in ("PT", "FI", "CY", "IE"):
        shape = next(shape for shape in chart.shapes if shape.code == code)
        main = max(shape.rings, key=len)
        assert all(0 < x < 168 and 0 < y < 100 for x, y in main)


def test_a_place_has_a_ring_in_the_middle_and_claims_no_land(outlines):
    chart = locator(outlines, SIZE, (), (43.0, 41.0))
    assert chart.ring == (84, 50)
    assert focus(chart) == set()
    assert {"GE", "RU", "TR"} <= {shape.code for shape in chart.shapes}
    assert chart.disputed == ()


def test_a_code_without_an_outline_falls_back_on_the_place(outlines):
    assert locator(outlines, SIZE, ("TV",), (-8.5, 179.2)).ring == (84, 50)


@pytest.mark.parametrize("code", ["MT", "SG", "MV", "VA"])
def test_a_country_too_small_to_see_gets_a_ring_and_other_land_in_sight(outlines, code):
    chart = locator(outlines, SIZE, (code,))
    assert chart.ring == (84, 50)
    assert len(chart.shapes) > 1


def test_a_bloc_round_the_globe_is_seen_upright(outlines):
    chart = locator(outlines, SIZE, ("BR", "RU", "IN", "CN", "ZA"))
    middle = {code: extent(chart, code) for code in ("BR", "CN", "ZA", "RU")}
    assert middle["BR"][2] < middle["ZA"][0] < middle["CN"][0]
    assert middle["RU"][1] < middle["ZA"][1]
    assert all(0 < left < right < 168 for left, _, right, _ in middle.values())


@settings(max_examples=40, deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_everything_stays_in_the_frame_and_its_bleed(lat, lon):
    chart = locator(WORLD, Size(168, 100, 1), (), (lat, lon))
    lines = [*chart.borders, *chart.disputed, *(r for s in chart.shapes for r in s.rings)]
    for line in lines:
        assert len(line) > 1
        assert all(-3.01 <= x <= 171.01 and -3.01 <= y <= 103.01 for x, y in line)


@pytest.mark.parametrize("lon", range(-180, 180, 30))
@pytest.mark.parametrize("lat", [-60, -20, 20, 60])
def test_no_border_is_torn_into_a_streak_on_a_wide_map(outlines, lat, lon):
    near = min(
        (p for p in outlines.polygons if p.body and p.code and p.area > 50_000),
        key=lambda p: math.dist(p.cap.centre, _vector(lat, lon)),
    )
    far = max(
        (p for p in outlines.polygons if p.body and p.code and p.area > 500_000),
        key=lambda p: math.dist(p.cap.centre, near.cap.centre),
    )
    chart = locator(outlines, SIZE, (near.code, far.code))
    steps = [math.dist(a, b) for line in chart.borders for a, b in pairwise(line)]
    assert max(steps, default=0) < 40


def test_a_larger_frame_shows_the_same_land(outlines):
    small = locator(outlines, SIZE, ("UA",))
    large = locator(outlines, Size(336, 200), ("UA",))
    one, other = extent(small, "UA"), extent(large, "UA")
    assert [2 * value for value in one] == pytest.approx(other, abs=2)


def test_borders_are_finer_where_half_the_globe_is_seen(outlines):
    wide, near = (locator(outlines, SIZE, (code,)) for code in ("RU", "BY"))
    assert wide.border_width < near.border_width


def test_kosovos_border_is_a_line_of_its_own_kind(outlines):
    assert locator(outlines, SIZE, ("RS",)).disputed
    assert focus(locator(outlines, SIZE, ("XK",))) == {"XK"}


def test_a_click_finds_the_country_below_it(outlines):
    chart = locator(outlines, SIZE, ("BY",))
    assert hit(chart, 84, 50) == "BY"
    assert hit(chart, 10, 60) == "PL"
    assert hit(chart, 160, 20) == "RU"


def test_a_click_on_sea_or_in_a_hole_or_on_nobodys_land_finds_nothing():
    outer = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    hole = ((3.0, 3.0), (6.0, 3.0), (6.0, 6.0), (3.0, 6.0))
    shapes = (Shape("", Role.LAND, (hole,)), Shape("ZA", Role.FOCUS, (outer, hole)))
    chart = LocatorMap(20, 20, shapes, (), (), 0.8, None)
    assert hit(chart, 1, 1) == "ZA"
    assert hit(chart, 4, 4) is None
    assert hit(chart, 15, 4) is None


def test_the_cover_shows_what_is_covered_round_the_emphasized(outlines):
    chart = cover(outlines, Size(588, 384), STARTER, ["RU"])
    assert focus(chart) == {"RU"}
    covered = {shape.code for shape in chart.shapes if shape.role is Role.COVERED}
    assert set(EU) | {"CN", "JP", "IN", "KP"} <= covered
    assert chart.ring is None
    roles = [shape.role for shape in chart.shapes]
    assert roles == sorted(roles, key=list(Role).index)
    for code in ("PT", "JP", "IN"):
        shape = next(shape for shape in chart.shapes if shape.code == code)
        assert all(0 < x < 588 and 0 < y < 384 for x, y in max(shape.rings, key=len))


def test_the_cover_without_emphasis_looks_where_most_countries_are(outlines):
    chart = cover(outlines, Size(588, 384), [*EU, "NZ"])
    codes = {shape.code for shape in chart.shapes}
    assert set(EU) <= codes
    assert "NZ" not in codes
    assert focus(chart) == set()


def test_svg_is_plain_and_complete(outlines):
    chart = locator(outlines, SIZE, ("RS",))
    text = to_svg(chart)
    root = ET.fromstring(text)
    assert root.attrib["viewBox"] == "0 0 168 100"
    assert "style" not in text
    assert "class" not in text
    paths = [element for element in root.iter() if element.tag.endswith("path")]
    assert [path.attrib["fill"] for path in paths].count(PAPER.focus) == 1
    assert len(paths) == len(chart.shapes) + 2
    assert sum("stroke-dasharray" in path.attrib for path in paths) == 1
    assert "e-" not in text.replace("stroke-", "").replace("evenodd", "").replace("le-", "")


def test_svg_of_a_place_has_a_dot_and_a_ring(outlines):
    root = ET.fromstring(to_svg(locator(outlines, SIZE, (), (42.3, 44.1))))
    circles = [element.attrib for element in root.iter() if element.tag.endswith("circle")]
    assert [(circle["cx"], circle["cy"]) for circle in circles] == [("84", "50")] * 2


def _vector(lat, lon):
    lat, lon = math.radians(lat), math.radians(lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


WORLD = Outlines()


class TestCompactPath:
    def test_steps_are_told_in_tenths_from_the_point_before(self):
        lines = [[(1.0, 2.0), (1.5, 1.0), (1.51, 1.01), (0.5, 3.0)], [(9.0, 9.0), (9.0, 9.04)]]
        assert compact_path(lines, "z") == "M10 20l5-10-10 20z"

    @given(st.lists(st.tuples(st.floats(-200, 200), st.floats(-200, 200)), min_size=2))
    def test_no_point_strays_by_more_than_half_a_tenth(self, line):
        path = compact_path([line])
        numbers = [int(number) for number in re.findall(r"-?\d+", path)]
        x, y = numbers[:2] or (round(line[0][0] * 10), round(line[0][1] * 10))
        told = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            told.append((x, y))
        wanted = [(round(x * 10), round(y * 10)) for x, y in line]
        assert told == [point for point, _ in groupby(wanted)]
