"""The program as an analyst uses it: keys and clicks in, what is on screen out."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QMessageBox, QPushButton

from briefing.core.library import open_folder
from briefing.core.starter import Places
from briefing.core.storage import write_atomic
from briefing.gui.print_window import PrintWindow
from briefing.gui.program import Program
from briefing.gui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def text(window):
    return window.desk.page.toPlainText()


def shown(window):
    place = window.place
    return place.card, place.stop.sources[0], place.older.sources[0] if place.older else None


class TestReading:
    def test_sidebar_keeps_its_width_in_a_small_window(self, qtbot, window):
        window.resize(1280, 820)
        wide = window.sidebar.width()
        window.resize(960, 640)
        qtbot.waitUntil(lambda: window.width() == 960)
        assert window.sidebar.width() == wide

    def test_opens_at_the_card_and_stop_wanted(self, qtbot, window):
        qtbot.waitUntil(lambda: window.windowTitle() == "Georgia – Briefing")
        assert "Relations with Moscow" in text(window)
        assert "Saakashvili" in text(window)

    def test_arrow_down_shows_the_next_country(self, qtbot, window):
        window.sidebar.cards.setFocus()
        qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Down)
        assert shown(window) == ("south-ossetia", "trenin-2010", None)
        assert "Andorra" in text(window)

    def test_slider_moves_with_the_keys(self, qtbot, window):
        qtbot.keyClick(window.desk.timeline, Qt.Key.Key_Left)
        assert shown(window) == ("georgia", "trenin-2004", None)
        assert "Saakashvili" not in text(window)
        qtbot.keyClick(window.desk.timeline, Qt.Key.Key_End)
        assert shown(window) == ("georgia", "trenin-2010", None)

    def test_slider_moves_with_the_mouse(self, qtbot, window):
        timeline = window.desk.timeline
        place = timeline.rect().center()
        place.setX(24)
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)
        assert shown(window) == ("georgia", "trenin-2004", None)

    def test_stops_are_a_key_away_from_anywhere(self, qtbot, window):
        qtbot.keyClick(window, Qt.Key.Key_BracketLeft, CTRL)
        assert shown(window)[1] == "trenin-2004"
        qtbot.keyClick(window, Qt.Key.Key_BracketRight, CTRL)
        assert shown(window)[1] == "trenin-2010"
        assert not window.actions_by_id["next-stop"].isEnabled()

    def test_silence_is_said_and_the_way_on_offered(self, qtbot, window):
        window.actions_by_id["previous-stop"].trigger()
        window.sidebar.cards.step(1)
        assert "South Ossetia does not come up in" in text(window)
        window.desk.page.stop_requested.emit("trenin-2010", "")
        assert "Andorra" in text(window)

    def test_see_also_leads_to_another_card(self, window):
        window.desk.page.card_requested.emit("abkhazia")
        assert shown(window)[0] == "abkhazia"
        assert window.sidebar.cards.current_card == "abkhazia"

    def test_link_to_a_card_that_is_not_there_is_said(self, window):
        window.desk.page.card_requested.emit("atlantis")
        assert shown(window)[0] == "georgia"
        assert "no card atlantis" in window.status.message

    def test_country_on_the_map_opens_its_card(self, window):
        window.desk.locator.country_clicked.emit("RU")
        assert shown(window)[0] == "russia"

    def test_back_and_forward(self, qtbot, window):
        window.sidebar.cards.step(1)
        window.actions_by_id["previous-stop"].trigger()
        qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
        assert shown(window) == ("south-ossetia", "trenin-2010", None)
        qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
        assert shown(window) == ("georgia", "trenin-2010", None)
        assert not window.actions_by_id["back"].isEnabled()
        qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
        assert shown(window)[0] == "south-ossetia"

    def test_buttons_lead_from_edition_to_edition(self, qtbot, window):
        earlier, later = window.desk.edition_buttons
        assert later.isEnabled() is False
        assert earlier.accessibleName() == "Earlier edition"
        qtbot.mouseClick(earlier, Qt.MouseButton.LeftButton)
        assert shown(window)[1] == "trenin-2004"
        qtbot.mouseClick(later, Qt.MouseButton.LeftButton)
        assert shown(window)[1] == "trenin-2010"


class TestCompare:
    def test_sets_two_stops_side_by_side_and_back(self, qtbot, window):
        qtbot.keyClick(window, Qt.Key.Key_D, CTRL)
        assert shown(window) == ("georgia", "trenin-2010", "trenin-2004")
        assert "Not addressed in 2004" in text(window)
        assert window.desk.compare_button.isChecked()
        qtbot.mouseClick(window.desk.compare_button, Qt.MouseButton.LeftButton)
        assert shown(window) == ("georgia", "trenin-2010", None)

    def test_another_card_with_two_editions_is_compared_too(self, window):
        window.actions_by_id["compare"].trigger()
        window.desk.page.card_requested.emit("china")
        assert shown(window) == ("china", "trenin-2010", "trenin-2004")
        window.desk.page.card_requested.emit("japan")
        assert shown(window) == ("japan", "trenin-2010", None)

    def test_card_with_one_edition_says_why_not(self, window):
        window.desk.page.card_requested.emit("japan")
        assert not window.actions_by_id["compare"].isEnabled()
        assert "two editions" in window.desk.compare_button.toolTip()


class TestSearch:
    def search(self, qtbot, window, words):
        qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
        qtbot.keyClicks(window.sidebar.field, words)

    def test_finds_marks_and_opens_a_passage(self, qtbot, window):
        self.search(qtbot, window, "manas")
        assert window.views.is_searching
        assert "Manas" in window.views.results.page.toPlainText()
        assert window.sidebar.cards.countries.find("kyrgyzstan").isValid()
        assert not window.sidebar.cards.countries.find("japan").isValid()
        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
        assert not window.views.is_searching
        assert shown(window)[0] == "kyrgyzstan"
        assert window.sidebar.cards.countries.card_count == 20

    def test_down_chooses_the_next_passage(self, qtbot, window):
        self.search(qtbot, window, "missile defense")
        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Down)
        assert window.views.results.page.current == 1
        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Up)
        assert window.views.results.page.current == 0

    def test_escape_returns_to_where_one_was(self, qtbot, window):
        self.search(qtbot, window, "missile")
        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Escape)
        assert not window.views.is_searching
        assert shown(window)[0] == "georgia"
        assert window.sidebar.field.text() == ""
        assert not window.sidebar.field.isUndoAvailable()  # or words would pile up for ever

    def test_passage_of_another_stop_opens_there(self, qtbot, window):
        self.search(qtbot, window, "ambivalent remains")
        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
        assert shown(window)[1] == "trenin-2004"

    def test_nothing_found_is_said(self, qtbot, window):
        self.search(qtbot, window, "xylophone")
        assert "Nothing in this library matches" in window.views.results.page.toPlainText()

    def test_slip_of_the_keys_still_finds(self, qtbot, window):
        self.search(qtbot, window, "Kyrgistan")
        assert "Kyrgyzstan" in window.views.results.page.toPlainText()
        qtbot.keyClick(window.sidebar.field, Qt.Key.Key_Return)
        assert shown(window)[0] == "kyrgyzstan"

    def test_country_found_by_name_comes_first(self, qtbot, window):
        self.search(qtbot, window, "iran")
        assert window.views.results.page.toPlainText().lstrip().startswith("Iran")

    def test_filters_and_what_is_said_of_unknown_ones(self, qtbot, window):
        self.search(qtbot, window, "kind:warning at:2004")
        assert "severe economic crisis" in window.views.results.page.toPlainText()
        window.sidebar.field.clear()
        self.search(qtbot, window, "when:2004")
        labels = [label.text() for label in window.views.results.findChildren(QLabel)]
        assert any("the filters are at:2004, in:quotes" in label for label in labels)

    def test_one_stop_only(self, qtbot, window):
        self.search(qtbot, window, "missile")
        buttons = {one.text(): one for one in window.views.results.findChildren(QPushButton)}
        qtbot.mouseClick(buttons["Feb 2004"], Qt.MouseButton.LeftButton)
        assert "2010 ¶" not in window.views.results.page.toPlainText()


class TestReferences:
    def test_click_on_a_reference_says_what_else_rests_on_it(self, qtbot, window):
        window.desk.page.reference_requested.emit("trenin-2010/12")
        panel = window.desk.reference
        assert panel.isVisible()
        said = panel.text.toPlainText()
        assert "Dmitri Trenin, [Recent developments" in said
        assert "Paragraph 12" in said
        assert said.index("Russia\n") < said.index("Georgia\n")
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
        assert not panel.isVisible()

    def test_other_statement_is_a_click_away(self, window):
        window.desk.page.reference_requested.emit("trenin-2004/3,8")
        window.desk.reference.text.anchorClicked.emit(QUrl("cite:russia/trenin-2004/point-0-6"))
        assert shown(window) == ("russia", "trenin-2004", None)
        assert not window.desk.reference.isVisible()

    def test_citation_is_copied(self, qtbot, window):
        window.desk.page.reference_requested.emit("trenin-2010/12")
        qtbot.mouseClick(window.desk.reference.copy_button, Qt.MouseButton.LeftButton)
        assert QApplication.clipboard().text().endswith("Moderated by Martha Brill Olcott. ¶12")

    def test_statement_is_copied_with_its_citation_in_three_forms(self, qtbot, window):
        window.desk.page.scroll_to("quote-1-0")
        qtbot.keyClick(window, Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
        data = QApplication.clipboard().mimeData()
        assert data.text().startswith("“on hold”\n(Dmitri Trenin, [Recent developments")
        assert "<p>“on hold”</p>" in data.html()
        assert "“on hold”" in bytes(data.data("text/markdown").data()).decode()
        assert window.status.message == "Copied with its citation"

    def test_context_menu_offers_the_citation_of_what_is_under_the_pointer(self, qtbot, window):
        page = window.desk.page
        page.scroll_to("step-1-0")
        place = page.cursorRect().center()
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, place, page.viewport().mapToGlobal(place))
        page.contextMenuEvent(event)
        menu = QApplication.activePopupWidget()
        (cite,) = [one for one in menu.actions() if one.text() == "Copy with citation"]
        cite.trigger()
        menu.close()
        assert "Give South Ossetia a status like Andorra’s" in QApplication.clipboard().text()


class TestTables:
    def test_steps_are_a_key_away_and_a_row_opens_its_card(self, qtbot, window):
        qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
        table = window.views.table("steps")
        assert table.isVisible()
        assert window.actions_by_id["view-steps"].isChecked()
        assert not window.actions_by_id["compare"].isEnabled()
        where = table.model.rows[0].places[-1]
        table.opened.emit(where)
        assert shown(window)[0] == where.card
        assert window.actions_by_id["view-cards"].isChecked()

    def test_row_of_another_stop_opens_there(self, window):
        window.actions_by_id["view-quotes"].trigger()
        rows = window.views.table("quotes").model.rows
        row = next(row for row in rows if row.text == "has arrived")
        window.views.table("quotes").opened.emit(row.places[0])
        assert shown(window)[1] == "trenin-2004"

    def test_back_to_the_card_by_key(self, qtbot, window):
        qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
        assert window.views.table("quotes").isVisible()
        qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
        assert window.desk.isVisible()

    def test_table_is_saved_as_csv(self, window, tmp_path, monkeypatch):
        window.actions_by_id["view-steps"].trigger()
        target = tmp_path / "steps.csv"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        table = window.views.table("steps")
        table.csv_requested.emit("Actor\r\n", "steps.csv")
        assert target.read_bytes() == "Actor\r\n".encode("utf-8-sig")
        assert str(target) in table.message.text

    def test_csv_that_cannot_be_written_is_said(self, window, tmp_path, monkeypatch):
        said = []
        target = tmp_path / "nowhere" / "steps.csv"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        monkeypatch.setattr(QMessageBox, "warning", lambda *args: said.append(args[-1]))
        window.views.table("steps").csv_requested.emit("x", "steps.csv")
        assert "cannot be written" in said[0]

    def test_table_is_saved_as_pdf(self, qtbot, window, tmp_path, monkeypatch):
        target = tmp_path / "steps.pdf"
        monkeypatch.setattr(QFileDialog, "exec", lambda _: QFileDialog.DialogCode.Accepted)
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(target)])
        window.actions_by_id["view-steps"].trigger()
        table = window.views.table("steps")
        table.pdf_requested.emit(tuple(table.model.rows), "steps.pdf")
        qtbot.waitUntil(lambda: str(target) in table.message.text)
        assert target.read_bytes().startswith(b"%PDF")


class TestFind:
    def test_counts_and_goes_on(self, qtbot, window):
        qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
        qtbot.keyClicks(window.desk.finding.bar.field, "abkhazia")
        assert window.desk.finding.bar.count.text().startswith("1 of ")
        qtbot.keyClick(window.desk.finding.bar.field, Qt.Key.Key_Return)
        assert window.desk.finding.bar.count.text().startswith("2 of ")
        qtbot.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
        assert window.desk.finding.bar.count.text().startswith("1 of ")
        qtbot.keyClick(window.desk.finding.bar.field, Qt.Key.Key_Escape)
        assert window.desk.finding.bar.isHidden()

    def test_f3_asks_for_words_first(self, qtbot, window):
        qtbot.keyClick(window, Qt.Key.Key_F3)
        assert not window.desk.finding.bar.isHidden()

    def test_select_all_and_copy(self, qtbot, window):
        window.desk.page.setFocus()
        window.actions_by_id["select-all"].trigger()
        window.actions_by_id["copy"].trigger()
        assert "Relations with Moscow" in QApplication.clipboard().text()


class TestLook:
    def test_theme_is_switched_and_remembered(self, program, window):
        before = window.grab().toImage()
        window.actions_by_id["theme-dark"].trigger()
        assert window.grab().toImage() != before
        assert window.actions_by_id["theme"].iconText() == "Light"
        window.actions_by_id["theme"].trigger()
        assert window.actions_by_id["theme"].iconText() == "Dark"
        assert window.actions_by_id["theme-light"].isChecked()

    def test_text_grows_and_shrinks(self, qtbot, window):
        height = window.desk.header.height()
        qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
        assert window.desk.header.height() > height
        qtbot.keyClick(window, Qt.Key.Key_Minus, CTRL)
        qtbot.keyClick(window, Qt.Key.Key_Minus, CTRL)
        assert window.desk.header.height() < height
        qtbot.keyClick(window, Qt.Key.Key_0, CTRL)
        assert window.desk.header.height() == height

    def test_sidebar_grows_with_the_text_and_comes_back(self, window):
        width = window.sidebar.width()
        for _ in range(5):
            window.actions_by_id["zoom-in"].trigger()
        assert window.sidebar.width() > width
        window.actions_by_id["zoom-reset"].trigger()
        assert window.sidebar.width() == width

    def test_sidebar_is_put_away_and_search_brings_it_back(self, qtbot, window):
        qtbot.keyClick(window, Qt.Key.Key_F9)
        assert window.sidebar.isHidden()
        qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
        assert not window.sidebar.isHidden()
        assert window.actions_by_id["sidebar"].isChecked()

    def test_full_screen_and_back(self, qtbot, window):
        qtbot.keyClick(window, Qt.Key.Key_F11)
        assert window.isFullScreen()
        qtbot.keyClick(window, Qt.Key.Key_F11)
        assert not window.isFullScreen()

    def test_shortcut_sheet(self, qtbot, window):
        qtbot.keyClick(window, Qt.Key.Key_F1)
        sheets = [
            w for w in QApplication.topLevelWidgets() if w.windowTitle() == "Keyboard shortcuts"
        ]
        assert sheets
        for sheet in sheets:
            sheet.close()


class TestLibraries:
    def test_card_saved_by_another_program_is_shown_anew(self, qtbot, window, library):
        card = library / "georgia.yaml"
        said = card.read_text("utf-8").replace("standstill", "full stop")
        write_atomic(card, said.encode())
        qtbot.waitUntil(lambda: "full stop" in text(window))

    def test_card_broken_by_a_save_shows_its_last_good_version(self, qtbot, window, library):
        good = (library / "georgia.yaml").read_bytes()
        write_atomic(library / "georgia.yaml", b"name: [")
        qtbot.waitUntil(window.desk.banner.isVisible)
        assert "georgia.yaml has 1 error; this is the last good version" in window.desk.banner.text
        assert "Relations with Moscow" in text(window)
        assert window.sidebar.cards.countries.find("georgia").isValid()
        qtbot.mouseClick(window.desk.banner.button, Qt.MouseButton.LeftButton)
        assert "cannot be shown as a card" in text(window)
        assert "line 1, column" in text(window)
        write_atomic(library / "georgia.yaml", good)
        qtbot.waitUntil(lambda: "Relations with Moscow" in text(window))
        assert not window.desk.banner.isVisible()

    def test_broken_card_never_hides_another(self, program, window, starter, tmp_path):
        other = shutil.copytree(starter, tmp_path / "other")
        write_atomic(other / "georgia.yaml", b"name: [")
        program.show_library(open_folder(other), "georgia")
        assert "cannot be shown as a card" in text(window)
        window.desk.page.card_requested.emit("russia")
        assert "Great-power status" in text(window)

    def test_new_card_is_on_the_list_after_f5(self, qtbot, window, library):
        (library / "zenda.yaml").write_text("name: Zenda\nkind: country\nregion: Europe\n", "utf-8")
        qtbot.keyClick(window, Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: window.sidebar.cards.countries.find("zenda").isValid())

    def test_deleted_card_makes_room_for_another(self, qtbot, window, library):
        (library / "georgia.yaml").unlink()
        qtbot.waitUntil(lambda: shown(window)[0] != "georgia")

    def test_problems_of_the_library_are_listed(self, qtbot, window, library):
        write_atomic(library / "georgia.yaml", b"name: [")
        qtbot.waitUntil(
            lambda: "1 problem" in window.status.findChild(object, "status-state").text()
        )
        qtbot.keyClick(window, Qt.Key.Key_F8)
        assert "1 error in this library" in text(window)
        assert "georgia.yaml" in text(window)

    def test_problems_stay_and_are_told_anew(self, qtbot, window, library):
        qtbot.keyClick(window, Qt.Key.Key_F8)
        assert "All cards valid" in text(window)
        write_atomic(library / "japan.yaml", b"name: [")
        qtbot.waitUntil(lambda: window.folder.error_count == 1)
        assert "1 error in this library" in text(window)
        window.desk.page.card_requested.emit("iran")
        write_atomic(library / "japan.yaml", b"name: ]")
        index = window.search._index
        qtbot.waitUntil(lambda: window.search._index is not index)
        assert "1 error in this library" not in text(window)

    def test_problems_of_a_card_stay_until_it_is_mended(self, qtbot, window, library):
        good = (library / "georgia.yaml").read_bytes()
        write_atomic(library / "georgia.yaml", b"name: [")
        qtbot.waitUntil(window.desk.banner.isVisible)
        qtbot.mouseClick(window.desk.banner.button, Qt.MouseButton.LeftButton)
        write_atomic(library / "japan.yaml", b"name: [")
        qtbot.waitUntil(lambda: window.folder.error_count == 2)
        assert "georgia.yaml cannot be shown as a card" in text(window)
        assert not window.desk.banner.isVisible()
        write_atomic(library / "georgia.yaml", good)
        qtbot.waitUntil(lambda: window.folder.error_count == 1)
        assert "Relations with Moscow" in text(window)

    def test_library_yaml_that_cannot_be_read_is_said(self, qtbot, window, library):
        write_atomic(library / "library.yaml", b"title: [")
        qtbot.waitUntil(lambda: "Without the sources of library.yaml" in text(window))

    def test_place_is_found_again_once_a_broken_library_is_mended(self, qtbot, window, library):
        good = (library / "library.yaml").read_bytes()
        write_atomic(library / "library.yaml", b"title: [")
        qtbot.waitUntil(lambda: "Without the sources of library.yaml" in text(window))
        window.sidebar.cards.step(1)
        window.actions_by_id["problems"].trigger()
        assert "Without the sources of library.yaml" in text(window)
        (library / "library.yaml").write_bytes(good)
        qtbot.waitUntil(lambda: "Relations with Moscow" in text(window))
        assert shown(window) == ("georgia", "trenin-2010", None)

    def test_back_steps_over_a_card_that_is_gone(self, qtbot, window, library):
        window.desk.page.card_requested.emit("china")
        window.desk.page.card_requested.emit("iran")
        (library / "china.yaml").unlink()
        qtbot.waitUntil(lambda: window.folder.get("china") is None)
        window.actions_by_id["back"].trigger()
        assert shown(window)[0] == "georgia"

    def test_back_after_the_last_card_before_is_gone_stays(self, qtbot, window, library):
        window.desk.page.card_requested.emit("iran")
        (library / "georgia.yaml").unlink()
        qtbot.waitUntil(lambda: window.folder.get("georgia") is None)
        window.actions_by_id["back"].trigger()
        assert shown(window)[0] == "iran"
        assert not window.actions_by_id["back"].isEnabled()

    def test_another_library_is_never_searched_with_the_index_before(
        self, qtbot, program, window, library, tmp_path
    ):
        other = tmp_path / "other"
        other.mkdir()
        for name in ("library.yaml", "japan.yaml"):
            shutil.copy(library / name, other)
        program.open_library(other)
        window.sidebar.field.setText("manas")
        assert "Manas" not in window.views.results.page.toPlainText()
        qtbot.waitUntil(lambda: window.search.is_ready)
        assert "Nothing in this library matches" in window.views.results.page.toPlainText()

    def test_recent_library_that_is_gone_is_named(self, program, tmp_path, monkeypatch):
        said = []
        monkeypatch.setattr(QMessageBox, "warning", lambda *args: said.append(args[-1]))
        program.open_library(tmp_path / "gone")
        assert said[0].startswith(f"{tmp_path / 'gone'} cannot be opened")

    def test_empty_library_says_how_to_begin(self, program, window, library, tmp_path):
        empty = tmp_path / "empty"
        empty.mkdir()
        shutil.copy(library / "library.yaml", empty)
        program.open_library(empty)
        assert "This library has no cards yet." in text(window)
        assert "New card (Ctrl+N)" in text(window)

    # Newer releases of Qt would have a place in fractions of a pixel, which older ones refuse.
    @pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")
    def test_dropped_folder_is_opened(self, program, window, starter):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(starter / "library.yaml"))])
        copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        enters = QDragEnterEvent(QPoint(5, 5), copy, data, button, none)
        QApplication.sendEvent(window, enters)
        assert enters.isAccepted()
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, data, button, none))
        assert window.folder.folder == starter

    def test_chosen_folder_is_opened(self, window, starter, monkeypatch):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(starter))
        window.actions_by_id["open"].trigger()
        assert window.folder.folder == starter

    def test_recent_library_is_a_choice_away(self, program, window, starter, library):
        program.open_library(starter)
        (menu,) = [m for m in window.findChildren(QMenu) if m.title() == "Open re&cent"]
        assert [action.text() for action in menu.actions()] == [str(starter), str(library)]
        menu.actions()[1].trigger()
        assert window.folder.folder == library

    def test_folder_that_is_no_library_is_said_and_nothing_lost(
        self, program, window, tmp_path, monkeypatch
    ):
        said = []
        monkeypatch.setattr(QMessageBox, "warning", lambda *args: said.append(args[-1]))
        program.open_library(tmp_path / "state")
        assert "is not a library" in said[0]
        assert shown(window)[0] == "georgia"


class TestOutside:
    def test_print_shows_the_very_pages(self, qtbot, window):
        window.actions_by_id["print"].trigger()
        (shown_window,) = window.findChildren(PrintWindow)
        qtbot.waitUntil(lambda: bool(shown_window.pdf))
        assert shown_window.pdf.startswith(b"%PDF")
        shown_window.close()

    @pytest.mark.parametrize("answer", ["Open", "Cancel"])
    def test_web_link_is_opened_only_when_confirmed(self, window, monkeypatch, answer):
        opened = []
        button = QMessageBox.StandardButton[answer]
        monkeypatch.setattr(QMessageBox, "exec", lambda _: button)
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
        window.desk.page.link_requested.emit("https://example.org/")
        assert opened == (["https://example.org/"] if answer == "Open" else [])

    def test_next_start_is_where_this_one_ended(
        self, qtbot, program, window, tools, library, tmp_path, starter
    ):
        window.desk.page.card_requested.emit("iran")
        window.actions_by_id["compare"].trigger()
        window.desk.page.verticalScrollBar().setValue(40)
        window.close()
        state = tmp_path / "state"
        places = Places(tmp_path, tmp_path, state, starter)
        session = Session(state / "session.ini")
        again = Program(QApplication.instance(), places, session, tools)
        qtbot.addWidget(again.window)
        again.show_library(open_folder(library))
        assert shown(again.window) == ("iran", "trenin-2010", "trenin-2004")
        assert places.last_opened() == library
