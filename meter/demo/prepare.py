"""Fill a store with the sample workshop and the published EGDI of 2024."""

from __future__ import annotations

import csv
import dataclasses
import random
import secrets
from datetime import timedelta
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from instruments import load_instrument
from meter.demo.answers import simulate_answers
from meter.demo.cities import CITIES
from meter.demo.knowledge import fill_knowledge
from meter.demo.network import fill_network
from meter.demo.peers import PEER_FIELD, add_sample_peers
from meter.demo.proofs import add_sample_evidence
from meter.demo.publication import publish_sample
from meter.demo.staff import add_sample_staff
from meter.demo.workshop import SECOND, fill_sample_workshop, make_sample_workshop
from meter.errors import NotFoundError
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.workshops.workshops import find_workshop_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from instruments import Answer
    from meter.demo.cities import SampleCity
    from meter.records import Account, Invitation, Round, Workshop
    from meter.storage import Store

SEED = 2010
WORKSHOP, EGDI = "sample-workshop", "egdi-2024"
ORGANISER = "organiser@sample.example"
HALF_WAY, DONE = "Kharagai", "San Telmo"
WORKSHOP_WEEKS = 6
LINK_DAYS = 60
REGIONS = {
    "Africa": "africa",
    "America": "americas",
    "Asia": "asia",
    "Europe": "europe",
    "Oceania": "oceania",
}
"""The Survey's names of regions, and the instrument's codes of them."""


class DemoLinks(NamedTuple):
    """Fresh secrets for the ways into the demo.

    Attributes:
        email, password: of the sample organiser.
        half_way, done: invitation tokens of two sample cities.
        again: that of the one that is done, to the second round.
    """

    email: str
    password: str
    half_way: str
    done: str
    again: str


def prepare_demo(store: Store, at: datetime) -> None:
    """Make the sample rounds, unless they are there already."""
    organiser = accounts.find_account(store, ORGANISER) or accounts.add_account(
        store, ORGANISER, "Sample organiser", at
    )
    if rounds.find_round(store, WORKSHOP) is None:
        workshop = make_sample_workshop(store, organiser, at)
        first = _prepare_workshop(store, workshop, at)
        fill_sample_workshop(store, workshop, first, at)
    if rounds.find_round(store, EGDI) is None:
        _prepare_egdi(store, organiser, at)
    asked = rounds.find_round(store, WORKSHOP)
    if asked is not None:
        add_sample_staff(store, organiser, asked, at)
    _prepare_network(store, at)


def _prepare_network(store: Store, at: datetime) -> None:
    """Let the cities of the sample workshop go on with each other."""
    asked = rounds.find_round(store, WORKSHOP)
    workshop = find_workshop_of(store, asked) if asked else None
    if asked is not None and workshop is not None:
        instrument = rounds.get_instrument(store, asked)
        fill_network(store, workshop, asked, instrument, at)
        fill_knowledge(store, workshop, at)


def renew_links(store: Store, at: datetime) -> DemoLinks:
    """Give the sample organiser a new password and two cities new links.

    The one that is done gets one to the second round too.

    Only hashes are stored, so what was printed last time cannot be printed again.

    Raises:
        NotFoundError: the demo has not been prepared.
    """
    organiser = accounts.find_account(store, ORGANISER)
    workshop, second = (rounds.find_round(store, key) for key in (WORKSHOP, SECOND))
    if organiser is None or workshop is None or second is None:
        raise NotFoundError("round", WORKSHOP)
    password = secrets.token_urlsafe(12)
    hashed = accounts.hash_password(password)
    accounts.save_account(
        store, dataclasses.replace(organiser, password_hash=hashed, active=True)
    )
    sent = _invitations_by_city(store, workshop)
    answering = _choose_answering(store, sent)
    _, half_way = invitations.reissue(store, answering.id, at)
    _, done = invitations.reissue(store, sent[DONE].id, at)
    asked_again = _invitations_by_city(store, second)[DONE]
    _, again = invitations.reissue(store, asked_again.id, at)
    return DemoLinks(ORGANISER, password, half_way, done, again)


