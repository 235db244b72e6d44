"""Briefing: per-country briefing cards, searched, compared and printed offline."""

__version__ = "0.1.0"
