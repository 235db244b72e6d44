"""Make the outlines of the locator maps: ``briefing/core/data/outlines.bin``.

Run by hand, when the input or a decision below changes; nothing is downloaded::

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tests/outlines/make_outlines.py package/countries-50m.json briefing/core/data/outlines.bin

The input is the TopoJSON of world-atlas (Natural Earth 1:50m countries, public domain).

The output holds a little-endian unsigned 32-bit length, a JSON header of that length in bytes, and
then columns of little-endian numbers, one after another. It is not compressed: to unpack it would
take longer than to draw a map. The header:

- ``grid``: units a degree, of every angle in the file.
- ``tolerances``: kilometres. Level ``n`` of an arc is its points marked ``n`` or higher; it
  strays from the whole arc by at most ``tolerances[n]``. Both ends of an arc stand in every
  level, so neighbours stay joined whatever their levels.
- ``codes``: ISO 3166-1 alpha-2 codes; the empty string is land that no code is given to.
- ``columns``: of each column the type code of Python's array, and how many numbers it has.

The columns, of which a cap is a circle on the sphere by ``_lat``, ``_lon`` and angular ``_radius``:

- of each arc ``arc_end``, the number of points of all arcs up to it; ``arc_lat`` and ``arc_lon``
  of its first point; ``arc_line`` as in LINE_*; ``arc_cap_…`` round it;
- of each polygon its ``code`` by place; ``body``, 1 where it belongs to the country's main body;
  ``area`` in tenths of a km²; ``cap_…`` round it; ``ring``, the number of its first ring, and one
  more number for the end;
- of each ring ``ring_end``, where it ends in ``ring_arc``; there, ``~n`` is arc ``n`` backwards;
- of each point its step in ``lon`` and ``lat`` from the one before, 0 for the first; its ``level``.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import math
import sys
from array import array
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outline_geometry import (
    EARTH_KM,
    TOLERANCES,
    Cap,
    Degrees,
    Vector,
    area_of,
    cap_of,
    levels_of,
    vector,
)

SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
GRID = 400
POLE = -89.9
CHUNK = 96  # points an arc; short arcs can be left out where they are off the map

# What the renderer strokes: nothing (a coast, or the same country on both sides), a border, or
# a line on which the members of the United Nations are divided.
LINE_NONE, LINE_BORDER, LINE_DISPUTED = 0, 1, 2

# Polygons of the main body lie within this much of the largest one, or are near its size: the
# map of the United States is framed on the lower 48, Russia's includes Kaliningrad.
BODY_GAP_KM = 250.0
BODY_GAP_SHARE = 0.12  # of the largest polygon's diameter
BODY_AREA_SHARE = 0.3

# ISO 3166-1: numeric code, alpha-2 code.
ISO = (
    "004AF 008AL 010AQ 012DZ 016AS 020AD 024AO 028AG 031AZ 032AR 036AU 040AT 044BS 048BH 050BD "
    "051AM 052BB 056BE 060BM 064BT 068BO 070BA 072BW 076BR 084BZ 086IO 090SB 092VG 096BN 100BG "
    "104MM 108BI 112BY 116KH 120CM 124CA 132CV 136KY 140CF 144LK 148TD 152CL 156CN 158TW 170CO "
    "174KM 178CG 180CD 184CK 188CR 191HR 192CU 196CY 203CZ 204BJ 208DK 212DM 214DO 218EC 222SV "
    "226GQ 231ET 232ER 233EE 234FO 238FK 239GS 242FJ 246FI 248AX 250FR 258PF 260TF 262DJ 266GA "
    "268GE 270GM 275PS 276DE 288GH 296KI 300GR 304GL 308GD 316GU 320GT 324GN 328GY 332HT 334HM "
    "336VA 340HN 344HK 348HU 352IS 356IN 360ID 364IR 368IQ 372IE 376IL 380IT 384CI 388JM 392JP "
    "398KZ 400JO 404KE 408KP 410KR 414KW 417KG 418LA 422LB 426LS 428LV 430LR 434LY 438LI 440LT "
    "442LU 446MO 450MG 454MW 458MY 462MV 466ML 470MT 478MR 480MU 484MX 492MC 496MN 498MD 499ME "
    "500MS 504MA 508MZ 512OM 516NA 520NR 524NP 528NL 531CW 533AW 534SX 540NC 548VU 554NZ 558NI "
    "562NE 566NG 570NU 574NF 578NO 580MP 583FM 584MH 585PW 586PK 591PA 598PG 600PY 604PE 608PH "
    "612PN 616PL 620PT 624GW 626TL 630PR 634QA 642RO 643RU 646RW 652BL 654SH 659KN 660AI 662LC "
    "663MF 666PM 670VC 674SM 678ST 682SA 686SN 688RS 690SC 694SL 702SG 703SK 704VN 705SI 706SO "
    "710ZA 716ZW 724ES 728SS 729SD 732EH 740SR 748SZ 752SE 756CH 760SY 762TJ 764TH 768TG 776TO "
    "780TT 784AE 788TN 792TR 795TM 796TC 800UG 804UA 807MK 818EG 826GB 831GG 832JE 833IM 834TZ "
    "840US 850VI 854BF 858UY 860UZ 862VE 876WF 882WS 887YE 894ZM"
)

# Units to which Natural Earth gives no ISO code. The yardstick for all disputed land is the one
# by which Abkhazia and South Ossetia have no outline: the member state of the United Nations in
# whose borders the great majority of members see it. Where they are divided (Kosovo, with the
# code that users assign to it) or nobody is agreed to hold it (Siachen, no code), the land is
# drawn as land of its own behind a line of its own kind.
UNCODED = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "XK", "Siachen Glacier": ""}
DISPUTED = {"XK", ""}

# Polygons that the input draws within another country: (name there, box in degrees as west,
# south, east, north, code here).
PIECES = (
    ("Russia", (32.0, 44.0, 37.0, 46.5), "UA"),  # Crimea, by the same yardstick
    ("Indian Ocean Ter.", (105.0, -11.0, 106.0, -10.0), "CX"),
    ("Indian Ocean Ter.", (96.0, -13.0, 97.0, -11.0), "CC"),
)


@dataclass(slots=True)
class Polygon:
    """One polygon: its country's code and its rings of signed arc numbers, the outer first."""

    code: str
    rings: list[list[int]]
    body: bool = False
    area: float = 0.0
    cap: Cap = ((0.0, 0.0, 0.0), 0.0)


