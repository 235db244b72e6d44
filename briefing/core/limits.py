"""The limits that more than one part of the core keeps."""

from __future__ import annotations

MAX_BYTES = 8 * 1024 * 1024
"""The most that a card file may hold."""

MAX_TEXT = 100_000
"""The most characters of a text: forty printed pages. What reads its marks, lays it out or searches it
takes its time by them."""

MAX_PARAGRAPHS = 100_000
"""The most paragraphs that a source may have: twenty long novels."""
