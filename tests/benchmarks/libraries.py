"""Libraries of any size for benchmarks: the same arguments give the same files on every computer.

The texts are made up, of the length and shape of real cards.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from briefing.core.outlines import Outlines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

REGIONS = ("Great powers", "Northern states", "Southern states", "Coastal states", "Islands")
KINDS = ("fact", "assessment", "forecast", "warning")
CHANGES = ("kept", "developed", "softened", "hardened", "reversed")
TOPICS = (
    "Border crossings", "Ports and shipping", "Gas transit", "Customs union", "Arms sales",
    "Water rights", "Student exchanges", "Rail links", "Fisheries", "Peacekeeping",
    "Debt relief", "Grain exports", "Air defense", "Energy prices", "Visas", "Broadcasting",
)  # fmt: skip
_SUBJECTS = (
    "The ministry", "The new government", "The central bank", "The opposition",
    "The general staff", "The presidential office", "The parliament", "The trade commission",
    "The regional council", "The state railway", "The coast guard", "The foreign service",
)  # fmt: skip
_VERBS = (
    "regards", "has put off", "means to settle", "presses for", "no longer rules out",
    "would trade away", "keeps a close watch on", "has tied its credit to", "plays down",
    "wants to share the burden of", "has come to depend on", "warns its neighbors about",
)  # fmt: skip
_OBJECTS = (
    "the agreement on transit fees", "the joint patrols along the river",
    "the timetable for withdrawing heavy equipment", "the loan that falls due next spring",
    "the survey of the disputed shelf", "the reform of the customs service",
    "the plan for a common market in electricity", "the return of refugees to the highlands",
    "the talks on short-range missiles", "the lease of the northern harbor",
)  # fmt: skip
_ENDINGS = (
    "although the costs are higher than was admitted at the time",
    "because the alternative would leave it alone with a stronger neighbor",
    "as long as the price of oil stays where it is",
    "and expects the others to follow before the end of the year",
    "which its partners take for a sign of weakness",
    "while public opinion at home has turned against it",
    "so that the next government will find its hands tied",
    "even where this slows down the talks on trade",
)  # fmt: skip
_SYLLABLES = ("ar", "bel", "cor", "dan", "el", "fi", "gor", "ha", "is", "ka", "lo", "mer", "nov")
ACTORS = ("The mediators", "Both governments", "The donors", "The neighbors", "The alliance")
ACTIONS = (
    "Open a second crossing for goods that spoil",
    "Publish the terms of the lease before the vote",
    "Send observers who stay through the winter",
    "Agree on one method for counting what was delivered",
    "Hold the next round of talks in the border district",
)


def make_library(folder: Path, *, cards: int = 260, editions: int = 2, seed: int = 1) -> Path:
    """Write a library of that many long cards, each with that many editions, and return its folder.

    A card with two editions fills about two and a half printed pages. As many cards as there are
    countries with an outline carry a country's code, so that their maps are real ones.
    """
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(seed)
    sources = [f"talk-{2000 + 2 * number}" for number in range(editions)]
    write(folder / "library.yaml", manifest(sources))
    codes: list[str | None] = sorted(Outlines().codes)[:cards]
    codes += [None] * (cards - len(codes))
    for number, code in enumerate(codes):
        card = _card(random, name(random, number), code, number, sources)
        write(folder / f"card-{number:04d}.yaml", card)
    return folder


def manifest(sources: Sequence[str]) -> dict[str, Any]:
    """The library.yaml of these sources, whose ids end in their years."""
    return {
        "title": "A library made for measuring",
        "about": "Invented talks about invented matters, as long as real ones.",
        "regions": list(REGIONS),
        "sources": {
            source: {
                "title": f"Talk number {place + 1}",
                "kind": "talk summary",
                "speaker": "Alex Example",
                "moderator": "Sam Sample",
                "date": f"{source[-4:]}-03-15",
                "paragraphs": 40,
            }
            for place, source in enumerate(sources)
        },
    }


def _card(
    random: Random, name: str, code: str | None, number: int, sources: Sequence[str]
) -> dict[str, Any]:
    topics = random.sample(TOPICS, 5)
    more = {"code": code} if code else {}
    return {
        "name": name,
        "kind": "country",
        **more,
        "region": REGIONS[number % len(REGIONS)],
        "aliases": [f"Republic of {name}"],
        "editions": [
            _edition(random, source, topics, topics if place else ())
            for place, source in enumerate(sources)
        ],
        "notes": [{"date": "2024-05-01", "by": "Analyst", "text": _sentences(random, 1)}],
    }


def _edition(
    random: Random, source: str, topics: Sequence[str], before: Sequence[str]
) -> dict[str, Any]:
    changed = {"changed": _sentences(random, 1)} if before else {}
    return {
        "source": source,
        "bottom_line": _sentences(random, 1),
        **changed,
        "points": [_point(random, topic, changes=bool(before)) for topic in topics],
        "quotes": [
            {
                "text": _sentences(random, 1),
                "voice": "speaker",
                "para": random.randint(1, 40),
            }
            for _ in range(1)
        ],
        "steps": [_step(random) for _ in range(1)],
    }


def _point(random: Random, topic: str, *, changes: bool) -> dict[str, Any]:
    change = {"change": random.choice(CHANGES)} if changes else {}
    return {
        "topic": topic,
        **change,
        "kind": random.choice(KINDS),
        "text": _sentences(random, random.randint(1, 2)),
        "para": random.randint(1, 40),
    }


def _step(random: Random) -> dict[str, Any]:
    step = {"actor": random.choice(ACTORS), "action": random.choice(ACTIONS)}
    for field in ("with", "condition", "why", "risk"):
        if random.random() < 0.5:
            step[field] = random.choice(_OBJECTS).capitalize()
    return {**step, "para": random.randint(1, 40)}


def _sentences(random: Random, count: int) -> str:
    return " ".join(sentence(random) for _ in range(count))


def sentence(random: Random) -> str:
    """A sentence about nothing, that YAML takes as it is."""
    ending = f", {random.choice(_ENDINGS)}" if random.random() < 0.4 else ""
    words = (random.choice(part) for part in (_SUBJECTS, _VERBS, _OBJECTS))
    return f"{' '.join(words)}{ending}."


def name(random: Random, number: int) -> str:
    """The name of a country that does not exist."""
    stem = "".join(random.choice(_SYLLABLES) for _ in range(3)).capitalize()
    return f"{stem}ia" if number % 3 else f"{stem}land"


def write(path: Path, content: dict[str, Any]) -> None:
    """Write plain data as YAML."""
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=96)
    path.write_text(text, "utf-8")