def main(argv: list[str] | None = None) -> int:
    """Read the TopoJSON, write the outlines. Returns 1 where the input is not the known one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("topojson", type=Path, help="countries-50m.json of world-atlas 2.0.2")
    parser.add_argument("output", type=Path)
    options = parser.parse_args(argv)
    data = options.topojson.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        sys.stderr.write("This is not the countries-50m.json that the script was made for.\n")
        return 1
    topology = json.loads(data)
    arcs = read_arcs(topology)
    polygons = read_polygons(topology, arcs)
    lines = lines_of(polygons, len(arcs))
    arcs, lines, pieces = cut(arcs, lines)
    for polygon in polygons:
        polygon.rings = [renumber(ring, pieces) for ring in polygon.rings]
    measure(polygons, arcs)
    packed = pack(polygons, arcs, lines)
    options.output.write_bytes(packed)
    sys.stdout.write(f"{len(polygons)} polygons, {len(arcs)} arcs, {len(packed)} bytes\n")
    return 0


def read_arcs(topology: dict[str, Any]) -> list[list[Degrees]]:
    """The arcs in degrees, on the output's grid and without repeated points."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points: list[Degrees] = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            lon = round((x * scale_x + move_x) * GRID) / GRID
            lat = round((y * scale_y + move_y) * GRID) / GRID
            if not points or (lon, lat) != points[-1]:
                points.append((lon, lat))
        arcs.append(points if len(points) > 1 else points * 2)
    return arcs


