"""The facilitator's pack: what a room is told about itself.

The PDF and the pages for a projector are drawn from the same values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meter.reports.blocks import BlockWords, Section
    from meter.reports.paper import Tongue


@dataclass(frozen=True)
class Pack:
    """All of it.

    Attributes:
        over: that it is a facilitator's pack.
        title: the workshop or the round.
        lead: where and when.
        notice: whose document it is, and what may be done with it.
        caption: from when its numbers are.
        spoken: its language.
    """

    over: str
    title: str
    lead: str
    notice: str
    caption: str
    spoken: Tongue
    words: BlockWords
    sections: tuple[Section, ...]
