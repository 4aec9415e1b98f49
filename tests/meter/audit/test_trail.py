"""What staff do is recorded with who, as what and on whose data; nothing besides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import pytest

from meter.audit.chain import verify_chain
from meter.audit.records import SERVER, Act, Scope
from meter.audit.trail import count_entries, list_entries, list_units, record
from meter.errors import NotFoundError
from meter.fieldwork import accounts, invitations, reopening, reviewers, rounds, units
from meter.mailing import outbox
from tests.meter.fieldwork.checked import submit_for_review

if TYPE_CHECKING:
    from datetime import datetime

    from meter.audit.records import Entry
    from meter.storage import Connection, Store
    from tests.meter.conftest import Workshop

EVERYTHING = Scope()


def last(workshop: Workshop, count: int = 1) -> list[Entry]:
    """List the last entries, the first of them first."""
    return list_entries(workshop.store, EVERYTHING, limit=count)[::-1]


def test_an_act_names_who_did_it_as_what_and_on_whose_data(workshop: Workshop) -> None:
    store, owner = workshop.store, workshop.owner
    invitations.revoke(store, workshop.invitation.id, workshop.at, by=owner)

    (entry,) = last(workshop)

    assert (entry.account_id, entry.who, entry.role) == (
        owner.id,
        "Organiser",
        "organiser",
    )
    assert entry.action == "link_withdrawn"
    assert (entry.round_id, entry.unit_id, entry.response_id) == (
        workshop.round.id,
        workshop.unit.id,
        workshop.response_id,
    )
    assert entry.detail == {"invitation": workshop.invitation.id}
    assert entry.at == workshop.at


def test_what_changes_nothing_leaves_no_entry(workshop: Workshop) -> None:
    store, at, owner = workshop.store, workshop.at, workshop.owner
    invitations.revoke(store, workshop.invitation.id, at)
    before = count_entries(store, EVERYTHING)

    invitations.revoke(store, workshop.invitation.id, at, by=owner)
    rounds.open_round(store, workshop.round.id, at, by=owner)
    units.save_unit(store, owner.id, "Marenda", {"population": 1000.0}, at, by=owner)

    assert count_entries(store, EVERYTHING) == before


def test_each_act_of_fieldwork_has_its_entry(workshop: Workshop) -> None:
    store, at, owner = workshop.store, workshop.at, workshop.owner
    rea = accounts.add_account(store, "rea@example.org", "Rea", at)
    asked, by = workshop.round, owner
    reviewers.name_reviewer(store, asked, rea.email, at, by=by)
    reviewers.withdraw_reviewer(store, asked, rea.id, at, by=by)
    facts = {"population": 5.0}
    unit = units.save_unit(store, owner.id, "Belm", facts, at, asked=asked, by=by)
    sent, _ = invitations.invite(store, asked.id, unit.id, "B", "b@x.org", at, by=by)
    invitations.reissue(store, sent.id, at, by=by)
    outbox.request_reminders(store, asked.id, at, by=by)
    rounds.close_round(store, asked.id, at, by=by)

    found = last(workshop, 8)

    assert [one.action for one in found] == [
        "reviewer_named",
        "reviewer_withdrawn",
        "unit_described",
        "invited",
        "link_renewed",
        "reminded",
        "reminded",
        "round_closed",
    ]
    assert {one.who for one in found} == {"Organiser"}
    assert {one.round_id for one in found} == {asked.id}
    assert found[0].detail == {"account": rea.id, "name": "Rea"}
    assert found[2].detail == {"facts": ["population"]}
    verify_chain(store)


def test_a_review_is_recorded_answer_by_answer_without_a_text(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)
    checked.verify("law")
    checked.ask("site", "A very long question?")
    checked.reply("site", "A very long answer.")
    checked.submit()
    checked.verify("site", "users", "ways")
    owner = workshop.owner
    reopening.reopen(checked.store, checked.response_id, "Why?", owner, checked.go_on())

    found = last(workshop, 7)

    assert [(one.action, one.item, one.role) for one in found] == [
        ("answer_verified", "law", "reviewer"),
        ("answer_returned", "site", "reviewer"),
        ("answer_verified", "site", "reviewer"),
        ("answer_verified", "users", "reviewer"),
        ("answer_verified", "ways", "reviewer"),
        ("response_accepted", None, "reviewer"),
        ("response_reopened", None, "organiser"),
    ]
    assert found[1].detail == {"revision": 1, "taken_back": True}
    assert "long" not in repr(found)
    assert "partly" not in repr(found)


def test_who_has_no_right_does_nothing_and_leaves_no_entry(workshop: Workshop) -> None:
    store, at = workshop.store, workshop.at
    stranger = accounts.add_account(store, "s@example.org", "Stranger", at)
    asked, sent, by = workshop.round, workshop.invitation, stranger
    before = count_entries(store, EVERYTHING)
    acts = (
        partial(rounds.open_round, store, asked.id, at, by=by),
        partial(rounds.close_round, store, asked.id, at, by=by),
        partial(invitations.revoke, store, sent.id, at, by=by),
        partial(invitations.reissue, store, sent.id, at, by=by),
        partial(
            invitations.invite, store, asked.id, sent.unit_id, "B", "b@x.org", at, by=by
        ),
        partial(
            units.save_unit, store, workshop.owner.id, "N", {}, at, asked=asked, by=by
        ),
        partial(outbox.request_reminders, store, asked.id, at, by=by),
        partial(reviewers.name_reviewer, store, asked, by.email, at, by=by),
        partial(reviewers.withdraw_reviewer, store, asked, by.id, at, by=by),
    )

    for act in acts:
        with pytest.raises(NotFoundError):
            act()

    assert count_entries(store, EVERYTHING) == before


def test_entries_are_listed_by_what_they_are_about(workshop: Workshop) -> None:
    store = workshop.store
    other = workshop.invite_unit("Belm")
    about = Scope(round_id=workshop.round.id, unit_id=other.unit_id)

    assert [one.action for one in list_entries(store, about)] == ["invited"]
    assert list_entries(store, Scope(round_id=workshop.round.id + 1)) == []
    assert list_entries(store, Scope(workshop_id=1)) == []
    named = list_units(store, Scope(round_id=workshop.round.id))
    assert named == {other.unit_id: "Belm", workshop.unit.id: "Marenda"}
    only = Scope(actions=("round_opened",))
    assert [one.action for one in list_entries(store, only)] == ["round_opened"]
    newest, second = list_entries(store, EVERYTHING, limit=2)
    assert list_entries(store, EVERYTHING, limit=1, offset=1) == [second]
    assert newest.id == second.id + 1


def test_many_who_act_at_once_make_one_chain(store: Store, at: datetime) -> None:
    def act(number: int, connection: Connection) -> None:
        record(connection, SERVER, at, Act("invited", unit_id=number))

    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(store.write, partial(act, number)) for number in range(60)]
        for job in jobs:
            job.result()

    assert verify_chain(store).count == 60
    units_seen = {one.unit_id for one in list_entries(store, EVERYTHING)}
    assert units_seen == set(range(60))
