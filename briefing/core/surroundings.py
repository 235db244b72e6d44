"""What one file is held against: all that the rest of its library says of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from briefing.core.timeline import stops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.card import Library
    from briefing.core.timeline import Stop


class Neighbor(Protocol):
    """A card file by its id and its name."""

    @property
    def id(self) -> str: ...  # noqa: D102 - as the class says

    @property
    def name(self) -> str: ...  # noqa: D102


class Surroundings(Protocol):
    """What a library says of any file in it; a ``CardFolder`` does."""

    @property
    def library(self) -> Library: ...  # noqa: D102 - the contents of library.yaml

    @property
    def manifest_good(self) -> bool: ...  # noqa: D102 - whether those can be relied on

    @property
    def files(self) -> Sequence[Neighbor]: ...  # noqa: D102 - every card file, broken ones too

    @property
    def regions(self) -> Sequence[str]: ...  # noqa: D102 - those that cards name

    @property
    def stops(self) -> Sequence[Stop]: ...  # noqa: D102 - of the timeline


class Named(NamedTuple):
    """A card file, by its names alone."""

    id: str
    name: str


@dataclass(frozen=True)
class Told:
    """Surroundings that can be sent to another process: small, and with no file behind them."""

    library: Library
    manifest_good: bool
    files: tuple[Named, ...]
    regions: tuple[str, ...]

    @classmethod
    def of(cls, known: Surroundings) -> Told:
        """The same as is known here."""
        files = tuple(Named(file.id, file.name) for file in known.files)
        return cls(known.library, known.manifest_good, files, tuple(known.regions))

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The stops of the timeline, oldest first."""
        return stops(self.library)
