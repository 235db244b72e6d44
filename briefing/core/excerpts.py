"""Words selected in a source, as the values of the quote that they become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.paragraphs import Paragraph


def quote_values(
    paragraphs: Sequence[Paragraph], source_id: str, para: int, start: int, end: int
) -> dict[str, Any] | None:
    """The values of a quote of the words from ``start`` to ``end`` of a paragraph, verbatim.

    Paragraphs are numbered from 1, and offsets are those of ``Paragraph.verbatim``. The text is
    without spaces and quotation marks around all of it. The voice is the speaker's where all of it
    stands within quotation marks, else the summary's. None where there is no word to quote.
    """
    if not 0 < para <= len(paragraphs):
        return None
    paragraph = paragraphs[para - 1]
    start, end = _trimmed(paragraph, max(start, 0), min(end, len(paragraph.verbatim)))
    text = paragraph.verbatim[start:end]
    if not any(map(str.isalnum, text)):
        return None
    voice = "speaker" if all(paragraph.depth[start:end]) else "summary"
    return {"text": text, "voice": voice, "para": para, "source": source_id}


def _trimmed(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """The words without the spaces around them, and without quotation marks of the outside."""
    start, end = _without_spaces(paragraph.verbatim, start, end)
    if start >= end or not all(paragraph.depth[start:end]):
        return start, end
    text, depth = paragraph.text[start:end], paragraph.depth[start:end]
    ahead, behind = text[0] == '"', text[-1] == '"'
    odd = text.count('"') % 2 == 1
    # A pair around all of it, or one mark whose other one was not selected.
    pair = ahead and behind and min(depth) == depth[0] == depth[-1]
    start += pair or (odd and ahead)
    end -= pair or (odd and behind and not ahead)
    return _without_spaces(paragraph.verbatim, start, end)


def _without_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
