"""The editor in the window, with real keys: typing, saving, conflicts, drafts, versions."""

from __future__ import annotations

import os
from threading import Event

import pytest
from code_samples import has, picture
from editing_hands import settle, type_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QPushButton

from briefing.core.storage import write_atomic
from briefing.gui.conflicts import DifferenceWindow
from briefing.gui.drafts_window import DraftsWindow
from briefing.gui.print_window import PrintWindow
from briefing.gui.versions_window import VersionsWindow

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def answer(monkeypatch, button):
    monkeypatch.setattr(QMessageBox, "exec", lambda _: button)


class TestOpening:
    def test_ctrl_e_shows_the_file_and_its_card(self, window, pane, georgia):
        assert window.views.is_editing
        assert pane.code.text() == georgia.read_text("utf-8")
        assert "Relations with Moscow" in pane.preview.page.toPlainText()
        assert not window.sidebar.isVisible()
        assert window.views.editor.bar.state == "Saved"

    def test_ctrl_e_again_goes_back_to_the_card(self, qtbot, window, pane):
        qtbot.keyClick(pane.code, Key.Key_E, CTRL)
        assert not window.views.is_editing
        assert window.sidebar.isVisible()

    def test_what_was_typed_waits_for_the_way_back(self, qtbot, window, pane, georgia):
        type_at(qtbot, pane, "name: Georgia", "n")
        qtbot.keyClick(pane.code, Key.Key_E, CTRL)
        assert "1 card not saved" in window.status.findChild(QPushButton, "status-unsaved").text()
        qtbot.keyClick(window, Key.Key_E, CTRL)
        assert window.views.editor.pane is pane
        assert "name: Georgian" in pane.code.text()
        assert "name: Georgian" not in georgia.read_text("utf-8")

    def test_opens_at_the_statement_in_view(self, pane):
        line = pane.code.text().count("\n", 0, pane.code.caret())
        assert line > pane.code.text().split("trenin-2010")[0].count("\n") - 2

    def test_what_is_typed_before_that_statement_is_found_stays_together(self, qtbot, window):
        qtbot.keyClick(window, Key.Key_E, CTRL)
        shown = window.views.editor.pane
        qtbot.keyClick(shown.code, Key.Key_Home, CTRL)
        qtbot.keyClick(shown.code, Key.Key_End)
        assert shown.proof is None
        caret = shown.code.caret()
        qtbot.waitUntil(lambda: shown.proof is not None and not shown._preview_soon.isActive())
        assert shown.code.caret() == caret
        qtbot.keyClicks(shown.code, "n Republic")
        assert shown.code.text().startswith("name: Georgian Republic\n")

    def test_library_file_is_edited_without_a_preview(self, qtbot, window):
        window.actions_by_id["edit-library"].trigger()
        shown = window.views.editor.pane
        qtbot.waitUntil(lambda: shown.proof is not None)
        assert "sources:" in shown.code.text()
        assert not shown.preview.isVisible()


