"""Libraries of a set size, made once and kept in a cache folder between runs.

Their cards are typed as an analyst types them: block texts, a sentence a line. They are written
without a YAML library, which would take minutes for the larger ones.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from briefing.core.outlines import Outlines
from tests.benchmarks import libraries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_VERSION = 1
"""Goes up with every change of what is written, so that no older files are measured."""

_LAST_YEAR = 2025
_PARAGRAPHS = 40


@dataclass(frozen=True, slots=True)
class Size:
    """So many cards, each with so many editions of at least so many bytes."""

    cards: int
    editions: int = 2
    edition_bytes: int = 2290

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"{self.cards}x{self.editions}x{self.edition_bytes}-v{_VERSION}"

    def made(self, cache: Path) -> Path:
        """The folder of the library, made where it is not there yet."""
        folder = cache / self.name
        if not folder.is_dir():
            cache.mkdir(parents=True, exist_ok=True)
            beside = Path(tempfile.mkdtemp(prefix=".making-", dir=cache))
            try:
                self.write(beside)
                beside.rename(folder)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
        return folder

    def write(self, folder: Path) -> None:
        """Write the library: the same bytes for the same size, wherever it is made."""
        years = range(_LAST_YEAR - self.editions + 1, _LAST_YEAR + 1)
        sources = [f"talk-{year}" for year in years]
        libraries.write(folder / "library.yaml", libraries.manifest(sources))
        codes = sorted(Outlines().codes)
        for number in range(self.cards):
            code = codes[number] if number < len(codes) else ""
            text = card_text(number, code, sources, self.edition_bytes)
            (folder / f"card-{number:05d}.yaml").write_text(text, "utf-8")


STARTER_CARDS = 20
TEN_THOUSAND = Size(10_000)
WORLD = Size(279, 37, 12_000)
LONG_EDITIONS = Size(6, 2, 100_000)
HUNDRED_KB = Size(3, 2, 49_000)
TWO_MB = Size(2, 2, 1_000_000)


def card_text(number: int, code: str, sources: Sequence[str], edition_bytes: int) -> str:
    """The YAML of the card of that number: valid, with no problem and no warning."""
    random = Random(number)
    name = libraries.name(random, number)
    lines = [f"name: {name}", "kind: country"]
    lines += [f"code: {code}"] if code else []
    lines += [
        f"region: {libraries.REGIONS[number % len(libraries.REGIONS)]}",
        f"aliases: [Republic of {name}]",
        "editions:",
    ]
    text = "\n".join(lines) + "\n"
    topics = 0  # of the edition before
    for source in sources:
        edition, topics = _edition(random, source, edition_bytes, topics)
        text += edition
    return text


def _edition(random: Random, source: str, size: int, before: int) -> tuple[str, int]:
    """An edition, and how many of the topics it has; ``before`` are those of the one before it."""
    head = [f"  - source: {source}", *_block("    bottom_line", libraries.sentence(random))]
    head += _block("    changed", libraries.sentence(random)) if before else []
    tail = [
        "    quotes:",
        f"      - text: {libraries.sentence(random)}",
        "        voice: speaker",
        f"        para: {random.randint(1, _PARAGRAPHS)}",
        "    steps:",
        f"      - actor: {random.choice(libraries.ACTORS)}",
        f"        action: {random.choice(libraries.ACTIONS)}",
        f"        para: {random.randint(1, _PARAGRAPHS)}",
    ]
    points = ["    points:"]
    left = size - sum(len(line) + 1 for line in (*head, *points, *tail))
    for count, topic in enumerate(_topics(), 1):
        point = _point(random, topic, is_new=count > before)
        points += point
        left -= sum(len(line) + 1 for line in point)
        if left <= 0:
            break
    return "\n".join([*head, *points, *tail]) + "\n", count


def _topics() -> Iterator[str]:
    """The same topics for every edition, without end."""
    round_ = 1
    while True:
        for topic in libraries.TOPICS:
            yield topic if round_ == 1 else f"{topic} {round_}"
        round_ += 1


def _point(random: Random, topic: str, *, is_new: bool) -> list[str]:
    change = [] if is_new else [f"        change: {random.choice(libraries.CHANGES)}"]
    sentences = [libraries.sentence(random) for _ in range(random.randint(1, 3))]
    return [
        f"      - topic: {topic}",
        f"        kind: {random.choice(libraries.KINDS)}",
        *change,
        *_block("        text", *sentences),
        f"        para: {random.randint(1, _PARAGRAPHS)}",
    ]


def _block(key: str, *sentences: str) -> list[str]:
    inside = " " * (len(key) - len(key.lstrip()) + 2)
    return [f"{key}: >-", *(f"{inside}{sentence}" for sentence in sentences)]
