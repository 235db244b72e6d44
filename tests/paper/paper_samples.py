"""The cards of a small library of two talks, as they would be typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 168 100" width="168" height="100">'
    '<rect width="168" height="100" fill="#333"/></svg>'
)
WHEN = datetime(2026, 11, 22, 12, tzinfo=UTC)

LIBRARY: dict[str, Any] = {
    "title": "Foreign policy, 2004 and 2010",
    "about": "Briefs compiled from two talks.",
    "language": "en",
    "regions": ["Great powers", "Europe"],
    "sources": {
        "talk-2004": {
            "title": "[New tendencies]",
            "kind": "talk summary",
            "speaker": "Dmitri Trenin",
            "moderator": "Rose Gottemoeller",
            "date": "2004-02-25",
        },
        "talk-2010": {
            "title": "What next?",
            "kind": "talk summary",
            "speaker": "Dmitri Trenin",
            "date": 2010,
        },
    },
}
UNITED_STATES: dict[str, Any] = {
    "name": "United States",
    "kind": "country",
    "region": "Great powers",
    "see_also": ["belarus"],
    "editions": [
        {
            "source": "talk-2004",
            "bottom_line": "Moscow is of two minds about Washington.",
            "points": [
                {"topic": "Missile defense", "kind": "fact", "text": "To be overcome.", "para": 6},
                {"topic": "Ties elsewhere", "kind": "forecast", "text": "Apart.", "para": 7},
            ],
            "quotes": [{"text": "is here to stay", "voice": "speaker", "para": 9}],
            "steps": [{"actor": "Washington", "action": "accept Russia", "para": 9}],
        },
        {
            "source": "talk-2010",
            "bottom_line": "Washington is the *best* partner.",
            "changed": "Ambivalence has given way.",
            "points": [
                {
                    "topic": "Missile defense",
                    "change": "reversed",
                    "kind": "warning",
                    "text": "Work on it together.",
                    "para": [18, 19],
                },
                {"topic": "New START", "kind": "assessment", "text": "Ratify it.", "para": 10},
            ],
            "quotes": [{"text": "Threatened by the West", "voice": "summary", "para": 19}],
            "steps": [
                {
                    "actor": "United States",
                    "action": "Take the lead!",
                    "with": "Russia",
                    "condition": "Both agree",
                    "para": 18,
                },
                {
                    "actor": "Russia",
                    "action": "build trust",
                    "with": "Neighbors",
                    "condition": "Soft power",
                    "why": "A thaw",
                    "risk": "A chill",
                    "para": 20,
                },
            ],
        },
    ],
    "notes": [{"date": "2026-11-22", "by": "The editor", "text": "Check the day."}],
}
BELARUS: dict[str, Any] = {
    "name": "Belarus",
    "kind": "country",
    "region": "Europe",
    "editions": [
        {
            "source": "talk-2010",
            "bottom_line": "A member of the customs union.",
            "points": [{"topic": "Union", "kind": "assessment", "text": "Small part.", "para": 14}],
        }
    ],
}
BALTIC_STATES = BELARUS | {"name": "Baltic states", "kind": "region"}
CARDS = {"united-states": UNITED_STATES, "belarus": BELARUS, "baltic-states": BALTIC_STATES}
