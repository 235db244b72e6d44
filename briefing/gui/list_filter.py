"""Narrows the country list: by kind, by region, to cards with steps or with quotes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from briefing.gui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from briefing.core.entry import Head
    from briefing.gui.tokens import Tokens

KINDS = ("country", "territory", "bloc", "region")


class ListFilter(NamedTuple):
    """What the list is narrowed to; an empty set narrows nothing."""

    kinds: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    steps: bool = False
    quotes: bool = False

    def accepts(self, head: Head | None) -> bool:
        """Whether a card stays on the list. One that cannot be read, which has no head, always does."""
        if head is None:
            return True
        return (
            (not self.kinds or head.kind in self.kinds)
            and (not self.regions or head.region in self.regions)
            and (not self.steps or head.has_steps)
            and (not self.quotes or head.has_quotes)
        )


class FilterButton(QToolButton):
    """Opens a menu of what the list can be narrowed to, and is checked while it is."""

    filter_changed = Signal(object)  # a ListFilter

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = ListFilter()
        self._regions: Sequence[str] = ()
        self._menu = QMenu(self)
        self.setAccessibleName("Filter the list")
        self.setToolTip("Filter the list by kind, region, steps or quotes")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        self.set_tokens(tokens)

    @property
    def current(self) -> ListFilter:
        """What the list is narrowed to."""
        return self._filter

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.setIcon(icon("filter", tokens))

    def set_regions(self, regions: Sequence[str]) -> None:
        """Offer the regions of a library. Those that it lacks no longer narrow the list."""
        self._regions = regions
        kept = self._filter.regions & set(regions)
        self._filter = self._filter._replace(regions=kept)
        self._fill()

    def _fill(self) -> None:
        self._menu.clear()
        for kind in KINDS:
            self._offer(kind.capitalize(), "kinds", kind)
        self._menu.addSeparator()
        for region in self._regions:
            self._offer(region.replace("&", "&&"), "regions", region)
        self._menu.addSeparator()
        for name in ("steps", "quotes"):
            action = self._add(f"With {name}", checked=getattr(self._filter, name))
            action.toggled.connect(partial(self._flag, name))
        self._menu.addSeparator()
        clear = self._menu.addAction("Show all cards")
        clear.setEnabled(self._filter != ListFilter())
        clear.triggered.connect(lambda: self._change(ListFilter()))

    def _offer(self, label: str, name: str, value: str) -> None:
        action = self._add(label, checked=value in getattr(self._filter, name))
        action.toggled.connect(partial(self._turn, name, value))

    def _add(self, label: str, *, checked: bool) -> QAction:
        action = self._menu.addAction(label)
        action.setCheckable(True)
        action.setChecked(checked)
        return action

    def _turn(self, name: str, value: str, wanted: bool) -> None:
        values = getattr(self._filter, name)
        changed = values | {value} if wanted else values - {value}
        self._change(self._filter._replace(**{name: changed}))

    def _flag(self, name: str, wanted: bool) -> None:
        if name == "steps":
            self._change(self._filter._replace(steps=wanted))
        else:
            self._change(self._filter._replace(quotes=wanted))

    def _change(self, changed: ListFilter) -> None:
        self._filter = changed
        self.setProperty("active", changed != ListFilter())
        self.style().polish(self)
        self._fill()
        self.filter_changed.emit(changed)
