"""A network in which everybody says something hostile; the first city reads it all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from meter.fieldwork import rounds
from meter.fieldwork.invitations import find_invitation
from meter.network.commitments import change_commitment, make_commitment
from meter.network.consents import take_part
from meter.network.directory import Holder, save_entry
from meter.network.milestones import add_milestone
from meter.network.records import (
    FIELDS,
    CommitmentDraft,
    ConsentDraft,
    EntryDraft,
    MilestoneDraft,
    Reason,
)
from meter.network.twinnings import agree, end, propose
from meter.storage.repository import workshops as rows
from meter.storage.repository.rounds import update_round
from meter.workshops.workshops import draft_workshop
from tests.trust.hostile.payloads import Payload
from tests.trust.tenants.world import BEGINNING

if TYPE_CHECKING:
    from meter.records import Account, Workshop
    from meter.storage import Connection
    from tests.trust.tenants.world import City, World

THEMES = ("rules", "use", "people")
DUE = date(2027, 6, 18)


def go_on(world: World, account: Account, cities: dict[str, City]) -> dict[str, Any]:
    """Let all cities go on with each other; give what their organiser owns of it."""
    workshop = _gather(world, account, cities)
    for city in cities.values():
        _say(world, workshop, city)
    for number in range(1, len(cities)):
        _twin(world, workshop, cities["0"], cities[str(number)], number)
    text = Payload(0, "network").text
    draft = CommitmentDraft(text, text, DUE)
    of = world.store, workshop.id, None
    made = make_commitment(*of, draft, text, BEGINNING, themes=THEMES)
    plan = [_plan(world, workshop, number) for number in range(len(cities))]
    return {
        "workshops": (workshop.key,),
        "promises": ((workshop.key, made.id),),
        "milestones": tuple((workshop.key, one) for one in plan),
    }


def _gather(world: World, account: Account, cities: dict[str, City]) -> Workshop:
    """Make a workshop of all cities, to which the first city's round belongs."""
    title = Payload(0, "network").text
    key = "hostile-workshop"
    made = draft_workshop(world.store, account.id, key, title, at=BEGINNING)
    asked = rounds.find_round(world.store, "round-0")
    assert asked is not None
    number = asked.id

    def job(connection: Connection) -> None:
        update_round(connection, number, {"workshop_id": made.id})
        for city in cities.values():
            unit_id = city.unit_id
            rows.save_participant(connection, made.id, unit_id, [], BEGINNING)

    world.store.write(job)
    return made


def _say(world: World, workshop: Workshop, city: City) -> None:
    """Let a city say the same everywhere."""
    store, text = world.store, Payload(int(city.tag), "network").text
    sent = find_invitation(store, city.owns.invitations[0][1])
    assert sent is not None
    assert sent.person_id is not None
    holder = Holder(workshop.id, city.unit_id, sent.person_id)
    names = ("name", "position", "organisation", "work", "about")
    draft = EntryDraft(dict.fromkeys(names, text), frozenset(FIELDS))
    save_entry(store, holder, draft, 0, BEGINNING, themes=THEMES)
    promise = CommitmentDraft(text, text, DUE)
    of = workshop.id, city.unit_id
    made = make_commitment(store, *of, promise, text, BEGINNING, themes=THEMES)
    given_up = CommitmentDraft(text, text, DUE, "rules", "given_up", text)
    anew = workshop.id, given_up, text, BEGINNING
    change_commitment(store, made, *anew, seen=1, themes=THEMES)
    consent = ConsentDraft(
        words=text, topics={"rules": "offer" if city.tag == "0" else "need"}
    )
    take_part(store, *of, consent, text, BEGINNING, seen=0, themes=THEMES)


def _twin(
    world: World, workshop: Workshop, first: City, other: City, number: int
) -> None:
    """Twin a city with the first one; every second twinning has ended."""
    pair = first.unit_id, other.unit_id
    reasons = [Reason("rules", other.unit_id)]
    made = propose(world.store, workshop.id, pair, reasons, BEGINNING)
    if number % 2:
        for unit_id in pair:
            agree(world.store, made, unit_id, BEGINNING)
        text = Payload(number, "network").text
        end(world.store, made, other.unit_id, text, BEGINNING)


def _plan(world: World, workshop: Workshop, number: int) -> int:
    text = Payload(number, "network").text
    draft = MilestoneDraft(text, DUE, text, lead_name=text)
    return add_milestone(world.store, workshop.id, draft, text, BEGINNING).id
