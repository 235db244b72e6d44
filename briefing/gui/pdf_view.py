"""The pages of a PDF on a desk, one below the other, as sharp as the screen allows."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from briefing.gui.pdf_pages import PdfPages

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from briefing.gui.tokens import Tokens

Fit = Literal["page", "width"]

_GAP = 20  # px around and between pages
_KEPT = 4  # drawn pages; at a device pixel ratio of 2 and fit to width about 15 MB each
_LINE = 20  # px that an arrow key moves; a notch of the wheel moves as many lines as elsewhere
_FRAME = 2  # px, of the focus
_VEIL = 0.6  # how much of the desk's colour lies over pages that are out of date
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class PdfView(QAbstractScrollArea):
    """Shows a PDF. Pages count from 0; only those in sight are drawn."""

    page_changed = Signal(int, int)  # the page in the middle, and how many there are

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._pages: PdfPages | None = None
        self._fit: Fit = "page"
        self._page = 0
        self._rects: list[QRect] = []
        self._drawn: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._framed = False
        self._stale = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, or fitting to the width would change the width.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Preview")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def page(self) -> int:
        """The page in the middle of the view."""
        return self._page

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._rects)

    @property
    def fit(self) -> Fit:
        """What a page is made to fill."""
        return self._fit

    def set_pdf(self, pdf: bytes) -> None:
        """Show another PDF, staying at the same place. Raises PdfError, and shows the old one."""
        pages = PdfPages(pdf)
        if self._pages is not None:
            self._pages.close()
        self._pages = pages
        self._drawn.clear()
        self._stale = False
        self._lay_out()

    def set_fit(self, fit: Fit) -> None:
        """Make pages fill the view's height and width, or its width alone."""
        if fit != self._fit:
            self._fit = fit
            self._lay_out()

    def set_tokens(self, tokens: Tokens) -> None:
        """Paint the desk in the colours of a theme; the paper stays white."""
        self._tokens = tokens
        self.viewport().update()

    def set_stale(self, stale: bool) -> None:
        """Fade the pages while others are on their way."""
        self._stale = stale
        self.viewport().update()

    def go_to(self, page: int) -> None:
        """Bring a page's top to the top of the view."""
        if self._rects:
            page = max(0, min(page, len(self._rects) - 1))
            self.verticalScrollBar().setValue(self._rects[page].top() - _GAP)

    def page_rect(self, page: int) -> QRect:
        """Where a page lies in the viewport now."""
        return self._rects[page].translated(0, -self.verticalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages anew."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages; where a page is larger than the view, Page Up and Down scroll in it."""
        key, bar = event.key(), self.verticalScrollBar()
        whole = self._fit == "page"
        if key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_PageUp and whole:
            self.go_to(self._page - 1)
        elif key == Qt.Key.Key_PageDown and whole:
            self.go_to(self._page + 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk, and the pages in sight on it."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._tokens.desk))
        for page in range(len(self._rects)):
            rect = self.page_rect(page)
            if rect.intersects(event.rect()):
                ratio = painter.deviceTransform().m11()
                painter.drawPixmap(_on_grid(painter, rect), self._picture(page, rect, ratio))
        if self._stale:
            veil = QColor(self._tokens.desk)
            veil.setAlphaF(_VEIL)
            painter.fillRect(event.rect(), veil)
        if self._framed:
            painter.setPen(QPen(QColor(self._tokens.accent), _FRAME))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a frame to those who came by the keyboard."""
        super().focusInEvent(event)
        self._framed = event.reason() in _KEYBOARD
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self._framed = False
        self.viewport().update()

    def _lay_out(self) -> None:
        """Place the pages, and keep what was at the top of the view there."""
        bar, view = self.verticalScrollBar(), self.viewport().size()
        anchor, share = self._anchor()
        room_x, room_y = max(1, view.width() - 2 * _GAP), max(1, view.height() - 2 * _GAP)
        self._rects, top = [], _GAP
        for size in self._pages.sizes if self._pages else ():
            scale = room_x / size.width()
            if self._fit == "page":
                scale = min(scale, room_y / size.height())
            width, height = round(size.width() * scale), round(size.height() * scale)
            self._rects.append(QRect((view.width() - width) // 2, top, width, height))
            top += height + _GAP
        bar.setSingleStep(_LINE)
        bar.setPageStep(room_y)
        bar.setRange(0, max(0, top - view.height()))
        if self._rects:
            rect = self._rects[min(anchor, len(self._rects) - 1)]
            bar.setValue(round(rect.top() - _GAP + share * rect.height()))
        self._scrolled()

    def _anchor(self) -> tuple[int, float]:
        """The page at the top of the view, and which share of its height is above that."""
        edge = self.verticalScrollBar().value() + _GAP
        for page, rect in enumerate(self._rects):
            if edge <= rect.bottom():
                return page, (edge - rect.top()) / rect.height()
        return 0, 0.0

    def _scrolled(self) -> None:
        """Tell which page is in the middle now."""
        self.viewport().update()
        if self._pages is None:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        pages = enumerate(self._rects)
        self._page = next((page for page, rect in pages if middle <= rect.bottom() + _GAP), 0)
        says = f"Preview, page {self._page + 1} of {len(self._rects)}"
        text = self._pages.text(self._page)
        if (says, text) != (self.accessibleName(), self.accessibleDescription()):
            self.setAccessibleName(says)
            self.setAccessibleDescription(text)
            self.page_changed.emit(self._page, len(self._rects))

    def _picture(self, page: int, rect: QRect, ratio: float) -> QPixmap:
        assert self._pages is not None
        key = (page, round(rect.width() * ratio))
        if key not in self._drawn:
            self._drawn[key] = QPixmap.fromImage(self._pages.image(*key))
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        self._drawn[key].setDevicePixelRatio(ratio)
        return self._drawn[key]


def _on_grid(painter: QPainter, rect: QRect) -> QPointF:
    """Where to draw so that dots fall on the screen's own: at a ratio of 1.25 they may not."""
    to_device = painter.deviceTransform()
    corner = to_device.map(QPointF(rect.topLeft())).toPoint()
    from_device, _ = to_device.inverted()
    return from_device.map(QPointF(corner))
