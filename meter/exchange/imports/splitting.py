"""Splitting: a cell with several options, whose words may hold what stands between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meter.exchange.imports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_EVERYWHERE = "\n\u061b\uff1b"
"""A line end and the semicolons of Arabic and Chinese separate in every layout."""


def split_options(text: str, known: Iterable[str], separators: str) -> list[str]:
    """Split a cell into options.

    Where the words of a known option stand, they are one part, whatever is in them;
    the longest goes first. What is not known ends at the next separator.

    Args:
        text: the cell.
        known: folded codes and words of options.
        separators: what may stand between two of them.
    """
    between = f"[{re.escape(separators)}{_EVERYWHERE}]"
    names = sorted(known, key=len, reverse=True)
    parts: list[str] = []
    rest = text.strip()
    while rest:
        part = _find_known(rest, names, between) or re.split(between, rest)[0]
        parts.append(part.strip())
        rest = re.sub(rf"^(?:\s|{between})+", "", rest[len(part) :])
        if not part:
            parts.pop()
    return parts


def _find_known(rest: str, names: list[str], between: str) -> str:
    """Find the longest known option with which a text begins."""
    for name in names:
        pattern = r"\s+".join(map(re.escape, name.split()))
        found = re.match(rf"(?:{pattern})(?=\s*(?:{between}|$))", rest, re.IGNORECASE)
        if found and fold(found[0]) == name:
            return found[0]
    return ""
