"""Locator maps: a country, a bloc or a place among its neighbours, in a frame of any size."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.locator_map import LocatorMap, Role, Shape
from briefing.core.outlines import Cap, Line, Outlines, Polygon
from briefing.core.projection import Box, Point, Projection, Vector, clip_line, clip_ring, vector

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from briefing.core.card import Card

EARTH_KM = 6371.0

# Room round the focus: a share of its size, and some kilometres, so that a small country is
# seen among its neighbours and a large one fills the frame.
_ROOM_SHARE = 1.2
_ROOM_KM = 350.0
_LEAST_KM = 700.0  # the least height of a map, and that of a place without an outline
_ISLAND_KM = 1400.0  # the least height round little land, so that other land comes in sight
_LITTLE_LAND = 1500.0  # km²
_COVER_SHARE = 1.06
_COVER_REACH = math.cos(math.radians(65))  # a country farther off would only be a sliver

# A map that reaches farther from its centre than this shows most of the globe; it is centred
# near the equator, as seen in an atlas, for else north is up in the middle alone.
_WIDE = math.radians(80)
_WIDE_LAT = 25
_HORIZON = math.radians(150)  # beyond lies what the projection spreads along the disk's rim

_BLEED = 3.0  # shapes run on past the frame, so that no edge of a clipped one is seen
_STRAY_DOTS = 0.4  # how far a line may stray from the outlines
_SPECK_DOTS = 0.6  # islands of a smaller radius are left out
_BORDER_WIDTH, _FINE_BORDER_WIDTH = 0.8, 0.6
_FINE_KM = 3000.0  # the height of a map from which on borders are fine


class Size(NamedTuple):
    """A frame's width and height in any unit, and the finest resolution it is drawn at."""

    width: float
    height: float
    dots: float = 2.0  # a unit; a line strays from the outlines by less than half of one


class Subject(NamedTuple):
    """What the map of a card shows: countries, or else a place as latitude and longitude."""

    codes: tuple[str, ...]
    place: tuple[float, float] | None


def subject(card: Card) -> Subject:
    """A card's members, else its code; and its location."""
    codes = card.members or ((card.code,) if card.code else ())
    place = (card.location.lat, card.location.lon) if card.location else None
    return Subject(codes, place)


def locator(
    outlines: Outlines,
    size: Size,
    codes: Collection[str],
    place: tuple[float, float] | None = None,
) -> LocatorMap | None:
    """The map of countries by their codes or, where none of them has an outline, of a place.

    ``place`` is latitude and longitude in degrees. Overseas parts do not widen the frame. None
    where there is nothing to show.
    """
    bodies = outlines.bodies(codes)
    if bodies:
        little = sum(body.area for body in bodies) < _LITTLE_LAND
        room = _Room(_ROOM_SHARE, _ROOM_KM, _ISLAND_KM if little else _LEAST_KM)
        frame = _framed(outlines, bodies, size, room)
        drawing = _Drawing(outlines, frame, dict.fromkeys(codes, Role.FOCUS))
        return drawing.finish(frame.middle if little else None)
    if place is None:
        return None
    scale = size.height * EARTH_KM / _LEAST_KM
    frame = _Frame(Projection(vector(*place)), scale, size)
    return _Drawing(outlines, frame, {}).finish(frame.middle)


def cover(
    outlines: Outlines, size: Size, codes: Collection[str], emphasized: Collection[str] = ()
) -> LocatorMap | None:
    """The map of all countries that a library covers, some of them emphasized.

    Seen from the country (from an emphasized one, where there are any) that has most of the
    others on its side of the globe; the rest is left out. None where no code has an outline.
    """
    roles = dict.fromkeys(codes, Role.COVERED) | dict.fromkeys(emphasized, Role.FOCUS)
    bodies = outlines.bodies(roles)
    if not bodies:
        return None
    largest = {body.code: body for body in sorted(bodies, key=lambda body: body.area)}
    centres = {code: body.cap.centre for code, body in largest.items()}
    seats = [centres[code] for code in sorted(centres) if code in emphasized]
    cosines = [
        {code: _cosine(seat, centre) for code, centre in centres.items()}
        for seat in seats or centres.values()
    ]
    in_sight = [
        {c: cosine for c, cosine in seen.items() if cosine > _COVER_REACH} for seen in cosines
    ]
    best = max(in_sight, key=lambda seen: (len(seen), sum(seen.values())))
    near = [body for body in bodies if body.code in best]
    frame = _framed(outlines, near, size, _Room(_COVER_SHARE))
    return _Drawing(outlines, frame, roles).finish(None)


class _Room(NamedTuple):
    """The room round what is framed: a share of its size, and kilometres; and the least height."""

    share: float
    km: float = 0.0
    least_km: float = _LEAST_KM


class _Frame:
    """A window on a projection. Its unit is that of ``size``; ``scale`` is units a radius.

    ``look_at`` is the place in the projection's plane that stands in the middle.
    """

    def __init__(
        self, projection: Projection, scale: float, size: Size, look_at: Point = (0.0, 0.0)
    ) -> None:
        self.scale = scale
        self.size = size
        self.middle = size.width / 2, size.height / 2
        self.box = Box(-_BLEED, -_BLEED, size.width + _BLEED, size.height + _BLEED)
        right, down = look_at
        self._offset = self.middle[0] - scale * right, self.middle[1] - scale * down
        self._projection = projection
        corner = (
            abs(right) + (self.middle[0] + _BLEED) / scale,
            abs(down) + (self.middle[1] + _BLEED) / scale,
        )
        # The angle from the projection's centre to the farthest corner.
        self.reach = min(2 * math.asin(min(math.hypot(*corner) / 2, 1.0)), _HORIZON)

    @property
    def centre(self) -> Vector:
        """The place on the globe from which it is seen."""
        return self._projection.centre

    @property
    def km(self) -> float:
        """The kilometres of one unit at the centre."""
        return EARTH_KM / self.scale

    def touches(self, cap: Cap) -> bool:
        """Whether something within a cap may be in the frame.

        A cap round the antipode may not: what is in it would be torn apart.
        """
        angle = math.acos(max(-1.0, min(1.0, _cosine(cap.centre, self._projection.centre))))
        return angle <= cap.radius + self.reach and angle + cap.radius < math.pi

    def place(self, vectors: Iterable[Vector]) -> list[Point]:
        """Where unit vectors lie."""
        return self._projection.project(vectors, self.scale, self._offset)


