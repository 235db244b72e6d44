"""The page while the library is read anew: as it was where its card is, else as its card is now."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from briefing.core.storage import write_atomic

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = "".join(
    f"\n      - {{topic: Topic {i}, kind: fact, text: Point {i} of many., para: 1}}"
    for i in range(150)
)


@pytest.fixture
def page(qtbot, window):
    window.desk.ahead.start()
    qtbot.waitUntil(lambda: not window.desk.ahead.is_busy)
    return window.desk.page


@pytest.fixture
def save(qtbot, window, library):
    """Another program saves a card, with some words in the place of the last ones like these."""

    def replace(card, old, new):
        path, before = library / f"{card}.yaml", window.folder
        text = path.read_text("utf-8")
        start, found, rest = text.rpartition(old)
        assert found
        write_atomic(path, f"{start}{new}{rest}".encode())
        qtbot.waitUntil(lambda: window.folder is not before)

    return replace


def select(page, length):
    cursor = page.textCursor()
    cursor.setPosition(10)
    cursor.setPosition(10 + length, QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)
    return cursor.selectedText()


def test_what_is_selected_stays_where_another_card_was_saved(page, save):
    document, selected = page.document(), select(page, 20)
    save("iran", "kind: country", "kind: territory")
    assert page.document() is document
    assert page.textCursor().selectedText() == selected


def test_what_was_found_stays_where_another_card_was_saved(qtbot, window, page, save):
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(window.desk.finding.bar.field, "Russia")
    found = page.finder.count
    assert found
    save("iran", "kind: country", "kind: territory")
    assert page.finder.count == found


def test_a_page_that_grew_stays_where_the_reader_is(qtbot, window, page, save):
    save("georgia", "points:", f"points:{LONG}")
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_End)
    document, place = page.document(), page.verticalScrollBar().value()
    save("iran", "kind: country", "kind: territory")
    assert page.document() is document
    assert page.verticalScrollBar().value() == place > 0
    assert page.is_whole


def test_the_card_that_was_saved_is_shown_as_it_is_now(page, save):
    document = page.document()
    save(
        "georgia",
        "points:",
        "points:\n      - {topic: More, kind: fact, text: A word more., para: 1}",
    )
    assert "A word more." in page.toPlainText()
    assert page.document() is not document


def test_what_was_added_far_below_is_there_once_one_looks(qtbot, page, save):
    save("georgia", "points:", f"points:{LONG}")
    save("georgia", "Point 149 of many.", "The last one.")
    assert "The last one." in page.toPlainText()
    assert "Point 149 of many." not in page.toPlainText()


def test_the_name_of_a_card_that_this_one_links_to_is_the_new_one(window, page, save):
    assert "South Ossetia" in page.toPlainText()
    save("south-ossetia", "name: South Ossetia", "name: Tskhinvali")
    assert "Tskhinvali" in page.toPlainText()


def test_the_next_pages_are_made_ready_again(qtbot, window, page, save):
    save("iran", "kind: country", "kind: territory")
    assert window.desk.ahead.is_busy
    qtbot.waitUntil(lambda: not window.desk.ahead.is_busy)
    assert window.desk.ahead.places


def test_who_asks_for_the_same_card_again_sees_its_top(qtbot, window, page, save):
    save("georgia", "points:", f"points:{LONG}")
    page.scroll_down(500)
    save("iran", "kind: country", "kind: territory")
    assert page.verticalScrollBar().value() == 500
    window.go(window.place)
    assert page.verticalScrollBar().value() == 0
