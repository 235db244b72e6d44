"""The geometry of ``make_outlines.py``: caps, areas, and lines in levels of detail."""

from __future__ import annotations

import math
from itertools import pairwise

Vector = tuple[float, float, float]  # of length 1
Degrees = tuple[float, float]  # longitude, latitude
Cap = tuple[Vector, float]  # centre, angular radius in radians

EARTH_KM = 6371.0
TOLERANCES = (0.0, 1.5, 3.0, 6.0, 12.0, 24.0, 48.0)  # km
ALWAYS = len(TOLERANCES)


def vector(point: Degrees) -> Vector:
    """The unit vector of a place."""
    lon, lat = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def cap_of(points: list[Vector]) -> Cap:
    """A circle round points: centre and angular radius in radians."""
    middle = [(min(axis) + max(axis)) / 2 for axis in zip(*points, strict=True)]
    length = math.hypot(*middle)
    centre = (middle[0] / length, middle[1] / length, middle[2] / length)
    return centre, 2 * math.asin(max(math.dist(centre, point) for point in points) / 2)


def area_of(points: list[Vector], centre: Vector) -> float:
    """The area of a ring in km², in an equal-area projection round its centre."""
    lon, lat = math.atan2(centre[1], centre[0]), math.asin(centre[2])
    east = (-math.sin(lon), math.cos(lon))
    north = (-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat))
    flat = []
    for x, y, z in points:
        stretch = math.sqrt(2 / (1 + x * centre[0] + y * centre[1] + z * centre[2]))
        right, up = x * east[0] + y * east[1], x * north[0] + y * north[1] + z * north[2]
        flat.append((stretch * right, stretch * up))
    pairs = pairwise(flat)
    return abs(sum(a[0] * b[1] - a[1] * b[0] for a, b in pairs)) / 2 * EARTH_KM**2


def levels_of(arc: list[Degrees]) -> list[int]:
    """The highest level in which each point of an arc stands (Douglas and Peucker, 1973)."""
    points = [vector(point) for point in arc]
    last = len(points) - 1
    weights = [0.0] * len(points)
    weights[0] = weights[last] = math.inf
    spans = [(0, last, math.inf)]
    if arc[0] == arc[-1] and last > 2:
        far = max(range(last), key=lambda i: math.dist(points[0], points[i]))
        side = max(
            (i for i in range(1, last) if i != far),
            key=lambda i: stray_km(points[i], points[0], points[far]),
        )
        corners = [0, *sorted((far, side)), last]
        weights[far] = weights[side] = math.inf
        spans = [(a, b, math.inf) for a, b in pairwise(corners)]
    while spans:
        start, end, limit = spans.pop()
        if end - start < 2:
            continue
        strays = [stray_km(points[i], points[start], points[end]) for i in range(start + 1, end)]
        weight = min(limit, max(strays))
        middle = start + 1 + strays.index(max(strays))
        weights[middle] = weight
        spans += [(start, middle, weight), (middle, end, weight)]
    return [
        ALWAYS if weight == math.inf else sum(weight >= limit for limit in TOLERANCES) - 1
        for weight in weights
    ]


def stray_km(point: Vector, start: Vector, end: Vector) -> float:
    """How far a point lies from the straight line between two others, in km."""
    along = [b - a for a, b in zip(start, end, strict=True)]
    away = [p - a for a, p in zip(start, point, strict=True)]
    length = sum(step * step for step in along)
    share = sum(a * b for a, b in zip(along, away, strict=True)) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return EARTH_KM * math.hypot(*(a - share * b for a, b in zip(away, along, strict=True)))
