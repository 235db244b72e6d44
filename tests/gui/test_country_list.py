"""The country list under real keys and clicks."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from briefing.core.dates import PartialDate
from briefing.core.library import CardFile, open_folder
from briefing.gui.country_delegate import dot_x
from briefing.gui.country_model import BROKEN, CountryModel, Role
from briefing.gui.fonts import load_fonts
from briefing.gui.sidebar import Sidebar, labels
from briefing.gui.tokens import DARK, LIGHT


@pytest.fixture(scope="module")
def folder(starter):
    return open_folder(starter)


@pytest.fixture
def sidebar(qtbot, folder):
    load_fonts()
    made = Sidebar(LIGHT)
    qtbot.addWidget(made)
    made.resize(264, 760)
    made.set_folder(folder)
    made.set_stops([folder.stops[-1]])
    with qtbot.waitExposed(made):
        made.show()
    made.cards.setFocus()
    return made


@pytest.fixture
def chosen(sidebar):
    found = []
    sidebar.card_chosen.connect(found.append)
    return found


def names(model):
    return [
        (model.index(group, 0).data(), model.index(row, 0, model.index(group, 0)).data())
        for group in range(model.rowCount())
        for row in range(model.rowCount(model.index(group, 0)))
    ]


def of_many_cards(folder, count):
    """The library with so many cards more."""
    first = folder.files[0]
    more = [
        CardFile(f"copy-{number}", first.path.with_name(f"copy-{number}.yaml"), first.card, ())
        for number in range(count)
    ]
    return replace(folder, files=(*more, *folder.files))


class Seen(QObject):
    """Notes when a view is painted, and when a part of it goes."""

    def __init__(self, viewport, bar):
        super().__init__(viewport)
        self._viewport, self.events = viewport, []
        viewport.installEventFilter(self)
        bar.installEventFilter(self)

    def eventFilter(self, watched, event):
        wanted = QEvent.Type.Paint if watched is self._viewport else QEvent.Type.Hide
        if event.type() == wanted:
            self.events.append(wanted)
        return False


class TestModel:
    def test_keeps_qts_contract_through_every_change(self, qapp, folder):
        model = CountryModel()
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.set_folder(folder)
        model.set_stops(folder.stops)
        model.set_hits({"georgia": 2})
        model.set_hits({})
        model.set_hits(None)
        model.set_filter(lambda head: head.name == "Iran")
        model.set_filter(None)

    def test_regions_stand_in_the_librarys_order(self, qapp, folder):
        model = CountryModel()
        model.set_folder(folder)
        headings = list(dict.fromkeys(region for region, _ in names(model)))
        assert headings == list(folder.library.regions)

    def test_headings_cannot_be_chosen(self, qapp, folder):
        model = CountryModel()
        model.set_folder(folder)
        assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable

    def test_cards_are_chosen_and_not_edited_or_opened(self, qapp, folder):
        model = CountryModel()
        model.set_folder(folder)
        row = model.find("japan")
        assert model.flags(row) & Qt.ItemFlag.ItemIsSelectable
        assert not model.hasChildren(row)

    def test_screen_reader_hears_which_editions_there_are(self, qapp, folder):
        model = CountryModel()
        model.set_folder(folder)
        said = model.find("japan").data(Qt.ItemDataRole.AccessibleTextRole)
        assert said == "Japan, editions: February 2004; none in 2010"
        heading = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert heading == "Great powers, 3 cards"

    def test_row_knows_whether_it_has_anything_at_the_stop(self, qapp, folder):
        model = CountryModel()
        model.set_folder(folder)
        model.set_stops([folder.stops[0]])
        assert not model.find("ukraine").data(Role.HAS_EDITION)
        model.set_stops(folder.stops)
        assert model.find("ukraine").data(Role.HAS_EDITION)
        assert model.find("ukraine").data(Role.COVERAGE) == (False, True)

    def test_broken_card_is_on_the_list_under_its_own_heading(self, qapp, starter, tmp_path):
        shutil.copytree(starter, tmp_path / "cards")
        (tmp_path / "cards" / "iran.yaml").write_text("name: [", "utf-8")
        model = CountryModel()
        model.set_folder(open_folder(tmp_path / "cards"))
        assert names(model)[-1] == (BROKEN, "iran.yaml")
        index = model.find("iran")
        assert index.data(Role.IS_BROKEN)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "iran.yaml, cannot be read"


class TestKeys:
    def test_arrows_go_over_headings(self, qtbot, sidebar, chosen):
        sidebar.cards.select("united-states")
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Down)
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Up)
        assert chosen == ["baltic-states", "united-states"]

    def test_home_and_end(self, qtbot, sidebar, chosen):
        sidebar.cards.select("georgia")
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_End)
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Home)
        assert chosen == ["muslim-world", "china"]

    def test_typing_a_name_goes_there(self, qtbot, sidebar, chosen):
        sidebar.cards.select("china")
        qtbot.keyClicks(sidebar.cards, "ky")
        assert sidebar.cards.current_card == "kyrgyzstan"
        assert chosen == ["kazakhstan", "kyrgyzstan"]

    def test_page_keys_go_further_than_one_row(self, qtbot, sidebar, chosen):
        sidebar.cards.select("china")
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_PageDown)
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_PageUp)
        assert chosen[0] not in ("china", "russia")
        assert chosen[1] == "china"

    def test_left_folds_a_region_and_arrows_pass_it_by(self, qtbot, sidebar, chosen):
        sidebar.cards.select("china")
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Left)
        assert not sidebar.cards.isExpanded(sidebar.cards.countries.index(0, 0))
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Right)
        assert sidebar.cards.isExpanded(sidebar.cards.countries.index(0, 0))
        assert chosen == []

    def test_at_the_end_the_list_stays(self, qtbot, sidebar, chosen):
        sidebar.cards.select("muslim-world")
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Down)
        assert chosen == []

    def test_arrows_go_on_from_a_card_that_is_folded_away(self, qtbot, sidebar, chosen):
        sidebar.cards.select("georgia")
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Left)
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Down)
        sidebar.cards.select("georgia")
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Left)
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Up)
        assert chosen == ["kazakhstan", "ukraine"]

    def test_arrows_stay_where_nothing_lies_beyond_a_folded_region(self, qtbot, sidebar, chosen):
        for card_id, key in (("china", Qt.Key.Key_Up), ("muslim-world", Qt.Key.Key_Down)):
            sidebar.cards.select(card_id)
            qtbot.keyClick(sidebar.cards, Qt.Key.Key_Left)
            qtbot.keyClick(sidebar.cards, key)
        assert chosen == []

    def test_typing_minds_neither_case_nor_accents(self, qtbot, sidebar, folder, chosen):
        iran = folder.get("iran")
        renamed = iran.with_card(replace(iran.card, name="Éire"))
        files = tuple(renamed if file is iran else file for file in folder.files)
        sidebar.set_folder(replace(folder, files=files))
        sidebar.cards.select("china")
        qtbot.keyClicks(sidebar.cards, "EIR")
        assert sidebar.cards.current_card == "iran"


class TestMouse:
    def test_click_chooses(self, qtbot, sidebar, chosen):
        place = sidebar.cards.visualRect(sidebar.cards.countries.find("poland")).center()
        qtbot.mouseClick(sidebar.cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert chosen == ["poland"]

    def test_click_on_a_heading_folds_it_and_keeps_the_selection(self, qtbot, sidebar, chosen):
        sidebar.cards.select("georgia")
        heading = sidebar.cards.countries.index(0, 0)
        place = sidebar.cards.visualRect(heading).center()
        qtbot.mouseClick(sidebar.cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert not sidebar.cards.isExpanded(heading)
        assert sidebar.cards.currentIndex().data(Role.ID) == "georgia"
        assert chosen == []


class TestSelectingMore:
    """With Ctrl and Shift, as in every list of a desktop."""

    @pytest.fixture
    def click(self, qtbot, sidebar):
        def press(card_id, modifier=Qt.KeyboardModifier.NoModifier):
            cards = sidebar.cards
            place = cards.visualRect(cards.countries.find(card_id)).center()
            qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, modifier, place)

        return press

    @pytest.fixture
    def highlighted(self, sidebar):
        """The ids of the rows that are shown as selected."""

        def find():
            rows = sidebar.cards.selectionModel().selectedRows()
            return {index.data(Role.ID) for index in rows}

        return find

    def test_ctrl_and_a_click_select_more_and_show_no_other(
        self, sidebar, chosen, click, highlighted
    ):
        sidebar.cards.select("china")
        click("georgia", Qt.KeyboardModifier.ControlModifier)
        click("russia", Qt.KeyboardModifier.ControlModifier)
        click("georgia", Qt.KeyboardModifier.ControlModifier)
        click("china", Qt.KeyboardModifier.ControlModifier)
        assert chosen == []
        assert sidebar.cards.current_card == "china"
        assert sidebar.cards.selected_cards == ("china", "russia")
        assert highlighted() == {"china", "russia"}

    def test_shift_and_a_click_select_all_between(self, sidebar, chosen, click, highlighted):
        sidebar.cards.select("china")
        click("united-states", Qt.KeyboardModifier.ShiftModifier)
        assert highlighted() == {"china", "russia", "united-states"}
        click("russia", Qt.KeyboardModifier.ShiftModifier)
        assert highlighted() == {"china", "russia"} == set(sidebar.cards.selected_cards)
        assert chosen == []

    def test_shift_and_arrows_select_more_and_less(self, qtbot, sidebar, chosen, highlighted):
        sidebar.cards.select("russia")
        for key in ("Down", "Down", "Up"):
            qtbot.keyClick(
                sidebar.cards, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.ShiftModifier
            )
        assert highlighted() == {"russia", "united-states"}
        for _ in range(3):
            qtbot.keyClick(sidebar.cards, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
        assert highlighted() == {"china", "russia"}
        assert chosen == []

    def test_cards_that_are_folded_away_are_not_reached(self, sidebar, click, highlighted):
        sidebar.cards.select("china")
        sidebar.cards.collapse(sidebar.cards.countries.index(1, 0))
        click("georgia", Qt.KeyboardModifier.ShiftModifier)
        assert "georgia" in highlighted()
        assert "poland" not in highlighted()

    def test_a_click_and_an_arrow_select_one_again(self, qtbot, sidebar, chosen, click):
        for go_on in (
            lambda: click("china"),
            lambda: qtbot.keyClick(sidebar.cards, Qt.Key.Key_Down),
        ):
            sidebar.cards.select("china")
            click("georgia", Qt.KeyboardModifier.ControlModifier)
            assert len(sidebar.cards.selected_cards) == 2
            go_on()
            assert sidebar.cards.selected_cards == ()
        assert chosen == ["russia"]

    def test_a_mouse_that_moves_a_little_selects_no_more(self, qtbot, sidebar):
        cards = sidebar.cards
        place = cards.visualRect(cards.countries.find("china")).center()
        qtbot.mousePress(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseMove(cards.viewport(), place + QPoint(0, 40))
        qtbot.mouseRelease(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert cards.selected_cards == ()
        assert len(cards.selectionModel().selectedRows()) == 1

    def test_other_buttons_leave_the_selection(self, qtbot, sidebar, chosen, click, highlighted):
        sidebar.cards.select("china")
        click("georgia", Qt.KeyboardModifier.ControlModifier)
        place = sidebar.cards.visualRect(sidebar.cards.countries.find("russia")).center()
        qtbot.mouseClick(sidebar.cards.viewport(), Qt.MouseButton.RightButton, pos=place)
        assert highlighted() == {"china", "georgia"}
        assert chosen == []

    def test_it_outlives_another_stop_a_search_and_a_reload(
        self, sidebar, folder, click, highlighted
    ):
        sidebar.cards.select("china")
        click("georgia", Qt.KeyboardModifier.ControlModifier)
        click("iran", Qt.KeyboardModifier.ControlModifier)
        sidebar.cards.select("china")  # as the window does for another stop
        sidebar.set_hits({"georgia": 1})
        assert highlighted() == {"georgia"}
        assert set(sidebar.cards.selected_cards) == {"china", "georgia", "iran"}
        sidebar.set_hits(None)
        assert highlighted() == {"china", "georgia", "iran"}
        files = tuple(file for file in folder.files if file.id != "iran")
        sidebar.set_folder(replace(folder, files=files))
        assert highlighted() == {"china", "georgia"} == set(sidebar.cards.selected_cards)

    def test_the_line_over_the_list_counts_them(self, sidebar, click):
        sidebar.cards.select("china")
        assert sidebar._legend.accessibleName() == "20 cards"
        click("georgia", Qt.KeyboardModifier.ControlModifier)
        assert sidebar._legend.accessibleName() == "2 of 20 cards selected"
        click("russia")
        assert sidebar._legend.accessibleName() == "20 cards"


class TestChanges:
    def test_selection_and_folds_outlive_a_reload(self, qtbot, sidebar, folder, chosen):
        sidebar.cards.select("iran")
        sidebar.cards.collapse(sidebar.cards.countries.index(1, 0))
        sidebar.set_folder(folder)
        assert sidebar.cards.currentIndex().data(Role.ID) == "iran"
        assert not sidebar.cards.isExpanded(sidebar.cards.countries.index(1, 0))
        assert chosen == []

    def test_the_region_of_the_selected_card_stays_folded_through_a_reload(
        self, qtbot, sidebar, folder
    ):
        sidebar.cards.select("iran")
        qtbot.keyClick(sidebar.cards, Qt.Key.Key_Left)
        region = sidebar.cards.countries.find("iran").parent().row()
        sidebar.set_folder(folder)
        QApplication.processEvents()
        assert not sidebar.cards.isExpanded(sidebar.cards.countries.index(region, 0))
        assert sidebar.cards.currentIndex().data(Role.ID) == "iran"

    def test_among_many_cards_the_last_is_reached_and_stands_in_its_row(
        self, sidebar, folder, chosen
    ):
        sidebar.set_folder(of_many_cards(folder, 1000))
        last = [name for _, name in names(sidebar.cards.countries)][-1]
        sidebar.cards.step(5000)
        rect = sidebar.cards.visualRect(sidebar.cards.currentIndex())
        assert sidebar.cards.countries.find(chosen[-1]).data() == last
        assert rect.bottom() <= sidebar.cards.viewport().height()
        assert rect.height() == 24
        bar = sidebar.cards.verticalScrollBar()
        rows = len(folder.files) + 1000 + sidebar.cards.countries.rowCount()
        assert bar.maximum() + sidebar.cards.viewport().height() == 24 * rows

    def test_list_does_not_jump_when_read_anew(self, qtbot, sidebar, folder):
        sidebar.resize(264, 300)
        sidebar.cards.select("china")
        bar = sidebar.cards.verticalScrollBar()
        bar.setValue(bar.maximum())
        sidebar.set_folder(folder)
        sidebar.set_stops([folder.stops[0]])
        QApplication.processEvents()
        assert bar.value() == bar.maximum() > 0

    def test_search_shows_cards_with_hits_only_and_then_all_again(self, sidebar):
        sidebar.cards.select("iran")
        sidebar.set_hits({"russia": 3, "georgia": 1})
        assert [name for _, name in names(sidebar.cards.countries)] == ["Russia", "Georgia"]
        assert sidebar.cards.countries.find("russia").data(Role.HITS) == 3
        sidebar.set_hits(None)
        assert sidebar.cards.currentIndex().data(Role.ID) == "iran"
        assert sidebar.cards.countries.card_count == 20

    def test_what_a_letter_changes_is_painted_once_and_the_scroll_bar_stays(self, qtbot, sidebar):
        sidebar.resize(264, 300)
        cards = sidebar.cards
        seen = Seen(cards.viewport(), cards.verticalScrollBar())
        counts = dict.fromkeys(cards.countries.ids(), 1)
        for hits in (counts, counts | {"russia": 2}):
            QApplication.processEvents()
            seen.events.clear()
            sidebar.set_hits(hits)
            qtbot.waitUntil(lambda: QEvent.Type.Paint in seen.events)
            QApplication.processEvents()
            assert seen.events.count(QEvent.Type.Paint) == 1
            assert QEvent.Type.Hide not in seen.events

    def test_a_list_that_grows_past_its_view_is_painted_once(self, qtbot, sidebar):
        sidebar.resize(264, 300)
        cards = sidebar.cards
        every = dict.fromkeys(cards.countries.ids(), 1)
        sidebar.set_hits({"russia": 3})
        seen = Seen(cards.viewport(), cards.verticalScrollBar())
        QApplication.processEvents()
        assert not cards.verticalScrollBar().isVisible()
        seen.events.clear()
        sidebar.set_hits(every)
        qtbot.waitUntil(lambda: QEvent.Type.Paint in seen.events)
        QApplication.processEvents()
        assert seen.events.count(QEvent.Type.Paint) == 1
        assert cards.verticalScrollBar().isVisible()

    def test_rows_are_as_wide_as_the_view(self, sidebar):
        cards = sidebar.cards
        for width in (264, 400, 180):
            sidebar.resize(width, 300)
            QApplication.processEvents()
            row = cards.visualRect(cards.countries.find("japan"))
            assert row.width() == cards.viewport().width()


class TestPainting:
    def test_dots_tell_editions_and_the_selected_stop(self, sidebar):
        sidebar.cards.select("china")
        picture = sidebar.cards.viewport().grab().toImage()
        ratio = picture.devicePixelRatio()
        row = sidebar.cards.visualRect(sidebar.cards.countries.find("japan"))

        def color(place):
            x = dot_x(row.right() + 1, place, 2, 1.0)
            return picture.pixelColor(round(x * ratio), round(row.center().y() * ratio) + 1).name()

        assert color(0) == LIGHT.faint.lower()
        assert color(1) not in (LIGHT.faint.lower(), LIGHT.accent.lower())

    def test_above_six_stops_a_strip_takes_the_place_of_the_dots(self, sidebar, folder):
        source = folder.library.sources["trenin-2004"]
        more = {
            f"talk-{year}": replace(source, date=PartialDate(year)) for year in range(1990, 1998)
        }
        sources = {**more, **folder.library.sources}
        library = replace(folder.library, sources=sources)
        grown = replace(folder, library=library)
        sidebar.set_folder(grown)
        sidebar.set_stops([grown.stops[-1]])
        picture = sidebar.cards.viewport().grab().toImage()
        row = sidebar.cards.visualRect(sidebar.cards.countries.find("china"))
        strip = QRect(row.right() - 92, row.top(), 72, row.height())
        inks = {
            picture.pixelColor(x, y).name()
            for x in range(strip.left(), strip.right())
            for y in range(strip.top(), strip.bottom())
        }
        assert {LIGHT.accent.lower(), LIGHT.ink2.lower()} <= inks

    def test_theme_changes_the_picture(self, sidebar):
        before = sidebar.grab().toImage()
        sidebar.set_look(DARK, 1.0)
        assert sidebar.grab().toImage() != before

    def test_legend_names_years_that_are_not_shared(self, folder):
        assert labels(folder.stops) == ["’04", "’10"]
        assert labels([folder.stops[0], folder.stops[0]]) == ["", ""]


class TestSearchField:
    def test_keys_move_accept_and_cancel(self, qtbot, sidebar):
        moved, said = [], []
        sidebar.search_moved.connect(moved.append)
        sidebar.search_accepted.connect(lambda: said.append("accepted"))
        sidebar.search_cancelled.connect(lambda: said.append("cancelled"))
        qtbot.keyClicks(sidebar.field, "iran")
        qtbot.keyClick(sidebar.field, Qt.Key.Key_Down)
        qtbot.keyClick(sidebar.field, Qt.Key.Key_Up)
        qtbot.keyClick(sidebar.field, Qt.Key.Key_Return)
        qtbot.keyClick(sidebar.field, Qt.Key.Key_Escape)
        assert moved == [1, -1]
        assert said == ["accepted", "cancelled"]
        assert sidebar.field.text() == ""

    def test_clear_button_appears_with_the_text(self, qtbot, sidebar):
        qtbot.keyClicks(sidebar.field, "x")
        corner = QPoint(sidebar.field.width() - 16, sidebar.field.height() // 2)
        child = sidebar.field.childAt(corner)
        qtbot.mouseClick(child, Qt.MouseButton.LeftButton)
        assert sidebar.field.text() == ""
