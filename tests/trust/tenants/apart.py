"""The people of a city answer apart: each by themselves, with secrets of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork import apart, delegates, invitations, responses
from tests.trust.tenants.questionnaire import make_answers
from tests.trust.tenants.world import BEGINNING, Apart

if TYPE_CHECKING:
    from meter.records import Invitation, Round
    from tests.trust.tenants.world import City, World


def answer_apart(world: World, city: City, asked: Round, *, are_done: bool) -> City:
    """Let focal point and delegate answer a round apart; give the city with it.

    Where they are done, both have handed in, and what they answered may be seen.
    """
    store, tag = world.store, city.tag
    focal, token = invitations.invite(
        store, asked.id, city.unit_id, city.person, city.email, BEGINNING
    )
    delegate, delegate_token = delegates.invite_delegate(
        store,
        focal,
        f"Delegate {world.plant(tag, 'name of a delegate apart')}",
        f"{world.plant(tag, 'email of a delegate apart')}@example.org",
        None,
        BEGINNING,
    )
    own = {
        who: _answer(world, f"{tag} {who} apart", one, are_done=are_done)
        for who, one in (("focal", focal), ("delegate", delegate))
    }
    for body, seen in (("state", 0), ("city", 1)):  # one of them can be restored
        responses.save_answers(
            store,
            focal.response_id,
            {"body": body},
            {"body": seen},
            city.person,
            BEGINNING,
        )
    pairs = tuple((focal.response_id, one) for one in own.values())
    owns = replace(
        city.owns,
        responses=(*city.owns.responses, focal.response_id, own["focal"]),
        invitations=(*city.owns.invitations, (asked.key, focal.id)),
        tokens=(*city.owns.tokens, token),
        delegates=(*city.owns.delegates, (focal.response_id, delegate.id)),
        sheets=pairs,
    )
    where = Apart(
        focal.response_id, own["focal"], own["delegate"], token, delegate_token
    )
    return replace(city, owns=owns, apart=where)


def _answer(world: World, tag: str, one: Invitation, *, are_done: bool) -> int:
    """Answer as somebody; nobody else may know the words before they hand in."""
    response = apart.list_opened(world.store, one)[-1]
    answers = make_answers(
        note=f"Secret {world.plant(tag, 'words')}",
        proof=f"https://{world.plant(tag, 'link')}.example/",
        users=40.0,
    )
    why = {"law": f"Because {world.plant(tag, 'note')}"}
    by = one.person_name
    responses.save_answers(world.store, response, answers, {}, by, BEGINNING, notes=why)
    if are_done:
        apart.hand_in(world.store, response, by, BEGINNING)
    return response
