from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from briefing.core.card import Card
from briefing.core.outlines import Outlines
from briefing.core.validation import validated
from briefing.gui.locator import Locator
from briefing.gui.locator_picture import MapMaker
from briefing.gui.tokens import DARK, LIGHT

POLAND, MINSK, SEA = QPoint(10, 60), QPoint(84, 50), QPoint(20, 15)


@pytest.fixture(scope="module")
def outlines():
    return Outlines()


@pytest.fixture
def page(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.show()
    return widget


@pytest.fixture
def view(page, outlines):
    locator = Locator(page)
    locator.set_maker(MapMaker(outlines))
    locator.set_known_codes({"PL": "Poland", "BY": "Belarus"})
    show(locator, "Belarus", code="BY")
    return locator


def show(view, name, **keys):
    view.set_card(card(name, **keys))
    view.draw()


def card(name, **keys):
    return validated(Card, {"name": name, "kind": "country", "region": "Europe", **keys})


def color(view, place, ratio=1):
    image = QImage(view.size() * ratio, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    view.render(image)
    return image.pixelColor(place * ratio).name()


def test_the_country_is_painted_among_its_neighbours_in_both_themes(view):
    for tokens in (LIGHT, DARK):
        view.set_tokens(tokens)
        for ratio in (1, 2):
            assert QColor(tokens.map_focus) == QColor(color(view, MINSK, ratio))
            assert QColor(tokens.map_land) == QColor(color(view, POLAND, ratio))
            assert QColor(tokens.map_sea) == QColor(color(view, SEA, ratio))


def test_a_place_without_an_outline_has_a_dot_and_a_ring_and_no_filled_land(view):
    show(view, "Abkhazia", location={"lat": 43.0, "lon": 41.0})
    middle = QPoint(84, 50)
    assert QColor(color(view, middle)) == QColor(LIGHT.map_focus)
    assert QColor(color(view, middle + QPoint(5, 0))) != QColor(LIGHT.map_focus)
    assert QColor(color(view, middle + QPoint(30, -30))) == QColor(LIGHT.map_land)


def test_it_hides_where_there_is_nothing_to_show_and_comes_back(view):
    assert view.isVisible()
    show(view, "Muslim world")
    assert not view.isVisible()
    show(view, "Poland", code="PL")
    assert view.isVisible()
    view.set_card(None)
    assert not view.isVisible()
    assert view.accessibleName() == ""


def test_a_screen_reader_hears_what_it_is(view):
    assert view.accessibleName() == "Map: Belarus"


def test_a_click_on_a_country_with_a_card_asks_for_it(view, qtbot):
    with qtbot.waitSignal(view.country_clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=POLAND)
    assert clicked.args == ["PL"]


@pytest.mark.parametrize(
    ("button", "press", "release"),
    [
        (Qt.MouseButton.LeftButton, MINSK, MINSK),  # the card that is shown
        (Qt.MouseButton.LeftButton, QPoint(160, 20), QPoint(160, 20)),  # Russia has no card here
        (Qt.MouseButton.LeftButton, SEA, SEA),
        (Qt.MouseButton.RightButton, POLAND, POLAND),
        (Qt.MouseButton.LeftButton, POLAND, MINSK),  # moved away before letting go
        (Qt.MouseButton.LeftButton, POLAND, QPoint(-50, 60)),
    ],
)
def test_other_clicks_ask_for_nothing(view, qtbot, button, press, release):
    with qtbot.assertNotEmitted(view.country_clicked):
        qtbot.mousePress(view, button, pos=press)
        qtbot.mouseRelease(view, button, pos=release)


def test_the_pointer_tells_what_can_be_clicked(view, qtbot):
    qtbot.mouseMove(view, POLAND)
    qtbot.waitUntil(lambda: view.toolTip() == "Poland")
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(view, MINSK)
    qtbot.waitUntil(lambda: view.toolTip() == "")
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
    qtbot.mouseMove(view, POLAND)
    qtbot.waitUntil(lambda: view.toolTip() == "Poland")
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.toolTip() == ""


def test_it_grows_with_the_text_and_still_knows_its_countries(view, qtbot):
    view.set_zoom(1.5)
    assert (view.width(), view.height()) == (252, 150)
    assert QColor(color(view, MINSK * 1.5)) == QColor(LIGHT.map_focus)
    with qtbot.waitSignal(view.country_clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=POLAND * 1.5)
    assert clicked.args == ["PL"]


def test_a_disputed_border_and_a_group_are_painted(view):
    show(view, "Serbia", code="RS")
    assert QColor(color(view, MINSK)) == QColor(LIGHT.map_focus)
    show(view, "Baltic states", members=["EE", "LV", "LT"])
    assert QColor(color(view, QPoint(84, 70))) == QColor(LIGHT.map_focus)


def test_painting_with_no_card_does_nothing(qtbot):
    view = Locator()
    qtbot.addWidget(view)
    assert view.isHidden()
    color(view, MINSK)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=MINSK)
    assert view.toolTip() == ""


def test_going_back_to_a_card_draws_nothing_anew(view):
    before = view._maker._drawn.cache_info().misses
    show(view, "Poland", code="PL")
    show(view, "Belarus", code="BY", aliases=["White Russia"])
    view.set_tokens(DARK)
    assert view._maker._drawn.cache_info().misses == before + 1


def test_until_maps_can_be_drawn_there_is_the_sea_and_as_much_room(page, outlines):
    view = Locator(page)
    view.set_card(card("Belarus", code="BY"))
    assert view.isVisible()
    assert QColor(color(view, MINSK)) == QColor(LIGHT.map_sea)
    view.set_card(card("The world"))
    assert not view.isVisible()
    view.set_card(card("Belarus", code="BY"))
    view.set_maker(MapMaker(outlines))
    assert QColor(color(view, MINSK)) == QColor(LIGHT.map_focus)


def test_a_new_map_comes_a_moment_after_the_card_and_a_known_one_with_it(view, qtbot):
    view.set_card(card("Poland", code="PL"))
    assert view.isVisible()
    assert QColor(color(view, MINSK)) == QColor(LIGHT.map_sea)
    qtbot.waitUntil(lambda: QColor(color(view, MINSK)) == QColor(LIGHT.map_focus))
    view.set_card(card("Belarus", code="BY"))
    assert QColor(color(view, MINSK)) == QColor(LIGHT.map_focus)


def test_a_map_for_which_nobody_waits_is_not_drawn(view, qtbot):
    before = view._maker._drawn.cache_info().misses
    view.set_card(card("Poland", code="PL"))
    view.set_card(card("Serbia", code="RS"))
    qtbot.waitUntil(lambda: QColor(color(view, MINSK)) == QColor(LIGHT.map_focus))
    assert view._maker._drawn.cache_info().misses == before + 1
