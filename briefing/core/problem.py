"""A problem is a value: the command line, the editor and the tests all show the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]

MOST = 1000
"""Problems that each pass over a file reports: nobody reads more, and no list holds them all."""

_LONGEST = 60  # characters of a value that a message repeats
_MOST_NAMES = 300  # names that a word is compared with
_MOST_LISTED = 12  # names that a hint lists


class Problem(NamedTuple):
    """One breach of the card format, at a place in a file.

    ``line`` and ``column`` count from 1, in characters; ``rule`` is a stable name such as
    ``unknown-key``; ``hint`` says what to do, and is empty where no fix is known.
    Problems order by place, then by severity and rule.
    """

    path: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    hint: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the file breaks the format, as against something worth knowing."""
        return self.severity == "error"

    def __str__(self) -> str:
        """The problem as one line: ``path:line:column: severity rule: message (hint)``."""
        hint = f" ({self.hint})" if self.hint else ""
        place = f"{self.path}:{self.line}:{self.column}"
        text = f"{place}: {self.severity} {self.rule}: {self.message}{hint}"
        return visible(text)

    def as_dict(self) -> dict[str, Any]:
        """The problem as JSON-ready data, keys in the order of the fields."""
        return self._asdict()


def visible(text: str) -> str:
    """``text`` with control and direction characters escaped, safe to print on one line."""
    if text.isprintable():  # as nearly all are, of the thousands that a list may show
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def quoted(text: str) -> str:
    """``text`` as a message repeats it: in backticks, cut to a length that a line can hold."""
    return f"`{text[:_LONGEST]}…`" if len(text) > _LONGEST else f"`{text}`"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the known word nearest to ``word``, else those that there are.

    Empty where there are too many to compare or to list.
    """
    names = list(known)
    if not names or len(names) > _MOST_NAMES:
        return ""
    folded = {name.casefold(): name for name in names}
    if len(word) <= _LONGEST:
        from difflib import get_close_matches  # noqa: PLC0415 - only slips need it

        near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
        if near:
            return f"did you mean {quoted(folded[near[0]])}?"
    listed = [quoted(name) for name in names[:_MOST_LISTED]]
    return "use one of " + ", ".join(listed) + (", …" if len(names) > _MOST_LISTED else "")
