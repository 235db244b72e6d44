"""Pages that are made before they are asked for: ready in time, never stale, never too many."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from briefing.gui.history import Place
from briefing.gui.leaf import Leaf
from briefing.gui.moves import likely
from briefing.gui.page_document import PageDocument
from briefing.gui.read_ahead import MOST

CTRL = Qt.KeyboardModifier.ControlModifier
STOPS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
NEXT, BEFORE = "south-ossetia", "abkhazia"


@pytest.fixture
def ahead(window):
    window.sidebar.cards.setFocus()
    window.desk.ahead.start()
    return window.desk.ahead


@pytest.fixture
def walked(qtbot, window, ahead):
    """Down from the first card to Georgia, with everything read ahead."""
    qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Up)
    qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not ahead.is_busy)
    return ahead


@pytest.fixture
def made(monkeypatch):
    """The documents that are made from now on."""
    found = []
    add = PageDocument.add

    def noted(document, *arguments, **named):
        found.append(document)
        add(document, *arguments, **named)

    monkeypatch.setattr(PageDocument, "add", noted)
    return found


def ready(ahead):
    return {(place.card, place.stop.date.year, place.older is not None) for place in ahead.places}


def words(window):
    return window.desk.page.toPlainText()


def words_anew(window):
    """The words of the same page, made from what there is now."""
    window.desk.ahead.forget()
    window.desk.show_place(window.place)
    return words(window)


def test_nothing_is_read_ahead_before_the_program_is_at_rest(qtbot, program, window):
    ahead = window.desk.ahead
    window.repaint()
    assert not ahead.is_busy
    assert ahead.places == ()
    program.warm_up()
    qtbot.waitUntil(lambda: not ahead.is_busy)
    assert ready(ahead) == {(NEXT, 2010, False), ("georgia", 2004, False), (BEFORE, 2010, False)}


def test_what_a_next_key_asks_for_is_ready(walked):
    assert ready(walked) == {(NEXT, 2010, False), ("georgia", 2004, False), (BEFORE, 2010, False)}


@pytest.mark.parametrize("key", [(Qt.Key.Key_Down,), (Qt.Key.Key_Up,), (Qt.Key.Key_Left, STOPS)])
def test_the_key_then_makes_nothing(qtbot, window, walked, made, key):
    before = window.place
    qtbot.keyClick(window.sidebar.cards, *key)
    assert window.place != before
    assert made == []
    shown = words(window)
    assert shown == words_anew(window)


def test_who_goes_back_and_forth_sees_the_same_documents(qtbot, window, walked):
    page = window.desk.page
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right) * 2:
        qtbot.keyClick(window, key, STOPS)
        seen.append(page.document())
    assert seen[0] is seen[2]
    assert seen[1] is seen[3]


def test_a_page_that_grew_is_not_kept(qtbot, window, walked):
    page = window.desk.page
    page.finish()
    grown = page.document()
    qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not walked.is_busy)
    qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Up)
    assert page.document() is not grown
    assert page.verticalScrollBar().value() == 0


def test_a_key_comes_before_the_rest_of_a_page_that_is_made(qtbot, window, ahead, made):
    qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: ahead.places != ())
    qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Up)
    shown = words(window)
    assert ahead.is_busy
    assert shown == words_anew(window)


def test_there_are_never_too_many(qtbot, window, ahead):
    page = window.desk.page
    for key in (Qt.Key.Key_Home, *[Qt.Key.Key_Down] * 12):
        qtbot.keyClick(window.sidebar.cards, key)
        qtbot.waitUntil(lambda: not ahead.is_busy)
        assert len(ahead.places) <= MOST
    qtbot.waitUntil(lambda: len(page.findChildren(PageDocument)) <= MOST + 1)


def test_a_card_changed_on_disk_is_shown_as_it_is_now(qtbot, window, library, walked):
    file = library / f"{NEXT}.yaml"
    file.write_text(file.read_text("utf-8").replace("Andorra", "Liechtenstein"), "utf-8")
    before = window.folder
    window.actions_by_id["reload"].trigger()
    qtbot.waitUntil(lambda: window.folder is not before)
    qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Down)
    assert "Liechtenstein" in words(window)
    assert "Andorra" not in words(window)


def test_a_card_broken_on_disk_is_shown_as_it_was_and_told(qtbot, window, library, walked):
    (library / f"{NEXT}.yaml").write_text("name: [", "utf-8")
    before = window.folder
    window.actions_by_id["reload"].trigger()
    qtbot.waitUntil(lambda: window.folder is not before)
    window.go(Place(NEXT, window.place.stop))
    assert window.desk.banner.isVisible()
    qtbot.waitUntil(lambda: not walked.is_busy)
    window.go(Place("georgia", window.place.stop))
    assert not window.desk.banner.isVisible()
    window.go(Place(NEXT, window.place.stop))
    assert window.desk.banner.isVisible()
    assert "Andorra" in words(window)


@pytest.mark.parametrize("at_rest", [True, False])
@pytest.mark.parametrize("change", ["theme", "zoom", "width", "height", "sources"])
def test_no_page_is_of_another_look(qtbot, window, walked, made, change, at_rest):
    desk, page = window.desk, window.desk.page
    if change == "theme":
        window.actions_by_id["theme"].trigger()
    elif change == "zoom":
        window.actions_by_id["zoom-in"].trigger()
    elif change == "sources":
        desk.set_sources(None, frozenset({("some", "quote")}))
    else:
        size = window.size()
        window.resize(size.width() - 200 * (change == "width"), size.height() + 100)
        qtbot.waitUntil(lambda: window.size() != size)
    if at_rest:
        page.viewport().repaint()
        qtbot.waitUntil(lambda: not walked.is_busy)
    made.clear()
    qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Down)
    # Who makes the window taller waits for one page: each step of it would make all anew.
    assert made == [] if at_rest and change != "height" else made
    html, height = page.document().toHtml(), page.document().size().height()
    page.finish()
    desk.ahead.forget()
    desk.show_place(window.place)
    assert page.document().toHtml() == html
    assert page.document().size().height() == height


def test_comparisons_are_read_ahead_as_such(qtbot, window, ahead):
    window.go(Place("russia", window.folder.stops[1], window.folder.stops[0]))
    qtbot.waitUntil(lambda: not ahead.is_busy)
    assert ("united-states", 2010, True) in ready(ahead)


def test_what_is_shown_in_the_place_of_a_card_is_not_kept(qtbot, window, walked):
    window.show_problems()
    shown = window.desk.page.document()
    window.show_card()
    window.go(Place(NEXT, window.folder.stops[1]))
    qtbot.waitUntil(lambda: not shiboken6.isValid(shown))
    assert "Andorra" in words(window)


def test_behind_another_view_nothing_is_read_ahead(qtbot, window, ahead, pane):
    window.go(Place(NEXT, window.place.stop), stay=True)
    assert ahead.places == ()
    assert ahead.is_busy
    window.show_card()
    qtbot.waitUntil(lambda: not ahead.is_busy)
    assert ahead.places


def test_finding_selecting_and_anchors_begin_anew_on_a_kept_page(qtbot, window, walked):
    page = window.desk.page
    assert page.finder.find("Saakashvili")
    page.selectAll()
    place = window.place
    for card in (NEXT, "georgia"):
        window.go(Place(card, place.stop))
    assert not page.textCursor().hasSelection()
    assert page.extraSelections() == []
    window.go(place, "quote-1-0")
    assert page.verticalScrollBar().value() > 0


def test_a_screen_reader_hears_of_the_words(qtbot, window, walked, monkeypatch):
    heard = []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(heard.append))
    qtbot.keyClick(window.sidebar.cards, Qt.Key.Key_Down)
    (event,) = [each for each in heard if each.object() is window.desk.page]
    assert event.textInserted() == window.desk.page.document().toPlainText()


def test_who_goes_up_is_taken_to_go_on_so(window):
    folder, stop = window.folder, window.folder.stops[1]
    place = Place("georgia", stop)

    def first(before, beside=(BEFORE, NEXT)):
        return next(iter(likely(folder, before, place, lambda: beside)))

    assert first(Place(BEFORE, stop)).card == NEXT
    assert first(Place(NEXT, stop)).card == BEFORE
    assert first(Place("georgia", folder.stops[0])) == Place("georgia", folder.stops[0])
    assert [*likely(folder, place, place, lambda: (None, None))] == [
        Place("georgia", folder.stops[0])
    ] * 2


def test_a_page_is_made_in_two_steps_and_laid_out_once_it_is_shown(window, made):
    page = window.desk.page
    leaf = page.leaf(page._builder)
    assert isinstance(leaf, Leaf)
    assert leaf.go_on() is True
    assert made == []
    assert leaf.go_on() is False
    assert made == [leaf.document]
    assert leaf.document.pageSize().isNull()
    page.show_page(page._builder, "again", leaf=leaf)
    assert page.document() is leaf.document
    assert leaf.document.size().height() > page.viewport().height()
