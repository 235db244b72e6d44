"""The timeline under real keys, clicks and wheel."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from briefing.core.card import Card, Library
from briefing.core.library import open_folder
from briefing.core.timeline import stops
from briefing.core.validation import validated
from briefing.gui.timeline import Timeline
from briefing.gui.timeline_painter import TRACK
from briefing.gui.tokens import DARK, LIGHT

Key, Ctrl, Shift, Alt = (
    Qt.Key,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Left = Qt.MouseButton.LeftButton


def library(*dates):
    talk = {"title": "[A talk]", "speaker": "A speaker"}
    sources = {f"talk-{date}": {**talk, "date": date} for date in dates}
    return validated(Library, {"title": "Talks", "sources": sources})


def card(*dates):
    editions = [{"source": f"talk-{date}", "bottom_line": "So."} for date in dates]
    keys = {"name": "Japan", "kind": "country", "region": "Asia"}
    return validated(Card, {**keys, "editions": editions})


YEARS = [str(year) for year in range(2001, 2007)]


@pytest.fixture
def timeline(qtbot, fonts):
    """Six stops, 2001 to 2006, of a card with editions in 2002 and 2005; 2004 is chosen."""
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(676, made.height())
    known = library(*YEARS)
    made.set_library(known, stops(known))
    made.show_card(card("2002", "2005"), made.selected)
    choose(made, 2004)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def announced(timeline):
    found = []
    timeline.stop_chosen.connect(lambda stop: found.append(stop.date.year))
    timeline.range_chosen.connect(lambda *ends: found.append(tuple(s.date.year for s in ends)))
    return found


def choose(timeline, *years):
    timeline.set_selected([stop for stop in timeline._stops if stop.date.year in years])


def chosen(timeline):
    return [stop.date.year for stop in timeline.selected]


def spot(timeline, year, y=TRACK):
    """Where on the widget a year's stop is."""
    years = [stop.date.year for stop in timeline._stops]
    return QPoint(round(timeline._view.scale.places[years.index(year)].x), y)


