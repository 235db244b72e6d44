"""Which cards of the list are selected: the one that is shown, and perhaps more, to print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence


class CardSelection:
    """Cards by their ids. The one that is shown is always among them."""

    def __init__(self) -> None:
        self._shown = ""
        self._others: tuple[str, ...] = ()
        self._tip = ""

    @property
    def shown(self) -> str:
        """The card that is shown; empty before the first."""
        return self._shown

    @property
    def others(self) -> tuple[str, ...]:
        """The other cards that are selected, in no order."""
        return self._others

    def show(self, card_id: str) -> None:
        """Show a card; where it is another than before, it alone is selected."""
        if card_id != self._shown:
            self.only(card_id)

    def only(self, card_id: str) -> None:
        """Show a card, and select no other."""
        self._shown = self._tip = card_id
        self._others = ()

    def toggle(self, card_id: str) -> None:
        """Select one more card, or one less."""
        self._tip = card_id
        if card_id in self._others:
            self._others = tuple(other for other in self._others if other != card_id)
        elif card_id != self._shown:
            self._others += (card_id,)

    def reach(self, card_id: str, order: Sequence[str]) -> None:
        """Select everything from the card that is shown to this one, in the order of the list."""
        ends = [order.index(end) if end in order else 0 for end in (self._shown, card_id)]
        span = order[min(ends) : max(ends) + 1]
        self._tip = card_id
        self._others = tuple(each for each in span if each != self._shown)

    def reach_by(self, by: int, order: Sequence[str]) -> str:
        """The same, with the end of the selection moved down, or up where negative; the new end."""
        if order:
            at = order.index(self._tip) if self._tip in order else 0
            self.reach(order[max(0, min(len(order) - 1, at + by))], order)
        return self._tip

    def keep(self, known: Container[str]) -> None:
        """Forget the cards that are no longer there."""
        self._others = tuple(other for other in self._others if other in known)