class TestTyping:
    def test_preview_follows_what_is_typed(self, qtbot, pane):
        type_at(qtbot, pane, "name: Georgia", "n")
        type_at(qtbot, pane, "topic: Relations with Moscow", " today")
        settle(qtbot, pane)
        assert "Relations with Moscow today" in pane.preview.page.toPlainText()

    def test_problem_is_listed_and_flagged_and_the_fix_mends_it(self, qtbot, pane):
        start = pane.code.text().rindex("kind: assessment") + len("kind: assess")
        pane.code.select(start, start + 4)
        qtbot.keyClicks(pane.code, "mant")
        settle(qtbot, pane)
        (problem,) = pane.problems.problems
        assert "assessmant" in problem.message
        assert "Unknown kind" in pane.preview.page.toPlainText()
        qtbot.keyClick(pane.code, Key.Key_Period, CTRL)
        menu = pane.code.findChild(QMenu)
        qtbot.waitUntil(lambda: bool(menu.actions()))
        menu.actions()[0].trigger()
        settle(qtbot, pane)
        assert pane.problems.problems == ()

    def test_f8_goes_to_the_problem(self, qtbot, window, pane):
        type_at(qtbot, pane, "kind: country", "x")
        settle(qtbot, pane)
        pane.code.go_to(0)
        qtbot.keyClick(window, Key.Key_F8)
        assert pane.code.text()[: pane.code.caret()].endswith("kind: ")

    def test_text_that_does_not_parse_keeps_the_last_preview(self, qtbot, pane):
        before = pane.preview.page.toPlainText()
        type_at(qtbot, pane, "aliases: ", "[")
        settle(qtbot, pane)
        assert pane.preview.page.toPlainText() == before
        assert pane.preview.reason
        assert "Last good state" in pane.switch.said

    def test_preview_follows_the_caret_and_a_click_moves_it(self, qtbot, window, pane):
        pane.code.go_to(pane.code.text().index("trenin-2004"))
        qtbot.waitUntil(lambda: window.place.stop.sources[0] == "trenin-2004")
        assert window.views.is_editing
        pane.preview.statement_chosen.emit("bottom-0")
        assert pane.code.text()[pane.code.caret() :].lstrip(" >-\n")

    def test_point_is_inserted_where_the_caret_is(self, qtbot, window, pane):
        pane.code.go_to(pane.code.text().index("topic: Relations with Moscow"))
        points = pane.code.text().count("- topic:")
        window.actions_by_id["insert-point"].trigger()
        assert pane.code.text().count("- topic:") == points + 1
        qtbot.keyClicks(pane.code, "Trade")
        assert "topic: Trade" in pane.code.text()

    def test_tab_goes_through_the_fields_of_an_insert_until_the_caret_leaves(
        self, qtbot, window, pane
    ):
        pane.code.go_to(pane.code.text().index("topic: Relations with Moscow"))
        window.actions_by_id["insert-point"].trigger()
        for words in ("Trade", "warning", "It fell."):
            qtbot.keyClicks(pane.code, words)
            pane.code._completer.close()
            qtbot.keyClick(pane.code, Key.Key_Tab)
        qtbot.keyClicks(pane.code, "12")
        for _ in range(2):
            qtbot.keyClick(pane.code, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert pane.code.selected_text() == "warning"
        settle(qtbot, pane)
        card = pane.proof.card
        point = next(p for e in card.editions for p in e.points if p.topic == "Trade")
        assert (point.kind, point.text, point.para) == ("warning", "It fell.", (12,))
        pane.code.go_to(0)
        qtbot.keyClick(pane.code, Key.Key_Tab)
        assert pane.code.text().startswith("  ")

    def test_tab_past_the_last_field_ends_the_insert(self, qtbot, window, pane):
        window.actions_by_id["insert-edition"].trigger()
        before = pane.code.text()
        for _ in range(2):
            qtbot.keyClick(pane.code, Key.Key_Tab)
        assert pane.code.text() == before
        qtbot.keyClick(pane.code, Key.Key_Tab)
        assert pane.code.text() != before

    def test_f5_of_the_stops_leaves_the_editor_open(self, qtbot, window, pane):
        window.actions_by_id["previous-stop"].trigger()
        assert window.views.is_editing
        assert "2004" in pane.switch.said


class TestSaving:
    def test_ctrl_s_writes_the_file_and_the_card_follows(self, qtbot, window, pane, georgia):
        type_at(qtbot, pane, "name: Georgia", "n Republic")
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: "name: Georgian Republic" in georgia.read_text("utf-8"))
        qtbot.waitUntil(lambda: window.folder.get("georgia").name == "Georgian Republic")
        assert window.views.is_editing
        assert window.views.editor.bar.state == "Saved"

    def test_done_saves_and_shows_the_card(self, qtbot, window, pane):
        type_at(qtbot, pane, "name: Georgia", "n")
        qtbot.mouseClick(window.views.editor.bar.done, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not window.views.is_editing)
        qtbot.waitUntil(lambda: window.windowTitle() == "Georgian – Briefing")

    def test_revert_can_be_undone(self, qtbot, window, pane, georgia):
        type_at(qtbot, pane, "name: Georgia", "n")
        qtbot.mouseClick(window.views.editor.bar.revert, Qt.MouseButton.LeftButton)
        assert pane.code.text() == georgia.read_text("utf-8")
        qtbot.keyClick(pane.code, Key.Key_Z, CTRL)
        assert "name: Georgian" in pane.code.text()

    def test_line_ends_and_mark_stay(self, qtbot, window, library):
        path = library / "iran.yaml"
        raw = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
        path.write_bytes(raw)
        window.sidebar.card_chosen.emit("iran")
        qtbot.keyClick(window, Key.Key_E, CTRL)
        pane = window.views.editor.pane
        type_at(qtbot, pane, "name: Iran", "ian")
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        wanted = raw.replace(b"name: Iran", b"name: Iranian", 1)
        qtbot.waitUntil(lambda: path.read_bytes() == wanted)

    def test_failure_keeps_the_text_and_says_what_to_do(
        self, qtbot, window, pane, library, monkeypatch
    ):
        type_at(qtbot, pane, "name: Georgia", "n")
        (library / "georgia.yaml").unlink()
        (library / "georgia.yaml").mkdir()
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
        box = window.findChild(QMessageBox)
        assert "georgia.yaml" in box.text()
        assert "name: Georgian" in pane.code.text()
        copy = str(library / "copy.yaml")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (copy, ""))
        (save_as,) = [each for each in box.buttons() if each.text() == "Save as…"]
        qtbot.mouseClick(save_as, Qt.MouseButton.LeftButton)
        qtbot.waitUntil((library / "copy.yaml").exists)

    def test_file_that_may_not_be_changed_is_shown_and_not_edited(self, qtbot, window, georgia):
        georgia.chmod(0o444)
        qtbot.keyClick(window, Key.Key_E, CTRL)
        pane = window.views.editor.pane
        before = pane.code.text()
        qtbot.keyClicks(pane.code, "x")
        assert pane.code.text() == before
        assert window.views.editor.bar.state.startswith("Read only: ")


