"""The two panes of the window: the sidebar, and beside it one of several views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray

_SIDEBAR, _LEAST_SIDEBAR = 264, 180
_WIDEST_SHARE = 0.34
_Policy = QSizePolicy.Policy


class Panes(QSplitter):
    """Lets the sidebar grow with its text, and shows one view at a time."""

    turned = Signal()  # to another view

    def __init__(self, sidebar: QWidget) -> None:
        super().__init__()
        self._zoom = 1.0
        self._side_width: float = _SIDEBAR  # as the user wants it, at the design's own size
        self._sidebar, self._sidebar_wanted = sidebar, True
        self._views = QStackedWidget()
        self._pages: list[QWidget] = []
        sidebar.setMinimumWidth(_LEAST_SIDEBAR)
        self.addWidget(sidebar)
        self.addWidget(self._views)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._note_width)

    @property
    def view(self) -> QWidget | None:
        """The view that is shown."""
        return self._views.currentWidget()

    def add(self, view: QWidget) -> None:
        """Take in a view, without showing it unless it is the first."""
        if self._pages:
            view.setSizePolicy(_Policy.Ignored, _Policy.Ignored)
        self._pages.append(view)
        self._views.addWidget(view)

    def turn_to(self, view: QWidget, *, alone: bool = False) -> None:
        """Show a view. Only it claims room, not those behind it; ``alone`` without the sidebar."""
        self._sidebar.setVisible(self._sidebar_wanted and not alone)
        for other in self._pages:
            wanted = _Policy.Preferred if other is view else _Policy.Ignored
            other.setSizePolicy(wanted, wanted)
        self._views.setCurrentWidget(view)
        self._apply_width()
        self.turned.emit()

    def show_sidebar(self, *, wanted: bool) -> None:
        """Show or hide the sidebar beside the views that it goes with."""
        self._sidebar_wanted = wanted
        self._sidebar.setVisible(wanted)

    def set_zoom(self, zoom: float) -> None:
        """Let the sidebar grow with its text, as far as the views can spare the room."""
        self._zoom = zoom
        self._apply_width()

    def restore(self, state: QByteArray) -> None:
        """Take the width of the sidebar from an earlier start."""
        if self.restoreState(state):
            self._note_width()

    def _note_width(self) -> None:
        self._side_width = self.sizes()[0] / self._zoom

    def _apply_width(self) -> None:
        whole = self.window().width()
        side = min(round(self._side_width * self._zoom), round(whole * _WIDEST_SHARE))
        self.setSizes([side, whole - side])
