"""Two rounds are laid side by side, and what is not common is left out."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument
from meter.comparison.movement import compare_rounds, list_former_rounds
from meter.fieldwork import invitations, responses, rounds, units
from meter.storage.repository.scorecards import list_scorecards
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import Round
    from tests.meter.conftest import Workshop


def draft(workshop: Workshop, round_key: str, /, **changes: Any) -> Round:
    """Open a round of the tiny instrument with parts replaced."""
    document = {**copy.deepcopy(DOCUMENT), **changes}
    asked = Instrument.model_validate(document)
    store, owner, at = workshop.store, workshop.owner.id, workshop.at
    drafted = rounds.draft_round(store, owner, round_key, "Round", asked, at=at)
    return rounds.open_round(store, drafted.id, at)


def submit(
    workshop: Workshop, asked: Round, name: str, answers: dict[str, Answer]
) -> None:
    store, at = workshop.store, workshop.at
    unit = units.save_unit(store, workshop.owner.id, name, {}, at)
    email = f"{name.lower()}@example.org"
    sent, _ = invitations.invite(store, asked.id, unit.id, name, email, at)
    responses.save_answers(store, sent.response_id, answers, {}, name, at)
    responses.submit_response(store, sent.response_id, name, at)


def add_item(replaced: str | None = None) -> dict[str, Any]:
    """Change the document: `rules` gets another item, or one instead of one."""
    roads = {"key": "roads", "type": "yes_no", "ask": "Are there roads?"}
    sections = copy.deepcopy(DOCUMENT["sections"])
    framework = copy.deepcopy(DOCUMENT["framework"])
    weights = framework["nodes"]["rules"]["items"]
    if replaced is not None:
        roads["replaces"] = [replaced]  # type: ignore[assignment]
        del weights[replaced]
        kept = [one for one in sections[0]["items"] if one["key"] != replaced]
        sections[0]["items"] = kept
    sections[0]["items"].append(roads)
    weights["roads"] = 1
    return {"sections": sections, "framework": framework, "version": "2"}


FORMER: dict[str, Answer] = {"site": "yes", "law": "partly", "users": 50.0}
LATER: dict[str, Answer] = {"site": "yes", "law": "full", "users": 60.0, "roads": "no"}


@pytest.fixture
def first(workshop: Workshop) -> Round:
    submit(workshop, workshop.round, "Arbon", FORMER)
    submit(workshop, workshop.round, "Belo", FORMER)
    return workshop.round


def test_without_a_change_the_later_score_is_the_linked_one(
    workshop: Workshop, first: Round
) -> None:
    second = draft(workshop, "second")
    submit(workshop, second, "Belo", {k: v for k, v in LATER.items() if k != "roads"})
    submit(workshop, second, "Cala", {"site": "no"})

    movement = compare_rounds(workshop.store, first.id, second.id)

    (belo,) = movement.list_moved("rules")
    assert (belo.unit.name, belo.former) == ("Belo", (1 + 1 / 2) / 2)
    assert belo.later == belo.linked == 1
    assert belo.change == 1 - (1 + 1 / 2) / 2
    assert movement.find_break("rules") is None
    assert [unit.name for unit in movement.only_former] == ["Arbon"]
    assert [unit.name for unit in movement.only_later] == ["Cala"]


def test_an_added_item_is_left_out_of_the_movement(
    workshop: Workshop, first: Round
) -> None:
    second = draft(workshop, "second", **add_item())
    submit(workshop, second, "Belo", LATER)

    movement = compare_rounds(workshop.store, first.id, second.id)

    (belo,) = movement.list_moved("rules")
    assert belo.former == (1 + 1 / 2) / 2
    assert belo.later == pytest.approx((1 + 1 + 0) / 3)
    assert belo.linked == pytest.approx((1 + 1) / 2)
    assert str(movement.find_break("rules")) == "roads added"
    assert movement.find_break("use") is None
    (use,) = movement.list_moved("use")
    assert use.later == use.linked


def test_a_node_of_which_nothing_is_common_has_no_movement(
    workshop: Workshop, first: Round
) -> None:
    changes = add_item("site")
    sections = changes["sections"]
    sections[0]["items"] = [
        {**one, "when": None, **({"reverse": True} if one["key"] == "law" else {})}
        for one in sections[0]["items"]
    ]
    second = draft(workshop, "second", **changes)
    submit(workshop, second, "Belo", {"law": "none", "users": 60.0, "roads": "yes"})

    movement = compare_rounds(workshop.store, first.id, second.id)

    (belo,) = movement.list_moved("rules")
    assert (belo.former, belo.later) == (0.75, 1.0)
    assert (belo.linked, belo.change) == (None, None)
    assert str(movement.find_break("rules")) == (
        "law rescaled (reverse); site replaced by roads"
    )


def test_kept_scorecards_do_not_move_because_others_join_leave_or_correct(
    workshop: Workshop, first: Round
) -> None:
    def read() -> dict[str, Any]:
        with workshop.store.read() as connection:
            found = list_scorecards(connection, first.id)
        return {unit.name: card and card.to_document() for unit, card in found}

    before = read()
    second = draft(workshop, "second", **add_item())
    submit(workshop, second, "Belo", LATER)  # corrects what it said
    submit(workshop, first, "Joining", {"site": "no", "law": "none"})
    invitations.revoke(workshop.store, workshop.invitation.id, workshop.at)
    compare_rounds(workshop.store, first.id, second.id)

    after = read()
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {"Joining"}


def test_earlier_scored_rounds_of_the_instrument_are_offered_newest_first(
    workshop: Workshop,
) -> None:
    draft(workshop, "other", key="another")
    draft(workshop, "bare", framework=None, methods={})
    second = draft(workshop, "second")
    third = draft(workshop, "third", version="2")

    offered = list_former_rounds(workshop.store, third)

    assert [one.key for one in offered] == [second.key, workshop.round.key]
    assert list_former_rounds(workshop.store, workshop.round) == []
