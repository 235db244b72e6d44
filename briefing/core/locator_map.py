"""A finished locator map: what is on it, which country lies at a point, and its SVG."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.core.projection import Point

COAST_WIDTH = 0.5  # land is stroked in its own colour: no hairline between its polygons
DASHES = (2.4, 2.0)  # of a disputed border
RING_RADIUS = 8.0
RING_WIDTH = 1.5
DOT_RADIUS = 2.5

_SVG = "http://www.w3.org/2000/svg"


class Role(StrEnum):
    """What a shape is on the map, in the order of painting."""

    LAND = "land"
    COVERED = "covered"
    FOCUS = "focus"


class Shape(NamedTuple):
    """A country's land. Its rings are closed, not repeating the first point; fill even-odd."""

    code: str  # as in outlines.Polygon
    role: Role
    rings: tuple[tuple[Point, ...], ...]


class LocatorMap(NamedTuple):
    """A map in units of its frame, x to the right and y down; shapes run past the frame."""

    width: float
    height: float
    shapes: tuple[Shape, ...]  # in the order to paint them
    borders: tuple[tuple[Point, ...], ...]
    disputed: tuple[tuple[Point, ...], ...]  # members of the United Nations divide over them
    border_width: float  # finer on maps of half the globe
    ring: Point | None  # with a dot: a focus too small to see, or a place without an outline


class MapColors(NamedTuple):
    """What a map is painted with, as ``#RRGGBB``."""

    sea: str
    land: str
    covered: str
    focus: str
    border: str


PAPER = MapColors(
    sea="#F6F6F6", land="#E3E3E3", covered="#B8B8B8", focus="#333333", border="#FFFFFF"
)


def hit(chart: LocatorMap, x: float, y: float) -> str | None:
    """The code of the country at a point of a map; None at sea and on land without a code."""
    for shape in reversed(chart.shapes):
        if sum(_crossings(ring, x, y) for ring in shape.rings) % 2:
            return shape.code or None
    return None


def to_svg(chart: LocatorMap, colors: MapColors = PAPER) -> str:
    """The map as an SVG 1.1 document: plain paths and attributes, as every renderer reads them."""
    size = f"{_number(chart.width)} {_number(chart.height)}"
    fills = {Role.LAND: colors.land, Role.COVERED: colors.covered, Role.FOCUS: colors.focus}
    width, height = size.split()
    parts = [
        f'<svg xmlns="{_SVG}" width="{width}" height="{height}" viewBox="0 0 {size}">',
        f'<clipPath id="frame"><rect width="{width}" height="{height}"/></clipPath>',
        '<g clip-path="url(#frame)" stroke-linejoin="round" stroke-linecap="round">',
        f'<rect width="{width}" height="{height}" fill="{colors.sea}"/>',
    ]
    for shape in chart.shapes:
        fill = fills[shape.role]
        parts.append(
            f'<path fill="{fill}" fill-rule="evenodd" stroke="{fill}" '
            f'stroke-width="{COAST_WIDTH}" d="{_path(shape.rings, "Z")}"/>'
        )
    for lines, dashes in ((chart.borders, ""), (chart.disputed, _dashes())):
        if lines:
            parts.append(
                f'<path fill="none" stroke="{colors.border}" stroke-width="{chart.border_width}"'
                f'{dashes} d="{_path(lines)}"/>'
            )
    parts += [*_ring(chart, colors), "</g>", "</svg>"]
    return "\n".join(parts)


def compact_path(lines: Iterable[Sequence[Point]], end: str = "") -> str:
    """Path data in whole tenths of the map's unit, each point told from the one before.

    Half as long as other path data, for files that hold a map a card. ``end`` is ``z`` for shapes.
    """
    parts: list[str] = []
    for line in lines:
        tenths = [(round(x * 10), round(y * 10)) for x, y in line]
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(tenths) if (a, b) != (x, y)]
        if steps:
            # Every line starts anew: where a shape ends is not where its next ring's steps begin.
            told = "".join(f"{x:+d}{y:+d}" for x, y in steps).replace("+", " ")
            parts.append(f"M{tenths[0][0]} {tenths[0][1]}l{told.strip()}{end}")
    return "".join(parts)


def _dashes() -> str:
    on, off = DASHES
    return f' stroke-dasharray="{on} {off}" stroke-linecap="butt"'


def _ring(chart: LocatorMap, colors: MapColors) -> Iterable[str]:
    if chart.ring is None:
        return
    place = f'cx="{_number(chart.ring[0])}" cy="{_number(chart.ring[1])}"'
    yield f'<circle {place} r="{DOT_RADIUS}" fill="{colors.focus}"/>'
    yield (
        f'<circle {place} r="{RING_RADIUS}" fill="none" stroke="{colors.focus}" '
        f'stroke-width="{RING_WIDTH}"/>'
    )


def _path(lines: Iterable[Sequence[Point]], end: str = "") -> str:
    return "".join(
        "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in line) + end for line in lines
    )


def _number(value: float) -> str:
    return f"{round(value, 2):g}"


def _crossings(ring: Sequence[Point], x: float, y: float) -> int:
    """How often a ray from the point to the right crosses the ring."""
    count = 0
    before_x, before_y = ring[-1]
    for next_x, next_y in ring:
        if (before_y > y) != (next_y > y):
            share = (y - before_y) / (next_y - before_y)
            count += x < before_x + share * (next_x - before_x)
        before_x, before_y = next_x, next_y
    return count
