"""Cities: invited, answering, with delegates, evidence and a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import delegates, evidence, invitations, planning, responses, units
from meter.fieldwork.given.files import parse_file
from meter.fieldwork.invitations import get
from meter.peers.consents import decide
from tests.trust.tenants.questionnaire import make_answers
from tests.trust.tenants.world import BEGINNING, TODAY, City, Objects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.records import Invitation, PeerLevel, Round
    from tests.trust.tenants.world import World


PEER_NODES = ("index", "rules", "use", "people")


SENDS_DAYS = {"expired": 1}
"""How long the links of some cities live; the others' outlive every test."""


def invite_city(world: World, tag: str, asked: Sequence[Round], place: int) -> City:
    """Let a city take part in rounds: answering in the first, done in the second."""
    unit = units.save_unit(
        world.store,
        asked[0].owner_id,
        # Peers may know a name, and nothing else of each other.
        f"City {world.plant(f'{tag} name', 'unit name')}",
        {"population": 1e3 + place, "country": f"Land {world.plant(tag, 'country')}"},
        BEGINNING,
    )
    who = (
        f"Focal {world.plant(tag, 'person name')}",
        f"{world.plant(tag, 'person email')}@example.org",
    )
    days = SENDS_DAYS.get(tag, 30)
    sent = [
        invitations.invite(world.store, one.id, unit.id, *who, BEGINNING, days=days)
        for one in asked
    ]
    opened, done = (invitation for invitation, _ in sent)
    delegate, token = _delegate(world, tag, opened)
    answer_as(world, tag, opened, place, leave_open="proof")
    answer_as(world, tag, done, place)
    proofs = [(one.response_id, prove(world, tag, one)) for one in (opened, done)]
    responses.submit_response(world.store, done.response_id, who[0], BEGINNING)
    step = planning.add_step(
        world.store,
        done,
        "law",
        planning.Wanted(
            f"Raise {world.plant(tag, 'plan step')}",
            f"Doer {world.plant(tag, 'plan owner')}",
            TODAY.date(),
        ),
        BEGINNING,
    )
    owns = Objects(
        responses=(opened.response_id, done.response_id),
        invitations=((asked[0].key, opened.id), (asked[1].key, done.id)),
        tokens=tuple(token for _, token in sent),
        plan_steps=((done.response_id, step.id),),
        delegates=((opened.response_id, delegate.id),),
        evidence=tuple(proofs),
        round_evidence=((asked[1].key, proofs[1][1]),),
        review_evidence=((asked[1].key, *proofs[1]),),
    )
    return City(tag, unit.id, *who, owns, token)


def _delegate(world: World, tag: str, host: Invitation) -> tuple[Invitation, str]:
    return delegates.invite_delegate(
        world.store,
        host,
        f"Delegate {world.plant(tag, 'delegate name')}",
        f"{world.plant(tag, 'delegate email')}@example.org",
        None,
        BEGINNING,
    )


def answer_as(
    world: World, tag: str, invitation: Invitation, place: int, leave_open: str = ""
) -> None:
    answers = make_answers(
        note=f"Secret {world.plant(tag, 'answer text')}",
        proof=f"https://{world.plant(tag, 'answer link')}.example/",
        users=10.0 * place,
    )
    answers.pop(leave_open, None)
    person, response = invitation.person_name, invitation.response_id
    # One answer has been another one before, which can be restored.
    for given, seen in (({"body": "state"}, {}), (answers, {"body": 1})):
        responses.save_answers(world.store, response, given, seen, person, BEGINNING)


def prove(world: World, tag: str, invitation: Invitation) -> int:
    """Put a link and a file beside an answer; give the id of the file."""
    link = f"https://{world.plant(tag, 'evidence link')}.example/"
    content = f"Secret {world.plant(tag, 'file text')}".encode()
    name = f"{world.plant(tag, 'file name')}.txt"
    evidence.add_link(world.store, invitation, "law", link, BEGINNING)
    file = parse_file(name, content, most_bytes=1000)
    added = evidence.add_file(
        world.store, invitation, "law", file, BEGINNING, quota=1000
    )
    return added.id


def consent(world: World, cities: dict[str, City]) -> None:
    """Let the first two cities name each other where they have submitted."""
    named: dict[str, PeerLevel] = dict.fromkeys(PEER_NODES, "named")
    for city in list(cities.values())[:2]:
        sent = find_invitation(world, city, city.owns.responses[1])
        decide(world.store, sent, named, 0, BEGINNING)


def find_invitation(world: World, city: City, response: int) -> Invitation:
    """Find the invitation of a city's focal point to one of its responses."""
    with world.store.read() as connection:
        held = [get(connection, number) for _, number in city.owns.invitations]
    return next(one for one in held if one.response_id == response)
