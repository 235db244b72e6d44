"""What tests of the window share: the bundled type, and a small library with every case in it."""

import shutil

import pytest
from PySide6.QtCore import Qt

from briefing.core.library import open_folder
from briefing.core.starter import Places
from briefing.gui.fonts import load_fonts
from briefing.gui.program import Program
from briefing.gui.session import Session
from briefing.gui.tools import Tools

LIBRARY = """\
title: Two talks
regions: [Great powers, Europe]
sources:
  talk-2004:
    title: "[New tendencies]"
    kind: talk summary
    speaker: Dmitri Trenin
    moderator: Rose Gottemoeller
    date: 2004-02-25
  talk-2010:
    title: "[Recent developments]"
    kind: talk summary
    speaker: Dmitri Trenin
    date: 2010
"""

UNITED_STATES = """\
name: United States
kind: country
code: US
region: Great powers
see_also: [ukraine, broken, atlantis]
editions:
  - source: talk-2004
    bottom_line: Moscow is of two minds about Washington.
    points:
      - {topic: Missile defense, kind: fact, text: Something to overcome., para: 6}
      - {topic: Military lens, kind: assessment, text: The main adversary., para: 6}
      - {topic: Independent ties, kind: fact, text: Ties stand apart., para: 7}
    quotes:
      - {text: is here to stay, voice: speaker, para: 9}
    steps:
      - {actor: United States, action: Accept that Russia is no longer in transition, para: 9}
  - source: talk-2010
    bottom_line: Moscow treats Washington as its best partner.
    changed: Ambivalence has given way.
    points:
      - {topic: Missile defense, change: reversed, kind: warning, text: Russia’s fear., para: 19}
      - {topic: New START, kind: forecast, text: A *setback* may come., para: [10, 11]}
      - {topic: Military lens, kind: assessment, text: No major war., para: 7}
    quotes:
      - {text: modernization resource, voice: speaker, para: 10}
      - {text: Russia will feel threatened, voice: summary, para: 19}
    steps:
      - {actor: United States, action: take the lead, with: Russia, risk: Conflict., para: [18, 19]}
      - {actor: Russia, action: Build a neighborhood., condition: Soft power., para: 20}
notes:
  - {date: 2026-11-22, by: Library editor, text: The summary carries no day.}
"""

UKRAINE = """\
name: Ukraine
kind: country
code: UA
region: Europe
see_also: [united-states]
editions:
  - source: talk-2010
    bottom_line: Kyiv expects to be treated as an equal.
    points:
      - {topic: Fleet, kind: warning, text: It could reopen the quarrel., para: 13}
"""

BROKEN = """\
name: Broken
kind: contry
region: Europe
qoutes: []
"""


@pytest.fixture(scope="session")
def fonts(qapp):
    """The bundled type, loaded once."""
    load_fonts()


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A library of two talks: United States at both, Ukraine at the later one, a broken card."""
    folder = tmp_path_factory.mktemp("small")
    files = {
        "library": LIBRARY,
        "united-states": UNITED_STATES,
        "ukraine": UKRAINE,
        "broken": BROKEN,
    }
    for stem, text in files.items():
        (folder / f"{stem}.yaml").write_text(text, "utf-8")
    return open_folder(folder)


@pytest.fixture(scope="session")
def tools(qapp):
    load_fonts()
    return Tools()


@pytest.fixture
def library(starter, tmp_path):
    return shutil.copytree(starter, tmp_path / "cards")


@pytest.fixture
def program(qapp, qtbot, tools, library, tmp_path, starter):
    state = tmp_path / "state"
    state.mkdir()
    places = Places(tmp_path, tmp_path, state, starter)
    made = Program(qapp, places, Session(state / "session.ini"), tools)
    # Closing would ask what to do with unsaved text.
    qtbot.addWidget(made.window, before_close_func=lambda _: made.work.editing.discard())
    made.show_library(open_folder(library), "georgia", "trenin-2010")
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.start()
    qtbot.waitUntil(lambda: made.window.search.is_ready)
    return made


@pytest.fixture
def window(program):
    return program.window


@pytest.fixture
def georgia(library):
    return library / "georgia.yaml"


@pytest.fixture
def pane(qtbot, window):
    """The editor, opened on Georgia with Ctrl+E and checked once."""
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    shown = window.views.editor.pane
    qtbot.waitUntil(lambda: shown.proof is not None and not shown._preview_soon.isActive())
    return shown


@pytest.fixture(scope="session", autouse=True)
def _clipboard_let_go(qapp):
    """What Python made must not be on the clipboard when Qt is taken down after Python."""
    yield
    qapp.clipboard().setText("")
