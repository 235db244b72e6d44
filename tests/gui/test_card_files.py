"""New cards and libraries, other names, the trash, Save as: with real keys in the dialogs."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QFile, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QMessageBox

from briefing.gui.card_dialogs import FormDialog

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def in_dialog(do):
    """Do it in the dialog that opens next, in its own event loop."""

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, FormDialog):
            do(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def type_and_accept(words):
    def do(dialog):
        QTest.keyClicks(dialog.focusWidget(), words)
        QTest.keyClick(dialog, Key.Key_Return)

    in_dialog(do)


def said(window):
    return [box.text() for box in window.findChildren(QMessageBox)]


class TestNewCard:
    def test_ctrl_n_opens_a_card_that_is_made_when_saved(self, qtbot, window, library):
        type_and_accept("Armenia")
        qtbot.keyClick(window, Key.Key_N, CTRL)
        pane = window.views.editor.pane
        assert pane.code.text().count("name: Armenia") == 1
        assert not (library / "armenia.yaml").exists()
        window.actions_by_id["save"].trigger()
        qtbot.waitUntil((library / "armenia.yaml").exists)
        qtbot.waitUntil(lambda: window.folder.get("armenia") is not None)

    def test_done_shows_the_new_card(self, qtbot, window, library):
        type_and_accept("Armenia")
        qtbot.keyClick(window, Key.Key_N, CTRL)
        qtbot.mouseClick(window.views.editor.bar.done, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.windowTitle() == "Armenia – Briefing")

    def test_copy_has_the_new_name_and_no_code(self, qtbot, window):
        def do(dialog):
            QTest.keyClicks(dialog.name, "Adjara")
            dialog.copy_of.setCurrentIndex(dialog.copy_of.findData("georgia"))
            QTest.keyClick(dialog, Key.Key_Return)

        in_dialog(do)
        window.actions_by_id["new-card"].trigger()
        text = window.views.editor.pane.code.text()
        assert text.startswith("name: Adjara\nkind: country\nregion:")
        assert "Relations with Moscow" in text

    def test_name_of_a_card_that_is_there_is_refused(self, qtbot, window):
        seen = []

        def do(dialog):
            QTest.keyClicks(dialog.name, "Georgia")
            seen.append((dialog.said.text(), dialog.ok.isEnabled()))
            dialog.reject()

        in_dialog(do)
        window.actions_by_id["new-card"].trigger()
        assert seen == [("georgia.yaml is there already.", False)]
        assert not window.views.is_editing

    def test_library_that_may_not_be_written_says_so(self, qtbot, window, library, monkeypatch):
        monkeypatch.setattr(
            "briefing.gui.card_files.can_save", lambda _: "you may not write in its folder"
        )
        window.actions_by_id["new-card"].trigger()
        assert "you may not write" in said(window)[0]
        window.findChild(QMessageBox).close()


class TestRename:
    def test_links_follow_and_are_listed_first(self, qtbot, window, library):
        seen = []

        def do(dialog):
            QTest.keyClicks(dialog.id, "sakartvelo")
            seen.append(dialog.said.text())
            QTest.keyClick(dialog, Key.Key_Return)

        in_dialog(do)
        window.actions_by_id["rename-card"].trigger()
        assert "abkhazia.yaml" in seen[0]
        qtbot.waitUntil(lambda: window.place.card == "sakartvelo")
        assert not (library / "georgia.yaml").exists()
        assert "sakartvelo" in (library / "abkhazia.yaml").read_text("utf-8")

    def test_name_that_no_file_can_have_is_refused(self, qtbot, window):
        seen = []

        def do(dialog):
            QTest.keyClicks(dialog.id, "a/b")
            seen.append(dialog.ok.isEnabled())
            dialog.reject()

        in_dialog(do)
        window.actions_by_id["rename-card"].trigger()
        assert seen == [False]

    def test_unsaved_card_is_not_renamed(self, qtbot, window):
        qtbot.keyClick(window, Key.Key_E, CTRL)
        qtbot.keyClicks(window.views.editor.pane.code, "#")
        window.actions_by_id["rename-card"].trigger()
        assert "not saved" in said(window)[0]
        window.findChild(QMessageBox).close()


class TestDelete:
    @pytest.fixture
    def confirmed(self, monkeypatch):
        def press(box):
            box.buttons()[0].click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", press)
        monkeypatch.setattr(
            QMessageBox,
            "clickedButton",
            lambda box: next(each for each in box.buttons() if "Delete" in each.text()),
        )

    def test_file_goes_to_the_trash(self, qtbot, window, library, confirmed, monkeypatch):
        trashed = []

        def to_trash(path):
            trashed.append(path)
            (library / "georgia.yaml").unlink()
            return True

        monkeypatch.setattr(QFile, "moveToTrash", to_trash)
        window.actions_by_id["delete-card"].trigger()
        assert trashed == [str(library / "georgia.yaml")]
        qtbot.waitUntil(lambda: window.folder.get("georgia") is None)
        assert window.place.card != "georgia"

    @pytest.mark.skipif(sys.platform != "linux", reason="the trash as freedesktop.org has it")
    def test_file_can_be_taken_out_of_the_trash_of_a_fresh_account(
        self, qtbot, window, library, confirmed, tmp_path, monkeypatch
    ):
        before = (library / "georgia.yaml").read_bytes()
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "fresh" / "share"))
        window.actions_by_id["delete-card"].trigger()
        qtbot.waitUntil(lambda: window.folder.get("georgia") is None)
        trash = tmp_path / "fresh" / "share" / "Trash"
        (deleted,) = (trash / "files").iterdir()
        assert deleted.read_bytes() == before
        (info,) = (trash / "info").iterdir()
        assert f"Path={library / 'georgia.yaml'}" in info.read_text("utf-8")

    def test_without_a_trash_nothing_is_deleted(
        self, qtbot, window, library, confirmed, monkeypatch
    ):
        monkeypatch.setattr(QFile, "moveToTrash", lambda _: False)
        window.actions_by_id["delete-card"].trigger()
        assert "was not deleted" in said(window)[-1]
        assert (library / "georgia.yaml").exists()
        window.findChildren(QMessageBox)[-1].close()


class TestNewLibrary:
    def test_is_written_and_opened(self, qtbot, window, tmp_path, monkeypatch):
        folder = tmp_path / "new"
        folder.mkdir()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))

        def do(dialog):
            for field, words in (
                (dialog.title, "My library"),
                (dialog.source, "A talk"),
                (dialog.speaker, "Ada Morrow"),
                (dialog.date, "2010"),
            ):
                QTest.keyClicks(field, words)
            dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()

        in_dialog(do)
        window.actions_by_id["new-library"].trigger()
        qtbot.waitUntil(lambda: window.folder.folder == folder)
        assert window.folder.library.title == "My library"
        in_dialog(_create_aldmark)
        window.actions_by_id["new-card"].trigger()
        window.actions_by_id["save"].trigger()
        qtbot.waitUntil(lambda: window.folder.get("aldmark") is not None)
        assert window.views.is_editing
        assert window.place.card == "aldmark"

    def test_folder_with_a_library_is_left_alone(self, qtbot, window, library, monkeypatch):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(library))
        window.actions_by_id["new-library"].trigger()
        assert "is a library already" in said(window)[0]
        window.findChild(QMessageBox).close()


def _create_aldmark(dialog):
    QTest.keyClicks(dialog.name, "Aldmark")
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()


def test_save_as_goes_on_with_the_other_file(qtbot, window, library, monkeypatch):
    other = library / "copy.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    qtbot.keyClick(window, Key.Key_E, CTRL)
    qtbot.keyClicks(window.views.editor.pane.code, "# mine")
    window.actions_by_id["save-as"].trigger()
    qtbot.waitUntil(other.exists)
    assert other.read_text("utf-8").count("# mine") == 1
    assert window.views.editor.pane.path == other
