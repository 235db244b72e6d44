"""What becomes of a search when the library is read anew, or another one is opened."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from briefing.core.index import SearchIndex
from briefing.core.query import IndexBusyError
from briefing.core.storage import write_atomic

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def search(qtbot, window):
    """Types words into the search field, in place of those before."""

    def type_words(words):
        qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
        qtbot.keyClicks(window.sidebar.field, words)

    return type_words


@pytest.fixture
def japan(library, tmp_path):
    """Another library, with nothing but Japan."""
    other = tmp_path / "other"
    other.mkdir()
    for name in ("library.yaml", "japan.yaml"):
        shutil.copy(library / name, other)
    return other


class TestAnotherLibrary:
    def test_shows_a_card_and_no_results_of_the_one_before(self, program, window, search, japan):
        search("manas")
        results = window.views.results
        program.open_library(japan)
        assert window.panes.view is window.desk
        assert window.place.card == "japan"
        assert "Manas" not in results.page.toPlainText()
        results.open_chosen()
        assert window.place.card == "japan"
        assert not window.actions_by_id["back"].isEnabled()


class TestReadAnew:
    """Another program saves a card while words stand in the field."""

    @pytest.fixture
    def save(self, qtbot, window, library):
        """Saves a card as another program does; gives it once it can be searched for."""

        def save_card(name, old, new):
            card = library / f"{name}.yaml"
            write_atomic(card, card.read_text("utf-8").replace(old, new).encode())
            index = window.search._index
            qtbot.waitUntil(lambda: window.search._index is not index)

        return save_card

    @pytest.mark.parametrize("leave", ["view-cards", "back"])
    def test_card_that_was_turned_to_stays(self, window, search, save, leave):
        window.desk.page.card_requested.emit("iran")
        search("manas")
        window.actions_by_id[leave].trigger()
        assert window.panes.view is window.desk
        save("japan", "Japan", "Manas of Japan")
        assert window.panes.view is window.desk
        # The list, which is as narrow as before, knows of the change.
        assert window.sidebar.cards.countries.find("japan").isValid()

    def test_results_have_what_is_new(self, window, search, save):
        search("manas")
        save("japan", "Japan", "Manas of Japan")
        assert window.views.is_searching
        assert "Manas of Japan" in window.views.results.page.toPlainText()

    def test_chosen_passage_stays_in_its_place(self, window, search, save):
        search("missile")
        results = window.views.results
        results.page.choose(7)
        chosen = results._hits[7]
        results.page.verticalScrollBar().setValue(150)
        above = results.page._rect(7).top() - 150
        save("united-states", "name: United States", "name: United States of missile")
        at = results.page.current
        assert at != 7
        assert results._hits[at].stretch == chosen.stretch
        assert results.page._rect(at).top() - results.page.verticalScrollBar().value() == above

    def test_stop_that_was_chosen_stays_so(self, qtbot, window, search, save):
        search("missile")
        buttons = {one.text(): one for one in window.views.results.findChildren(QPushButton)}
        qtbot.mouseClick(buttons["Feb 2004"], Qt.MouseButton.LeftButton)
        save("japan", "Japan", "Missiles of Japan")
        assert "2010 ¶" not in window.views.results.page.toPlainText()

    @pytest.fixture
    def busy(self, monkeypatch):
        """Another program writes to the index when it is asked next, once."""

        def be_busy():
            ask = SearchIndex.search_or_correct

            def refuse(_index, _query):
                monkeypatch.setattr(SearchIndex, "search_or_correct", ask)
                raise IndexBusyError

            monkeypatch.setattr(SearchIndex, "search_or_correct", refuse)
            return lambda: SearchIndex.search_or_correct is ask

        return be_busy

    def test_what_an_index_could_not_tell_just_now_is_asked_again_behind_a_card(
        self, qtbot, window, search, save, busy
    ):
        search("manas")
        results = window.views.results
        window.actions_by_id["view-cards"].trigger()
        busy()
        save("japan", "Japan", "Manas of Japan")
        qtbot.waitUntil(lambda: "Manas of Japan" in results.page.toPlainText())
        assert window.panes.view is window.desk

    def test_the_chosen_passage_outlives_an_index_that_could_not_tell(
        self, qtbot, window, search, save, busy
    ):
        search("missile")
        results = window.views.results
        results.page.choose(5)
        chosen = results._hits[5]
        busy()
        save("japan", "Japan", "Missiles of Japan")
        assert results.page.current == 5  # as long as nothing is known
        qtbot.waitUntil(lambda: "Missiles of Japan" in results.page.toPlainText())
        assert results._hits[results.page.current].stretch == chosen.stretch


class TestWithoutAnIndex:
    def test_why_is_said_to_who_searches_before_and_after(self, program, window, search):
        window.search.drop_index()
        search("man")
        results = window.views.results
        assert [results._title.text(), results._said.text()] == [
            "Search",
            "Still reading the library…",
        ]
        program._indexing.failed.emit(OSError("no room"))
        why = "This library cannot be searched: no room"
        assert results._said.text() == window.status.message == why
        search("as")
        assert results._said.text() == why


class TestDeletedCard:
    def test_hit_of_a_card_that_is_gone_says_so(self, qtbot, window, search, library):
        search("manas")
        hits = window.views.results._hits
        (library / "kyrgyzstan.yaml").unlink()
        qtbot.waitUntil(lambda: window.folder.get("kyrgyzstan") is None)
        window.views.hit_chosen.emit(hits[0])
        assert window.status.message == "There is no card kyrgyzstan in this library."
        assert window.place.card == "georgia"
        assert not window.actions_by_id["back"].isEnabled()

    def test_statement_of_a_card_that_is_gone_says_so(self, window):
        window.open_statement("atlantis", "trenin-2010", "point-0-0")
        assert window.status.message == "There is no card atlantis in this library."
        assert window.place.card == "georgia"
