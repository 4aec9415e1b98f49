"""What the first page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.timing import estimate_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.wording import Wording


@dataclass(frozen=True)
class InstrumentCard:
    """An instrument as it is offered to a stranger."""

    key: str
    title: str
    summary: str | None
    items: int
    minutes: int
    language: str
    direction: str


@dataclass(frozen=True)
class HomePage:
    """The first page: what may be tried, and where this session may go on."""

    instruments: tuple[InstrumentCard, ...]
    responses: tuple[int, ...]


def make_home_page(wordings: Iterable[Wording], responses: Iterable[int]) -> HomePage:
    """Offer every instrument that has a way to score."""
    cards = (make_card(wording) for wording in wordings if wording.source.methods)
    return HomePage(tuple(cards), tuple(responses))


def make_card(wording: Wording) -> InstrumentCard:
    """Describe an instrument for a list."""
    worded = wording.instrument
    return InstrumentCard(
        key=worded.key,
        title=worded.title,
        summary=worded.summary,
        items=len(worded.items),
        minutes=estimate_minutes(len(worded.items)),
        language=wording.language,
        direction=wording.direction,
    )
