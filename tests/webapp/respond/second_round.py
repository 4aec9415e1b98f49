"""A second round of a city that has answered the first one."""

from __future__ import annotations

import copy
import dataclasses
import re
from typing import TYPE_CHECKING, Any

from meter.fieldwork import invitations, responses, rounds
from meter.fieldwork.responses import get_response
from tests.webapp.city import DOCUMENT, City, enter, make_instrument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments import Answer

FORMER = re.compile(r'name="former" value="(\d+)"')
ALL = re.compile(r'name="confirm" value="([^"]+)">All of these')

THEN: dict[str, Answer] = {
    "level": "partly",
    "budget": "none",
    "board": "no",
    "topics": ("law", "money"),
    "share": 12.5,
    "words": "Some <words>",
    "start": "2020-01-31",
    "more": "fully",
    "how": "By decree",
    "contact": "Ada & Co",
}


def change_items(**changes: dict[str, Any]) -> dict[str, Any]:
    """Change the document in some items."""
    document = copy.deepcopy(DOCUMENT)
    for section in document["sections"]:
        for item in section["items"]:
            item.update(changes.get(item["key"], {}))
    return {**document, "version": "8"}


def ask_again(
    city: City,
    answers: Mapping[str, Answer] = THEN,
    document: dict[str, Any] = DOCUMENT,
    *,
    submit: bool = True,
) -> City:
    """Answer the first round and let the same people into a second one."""
    city.give(answers)
    notes = {"level": "Plan of 2019"} if "level" in answers else {}
    known = dict.fromkeys(answers, 1)
    responses.save_answers(
        city.store, city.response, {}, known, "Amal", city.clock(), notes=notes
    )
    if submit:
        responses.submit_response(city.store, city.response, "Amal", city.clock())
    city.clock.go_on(days=20)
    at, unit = city.clock(), get_response(city.store, city.response).unit_id
    drafted = rounds.draft_round(
        city.store,
        city.round.owner_id,
        "autumn",
        "Autumn round",
        make_instrument(**document),
        at=at,
    )
    asked = rounds.open_round(city.store, drafted.id, at)
    (amal, first), (_, second) = (
        invitations.invite(city.store, asked.id, unit, name, f"{name}@example.org", at)
        for name in ("Amal", "Bo")
    )
    return dataclasses.replace(
        city,
        round=asked,
        response=amal.response_id,
        tokens=(first, second),
        amal=enter(city.app, first),
        bo=enter(city.app, second),
    )


def list_offered(page: str) -> list[str]:
    """Name the items with a button to confirm."""
    return re.findall(r'aria-describedby="f-(\w+)">Still true', page)


def read_all(page: str) -> str:
    """Read what the button for all of them posts."""
    found = ALL.search(page)
    assert found is not None
    return found[1]


def read_former(page: str) -> str:
    """Read the round that the page names."""
    found = FORMER.search(page)
    assert found is not None
    return found[1]
