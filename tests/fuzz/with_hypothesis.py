"""Feeds targets what hypothesis draws from their strategies; ``engine.order`` says which."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.engine import meals
from tests.fuzz.feeding import Finding

if TYPE_CHECKING:
    from tests.fuzz.engine import Meal
    from tests.fuzz.feeding import Feeder

_ROUND = 100
"""Inputs between two looks at the clock."""


def main() -> None:
    for start in meals(sys.argv[1]):
        meal = start()
        try:
            feed(meal)
        except Finding as finding:
            meal.report(finding)
        else:
            meal.report(None)


def feed(meal: Meal) -> None:
    """Give a target its portion: its seeds, and what is drawn then. Raises Finding."""
    feeder, portion = meal.feeder, meal.portion
    for data in feeder.target.seeds():
        if meal.is_over:
            return
        feeder.one(data)
    while not meal.is_over:
        left = portion.inputs - feeder.count if portion.inputs else _ROUND
        draw(feeder, min(left, _ROUND), portion.seed + feeder.count)


def draw(feeder: Feeder, count: int, start: int) -> None:
    """Give a target ``count`` inputs, the same for the same ``start``. Raises Finding."""

    def one(data: bytes) -> None:
        feeder.one(data)

    fed = seed(start)(given(feeder.target.inputs)(one))
    settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(fed)()


if __name__ == "__main__":
    main()
