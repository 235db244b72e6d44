"""What of a card leaves the window: as a web page in a file, as text or Markdown on the clipboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox

from briefing.core.outlines import Outlines
from briefing.gui.card_copying import CardCopying
from briefing.gui.tokens import LIGHT
from briefing.gui.web_exports import WebExports
from briefing.gui.window import MainWindow


@pytest.fixture(scope="module")
def outlines():
    return Outlines()


@pytest.fixture
def window(qtbot, fonts, outlines, small):
    made = MainWindow(LIGHT)
    qtbot.addWidget(made)
    exports, copying = WebExports(made, outlines), CardCopying(made)
    actions = made.actions_by_id
    actions["export-web"].triggered.connect(exports.make)
    actions["copy-card-text"].triggered.connect(lambda: copying.copy(markdown=False))
    actions["copy-card-markdown"].triggered.connect(lambda: copying.copy(markdown=True))
    made.set_library(small)
    made.start_at("united-states", "talk-2010")
    return made


def choose(monkeypatch, path):
    """Let the file dialog end with that path, or without one."""
    asked = []

    def answer(dialog):
        asked.append((dialog.windowTitle(), dialog.selectedFiles()[0]))
        if path is None:
            return QFileDialog.DialogCode.Rejected
        dialog.selectFile(str(path))
        return QFileDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", answer)
    return asked


class TestWebPage:
    def test_it_stands_in_the_menu_beside_the_pdf(self, window):
        (file,) = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "&File"]
        (export,) = [menu for menu in file.findChildren(QMenu) if menu.title() == "E&xport"]
        assert [action.text() for action in export.actions()] == ["P&DF…", "&Web page…"]

    def test_the_library_is_saved_where_the_user_says(self, qtbot, window, monkeypatch, tmp_path):
        page = tmp_path / "page.html"
        asked = choose(monkeypatch, page)
        window.actions_by_id["export-web"].trigger()
        assert window.status.message == "Making the web page…"
        qtbot.waitUntil(page.exists)
        assert page.read_bytes().startswith(b"<!DOCTYPE html>")
        assert asked[0][0] == "Export web page"
        assert asked[0][1].endswith("two-talks.html")
        qtbot.waitUntil(lambda: window.status.message.startswith("Saved as"))
        assert window.status.message.endswith("1 card that cannot be read left out")

    def test_cards_that_are_yet_to_be_read_are_told_of(
        self, qtbot, window, monkeypatch, tmp_path, small
    ):
        choose(monkeypatch, tmp_path / "page.html")
        window.set_library(replace(small, pending=1200))
        window.actions_by_id["export-web"].trigger()
        qtbot.waitUntil(lambda: window.status.message.startswith("Saved as"))
        assert window.status.message.endswith("1,200 cards yet to be read left out")

    def test_nothing_is_written_where_the_user_thinks_better_of_it(
        self, qtbot, window, monkeypatch, tmp_path
    ):
        asked = choose(monkeypatch, None)
        window.actions_by_id["export-web"].trigger()
        qtbot.waitUntil(lambda: bool(asked))
        assert window.status.message == ""
        assert list(tmp_path.iterdir()) == []

    def test_a_place_that_cannot_be_written_is_told(self, qtbot, window, monkeypatch, tmp_path):
        (tmp_path / "page.html").mkdir()
        (tmp_path / "page.html" / "inside").touch()
        said = []
        monkeypatch.setattr(QMessageBox, "warning", lambda *told: said.append(told[2]))
        monkeypatch.setattr(QFileDialog, "exec", lambda _: QFileDialog.DialogCode.Accepted)
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(tmp_path / "page.html")])
        window.actions_by_id["export-web"].trigger()
        qtbot.waitUntil(lambda: bool(said))
        assert said[0].startswith(f"{tmp_path / 'page.html'} cannot be written: ")


class TestCopying:
    def test_text_of_the_stop_that_is_shown(self, window):
        window.actions_by_id["copy-card-text"].trigger()
        text = QApplication.clipboard().text()
        assert text.startswith("United States\nGreat powers · Country\n")
        assert "Ambivalence has given way." in text
        assert "two minds" not in text
        assert window.status.message == "Copied the card as text"

    def test_markdown_says_what_it_is(self, window):
        window.actions_by_id["copy-card-markdown"].trigger()
        copied = QApplication.clipboard().mimeData()
        assert copied.text().startswith("# United States\n\nGreat powers · Country\n\n## 2010\n")
        assert bytes(copied.data("text/markdown").data()).decode() == copied.text()
        assert window.status.message == "Copied the card as Markdown"

    def test_two_stops_are_copied_as_two(self, window):
        window.actions_by_id["compare"].trigger()
        window.actions_by_id["copy-card-markdown"].trigger()
        text = QApplication.clipboard().text()
        assert "## February 2004 and 2010 compared\n" in text
        assert "### Missile defense (reversed)\n" in text
        window.actions_by_id["copy-card-text"].trigger()
        assert "Missile defense (reversed)\n" in QApplication.clipboard().text()

    def test_a_card_that_cannot_be_read_is_not_offered(self, window):
        window.start_at("broken", "talk-2010")
        assert not window.actions_by_id["copy-card-text"].isEnabled()
