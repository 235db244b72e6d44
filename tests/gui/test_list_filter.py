"""The list narrowed by its menu, as an analyst would."""

import pytest

from briefing.core.library import open_folder
from briefing.gui.fonts import load_fonts
from briefing.gui.sidebar import Sidebar
from briefing.gui.tokens import LIGHT


@pytest.fixture
def sidebar(qtbot, starter):
    load_fonts()
    folder = open_folder(starter)
    made = Sidebar(LIGHT)
    qtbot.addWidget(made)
    made.set_folder(folder)
    made.set_stops([folder.stops[-1]])
    return made


def press(sidebar, label):
    (action,) = [one for one in sidebar.filter.menu().actions() if one.text() == label]
    action.trigger()


def count(sidebar):
    return sidebar.cards.countries.card_count


def test_kind_and_region_narrow_together_and_are_cleared(sidebar):
    press(sidebar, "Territory")
    assert count(sidebar) == 2
    press(sidebar, "Country")
    press(sidebar, "South Caucasus")
    assert count(sidebar) == 3
    assert sidebar.filter.property("active") is True
    press(sidebar, "Show all cards")
    assert count(sidebar) == 20
    assert sidebar.filter.property("active") is False


def test_only_cards_with_steps(sidebar, starter):
    cards = open_folder(starter).cards.values()
    with_steps = sum(any(edition.steps for edition in card.editions) for card in cards)
    press(sidebar, "With steps")
    assert count(sidebar) == with_steps < 20
    press(sidebar, "With quotes")
    assert count(sidebar) == with_steps


def test_selected_card_stays_selected_while_it_is_off_the_list(sidebar):
    sidebar.cards.select("iran")
    press(sidebar, "Territory")
    assert sidebar.cards.current_card == "iran"
    press(sidebar, "Territory")
    assert sidebar.cards.currentIndex().data() == "Iran"


def test_filter_outlives_a_reload(sidebar, starter):
    press(sidebar, "Bloc")
    sidebar.set_folder(open_folder(starter))
    assert count(sidebar) == 1
