"""Names that people mistype: the closest known one."""

from __future__ import annotations

import difflib
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
MOST_KNOWN = 1000
"""How many known names are compared, so that a huge file is answered soon."""


def find_closest(name: str, known: Iterable[str]) -> str | None:
    """Find the known name that looks most like this one, if any is near."""
    names = list(islice(known, MOST_KNOWN))
    near = difflib.get_close_matches(name[:LONGEST], names, n=1, cutoff=0.6)
    return near[0] if near else None
