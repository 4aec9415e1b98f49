"""A round that is reviewed: what is handed in, questions and replies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork import accounts, invitations, responses, reviewers, rounds
from meter.fieldwork.replying import reply
from meter.fieldwork.responses import Given
from meter.fieldwork.reviewing import return_answer
from tests.trust.tenants.cities import answer_as, prove
from tests.trust.tenants.rounds import draft_round
from tests.trust.tenants.world import BEGINNING

if TYPE_CHECKING:
    from meter.records import Account, Round
    from tests.trust.tenants.world import City, World


REVIEWED = {"A", "B", "X"}
"""The cities whose answers are reviewed too; the first question goes to A and X."""


def hold_review(
    world: World, tag: str, account: Account, cities: dict[str, City]
) -> tuple[Round, Account]:
    """Make a round that is reviewed, and ask the first of its cities a question."""
    drafted = draft_round(
        world, account, f"{tag} title", f"{tag}-reviewed", reviewed=True
    )
    asked = rounds.open_round(world.store, drafted.id, BEGINNING)
    reviewer = accounts.add_account(
        world.store,
        f"{world.plant(f'{tag} address', 'reviewer email')}@example.org",
        world.plant(f"{tag} staff", "reviewer name"),
        BEGINNING,
        password_hash=accounts.hash_password(f"correct horse of {tag}"),
    )
    reviewers.name_reviewer(world.store, asked, reviewer.email, BEGINNING)
    for place, name in enumerate(name for name in cities if name in REVIEWED):
        cities[name] = _submit_for_review(world, cities[name], asked, place)
        if place == 0:
            _question(world, cities[name], reviewer)
    return asked, reviewer


def _submit_for_review(world: World, city: City, asked: Round, place: int) -> City:
    sent, token = invitations.invite(
        world.store, asked.id, city.unit_id, city.person, city.email, BEGINNING
    )
    answer_as(world, city.tag, sent, place)
    proof = prove(world, city.tag, sent)
    responses.submit_response(world.store, sent.response_id, city.person, BEGINNING)
    owns = replace(
        city.owns,
        responses=(*city.owns.responses, sent.response_id),
        evidence=(*city.owns.evidence, (sent.response_id, proof)),
        # The first one is asked a question, and so not submitted for a while.
        round_evidence=(
            *city.owns.round_evidence,
            *([(asked.key, proof)] if place else []),
        ),
        review_evidence=(
            *city.owns.review_evidence,
            (asked.key, sent.response_id, proof),
        ),
        invitations=(*city.owns.invitations, (asked.key, sent.id)),
        tokens=(*city.owns.tokens, token),
    )
    return replace(city, owns=owns)


def _question(world: World, city: City, reviewer: Account) -> None:
    response = city.owns.responses[-1]
    for words in ("first question", "second question"):
        question = f"Why? {world.plant(city.tag, words)}"
        return_answer(world.store, response, ("site", 1), question, reviewer, BEGINNING)
        reply(
            world.store,
            response,
            "site",
            f"Because. {world.plant(city.tag, 'reply')}",
            Given({}, {}),
            1,
            by=city.person,
            at=BEGINNING,
        )
    seen = "site", 1
    return_answer(world.store, response, seen, "And now?", reviewer, BEGINNING)
