"""Hostile texts in the knowledge space: in every field, file, question and title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork.given.files import GivenFile
from meter.knowledge.contributions import draft_contribution
from meter.knowledge.files import add_shared
from meter.knowledge.records import CaseStudy, Contributor, Entry
from meter.knowledge.steps import offer, publish, send_back
from meter.workshops.workshops import find_workshop
from tests.trust.hostile.payloads import Payload
from tests.trust.tenants.world import BEGINNING, City, Objects, World

if TYPE_CHECKING:
    from meter.knowledge.records import Contribution
    from meter.records import Account, Workshop


def share_hostile(
    world: World, account: Account, key: str, cities: dict[str, City]
) -> Objects:
    """Let each city of a workshop share a hostile case: it is published, or waits."""
    workshop = find_workshop(world.store, key)
    if workshop is None:
        raise LookupError(key)
    shared = Objects()
    for name, city in cities.items():
        made, file = _share(world, workshop, city)
        _decide(world, Contributor(workshop.id, account.name), made, int(name))
        response = city.owns.responses[1]
        cities[name] = replace(city, owns=_own(city, response, made.id, file))
        if int(name) % 3:
            pair = (workshop.key, made.id)
            shared = shared.joined(
                Objects(workshop_contributions=(pair,), workshop_files=((*pair, file),))
            )
    return shared


def _own(city: City, response: int, made: int, file: int) -> Objects:
    return replace(
        city.owns,
        contributions=((response, made),),
        own_contributions=((response, made),),
        shared_files=((response, made, file),),
    )


def _share(world: World, workshop: Workshop, city: City) -> tuple[Contribution, int]:
    """Offer a case all of whose words are hostile, with a file."""
    number = int(city.tag)
    text = Payload(number, "note").text
    by = Contributor(workshop.id, city.person, city.unit_id)
    told = CaseStudy(text, text, text, None, text, text, text)
    entry = Entry(
        kind="case",
        title=text,
        summary=text,
        languages=("en",),
        country=text,
        licence=text,
        link="https://example.org/",
        indicators=("law",),
        credited=True,
        case=told,
    )
    key = f"hostile-{number}"
    made = draft_contribution(world.store, by, key, entry, BEGINNING)
    hostile, content = Payload(number, "file").text, f"shared {number}".encode()
    given = GivenFile(hostile, "text/plain", content)
    file = add_shared(world.store, by, made.id, given, BEGINNING, quota=1000)
    return offer(world.store, by, made.id, made.revision, BEGINNING), file.id


def _decide(world: World, by: Contributor, made: Contribution, number: int) -> None:
    """Publish one of three, return one with a hostile question, let one wait."""
    words = Payload(number, "review").text
    of = (world.store, by, made.id, made.revision)
    if number % 3 == 0:
        send_back(*of, words, BEGINNING)
    if number % 3 == 1:
        publish(*of, BEGINNING)
