"""An act names what it is about by ids alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import ACTIONS, ON_ACCOUNTS, Act, Actor

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def test_acts_say_on_whose_data_they_are(workshop: Workshop) -> None:
    asked, unit, sent = workshop.round, workshop.unit, workshop.invitation

    on_round = Act.on_round("round_opened", asked)
    on_unit = Act.on_unit("unit_described", asked, unit, facts=["population"])
    on_link = Act.on_invitation("invited", asked, sent, person=7)

    assert (on_round.round_id, on_round.unit_id) == (asked.id, None)
    assert (on_unit.round_id, on_unit.unit_id) == (asked.id, unit.id)
    assert on_unit.detail == {"facts": ["population"]}
    assert Act.on_unit("unit_described", None, unit).round_id is None
    assert on_link.response_id == sent.response_id
    assert on_link.detail == {"invitation": sent.id, "person": 7}
    assert sent.person_email not in repr(on_link)


def test_an_actor_goes_by_the_name_of_the_account(workshop: Workshop) -> None:
    actor = Actor.of(workshop.owner, "organiser")

    assert (actor.account_id, actor.name) == (workshop.owner.id, "Organiser")


def test_what_is_done_to_accounts_is_among_the_actions() -> None:
    assert set(ON_ACCOUNTS) < set(ACTIONS)
    assert len(set(ACTIONS)) == len(ACTIONS)
