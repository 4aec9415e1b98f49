"""A desk is there for who is of the workshop, and names what is measured there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork import accounts, invitations, units
from meter.fieldwork.responses import save_answers
from meter.fieldwork.submission import submit_response
from meter.knowledge.contributions import list_own
from meter.storage.repository.rounds import update_round
from meter.workshops.workshops import draft_workshop
from tests.webapp.city import enter
from tests.webapp.knowledge.conftest import GUIDE, TYPED, send
from tests.webapp.knowledge.made import make_desk
from tests.webapp.knowledge.test_offers import WEAK

if TYPE_CHECKING:
    from tests.webapp.knowledge.conftest import Space


def test_nodes_and_items_are_named_and_others_told_by_key() -> None:
    desk = make_desk()

    named = [desk.title_of(key) for key in ("plan", "budget", "gone")]

    assert named == ["Plan", "It has a budget.", "gone"]
    assert replace(desk, wording=None).title_of("plan") == "plan"
    assert (desk.is_organiser, make_desk(None).is_organiser) == (False, True)


def test_without_a_workshop_there_is_no_knowledge(space: Space) -> None:
    hub = f"/answer/{space.responses[0]}/"
    assert "What cities know" in space.ana.get(hub).text
    space.store.write(
        lambda one: update_round(one, space.round.id, {"workshop_id": None})
    )

    assert space.get().status_code == 404
    assert "What cities know" not in space.ana.get(hub).text


def test_a_city_that_takes_no_part_shares_and_reads_nothing(space: Space) -> None:
    space.publish(GUIDE, city=1)
    at, asked = space.clock(), space.round
    city = units.save_unit(space.store, space.owner.id, "Tarsis", {}, at)
    sent, token = invitations.invite(
        space.store, asked.id, city.id, "Cy", "cy@example.org", at
    )
    cy, shared = enter(space.app, token), f"/answer/{sent.response_id}/knowledge/"
    save_answers(space.store, sent.response_id, WEAK, {}, "Cy", at)
    submit_response(space.store, sent.response_id, "Cy", at)

    assert cy.get(shared).status_code == 404
    refused = send(cy, shared, f"{shared}new", TYPED)
    assert refused.status_code == 404
    assert list_own(space.store, space.workshop.id, city.id) == []
    # Nothing leads there, from the result either.
    result = cy.get(f"/answer/{sent.response_id}/result")
    assert result.status_code == 200
    assert "/knowledge/" not in result.text


def test_another_organisers_workshop_is_not_there(space: Space) -> None:
    at = space.clock()
    other = accounts.add_account(space.store, "o@example.org", "Other", at)
    draft_workshop(space.store, other.id, "theirs", "Theirs", at=at)

    assert space.desk.get("/workshops/theirs/knowledge/").status_code == 404
    assert space.desk.get("/workshops/nowhere/knowledge/").status_code == 404