def _choose_answering(store: Store, sent: Mapping[str, Invitation]) -> Invitation:
    """Take the first city that still answers: visitors of the demo may submit."""
    begun = [HALF_WAY, *(city.name for city in CITIES if 0 < city.progress < 1)]
    still = [
        sent[name]
        for name in begun
        if responses.get_response(store, sent[name].response_id).submitted_at is None
    ]
    return still[0] if still else sent[HALF_WAY]


def _invitations_by_city(store: Store, workshop: Round) -> dict[str, Invitation]:
    names = {unit.id: unit.name for unit in units.list_units(store, workshop.id)}
    titles = {city.title: city.name for city in CITIES}
    return {
        titles[names[sent.unit_id]]: sent
        for sent in invitations.list_invitations(store, workshop.id)
        if sent.revoked_at is None and names[sent.unit_id] in titles
    }


def _prepare_workshop(store: Store, whole: Workshop, at: datetime) -> Round:
    instrument = load_instrument("meter")
    workshop = rounds.draft_round(
        store,
        whole.owner_id,
        WORKSHOP,
        "Sample workshop: where twenty-four cities stand",
        instrument,
        at=at,
        closes_at=at + timedelta(weeks=WORKSHOP_WEEKS),
        peers="named",
        peer_field=PEER_FIELD,
        workshop_id=whole.id,
    )
    workshop = rounds.open_round(store, workshop.id, at)
    rng = random.Random(SEED)  # noqa: S311  (sample answers, not secrets)
    for city in CITIES:
        answers = simulate_answers(instrument, city, rng)
        _add_city(store, workshop, city, answers, at)
    sent = _invitations_by_city(store, workshop)
    add_sample_peers(store, workshop, sent, "Sample organiser", at)
    owner = accounts.find_account_by_id(store, whole.owner_id)
    publish_sample(store, workshop, sent, at, owner)
    return workshop


def _add_city(
    store: Store,
    workshop: Round,
    city: SampleCity,
    answers: Mapping[str, Answer],
    at: datetime,
) -> None:
    profile: dict[str, str | float] = {
        "population": float(city.population),
        "region": city.region,
        "country": city.country,
        "income": city.income,
    }
    unit = units.save_unit(store, workshop.owner_id, city.title, profile, at)
    focal_point = f"Focal point of {city.name}"
    address = f"focal.point.{unit.id}@sample.example"
    sent, token = invitations.invite(
        store, workshop.id, unit.id, focal_point, address, at, days=LINK_DAYS
    )
    if city.progress > 0:
        invitations.admit(store, token, at)
        responses.save_answers(store, sent.response_id, answers, {}, focal_point, at)
    if city.name == DONE:
        instrument = rounds.get_instrument(store, workshop)
        add_sample_evidence(store, sent, instrument, answers, at)
    if city.progress == 1:
        responses.submit_response(store, sent.response_id, focal_point, at)


def _prepare_egdi(store: Store, organiser: Account, at: datetime) -> None:
    egdi = rounds.draft_round(
        store,
        organiser.id,
        EGDI,
        "E-Government Development Index 2024, as published",
        load_instrument("egdi"),
        at=at,
    )
    egdi = rounds.open_round(store, egdi.id, at)
    for row in _read_states():
        _add_state(store, egdi, row, at)
    rounds.close_round(store, egdi.id, at)


def _add_state(store: Store, egdi: Round, row: Mapping[str, str], at: datetime) -> None:
    profile = {"region": REGIONS[row["region"]]}
    unit = units.save_unit(store, egdi.owner_id, row["state"], profile, at)
    # The organiser enters published figures; nobody else is let in.
    sent, _ = invitations.invite(
        store, egdi.id, unit.id, "Sample organiser", ORGANISER, at
    )
    invitations.revoke(store, sent.id, at)
    figures = {key: float(row[key]) for key in ("osi", "tii", "hci", "epi")}
    source = "UN E-Government Survey 2024"
    responses.save_answers(store, sent.response_id, figures, {}, source, at)
    responses.submit_response(store, sent.response_id, source, at)


def _read_states() -> list[dict[str, str]]:
    """Read the figures of 193 states that UN DESA published in the Survey of 2024."""
    file = resources.files("meter.demo") / "egdi_2024.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
