"""Steps of a review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

ReviewKind = Literal["verified", "question", "reply"]

AnswerState = Literal["open", "returned", "replied", "verified"]


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step in the review of an answer: it is verified, asked about or explained.

    `revision` is that of the answer then, 0 where there was none.
    """

    item: str
    kind: ReviewKind
    revision: int
    text: str
    at: datetime
    who: str
