"""The building blocks of every page: texts, links and badges as HTML.

Every text of a card is data and is escaped; only web links of its own become links.
"""

from __future__ import annotations

import re
from html import escape as escape_markup
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from briefing.core.citations import is_verified, reference
from briefing.core.inline import Run, runs
from briefing.core.markup import as_html
from briefing.core.words import CHECKED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.core.card import Edition, Library, Quote
    from briefing.core.quotes import Verified
    from briefing.gui.page_rows import Rows
    from briefing.gui.tokens import Tokens

SIDE, HANG, TEXT, META = 136, 28, 480, 156
"""The columns of the grid in px before zoom: side heads, hanging marks, text, evidence."""

COLUMN = SIDE + HANG + TEXT + META
MARGIN = 24
"""The least px at either side of the column, whatever the zoom."""

BUTTON_HEIGHT, BUTTON_GAP = 34, 10
"""Of the buttons on a page, in px before zoom."""

_NARROW = HANG + 520

# Code points that Qt's documents use as marks, noncharacters, and control characters.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffc\ufffe\uffff\ud800-\udfff]")

BREAK = "\u200b"
"""Put into endless words: Qt takes a second to break one of 100,000 characters into lines."""

_ENDLESS_FROM = 1000
_ENDLESS = re.compile(rf"\S{{{_ENDLESS_FROM}}}")


class Look(NamedTuple):
    """What a page is drawn with: a theme, the text zoom, and the px that the page is wide."""

    tokens: Tokens
    zoom: float = 1.0
    width: int = 1015

    def px(self, size: float) -> int:
        """A size in px at this zoom."""
        return round(size * self.zoom)

    @property
    def narrow(self) -> bool:
        """Whether the page is too narrow for side heads and evidence beside the text."""
        return self.width < self.px(COLUMN) + 2 * MARGIN

    @property
    def column(self) -> int:
        """The width of the column in px, zoom included."""
        if not self.narrow:
            return self.px(COLUMN)
        return min(self.px(_NARROW), max(self.width - 2 * MARGIN, self.px(_NARROW / 3)))

    def left_of(self, column: int) -> int:
        """The px at the left of a column in the middle of the page."""
        return max(0, (self.width - column) // 2)


class Button(NamedTuple):
    """A button on a page: its words, and where it leads in the links of pages."""

    text: str
    href: str


class Page(NamedTuple):
    """A page to show: its HTML, or rows that are made as it grows, and its column's width in px.

    The buttons, the first the default one, stand where the HTML has the anchor ``buttons``.
    """

    content: str | Rows
    column: int
    buttons: tuple[Button, ...] = ()

    @property
    def html(self) -> str:
        """All of it at once."""
        return self.content if isinstance(self.content, str) else self.content.html


def escape(text: str) -> str:
    """Text as HTML that shows it and nothing else."""
    return escape_markup(fit(text))


def fit(text: str) -> str:
    """Text that a document can hold: what none can shows as U+FFFD, and endless words can break."""
    shown = _UNFIT.sub("\ufffd", text)
    # Nearly all text is shorter, and a template of groups takes four times as long as the rest.
    return shown if len(shown) < _ENDLESS_FROM else _ENDLESS.sub(f"\\g<0>{BREAK}", shown)


def breaks_in(text: str) -> list[int]:
    """The places in a text at which ``fit`` puts in a break, in order."""
    return [found.end() for found in _ENDLESS.finditer(text)]


def tooltip(text: str) -> str:
    """Text for a tooltip, which would else read markup in it."""
    return f"<qt>{escape(text)}</qt>"


def rich(text: str | Iterable[Run]) -> str:
    """A text field, or runs made of some, as HTML: emphasis, strong, code and web links."""
    found = runs(text) if isinstance(text, str) else text
    return as_html(found, escape)


def link(href: str, content: str) -> str:
    """A link around HTML. ``href`` is not yet escaped."""
    return f'<a href="{escape(href)}">{content}</a>'


def to_card(card_id: str) -> str:
    """The address of a card."""
    return f"card:{quote(card_id, safe='')}"


def to_stop(source_id: str, anchor: str = "") -> str:
    """The address of the stop of a source, and of a place on its page."""
    return f"stop:{quote(source_id, safe='')}" + (f"#{anchor}" if anchor else "")


def to_reference(source_id: str, paras: Iterable[int]) -> str:
    """The address of paragraphs of a source: ``ref:trenin-2010/10,18``."""
    return f"ref:{quote(source_id, safe='')}/{','.join(map(str, paras))}"


def source_anchor(source_id: str) -> str:
    """The anchor of a source's entry on a page."""
    return f"source-{quote(source_id, safe='')}"


def badge(kind: str, css: str = "") -> str:
    """A kind as a word on its tint; the text stays ``Warning`` for copies and screen readers."""
    if not css:
        css = kind if kind in ("assessment", "forecast", "warning", "fact") else "neutral"
    return f'<span class="badge {css}">&nbsp;{escape(kind.capitalize())}&nbsp;</span>'


def checked(verified: Verified, edition: Edition, quoted: Quote) -> tuple[str, ...]:
    """That a quote was checked against its source, where it was; else nothing."""
    if not is_verified(verified, edition, quoted):
        return ()
    return (f'<span class="checked">{escape(CHECKED)}</span>',)


def reference_link(library: Library, source_id: str, paras: Iterable[int]) -> str:
    """``2010 ¶18–19`` as a link to the source's paragraphs."""
    numbers = tuple(paras)
    label = escape(reference(library, source_id, numbers))
    return link(to_reference(source_id, numbers), label)


def heading(level: int, css: str, content: str, anchor: str = "") -> str:
    """A heading of HTML in one of the styles of the style sheet."""
    return f'<h{level} class="{css}"{_id(anchor)}>{content}</h{level}>'


def paragraph(css: str, content: str, anchor: str = "") -> str:
    """A paragraph of HTML in one of the styles of the style sheet."""
    return f'<p class="{css}"{_id(anchor)}>{content}</p>'


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""
