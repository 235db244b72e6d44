"""What the print window remembers, and what follows the main window all the same."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QToolTip

from briefing.gui.print_choice import PrintChoice
from briefing.gui.print_options import OptionsPane
from briefing.gui.print_window import PrintWindow
from briefing.gui.session import Session
from briefing.gui.tokens import LIGHT
from briefing.paper.options import SECTIONS
from briefing.paper.typeset import Typesetter

CHANGED = PrintChoice(
    editions="stop",
    sections=SECTIONS - {"quotes", "map"},
    paper="letter",
    one_page=True,
    greyscale=True,
    cover=False,
    new_page=True,
    folder="/somewhere",
)


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter()


@pytest.fixture
def opened(qtbot, small, typesetter, fonts):
    def make(choice, card="united-states", **more):
        more = {"tokens": LIGHT, "typesetter": typesetter, **more}
        window = PrintWindow(small, card, small.stops[-1], choice=choice, **more)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: not window.busy)
        return window

    return make


@pytest.fixture
def pane(qtbot, small):
    def make(choice=PrintChoice(), card="united-states", **more):  # noqa: B008
        made = OptionsPane(small, card, small.stops[-1], choice=choice, **more)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def tick(qtbot, box):
    place = box.rect().center()
    place.setX(8)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=place)


def test_what_was_chosen_is_there_at_the_next_opening(opened, qtbot, tmp_path, monkeypatch):
    window = opened(PrintChoice())
    left = []
    window.chosen.connect(left.append)
    options = window.options
    tick(qtbot, options.editions.button("stop"))
    tick(qtbot, options.sections["quotes"])
    tick(qtbot, options.sections["steps"])
    tick(qtbot, options.sections["steps"])
    tick(qtbot, options.one_page)
    tick(qtbot, window.bar.greyscale)
    qtbot.mouseClick(options.papers["letter"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.busy)
    tick(qtbot, options.scope.button("region"))
    window.close()
    assert left == [
        PrintChoice(
            editions="stop",
            sections=SECTIONS - {"quotes"},
            paper="letter",
            one_page=True,
            greyscale=True,
        )
    ]
    again = opened(left[0])
    assert again.options.scope.key == "card"
    request = again._request.options
    assert request.editions == "stop"
    assert request.paper == "letter"
    assert "quotes" not in request.sections
    assert request.one_page
    assert request.greyscale
    assert again.choice == left[0]


def test_the_switches_of_books_are_remembered_for_the_next_book(pane, qtbot):
    options = pane(card="united-states", selected=("united-states", "ukraine"))
    options.scope.choose("all")
    tick(qtbot, options.cover)
    tick(qtbot, options.new_page)
    again = pane(options.choice)
    assert not again.new_page.isChecked()  # one card
    again.scope.choose("all")
    assert again.new_page.isChecked()
    assert not again.cover.isChecked()


def test_what_does_not_apply_here_is_kept_for_where_it_does(pane):
    choice = replace(CHANGED, editions="compare", sections=SECTIONS)
    options = pane(choice, card="ukraine", maps=False)
    assert options.editions.key == "all"
    assert "map" not in options.request.options.sections
    assert options.choice == choice


def test_a_main_window_that_compares_opens_comparing_and_changes_no_habit(pane, small):
    options = pane(CHANGED, compare=small.stops[:2])
    assert options.editions.key == "compare"
    assert options.choice == CHANGED


def test_the_paper_is_that_of_the_place_until_one_is_chosen(pane, qtbot):
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("en_US"))
        assert pane().papers["letter"].isChecked()
        QLocale.setDefault(QLocale("de_DE"))
        options = pane()
        assert options.papers["a4"].isChecked()
        assert options.choice.paper is None
        qtbot.mouseClick(options.papers["letter"], Qt.MouseButton.LeftButton)
        assert pane(options.choice).papers["letter"].isChecked()
    finally:
        QLocale.setDefault(before)


def test_one_page_is_for_one_card(pane):
    options = pane(replace(PrintChoice(), one_page=True))
    assert options.one_page.isEnabled()
    assert options.request.options.one_page
    options.scope.choose("all")
    assert not options.one_page.isEnabled()
    assert options.one_page.toolTip() == "For one card"
    assert not options.request.options.one_page
    options.scope.choose("card")
    assert options.request.options.one_page
    assert options.one_page.toolTip().startswith("Leaves whole items out")


def test_the_folder_of_the_last_export_is_proposed(opened, tmp_path):
    assert opened(replace(PrintChoice(), folder=str(tmp_path)))._exporting._folder == tmp_path
    gone = str(tmp_path / "gone")
    window = opened(replace(PrintChoice(), folder=gone))
    assert window._exporting._folder.is_dir()
    assert window.choice.folder == gone


def test_it_is_there_at_the_next_start(tmp_path, qapp):
    file = tmp_path / "session.ini"
    session = Session(file)
    assert session.print_choice == PrintChoice()
    session.print_choice = CHANGED
    session.save()
    assert Session(file).print_choice == CHANGED


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "[]", "7", '{"editions": ["all"], "paper": {}, "sections": "x", "cover": 1}'],
)
def test_damage_reads_as_the_first_start(text):
    assert PrintChoice.from_text(text) == PrintChoice()


def test_what_is_not_known_is_left_aside():
    text = json.dumps({"sections": ["quotes", "jokes", 3], "paper": "a5", "new": True})
    assert PrintChoice.from_text(text) == PrintChoice(sections=frozenset({"quotes"}))


@given(
    st.builds(
        PrintChoice,
        sections=st.frozensets(st.sampled_from(sorted(SECTIONS)), min_size=1),
        paper=st.sampled_from([None, "a4", "letter"]),
        editions=st.sampled_from(["all", "stop", "compare"]),
        folder=st.text(),
    )
)
def test_every_choice_comes_back_as_it_was(choice):
    assert PrintChoice.from_text(choice.to_text()) == choice


values = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4)


@given(st.dictionaries(st.sampled_from([*PrintChoice.__slots__, "other"]), values))
def test_no_file_breaks_the_start(found):
    choice = PrintChoice.from_text(json.dumps(found))
    assert PrintChoice.from_text(choice.to_text()) == choice


def test_the_last_section_stays_on(pane, qtbot):
    made = pane(PrintChoice(sections=frozenset({"quotes", "steps"})))
    tick(qtbot, made.sections["quotes"])
    with qtbot.assertNotEmitted(made.changed):
        tick(qtbot, made.sections["steps"])
    assert made.sections["steps"].isChecked()
    assert made.choice.sections == made.request.options.sections == {"steps"}
    assert QToolTip.text() == "Choose at least one section"


def test_a_choice_of_nothing_is_as_at_the_first_start(pane):
    assert PrintChoice.from_text('{"sections": []}').sections == SECTIONS
    made = pane(PrintChoice(sections=frozenset({"map"})), maps=False)
    assert made.request.options.sections == SECTIONS - {"map"}
