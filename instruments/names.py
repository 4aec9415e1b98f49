"""Names that people mistype: the closest known one."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def find_closest(name: str, known: Iterable[str]) -> str | None:
    """Find the known name that looks most like this one, if any is near."""
    near = difflib.get_close_matches(name[:60], list(known), n=1, cutoff=0.6)
    return near[0] if near else None