class TestChangedElsewhere:
    def test_unmodified_text_follows_the_file(self, qtbot, pane, georgia):
        write_atomic(georgia, georgia.read_bytes().replace(b"name: Georgia", b"name: Sakartvelo"))
        qtbot.waitUntil(lambda: "Sakartvelo" in pane.code.text())
        assert not pane.is_modified

    @pytest.fixture
    def conflict(self, qtbot, window, pane, georgia):
        type_at(qtbot, pane, "name: Georgia", "n")
        write_atomic(georgia, georgia.read_bytes().replace(b"name: Georgia", b"name: Sakartvelo"))
        qtbot.waitUntil(window.views.editor.changes.isVisible)
        return window.views.editor.changes

    def test_bar_says_so_and_nothing_is_overwritten(self, qtbot, pane, conflict, georgia):
        assert "changed by another program" in conflict.text
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        qtbot.wait(1)
        assert b"Sakartvelo" in georgia.read_bytes()
        assert "Georgian" in pane.code.text()

    def test_difference_is_shown(self, qtbot, window, conflict):
        qtbot.mouseClick(conflict.difference, Qt.MouseButton.LeftButton)
        shown = window.findChild(DifferenceWindow)
        assert "− name: Sakartvelo" in shown.view.toPlainText()
        assert "+ name: Georgian" in shown.view.toPlainText()
        shown.close()

    def test_mine_is_saved_and_theirs_kept_beside_it(self, qtbot, conflict, georgia):
        qtbot.mouseClick(conflict.mine, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: b"name: Georgian" in georgia.read_bytes())
        beside = georgia.with_name("georgia.yaml.theirs")
        assert b"Sakartvelo" in beside.read_bytes()
        qtbot.waitUntil(lambda: not conflict.isVisible())

    def test_theirs_is_taken_and_undo_brings_mine_back(self, qtbot, pane, conflict):
        qtbot.mouseClick(conflict.theirs, Qt.MouseButton.LeftButton)
        assert "Sakartvelo" in pane.code.text()
        assert not conflict.isVisible()
        qtbot.keyClick(pane.code, Key.Key_Z, CTRL)
        assert "name: Georgian" in pane.code.text()

    def test_going_on_puts_the_choice_off_until_the_next_save(self, qtbot, pane, conflict):
        qtbot.mouseClick(conflict.later, Qt.MouseButton.LeftButton)
        type_at(qtbot, pane, "name: Georgian", "s")
        settle(qtbot, pane)
        assert not conflict.isVisible()
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        assert conflict.isVisible()

    def test_closing_and_saving_shows_the_conflict_of_a_card_behind(
        self, qtbot, window, pane, conflict, georgia, monkeypatch
    ):
        qtbot.mouseClick(conflict.later, Qt.MouseButton.LeftButton)
        window.sidebar.card_chosen.emit("iran")
        qtbot.keyClick(window, Key.Key_E, CTRL)
        type_at(qtbot, window.views.editor.pane, "name: Iran", "ian")
        answer(monkeypatch, QMessageBox.StandardButton.Save)
        assert not window.close()
        assert window.views.editor.pane is pane
        assert conflict.isVisible()
        assert b"Sakartvelo" in georgia.read_bytes()
        assert b"name: Iranian" in georgia.with_name("iran.yaml").read_bytes()

    def test_library_that_is_gone_is_said_at_once_and_the_text_can_be_saved_elsewhere(
        self, qtbot, window, pane, library, tmp_path, monkeypatch
    ):
        type_at(qtbot, pane, "name: Georgia", "n")
        library.rename(tmp_path / "moved")
        bar = window.views.editor.changes
        qtbot.waitUntil(bar.isVisible)
        assert "cards was deleted, moved or disconnected" in bar.text
        assert [button.text() for button in bar.buttons if button.isVisible()] == [
            "Save as…",
            "Go on editing",
        ]
        copy = tmp_path / "copy.yaml"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
        qtbot.mouseClick(bar.save_as, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(copy.exists)
        assert "name: Georgian" in copy.read_text("utf-8")
        qtbot.waitUntil(lambda: window.views.editor.bar.state == "Saved")
        assert not window.status.findChild(QPushButton, "status-unsaved").isVisible()

    def test_library_that_is_back_needs_no_choice(self, qtbot, program, window, pane, library):
        type_at(qtbot, pane, "name: Georgia", "n")
        away = library.rename(library.with_name("moved"))
        qtbot.waitUntil(window.views.editor.changes.isVisible)
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        assert window.findChild(QMessageBox) is None
        away.rename(library)
        qtbot.waitUntil(lambda: not window.views.editor.changes.isVisible())
        assert "name: Georgian" in pane.code.text()
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: b"name: Georgian" in (library / "georgia.yaml").read_bytes())

    def test_deleted_file_is_said_and_saved_anew(self, qtbot, window, pane, georgia):
        type_at(qtbot, pane, "name: Georgia", "n")
        georgia.unlink()
        qtbot.waitUntil(window.views.editor.changes.isVisible)
        assert "deleted" in window.views.editor.changes.text
        qtbot.mouseClick(window.views.editor.changes.mine, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(georgia.exists)
        assert b"name: Georgian" in georgia.read_bytes()


class TestNothingIsLost:
    def test_draft_is_kept_within_two_seconds(self, qtbot, program, pane, tmp_path):
        type_at(qtbot, pane, "name: Georgia", "n")
        with qtbot.waitSignal(program.work.editing.drafts.finished, timeout=2000):
            pass
        (draft,) = program.work._drafts.all().drafts
        assert "name: Georgian" in draft.text

    def test_draft_is_offered_at_the_next_start(self, qtbot, program, window, georgia):
        text = georgia.read_text("utf-8").replace("name: Georgia", "name: Sakartvelo")
        program.work._drafts.put(georgia, text, None)
        program.work.offer_drafts()
        shown = window.findChild(DraftsWindow)
        assert "+ name: Sakartvelo" in shown.differences.toPlainText()
        qtbot.mouseClick(shown.take, Qt.MouseButton.LeftButton)
        assert window.views.editor.pane.code.text() == text
        assert window.views.editor.pane.is_modified

    def test_draft_of_what_is_a_pipe_by_now_is_offered(self, program, window, georgia):
        program.work._drafts.put(georgia, "x", None)
        georgia.unlink()
        os.mkfifo(georgia)
        program.work.offer_drafts()
        assert "+ x" in window.findChild(DraftsWindow).differences.toPlainText()

    def test_discarded_draft_is_gone(self, qtbot, program, window, georgia):
        program.work._drafts.put(georgia, "x", None)
        program.work.offer_drafts()
        qtbot.mouseClick(window.findChild(DraftsWindow).discard, Qt.MouseButton.LeftButton)
        assert program.work._drafts.all().drafts == ()

    @pytest.mark.parametrize(
        ("button", "outcome"),
        [
            (QMessageBox.StandardButton.Save, (True, True)),
            (QMessageBox.StandardButton.Discard, (True, False)),
            (QMessageBox.StandardButton.Cancel, (False, False)),
        ],
    )
    def test_closing_asks_once(self, qtbot, window, pane, georgia, monkeypatch, button, outcome):
        type_at(qtbot, pane, "name: Georgia", "n")
        answer(monkeypatch, button)
        closed = window.close()
        assert (closed, "name: Georgian" in georgia.read_text("utf-8")) == outcome
        answer(monkeypatch, QMessageBox.StandardButton.Discard)

    def test_version_before_a_save_can_be_restored(self, qtbot, window, pane, georgia):
        before = georgia.read_text("utf-8")
        type_at(qtbot, pane, "name: Georgia", "n")
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: "Georgian" in georgia.read_text("utf-8"))
        qtbot.waitUntil(lambda: not pane.is_modified)
        window.actions_by_id["versions"].trigger()
        shown = window.findChild(VersionsWindow)
        assert "− name: Georgia" in shown.differences.toPlainText()
        qtbot.mouseClick(shown.restore, Qt.MouseButton.LeftButton)
        assert pane.code.text() == before
        assert pane.is_modified


