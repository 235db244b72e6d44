"""Pictures of how time and memory grow with the number of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from tests.benchmarks.rows_growth import Point

_INK, _BLUE, _RED, _GREEN = "#333333", "#1f4e79", "#9c3d2e", "#3f6b3a"
_SIZE = (9.0, 3.4)  # inches


def draw_growth(points: Sequence[Point], path: Path) -> None:
    """Draw time and memory per card over the number of cards, as a PNG."""
    cards = [point.cards for point in points]
    with mpl.rc_context({"font.size": 9, "axes.edgecolor": _INK, "text.color": _INK}):
        figure = Figure(figsize=_SIZE, dpi=150, layout="constrained")
        times, memory = figure.subplots(1, 2)
        times.plot(cards, [p.index / p.cards * 1e3 for p in points], "o-", color=_BLUE)
        times.plot(cards, [p.check / p.cards * 1e3 for p in points], "s-", color=_RED)
        times.legend(["first index, from window to done", "briefing check"], frameon=False)
        _finish(times, cards, "Time per card, ms")
        memory.plot(cards, [p.memory / p.cards * 1e3 for p in points], "o-", color=_GREEN)
        memory.legend(["at rest, beyond that of 20 cards"], frameon=False)
        _finish(memory, cards, "Memory per card, kB")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path)


def _finish(axes: Axes, cards: Sequence[int], title: str) -> None:
    axes.set_title(title, loc="left", fontweight="bold")
    axes.set_xscale("log")
    axes.set_xticks(cards, [f"{count:,}" for count in cards])
    axes.minorticks_off()
    axes.set_xlabel("cards")
    axes.set_ylim(bottom=0)
    axes.margins(y=0.3)
    axes.grid(axis="y", color="#dddddd")
    axes.set_axisbelow(b=True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
