"""Programs of the organisers: a token with all scopes, and a webhook, for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import list_responses
from meter.fieldwork.rounds import find_round
from meter.integration.hooks import add_webhook
from meter.integration.records import EVENTS, SCOPES
from meter.integration.tokens import admit, make_api_token
from tests.trust.tenants.browsers import equip
from tests.trust.tenants.world import BEGINNING, TODAY, Actor, Objects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from meter.records import Account
    from tests.trust.tenants.world import World

DAYS = 30


def connect_programs(
    world: World, tag: str, account: Account, keys: Sequence[str]
) -> tuple[Objects, str]:
    """Make a token and a webhook of an organiser; give the secret of the token too."""
    name = f"Program {world.plant(tag, 'token name')}"
    token, secret = make_api_token(world.store, account, name, SCOPES, DAYS, BEGINNING)
    # The day of its last use is noted: reading on the same day writes nothing.
    admit(world.store, secret, TODAY)
    url = f"https://{world.plant(tag, 'webhook address')}.example/"
    hook = add_webhook(world.store, account, url, EVENTS, BEGINNING)
    given = tuple(
        (key, one.id)
        for key in keys
        if (asked := find_round(world.store, key)) is not None
        for one in list_responses(world.store, asked.id)
    )
    owns = Objects(given=given, api_tokens=(token.id,), webhooks=(hook.id,))
    return owns, secret


def let_in_programs(world: World) -> Iterator[Actor]:
    """Let in the programs: they see what their organiser does, by the API alone."""
    names = ("token of the organiser", "token of another organiser")
    organisers = ("organiser", "another organiser")
    for name, whose, tenant in zip(
        names, organisers, world.tenants.values(), strict=True
    ):
        owns = tenant.owns
        about = Objects(rounds=owns.rounds, workshops=owns.workshops, given=owns.given)
        actor = Actor(
            name,
            owns=about,
            sees=world.actors[whose].sees,
            bearer=world.secrets[tenant.tag],
        )
        # Of pages it sees what anybody does, by a browser of its own.
        yield equip(actor, world.browse())
