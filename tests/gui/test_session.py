"""What is remembered from one start to the next, and that damage does no harm."""

import os

import pytest
from PySide6.QtCore import QByteArray

from briefing.gui.session import SavedPlace, Session


def test_everything_is_there_at_the_next_start(tmp_path, qapp):
    file = tmp_path / "state" / "session.ini"
    file.parent.mkdir()
    session = Session(file)
    session.theme = "dark"
    session.zoom = 1.5
    session.geometry = QByteArray(b"geo")
    session.splitter = QByteArray(b"split")
    session.set_place(tmp_path, SavedPlace("georgia", "talk, of 2004", "", 120))
    session.add_recent(tmp_path)
    session.save()
    again = Session(file)
    assert (again.theme, again.zoom) == ("dark", 1.5)
    assert (again.geometry, again.splitter) == (QByteArray(b"geo"), QByteArray(b"split"))
    assert again.place(tmp_path) == SavedPlace("georgia", "talk, of 2004", "", 120)
    assert again.recent == [str(tmp_path)]


def test_first_start_has_the_defaults(tmp_path, qapp):
    session = Session(tmp_path / "none.ini")
    assert (session.theme, session.zoom) == ("system", 1.0)
    assert session.geometry.isEmpty()
    assert session.place(tmp_path) == SavedPlace()
    assert session.recent == []


def test_damaged_file_reads_as_the_defaults(tmp_path, qapp):
    file = tmp_path / "session.ini"
    file.write_text("[General]\ntheme=purple\nzoom=huge\ngeometry=5\n", "utf-8")
    session = Session(file)
    assert (session.theme, session.zoom) == ("system", 1.0)
    assert session.geometry.isEmpty()


@pytest.mark.parametrize("scroll", ["9" * 5000, "2147483648", "-5", "five"])
def test_scroll_that_no_page_has_reads_as_none(tmp_path, qapp, scroll):
    file = tmp_path / "session.ini"
    session = Session(file)
    session.set_place(tmp_path, SavedPlace("georgia", "a", "b", 31_999))
    session.save()
    file.write_text(file.read_text("utf-8").replace("31999", scroll), "utf-8")
    assert Session(file).place(tmp_path) == SavedPlace("georgia", "a", "b", 0)


def test_what_is_no_settings_file_is_set_aside(tmp_path, qapp):
    file = tmp_path / "session.ini"
    os.mkfifo(file)
    assert Session(file).theme == "system"
    with file.open("wb") as opened:
        opened.truncate(5_000_000)
    session = Session(file)
    session.theme = "dark"
    session.save()
    assert Session(file).theme == "dark"
    assert file.with_name("session.ini.damaged").stat().st_size == 5_000_000


def test_what_cannot_be_set_aside_is_done_without(tmp_path, qapp, monkeypatch):
    file = tmp_path / "session.ini"
    os.mkfifo(file)
    monkeypatch.setattr("briefing.gui.session.set_aside", lambda path: path)
    session = Session(file)
    session.theme = "dark"
    session.save()
    assert session.theme == "dark"
    assert file.is_fifo()


def test_library_of_any_name_is_remembered(tmp_path, qapp):
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    odd = tmp_path / "half \udce9 a character"
    session = Session(tmp_path / "session.ini")
    for library in (loop, odd):
        session.set_place(library, SavedPlace("georgia"))
        assert session.place(library).card == "georgia"
        session.add_recent(library)