def read_polygons(topology: dict[str, Any], arcs: list[list[Degrees]]) -> list[Polygon]:
    """All polygons under the codes decided above."""
    alpha = {entry[:3]: entry[3:] for entry in ISO.split()}
    polygons = []
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        parts = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for rings in parts:
            code = piece_code(name, arcs, rings[0])
            if code is None:
                code = alpha[country["id"]] if "id" in country else UNCODED[name]
            # Antarctica comes with a ring that runs round and round on the pole itself.
            real = [r for r in rings if any(lat > POLE for _, lat in ring_points(r, arcs))]
            polygons.append(Polygon(code, real))
    return polygons


def piece_code(name: str, arcs: list[list[Degrees]], ring: list[int]) -> str | None:
    """The code of a polygon listed in PIECES, else None."""
    points = ring_points(ring, arcs)
    for country, (west, south, east, north), code in PIECES:
        if name == country and all(
            west < lon < east and south < lat < north for lon, lat in points
        ):
            return code
    return None


def lines_of(polygons: list[Polygon], count: int) -> list[int]:
    """What is stroked along each arc: a border only where its two sides differ."""
    sides: dict[int, set[str]] = defaultdict(set)
    for polygon in polygons:
        for ring in polygon.rings:
            for arc in ring:
                sides[max(arc, ~arc)].add(polygon.code)
    lines = []
    for number in range(count):
        codes = sides[number]
        kind = LINE_DISPUTED if codes & DISPUTED else LINE_BORDER
        lines.append(kind if len(codes) == 2 else LINE_NONE)
    return lines


def cut(
    arcs: list[list[Degrees]], lines: list[int]
) -> tuple[list[list[Degrees]], list[int], list[list[int]]]:
    """Cut arcs into short ones. Returns them, their lines, and the new numbers of each old one."""
    short: list[list[Degrees]] = []
    short_lines: list[int] = []
    pieces: list[list[int]] = []
    for points, line in zip(arcs, lines, strict=True):
        parts = math.ceil((len(points) - 1) / CHUNK)
        ends = [round(i * (len(points) - 1) / parts) for i in range(parts + 1)]
        pieces.append(list(range(len(short), len(short) + parts)))
        short += [points[a : b + 1] for a, b in itertools.pairwise(ends)]
        short_lines += [line] * parts
    return short, short_lines, pieces


def renumber(ring: list[int], pieces: list[list[int]]) -> list[int]:
    """A ring in the numbers of the short arcs."""
    out: list[int] = []
    for arc in ring:
        out += pieces[arc] if arc >= 0 else [~piece for piece in reversed(pieces[~arc])]
    return out


def measure(polygons: list[Polygon], arcs: list[list[Degrees]]) -> None:
    """Give each polygon its cap, its area and whether it belongs to its country's main body."""
    countries: dict[str, list[Polygon]] = defaultdict(list)
    vectors = {}
    for polygon in polygons:
        points = [vector(point) for point in ring_points(polygon.rings[0], arcs)]
        polygon.cap = cap_of(points)
        polygon.area = area_of(points, polygon.cap[0])
        vectors[id(polygon)] = points
        countries[polygon.code].append(polygon)
    for members in countries.values():
        largest = max(members, key=lambda polygon: polygon.area)
        diameter = 2 * EARTH_KM * largest.cap[1]
        reach = max(BODY_GAP_KM, BODY_GAP_SHARE * diameter)
        for polygon in members:
            alike = polygon.area >= BODY_AREA_SHARE * largest.area
            polygon.body = alike or reach > gap_km(vectors[id(polygon)], vectors[id(largest)])


