"""The grid of a page: side | hang | text | evidence, or hang | text where it is narrow.

A page is one table, because a table is what Qt's rich text lays out in columns. First
baselines are brought to one line by padding; all sizes are px before zoom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.gui.page_html import HANG, META, SIDE, TEXT, heading, paragraph
from briefing.gui.page_rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.gui.page_html import Look

SERIF_ASCENT, SANS_ASCENT = 1.036, 0.984
"""The height of a line above its baseline, per px of type size."""

MARK = 42
_CAPITAL = 0.67  # the height of a capital, per px of serif
_OFF_TEXT = 9  # from a hanging mark to the text
_GUTTER = 28  # from the text to the evidence, within META
RULE = 3  # at the left of what the compiler says
_EDGE = 16  # from the text to the right edge where the page is narrow
_SIDE_SIZE, _META_SIZE = 14, 13
EVIDENCE_GAP = "&nbsp; "
"""Stands between lines of evidence that share one line."""

_PANEL_ABOVE, _PANEL_BELOW, _PANEL_BETWEEN = 12, 14, 14
_ABOVE, _BELOW, _BETWEEN, _CLOSE = 16, 20, 16, 14  # _CLOSE both above and below a small section
_UNDER_HEAD, _MARK_ROOM = 4, 10  # below a side head where the page is narrow


class Side(NamedTuple):
    """A side head that is no heading, such as a date, and a quiet line below it; both HTML."""

    head: str
    below: str


class Row(NamedTuple):
    """One row of a section, all parts HTML.

    ``size`` is the px of serif type that ``body`` opens with, ``hang_size`` that of the mark.
    ``meta`` holds the lines of evidence, each without a paragraph of its own. ``head`` is the side head, as a heading; ``side``
    stands in its place. ``aside`` is a line that stands as evidence, or below the head where
    the page is narrow. ``is_joined`` has it follow on a tinted row as if the two were one.
    """

    body: str
    meta: tuple[str, ...] = ()
    head: str = ""
    side: Side | None = None
    aside: str = ""
    hang: str = ""
    hang_size: int = 16
    size: int = 16
    between: int = _BETWEEN
    is_joined: bool = False


class Section(NamedTuple):
    """Rows under one side head, with a rule above unless told otherwise.

    ``tinted`` marks the compiler's own voice and takes no rule; ``close`` is for small type.
    """

    rows: Iterable[Row]
    tinted: bool = False
    ruled: bool = True
    close: bool = False


def document(look: Look, sections: Iterable[Section], top: int = 22) -> Rows:
    """A page of sections on the grid, ``top`` px below its upper edge."""
    return Rows(look, look.column, _laid_out(look, sections, top))


def spacer(look: Look, height: float, columns: int) -> str:
    """An empty row. Its line takes 2 px whatever the padding."""
    padding = max(0, look.px(height) - 2)
    return (
        f'<tr><td colspan="{columns}" style="padding-top:{padding}px"><p class="gap"></p></td></tr>'
    )


def cell(width: int, content: str, top: int, style: str = "", span: int = 1) -> str:
    """A table cell; ``width`` and ``top``, its padding, in px with zoom.

    All its style stands in the cell: Qt forgets the style sheet's borders where there is both.
    """
    # A width on a cell that spans several columns would be taken for the width of each.
    size = f'width="{width}"' if span == 1 else f'colspan="{span}"'
    return f'<td {size} style="padding-top:{top}px;{style}">{content}</td>'


def hairline(look: Look, *, section: bool) -> str:
    """The style of cells with a line above, between sections or else between topics."""
    return f"border-top:1px solid {look.tokens.line2 if section else look.tokens.line};"


def tint(look: Look) -> str:
    """The style of cells in the compiler's voice."""
    return f"background-color:{look.tokens.raised};"


def bar(look: Look) -> str:
    """The style of the first cell in the compiler's voice: the tint and the rule at its left."""
    return f"{tint(look)}border-left:{look.px(RULE)}px solid {look.tokens.mark};"


def _no_bar(look: Look) -> str:
    """As much room as for a bar: all tables of a page are to have their text at one edge."""
    return f"border-left:{look.px(RULE)}px solid transparent;"


class Labels(NamedTuple):
    """A list of labels and values: px of the labels' column, and above the first and the rest."""

    width: int
    above: int
    between: int


def field_table(
    look: Look, labels: Labels, fields: Iterable[tuple[str, str, str]], total: int
) -> str:
    """Labels and values in two columns, ``total`` px wide with zoom; nothing where there are none.

    A field is the style of its label, the label, and the value as HTML.
    """
    first = look.px(labels.width)
    rows = ""
    for css, name, value in fields:
        top = look.px(labels.between if rows else labels.above)
        said = paragraph("quiet" if css == "quiet" else "value", value)
        label = cell(first, paragraph(css, name), top)
        rows += f"<tr>{label}{cell(total - first, said, top)}</tr>"
    return f'<table cellspacing="0" cellpadding="0" width="{total}">{rows}</table>' if rows else ""


