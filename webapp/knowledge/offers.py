"""Offers on a result page: what is published about what its city is weak in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.knowledge.offering import (
    choose_offered,
    list_about,
    list_offered,
    list_weak,
)
from meter.workshops.access import takes_part
from webapp.current import store
from webapp.filters import show_points
from webapp.knowledge.kinds import name_kind
from webapp.languages import current_language, mark
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from meter.knowledge.records import Kind, Tied
    from webapp.respond.answering import Answering
    from webapp.results.assessment import Assessment

BY_SCORE: dict[Kind, str] = {
    "guide": mark("Your score in “%(title)s” is %(score)s; this guide is about it."),
    "law": mark("Your score in “%(title)s” is %(score)s; this law is about it."),
    "standard": mark(
        "Your score in “%(title)s” is %(score)s; this standard is about it."
    ),
    "training": mark(
        "Your score in “%(title)s” is %(score)s; this training is about it."
    ),
    "software": mark(
        "Your score in “%(title)s” is %(score)s; this software is about it."
    ),
    "other": mark("Your score in “%(title)s” is %(score)s; this resource is about it."),
    "case": mark(
        "Your score in “%(title)s” is %(score)s; this is how a city went about it."
    ),
}
"""Why something is offered beside a sub-theme."""

BY_STEP = mark("It is about this answer, one of those that lead to the next stage.")
"""Why something is offered beside an answer that leads to the next stage."""

BY_GAIN = mark("It is about this answer, one of those that would add most.")
"""Why something is offered beside another answer."""


@dataclass(frozen=True)
class Offer:
    """Something that is offered; `credit` is empty where nobody is to be named."""

    id: int
    kind: str
    title: str
    credit: str
    reason: str


Offers = dict[str, tuple[Offer, ...]]
"""What is offered, by the key of the node or item beside which it stands."""


def find_offers(
    answering: Answering,
    assessment: Assessment,
    steps: Collection[str],
    further: Iterable[str] = (),
) -> Offers:
    """Find what is offered beside weak nodes and beside the items that are next.

    `steps` are items that lead to the next stage, `further` others that would add most.

    Nothing where the round belongs to no workshop, or the unit does not take part.
    """
    workshop_id, unit_id = answering.sheet.round.workshop_id, answering.sheet.unit.id
    if workshop_id is None or not takes_part(store(), workshop_id, unit_id):
        return {}
    framework = assessment.framework
    places = {
        key: list_about(framework, key)
        for key in list_weak(framework, assessment.scorecard)
    }
    places |= {item: frozenset((item,)) for item in (*steps, *further)}
    asked = frozenset().union(*places.values())
    tied = list_offered(store(), workshop_id, asked, unit_id)
    languages = (current_language().code,)
    chosen = {
        place: choose_offered(tied, about, languages) for place, about in places.items()
    }
    return {
        place: tuple(
            _make_offer(assessment, place, one, leads_on=place in steps)
            for one in found
        )
        for place, found in chosen.items()
        if found
    }


def _make_offer(
    assessment: Assessment, place: str, one: Tied, *, leads_on: bool
) -> Offer:
    return Offer(
        id=one.id,
        kind=name_kind(one.kind),
        title=one.title,
        credit=one.credit or "",
        reason=_say_reason(assessment, place, one.kind, leads_on=leads_on),
    )


def _say_reason(
    assessment: Assessment, place: str, kind: Kind, *, leads_on: bool
) -> str:
    """Say why something is offered: by the score of a node, or as a step."""
    found: Mapping[str, object] = assessment.scorecard.nodes
    if place not in found:
        return _(BY_STEP) if leads_on else _(BY_GAIN)
    score = assessment.scorecard.nodes[place].score
    facts = {"title": assessment.title_of(place), "score": show_points(score)}
    return _(BY_SCORE[kind]) % facts