class TestWayOut:
    def test_search_from_the_editor_shows_where_to_type(self, qtbot, window, pane):
        qtbot.keyClick(pane.code, Key.Key_K, CTRL)
        assert window.sidebar.isVisible()
        assert not window.views.is_editing

    def test_another_library_asks_about_unsaved_text_first(
        self, qtbot, program, window, pane, tmp_path, starter, monkeypatch
    ):
        type_at(qtbot, pane, "name: Georgia", "n")
        answer(monkeypatch, QMessageBox.StandardButton.Cancel)
        program.open_library(starter)
        assert window.folder.folder != starter
        assert "Georgian" in pane.code.text()
        answer(monkeypatch, QMessageBox.StandardButton.Discard)
        program.open_library(starter)
        assert window.folder.folder == starter
        assert program.work.editing.paths == ()

    def test_library_that_a_save_breaks_leaves_the_editor_open(self, qtbot, program, window):
        window.actions_by_id["edit-library"].trigger()
        pane = window.views.editor.pane
        good = pane.code.text()
        for text, broken in (("title: [", True), (good, False)):
            pane.replace_text(text)
            window.actions_by_id["save"].trigger()
            qtbot.waitUntil(lambda wanted=broken: (window.place is None) == wanted)
            assert window.views.is_editing

    def test_broken_library_file_can_be_mended(self, qtbot, program, window, library):
        path = library / "library.yaml"
        good = path.read_text("utf-8")
        path.write_text("title: [", "utf-8")
        qtbot.waitUntil(lambda: window.place is None)
        window.actions_by_id["edit-library"].trigger()
        pane = window.views.editor.pane
        qtbot.waitUntil(lambda: bool(pane.problems.problems))
        pane.replace_text(good)
        window.actions_by_id["save"].trigger()
        qtbot.waitUntil(lambda: window.place is not None)
        assert path.read_text("utf-8") == good

    def test_reverted_text_leaves_no_draft(self, qtbot, program, window, pane):
        type_at(qtbot, pane, "name: Georgia", "n")
        drafts = program.work.editing.drafts
        with qtbot.waitSignal(drafts.finished):
            drafts.start()
        window.views.editor.bar.revert.click()
        drafts.start()
        assert program.work._drafts.all().drafts == ()

    def test_draft_that_was_saved_meanwhile_is_not_offered(self, program, window, georgia):
        program.work._drafts.put(georgia, georgia.read_text("utf-8"), None)
        program.work.offer_drafts()
        assert window.findChild(DraftsWindow) is None

    def test_draft_of_another_library_waits_for_it(self, program, window, tmp_path):
        program.work._drafts.put(tmp_path / "elsewhere" / "iran.yaml", "name: Iran\n", None)
        program.work.offer_drafts()
        assert window.findChild(DraftsWindow) is None
        assert len(program.work._drafts.all().drafts) == 1

    def test_print_says_that_it_prints_the_saved_version(self, qtbot, program, window, pane):
        type_at(qtbot, pane, "name: Georgia", "n")
        window.actions_by_id["print"].trigger()
        (shown,) = window.findChildren(PrintWindow)
        notice = shown.preview.missing
        assert "Not saved: georgia.yaml" in notice.text
        shown.options.sections["notes"].click()
        qtbot.waitUntil(lambda: not shown.busy)
        assert notice.isVisible()
        tokens = program._tokens
        image, place = picture(notice), notice._icon.geometry()
        inks = [has(image, place, ink, 40) for ink in (tokens.error, tokens.ok)]
        assert inks == [True, False]
        shown.close()


