"""Workshops: who takes part, who asks to, who has a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import accounts
from meter.storage.repository import workshops
from meter.workshops import registering
from meter.workshops.members import MEMBER_ROLES, name_member
from meter.workshops.records import Entry
from meter.workshops.workshops import draft_workshop
from tests.trust.tenants.world import BEGINNING

if TYPE_CHECKING:
    from meter.records import Account, Workshop
    from meter.storage import Connection
    from tests.trust.tenants.world import City, World


def make_workshop(world: World, tag: str, account: Account) -> Workshop:
    """Make a workshop; its participants may know its title and place."""
    return draft_workshop(
        world.store,
        account.id,
        f"{tag}-workshop",
        f"Workshop {world.plant(f'{tag} title', 'workshop title')}",
        at=BEGINNING,
        place=f"Hall {world.plant(f'{tag} title', 'workshop place')}",
        time_zone="Asia/Seoul",
    )


def gather(world: World, workshop: Workshop, cities: dict[str, City]) -> None:
    """Let all cities take part in a workshop."""

    def job(connection: Connection) -> None:
        for city in cities.values():
            workshops.save_participant(
                connection, workshop.id, city.unit_id, ["fr"], BEGINNING
            )

    world.store.write(job)


def register(world: World, tag: str, workshop: Workshop) -> tuple[str, int]:
    """Let a unit ask to take part: its organiser alone may know."""
    key = registering.switch_registration(world.store, workshop, on=True).register_key
    assert key is not None
    entry = Entry(
        f"City {world.plant(tag, 'registered unit')}",
        f"Person {world.plant(tag, 'registered person')}",
        f"{world.plant(tag, 'registered email')}@example.org",
        {"country": f"Land {world.plant(tag, 'registered country')}"},
        ("fr",),
    )
    registering.register(world.store, key, entry, BEGINNING)
    (made,) = registering.list_registrations(world.store, workshop)
    return key, made.id


def name_members(
    world: World, tag: str, account: Account, workshop: Workshop
) -> list[Account]:
    """Name somebody for each role in a workshop."""
    named = []
    for role in MEMBER_ROLES:
        added = accounts.add_account(
            world.store,
            f"{world.plant(f'{tag} address', 'member email')}@example.org",
            world.plant(f"{tag} staff", "member name"),
            BEGINNING,
            password_hash=accounts.hash_password(f"correct horse of {tag}"),
        )
        name_member(world.store, workshop, added.email, role, account, BEGINNING)
        named.append(added)
    return named
