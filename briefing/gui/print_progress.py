"""What lies over the preview while a book is being made: how far it is, and a way to stop it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from briefing.gui.tokens import Tokens
    from briefing.paper.orders import Progress

_EVERY = 80  # ms between two looks at how far it is
_WIDTH = 340  # px at the least
_BAR = 6  # px high
_SHARE, _ROUND_S = 0.3, 1.6  # of the bar, and the time in which that goes over it once


class ProgressPanel(QFrame):
    """Tells how far a book is while it is shown."""

    canceled = Signal()

    def __init__(
        self,
        tokens: Tokens,
        progress: Callable[[], Progress | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._progress = progress
        self._count = 0
        self._typesetting_since: float | None = None
        self.label = QLabel()
        self.bar = ThinBar(tokens)
        self.cancel_button = QPushButton("Cancel")
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._look)
        self.cancel_button.clicked.connect(self.canceled)
        self._lay_out()
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.bar.set_tokens(tokens)
        self.update()

    def begin(self, count: int) -> None:
        """Show how far the book of that many cards is, from now until ``end``."""
        self._count = count
        self._typesetting_since = None
        self._timer.start()
        self._look()
        self.show()
        self.raise_()

    def end(self) -> None:
        """Hide again."""
        self._timer.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._tokens.page))
        painter.setPen(QColor(self._tokens.line2))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _lay_out(self) -> None:
        # Or the pages below would be painted anew with every word that changes here.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumWidth(_WIDTH)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.bar.setAccessibleName("Progress of the book")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.setToolTip("Stop making the book (Esc)")
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.label)
        column.addWidget(self.bar)
        column.addLayout(row)

    def _look(self) -> None:
        progress = self._progress()
        if progress and progress.phase == "typesetting" and self._typesetting_since is None:
            self._typesetting_since = monotonic()
        since = self._typesetting_since
        says, done, total = described(progress, self._count, monotonic() - since if since else 0)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.update()
        if says != self.label.text():
            self.label.setText(says)


class ThinBar(QProgressBar):
    """A thin bar; where nobody knows how far it is, a piece of it goes round."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        # Or all that lies below would be painted anew with each of its steps.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _BAR)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        room = QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(room, QColor(self._tokens.page))
        painter.setBrush(QColor(self._tokens.line2))
        painter.drawRoundedRect(room, _BAR / 2, _BAR / 2)
        painter.setBrush(QColor(self._tokens.accent))
        if self.maximum() > 0:
            room.setWidth(room.width() * self.value() / self.maximum())
        else:
            at = monotonic() / _ROUND_S % 1
            piece = room.width() * _SHARE
            room.setLeft(at * (room.width() + piece) - piece)
            room.setWidth(piece)
        painter.drawRoundedRect(room & QRectF(self.rect()), _BAR / 2, _BAR / 2)
        painter.end()


def described(progress: Progress | None, count: int, seconds: float = 0.0) -> tuple[str, int, int]:
    """A sentence, and how far the bar is of how much; of nothing where that is not known.

    ``seconds`` is how long Typst, which does not tell how far it is, has been at work.
    """
    if progress is None or not progress.done:
        return f"Preparing {count} cards…", 0, 0
    done, total = progress.done, progress.total
    if progress.phase == "preparing":
        return f"Preparing card {done} of {total}…", done, total
    return f"Typesetting {total} cards… {int(seconds)} s", 0, 0
