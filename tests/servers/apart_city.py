"""A city whose people answer apart, with what they say of METER."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from instruments import load_instrument
from meter.fieldwork import apart, delegates
from meter.fieldwork.responses import save_answers
from webapp.current import utc_now

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import Invitation
    from meter.storage import Store

LEVELS = ("none", "partly", "mostly", "fully")
NOTE = "In force since 2019, as the official gazette says at some length on page 12."
DELEGATE = "Somebody with a long name of many words"


def answer_apart(store: Store, focal: Invitation, *, are_done: bool) -> int:
    """Invite two colleagues, let three people answer; give the focal point's own.

    They agree on every second statement, and lie apart by one level or two else.
    """
    invited = [
        delegates.invite_delegate(
            store, focal, name, f"{name[0]}{focal.id}@city.example", None, utc_now()
        )[0]
        for name in (DELEGATE, "Bo")
    ]
    people = (focal, *invited)
    for shift, one in enumerate(people):
        response = apart.list_opened(store, one)[-1]
        given, notes = answer_all(shift), {"l1_1": NOTE} if shift else {}
        by = one.person_name
        save_answers(store, response, given, {}, by, utc_now(), notes=notes)
        if are_done or shift == 1:
            apart.hand_in(store, response, by, utc_now())
    return apart.list_opened(store, focal)[-1]


def answer_all(shift: int) -> dict[str, Answer]:
    """Answer all statements of METER, those of odd places differently by shift."""
    instrument = load_instrument("meter")
    levels = cycle(LEVELS)
    found: dict[str, Answer] = {}
    for place, (key, item) in enumerate(instrument.items.items()):
        codes = [option.code for option in instrument.options_of(item)]
        if item.type != "ordinal" or next(levels) not in codes:
            continue
        apart_by = shift if place % 2 else 0
        found[key] = codes[(place + apart_by) % len(codes)]
    return found