def gap_km(one: list[Vector], other: list[Vector]) -> float:
    """The shortest way between two outlines, from point to point of every third one."""
    return EARTH_KM * min(math.dist(a, b) for a in one[::3] for b in other[::3])


def pack(polygons: list[Polygon], arcs: list[list[Degrees]], lines: list[int]) -> bytes:
    """The bytes of the file."""
    codes = sorted({polygon.code for polygon in polygons})
    columns = arc_columns(arcs, lines) | polygon_columns(polygons, codes) | point_columns(arcs)
    header = {
        "grid": GRID,
        "tolerances": TOLERANCES,
        "codes": codes,
        "columns": {name: [column.typecode, len(column)] for name, column in columns.items()},
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    if sys.byteorder == "big":
        for column in columns.values():
            column.byteswap()
    packed = b"".join(column.tobytes() for column in columns.values())
    return len(text).to_bytes(4, "little") + text + packed


def arc_columns(arcs: list[list[Degrees]], lines: list[int]) -> dict[str, array[int]]:
    """What is known of each arc."""
    caps = [cap_of([vector(point) for point in points]) for points in arcs]
    return {
        "arc_end": array("i", itertools.accumulate(map(len, arcs))),
        "arc_lat": array("i", (round(points[0][1] * GRID) for points in arcs)),
        "arc_lon": array("i", (round(points[0][0] * GRID) for points in arcs)),
        "arc_line": array("B", lines),
    } | cap_columns("arc_cap", caps)


def polygon_columns(polygons: list[Polygon], codes: list[str]) -> dict[str, array[int]]:
    """What is known of each polygon, and the arcs of its rings."""
    rings = [ring for polygon in polygons for ring in polygon.rings]
    return {
        "code": array("H", (codes.index(polygon.code) for polygon in polygons)),
        "body": array("B", (polygon.body for polygon in polygons)),
        "area": array("i", (round(10 * round(polygon.area, 1)) for polygon in polygons)),
        **cap_columns("cap", [polygon.cap for polygon in polygons]),
        "ring": array("H", itertools.accumulate((len(p.rings) for p in polygons), initial=0)),
        "ring_end": array("H", itertools.accumulate(map(len, rings))),
        "ring_arc": array("h", itertools.chain.from_iterable(rings)),
    }


def point_columns(arcs: list[list[Degrees]]) -> dict[str, array[int]]:
    """The points of all arcs."""
    lons, lats, levels = array("h"), array("h"), array("B")
    half, turn = 180 * GRID, 360 * GRID
    for points in arcs:
        units = [(round(lon * GRID), round(lat * GRID)) for lon, lat in points]
        lons.append(0)
        lats.append(0)
        for (lon, lat), (next_lon, next_lat) in itertools.pairwise(units):
            lons.append((next_lon - lon + half) % turn - half)
            lats.append(next_lat - lat)
        levels.extend(levels_of(points))
    return {"lon": lons, "lat": lats, "level": levels}


def cap_columns(kind: str, caps: list[Cap]) -> dict[str, array[int]]:
    """Caps in the file's units."""
    lats, lons, radii = zip(*map(cap_units, caps), strict=True)
    return {
        f"{kind}_lat": array("i", lats),
        f"{kind}_lon": array("i", lons),
        f"{kind}_radius": array("i", radii),
    }


def cap_units(cap: Cap) -> tuple[int, int, int]:
    """A cap in the file's units; the radius is rounded up beyond the rounding of the centre."""
    (x, y, z), radius = cap
    lat, lon = math.degrees(math.asin(z)), math.degrees(math.atan2(y, x))
    return round(lat * GRID), round(lon * GRID), math.ceil(math.degrees(radius) * GRID) + 1


def ring_points(ring: list[int], arcs: list[list[Degrees]]) -> list[Degrees]:
    """The points of a ring, the first repeated at the end."""
    points: list[Degrees] = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += part[1:] if points else part
    return points


if __name__ == "__main__":
    sys.exit(main())
