"""The pages of a PDF on a desk, one below the other, as sharp as the screen allows."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from briefing.gui.page_drawer import PageDrawer, Wanted

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from briefing.gui.pdf_pages import PdfPages
    from briefing.gui.tokens import Tokens

Fit = Literal["page", "width"]

_GAP = 20  # px around and between pages
_LINE = 20  # px that an arrow key moves; a notch of the wheel moves as many lines as elsewhere
_FRAME = 2  # px, of the focus
_VEIL = 0.6  # how much of the desk's colour lies over pages that are out of date
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class PdfView(QAbstractScrollArea):
    """Shows a PDF. Pages count from 0; only those in sight and their neighbors are drawn.

    A page that is not drawn yet is blank paper, or what stood there before it.
    """

    page_changed = Signal(int, int)  # the page in the middle, and how many there are

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.set_tokens(tokens)
        self._pages: PdfPages | None = None
        self._fit: Fit = "page"
        self._page = 0
        self._rects: list[QRect] = []
        self._ratio = 0.0
        self._drawer = PageDrawer(self)
        self._framed = False
        self._stale = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, or fitting to the width would change the width.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Preview")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._drawer.drawn.connect(self._page_drawn)

    @property
    def drawing(self) -> bool:
        """Whether a page in sight, or next to one, is still to be drawn."""
        return self._drawer.busy

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

    def set_pages(self, pages: PdfPages) -> None:
        """Show another PDF, staying at the same place. The view closes it when it is done."""
        self._pages = pages
        self._drawer.set_pages(pages)
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
        # What lies under the scroll bar: by a style sheet, Qt would keep some of it for good.
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.Window, QColor(tokens.chrome))
        self.setPalette(colors)
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
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(self._tokens.desk))
        self._ratio = painter.deviceTransform().m11()
        for page in self._in_sight():
            self._paint_page(painter, page)
        self._ask()
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
        page = bisect_left(self._rects, edge, key=QRect.bottom)
        if page == len(self._rects):
            return 0, 0.0
        rect = self._rects[page]
        return page, (edge - rect.top()) / rect.height()

    def _scrolled(self) -> None:
        """Tell which page is in the middle now."""
        self.viewport().update()
        if self._pages is None:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = bisect_left(self._rects, middle - _GAP, key=QRect.bottom)
        self._page = page if page < len(self._rects) else 0
        says = f"Preview, page {self._page + 1} of {len(self._rects)}"
        if says != self.accessibleName():
            self.setAccessibleName(says)
            self.page_changed.emit(self._page, len(self._rects))
        self._describe()

    def _page_drawn(self, page: int) -> None:
        self.viewport().update()
        if page == self._page:
            self._describe()

    def _describe(self) -> None:
        """Let screen readers read the page in the middle."""
        text = self._drawer.text(self._page)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        first = bisect_left(self._rects, top, key=QRect.bottom)
        after = bisect_left(self._rects, top + self.viewport().height(), key=QRect.top)
        return range(first, after)

    def _ask(self) -> None:
        """Have the pages in sight drawn, and then the one after and the one before them."""
        seen = self._in_sight()
        around = [page for page in (seen.stop, seen.start - 1) if 0 <= page < len(self._rects)]
        pages = [*sorted(seen, key=lambda page: page != self._page), *around]
        self._drawer.ask([self._wanted(page) for page in pages])

    def _wanted(self, page: int) -> Wanted:
        return Wanted(page, round(self._rects[page].width() * self._ratio))

    def _paint_page(self, painter: QPainter, page: int) -> None:
        rect, wanted = self.page_rect(page), self._wanted(page)
        picture = self._drawer.picture(wanted)
        corner = _on_grid(painter, rect)
        if picture is None:
            painter.fillRect(rect, Qt.GlobalColor.white)
        elif picture.width() == wanted.width:
            picture.setDevicePixelRatio(self._ratio)
            painter.drawPixmap(corner, picture)
        else:
            picture.setDevicePixelRatio(1)
            room = QRectF(corner, QSizeF(rect.size()))
            painter.drawPixmap(room, picture, QRectF(picture.rect()))


def _on_grid(painter: QPainter, rect: QRect) -> QPointF:
    """Where to draw so that dots fall on the screen's own: at a ratio of 1.25 they may not."""
    to_device = painter.deviceTransform()
    corner = to_device.map(QPointF(rect.topLeft())).toPoint()
    from_device, _ = to_device.inverted()
    return from_device.map(QPointF(corner))
