"""What is remembered from one start to the next, and that damage does no harm."""

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


def test_library_of_any_name_is_remembered(tmp_path, qapp):
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    odd = tmp_path / "half \udce9 a character"
    session = Session(tmp_path / "session.ini")
    for library in (loop, odd):
        session.set_place(library, SavedPlace("georgia"))
        assert session.place(library).card == "georgia"
        session.add_recent(library)
