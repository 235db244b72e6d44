"""The rows of the country list that can be seen and walked: those of regions that are unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.gui.country_model import CountryModel, Role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeView


def in_view(view: QTreeView) -> list[str]:
    """The ids of the cards on the list from the top, without those that are folded away."""
    model = _model(view)
    open_groups = (row for row in range(model.rowCount()) if view.isExpanded(model.index(row, 0)))
    return [card_id for row in open_groups for card_id in model.ids(row)]


def stepped(view: QTreeView, current_id: str, by: int) -> str | None:
    """The id of the card ``by`` rows below the current one, or above where negative.

    At an end of the list it is the one at that end; None where that leads nowhere.
    """
    model = _model(view)
    current = model.find(current_id)
    headings, total, at = [], 0, None
    for group in range(model.rowCount()):
        heading = model.index(group, 0)
        is_own = current.isValid() and current.parent() == heading
        if view.isExpanded(heading):
            at = total + current.row() if is_own else at
            headings.append((total, heading))
            total += model.rowCount(heading)
        elif is_own:
            # The current card is folded away, between the cards above and below.
            at = total - 1 if by > 0 else total
    if at is None:
        at = -1 if by > 0 else total
    wanted = max(0, min(total - 1, at + by))
    if not total or wanted == at:
        return None
    first, heading = next(pair for pair in reversed(headings) if pair[0] <= wanted)
    return str(model.index(wanted - first, 0, heading).data(Role.ID))


def rows_a_page(view: QTreeView, current_id: str) -> int:
    """How many rows Page Down goes on."""
    height = view.sizeHintForIndex(_model(view).find(current_id)).height()
    return max(1, view.viewport().height() // max(height, 1) - 1)


def _model(view: QTreeView) -> CountryModel:
    model = view.model()
    assert isinstance(model, CountryModel)
    return model
