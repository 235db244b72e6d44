"""Draws the pages of a PDF off the window's thread: one takes up to three frames of the screen."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QImage, QPixmap

from briefing.gui.pdf_pages import PdfError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.gui.pdf_pages import PdfPages

_KEPT = 5  # pictures; at a device pixel ratio of 2 and fit to width about 15 MB each


class Wanted(NamedTuple):
    """A page, from 0, and its picture's width in pixels."""

    page: int
    width: int


class PageDrawer(QObject):
    """The pictures of some pages, and their texts. What is not there yet is announced later."""

    drawn = Signal(int)  # the page

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._pictures: OrderedDict[Wanted, QPixmap] = OrderedDict()
        self._before: dict[int, QPixmap] = {}
        self._texts: dict[int, str] = {}
        self._wanted: list[Wanted] = []
        self._running: tuple[PdfPages, Wanted] | None = None
        # Not one of its own: that would be waited for when the window closes.
        self._pool = QThreadPool.globalInstance()
        # Not a child: a job that outlives the drawer must still find it.
        self._signals = _Signals()
        self._signals.ended.connect(self._ended)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still to be drawn."""
        return self._running is not None or bool(self._wanted)

    def set_pages(self, pages: PdfPages) -> None:
        """Draw another document from now on, and close the one before, which was its own."""
        if self._pages is not None and not (self._running and self._running[0] is self._pages):
            self._pool.start(self._pages.close)
        self._pages = pages
        # Until the new pages are drawn the old ones stand for them: nothing flickers.
        self._before |= {at.page: picture for at, picture in self._pictures.items()}
        self._pictures.clear()
        self._texts.clear()
        self._wanted.clear()

    def ask(self, wanted: Sequence[Wanted]) -> None:
        """Ask for these pages, the first of them first, and no longer for any other."""
        under_way = self._running[1] if self._running and self._running[0] is self._pages else None
        self._wanted = [at for at in wanted if at not in self._pictures and at != under_way]
        for at in reversed(wanted):
            if at in self._pictures:
                self._pictures.move_to_end(at)
        self._next()

    def picture(self, wanted: Wanted) -> QPixmap | None:
        """The picture; an older one of the page while that is not drawn; else None."""
        found = self._pictures.get(wanted)
        if found is not None:
            return found
        others = (picture for at, picture in self._pictures.items() if at.page == wanted.page)
        return next(others, self._before.get(wanted.page))

    def text(self, page: int) -> str:
        """The text of a page, empty while that is not drawn."""
        return self._texts.get(page, "")

    def _next(self) -> None:
        if self._running is None and self._wanted and self._pages is not None:
            self._running = (self._pages, self._wanted.pop(0))
            self._pool.start(partial(_draw, *self._running, self._signals))

    def _ended(self, pages: PdfPages, wanted: Wanted, image: QImage, text: str) -> None:
        self._running = None
        if pages is not self._pages:
            self._pool.start(pages.close)
        else:
            self._pictures[wanted] = QPixmap.fromImage(image)
            self._texts[wanted.page] = text
            self._before.pop(wanted.page, None)
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._next()
        if not self.busy:
            self._before.clear()
        if pages is self._pages:
            self.drawn.emit(wanted.page)


class _Signals(QObject):
    """Brings what was drawn to the window's thread."""

    ended = Signal(object, object, object, str)  # the pages, what was wanted, its image and text


def _draw(pages: PdfPages, wanted: Wanted, signals: _Signals) -> None:
    """Draw a page, and tell of it."""
    # Where the program ends meanwhile, the PDF or Qt's signals are gone.
    with suppress(RuntimeError, PdfError):
        image, text = pages.image(*wanted), pages.text(wanted.page)
        signals.ended.emit(pages, wanted, image, text)
