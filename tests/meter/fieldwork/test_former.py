"""What a unit answered before can be said again where the question is comparable."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument, Missing
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.fieldwork.former import load_former
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer
    from meter.fieldwork.former import FormerAnswers
    from meter.records import Invitation, Unit
    from tests.meter.conftest import Workshop

OTHER_POINTS = [
    {"code": "web", "points": 2, "say": "Web"},
    {"code": "phone", "points": 1, "say": "Phone"},
]
ANSWERS: dict[str, Answer] = {
    "law": "partly",
    "site": "yes",
    "users": 50.0,
    "ways": ("web",),
    "note": "Words",
    "since": "2020-01-31",
}


def submit(workshop: Workshop, sent: Invitation, answers: dict[str, Answer]) -> None:
    store, response, at = workshop.store, sent.response_id, workshop.at
    responses.save_answers(
        store, response, answers, {}, "Ana", at, notes={"law": "Law 7"}
    )
    responses.submit_response(store, response, "Ana", at)


def change_item(named: str, /, **fields: Any) -> dict[str, Any]:
    """Change the document in one item."""
    document = copy.deepcopy(DOCUMENT)
    for item in document["sections"][0]["items"]:
        if item["key"] == named:
            item.update(fields)
    return {**document, "version": "2"}


def invite_again(
    workshop: Workshop,
    document: dict[str, Any] = DOCUMENT,
    *,
    key: str = "again",
    owner_id: int | None = None,
    unit: Unit | None = None,
) -> Invitation:
    """Ask the unit in one more round."""
    store, at = workshop.store, workshop.at
    asked = Instrument.model_validate(document)
    owner = owner_id or workshop.owner.id
    drafted = rounds.draft_round(store, owner, key, f"Round {key}", asked, at=at)
    rounds.open_round(store, drafted.id, at)
    unit_id = (unit or workshop.unit).id
    sent, _ = invitations.invite(
        store, drafted.id, unit_id, "Ana", "ana@example.org", at
    )
    return sent


def load(workshop: Workshop, sent: Invitation) -> FormerAnswers | None:
    sheet = responses.load_page(workshop.store, sent.response_id, sent.id)
    return load_former(workshop.store, sheet)


def test_what_was_submitted_in_the_round_before_is_read(workshop: Workshop) -> None:
    submit(workshop, workshop.invitation, ANSWERS)

    found = load(workshop, invite_again(workshop))

    assert found is not None
    assert found.round == workshop.round
    assert {key: one.answer for key, one in found.answers.items()} == ANSWERS
    assert found.answers["law"].note == "Law 7"
    assert found.reworded == frozenset()


def test_what_was_not_submitted_is_not_read(workshop: Workshop) -> None:
    store, response, at = workshop.store, workshop.response_id, workshop.at
    responses.save_answers(store, response, ANSWERS, {}, "Ana", at)

    assert load(workshop, invite_again(workshop)) is None


def test_the_last_of_several_rounds_is_read_and_none_of_later_ones(
    workshop: Workshop,
) -> None:
    submit(workshop, workshop.invitation, ANSWERS)
    second = invite_again(workshop)
    third = invite_again(workshop, key="third")
    submit(workshop, third, {"site": "no", "law": "full"})

    found = load(workshop, second)
    assert found is not None
    assert found.round.key == "seoul"
    later = load(workshop, invite_again(workshop, key="fourth"))
    assert later is not None
    assert later.round.key == "third"
    assert set(later.answers) == {"site", "law"}


def test_another_units_answers_are_not_read(workshop: Workshop) -> None:
    submit(workshop, workshop.invitation, ANSWERS)
    store, at = workshop.store, workshop.at
    other = units.save_unit(store, workshop.owner.id, "Other", {}, at)

    assert load(workshop, invite_again(workshop, unit=other)) is None


def test_another_organisers_unit_of_the_same_name_has_nothing_to_read(
    workshop: Workshop,
) -> None:
    submit(workshop, workshop.invitation, ANSWERS)
    store, at = workshop.store, workshop.at
    owner = accounts.add_account(store, "b@example.org", "B", at)
    namesake = units.save_unit(store, owner.id, workshop.unit.name, {}, at)

    sent = invite_again(workshop, owner_id=owner.id, unit=namesake)

    assert load(workshop, sent) is None


def test_another_instrument_offers_nothing(workshop: Workshop) -> None:
    submit(workshop, workshop.invitation, ANSWERS)

    assert load(workshop, invite_again(workshop, DOCUMENT | {"key": "other"})) is None


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("users", {"at_least": 1}),
        ("users", {"when": {"item": "law", "equals": "full"}}),
        ("ways", {"options": OTHER_POINTS}),
        ("note", {"type": "link"}),
    ],
)
def test_a_changed_question_is_not_read(
    workshop: Workshop, key: str, fields: dict[str, Any]
) -> None:
    submit(workshop, workshop.invitation, ANSWERS)

    found = load(workshop, invite_again(workshop, change_item(key, **fields)))

    assert found is not None
    assert set(found.answers) == set(ANSWERS) - {key}


def test_a_replaced_question_is_not_read(workshop: Workshop) -> None:
    submit(workshop, workshop.invitation, ANSWERS)
    document = change_item("note", key="remark", replaces=["note"])

    found = load(workshop, invite_again(workshop, document))

    assert found is not None
    assert set(found.answers) == set(ANSWERS) - {"note"}


def test_a_reworded_question_is_read_and_named(workshop: Workshop) -> None:
    submit(workshop, workshop.invitation, ANSWERS)
    document = change_item("law", ask="There is a statute.")

    found = load(workshop, invite_again(workshop, document))

    assert found is not None
    assert found.answers["law"].answer == "partly"
    assert found.reworded == {"law"}
    assert found.instrument.items["law"].ask == "There is a law."


def test_what_was_not_known_or_hidden_then_is_asked_anew(workshop: Workshop) -> None:
    answers = {**ANSWERS, "law": Missing.DONT_KNOW, "site": "no"}
    submit(workshop, workshop.invitation, answers)

    found = load(workshop, invite_again(workshop))

    assert found is not None
    assert {"law", "users"}.isdisjoint(found.answers)
    assert found.answers["site"].answer == "no"


@pytest.mark.parametrize("takes", [True, False])
def test_not_applicable_is_read_where_it_can_still_be_said(
    workshop: Workshop,
    takes: bool,
) -> None:
    submit(workshop, workshop.invitation, {**ANSWERS, "law": Missing.NOT_APPLICABLE})
    document = DOCUMENT if takes else change_item("law", allow=["dont_know"])

    found = load(workshop, invite_again(workshop, document))

    assert found is not None
    assert ("law" in found.answers) is takes
