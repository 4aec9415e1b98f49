"""Who calls with an account: organisers, members, a reviewer, an administrator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork import accounts, administration
from meter.fieldwork.tokens import digest_token
from meter.storage.repository.accounts import update_columns
from meter.workshops.members import MEMBER_ROLES
from tests.trust.tenants.browsers import equip, sign_in
from tests.trust.tenants.rounds import list_keys
from tests.trust.tenants.world import (
    BEGINNING,
    SECRET,
    TODAY,
    TOKEN_FIELD,
    Actor,
    Objects,
    Tenant,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.trust.tenants.world import World


DAY = timedelta(days=1)


def let_in_staff(world: World, alpha: Tenant, beta: Tenant) -> Iterator[Actor]:
    yield equip(Actor("stranger"), world.browse())
    for name, tenant in (("organiser", alpha), ("another organiser", beta)):
        done = next(iter(tenant.cities))
        apart = {f"{done} {who} apart" for who in ("focal", "delegate")}
        names = {f"{city} name" for city in tenant.cities}
        said = ("title", "draft", "network", "staff", "address")
        told = {f"{tenant.tag} {what}" for what in said}
        sees = frozenset({tenant.tag, *told, *tenant.cities, *names, *apart})
        actor = Actor(name, "organiser", owns=tenant.owns, sees=sees)
        yield equip(actor, sign_in(world, tenant), page="/organise/")
    browser = sign_in(world, alpha)
    gone = equip(Actor("signed-out organiser"), browser, page="/organise/")
    browser.post("/staff/sign-out", data={TOKEN_FIELD: gone.token})
    yield gone


def let_in_reviewer(world: World, alpha: Tenant) -> Actor:
    """Let in who reviews one round of an organiser's, and sees that alone."""
    ((key, number),) = alpha.owns.reviewers
    account = accounts.find_account_by_id(world.store, number)
    if account is None:
        message = "there is no reviewer"
        raise RuntimeError(message)
    reviews = tuple(pair for pair in alpha.owns.reviews if pair[0] == key)
    proofs = tuple(one for one in alpha.owns.review_evidence if one[0] == key)
    actor = Actor(
        "reviewer",
        "organiser",
        is_to="reviewer",
        owns=Objects(rounds=(key,), reviews=reviews, review_evidence=proofs),
        sees=frozenset({"A", "B", "A name", "B name", "alpha title", "alpha staff"}),
    )
    reviewing = replace(alpha, account=account)
    return equip(actor, sign_in(world, reviewing), page="/organise/")


def let_in_members(world: World, alpha: Tenant) -> Iterator[Actor]:
    """Let in who has a role in the workshop: its rounds are theirs, and no others."""
    owns = _pick_rounds(alpha.owns, (*list_keys(alpha.tag), f"{alpha.tag}-draft"))
    known = {"alpha title", "alpha draft", "alpha staff"}
    cities = {*alpha.cities, *(f"{city} name" for city in alpha.cities)}
    everything = {*known, "alpha", "alpha address", "alpha network", *cities}
    sees = {
        "co_organiser": everything,
        "reviewer": {*known, *cities},
        "researcher": known,
    }
    for role, (_, number) in zip(MEMBER_ROLES, alpha.owns.members, strict=True):
        account = accounts.find_account_by_id(world.store, number)
        if account is None or role == "organiser":
            raise LookupError(role)
        actor = Actor(
            f"{role} of a workshop",
            "organiser",
            is_to=role,
            owns=owns,
            sees=frozenset(sees[role]),
        )
        browser = sign_in(world, replace(alpha, account=account))
        yield equip(actor, browser, page="/organise/")


def _pick_rounds(owns: Objects, keys: Sequence[str]) -> Objects:
    """Leave out what an organiser owns of other rounds than some."""
    return replace(
        owns,
        rounds=tuple(key for key in owns.rounds if key in keys),
        invitations=tuple(one for one in owns.invitations if one[0] in keys),
        round_evidence=tuple(one for one in owns.round_evidence if one[0] in keys),
        reviews=tuple(one for one in owns.reviews if one[0] in keys),
        review_evidence=tuple(one for one in owns.review_evidence if one[0] in keys),
        reviewers=(),
        given=(),
        api_tokens=(),
        webhooks=(),
    )


def let_in_administrator(world: World) -> Actor:
    """Let in who looks after the accounts, and sees nothing but who has one."""
    password = "correct horse of admin"  # noqa: S105  (of a test)
    account = accounts.add_account(
        world.store,
        "admin@example.org",
        "Administrator",
        BEGINNING,
        password_hash=accounts.hash_password(password),
        administrator=True,
    )
    waiting, _ = administration.add_by_link(
        world.store, "waiting@example.org", "Waiting", BEGINNING
    )
    known = {"link_digest": digest_token(SECRET), "link_expires_at": TODAY + DAY}
    world.store.write(lambda one: update_columns(one, waiting.id, known))
    actor = Actor(
        "administrator",
        "organiser",
        is_administrator=True,
        owns=Objects(holders=(waiting.id,)),
        sees=frozenset(
            f"{tag} {what}" for tag in world.tenants for what in ("staff", "address")
        ),
    )
    tenant = Tenant("admin", account, password, {}, Objects())
    return equip(actor, sign_in(world, tenant), page="/organise/")
