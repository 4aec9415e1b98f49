"""A desk is there for who is of the workshop, and names what is measured there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork import accounts
from meter.storage.repository.rounds import update_round
from meter.workshops.workshops import draft_workshop
from tests.webapp.knowledge.made import make_desk

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


def test_another_organisers_workshop_is_not_there(space: Space) -> None:
    at = space.clock()
    other = accounts.add_account(space.store, "o@example.org", "Other", at)
    draft_workshop(space.store, other.id, "theirs", "Theirs", at=at)

    assert space.desk.get("/workshops/theirs/knowledge/").status_code == 404
    assert space.desk.get("/workshops/nowhere/knowledge/").status_code == 404
