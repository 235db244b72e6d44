"""Disks and folders that fail under the window: said in plain words, and nothing typed is lost."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from disk import may_mount, mount, mounted, opened_to_all, ordinary_user
from editing_hands import type_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from briefing.core.beside import PREFIX
from briefing.core.library import open_folder

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def pane(qtbot, pane):
    """The editor, opened on Georgia with Ctrl+E, and a letter typed that is not saved."""
    type_at(qtbot, pane, "name: Georgia", "n")
    return pane


@pytest.fixture
def patience(program):
    """A library that is gone is looked for again at once."""
    program._reloading._again.setInterval(20)


def text(window):
    return window.desk.page.toPlainText()


def is_said(window, words):
    return lambda: words in window.status.message


class TestLibraryIsGone:
    def test_what_was_read_stays_and_is_read_anew_once_it_is_back(
        self, qtbot, window, library, georgia, patience
    ):
        library.rename(library.with_name("moved"))
        qtbot.waitUntil(is_said(window, "cards cannot be opened: No such file or directory"))
        assert window.status.message.endswith("What was read before is still shown.")
        assert "Relations with Moscow" in text(window)
        window.sidebar.cards.step(1)
        assert "Andorra" in text(window)
        window.sidebar.cards.step(-1)
        moved = library.with_name("moved") / "georgia.yaml"
        moved.write_text(moved.read_text("utf-8").replace("standstill", "full stop"), "utf-8")
        library.with_name("moved").rename(library)
        qtbot.waitUntil(lambda: "full stop" in text(window))
        assert window.status.message == ""
        georgia.write_text(georgia.read_text("utf-8").replace("full stop", "rest"), "utf-8")
        qtbot.waitUntil(lambda: "full stop" not in text(window))

    def test_another_folder_in_its_place_is_read(self, qtbot, window, library, starter):
        other = shutil.copytree(starter, library.with_name("other"))
        card = other / "georgia.yaml"
        card.write_text(card.read_text("utf-8").replace("standstill", "full stop"), "utf-8")
        library.rename(library.with_name("before"))
        other.rename(library)
        qtbot.waitUntil(lambda: "full stop" in text(window))
        card = library / "georgia.yaml"
        card.write_text(card.read_text("utf-8").replace("full stop", "rest"), "utf-8")
        qtbot.waitUntil(lambda: "full stop" not in text(window))

    def test_a_folder_that_is_no_library_any_more_is_said(self, qtbot, window, library):
        (library / "library.yaml").unlink()
        qtbot.waitUntil(is_said(window, "is not a library: it has no library.yaml"))
        assert "Relations with Moscow" in text(window)

    def test_a_disk_that_is_unmounted_and_mounted_again(
        self, qtbot, program, window, library, tmp_path, patience
    ):
        disk = tmp_path / "disk"
        disk.mkdir()
        may_mount(disk, "size=9m")
        try:
            shutil.copytree(library, disk, dirs_exist_ok=True)
            program.show_library(open_folder(disk), "georgia")
            qtbot.waitUntil(lambda: window.search.is_ready)
            subprocess.run(["umount", str(disk)], check=True)
            qtbot.waitUntil(is_said(window, "disk is not a library: it has no library.yaml"))
            assert "Relations with Moscow" in text(window)
            may_mount(disk, "size=9m")
            shutil.copytree(library, disk, dirs_exist_ok=True)
            qtbot.waitUntil(lambda: window.status.message == "")
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=False)

    def test_another_library_is_not_overtaken_by_one_that_is_back(
        self, qtbot, program, window, library, starter, patience
    ):
        library.rename(library.with_name("moved"))
        qtbot.waitUntil(is_said(window, "cannot be opened"))
        program.open_library(starter)
        library.with_name("moved").rename(library)
        program._reload()
        qtbot.waitUntil(lambda: not program._reloading._worker.busy)
        assert window.folder.folder == starter
        assert not program._reloading._again.isActive()

    def test_what_is_typed_is_kept_though_its_folder_is_gone(
        self, qtbot, program, window, pane, library, starter, patience
    ):
        shutil.rmtree(library)
        bar = window.views.editor.changes
        qtbot.waitUntil(bar.isVisible)
        assert "The folder cards was deleted, moved or disconnected" in bar.text
        assert "name: Georgian" in pane.code.text()
        assert program.work.editing.drafts.now().why == ""
        shutil.copytree(starter, library, ignore=shutil.ignore_patterns("georgia.yaml"))
        qtbot.waitUntil(lambda: "georgia.yaml was deleted or renamed" in bar.text)
        qtbot.mouseClick(bar.mine, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not pane.is_modified)
        assert "name: Georgian" in (library / "georgia.yaml").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="permissions of Windows are others")
class TestPermissionIsLost:
    @pytest.fixture
    def user(self, tmp_path, library):
        """Someone to whom permissions apply, and who may enter the library."""
        for path in (library, *library.iterdir()):
            path.chmod(0o777)
        with opened_to_all(tmp_path), ordinary_user():
            yield
        library.chmod(0o777)

    def test_library_that_may_not_be_entered(self, qtbot, program, window, library, patience, user):
        os.seteuid(0)
        library.chmod(0)
        with ordinary_user():
            program._reload()
            qtbot.waitUntil(is_said(window, "cannot be opened: Permission denied"))
            assert "Relations with Moscow" in text(window)
        os.seteuid(0)
        library.chmod(0o777)
        qtbot.waitUntil(lambda: window.status.message == "")

    def test_card_that_may_not_be_read(self, qtbot, program, window, georgia, user):
        os.seteuid(0)
        georgia.write_text("name: Another\n", "utf-8")
        georgia.chmod(0)
        banner = window.desk.banner  # made here: that user may not read the program's own files
        with ordinary_user():
            program._reload()
            qtbot.waitUntil(banner.isVisible)
        assert "last good version" in window.desk.banner.text
        assert "Relations with Moscow" in text(window)
        assert "you may not read it" in window.folder.get("georgia").problems[0].message


class TestStateFolder:
    @pytest.fixture
    def no_state(self, program, tmp_path):
        """A file in the place of the folder: nobody can write there, not even an administrator."""
        shutil.rmtree(tmp_path / "state")
        (tmp_path / "state").write_text("", "utf-8")

    def test_drafts_that_cannot_be_kept_are_said(self, qtbot, program, window, no_state, pane):
        with qtbot.waitSignal(program.work.editing.drafts.finished, timeout=3000):
            pass
        said = "Unsaved text is not kept for the next start: its folder is now a file"
        assert window.status.message == said
        assert program.work.editing.drafts.now().why == "its folder is now a file"

    def test_text_is_saved_though_the_version_before_cannot_be_kept(
        self, qtbot, window, no_state, pane, georgia
    ):
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: "Georgian" in georgia.read_text("utf-8"))
        qtbot.waitUntil(is_said(window, "The version before it was not kept: "))
        assert not pane.is_modified

    def test_library_is_opened_though_it_will_not_be_remembered(
        self, program, window, no_state, starter
    ):
        program.open_library(starter)
        assert window.folder.folder == starter
        assert window.status.message == "This library will not be remembered: File exists"

    def test_window_closes_though_nothing_can_be_remembered(self, qtbot, window, no_state):
        assert window.close()

    def test_no_drafts_are_offered_where_none_can_be_read(self, program, window, no_state):
        program.work.offer_drafts()
        assert window.status.message == ""

    def test_a_full_disk_keeps_no_drafts_and_says_so(self, qtbot, program, window, pane, tmp_path):
        drafts = tmp_path / "state" / "drafts"
        drafts.mkdir(exist_ok=True)
        may_mount(drafts, "size=4k")
        try:
            assert program.work.editing.drafts.now().why == "the disk is full"
            assert list(drafts.iterdir()) == []
        finally:
            subprocess.run(["umount", "--lazy", str(drafts)], check=True)


class TestDiskOfTheLibrary:
    @pytest.fixture
    def disk(self, qtbot, program, library, tmp_path):
        """A small disk that the library lies on, shown at Georgia."""
        with mounted(tmp_path / "disk", "size=512k") as folder:
            for each in library.iterdir():
                shutil.copy(each, folder)
            program.show_library(open_folder(folder), "georgia", "trenin-2010")
            yield folder
            program.work.editing.discard()

    def test_what_cannot_be_saved_as_the_disk_is_full_stays_and_is_saved_later(
        self, qtbot, window, disk, pane
    ):
        before = (disk / "georgia.yaml").read_bytes()
        free = os.statvfs(disk)
        (disk / "filler").write_bytes(b"x" * (free.f_bavail * free.f_bsize))
        qtbot.keyClick(pane.code, Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
        box = window.findChild(QMessageBox)
        assert "georgia.yaml cannot be saved: the disk is full. Free some space" in box.text()
        box.close()
        assert "name: Georgian" in pane.code.text()
        assert pane.is_modified
        assert (disk / "georgia.yaml").read_bytes() == before
        (disk / "filler").unlink()
        window.actions_by_id["save"].trigger()
        qtbot.waitUntil(lambda: not pane.is_modified)
        assert "name: Georgian" in (disk / "georgia.yaml").read_text("utf-8")

    def test_on_a_read_only_disk_cards_are_read_searched_and_not_edited(self, qtbot, window, disk):
        assert mount("-o", "remount,ro", str(disk)) == 0
        qtbot.waitUntil(lambda: window.search.is_ready)
        qtbot.keyClick(window, Key.Key_E, CTRL)
        shown = window.views.editor.pane
        assert shown.code.isReadOnly()
        assert "the disk is read-only" in window.views.editor.bar.state.lower()


def test_clock_that_is_set_back_hides_no_change_and_no_draft(
    qtbot, program, window, library, georgia, pane
):
    """A file that is replaced by one of an earlier date is read anew."""
    japan = library / "japan.yaml"
    said = japan.read_text("utf-8").replace("name: Japan", "name: Nippon")
    japan.write_text(said, "utf-8")
    os.utime(japan, (86_400, 86_400))
    program._reload()
    qtbot.waitUntil(lambda: window.folder.get("japan").name == "Nippon")
    assert program.work.editing.drafts.now().why == ""
    (draft,) = program.work._drafts.all().drafts
    assert "name: Georgian" in draft.text


def test_what_a_killed_save_left_is_gone_after_the_next_start(qtbot, program, library):
    stray = library / f"{PREFIX}0123456789abcdef"
    stray.write_text("half", "utf-8")
    os.utime(stray, (1, 1))
    program.start()
    qtbot.waitUntil(lambda: not stray.exists())


def test_nothing_is_read_once_the_window_is_closed(qtbot, program, window, georgia):
    window.close()
    georgia.write_text(georgia.read_text("utf-8").replace("Moscow", "Kyiv"), "utf-8")
    program._reload()  # as a save does that ends only now
    assert not program._reloading._worker.busy
