"""The arithmetic of the benchmarks: percentiles, limits, and whether a figure keeps within them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import ceil, inf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that is not exceeded by ``share`` percent of them (nearest rank).

    It is one of the values, so that a p99 of few runs is the worst of them and never less. Raises
    ValueError without values.
    """
    if not values:
        raise ValueError("there are no values")
    return sorted(values)[max(0, ceil(len(values) * share / 100) - 1)]


def middle(values: Sequence[float]) -> float:
    """The median; of an even number, the mean of the two in the middle. Raises ValueError."""
    if not values:
        raise ValueError("there are no values")
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True, slots=True)
class Peer:
    """What another program takes for the same work: the median of so many runs."""

    name: str
    value: float
    runs: int

    @classmethod
    def of(cls, name: str, values: Sequence[float]) -> Peer:
        """The peer by all its runs; one without a run is as good as endless."""
        return cls(name, middle(values) if values else inf, len(values))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``factor`` times the peer called ``of``, and ``plus`` in the row's unit.

    Without a peer, ``plus`` alone.
    """

    plus: float = 0.0
    factor: float = 0.0
    of: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``ours`` is infinite where the work was not done in time.

    ``statistic`` says what was made of how many runs, as "median of 7"; ``note`` what else to know.
    """

    name: str
    issue: int
    ours: float
    unit: str  # s, ms, MB or µs
    statistic: str
    limits: tuple[Limit, ...] = ()
    peers: tuple[Peer, ...] = ()
    note: str = ""

    def allowed(self, limit: Limit) -> float:
        """The most that a limit allows, in the row's unit; infinite without its peer."""
        if not limit.of:
            return limit.plus
        return limit.factor * self.peer(limit.of) + limit.plus

    def peer(self, name: str) -> float:
        """The figure of a peer; infinite where it was not measured."""
        return next((peer.value for peer in self.peers if peer.name == name), inf)

    def ratio(self, peer: Peer) -> float:
        """How many times as much as the peer it is."""
        return self.ours / peer.value if peer.value else inf

    @property
    def met(self) -> bool | None:
        """Whether every limit is kept; None where there is none, or its peer was not measured."""
        allowed = [self.allowed(limit) for limit in self.limits]
        if self.ours < inf and (not allowed or inf in allowed):
            return None
        return all(self.ours <= most for most in allowed)

    def as_dict(self) -> dict[str, Any]:
        """The row for JSON; what is infinite becomes null."""
        data = asdict(self) | {"met": self.met, "ours": finite(self.ours)}
        data["peers"] = [
            asdict(peer) | {"value": finite(peer.value), "ratio": finite(self.ratio(peer))}
            for peer in self.peers
        ]
        data["limits"] = [
            asdict(limit) | {"allowed": finite(self.allowed(limit))} for limit in self.limits
        ]
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Row:
        """The row that ``as_dict`` gave."""
        plain = {name: data[name] for name in ("name", "issue", "unit", "statistic", "note")}
        return cls(
            **plain,
            ours=_number(data["ours"]),
            limits=tuple(
                Limit(each["plus"], each["factor"], each["of"]) for each in data["limits"]
            ),
            peers=tuple(
                Peer(each["name"], _number(each["value"]), each["runs"]) for each in data["peers"]
            ),
        )


def median_row(name: str, issue: int, values: Sequence[float], unit: str, **rest: Any) -> Row:
    """A row of the median of some runs; of none, as good as endless."""
    ours = middle(values) if values else inf
    return Row(name, issue, ours, unit, f"median of {len(values)}", **rest)


def high_row(name: str, issue: int, values: Sequence[float], unit: str, **rest: Any) -> Row:
    """A row of the 99th percentile of some runs; of none, as good as endless."""
    ours = percentile(values, 99) if values else inf
    return Row(name, issue, ours, unit, f"p99 of {len(values)}", **rest)


def finite(value: float) -> float | None:
    """The value, or None where it is infinite, which JSON has no word for."""
    return value if value < inf else None


def _number(value: float | None) -> float:
    return inf if value is None else value
