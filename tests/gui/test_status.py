"""The foot of the window: what is said there, and for how long."""

import pytest
from PySide6.QtCore import QUrl

from briefing.gui.status import LibraryStatus


@pytest.fixture
def status(qtbot):
    made = LibraryStatus()
    qtbot.addWidget(made)
    return made


def test_what_was_said_is_there_again_when_the_pointer_leaves_a_link(status):
    status.say("The library cannot be opened")
    status.show_address("https://example.org/")
    assert status.message == "https://example.org/"
    status.show_address("")
    assert status.message == "The library cannot be opened"


def test_news_are_said_while_the_pointer_is_on_a_link(status):
    status.show_address("https://example.org/")
    status.say("Copied")
    assert status.message == "Copied"
    status.say("")
    assert status.message == ""


def test_what_was_said_for_a_while_is_over_behind_an_address_too(qtbot, status):
    status.say("Text at 110%", 0.001)
    status.show_address("https://example.org/")
    with qtbot.waitSignal(status._over.timeout):
        pass
    assert status.message == "https://example.org/"
    status.show_address("")
    assert status.message == ""


def test_what_stays_is_there_again_after_what_was_said_for_a_while(qtbot, status):
    status.say("This library cannot be searched")
    status.say("Copied", 0.001)
    assert status.message == "Copied"
    with qtbot.waitSignal(status._over.timeout):
        pass
    assert status.message == "This library cannot be searched"
    status.say("")
    assert status.message == ""


def test_links_within_the_library_leave_what_was_said(window):
    window.status.say("The library cannot be opened")
    for link in ("card:japan", "https://example.org/", "card:japan", ""):
        window.desk.page.highlighted.emit(QUrl(link))
    assert window.status.message == "The library cannot be opened"
