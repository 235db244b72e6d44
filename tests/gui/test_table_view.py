"""The tables of steps and quotes by keys, clicks and looks."""

import csv
import io
import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from briefing.core.card import Card
from briefing.core.dates import PartialDate
from briefing.core.library import CardFile, CardFolder, open_folder
from briefing.core.validation import validated
from briefing.gui.table_delegate import TableDelegate
from briefing.gui.table_view import TableView
from briefing.gui.tokens import DARK, LIGHT

LEFT = Qt.MouseButton.LeftButton
# The offscreen platform says this of every menu.
menus = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def folder(starter):
    return open_folder(starter)


@pytest.fixture
def make(qtbot, fonts, folder):
    def make(kind="steps", of=folder):
        view = TableView(kind)
        qtbot.addWidget(view)
        view.resize(1015, 750)
        view.set_folder(of)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.setFocus()
        return view

    return make


@pytest.fixture
def steps(make):
    return make()


@pytest.fixture
def quotes(make):
    return make("quotes")


def column(view, name):
    place = view.model.columns.index(name)
    return [view.model.index(row, place).data() for row in range(view.model.rowCount())]


def button(view, text):
    (found,) = [one for one in view.findChildren(QPushButton) if one.text() == text]
    return found


def click(qtbot, view, row, place, name="Action"):
    index = view.model.index(row, view.model.columns.index(name))
    middle = view.grid.visualRect(index).center()
    press = qtbot.mouseDClick if place == "double" else qtbot.mouseClick
    press(view.grid.viewport(), LEFT, pos=middle)


