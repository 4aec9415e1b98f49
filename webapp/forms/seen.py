"""What somebody had before them when they decided, as their page sends it back."""

from __future__ import annotations

from flask import request

MOST_DIGITS = 18


def read_seen() -> int:
    """Read the number of the last decision that a page showed; 0 for none."""
    text = request.form.get("seen", "")
    sound = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if sound else 0
