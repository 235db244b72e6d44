"""Takes the pictures of one theme at one scale; see ``python -m tests.screens``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from briefing.core.library import open_folder
from briefing.core.starter import Places
from briefing.gui.fonts import load_fonts
from briefing.gui.print_window import PrintWindow
from briefing.gui.program import Program
from briefing.gui.session import Session
from briefing.gui.theme import FUSION
from briefing.gui.tools import Tools
from tests.screens.editing import take_editing

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.gui.file_work import FileWork

CARDS = Path(__file__).parents[2] / "cards"
_PATIENCE_S = 10
WIDE, NARROW, TALL = (1280, 820), (960, 720), (1280, 2300)


class Photographer:
    """Drives one window from screen to screen and saves what it shows."""

    def __init__(self, app: QApplication, out: Path, theme: str, scale: int, state: Path) -> None:
        self._out, self._ending = out, f"{theme}{'' if scale == 1 else f'@{scale}x'}.png"
        session = Session(state / "session.ini")
        session.theme = theme
        places = Places(state, state, state, CARDS)
        self._library = shutil.copytree(CARDS, state / "cards")
        self._program = Program(app, places, session, Tools())
        self.window = self._program.window
        self._program.show_library(open_folder(self._library), "united-states", "trenin-2010")
        self.window.resize(*WIDE)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        self._program.start()
        wait_until(lambda: self.window.search.is_ready)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Save what the window, or another, shows now."""
        QApplication.processEvents()
        (widget or self.window).grab().save(str(self._out / f"{name}-{self._ending}"))

    def go(self, card: str, source: str) -> None:
        """Show a card at a stop."""
        self.window.start_at(card, source)

    @property
    def work(self) -> FileWork:
        """What changes files."""
        return self._program.work

    def wait(self, holds: Callable[[], bool]) -> None:
        """Let the program run until something holds."""
        wait_until(holds)

    def do(self, action: str) -> None:
        """Trigger an action."""
        self.window.actions_by_id[action].trigger()

    def all(self) -> None:
        """Every screen."""
        self.take("main")
        self.do("compare")
        self.take("compare")
        self.do("compare")
        self.go("ukraine", "trenin-2004")
        self.take("empty")
        self._search()
        self._tables()
        self._sizes()
        self._find()
        self._print()
        take_editing(self, self._library)
        self._broken()

    def _search(self) -> None:
        self.go("united-states", "trenin-2010")
        self.do("search")
        QTest.keyClicks(self.window.sidebar.field, "missile defense")
        self.take("search")
        self.window.sidebar.field.clear()

    def _tables(self) -> None:
        for kind in ("steps", "quotes"):
            self.do(f"view-{kind}")
            self.take(kind)
        self.do("view-cards")

    def _sizes(self) -> None:
        self.window.resize(*NARROW)
        self.take("narrow")
        self.window.resize(*TALL)
        self.take("whole")
        self.do("compare")
        self.take("compare-whole")
        self.do("compare")
        self.window.resize(*WIDE)
        for _ in range(5):
            self.do("zoom-in")
        self.take("zoom-200")
        self.do("zoom-reset")

    def _find(self) -> None:
        self.do("find")
        QTest.keyClicks(self.window.desk.finding.bar.field, "modernization")
        self.take("find")
        self.window.desk.finding.close()

    def _print(self) -> None:
        self.do("print")
        (shown,) = self.window.findChildren(PrintWindow)
        wait_until(lambda: bool(shown.view.accessibleDescription()))  # the page is drawn
        self.take("print", shown)
        shown.close()

    def _broken(self) -> None:
        card = self._library / "georgia.yaml"
        text = card.read_text("utf-8").replace("kind: forecast", "kind: forcast", 1)
        card.write_text(text.replace("quotes:", "quote:", 1), "utf-8")
        self.do("reload")
        wait_until(lambda: "georgia" not in self.window.folder.cards)
        self.go("georgia", "trenin-2010")
        self.take("broken")
        self.do("problems")
        self.take("problems")


def wait_until(holds: Callable[[], bool]) -> None:
    """Let the program run until something holds."""
    end = monotonic() + _PATIENCE_S
    while not holds():
        if monotonic() > end:
            raise TimeoutError("the window did not get there")
        QTest.qWait(10)


def main(out: Path, theme: str, scale: int) -> None:
    """Take every picture of one theme at one scale."""
    app = QApplication([*sys.argv[:1], *FUSION])
    load_fonts()
    with TemporaryDirectory() as state:
        Photographer(app, out, theme, scale, Path(state)).all()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
