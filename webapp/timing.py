"""How long answering takes."""

from __future__ import annotations

from math import ceil

SECONDS_PER_ITEM = 25
"""What an official who knows the matter needs to read, judge and choose."""


def estimate_minutes(items: int) -> int:
    """Estimate the minutes for a number of items: 25 seconds each, rounded up."""
    return ceil(items * SECONDS_PER_ITEM / 60)
