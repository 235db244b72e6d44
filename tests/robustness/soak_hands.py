"""What the long run does in the window, as a user with keys would do it, and what that leaves."""

from __future__ import annotations

import gc
import time
from array import array
from collections import Counter
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QObject,
    Qt,
    QThreadPool,
    QTimer,
    qInstallMessageHandler,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from briefing.gui.page_document import PageDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from briefing.gui.print_window import PrintWindow
    from briefing.gui.program import Program

PATIENCE = 60.0  # seconds for anything that is waited for

SAVED_ONE_IN = 10
"""Prints that are saved: Qt's own file dialog keeps 5 to 20 kB of each time that it is opened, with
or without Briefing, and a thousand of them would hide what Briefing itself keeps."""

KEYS_A_CARD = 3  # down or up, back and forth
_ASKED = ("harbor", "energy prices", "coast guard", "goverment", "kind:warning transit", "grain")
_STOPS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


class Painted(QObject):
    """Counts the paintings of a widget. Must be held as long as the widget is."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


class Hands:
    """Uses one window: ``change``, ``reload``, ``search`` and ``print`` are each one turn."""

    def __init__(self, program: Program, scratch: Path) -> None:
        self._program, self._scratch = program, scratch
        self.window = program.window
        self._page = self.window.desk.page
        self._painted = Painted(self._page.viewport())
        self._keys, self._numbers, self._prints = self._walk(), count(), count()
        self.times = array("d"), array("d")
        """Seconds until each change was painted, and those of the processor in them."""

    def change(self) -> None:
        """Go to another card or stop, and see it painted."""
        self.window.sidebar.cards.setFocus()
        document = self._page.document()
        while self._page.document() is document:
            key, modifiers = next(self._keys)
            seen, began, worked = self._painted.count, time.perf_counter(), time.thread_time()
            QTest.keyClick(self.window.windowHandle(), key, modifiers)
        wait(lambda: self._painted.count > seen)
        self.times[0].append(time.perf_counter() - began)
        self.times[1].append(time.thread_time() - worked)

    def reload(self) -> None:
        """Change a card's file as another program would, and read the library anew."""
        before, number = self.window.folder, next(self._numbers)
        file = before.files[number % len(before.files)]
        raw = file.path.read_bytes()
        file.path.write_bytes(raw.partition(b"# changed")[0] + b"# changed %d\n" % number)
        self.window.actions_by_id["reload"].trigger()
        wait(lambda: self.window.folder is not before)
        self.rest()

    def search(self, number: int) -> None:
        """Paste words into the field, look at what is found, and go back to the card."""
        wait(lambda: self.window.search.is_ready)
        field = self.window.sidebar.field
        self.window.actions_by_id["search"].trigger()
        QApplication.clipboard().setText(_ASKED[number % len(_ASKED)])
        QTest.keyClick(field, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        wait(lambda: self.window.panes.view is self.window.views.results)
        QTest.keyClick(field, Key.Key_Down)
        QTest.keyClick(field, Key.Key_Escape)
        wait(lambda: self.window.panes.view is self.window.desk)

    def print(self) -> None:
        """Open the print window on what is shown, now and then save its PDF, and close it."""
        shown = self._program._print()
        wait(lambda: not shown.busy)
        if next(self._prints) % SAVED_ONE_IN == 0:
            self._save(shown)
        gone = []
        shown.destroyed.connect(lambda: gone.append(True))
        shown.reject()
        wait(lambda: bool(gone))

    def _save(self, shown: PrintWindow) -> None:
        """Save what is printed by the dialog for it."""
        target = self._scratch / "printed.pdf"
        answer = QTimer(shown, interval=5)
        answer.timeout.connect(partial(_accept, target))
        answer.start()
        shown.export_button.click()
        answer.stop()
        assert target.read_bytes().startswith(b"%PDF")
        target.unlink()

    def show_and_print_all(self) -> None:
        """Go once down the list, and print every card: what is kept of each is there then."""
        self.rest()  # until there is somebody to draw maps
        for _ in self.window.folder.cards:
            for _ in range(KEYS_A_CARD):
                self.change()
            self.print()
        locator = self.window.desk.locator
        for card in self.window.folder.cards.values():  # which is done for who stays on it
            locator._maker.picture(card, locator.frame)

    def rest(self) -> None:
        """Let all that is under way come to its end."""
        reloading = self._program._reloading._worker
        indexing, texts = self._program._indexing, self._program._texts()._worker
        drawing = self._program._drawing
        wait(lambda: not (reloading.busy or indexing.busy or texts.busy or drawing.busy))
        QThreadPool.globalInstance().waitForDone()
        QCoreApplication.processEvents()

    def come_home(self) -> None:
        """Go to where every count is taken: the first card at its newest stop, from the top."""
        self.search(0)
        self.window.start_at("", "")
        self.window.desk.ahead.forget()  # a few pages, but not always as many
        for page in (self._page, self.window.views.results.page):
            page.finish()  # which it does for who stays on it
            wait(lambda page=page: len(page.findChildren(PageDocument)) == 1)
        self._keys = self._walk()
        self.rest()
        for _ in range(3):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            gc.collect()

    def _walk(self) -> Iterator[tuple[Qt.Key, Qt.KeyboardModifier]]:
        """Down the list and up again without end, back and forth between stops at each card."""
        while True:
            for key in (Key.Key_Down, Key.Key_Up):
                for _ in range(len(self.window.folder.cards) - 1):
                    yield key, _NONE
                    yield Key.Key_Left, _STOPS
                    yield Key.Key_Right, _STOPS


def objects() -> Counter[str]:
    """The objects of Qt by class: those that Python holds, and all below the program or a window.

    The latter are counted in what Qt writes of them: to be asked for each, Python would hold them.
    """
    held = [each for each in gc.get_objects() if isinstance(each, shiboken6.Object)]
    counts = Counter(f"{type(each).__name__} of Python" for each in held)
    del held
    written: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _context, line: written.append(line))
    try:
        for top in (QCoreApplication.instance(), *QApplication.topLevelWidgets()):
            top.dumpObjectTree()
    finally:
        qInstallMessageHandler(before)
    counts.update(line.partition("::")[0].strip() for line in written)
    return counts


def wait(until: Callable[[], bool]) -> None:
    """Let Qt work until something holds, and let go of what it was to delete meanwhile.

    Its own loop does that at each turn; where there is none, what is deleted later would pile up.
    """
    flags, end = QEventLoop.ProcessEventsFlag, time.monotonic() + PATIENCE
    alarm = QTimer(interval=10)
    alarm.start()
    while not until():
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not happen")
        QCoreApplication.processEvents(flags.AllEvents | flags.WaitForMoreEvents)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _accept(target: Path) -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        dialog.selectFile(str(target))
        dialog.accept()
