"""Offers: what a unit answered in a former round, to be confirmed if still true."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import get_template_attribute
from markupsafe import Markup

from webapp.forms.given import show_answer
from webapp.forms.states import EMPTY
from webapp.respond.saving import write_seen
from webapp.wording import word_instrument
from webapp.words import say_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from meter.fieldwork.former import FormerAnswers
    from meter.records import StoredAnswer
    from webapp.respond.answering import Answering
    from webapp.wording import Wording

TEMPLATE = "respond/_offers.html"


@dataclass(frozen=True)
class Offer:
    """A former answer beside its open question.

    Attributes:
        round_title: the round in which it was given.
        said: the answer in words of that round; `language` and `direction` are theirs.
        controls: what the controls show for it, for the script of the page.
        is_reworded: the question has other words now.
        named: how a button names it: the item and the revision that was shown.
    """

    key: str
    stored: StoredAnswer
    round_title: str
    said: str
    language: str
    direction: str
    controls: str
    is_reworded: bool

    @property
    def named(self) -> str:
        """Name the item and the revision that is offered, as a button posts it."""
        return write_seen({self.key: self.stored.revision})


@dataclass(frozen=True)
class Offers:
    """The offers of a section by item; `shown` are those whose items apply now."""

    round_id: int
    round_title: str
    by_item: Mapping[str, Offer]
    shown: tuple[Offer, ...]

    @property
    def named(self) -> str:
        """Name all that are shown, as the button for all of them posts it."""
        return " ".join(offer.named for offer in self.shown)


def list_offers(
    answering: Answering, section: Section, former: FormerAnswers | None
) -> Offers | None:
    """List what the reader may confirm in a section; None where there is nothing.

    An item that does not apply yet has an offer too: the page may come to show it.
    """
    if former is None or not answering.may_change(section):
        return None
    worded = word_instrument(former.instrument)
    found = {
        item.key: _offer(former, worded, item)
        for item in section.items
        if item.key in former.answers and not answering.is_answered(item.key)
    }
    if not found:
        return None
    shown = (offer for key, offer in found.items() if is_shown(answering, key))
    return Offers(former.round.id, former.round.title, found, tuple(shown))


def is_shown(answering: Answering, key: str) -> bool:
    """Tell whether the page shows the item of an offer."""
    return answering.applies(answering.instrument.items[key])


def _offer(former: FormerAnswers, worded: Wording, item: Item) -> Offer:
    stored = former.answers[item.key]
    given = show_answer(item, stored.answer, stored.note)
    asked_then = worded.instrument.items[item.key]
    return Offer(
        key=item.key,
        stored=stored,
        round_title=former.round.title,
        said=say_answer(worded.instrument, asked_then, stored.answer),
        language=worded.language,
        direction=worded.direction,
        controls=json.dumps(
            {"texts": given.texts, "reason": given.reason, "note": given.note}
        ),
        is_reworded=item.key in former.reworded,
    )


def write_offer(offer: Offer) -> Markup:
    """Write the line beside an open question, with its button."""
    return Markup(get_template_attribute(TEMPLATE, "offer")(offer))  # noqa: S704


def write_offers(offers: Offers | None) -> Markup:
    """Write what a page says of all its offers; nothing where there are none."""
    if offers is None:
        return EMPTY
    return Markup(get_template_attribute(TEMPLATE, "all")(offers))  # noqa: S704
