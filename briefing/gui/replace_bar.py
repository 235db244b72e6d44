"""The bar under an editor: what to find and what to put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from briefing.gui.code_find import Query
from briefing.gui.code_finder import CodeFinder
from briefing.gui.code_typing import combined, pressed
from briefing.gui.icons import icon
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from briefing.gui.code_edit import CodeEdit
    from briefing.gui.tokens import Tokens

_FIELD, _NARROWEST, _COUNT, _ICON = 260, 100, 84, 16  # px
_KEY, _WITH = Qt.Key, Qt.KeyboardModifier
_LONGEST = 200  # characters of a selection that are looked for
_KEY_PRESSES = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class HitCount(QLabel):
    """Says which hit of how many, what was done, or why nothing can be found."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(8)
        self._tokens = LIGHT

    def say_count(self, current: int, count: int, *, asked: bool) -> None:
        """Say which hit is selected, from 1, and how many there are."""
        if not asked:
            self.say("")
        elif not count:
            self.say("No hits")
        else:
            self.say(f"{current:,} of {count:,}" if current else f"{count:,} found")

    def say(self, words: str) -> None:
        """Say something else."""
        self._show(words, "", self._tokens.ink2)

    def say_fault(self, reason: str) -> None:
        """Say that what is typed is no pattern; why stands in the tooltip."""
        self._show("Not a pattern", reason[:1].upper() + reason[1:], self._tokens.error)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Show it in another theme or at another size."""
        self._tokens = tokens
        self.setMinimumWidth(round(_COUNT * zoom))
        self._show(self.text(), self.toolTip(), tokens.error if self.toolTip() else tokens.ink2)

    def _show(self, words: str, why: str, ink: str) -> None:
        self.setText(words)
        self.setToolTip(why)
        self.setStyleSheet(f"color: {ink};")


class ReplaceBar(QWidget):
    """Finds and replaces in an editor, whose keys for it are taken here. Hidden at first.

    Ctrl+F finds, Ctrl+H replaces too, F3 and Shift+F3 go on and back, Esc closes.
    """

    def __init__(self, edit: CodeEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._edit = edit
        self.finder = CodeFinder(edit)
        self.field, self.replacement = QLineEdit(), QLineEdit()
        self.count = HitCount()
        self.case = _toggle("Aa", "Match case")
        self.words = _toggle("W", "Whole words")
        self.pattern = _toggle(".*", "Regular expression")
        self.previous, self.next = _button("Previous hit"), _button("Next hit")
        self.close_button = _button("Close")
        self.replace_one, self.replace_every = QPushButton("Replace"), QPushButton("Replace all")
        self._replaced: tuple[int, int] | None = None  # the count that a replacement left
        self._first_row, self._second_row = QWidget(), QWidget()
        self._second = (self.replacement, self._second_row)
        self._grid, self._is_narrow = QGridLayout(self), False
        self._keys = self._make_keys()
        self._lay_out()
        self._connect()
        self.hide()
        self.set_look(LIGHT, 1.0)

    def open_find(self) -> None:
        """Show what to find, first of all what is selected, ready to be typed over."""
        self._open(replacing=self.isVisible() and self.replacement.isVisible())
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_replace(self) -> None:
        """Show what to put in its place as well."""
        known = bool(self.field.text()) and self.isVisible()
        self._open(replacing=not self._edit.isReadOnly())
        field = self.replacement if known and not self._edit.isReadOnly() else self.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        """Hide, find nothing any more, and go back to the text."""
        self.hide()
        self.finder.look_for(Query())
        self._edit.setFocus()

    def find_next(self) -> None:
        """Go to the next hit; asks what to find where that is not known."""
        self._go(self.finder.next)

    def find_previous(self) -> None:
        """Go to the hit before; asks what to find where that is not known."""
        self._go(self.finder.previous)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Show everything in another theme or at another size."""
        for button, name in (
            (self.previous, "chevron-up"),
            (self.next, "chevron-down"),
            (self.close_button, "close"),
        ):
            button.setIcon(icon(name, tokens))
            button.setIconSize(QSize(round(_ICON * zoom), round(_ICON * zoom)))
        for field in (self.field, self.replacement):
            field.setMinimumWidth(round(_NARROWEST * zoom))
            field.setMaximumWidth(round(_FIELD * zoom))
        self.count.set_look(tokens, zoom)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in _KEY_PRESSES:
            return super().eventFilter(watched, event)
        act = self._keys.get(pressed(event))
        is_escape = event.key() == _KEY.Key_Escape
        if act is None or (is_escape and (not self.isVisible() or self._edit.is_completing)):
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next hit, with Shift back; in the second field it replaces."""
        if event.key() not in (_KEY.Key_Return, _KEY.Key_Enter):
            super().keyPressEvent(event)
        elif self.replacement.hasFocus():
            self._replace()
        elif event.modifiers() & _WITH.ShiftModifier:
            self.finder.previous()
        else:
            self.finder.next()

    def _make_keys(self) -> dict[int, Callable[[], None]]:
        return {
            combined(_KEY.Key_F, _WITH.ControlModifier): self.open_find,
            combined(_KEY.Key_H, _WITH.ControlModifier): self.open_replace,
            combined(_KEY.Key_F3): self.find_next,
            combined(_KEY.Key_F3, _WITH.ShiftModifier): self.find_previous,
            combined(_KEY.Key_Escape): self.close_bar,
        }

    def _open(self, *, replacing: bool) -> None:
        for widget in self._second:
            widget.setVisible(replacing)
        self.show()
        selected = self._edit.selected_text()
        is_one_line = "\n" not in selected and len(selected) <= _LONGEST
        if selected and is_one_line and self._edit.hasFocus():
            self.field.setText(selected)
        self.field.selectAll()
        self._find()

    def _go(self, go: Callable[[], None]) -> None:
        if not self.field.text():
            self.open_find()
        elif self.isVisible():
            go()
        else:
            # With the bar closed no count and no tints are left behind.
            self.finder.look_for(self._query())
            go()
            self.finder.look_for(Query())

    def _find(self) -> None:
        self._replaced = None
        if self.isVisible():
            self.finder.find(self._query())

    def _query(self) -> Query:
        return Query(
            self.field.text(),
            case=self.case.isChecked(),
            words=self.words.isChecked(),
            pattern=self.pattern.isChecked(),
        )

    def _replace(self) -> None:
        self.finder.replace(self.replacement.text())

    def _replace_all(self) -> None:
        count = self.finder.replace_all(self.replacement.text())
        if count:
            self._replaced = (self.finder.current, self.finder.count)
            self.count.say(f"{count:,} replaced")

    def _show_count(self, current: int, count: int) -> None:
        if self._replaced == (current, count):
            return  # what was done stays to be read until something else happens
        self._replaced = None
        self.count.say_count(current, count, asked=bool(self.field.text()))
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)
        for change in (self.replace_one, self.replace_every):
            change.setEnabled(count > 0 and not self._edit.isReadOnly())

    def _connect(self) -> None:
        self.field.textChanged.connect(self._find)
        for toggle in (self.case, self.words, self.pattern):
            toggle.toggled.connect(self._find)
        self.previous.clicked.connect(self.finder.previous)
        self.next.clicked.connect(self.finder.next)
        self.close_button.clicked.connect(self.close_bar)
        self.replace_one.clicked.connect(self._replace)
        self.replace_every.clicked.connect(self._replace_all)
        self.finder.counted.connect(self._show_count)
        self.finder.failed.connect(self.count.say_fault)
        for widget in (self._edit, self.field, self.replacement):
            widget.installEventFilter(self)

    def _lay_out(self) -> None:
        for field, name in ((self.field, "Find"), (self.replacement, "Replace with")):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
        first, second = QHBoxLayout(self._first_row), QHBoxLayout(self._second_row)
        for row in (first, second):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
        for widget in (self.case, self.words, self.pattern, self.count, self.previous, self.next):
            first.addWidget(widget)
        first.addStretch()
        first.addWidget(self.close_button)
        second.addWidget(self.replace_one)
        second.addWidget(self.replace_every)
        second.addStretch()
        self._grid.setContentsMargins(14, 6, 10, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 9)
        self._grid.setColumnStretch(1, 1)
        self._place(is_narrow=False)

    def _fit(self) -> None:
        """Set the buttons below the fields where they have no room beside them."""
        margins = self._grid.contentsMargins()
        needed = margins.left() + self.field.minimumWidth() + self._grid.horizontalSpacing()
        needed += self._first_row.minimumSizeHint().width() + margins.right()
        is_narrow = self.width() < needed
        if is_narrow != self._is_narrow:
            self._place(is_narrow=is_narrow)

    def _place(self, *, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        rows = ((self.field, self._first_row), (self.replacement, self._second_row))
        for number, (field, buttons) in enumerate(rows):
            for widget in (field, buttons):
                self._grid.removeWidget(widget)
            self._grid.addWidget(field, 2 * number, 0, 1, 2 if is_narrow else 1)
            if is_narrow:
                self._grid.addWidget(buttons, 2 * number + 1, 0, 1, 2)
            else:
                self._grid.addWidget(buttons, 2 * number, 1)


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _toggle(text: str, name: str) -> QToolButton:
    button = _button(name)
    button.setText(text)
    button.setCheckable(True)
    return button
