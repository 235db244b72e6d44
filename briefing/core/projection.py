"""From the globe to the plane and to the frame: an equal-area projection, and clipping."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Vector = tuple[float, float, float]
Point = tuple[float, float]

_ONE = 1 + 1e-12  # keeps the antipode, which has no place in the plane, finite


class Box(NamedTuple):
    """An upright rectangle in the plane."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> Box:
        """The smallest box that holds all points. Raises ValueError where there is none."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def middle(self) -> Point:
        """The centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def vector(lat: float, lon: float) -> Vector:
    """The unit vector of a place given in degrees: x to 0° 0°, y to 0° 90° E, z to the pole."""
    lat, lon = math.radians(lat), math.radians(lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


class Projection:
    """Lambert's azimuthal equal-area projection of the unit sphere, north up at the centre.

    The plane's unit is the sphere's radius, x to the right, y up; the whole sphere fills a disk
    of radius 2. Source: J. P. Snyder, Map Projections: A Working Manual (1987), page 185.
    """

    def __init__(self, centre: Vector) -> None:
        x, y, z = centre
        flat = math.hypot(x, y)
        # At a pole any direction is north; take the one that lies up at longitude 0.
        cos_lon, sin_lon = (x / flat, y / flat) if flat else (1.0, 0.0)
        self.centre = centre
        self._east = (-sin_lon, cos_lon)
        self._north = (-z * cos_lon, -z * sin_lon, flat)

    def project(
        self, vectors: Iterable[Vector], scale: float = 1.0, offset: Point = (0.0, 0.0)
    ) -> list[Point]:
        """The places of unit vectors in the plane, times ``(scale, -scale)``, plus ``offset``.

        With a scale in pixels a radius the result is in pixels, y down.
        """
        cx, cy, cz = self.centre
        ex, ey = self._east
        nx, ny, nz = self._north
        right, down = offset
        twice = 2 * scale * scale
        points = []
        for x, y, z in vectors:
            stretch = math.sqrt(twice / (_ONE + x * cx + y * cy + z * cz))
            points.append(
                (
                    right + stretch * (x * ex + y * ey),
                    down - stretch * (x * nx + y * ny + z * nz),
                )
            )
        return points

    def unproject(self, point: Point) -> Vector:
        """The unit vector of a place in the plane (radii, y down as with ``project``'s scale 1).

        Beyond the disk of radius 2 it is the antipode.
        """
        right, up = point[0], -point[1]
        half = min(math.hypot(right, up), 2.0) / 2
        along, stretch = 1 - 2 * half * half, math.sqrt(1 - half * half)
        (cx, cy, cz), (ex, ey), (nx, ny, nz) = self.centre, self._east, self._north
        return (
            along * cx + stretch * (right * ex + up * nx),
            along * cy + stretch * (right * ey + up * ny),
            along * cz + stretch * up * nz,
        )


def clip_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of a closed ring inside a box (Sutherland and Hodgman, 1974).

    The ring may or may not repeat its first point at the end; the result does not. A part that
    leaves and comes back stays joined along the box's edge, so paint with a box larger than
    the picture. Nothing is left of a ring outside: an empty list.
    """
    points = list(ring)
    for axis, low, high in ((0, box.left, box.right), (1, box.top, box.bottom)):
        values = [point[axis] for point in points]
        if points and min(values) < low:
            points = _clip_side(points, axis, low, 1)
        if points and max(values) > high:
            points = _clip_side(points, axis, high, -1)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def clip_line(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """The parts of a line inside a box, each of two points or more (Liang and Barsky, 1984)."""
    parts: list[list[Point]] = []
    for start, end in pairwise(line):
        inside = _clip_segment(start, end, box)
        if inside is None:
            continue
        if parts and parts[-1][-1] == inside[0]:
            parts[-1].append(inside[1])
        else:
            parts.append(list(inside))
    return parts


def _clip_side(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    out: list[Point] = []
    before = points[-1]
    was_inside = sign * (before[axis] - limit) >= 0
    for point in points:
        inside = sign * (point[axis] - limit) >= 0
        if inside != was_inside:
            out.append(_cross(before, point, axis, limit))
        if inside:
            out.append(point)
        before, was_inside = point, inside
    return out


def _cross(start: Point, end: Point, axis: int, limit: float) -> Point:
    share = (limit - start[axis]) / (end[axis] - start[axis])
    other = 1 - axis
    across = start[other] + share * (end[other] - start[other])
    return (limit, across) if axis == 0 else (across, limit)


def _clip_segment(start: Point, end: Point, box: Box) -> tuple[Point, Point] | None:
    (x, y), (to_x, to_y) = start, end
    enter, leave = 0.0, 1.0
    for step, room in (
        (x - to_x, x - box.left),
        (to_x - x, box.right - x),
        (y - to_y, y - box.top),
        (to_y - y, box.bottom - y),
    ):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    if enter >= leave:
        return None
    first = start if enter == 0 else (x + enter * (to_x - x), y + enter * (to_y - y))
    second = end if leave == 1 else (x + leave * (to_x - x), y + leave * (to_y - y))
    return first, second
