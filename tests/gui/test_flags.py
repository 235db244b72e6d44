"""A faulty statement on the preview of a card that is being edited."""

from __future__ import annotations

import pytest

from briefing.core.tentative import tentative_card
from briefing.gui.card_html import card_page
from briefing.gui.page_html import Look
from briefing.gui.tokens import LIGHT


@pytest.fixture
def folder(small):
    return small


def html(folder, flags, **point):
    said = {"topic": "Trade", "kind": "fact", "text": "Grows.", "para": 3, **point}
    edition = {"source": "talk-2010", "bottom_line": "Line.", "points": [said]}
    edition["quotes"] = [{"text": "words", "voice": "speaker", "para": 3}]
    edition["steps"] = [{"actor": "Russia", "action": "Wait", "para": 3}]
    data = {"name": "X", "kind": "country", "region": "Europe", "editions": [edition]}
    card = tentative_card(data, folder.library)
    return card_page(folder, card, folder.stops[-1], Look(LIGHT), flags).html


@pytest.mark.parametrize("anchor", ["point-0-0", "quote-0-0", "step-0-0"])
def test_flag_stands_beside_its_statement(folder, anchor):
    assert 'class="badge flag">&nbsp;Not in the source&nbsp;' in html(
        folder, {anchor: "not in the source"}
    )


def test_unknown_kind_is_flagged_and_no_badge_of_its_own(folder):
    found = html(folder, {"point-0-0": "unknown kind"}, kind="prediction")
    assert "&nbsp;Unknown kind&nbsp;" in found
    assert "Prediction" not in found


def test_statement_without_a_fault_has_no_flag(folder):
    assert "badge flag" not in html(folder, {})
