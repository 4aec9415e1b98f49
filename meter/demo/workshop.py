"""The sample workshop as an object: participants, a consultation, a second round.

Everything in it is invented and says so. It stands beside the sample round, which the
participants answer before they come.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from instruments import load_instrument
from meter.demo.answers import simulate_answers
from meter.demo.cities import CITIES
from meter.fieldwork import invitations, planning, responses, rounds, units
from meter.storage.repository import workshops as rows
from meter.workshops.records import Entry
from meter.workshops.registering import register, switch_registration
from meter.workshops.second_round import draft_second_round, open_workshop_round
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from instruments import Answer, Instrument
    from meter.demo.cities import SampleCity
    from meter.records import Account, Round, Unit, Workshop
    from meter.storage import Connection, Store
    from meter.workshops.records import FreshLink

SEED = 2027
KEY = "sample"
CONSULTATION, SECOND = "sample-consultation", "sample-second-round"
WEEKS_AHEAD, DAYS = 7, 3
LINK_DAYS = 60
LANGUAGES = {
    "Danhae": ("ko", "en"),
    "Altamira": ("es",),
    "Zahira": ("ar", "en"),
    "Mbele": ("fr",),
    "Sankara Coast": ("fr", "en"),
    "Temür": ("ru",),
    "Verhyn": ("ru", "en"),
}
"""In which the cities of an invented country work; the others work in English."""

WISHES = (
    "A short list of people to call in each city. (sample)",
    "Templates of regulations that were tried elsewhere. (sample)",
    "Time to work with one partner city, not with all. (sample)",
    "Training in our own language. (sample)",
)
"""What invented cities say where they are asked openly."""

RAISED = 6
"""Answers that a city revises after the discussion."""

REVISED, REVISING = 7, 2
"""Cities that have revised their answers and submitted, and that are at it."""

ASKING = (
    Entry(
        "Novy Brod (sample)",
        "Mayor's office of Novy Brod",
        "office@novy-brod.sample.example",
        {"region": "europe", "country": "Verhyn", "population": 74_000.0},
        ("ru",),
    ),
    # A second person of a city that takes part: the organiser is told.
    Entry(
        "Adoma (sample)",
        "Planning unit of Adoma",
        "planning@adoma.sample.example",
        {"region": "africa", "country": "Sankara Coast"},
        ("fr", "en"),
    ),
)


def make_sample_workshop(store: Store, organiser: Account, at: datetime) -> Workshop:
    """Make the workshop itself, some weeks ahead, with registration open."""
    begins_on: date = (at + timedelta(weeks=WEEKS_AHEAD)).date()
    made = draft_workshop(
        store,
        organiser.id,
        KEY,
        "Sample workshop",
        at=at,
        place="Harbour Hall, Sejong-ri (invented)",
        begins_on=begins_on,
        ends_on=begins_on + timedelta(days=DAYS - 1),
        time_zone="Asia/Seoul",
    )
    return switch_registration(store, made, on=True)


def fill_sample_workshop(
    store: Store, workshop: Workshop, first: Round, at: datetime
) -> None:
    """Let the cities of the sample round take part, be consulted and asked again."""
    found = {unit.name: unit for unit in units.list_units(store, first.id)}
    cities = [(city, found[city.title]) for city in CITIES]
    _gather(store, workshop, cities, at)
    _consult(store, workshop, cities, at)
    _ask_again(store, workshop, first, at)
    for entry in ASKING:
        register(store, str(workshop.register_key), entry, at)


def _gather(
    store: Store,
    workshop: Workshop,
    cities: list[tuple[SampleCity, Unit]],
    at: datetime,
) -> None:
    def job(connection: Connection) -> None:
        for city, unit in cities:
            languages = LANGUAGES.get(city.country, ("en",))
            rows.save_participant(connection, workshop.id, unit.id, languages, at)

    store.write(job)


def _consult(
    store: Store,
    workshop: Workshop,
    cities: list[tuple[SampleCity, Unit]],
    at: datetime,
) -> None:
    """Ask what the cities expect of a network; two of three have answered."""
    instrument = load_instrument("ecities")
    drafted = rounds.draft_round(
        store,
        workshop.owner_id,
        CONSULTATION,
        "Sample consultation: what the cities expect",
        instrument,
        at=at,
        closes_at=at + timedelta(weeks=WEEKS_AHEAD - 1),
        workshop_id=workshop.id,
    )
    asked = rounds.open_round(store, drafted.id, at)
    rng = random.Random(SEED)  # noqa: S311  (sample answers, not secrets)
    for place, (city, unit) in enumerate(cities):
        who = f"Focal point of {city.name}"
        address = f"focal.point.{unit.id}@sample.example"
        sent, token = invitations.invite(
            store, asked.id, unit.id, who, address, at, days=LINK_DAYS
        )
        if place % 3 and city.progress == 1:
            said = _say(instrument, city, place)
            answers = {**simulate_answers(instrument, city, rng), **said}
            invitations.admit(store, token, at)
            responses.save_answers(store, sent.response_id, answers, {}, who, at)
            responses.submit_response(store, sent.response_id, who, at)


def _say(instrument: Instrument, city: SampleCity, place: int) -> dict[str, Answer]:
    """Write who answers, and a wish at every third open question."""
    texts = [key for key, item in instrument.items.items() if item.type == "text"]
    found: dict[str, Answer] = {
        key: city.title for key in texts if instrument.items[key].required
    }
    for number, key in enumerate(key for key in texts if key not in found):
        if (number + place) % 3 == 0:
            found[key] = WISHES[(number + place) % len(WISHES)]
    return found


def _ask_again(store: Store, workshop: Workshop, first: Round, at: datetime) -> None:
    """Open a second round, in which some cities have revised what they answered."""
    title = "Sample workshop, second round: after the discussion"
    drafted = draft_second_round(
        store,
        first,
        SECOND,
        title,
        at=at,
        closes_at=at + timedelta(weeks=2 * WEEKS_AHEAD),
    )
    instrument = rounds.get_instrument(store, first)
    done = {
        one.unit_id
        for one in responses.list_responses(store, first.id)
        if one.submitted_at is not None
    }
    fresh = [
        link
        for link in open_workshop_round(store, workshop, drafted, at)
        if link.unit.id in done
    ]
    for place, link in enumerate(fresh[: REVISED + REVISING]):
        _revise(store, instrument, link, at)
        if place < REVISED:
            who, response = link.guest.name, link.invitation.response_id
            responses.submit_response(store, response, who, at)
            _plan(store, link, at)


def _revise(
    store: Store, instrument: Instrument, link: FreshLink, at: datetime
) -> None:
    """Raise some answers by a level, and lower one: the discussion cuts both ways."""
    response = link.invitation.response_id
    stored = responses.load_answers(store, response)
    given = {key: one.answer for key, one in stored.items()}
    moved = _move(instrument, given)
    seen = {key: stored[key].revision for key in moved}
    responses.save_answers(store, response, moved, seen, link.guest.name, at)


def _move(instrument: Instrument, given: Mapping[str, Answer]) -> dict[str, Answer]:
    """Give every ninth answer on a scale another level, the first one a lower one."""
    found: dict[str, Answer] = {}
    for key in [key for key in given if instrument.items[key].type == "ordinal"][::9]:
        codes = [one.code for one in instrument.options_of(instrument.items[key])]
        if given[key] not in codes:
            continue
        place = codes.index(str(given[key])) + (1 if found else -1)
        if 0 <= place < len(codes) and len(found) < RAISED:
            found[key] = codes[place]
    return found


def _plan(store: Store, link: FreshLink, at: datetime) -> None:
    """Write two steps of a work plan, one of them done."""
    focal, office = link.invitation, f"Office of the mayor, {link.unit.name}"
    due = (at + timedelta(weeks=12)).date()
    law = planning.Wanted("Publish the plan for digital services.", office, due)
    planning.add_step(store, focal, None, law, at)
    talk = planning.Wanted("Name who follows this plan up.", office, at.date())
    made = planning.add_step(store, focal, None, talk, at)
    planning.change_step(store, focal, made.id, 1, talk, at, is_done=True)
