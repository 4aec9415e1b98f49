"""Builds the world: two tenants with rounds and cities, and who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.comparison.published import keep_figures
from meter.fieldwork import accounts, rounds
from tests.trust.tenants.apart import answer_apart
from tests.trust.tenants.cities import consent, invite_city
from tests.trust.tenants.focal_points import let_in_cities
from tests.trust.tenants.knowledge import share_knowledge
from tests.trust.tenants.networks import go_on
from tests.trust.tenants.programs import connect_programs, let_in_programs
from tests.trust.tenants.publication import publish_done, publish_openly
from tests.trust.tenants.reviews import REVIEWED, hold_review
from tests.trust.tenants.rounds import draft_round, list_keys
from tests.trust.tenants.staff import (
    let_in_administrator,
    let_in_members,
    let_in_reviewer,
    let_in_staff,
)
from tests.trust.tenants.workshops import (
    gather,
    make_workshop,
    name_members,
    register,
)
from tests.trust.tenants.world import BEGINNING, Clock, Objects, Tenant, World
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.records import Account
    from meter.settings import Settings


def build_world(settings: Settings) -> World:
    """Fill a database with two tenants and let every kind of actor in."""
    clock = Clock()
    app = create_app(settings, clock=clock)
    world = World(app, clock, settings.data / "meter.sqlite")
    publish_openly(world)
    alpha = _settle(world, "alpha", ("A", "B", "revoked", "expired", "invited"))
    beta = _settle(world, "beta", ("X", "Y", "Z"))
    actors = [*let_in_cities(world, alpha), *let_in_staff(world, alpha, beta)]
    staff = (let_in_reviewer(world, alpha), *let_in_members(world, alpha))
    for actor in (*actors, *staff, let_in_administrator(world)):
        world.actors[actor.name] = actor
    for actor in let_in_programs(world):
        world.actors[actor.name] = actor
    return world


def _sign_up(world: World, tag: str) -> tuple[Account, str]:
    """Give an organiser an account and a password."""
    password = f"correct horse of {tag}"
    account = accounts.add_account(
        world.store,
        f"{world.plant(f'{tag} address', 'organiser email')}@example.org",
        world.plant(f"{tag} staff", "organiser name"),
        BEGINNING,
        password_hash=accounts.hash_password(password),
    )
    return account, password


def _settle(world: World, tag: str, cities: Sequence[str]) -> Tenant:
    """Make an organiser with a round that is open, one that is over, one to come."""
    account, password = _sign_up(world, tag)
    workshop = make_workshop(world, tag, account)
    # The one that is over comes first: its answers are offered in the open one.
    drafted = [
        draft_round(world, account, f"{tag} title", key, workshop_id=workshop.id)
        for key in list_keys(tag)[::-1]
    ]
    apart = draft_round(world, account, f"{tag} title", f"{tag}-apart", apart=True)
    asked = drafted[::-1]
    draft = f"{tag}-draft"
    draft_round(world, account, f"{tag} draft", draft, workshop_id=workshop.id)
    for one in (*asked, apart):
        rounds.open_round(world.store, one.id, BEGINNING)
    settled = {
        name: invite_city(world, name, asked, place)
        for place, name in enumerate(cities)
    }
    # The second city, where there are more than three, is still collecting.
    for place, name in enumerate(cities[: len(cities) // 2]):
        settled[name] = answer_apart(world, settled[name], apart, are_done=not place)
    rounds.close_round(world.store, asked[1].id, BEGINNING)
    figures = {city.unit_id: 0.5 for city in settled.values()}
    keep_figures(world.store, asked[1].id, {"OSI": figures}, BEGINNING)
    gather(world, workshop, settled)
    gone_on = go_on(world, tag, workshop, settled)
    shared = share_knowledge(world, tag, workshop, settled)
    consent(world, settled)
    register_key, registration = register(world, tag, workshop)
    reviewed, reviewer = hold_review(world, tag, account, settled)
    members = name_members(world, tag, account, workshop)
    edition = publish_done(world, account, asked[1], next(iter(settled.values())))
    pairs = [pair for city in settled.values() for pair in city.owns.invitations]
    files = [pair for city in settled.values() for pair in city.owns.round_evidence]
    reviews = tuple(
        (reviewed.key, one.owns.responses[-1])
        for name, one in settled.items()
        if name in REVIEWED
    )
    # Whoever organises may take back what was submitted to any round.
    submitted = tuple((asked[1].key, one.owns.responses[1]) for one in settled.values())
    owns = Objects(
        rounds=(*list_keys(tag), f"{tag}-apart", f"{tag}-draft", reviewed.key),
        workshops=(workshop.key,),
        registrations=((workshop.key, registration),),
        register_keys=(register_key,),
        invitations=tuple(pairs),
        round_evidence=tuple(files),
        reviews=(*reviews, *submitted),
        review_evidence=tuple(
            one for city in settled.values() for one in city.owns.review_evidence
        ),
        reviewers=((reviewed.key, reviewer.id),),
        editions=(edition,),
        members=tuple((workshop.key, one.id) for one in members),
        **gone_on,
    ).joined(shared)
    programs, world.secrets[tag] = connect_programs(world, tag, account, owns.rounds)
    owns = owns.joined(programs)
    world.tenants[tag] = Tenant(tag, account, password, settled, owns)
    return world.tenants[tag]