class _Drawing:
    """One map in the making: each arc in sight is projected once, for both its sides."""

    def __init__(self, outlines: Outlines, frame: _Frame, roles: dict[str, Role]) -> None:
        self._outlines = outlines
        self._frame = frame
        self._roles = roles
        self._level = outlines.level(_STRAY_DOTS * frame.km / frame.size.dots)
        self._arcs: dict[int, list[Point]] = {}

    def finish(self, ring: Point | None) -> LocatorMap:
        """The map, with a ring where one is asked for."""
        fine = self._frame.km * self._frame.size.height > _FINE_KM
        return LocatorMap(
            width=self._frame.size.width,
            height=self._frame.size.height,
            shapes=self._shapes(),
            borders=self._lines(Line.BORDER),
            disputed=self._lines(Line.DISPUTED),
            border_width=_FINE_BORDER_WIDTH if fine else _BORDER_WIDTH,
            ring=ring,
        )

    def _shapes(self) -> tuple[Shape, ...]:
        parts: dict[str, list[tuple[Point, ...]]] = defaultdict(list)
        speck = _SPECK_DOTS / self._frame.size.dots / self._frame.scale
        for polygon in self._outlines.near(
            self._frame.centre, self._frame.reach, speck, self._roles
        ):
            if self._frame.touches(polygon.cap):
                rings = (clip_ring(self._ring(ring), self._frame.box) for ring in polygon.rings)
                parts[polygon.code] += (tuple(ring) for ring in rings if ring)
        roles = list(Role)
        shapes = (
            Shape(code, self._roles.get(code, Role.LAND), tuple(rings))
            for code, rings in parts.items()
            if rings
        )
        return tuple(sorted(shapes, key=lambda shape: roles.index(shape.role)))

    def _lines(self, kind: Line) -> tuple[tuple[Point, ...], ...]:
        cap = self._outlines.arc_cap
        return tuple(
            tuple(part)
            for arc in self._outlines.lines_near(kind, self._frame.centre, self._frame.reach)
            if self._frame.touches(cap(arc))
            for part in clip_line(self._arc(arc), self._frame.box)
        )

    def _ring(self, ring: tuple[int, ...]) -> list[Point]:
        points: list[Point] = []
        for arc in ring:
            points += self._arc(arc)[:-1] if arc >= 0 else self._arc(~arc)[:0:-1]
        return points

    def _arc(self, arc: int) -> list[Point]:
        if arc not in self._arcs:
            outlines = self._outlines
            seen = self._frame.touches(outlines.arc_cap(arc))
            level = self._level if seen else outlines.ends
            self._arcs[arc] = self._frame.place(outlines.points(arc, level))
        return self._arcs[arc]


def _framed(outlines: Outlines, bodies: Sequence[Polygon], size: Size, room: _Room) -> _Frame:
    """The frame that holds polygons, centred on their extent."""
    # A hundredth of the extent is exact enough, and keeps long coasts short.
    level = outlines.level(EARTH_KM * max(polygon.cap.radius for polygon in bodies) / 100)
    arcs = {max(arc, ~arc) for polygon in bodies for arc in polygon.rings[0]}
    vectors = [place for arc in sorted(arcs) for place in outlines.points(arc, level)]
    centre = _middle(bodies)
    for _ in range(2):
        projection = Projection(centre)
        centre = projection.unproject(Box.around(projection.project(vectors)).middle)
    frame = _fitted(Projection(centre), vectors, size, room)
    if frame.reach < _WIDE:
        return frame
    return _fitted(Projection(_upright(bodies)), vectors, size, room)


def _fitted(projection: Projection, vectors: list[Vector], size: Size, room: _Room) -> _Frame:
    """The frame on a projection that holds all places with room round them."""
    box = Box.around(projection.project(vectors))
    wide = (box.right - box.left) * room.share + room.km / EARTH_KM
    high = (box.bottom - box.top) * room.share + room.km / EARTH_KM
    high = max(high, room.least_km / EARTH_KM)
    scale = min(size.width / wide, size.height / high)
    return _Frame(projection, scale, size, box.middle)


def _upright(bodies: Sequence[Polygon]) -> Vector:
    """The place near the equator from which the farthest of the polygons is nearest."""
    centre_lat = math.degrees(math.asin(_middle(bodies)[2]))
    lat = max(-_WIDE_LAT, min(_WIDE_LAT, centre_lat))
    candidates = [vector(lat, lon) for lon in range(-180, 180, 10)]
    return max(candidates, key=lambda place: min(_cosine(place, p.cap.centre) for p in bodies))


def _middle(polygons: Sequence[Polygon]) -> Vector:
    """The mean place of polygons by their area."""
    x, y, z = (sum(p.area * p.cap.centre[axis] for p in polygons) for axis in range(3))
    length = math.hypot(x, y, z)
    return x / length, y / length, z / length


def _cosine(one: Vector, other: Vector) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
