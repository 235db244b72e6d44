"""Pictures of how time and memory grow with the number of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from tests.benchmarks.rows_growth import Point

_INK, _BLUE, _RED, _GREEN = "#333333", "#1f4e79", "#9c3d2e", "#3f6b3a"
_SIZE = (9.0, 3.4)  # inches


def draw_growth(points: Sequence[Point], memory: Mapping[int, float], path: Path) -> None:
    """Draw time and memory per card over the number of cards, as a PNG.

    ``memory`` are the kB of each further card, by the number of cards up to which they were taken.
    """
    cards = [point.cards for point in points]
    with mpl.rc_context({"font.size": 9, "axes.edgecolor": _INK, "text.color": _INK}):
        figure = Figure(figsize=_SIZE, dpi=150, layout="constrained")
        times, space = figure.subplots(1, 2)
        times.plot(cards, [p.index / p.cards * 1e3 for p in points], "o-", color=_BLUE)
        times.plot(cards, [p.check / p.cards * 1e3 for p in points], "s-", color=_RED)
        times.legend(["first opening, until all is indexed", "briefing check"], frameon=False)
        _finish(times, cards, "Processor time per card, ms")
        space.plot(list(memory), list(memory.values()), "o-", color=_GREEN)
        space.legend(["at rest, each further card"], frameon=False)
        _finish(space, cards, "Memory per card, kB")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path)


def _finish(axes: Axes, cards: Sequence[int], title: str) -> None:
    axes.set_title(title, loc="left", fontweight="bold")
    axes.set_xscale("log")
    axes.set_xticks(cards, [f"{count:,}" for count in cards])
    axes.minorticks_off()
    axes.set_xlabel("cards")
    highest = max(max(line.get_ydata()) for line in axes.get_lines())
    axes.set_ylim(0, 1.3 * highest)  # room for the legend
    axes.get_legend().set_loc("upper left")
    axes.grid(axis="y", color="#dddddd")
    axes.set_axisbelow(b=True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