def click_head(qtbot, view, name):
    head = view.grid.horizontalHeader()
    place = head.sectionViewportPosition(view.model.columns.index(name)) + 20
    qtbot.mouseClick(head.viewport(), LEFT, pos=QPoint(place, head.height() // 2))


def ask_menu(view):
    # What Qt makes of the Menu key and of Shift+F10.
    viewport = view.grid.viewport()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, QPoint(), viewport.mapToGlobal(QPoint()))
    QApplication.sendEvent(viewport, event)


def open_menu(view):
    ask_menu(view)
    menu = QApplication.activePopupWidget()
    return menu, {action.text(): action for action in menu.actions()}


def many_rows(folder, count):
    actions = [
        {"actor": f"Actor {n % 7}", "action": f"Do {n} " + "again and " * (n % 40), "para": 1}
        for n in range(count)
    ]
    edition = {"source": "trenin-2010", "bottom_line": "So.", "steps": actions}
    data = {"name": "Long", "kind": "country", "region": "Europe", "editions": [edition]}
    file = CardFile("long", folder.folder / "long.yaml", validated(Card, data), (), (0, 0, 0))
    return CardFolder(folder.folder, folder.library, (file,), ())


class TestHeading:
    def test_counts_what_is_shown_of_all(self, qtbot, steps, quotes):
        assert (steps.head.title, quotes.head.title) == ("8 policy steps", "33 quotes")
        qtbot.mouseClick(button(steps, "2010"), LEFT)
        assert steps.head.title == "3 of 8 policy steps"

    def test_a_library_without_steps_says_so(self, make, small):
        of = replace(small, files=tuple(file for file in small.files if file.id == "ukraine"))
        view = make("steps", of)
        assert view.head.title == "0 policy steps"
        assert not view.grid.isVisible()
        assert not view.show_all.isVisible()
        assert not button(view, "Export CSV…").isEnabled()

    def test_one_row_is_one(self, qtbot, make, small):
        view = make("quotes", small)
        qtbot.mouseClick(button(view, "Feb 2004"), LEFT)
        assert view.head.title == "1 of 3 quotes"


class TestFilter:
    def test_typing_narrows_the_table_and_down_goes_there(self, qtbot, steps):
        steps.ask_filter()
        qtbot.keyClicks(steps.head.field, "MISSILE")
        assert steps.head.title == "1 of 8 policy steps"
        qtbot.keyClick(steps.head.field, Qt.Key.Key_Down)
        assert steps.grid.hasFocus()
        assert steps.grid.current_row() is not None

    def test_escape_in_the_field_shows_all_again(self, qtbot, steps):
        steps.ask_filter()
        qtbot.keyClicks(steps.head.field, "missile")
        qtbot.keyClick(steps.head.field, Qt.Key.Key_Escape)
        assert steps.head.title == "8 policy steps"
        assert steps.grid.hasFocus()

    def test_by_actor_with_the_keyboard(self, qtbot, steps):
        groups = steps.head.groups
        names = [groups.itemText(place) for place in range(groups.count())]
        assert names == sorted(names, key=lambda name: (name != "All actors", name))
        groups.setFocus()
        qtbot.keyClick(groups, Qt.Key.Key_End)
        assert set(column(steps, "Actor")) == {names[-1]}
        qtbot.keyClick(groups, Qt.Key.Key_Home)
        assert len(column(steps, "Actor")) == 8

    def test_by_voice_and_stop_together(self, qtbot, quotes):
        quotes.head.groups.setFocus()
        qtbot.keyClicks(quotes.head.groups, "As")
        qtbot.mouseClick(button(quotes, "Feb 2004"), LEFT)
        assert set(column(quotes, "Voice")) == {"As reported"}
        assert set(column(quotes, "Stop")) == {"Feb 2004"}
        qtbot.mouseClick(button(quotes, "All editions"), LEFT)
        assert set(column(quotes, "Stop")) == {"Feb 2004", "2010"}

    def test_nothing_found_says_so_and_offers_all(self, qtbot, steps):
        steps.ask_filter()
        qtbot.keyClicks(steps.head.field, "xyzzy")
        assert steps.head.title == "0 of 8 policy steps"
        assert not steps.grid.isVisible()
        assert not button(steps, "Export PDF…").isEnabled()
        qtbot.mouseClick(steps.show_all, LEFT)
        assert steps.head.title == "8 policy steps"
        assert steps.head.field.text() == ""
        assert steps.grid.hasFocus()

    def test_the_chosen_row_stays_chosen(self, qtbot, steps):
        qtbot.keyClick(steps.grid, Qt.Key.Key_End)
        row = steps.grid.current_row()
        qtbot.mouseClick(button(steps, "Feb 2004"), LEFT)
        assert steps.grid.current_row() == row
        assert [index.row() for index in steps.grid.selectionModel().selectedRows()] == [4]

    def test_above_six_stops_a_list_takes_the_place_of_the_buttons(self, qtbot, make, folder):
        source = folder.library.sources["trenin-2004"]
        more = {
            f"talk-{year}": replace(source, date=PartialDate(year)) for year in range(1990, 1998)
        }
        sources = {**more, **folder.library.sources}
        view = make(of=replace(folder, library=replace(folder.library, sources=sources)))
        assert not [one for one in view.head.stops.findChildren(QPushButton) if one.isVisible()]
        (listed,) = view.head.stops.findChildren(QComboBox)
        assert listed.count() == 11
        listed.setFocus()
        qtbot.keyClick(listed, Qt.Key.Key_End)
        assert set(column(view, "Stop")) == {"2010"}


class TestSorting:
    def test_a_click_on_a_heading_sorts_and_turns_and_takes_back(self, qtbot, steps):
        library = column(steps, "Actor")
        click_head(qtbot, steps, "Stop")
        assert column(steps, "Stop") == ["Feb 2004"] * 5 + ["2010"] * 3
        click_head(qtbot, steps, "Stop")
        assert column(steps, "Stop") == ["2010"] * 3 + ["Feb 2004"] * 5
        click_head(qtbot, steps, "Stop")
        assert column(steps, "Actor") == library

    @menus
    def test_the_menu_sorts_too_and_the_row_stays_in_sight(self, qtbot, make, folder):
        view = make(of=many_rows(folder, 300))
        qtbot.keyClick(view.grid, Qt.Key.Key_Home)
        row = view.grid.current_row()
        menu, actions = open_menu(view)
        sorting = {action.text(): action for action in actions["Sort by"].menu().actions()}
        assert list(sorting) == [*view.model.columns, "Order of the library"]
        assert sorting["Order of the library"].isChecked()
        sorting["Action"].trigger()
        menu.close()
        assert column(view, "Action")[1].startswith("Do 1 ")
        view.grid.sort_by(view.model.columns.index("Action"))
        assert column(view, "Action")[-1] == row.action
        assert view.grid.current_row() == row
        place = view.grid.visualRect(view.grid.currentIndex())
        assert view.grid.viewport().rect().contains(place)


class TestOpening:
    @pytest.fixture
    def opened(self, steps):
        found = []
        steps.opened.connect(found.append)
        return found

    def test_return_opens_the_first_card_at_the_step(self, qtbot, steps, opened):
        qtbot.keyClick(steps.grid, Qt.Key.Key_Home)
        qtbot.keyClick(steps.grid, Qt.Key.Key_Down)
        qtbot.keyClick(steps.grid, Qt.Key.Key_Return)
        (where,) = opened
        assert where == steps.model.rows[1].places[0]

    def test_double_click_opens_and_a_click_only_chooses(self, qtbot, steps, opened):
        click(qtbot, steps, 1, "single")
        assert opened == []
        assert steps.grid.current_row() == steps.model.rows[1]
        click(qtbot, steps, 1, "double")
        assert opened == [steps.model.rows[1].places[0]]

    @menus
    def test_the_menu_lists_every_card_of_the_row(self, qtbot, steps, opened):
        qtbot.keyClick(steps.grid, Qt.Key.Key_Home)
        places = steps.model.rows[0].places
        menu, actions = open_menu(steps)
        assert list(actions)[: len(places)] == [f"Open {place.name}" for place in places]
        actions[f"Open {places[-1].name}"].trigger()
        menu.close()
        assert opened == [places[-1]]

    @menus
    def test_a_right_click_lists_them_too(self, qtbot, steps):
        place = steps.grid.visualRect(steps.model.index(1, 1)).center()
        viewport = steps.grid.viewport()
        qtbot.mouseClick(viewport, Qt.MouseButton.RightButton, pos=place)
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(
            viewport, QContextMenuEvent(reason, place, viewport.mapToGlobal(place))
        )
        menu = QApplication.activePopupWidget()
        assert menu.actions()[0].text() == f"Open {steps.model.rows[1].places[0].name}"
        menu.close()

    @menus
    def test_names_with_an_ampersand_are_shown_whole(self, qtbot, make, small):
        file = small.get("united-states")
        card = replace(file.card, name="You & <b>Me</b>")
        files = tuple(each.with_card(card) if each is file else each for each in small.files)
        view = make("steps", replace(small, files=files))
        qtbot.keyClick(view.grid, Qt.Key.Key_Home)
        menu, actions = open_menu(view)
        assert "Open You && <b>Me</b>" in actions
        menu.close()

    def test_without_rows_there_is_no_menu(self, steps):
        steps.head.field.setText("xyzzy")
        ask_menu(steps)
        assert QApplication.activePopupWidget() is None


class TestKeys:
    def test_the_first_row_is_chosen_when_the_table_gets_the_focus(self, qtbot, steps):
        steps.ask_filter()
        qtbot.keyClick(steps.head.field, Qt.Key.Key_Return)
        assert [index.row() for index in steps.grid.selectionModel().selectedRows()] == [0]

    def test_home_and_end_go_over_the_rows(self, qtbot, quotes):
        qtbot.keyClick(quotes.grid, Qt.Key.Key_End)
        assert quotes.grid.currentIndex().row() == 32
        place = quotes.grid.visualRect(quotes.grid.currentIndex())
        assert quotes.grid.viewport().rect().contains(place)
        qtbot.keyClick(quotes.grid, Qt.Key.Key_Home)
        assert quotes.grid.currentIndex().row() == 0

    def test_tab_leaves_the_table(self, qtbot, steps):
        qtbot.keyClick(steps.grid, Qt.Key.Key_Tab)
        assert not steps.grid.hasFocus()

    def test_copy_takes_the_chosen_rows(self, qtbot, steps):
        qtbot.keyClick(steps.grid, Qt.Key.Key_Home)
        qtbot.keyClick(steps.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(steps.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        lines = QGuiApplication.clipboard().text().split("\n")
        assert lines == ["\t".join(row.cells()) for row in steps.model.rows[:2]]
        qtbot.keyClick(steps.grid, Qt.Key.Key_Home)
        steps.copy()
        assert QGuiApplication.clipboard().text() == lines[0]


class TestExports:
    def test_csv_holds_what_is_shown_in_its_order(self, qtbot, steps):
        qtbot.mouseClick(button(steps, "Feb 2004"), LEFT)
        click_head(qtbot, steps, "Action")
        with qtbot.waitSignal(steps.csv_requested) as found:
            qtbot.mouseClick(button(steps, "Export CSV…"), LEFT)
        text, name = found.args
        heading, *rows = csv.reader(io.StringIO(text, newline=""))
        assert heading == list(steps.model.columns)
        assert [row[1] for row in rows] == column(steps, "Action")
        assert {row[7] for row in rows} == {"2004-02-25"}
        assert name == "Policy steps, Feb 2004.csv"

    def test_pdf_gets_the_rows(self, qtbot, quotes):
        with qtbot.waitSignal(quotes.pdf_requested) as found:
            qtbot.mouseClick(button(quotes, "Export PDF…"), LEFT)
        assert found.args == [
            quotes.model.rows,
            "Quotes, Russia’s foreign policy, 2004 and 2010.pdf",
        ]

    def test_the_name_tells_the_group_and_is_safe(self, qtbot, make, small):
        file = small.get("united-states")
        last = file.card.editions[1]
        named = replace(last.steps[0], actor="A/B: C?")
        edition = replace(last, steps=(named,))
        card = replace(file.card, editions=(edition,))
        files = tuple(each.with_card(card) if each is file else each for each in small.files)
        view = make("steps", replace(small, files=files))
        view.head.groups.setFocus()
        qtbot.keyClick(view.head.groups, Qt.Key.Key_End)
        with qtbot.waitSignal(view.csv_requested) as found:
            qtbot.mouseClick(button(view, "Export CSV…"), LEFT)
        assert found.args[1] == "Policy steps, A B C.csv"

    def test_a_message_stays_until_the_filter_changes(self, qtbot, steps):
        steps.say("Saved as steps.csv")
        assert steps.message.isVisible()
        assert steps.message.text == "Saved as steps.csv"
        qtbot.mouseClick(button(steps, "2010"), LEFT)
        assert not steps.message.isVisible()


class TestReload:
    def test_filter_and_row_outlive_a_reload(self, qtbot, steps, starter, folder):
        qtbot.mouseClick(button(steps, "Feb 2004"), LEFT)
        qtbot.keyClicks(steps.head.field, "russia")
        qtbot.keyClick(steps.head.groups, Qt.Key.Key_End)
        qtbot.keyClick(steps.grid, Qt.Key.Key_End)
        title, row = steps.head.title, steps.grid.current_row()
        steps.set_folder(open_folder(starter))
        assert (steps.head.title, steps.grid.current_row()) == (title, row)
        assert steps.head.stops.stop == folder.stops[0]

    def test_another_library_starts_without_a_filter(self, qtbot, steps, small):
        qtbot.keyClicks(steps.head.field, "xyzzy")
        qtbot.mouseClick(button(steps, "2010"), LEFT)
        steps.set_folder(small)
        assert steps.head.title == "3 policy steps"
        assert steps.head.field.text() == ""

    def test_an_actor_that_is_gone_no_longer_filters(self, qtbot, make, starter, tmp_path):
        cards = tmp_path / "cards"
        shutil.copytree(starter, cards)
        view = make("steps", open_folder(cards))
        view.head.groups.setFocus()
        qtbot.keyClicks(view.head.groups, "Not")
        assert view.head.title == "1 of 8 policy steps"
        for name in ("russia", "georgia", "south-ossetia"):
            (cards / f"{name}.yaml").unlink()
        view.set_folder(open_folder(cards))
        assert view.head.groups.currentIndex() == 0
        assert view.model.rowCount() == view.model.total > 0

    def test_a_hidden_table_reads_when_it_is_shown(self, qtbot, fonts, folder):
        view = TableView("quotes")
        qtbot.addWidget(view)
        view.set_folder(folder)
        assert view.model.total == 0
        with qtbot.waitExposed(view):
            view.show()
        assert view.model.total == 33


class TestLooks:
    def heights(self, view):
        return [view.grid.rowHeight(row) for row in range(view.model.rowCount())]

    def test_every_row_in_sight_is_as_high_as_its_text(self, make, folder):
        view = make(of=many_rows(folder, 500))
        bar = view.grid.verticalScrollBar()
        delegate = view.grid.itemDelegate()
        assert isinstance(delegate, TableDelegate)
        for value in (0, bar.maximum() // 2, bar.maximum(), bar.maximum() // 3):
            bar.setValue(value)
            first = view.grid.rowAt(0)
            last = view.grid.rowAt(view.grid.viewport().height() - 1)
            for row in range(first, last + 1):
                cells = range(len(view.model.columns))
                needed = max(
                    delegate.height(view.model.index(row, cell), view.grid.columnWidth(cell))
                    for cell in cells
                )
                assert view.grid.rowHeight(row) == needed

    def test_scrolling_up_moves_by_what_was_asked(self, make, folder):
        view = make(of=many_rows(folder, 500))
        bar = view.grid.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        for _ in range(30):
            row = view.grid.rowAt(200)
            before = view.grid.rowViewportPosition(row)
            bar.setValue(bar.value() - 60)
            assert view.grid.rowViewportPosition(row) == before + 60

    def test_a_narrower_column_makes_rows_higher(self, steps):
        before = self.heights(steps)
        steps.grid.horizontalHeader().resizeSection(1, 100)
        assert sum(self.heights(steps)) > sum(before)

    def test_columns_fill_the_view_until_one_is_dragged(self, qtbot, steps):
        head = steps.grid.horizontalHeader()
        steps.resize(1400, 750)
        assert head.length() == steps.grid.viewport().width()
        edge = QPoint(head.sectionViewportPosition(2) - 1, head.height() // 2)
        QTest.mousePress(head.viewport(), LEFT, pos=edge)
        QTest.mouseMove(head.viewport(), edge + QPoint(50, 0))
        QTest.mouseRelease(head.viewport(), LEFT, pos=edge + QPoint(50, 0))
        widths = [head.sectionSize(place) for place in range(head.count())]
        steps.resize(1100, 750)
        assert [head.sectionSize(place) for place in range(head.count())] == widths

    def test_a_double_click_on_an_edge_fits_the_column(self, qtbot, quotes):
        head = quotes.grid.horizontalHeader()
        edge = QPoint(head.sectionViewportPosition(2) - 1, head.height() // 2)
        qtbot.mouseDClick(head.viewport(), LEFT, pos=edge)
        fitted = head.sectionSize(1)
        assert 80 < fitted < 120

    def test_larger_text_makes_rows_higher_and_columns_wider(self, steps):
        before, widths = self.heights(steps), steps.grid.horizontalHeader().length()
        steps.set_look(LIGHT, 1.5)
        assert all(now > then for now, then in zip(self.heights(steps), before, strict=True))
        assert steps.grid.horizontalHeader().length() > widths

    @pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
    def test_the_theme_is_on_the_page_and_the_chosen_row(self, qtbot, steps, tokens):
        steps.set_look(tokens, 1.0)
        qtbot.keyClick(steps.grid, Qt.Key.Key_Home)
        picture = steps.grid.viewport().grab().toImage()
        ratio = picture.devicePixelRatio()

        def color(row, x):
            place = steps.grid.visualRect(steps.model.index(row, 0))
            return picture.pixelColor(round(x * ratio), round((place.bottom() - 6) * ratio))

        assert color(0, 20) == QColor(tokens.accent_soft)
        assert color(0, 1) == QColor(tokens.accent)
        assert color(1, 20) == QColor(tokens.page)

    def test_the_row_under_the_pointer_is_tinted(self, qtbot, steps):
        place = steps.grid.visualRect(steps.model.index(1, 0))
        QTest.mouseMove(steps.grid.viewport(), place.center())

        def tint():
            picture = steps.grid.viewport().grab().toImage()
            ratio = picture.devicePixelRatio()
            x, y = round((place.right() - 4) * ratio), round((place.bottom() - 6) * ratio)
            return picture.pixelColor(x, y)

        qtbot.waitUntil(lambda: tint() == QColor(LIGHT.hover))
        QTest.mouseMove(steps, QPoint(5, 5))
        QApplication.sendEvent(steps.grid, QEvent(QEvent.Type.Leave))
        assert tint() == QColor(LIGHT.page)

    def test_endless_text_is_cut_and_markup_is_text(self, make, small):
        file = small.get("united-states")
        last = file.card.editions[1]
        long = replace(last.steps[0], action="x" * 100_000, actor="<b>Me</b> &amp;")
        edition = replace(last, steps=(long,))
        card = replace(file.card, editions=(edition,))
        files = tuple(each.with_card(card) if each is file else each for each in small.files)
        view = make("steps", replace(small, files=files))
        assert column(view, "Actor") == ["<b>Me</b> &amp;"]
        assert view.grid.rowHeight(0) < 3000
