"""Dates that are as precise as their source, and no more: a year, a month or a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of which the day, or the month and the day, may be unknown.

    Source: ISO 8601 reduced precision (``2004``, ``2004-02``, ``2004-02-25``).
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: object) -> PartialDate:
        """Read what YAML gives for a date: text, or a whole number for a bare year.

        Raises ValueError, with a message fit to show, where there is no such date.
        """
        text = str(value) if type(value) is int else value
        match = _ISO.match(text) if isinstance(text, str) else None
        if match is None:
            raise ValueError("a date is written 2004, 2004-02 or 2004-02-25")
        numbers = [int(part) for part in match.groups() if part]
        try:
            date(*numbers, *(1, 1)[len(numbers) - 1 :])
        except ValueError:
            raise ValueError(f"there is no date {text}") from None
        return cls(*numbers)

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or _days(self.year, month))

    @property
    def middle(self) -> float:
        """The middle of the span, in proleptic ordinal days: where it is drawn and sorted."""
        return (self.first.toordinal() + self.last.toordinal()) / 2

    @property
    def sort_key(self) -> tuple[float, int, str]:
        """Orders dates by the middle of their spans, the vaguer first where they fall together."""
        return (self.middle, -(self.last - self.first).days, str(self))

    def covers(self, other: PartialDate) -> bool:
        """Whether ``other`` lies within this span: 2004 covers 2004-02."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        """The ISO 8601 form, as precise as the date is."""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text

    @property
    def long(self) -> str:
        """For running text: ``25 February 2004``, ``February 2004`` or ``2004``."""
        day = f"{self.day} " if self.day else ""
        return f"{day}{self.month_and_year}"

    @property
    def month_and_year(self) -> str:
        """For headings: ``February 2004`` or ``2004``."""
        return f"{_MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)

    @property
    def short(self) -> str:
        """For labels: ``Feb 2004`` or ``2004``."""
        return f"{_MONTHS[self.month - 1][:3]} {self.year}" if self.month else str(self.year)


def _days(year: int, month: int) -> int:
    """How many days a month has; what the standard library tells it by takes longer to load."""
    if month == len(_MONTHS):
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days
