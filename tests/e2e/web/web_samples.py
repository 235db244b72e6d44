"""Cards and sources as they would be typed, for pages of their own."""

from __future__ import annotations

from typing import Any


def sources(*dates: str, **more: str) -> dict[str, dict[str, str]]:
    """A source for each date, called t and the date."""
    talk = {"kind": "talk", "speaker": "Ann"}
    return {
        f"t{date}": {"title": f"Talk of {date}", "date": date, **talk, **more} for date in dates
    }


def edition(source: str, *topics: str, **more: Any) -> dict[str, Any]:
    points = [{"topic": t, "kind": "fact", "text": f"On {t}.", "para": 1} for t in topics]
    return {"source": source, "bottom_line": f"In short, {source}.", "points": points, **more}


def card(*editions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "Land", "kind": "country", "region": "North", "editions": editions, **more}
