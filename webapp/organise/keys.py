"""Keys of rounds: short names in addresses, made from a title where none is given."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_CHARACTERS = 60


def suggest_key(
    title: str, instrument: str, year: int, is_taken: Callable[[str], bool]
) -> str:
    """Make a free key from a title; from instrument and year if it has no Latin letter.

    >>> suggest_key("Séoul 2026: workshop", "meter", 2026, set().__contains__)
    'seoul-2026-workshop'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    stem = re.sub(r"^[^a-z]+", "", words) or f"{instrument}-{year}"
    # Room for a number behind it.
    stem = stem[: MOST_CHARACTERS - 4].rstrip("-")
    candidates = (
        f"{stem}-{number}" if number > 1 else stem for number in range(1, 999)
    )
    return next(key for key in candidates if not is_taken(key))
