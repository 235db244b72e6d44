"""What all tests share: no display is needed, and hypothesis is kept short."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "suite",
    max_examples=100,
    deadline=None,
    # What lands must not hang on a draw; at a desk every run looks at new cases.
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def starter() -> Path:
    """The starter library of this checkout; never written to."""
    return Path(__file__).parents[1] / "cards"


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """As the program starts Qt; the theme rests on this style."""
    return ["briefing", "-style", "Fusion"]
