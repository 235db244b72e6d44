"""A save by another program is noticed, however that program saves."""

from itertools import count
from shutil import rmtree

from PySide6.QtCore import QTimer

from briefing.core.storage import write_atomic
from briefing.gui import watcher as watcher_module
from briefing.gui.watcher import LibraryWatcher


def test_atomic_save_is_noticed(tmp_path, qtbot):
    file = tmp_path / "a.yaml"
    file.write_text("one", "utf-8")
    watcher = LibraryWatcher()
    watcher.watch(tmp_path, [])
    with qtbot.waitSignal(watcher.changed):
        write_atomic(file, b"two")


def test_another_folder_in_its_place_is_noticed(tmp_path, qtbot):
    folder, other = tmp_path / "cards", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    watcher = LibraryWatcher()
    watcher.watch(folder, [])
    folder.rename(tmp_path / "before")
    with qtbot.waitSignal(watcher.changed):
        other.rename(folder)
    with qtbot.waitSignal(watcher.changed):
        (folder / "a.yaml").write_text("x", "utf-8")


def test_another_folder_is_noticed_by_whoever_watches_it_before_it_is_told(tmp_path, qtbot):
    folder, other = tmp_path / "cards", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    watcher = LibraryWatcher()
    watcher.watch(folder, [])
    folder.rename(tmp_path / "before")
    other.rename(folder)
    with qtbot.waitSignal(watcher.changed):
        watcher.watch(folder, [])
    with qtbot.waitSignal(watcher.changed):
        (folder / "a.yaml").write_text("x", "utf-8")


def test_a_burst_that_does_not_end_is_told_all_the_same(tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr("briefing.gui.watcher._MOST_MS", 60)
    watcher = LibraryWatcher()
    watcher.watch(tmp_path, [])
    again = QTimer(interval=5)
    again.timeout.connect(watcher._noticed)
    again.start()
    with qtbot.waitSignal(watcher.changed):
        pass
    again.stop()


def test_a_library_that_is_deleted_with_all_above_it_is_noticed(tmp_path, qtbot):
    folder = tmp_path / "above" / "cards"
    folder.mkdir(parents=True)
    watcher = LibraryWatcher()
    watcher.watch(folder, [])
    with qtbot.waitSignal(watcher.changed):
        rmtree(tmp_path / "above")
        watcher._watcher.directoryChanged.emit(str(tmp_path / "above"))


def test_what_goes_on_beside_the_library_is_not_told(tmp_path, qtbot):
    folder = tmp_path / "cards"
    folder.mkdir()
    watcher = LibraryWatcher()
    watcher.watch(folder, [])
    with qtbot.waitSignal(watcher._watcher.directoryChanged):
        (tmp_path / "beside").touch()
    assert not watcher._settled.isActive()


def test_save_in_place_is_noticed_on_the_card_that_is_shown(tmp_path, qtbot):
    file = tmp_path / "a.yaml"
    file.write_text("one", "utf-8")
    watcher = LibraryWatcher()
    watcher.watch(tmp_path, [file])
    with qtbot.waitSignal(watcher.changed):
        file.write_text("two", "utf-8")


def test_burst_of_writes_is_told_once(tmp_path, qtbot):
    watcher = LibraryWatcher()
    watcher.watch(tmp_path, [])
    told = []
    watcher.changed.connect(lambda: told.append(1))
    with qtbot.waitSignal(watcher.changed):
        for number in range(20):
            (tmp_path / f"{number}.yaml").write_text("x", "utf-8")
    assert told == [1]


def test_another_folder_is_let_go_of(tmp_path, qtbot):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    watcher = LibraryWatcher()
    watcher.watch(old, [])
    watcher.watch(new, [])
    (old / "a.yaml").write_text("x", "utf-8")
    with qtbot.waitSignal(watcher.changed):
        (new / "a.yaml").write_text("x", "utf-8")


def test_a_disk_that_gives_a_folder_another_number_each_time_is_not_read_without_end(
    tmp_path, qtbot, monkeypatch
):
    numbers, identity = count(), watcher_module._identity
    monkeypatch.setattr(
        watcher_module, "_identity", lambda path: (next(numbers), identity(path)[1])
    )
    watcher = LibraryWatcher()
    watcher.watch(tmp_path, [])
    watcher.watch(tmp_path, [])
    assert not watcher._settled.isActive()
    with qtbot.waitSignal(watcher.changed):
        (tmp_path / "a.yaml").write_text("x", "utf-8")
