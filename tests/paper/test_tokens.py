"""The colours that the window and the web page share."""

from __future__ import annotations

import pytest

from briefing.paper.tokens import DARK, LIGHT


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_every_color_is_written_in_full(tokens):
    _, *values = tokens
    assert all(len(value) == 7 and value.startswith("#") for value in values)
    assert len(values) == 37


def test_a_badge_has_the_ink_and_tint_of_its_kind():
    assert LIGHT.badge("warning") == (LIGHT.warning, LIGHT.warning_soft)
    assert DARK.badge("as reported") == (DARK.neutral, DARK.neutral_soft)


def test_a_theme_knows_whether_it_is_dark():
    assert DARK.dark
    assert not LIGHT.dark
