"""Answering apart: nobody is swayed, what is handed in stays, what is agreed counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.comparison.completion import completion, count_units
from meter.comparison.frames import round_answers, round_results
from meter.errors import NotFoundError
from meter.fieldwork import (
    apart,
    delegates,
    evidence,
    invitations,
    reopening,
    rounds,
    units,
)
from meter.fieldwork.errors import (
    DelegateError,
    HandedInError,
    ResponseSubmittedError,
    RoundClosedError,
    SeenError,
)
from meter.fieldwork.recoding import list_submitted
from meter.fieldwork.responses import (
    get_response,
    history,
    list_responses,
    load_answers,
    load_page,
    save_answers,
    submit_response,
)
from scoring.kernel.coding import decode_answers
from tests.meter.conftest import Workshop

if TYPE_CHECKING:
    from datetime import datetime

    from instruments import Instrument
    from meter.fieldwork.apart import Collected
    from meter.records import Account, Invitation
    from meter.storage import Store


@pytest.fixture
def workshop(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> Workshop:
    """Open a round in which people answer apart; Ana is the focal point."""
    drafted = rounds.draft_round(
        store, owner.id, "seoul", "Seoul", instrument, at=at, apart=True
    )
    opened = rounds.open_round(store, drafted.id, at)
    unit = units.save_unit(store, owner.id, "Marenda", {}, at)
    sent, token = invitations.invite(
        store, opened.id, unit.id, "Ana", "ana@example.org", at
    )
    return Workshop(store, at, owner, instrument, opened, unit, sent, token)


@pytest.fixture
def ben(workshop: Workshop) -> Invitation:
    return invite(workshop, "Ben")


def invite(workshop: Workshop, name: str, *sections: str) -> Invitation:
    email = f"{name.lower()}@example.org"
    made, _ = delegates.invite_delegate(
        workshop.store, workshop.invitation, name, email, sections, workshop.at
    )
    return made


def own(workshop: Workshop, invitation: Invitation) -> int:
    return apart.list_opened(workshop.store, invitation)[-1]


def give(workshop: Workshop, response_id: int, by: str, law: str = "full") -> None:
    save_answers(workshop.store, response_id, {"law": law}, {}, by, workshop.at)


def hand_in(workshop: Workshop, invitation: Invitation, law: str = "full") -> int:
    response_id, by = own(workshop, invitation), invitation.person_name
    give(workshop, response_id, by, law)
    apart.hand_in(workshop.store, response_id, by, workshop.at)
    return response_id


def collect(workshop: Workshop) -> Collected:
    return apart.load_collected(workshop.store, workshop.invitation)


def test_each_invitation_opens_what_its_holder_may_answer(
    workshop: Workshop, ben: Invitation
) -> None:
    focal = apart.list_opened(workshop.store, workshop.invitation)
    delegate = apart.list_opened(workshop.store, ben)

    assert focal[0] == workshop.response_id
    assert (len(focal), len(delegate)) == (2, 1)
    assert len({*focal, *delegate}) == 3


def test_without_answering_apart_there_is_one_response(
    workshop: Workshop,
) -> None:
    at = workshop.at
    asked = rounds.draft_round(
        workshop.store, workshop.owner.id, "plain", "Plain", workshop.instrument, at=at
    )
    rounds.open_round(workshop.store, asked.id, at)
    of = (workshop.store, asked.id, workshop.unit.id)
    sent, _ = invitations.invite(*of, "Ana", "ana@example.org", at)
    made, _ = delegates.invite_delegate(
        workshop.store, sent, "Ben", "ben@example.org", (), at
    )

    assert apart.list_opened(workshop.store, sent) == [sent.response_id]
    assert apart.list_opened(workshop.store, made) == [sent.response_id]
    assert load_page(workshop.store, sent.response_id, made.id).answers == {}


def test_nobody_opens_the_response_of_another(
    workshop: Workshop, ben: Invitation
) -> None:
    cho = invite(workshop, "Cho")
    ids = {one: own(workshop, one) for one in (workshop.invitation, ben, cho)}

    for invitation, response_id in ids.items():
        assert not load_page(workshop.store, response_id, invitation.id).answers
        for other in ids:
            if other is not invitation:
                with pytest.raises(NotFoundError):
                    load_page(workshop.store, response_id, other.id)
    assert not load_page(
        workshop.store, workshop.response_id, workshop.invitation.id
    ).answers
    for delegate in (ben, cho):
        with pytest.raises(NotFoundError):
            load_page(workshop.store, workshop.response_id, delegate.id)


def test_a_unit_of_the_same_person_does_not_open_the_other_ones_response(
    workshop: Workshop,
) -> None:
    other = units.save_unit(workshop.store, workshop.owner.id, "Other", {}, workshop.at)
    of = (workshop.store, workshop.round.id, other.id)
    sent, _ = invitations.invite(*of, "Ana", "ana@example.org", workshop.at)

    first, second = own(workshop, workshop.invitation), own(workshop, sent)

    assert first != second
    with pytest.raises(NotFoundError):
        load_page(workshop.store, first, sent.id)
    with pytest.raises(NotFoundError):
        load_page(workshop.store, second, workshop.invitation.id)


def test_a_new_link_leads_to_the_same_answers(
    workshop: Workshop, ben: Invitation
) -> None:
    response_id = own(workshop, ben)
    give(workshop, response_id, "Ben")

    anew, _ = invitations.reissue(workshop.store, ben.id, workshop.at)

    assert own(workshop, anew) == response_id
    assert load_page(workshop.store, response_id, anew.id).answers["law"].answer


def test_what_is_answered_apart_is_seen_when_both_have_handed_in(
    workshop: Workshop, ben: Invitation
) -> None:
    hand_in(workshop, ben)
    before = collect(workshop)
    later = replace(workshop, at=workshop.at + timedelta(minutes=1))
    mine = hand_in(later, workshop.invitation, "none")

    after = collect(workshop)

    assert (before.is_shared, dict(before.answers), before.shown) == (False, {}, ())
    assert after.is_shared
    assert [one.person_name for one in after.shown] == ["Ben", "Ana"]
    assert after.own_id == mine
    assert {one["law"].answer for one in after.answers.values()} == {"full", "none"}
    assert not after.is_collecting


def test_what_is_not_handed_in_is_not_seen(workshop: Workshop, ben: Invitation) -> None:
    give(workshop, own(workshop, ben), "Ben")
    mine = hand_in(workshop, workshop.invitation)

    found = collect(workshop)

    assert set(found.answers) == {mine}
    assert found.is_collecting
    assert [(one.person_name, one.is_handed_in) for one in found.people] == [
        ("Ana", True),
        ("Ben", False),
    ]


def test_evidence_stands_beside_the_answers_of_who_added_it(
    workshop: Workshop, ben: Invitation
) -> None:
    own_id = own(workshop, ben)
    used = load_page(workshop.store, own_id, ben.id).invitation
    link = "https://city.example/law"

    added = evidence.add_link(workshop.store, used, "law", link, workshop.at)

    assert used.response_id == own_id
    assert [
        one.url for one in evidence.list_evidence(workshop.store, own_id, "law")
    ] == [link]
    assert evidence.list_evidence(workshop.store, workshop.response_id, "law") == []
    foreign = replace(used, response_id=own(workshop, workshop.invitation))
    with pytest.raises(NotFoundError):
        evidence.add_link(workshop.store, foreign, "law", link, workshop.at)
    evidence.remove_evidence(workshop.store, used, added.id, workshop.at)
    assert load_page(workshop.store, own_id, ben.id).evidence == {}


def test_a_delegate_sees_nothing_of_the_others(
    workshop: Workshop, ben: Invitation
) -> None:
    hand_in(workshop, ben)

    with pytest.raises(DelegateError):
        apart.load_collected(workshop.store, ben)
    with pytest.raises(DelegateError):
        apart.close_collecting(workshop.store, ben, workshop.at)
    with pytest.raises(DelegateError):
        apart.give_back(workshop.store, ben, own(workshop, ben), workshop.at)


def test_what_is_handed_in_stays_until_it_is_given_back(
    workshop: Workshop, ben: Invitation
) -> None:
    response_id = hand_in(workshop, ben)

    with pytest.raises(HandedInError):
        give(workshop, response_id, "Ben", "none")
    assert not load_page(workshop.store, response_id, ben.id).is_open(workshop.at)
    apart.give_back(workshop.store, workshop.invitation, response_id, workshop.at)
    save_answers(
        workshop.store, response_id, {"law": "none"}, {"law": 1}, "Ben", workshop.at
    )

    assert load_answers(workshop.store, response_id)["law"].answer == "none"
    assert len(history(workshop.store, response_id, "law")) == 2


def test_handing_in_twice_changes_nothing(workshop: Workshop, ben: Invitation) -> None:
    response_id = hand_in(workshop, ben)
    first = get_response(workshop.store, response_id)
    later = workshop.at + timedelta(hours=1)

    apart.hand_in(workshop.store, response_id, "Ben", later)

    assert get_response(workshop.store, response_id) == first
    assert first.handed_in_at == workshop.at


def test_the_units_response_is_submitted_and_not_handed_in(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        apart.hand_in(workshop.store, workshop.response_id, "Ana", workshop.at)
    with pytest.raises(NotFoundError):
        submit_response(
            workshop.store, own(workshop, workshop.invitation), "Ana", workshop.at
        )


def test_closing_hands_in_everything_as_it_stands(
    workshop: Workshop, ben: Invitation
) -> None:
    cho = invite(workshop, "Cho")
    give(workshop, own(workshop, ben), "Ben")
    done = hand_in(workshop, cho)

    closed = apart.close_collecting(workshop.store, workshop.invitation, workshop.at)

    found = collect(workshop)
    assert closed == 2
    assert found.is_shared
    assert {one.response.id: one.handed_in_by for one in found.people} == {
        done: "Cho",
        own(workshop, ben): "Ana",
        own(workshop, workshop.invitation): "Ana",
    }
    with pytest.raises(HandedInError):
        give(workshop, own(workshop, ben), "Ben", "none")


def test_who_has_seen_others_keeps_what_they_handed_in(
    workshop: Workshop, ben: Invitation
) -> None:
    mine = hand_in(workshop, workshop.invitation)
    apart.give_back(workshop.store, workshop.invitation, mine, workshop.at)
    apart.hand_in(workshop.store, mine, "Ana", workshop.at)
    theirs = hand_in(workshop, ben)

    with pytest.raises(SeenError) as raised:
        apart.give_back(workshop.store, workshop.invitation, mine, workshop.at)
    apart.give_back(workshop.store, workshop.invitation, theirs, workshop.at)

    assert raised.value.person == "Ana"
    assert set(collect(workshop).answers) == {mine}


def test_nothing_is_given_back_after_the_end_when_only_the_unit_may_mend(
    workshop: Workshop,
) -> None:
    store, at = workshop.store, workshop.at
    drafted = rounds.draft_round(
        store,
        workshop.owner.id,
        "late",
        "Late",
        workshop.instrument,
        at=at,
        apart=True,
        reviewed=True,
        closes_at=at + timedelta(hours=1),
    )
    opened = rounds.open_round(store, drafted.id, at)
    sent, _ = invitations.invite(
        store, opened.id, workshop.unit.id, "Ana", "ana@example.org", at
    )
    there = replace(workshop, round=opened, invitation=sent)
    done = hand_in(there, invite(there, "Ben"))
    given = {"law": "full", "site": "no"}
    save_answers(store, there.response_id, given, {}, "Ana", at)
    submit_response(store, there.response_id, "Ana", at)
    later = at + timedelta(hours=2)
    reopening.reopen(store, there.response_id, "Mend it.", workshop.owner, later)

    with pytest.raises(RoundClosedError):
        apart.give_back(store, sent, done, later)


def test_only_a_response_apart_of_the_unit_is_given_back(workshop: Workshop) -> None:
    other = workshop.invite_unit("Other")

    for strange in (workshop.response_id, own(workshop, other), 999_999):
        with pytest.raises(NotFoundError):
            apart.give_back(workshop.store, workshop.invitation, strange, workshop.at)


def test_nothing_is_taken_apart_once_the_unit_has_submitted(
    workshop: Workshop, ben: Invitation
) -> None:
    response_id = own(workshop, ben)
    save_answers(
        workshop.store, workshop.response_id, {"site": "no"}, {}, "Ana", workshop.at
    )
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    with pytest.raises(ResponseSubmittedError):
        give(workshop, response_id, "Ben")
    with pytest.raises(ResponseSubmittedError):
        apart.hand_in(workshop.store, response_id, "Ben", workshop.at)
    with pytest.raises(ResponseSubmittedError):
        apart.close_collecting(workshop.store, workshop.invitation, workshop.at)
    sheet = load_page(workshop.store, response_id, ben.id)
    assert sheet.final_at == workshop.at
    assert not sheet.is_open(workshop.at)


def test_nothing_is_handed_in_once_the_round_is_closed(
    workshop: Workshop, ben: Invitation
) -> None:
    done = hand_in(workshop, ben)
    rounds.close_round(workshop.store, workshop.round.id, workshop.at)

    with pytest.raises(RoundClosedError):
        apart.hand_in(
            workshop.store, own(workshop, workshop.invitation), "Ana", workshop.at
        )
    with pytest.raises(RoundClosedError):
        apart.give_back(workshop.store, workshop.invitation, done, workshop.at)


def test_only_what_is_agreed_is_counted_compared_and_scored(
    workshop: Workshop, ben: Invitation
) -> None:
    hand_in(workshop, ben, "none")
    hand_in(workshop, workshop.invitation, "none")
    agreed = {"law": "full", "site": "no"}
    save_answers(workshop.store, workshop.response_id, agreed, {}, "Ana", workshop.at)
    drafts = completion(workshop.store, workshop.round.id, workshop.at)
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    store, number = workshop.store, workshop.round.id
    (done,) = completion(store, number, workshop.at)
    answers, results = round_answers(store, number), round_results(store, number)

    assert [one.answered for one in drafts] == [2]
    assert (done.response_id, done.answered) == (workshop.response_id, 2)
    assert count_units(store, number) == (1, 1)
    assert [one.id for one in list_responses(store, number)] == [workshop.response_id]
    assert answers.names == ["Marenda"]
    assert decode_answers(workshop.instrument, answers.coded)["law"] == "full"
    assert [unit.name for unit in results.units] == ["Marenda"]
    column = results.plan.nodes.index("rules")
    assert results.scores.score[0, column] == 0.5
    assert [one.id for one in list_submitted(store)] == [workshop.response_id]
    assert [one.name for one in units.list_units(store, number)] == ["Marenda"]


def test_who_answers_apart_is_offered_nothing_of_a_former_round(
    workshop: Workshop,
) -> None:
    agreed = {"law": "full", "site": "no"}
    save_answers(workshop.store, workshop.response_id, agreed, {}, "Ana", workshop.at)
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    at = workshop.at
    asked = rounds.draft_round(
        workshop.store, workshop.owner.id, "two", "Two", workshop.instrument,
        at=at, apart=True,
    )  # fmt: skip
    of = (workshop.store, asked.id, workshop.unit.id)
    sent, _ = invitations.invite(*of, "Ana", "ana@example.org", at)
    unit_id, own_id = apart.list_opened(workshop.store, sent)

    agreed_sheet = load_page(workshop.store, unit_id, sent.id)
    own_sheet = load_page(workshop.store, own_id, sent.id)

    assert agreed_sheet.former_round_id == workshop.round.id
    assert own_sheet.former_round_id is None
