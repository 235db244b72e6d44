"""F6: takes the keyboard from one part of a view to the next, and shows where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget

from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from briefing.gui.tokens import Tokens

_Reason = Qt.FocusReason
_BY_KEY = (_Reason.TabFocusReason, _Reason.BacktabFocusReason, _Reason.ShortcutFocusReason)
_WIDTH = 2  # px


class Part(NamedTuple):
    """A part of a view, and what in it takes the keyboard: the first of these that can."""

    whole: QWidget
    takers: tuple[QWidget, ...]


def step(parts: Sequence[Part], by: int) -> None:
    """Take the keyboard to the next part that is in sight, or with -1 to the one before.

    From outside of all parts it goes to the first.
    """
    ready = [
        (part.whole, taker)
        for part in parts
        if (taker := next((one for one in part.takers if _can_take(one)), None))
    ]
    if not ready:
        return
    now = QApplication.focusWidget()
    here = [place for place, (whole, _) in enumerate(ready) if _holds(whole, now)]
    wanted = (here[0] + by) % len(ready) if here else 0
    ready[wanted][1].setFocus(_Reason.ShortcutFocusReason)


class FocusFrame(QWidget):
    """Frames a part that shows nothing else of having the keyboard, where a key took it there."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part, self._tokens = part, LIGHT
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        part.installEventFilter(self)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            by_key = event.gotFocus() and event.reason() in _BY_KEY
            self.setVisible(by_key or (event.gotFocus() and self.isVisible()))
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FocusIn):
            self.setGeometry(self._part.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._tokens.accent), _WIDTH))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


def _can_take(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _holds(whole: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (whole is widget or whole.isAncestorOf(widget))
