"""The outlines of the world's countries, read from ``data/outlines.bin``.

``tests/outlines/make_outlines.py`` makes the file and documents its format; ``data/README.md`` says
where the outlines come from and how disputed land is drawn.
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from array import array
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate, compress
from math import cos, sin
from pathlib import Path
from typing import Any

from briefing.core.projection import Vector, vector

OUTLINES_FILE = Path(__file__).parent / "data" / "outlines.bin"


class Line(IntEnum):
    """What is stroked along an arc."""

    NONE = 0  # a coast, or the same country on both sides
    BORDER = 1
    DISPUTED = 2  # the members of the United Nations are divided over it


@dataclass(frozen=True, slots=True)
class Cap:
    """A circle on the sphere: its centre, and its angular radius in radians."""

    centre: Vector
    radius: float


@dataclass(frozen=True, slots=True)
class Polygon:
    """One piece of land."""

    code: str  # ISO 3166-1 alpha-2, XK for Kosovo, "" for land to which no code is given
    body: bool  # part of the country's main body, on which its map is framed
    area: float  # km²
    cap: Cap
    rings: tuple[tuple[int, ...], ...]  # numbers of arcs, ~n for arc n backwards; outer first


class Outlines:
    """All land and borders of the world. Points are worked out when they are first asked for.

    Raises OSError, ValueError or zlib.error where the file is missing or broken.
    """

    def __init__(self, path: Path = OUTLINES_FILE) -> None:
        data = zlib.decompress(path.read_bytes())
        start = 4 + int.from_bytes(data[:4], "little")
        header = json.loads(data[4:start])
        self._grid: int = header["grid"]
        self._tolerances: list[float] = header["tolerances"]
        arcs = header["arcs"]
        self._firsts = list(zip(arcs["lat"], arcs["lon"], strict=True))
        self._ends = list(accumulate(arcs["count"], initial=0))
        size = self._ends[-1]
        self._lons = _numbers("h", data[start : start + 2 * size])
        self._lats = _numbers("h", data[start + 2 * size : start + 4 * size])
        self._levels = data[start + 4 * size :]
        self._points: dict[tuple[int, int], tuple[Vector, ...]] = {}
        self.lines = tuple(Line(line) for line in arcs["line"])
        self.arc_caps = tuple(self._cap(cap) for cap in arcs["cap"])
        self.polygons = tuple(self._polygon(row, header["codes"]) for row in header["polygons"])
        self.codes = frozenset(header["codes"]) - {""}

    def level(self, tolerance: float) -> int:
        """The coarsest level of detail that strays by no more than ``tolerance`` km."""
        return sum(limit <= tolerance for limit in self._tolerances) - 1

    def points(self, arc: int, level: int) -> tuple[Vector, ...]:
        """The unit vectors along an arc, backwards for ``~arc``, at a level of detail."""
        if arc < 0:
            return self.points(~arc, level)[::-1]
        key = arc, level
        if key not in self._points:
            self._points[key] = self._work_out(arc, level)
        return self._points[key]

    @property
    def ends(self) -> int:
        """The level at which only the ends of an arc are left."""
        return len(self._tolerances)

    def _work_out(self, arc: int, level: int) -> tuple[Vector, ...]:
        span = slice(self._ends[arc], self._ends[arc + 1])
        lat, lon = self._firsts[arc]
        kept = [mark >= level for mark in self._levels[span]]
        lats = compress(accumulate(self._lats[span], initial=lat), [False, *kept])
        lons = compress(accumulate(self._lons[span], initial=lon), [False, *kept])
        unit = math.radians(1 / self._grid)
        points = []
        for y, x in zip(lats, lons, strict=True):  # as vector() does, in half the time
            lat, lon = y * unit, x * unit
            flat = cos(lat)
            points.append((flat * cos(lon), flat * sin(lon), sin(lat)))
        return tuple(points)

    def _cap(self, cap: list[int]) -> Cap:
        lat, lon, radius = (unit / self._grid for unit in cap)
        return Cap(vector(lat, lon), math.radians(radius))

    def _polygon(self, row: list[Any], codes: list[str]) -> Polygon:
        code, body, area, cap, rings = row
        return Polygon(codes[code], bool(body), area, self._cap(cap), tuple(map(tuple, rings)))


def _numbers(kind: str, data: bytes) -> array[int]:
    numbers = array(kind, data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
