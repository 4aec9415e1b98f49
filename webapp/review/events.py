"""What became of a response, with what each submission scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring import compile_plan
from webapp.languages import gettext as _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from meter.fieldwork.reviewed import Review
    from meter.records import SubmissionEvent
    from scoring import Scorecard
    from webapp.wording import Wording


@dataclass(frozen=True)
class EventLine:
    """One event; `index` and `stage` are what a submission scored, 0..1 and in words.

    `title` is that of the index; None where nothing is scored.
    """

    word: str
    at: dt.datetime
    who: str
    reason: str
    title: str | None = None
    index: float | None = None
    stage: str | None = None


def say_event(event: SubmissionEvent) -> str:
    """Name what became of a response."""
    words = {
        "submitted": _("Submitted"),
        "asked": _("Asked to be reopened"),
        "returned": _("Returned with questions"),
        "reopened": _("Reopened"),
        "accepted": _("Accepted"),
    }
    return words[event]


def list_events(
    review: Review, wording: Wording, cards: Sequence[Scorecard]
) -> tuple[EventLine, ...]:
    """List what became of a response, the newest first; `cards` are in their order."""
    return tuple(_list_events(review, wording, iter(cards)))[::-1]


def _list_events(
    review: Review, wording: Wording, cards: Iterator[Scorecard]
) -> Iterator[EventLine]:
    for one in review.events:
        line = EventLine(say_event(one.event), one.at, one.who, one.reason)
        card = next(cards, None) if one.event == "submitted" else None
        yield _add_score(line, review, wording, card) if card else line


def _add_score(
    line: EventLine, review: Review, wording: Wording, card: Scorecard
) -> EventLine:
    framework = wording.instrument.framework
    if framework is None:
        return line
    main = compile_plan(wording.source, review.round.method).indices[0]
    found = card.nodes[main]
    return EventLine(
        line.word,
        line.at,
        line.who,
        line.reason,
        framework.nodes[main].title,
        found.score,
        _find_stage(wording, card),
    )


def _find_stage(wording: Wording, card: Scorecard) -> str | None:
    """Find the title of the band that the first ladder gives."""
    rule, band = next(iter(card.stages.items()), (None, None))
    ladder = wording.instrument.stages.get(rule) if rule else None
    if ladder is None or band is None:
        return None
    return next((one.title for one in ladder.bands if one.key == band), None)
