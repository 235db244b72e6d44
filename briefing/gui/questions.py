"""What is asked before text is lost, each once and in plain words, and what is said of failures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_Buttons = QMessageBox.StandardButton
_ANSWERS: dict[QMessageBox.StandardButton, Literal["save", "discard"]] = {
    _Buttons.Save: "save",
    _Buttons.Discard: "discard",
}


def ask_unsaved(window: QWidget, names: Sequence[str]) -> Literal["save", "discard", "stay"]:
    """What shall become of files that are not saved."""
    box = _question(window, "Not saved")
    one = len(names) == 1
    box.setText(f"Save {names[0]}?" if one else f"Save {len(names)} cards?")
    box.setInformativeText("Your changes are lost if you do not." if one else "\n".join(names))
    box.setStandardButtons(_Buttons.Save | _Buttons.Discard | _Buttons.Cancel)
    box.setDefaultButton(_Buttons.Save)
    chosen = box.exec()
    box.deleteLater()
    return _ANSWERS.get(_Buttons(chosen), "stay")


def ask_give_up(window: QWidget, name: str) -> bool:
    """Whether a new card that was never saved shall be let go of."""
    box = _question(window, "New card")
    box.setText(f"Give up the new card {name}?")
    box.setInformativeText("It was never saved, and what was typed is lost.")
    give_up = box.addButton("Give up", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(_Buttons.Cancel))
    box.exec()
    chosen = box.clickedButton() is give_up
    box.deleteLater()
    return chosen


def warning_box(window: QWidget, why: str) -> QMessageBox:
    """Say why something was not done, while the window goes on; the box is shown already."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Briefing", "", _Buttons.Ok, window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(why)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def _question(window: QWidget, title: str) -> QMessageBox:
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    return box
