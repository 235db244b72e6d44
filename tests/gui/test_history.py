"""Back and Forward as a browser's user expects them."""

import pytest

from briefing.core.dates import PartialDate
from briefing.core.timeline import Stop
from briefing.gui.history import History, Place

STOP = Stop(PartialDate(2004), ("s",))
A, B, C = (Place(card, STOP) for card in "abc")


def test_back_and_forward_walk_the_visited_places():
    history = History()
    for place in (A, B, C):
        history.visit(place)
    assert history.back() == B
    assert history.back() == A
    assert not history.can_go_back
    assert history.forward() == B


def test_a_new_visit_forgets_what_lay_ahead():
    history = History()
    history.visit(A)
    history.visit(B)
    history.back()
    history.visit(C)
    assert not history.can_go_forward
    assert history.back() == A


def test_the_same_place_twice_is_one_visit():
    history = History()
    history.visit(A)
    history.visit(A)
    assert not history.can_go_back


def test_there_is_nowhere_to_go_at_the_ends():
    history = History()
    with pytest.raises(IndexError):
        history.back()
    with pytest.raises(IndexError):
        history.forward()


def test_the_oldest_of_very_many_places_are_forgotten():
    """Each holds stops of the library as it was then, and a window may be open for weeks."""
    history = History()
    for _ in range(1000):
        history.visit(A)
        history.visit(B)
    history.visit(C)
    backs = 0
    while history.can_go_back:
        history.back()
        backs += 1
    assert backs == 999
    while history.can_go_forward:
        place = history.forward()
    assert place == C
