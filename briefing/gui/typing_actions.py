"""The actions that are about the text in the editor: what each does to the pane that is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.core.inserts import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.core.inserts import Kind
    from briefing.gui.actions import Actions
    from briefing.gui.edit_pane import EditPane
    from briefing.gui.editing import Editing

_DOES: dict[str, Callable[[EditPane], object]] = {
    "undo": lambda pane: pane.code.undo(),
    "redo": lambda pane: pane.code.redo(),
    "cut": lambda pane: pane.code.cut(),
    "paste": lambda pane: pane.code.paste(),
    "replace": lambda pane: pane.open_replace(),
    "quick-fix": lambda pane: pane.offer_fixes(),
    "comment": lambda pane: pane.code.toggle_comments(),
    "previous-problem": lambda pane: pane.code.previous_problem(),
    "source": lambda pane: pane.toggle_source(),
}


def connect_typing(actions: Actions, editing: Editing) -> None:
    """Let the actions work on whichever pane is shown; without one they do nothing."""

    def act(does_it: Callable[[EditPane], object]) -> None:
        pane = editing.editor.pane
        if pane is not None:
            does_it(pane)

    inserting = {f"insert-{kind}": partial(_insert, kind=kind) for kind in KINDS}
    for action_id, does_it in {**_DOES, **inserting}.items():
        actions[action_id].triggered.connect(lambda _=False, do=does_it: act(do))
    for action_id, by in (("next-part", 1), ("previous-part", -1)):
        actions[action_id].triggered.connect(lambda _=False, by=by: editing.editor.step(by))


def _insert(pane: EditPane, kind: Kind) -> None:
    pane.insert(kind)
