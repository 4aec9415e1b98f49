"""Sign-in tells nobody who has an account, and stops whoever guesses."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask_security.utils import hash_password

from meter.fieldwork import accounts
from tests.trust.tenants.browsers import sign_in, try_password
from tests.trust.tenants.world import TODAY, TOKEN_FIELD, read_token
from webapp.staff.guesses import MOST_GUESSES, WINDOW

if TYPE_CHECKING:
    import pytest

    from tests.trust.tenants.world import World


def mask(page: str, email: str) -> str:
    """Take out of a page what differs from one request to the next."""
    return re.sub(r'value="[^"]{60,}"', "", page).replace(email, "")


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(
    world: World,
) -> None:
    known = world.tenants["alpha"].account
    closed = world.tenants["beta"].account
    accounts.save_account(world.store, replace(closed, active=False))
    bare = accounts.add_account(world.store, "bare@example.org", "Bare", TODAY)
    emails = (known.email, closed.email, bare.email, "nobody@example.org")

    replies = {
        email: try_password(world.browse(), email, "wrong horse battery")
        for email in emails
    }

    assert {reply.status_code for reply in replies.values()} == {200}
    assert len({mask(reply.text, email) for email, reply in replies.items()}) == 1


def test_an_unknown_address_costs_a_hash_like_a_known_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the time of a reply does not tell who has an account."""
    hashed = []

    def count(password: str) -> str:
        hashed.append(password)
        return hash_password(password)

    monkeypatch.setattr("flask_security.forms.hash_password", count)

    try_password(world.browse(), "nobody@example.org", "wrong horse battery")

    assert hashed == ["wrong horse battery"]


def test_guessing_is_stopped_and_the_right_password_comes_too_late(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = world.tenants["alpha"]
    looked_up = []
    real = accounts.find_account

    def count(store: Any, email: str) -> Any:
        looked_up.append(email)
        return real(store, email)

    monkeypatch.setattr("webapp.staff.accounts.find_account", count)

    email = tenant.account.email

    statuses = [
        try_password(world.browse(), email, f"guess number {number}").status_code
        for number in range(30)
    ]
    late = try_password(world.browse(), tenant.account.email, tenant.password)

    assert statuses == [200] * MOST_GUESSES + [429] * (30 - MOST_GUESSES)
    assert late.status_code == 429
    assert len(looked_up) == MOST_GUESSES
    world.clock.at = TODAY + WINDOW
    after = try_password(world.browse(), tenant.account.email, tenant.password)
    assert after.location == "/organise/"


def test_one_address_written_in_other_ways_is_counted_once(world: World) -> None:
    tenant = world.tenants["alpha"]
    email = tenant.account.email
    ways = (
        email,
        email.upper(),
        f" {email} ",
        f"\t{email}",
        f"\u00a0{email}",
        f"{email}.",
        email.replace("k", "\u212a"),
        email.replace("example", "\uff45xample"),
        email.replace("example", "ex\u00adample"),
        email.replace("@", "\u200b@"),
    )
    reaching = [
        way
        for way in ways
        if try_password(world.browse(), way, tenant.password).location == "/organise/"
    ]

    for way in itertools.islice(itertools.cycle(reaching), MOST_GUESSES):
        try_password(world.browse(), way, "wrong horse battery")
    reply = try_password(world.browse(), email, tenant.password)

    assert {email, email.upper()} <= set(reaching)
    assert reply.status_code == 429


def test_guesses_do_not_lock_the_owner_out_of_a_known_browser(
    world: World,
) -> None:
    tenant = world.tenants["alpha"]
    owner = sign_in(world, tenant)
    page = owner.get("/organise/").text
    owner.post("/staff/sign-out", data={TOKEN_FIELD: read_token(page)})

    for _ in range(MOST_GUESSES + 1):
        try_password(world.browse(), tenant.account.email, "wrong horse battery")
    reply = try_password(owner, tenant.account.email, tenant.password)

    assert reply.location == "/organise/"
