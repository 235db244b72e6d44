"""Reads ahead: makes the pages that a next key is likely to ask for, while nothing else happens."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.gui.card_page import Builder, CardPage
    from briefing.gui.history import Place
    from briefing.gui.leaf import Leaf
    from briefing.gui.page_html import Look

MOST = 6
"""Pages that are ready at most; each takes 150 to 300 kB."""

_MOST_WANTED = MOST - 1  # with the one that was shown before


class Basis(NamedTuple):
    """What pages are made from, and for a view of what height in px."""

    folder: CardFolder | None
    verified: Verified
    look: Look
    height: int

    def fits(self, other: Basis) -> bool:
        """Whether pages made from the other one are as if made from this one."""
        # To find two libraries equal that are not the same, all their cards would be compared.
        return self.folder is other.folder and self[1:] == other[1:]


class ReadAhead:
    """Keeps a few pages ready by their places. None is older than what it was made from.

    It works once it was started and a page is painted, in steps of some milliseconds between
    which any key comes first.
    """

    def __init__(
        self,
        page: CardPage,
        builder: Callable[[Place], Builder | None],
        basis: Callable[[], Basis],
    ) -> None:
        """``builder`` says how the page of a place is made, or None where it is not to be."""
        self._page, self._builder_of, self._basis_now = page, builder, basis
        self._basis: Basis | None = None
        self._ready: dict[Place, Leaf] = {}  # the last one came last
        self._shown: tuple[Place, Leaf] | None = None
        self._expected: Callable[[], Iterable[Place]] | None = None
        self._is_on = False
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(page)
        self._timer.timeout.connect(self._go_on)
        page.painted.connect(self._begin)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places whose pages are ready, or nearly."""
        return tuple(self._ready)

    @property
    def is_busy(self) -> bool:
        """Whether pages are being made, or will be as soon as the one that is shown is painted."""
        awaited = self._is_on and self._expected is not None and not self._page.is_painted
        return self._timer.isActive() or awaited

    def start(self) -> None:
        """Read ahead from now on."""
        self._is_on = True
        self.look_again()

    def look_again(self) -> None:
        """Make pages anew that are made otherwise now."""
        if self._page.is_painted:
            self._begin()

    def turn_to(self, place: Place, builder: Builder) -> Leaf:
        """The page of a place, to be shown now. The one before is kept as long as it is current."""
        self._stop()
        self._expected = None
        self._check_basis()
        leaf = self._ready.pop(place, None) or self._page.leaf(builder)
        if self._shown is not None and self._shown[1].is_fresh and self._shown[0] != place:
            self._keep(*self._shown)
        leaf.is_kept = False
        self._shown = (place, leaf)
        return leaf

    def turn_away(self) -> None:
        """Something else than the page of a place is shown now."""
        self._stop()
        self._shown = self._expected = None

    def expect(self, places: Callable[[], Iterable[Place]]) -> None:
        """Make ready, once the page is painted, for these places, the likeliest first."""
        self._stop()
        self._expected = places
        self.look_again()  # the page stays as it was where it is shown anew

    def forget(self) -> None:
        """Let go of every page, and of what is being made."""
        self._stop()
        self._expected = None
        self._drop_all()

    def _stop(self) -> None:
        self._timer.stop()
        self._steps = iter(())

    def _drop_all(self) -> None:
        for leaf in self._ready.values():
            leaf.is_kept = False
            leaf.let_go()
        self._ready = {}
        self._shown = self._basis = None

    def _check_basis(self) -> None:
        now = self._basis_now()
        if self._basis is None or not now.fits(self._basis):
            self._drop_all()
            self._basis = now

    def _keep(self, place: Place, leaf: Leaf) -> None:
        leaf.is_kept = True
        self._ready[place] = leaf
        if len(self._ready) > MOST:
            oldest = self._ready.pop(next(iter(self._ready)))
            oldest.is_kept = False
            oldest.let_go()

    def _begin(self) -> None:
        if self._is_on and self._expected is not None:
            self._steps = self._made(self._expected)
            self._timer.start(0)

    def _go_on(self) -> None:
        if next(self._steps, self) is self:
            self._stop()

    def _made(self, places: Callable[[], Iterable[Place]]) -> Iterator[None]:
        """Make the pages of some places, a step at a time."""
        self._check_basis()
        for place in islice(places(), _MOST_WANTED):
            yield
            if place in self._ready:
                self._ready[place] = self._ready.pop(place)  # so that it is not the oldest
            elif builder := self._builder_of(place):
                yield
                leaf = self._page.leaf(builder)
                self._keep(place, leaf)
                while leaf.go_on():
                    yield