class TestNoWordIsLost:
    def test_draft_decided_later_comes_back_with_its_card(self, qtbot, program, window, georgia):
        text = georgia.read_text("utf-8").replace("name: Georgia", "name: Sakartvelo")
        program.work._drafts.put(georgia, text, None)
        qtbot.keyClick(window, Key.Key_E, CTRL)
        assert window.views.editor.pane.code.text() == text
        assert window.views.editor.pane.is_modified

    def test_draft_of_another_version_is_a_conflict(self, qtbot, program, window, georgia):
        before = georgia.read_bytes()
        program.work._drafts.put(georgia, "name: Mine\n", "0" * 64)
        qtbot.keyClick(window, Key.Key_E, CTRL)
        assert window.views.editor.changes.isVisible()
        window.actions_by_id["save"].trigger()
        assert georgia.read_bytes() == before
        assert "name: Mine" in window.views.editor.pane.code.text()

    @pytest.fixture
    def slow(self, monkeypatch):
        """Saves that take a while, as on a slow disk."""
        from briefing.gui import buffer  # noqa: PLC0415

        begun, go_on = Event(), Event()
        write = buffer.write

        def slowly(*args):
            begun.set()
            go_on.wait(5)
            return write(*args)

        monkeypatch.setattr(buffer, "write", slowly)
        yield begun, go_on
        go_on.set()

    def test_words_typed_during_a_save_are_not_taken_for_saved(
        self, qtbot, window, pane, georgia, slow
    ):
        begun, go_on = slow
        type_at(qtbot, pane, "name: Georgia", "A")
        window.actions_by_id["save"].trigger()
        begun.wait(5)
        qtbot.keyClicks(pane.code, "B")
        go_on.set()
        qtbot.waitUntil(lambda: b"GeorgiaA\n" in georgia.read_bytes())
        while "B" in pane.code.text().split("\n")[0] or "A" in pane.code.text().split("\n")[0]:
            pane.code.undo()
        qtbot.waitUntil(lambda: window.views.editor.bar.state == "Not saved")

    def test_closing_during_a_save_saves_the_newest_words(
        self, qtbot, window, pane, georgia, slow, monkeypatch
    ):
        begun, go_on = slow
        type_at(qtbot, pane, "name: Georgia", "A")
        window.actions_by_id["save"].trigger()
        begun.wait(5)
        qtbot.keyClicks(pane.code, "B")
        go_on.set()
        answer(monkeypatch, QMessageBox.StandardButton.Save)
        assert window.close()
        assert b"name: GeorgiaAB\n" in georgia.read_bytes()

    def test_save_as_does_not_run_over_another_open_card(
        self, qtbot, window, pane, library, monkeypatch
    ):
        type_at(qtbot, pane, "name: Georgia", "n")
        window.sidebar.card_chosen.emit("iran")
        qtbot.keyClick(window, Key.Key_E, CTRL)
        path = str(library / "georgia.yaml")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
        window.actions_by_id["save-as"].trigger()
        assert "name: Georgian" in pane.code.text()
        assert "not saved" in window.findChildren(QMessageBox)[-1].text()

    def test_save_as_adds_the_ending_of_a_card(self, qtbot, window, pane, library, monkeypatch):
        path = str(library / "copy")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
        type_at(qtbot, pane, "name: Georgia", "n")
        window.actions_by_id["save-as"].trigger()
        qtbot.waitUntil((library / "copy.yaml").exists)

    def test_rights_given_back_open_the_file_again(self, qtbot, window, georgia):
        georgia.chmod(0o444)
        qtbot.keyClick(window, Key.Key_E, CTRL)
        pane = window.views.editor.pane
        before = pane.code.text()
        window.actions_by_id["insert-point"].trigger()
        pane.code.toggle_comments()
        assert pane.code.text() == before
        georgia.chmod(0o644)
        window.actions_by_id["reload"].trigger()
        qtbot.waitUntil(lambda: not pane.code.isReadOnly())