def turn(timeline, along=0, across=0, held=Qt.KeyboardModifier.NoModifier):
    place = QPointF(300, TRACK)
    event = QWheelEvent(
        place,
        timeline.mapToGlobal(place),
        QPoint(),
        QPoint(across, along),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(timeline, event)
    return event.isAccepted()


def painted(timeline, ratio=1):
    image = QImage(timeline.size() * ratio, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    timeline.render(image)
    return image


class TestKeys:
    @pytest.mark.parametrize(
        ("key", "held", "year"),
        [
            (Key.Key_Left, None, 2003),
            (Key.Key_Right, None, 2005),
            (Key.Key_Left, Ctrl, 2002),
            (Key.Key_Right, Ctrl, 2005),
            (Key.Key_PageUp, None, 2003),
            (Key.Key_PageDown, None, 2005),
            (Key.Key_Home, None, 2001),
            (Key.Key_End, None, 2006),
        ],
    )
    def test_lead_from_stop_to_stop(self, timeline, announced, qtbot, key, held, year):
        qtbot.keyClick(timeline, key, held or Qt.KeyboardModifier.NoModifier)
        assert announced == [year]
        assert chosen(timeline) == [year]

    def test_stop_at_the_ends_without_announcing_anything(self, timeline, announced, qtbot):
        choose(timeline, 2006)
        for held in (Qt.KeyboardModifier.NoModifier, Ctrl):
            qtbot.keyClick(timeline, Key.Key_Right, held)
        assert announced == []
        assert chosen(timeline) == [2006]

    @pytest.mark.parametrize("held", [Alt, Shift, Alt | Ctrl])
    def test_of_the_window_are_left_to_it(self, timeline, announced, qtbot, held):
        qtbot.keyClick(timeline, Key.Key_Left, held)
        qtbot.keyClick(timeline, Key.Key_F5)
        assert announced == []

    def test_move_the_newer_end_of_a_comparison_and_with_shift_the_older(
        self, timeline, announced, qtbot
    ):
        choose(timeline, 2002, 2004)
        qtbot.keyClick(timeline, Key.Key_Right)
        qtbot.keyClick(timeline, Key.Key_Left, Shift)
        qtbot.keyClick(timeline, Key.Key_End)
        assert announced == [(2002, 2005), (2001, 2005), (2001, 2006)]

    def test_never_let_the_ends_of_a_comparison_meet(self, timeline, announced, qtbot):
        choose(timeline, 2003, 2004)
        qtbot.keyClick(timeline, Key.Key_Left)
        qtbot.keyClick(timeline, Key.Key_Home)
        qtbot.keyClick(timeline, Key.Key_End, Shift)
        qtbot.keyClick(timeline, Key.Key_Right, Ctrl | Shift)
        assert announced == []
        qtbot.keyClick(timeline, Key.Key_Left, Ctrl | Shift)
        assert announced == [(2002, 2004)]

    def test_without_a_choice_take_the_last_stop(self, timeline, announced, qtbot):
        timeline.set_selected([])
        qtbot.keyClick(timeline, Key.Key_Left)
        assert announced == [2006]


class TestMouse:
    def test_click_on_a_stop_chooses_it_once(self, timeline, announced, qtbot):
        for _ in range(2):
            qtbot.mouseClick(timeline, Left, pos=spot(timeline, 2002))
        assert announced == [2002]

    def test_click_on_the_track_chooses_the_nearest_stop(self, timeline, announced, qtbot):
        qtbot.mouseClick(timeline, Left, pos=spot(timeline, 2002) + QPoint(20, 0))
        assert announced == [2002]

    def test_click_on_a_label_chooses_its_stop(self, timeline, announced, qtbot):
        qtbot.mouseClick(timeline, Left, pos=spot(timeline, 2001, 50))
        assert announced == [2001]

    def test_click_between_labels_or_with_another_button_does_nothing(
        self, timeline, announced, qtbot
    ):
        qtbot.mouseClick(timeline, Left, pos=spot(timeline, 2001, 50) + QPoint(50, 0))
        qtbot.mouseClick(timeline, Qt.MouseButton.RightButton, pos=spot(timeline, 2001))
        assert announced == []

    def test_drag_takes_the_stop_along(self, timeline, announced, qtbot):
        qtbot.mousePress(timeline, Left, pos=spot(timeline, 2004))
        for year in (2005, 2006, 2003):
            qtbot.mouseMove(timeline, spot(timeline, year, 200))
        qtbot.waitUntil(lambda: announced == [2005, 2006, 2003])
        qtbot.mouseRelease(timeline, Left, pos=spot(timeline, 2003))
        qtbot.mouseMove(timeline, spot(timeline, 2001))
        qtbot.waitUntil(lambda: timeline.toolTip().startswith("2001"))
        assert announced == [2005, 2006, 2003]

    def test_drag_of_the_older_end_stops_before_the_newer(self, timeline, announced, qtbot):
        choose(timeline, 2002, 2004)
        qtbot.mousePress(timeline, Left, pos=spot(timeline, 2002))
        qtbot.mouseMove(timeline, spot(timeline, 2006))
        qtbot.waitUntil(lambda: announced == [(2003, 2004)])
        qtbot.mouseRelease(timeline, Left, pos=spot(timeline, 2006))
        qtbot.keyClick(timeline, Key.Key_Home)
        assert announced[-1] == (2001, 2004)

    def test_click_in_a_comparison_moves_the_nearer_end(self, timeline, announced, qtbot):
        choose(timeline, 2002, 2005)
        qtbot.mouseClick(timeline, Left, pos=spot(timeline, 2001))
        qtbot.mouseClick(timeline, Left, pos=spot(timeline, 2006))
        assert announced == [(2001, 2005), (2001, 2006)]

    def test_wheel_goes_a_stop_a_notch_and_keeps_the_rest(self, timeline, announced):
        turn(timeline, along=60)
        assert announced == []
        turn(timeline, along=60)
        turn(timeline, along=-240)
        turn(timeline, across=-120)
        assert announced == [2005, 2003, 2004]

    def test_wheel_with_ctrl_is_left_to_the_zoom(self, timeline, announced):
        assert not turn(timeline, along=120, held=Ctrl)
        assert announced == []

    def test_pointing_at_a_stop_tells_what_it_is(self, timeline, qtbot):
        qtbot.mouseMove(timeline, spot(timeline, 2002))
        qtbot.waitUntil(lambda: timeline.toolTip() == "2002, edition 1 of 2\nA talk")
        assert timeline.cursor().shape() == Qt.CursorShape.PointingHandCursor
        qtbot.mouseMove(timeline, spot(timeline, 2003, 50))
        qtbot.waitUntil(lambda: timeline.toolTip() == "2003, no edition\nA talk")
        qtbot.mouseMove(timeline, spot(timeline, 2002) + QPoint(50, 0))
        qtbot.waitUntil(lambda: timeline.toolTip() == "")


class TestAccessibility:
    def test_it_is_a_slider_that_says_the_date_and_the_edition(self, timeline):
        known = QAccessible.queryAccessibleInterface(timeline)
        assert known.role() == QAccessible.Role.Slider
        assert known.text(QAccessible.Text.Name) == "Timeline"
        assert known.text(QAccessible.Text.Description) == "2004, no edition"
        choose(timeline, 2005)
        assert known.text(QAccessible.Text.Description) == "2005, edition 2 of 2"
        assert known.valueInterface().currentValue() == 4

    def test_a_screen_reader_can_move_it(self, timeline, announced):
        known = QAccessible.queryAccessibleInterface(timeline)
        known.valueInterface().setCurrentValue(1)
        assert announced == [2002]

    def test_a_comparison_says_both_ends(self, timeline):
        choose(timeline, 2002, 2004)
        said = "2004, no edition, compared with 2002"
        assert timeline.accessibleDescription() == said

    def test_stops_of_one_month_are_told_apart_by_the_day(self, timeline):
        known = library("2004-02-01", "2004-02-25", "2010")
        timeline.set_library(known, stops(known))
        timeline.set_selected([timeline._stops[1]])
        assert timeline.accessibleDescription() == "25 February 2004, edition 2 of 3"
        assert timeline._view.dates == ("1 Feb 2004", "25 Feb 2004", "2010")


class TestLook:
    def test_a_chosen_stop_is_filled_with_an_edition_and_hollow_without(self, timeline):
        beside = QPoint(6, 0)
        for tokens in (LIGHT, DARK):
            timeline.set_tokens(tokens)
            for ratio in (1, 2):
                choose(timeline, 2005)
                full = painted(timeline, ratio).pixelColor((spot(timeline, 2005) + beside) * ratio)
                assert full == QColor(tokens.accent)
                choose(timeline, 2004)
                hollow = painted(timeline, ratio).pixelColor(spot(timeline, 2004) * ratio)
                assert hollow == QColor(tokens.page)

    def test_the_span_of_a_comparison_is_filled(self, timeline):
        choose(timeline, 2002, 2004)
        between = (spot(timeline, 2002) + spot(timeline, 2003)) / 2
        assert painted(timeline).pixelColor(between) == QColor(LIGHT.accent)

    def test_focus_adds_a_ring_and_moves_nothing(self, timeline):
        labels = timeline._view.labels
        on_ring = spot(timeline, 2004) + QPoint(0, 12)
        assert painted(timeline).pixelColor(on_ring) == QColor(LIGHT.accent)
        timeline.clearFocus()
        assert painted(timeline).pixelColor(on_ring) == QColor(LIGHT.page)
        assert timeline._view.labels == labels

    def test_it_grows_with_the_zoom_and_follows_the_width(self, timeline, announced, qtbot):
        timeline.set_zoom(1.5)
        assert timeline.height() == 126
        timeline.resize(1000, 126)
        qtbot.mouseClick(timeline, Left, pos=spot(timeline, 2001, 39))
        assert announced == [2001]
        assert timeline._view.scale.right == 988


class TestLibrary:
    def test_the_starter_library_shows_its_two_talks(self, timeline, starter):
        folder = open_folder(starter)
        timeline.set_library(folder.library, folder.stops)
        assert timeline._view.dates == ("Feb 2004", "2010")
        assert timeline._view.names[1] == "Recent developments in Russia’s foreign policy"

    def test_a_choice_survives_the_library_read_anew(self, timeline):
        grown = library(*YEARS, "2007")
        timeline.set_library(grown, stops(grown))
        assert chosen(timeline) == [2004]
        known = library("2001", "2002")
        timeline.set_library(known, stops(known))
        assert chosen(timeline) == []

    def test_a_library_without_stops_takes_every_key_and_click(self, timeline, announced, qtbot):
        timeline.set_library(library("2001"), [])
        qtbot.keyClick(timeline, Key.Key_Left)
        qtbot.mouseClick(timeline, Left, pos=QPoint(100, TRACK))
        qtbot.mouseMove(timeline, QPoint(120, TRACK))
        assert not turn(timeline, along=120)
        painted(timeline)
        assert announced == []

    def test_an_unknown_stop_is_refused(self, timeline):
        with pytest.raises(ValueError, match="not in tuple"):
            timeline.set_selected(stops(library("1999")))
