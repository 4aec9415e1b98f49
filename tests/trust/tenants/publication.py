"""Editions: one of a round that is nobody's secret, and one a tenant has published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.fieldwork.invitations import list_invitations
from meter.publication.agreements import agree
from meter.publication.editions import publish
from tests.trust.tenants.questionnaire import make_answers
from tests.trust.tenants.world import BEGINNING

if TYPE_CHECKING:
    from meter.records import Account, Round
    from tests.trust.tenants.world import City, World

PUBLISHED = "published"
"""The key of the round whose edition everybody may call; it holds no canary."""


def publish_openly(world: World) -> None:
    """Publish a round of somebody's with a unit that is counted."""
    owner = accounts.add_account(
        world.store, "open@example.org", "Open desk", BEGINNING
    )
    drafted = rounds.draft_round(
        world.store, owner.id, PUBLISHED, "Open round", world.instrument, at=BEGINNING
    )
    asked = rounds.open_round(world.store, drafted.id, BEGINNING)
    unit = units.save_unit(world.store, owner.id, "Opentown", {}, BEGINNING)
    sent, _ = invitations.invite(
        world.store, asked.id, unit.id, "Olga", "olga@example.org", BEGINNING
    )
    answers = make_answers(note="Open", proof="https://open.example/", users=1.0)
    responses.save_answers(
        world.store, sent.response_id, answers, {}, "Olga", BEGINNING
    )
    responses.submit_response(world.store, sent.response_id, "Olga", BEGINNING)
    agree(world.store, sent, "named", 0, BEGINNING)
    publish(world.store, asked.id, "CC0-1.0", BEGINNING, by=owner)


def publish_done(
    world: World, owner: Account, asked: Round, city: City
) -> tuple[str, int]:
    """Publish a tenant's round that is over, with a city that is counted."""
    [sent] = [
        one
        for one in list_invitations(world.store, asked.id)
        if one.response_id in city.owns.responses and one.person_name == city.person
    ]
    agree(world.store, sent, "counted", 0, BEGINNING)
    made = publish(world.store, asked.id, "CC0-1.0", BEGINNING, by=owner)
    return asked.key, made.number
