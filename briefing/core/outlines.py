"""The outlines of the world's countries, read from ``data/outlines.bin``.

``tests/outlines/make_outlines.py`` makes the file and documents its format; ``data/README.md`` says
where the outlines come from and how disputed land is drawn. A map shows little of the world, so
columns of numbers are read as they are, and things made of them when they are asked for.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from enum import IntEnum
from itertools import accumulate, compress
from math import cos, sin
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.projection import Vector, vector

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

OUTLINES_FILE = Path(__file__).parent / "data" / "outlines.bin"
_AREAS_A_KM2 = 10


class Line(IntEnum):
    """What is stroked along an arc."""

    NONE = 0  # a coast, or the same country on both sides
    BORDER = 1
    DISPUTED = 2  # the members of the United Nations are divided over it


class Cap(NamedTuple):
    """A circle on the sphere: its centre, and its angular radius in radians."""

    centre: Vector
    radius: float


class Polygon(NamedTuple):
    """One piece of land."""

    code: str  # ISO 3166-1 alpha-2, XK for Kosovo, "" for land to which no code is given
    body: bool  # part of the country's main body, on which its map is framed
    area: float  # km²
    cap: Cap
    rings: tuple[tuple[int, ...], ...]  # numbers of arcs, ~n for arc n backwards; outer first


class Outlines:
    """All land and borders of the world, each worked out when it is first asked for.

    Raises OSError or ValueError where the file is missing or broken.
    """

    def __init__(self, path: Path = OUTLINES_FILE) -> None:
        data = path.read_bytes()
        start = 4 + int.from_bytes(data[:4], "little")
        header = json.loads(data[4:start])
        self._grid: int = header["grid"]
        self._tolerances: list[float] = header["tolerances"]
        self._codes: list[str] = header["codes"]
        self._columns = _columns(data, start, header["columns"])
        self._ends = self._columns["arc_end"]
        self._points: dict[tuple[int, int], tuple[Vector, ...]] = {}
        self._arc_caps: dict[int, Cap] = {}
        self._polygons: dict[int, Polygon] = {}
        self.lines = tuple(map(tuple(Line).__getitem__, self._columns["arc_line"]))
        self.codes = frozenset(self._codes) - {""}

    @property
    def polygons(self) -> tuple[Polygon, ...]:
        """All pieces of land."""
        return tuple(map(self._polygon, range(len(self._columns["code"]))))

    def bodies(self, codes: Collection[str]) -> list[Polygon]:
        """The main bodies of countries."""
        wanted = self._numbers(codes)
        rows = enumerate(zip(self._columns["code"], self._columns["body"], strict=True))
        return [self._polygon(number) for number, (code, body) in rows if body and code in wanted]

    def near(
        self, centre: Vector, reach: float, least: float, codes: Collection[str]
    ) -> list[Polygon]:
        """The polygons that may come within ``reach`` of a place, and some that do not.

        Those whose cap has no more than the ``least`` radius are left out, save of countries of
        these codes. Angles are in radians.
        """
        low, high = self._band(centre, reach)
        speck, wanted = least / math.radians(1 / self._grid), self._numbers(codes)
        columns = (self._columns[name] for name in ("code", "cap_lat", "cap_radius"))
        return [
            self._polygon(number)
            for number, (code, lat, radius) in enumerate(zip(*columns, strict=True))
            if (radius > speck or code in wanted) and low - radius <= lat <= high + radius
        ]

    def lines_near(self, kind: Line, centre: Vector, reach: float) -> list[int]:
        """The arcs of that kind that may come within ``reach`` of a place, and some that do not."""
        low, high = self._band(centre, reach)
        columns = (self._columns[name] for name in ("arc_line", "arc_cap_lat", "arc_cap_radius"))
        return [
            arc
            for arc, (line, lat, radius) in enumerate(zip(*columns, strict=True))
            if line == kind and low - radius <= lat <= high + radius
        ]

    def arc_cap(self, arc: int) -> Cap:
        """A circle round an arc."""
        if arc not in self._arc_caps:
            self._arc_caps[arc] = self._cap("arc_cap", arc)
        return self._arc_caps[arc]

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
        columns = self._columns
        span = slice(self._ends[arc - 1] if arc else 0, self._ends[arc])
        first_lat, first_lon = columns["arc_lat"][arc], columns["arc_lon"][arc]
        kept = [mark >= level for mark in columns["level"][span]]
        lats = compress(accumulate(columns["lat"][span], initial=first_lat), [False, *kept])
        lons = compress(accumulate(columns["lon"][span], initial=first_lon), [False, *kept])
        unit = math.radians(1 / self._grid)
        points = []
        for y, x in zip(lats, lons, strict=True):  # as vector() does, in half the time
            lat, lon = y * unit, x * unit
            flat = cos(lat)
            points.append((flat * cos(lon), flat * sin(lon), sin(lat)))
        return tuple(points)

    def _numbers(self, codes: Collection[str]) -> set[int]:
        return {number for number, code in enumerate(self._codes) if code in codes}

    def _band(self, centre: Vector, reach: float) -> tuple[int, int]:
        """The latitudes round a place, in the file's units: the rest is farther off than ``reach``."""
        unit = math.radians(1 / self._grid)
        lat = math.asin(max(-1.0, min(1.0, centre[2])))
        return math.floor((lat - reach) / unit), math.ceil((lat + reach) / unit)

    def _cap(self, kind: str, number: int) -> Cap:
        lat, lon, radius = (
            self._columns[f"{kind}_{part}"][number] / self._grid
            for part in ("lat", "lon", "radius")
        )
        return Cap(vector(lat, lon), math.radians(radius))

    def _polygon(self, number: int) -> Polygon:
        found = self._polygons.get(number)
        if found is None:
            columns = self._columns
            rings = range(columns["ring"][number], columns["ring"][number + 1])
            found = self._polygons[number] = Polygon(
                self._codes[columns["code"][number]],
                bool(columns["body"][number]),
                columns["area"][number] / _AREAS_A_KM2,
                self._cap("cap", number),
                tuple(tuple(self._ring(ring)) for ring in rings),
            )
        return found

    def _ring(self, ring: int) -> array[int]:
        ends = self._columns["ring_end"]
        return self._columns["ring_arc"][ends[ring - 1] if ring else 0 : ends[ring]]


def _columns(
    data: bytes, start: int, kinds: Mapping[str, tuple[str, int]]
) -> dict[str, array[int]]:
    """The columns that stand one after the other, by their names. Raises ValueError."""
    columns = {}
    for name, (kind, count) in kinds.items():
        end = start + count * array(kind).itemsize
        columns[name] = array(kind, data[start:end])
        if sys.byteorder == "big":
            columns[name].byteswap()
        start = end
    if start != len(data):
        raise ValueError(f"the outlines have {len(data):,} bytes, and not {start:,}")
    return columns
