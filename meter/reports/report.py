"""The report of one unit: where it stands, what holds it back, what to do.

PDF, Word and Excel are written from the same values, so that they never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meter.reports.blocks import BlockWords, Section
    from meter.reports.paper import Tongue


@dataclass(frozen=True)
class Report:
    """All of it.

    Attributes:
        over: what it is a result of.
        title: whose it is.
        caption: coverage, method and version, in a line at the foot.
        day: when it was scored: year, month, day.
        spoken: its language.
        sections: the first one is told on a sheet by itself.
    """

    over: str
    title: str
    caption: str
    day: tuple[int, int, int]
    spoken: Tongue
    words: BlockWords
    sections: tuple[Section, ...]