def text_width(look: Look) -> int:
    """The width of the text column in px, zoom included."""
    if not look.narrow:
        return look.px(TEXT)
    return _narrow_cell(look) - look.px(_EDGE)


def _narrow_cell(look: Look) -> int:
    # At the edge of a table Qt puts a cell's border half outside it, the larger half of an odd one.
    return look.column - look.px(HANG) - (look.px(RULE) + 1) // 2


def baseline_padding(look: Look, baseline: float, ascent: float, size: float) -> int:
    """The padding in px that brings a first line of that type to the row's baseline."""
    return max(0, look.px(baseline) - look.px(ascent * size))


def _laid_out(look: Look, sections: Iterable[Section], top: int) -> Iterator[str]:
    lay_out = _narrow_row if look.narrow else _wide_row
    columns = 2 if look.narrow else 4
    if top:
        yield spacer(look, top, columns)
    for section in sections:
        rows, is_first = iter(section.rows), True
        row = next(rows, None)
        while row:
            after = next(rows, None)
            yield lay_out(look, section, row, first=is_first, last=after is None)
            row, is_first = after, False
        yield spacer(look, _CLOSE if section.close else _BELOW, columns)


def _wide_row(look: Look, section: Section, row: Row, *, first: bool, last: bool) -> str:
    above, below = _air(section, row, first=first, last=last)
    baseline = above + SERIF_ASCENT * row.size
    rule, edge, ground = _grounds(look, section, first=first)
    side_top = baseline_padding(look, baseline, SANS_ASCENT, _SIDE_SIZE)
    aside = paragraph("hint", row.aside) if row.aside else ""
    meta = aside + "".join(paragraph(_line_style(line), line) for line in row.meta)
    meta_top = baseline_padding(look, baseline, SANS_ASCENT, _META_SIZE)
    off_text, off_meta = f"padding-right:{look.px(_GUTTER)}px", f"padding-left:{look.px(_GUTTER)}px"
    cells = (
        cell(look.px(SIDE), _side(row), side_top, rule + off_text),
        _hang(look, row, above, edge),
        cell(look.px(TEXT), row.body, look.px(above), ground + _bottom(look, below)),
        cell(look.px(META), meta, meta_top, ground + off_meta),
    )
    return f"<tr>{''.join(cells)}</tr>"


def _narrow_row(look: Look, section: Section, row: Row, *, first: bool, last: bool) -> str:
    above, below = _air(section, row, first=first, last=last)
    inset = f"padding-right:{look.px(_EDGE)}px;"
    _, edge, ground = _grounds(look, section, first=first)
    hang, text = look.px(HANG), _narrow_cell(look)
    aside = paragraph("hint", row.aside) if row.aside else ""
    head = ""
    if row.head or row.side:
        said = _side(row) + aside
        head = (
            f"<tr>{cell(hang, '', 0, edge)}{cell(text, said, look.px(above), ground + inset)}</tr>"
        )
        above = _UNDER_HEAD if row.hang_size < MARK else _MARK_ROOM
        _, edge, ground = _grounds(look, section, first=False)
        aside = ""
    evidence = paragraph("under", EVIDENCE_GAP.join(row.meta)) if row.meta else ""
    style = ground + inset + _bottom(look, below)
    body = cell(text, row.body + aside + evidence, look.px(above), style)
    return f"{head}<tr>{_hang(look, row, above, edge or _no_bar(look))}{body}</tr>"


def _side(row: Row) -> str:
    if row.side:
        return paragraph("side", row.side.head) + paragraph("hint", row.side.below)
    return heading(2, "side", row.head) if row.head else ""


def _grounds(look: Look, section: Section, *, first: bool) -> tuple[str, str, str]:
    """The styles of the side head's cell, the hanging cell, and the cells right of it."""
    if section.tinted:
        return "", bar(look), tint(look)
    rule = hairline(look, section=True) if first and section.ruled else ""
    return rule, rule, rule


def _air(section: Section, row: Row, *, first: bool, last: bool) -> tuple[int, int]:
    """The px above and below the text of a row."""
    if section.tinted:
        above = _PANEL_ABOVE if first else 0 if row.is_joined else _PANEL_BETWEEN
        return above, _PANEL_BELOW if last else 0
    if first and not section.ruled:
        return 0, 0
    if first:
        return (_CLOSE if section.close else _ABOVE), 0
    return row.between, 0


def _line_style(line: str) -> str:
    return "badged" if line.startswith('<span class="badge') else "meta"


def _hang(look: Look, row: Row, above: int, style: str) -> str:
    """The cell of the hanging mark, whose top it brings to the height of the text's capitals."""
    drop = (SERIF_ASCENT - _CAPITAL) * (row.size - row.hang_size)
    top = max(0, look.px(above + drop))
    # A mark as wide as its column would widen it, and only in the part of a page that has one.
    off = look.px(_OFF_TEXT) - (1 if row.hang_size == MARK else 0)
    return cell(look.px(HANG), row.hang, top, f"{style}padding-right:{off}px")


def _bottom(look: Look, below: int) -> str:
    return f"padding-bottom:{look.px(below)}px" if below else ""
