"""Answers of a file become those of units, and overwrite nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from instruments.model.answers import Missing
from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.errors import NotFoundError
from meter.exchange.imports.records import GivenRow
from meter.fieldwork import (
    accounts,
    evidence,
    invitations,
    rounds,
    units,
)
from meter.fieldwork.errors import RoundClosedError
from meter.fieldwork.imports import importing
from meter.fieldwork.imports.errors import ApartImportError, UnitDraftsError
from meter.fieldwork.imports.importing import import_answers
from meter.fieldwork.imports.participants import list_participants
from meter.fieldwork.imports.records import ImportOrigin, ImportOutcome, ImportTerms
from meter.fieldwork.reopening import reopen
from meter.fieldwork.responses import (
    get_response,
    history,
    list_responses,
    load_answers,
    load_scorecard,
    save_answers,
)
from meter.fieldwork.submission import submit_response

if TYPE_CHECKING:
    from instruments.model.answers import Answer
    from meter.records import Account
    from tests.meter.conftest import Workshop

GIVEN: dict[str, Answer] = {"law": "full", "site": "yes", "users": 20.0}
ROW = GivenRow(2, "Marenda", GIVEN)


def take(
    workshop: Workshop,
    *rows: GivenRow,
    by: Account | None = None,
    later: int = 1,
    **terms: Any,
) -> ImportOutcome:
    at = workshop.at + timedelta(hours=later)
    return import_answers(
        workshop.store,
        workshop.round,
        list_participants(workshop.store, workshop.round),
        rows or [ROW],
        ImportOrigin(by, "meter import", at, "import-1"),
        ImportTerms(**terms),
    )


def read(workshop: Workshop) -> dict[str, Any]:
    stored = load_answers(workshop.store, workshop.response_id)
    return {item: one.answer for item, one in stored.items()}


def list_acts(workshop: Workshop) -> list[tuple[str, dict[str, Any]]]:
    entries = list_entries(workshop.store, Scope(round_id=workshop.round.id))
    return [
        (one.action, dict(one.detail))
        for one in reversed(entries)
        if one.action in {"answers_imported", "unit_described"}
    ]


def test_answers_become_a_draft_of_the_unit(workshop: Workshop) -> None:
    done = take(workshop)

    assert (done.units, done.added, done.replaced, done.unchanged) == (1, 3, 0, 0)
    assert read(workshop) == GIVEN
    assert get_response(workshop.store, workshop.response_id).state == "started"
    (change,) = history(workshop.store, workshop.response_id, "law")
    assert (change.changed_by, change.answer) == ("meter import", "full")
    assert list_acts(workshop) == [
        ("answers_imported", {"added": 3, "replaced": 0, "submitted": False})
    ]


def test_the_same_rows_twice_change_nothing(workshop: Workshop) -> None:
    take(workshop)

    again = take(workshop, later=2)

    assert (again.units, again.added, again.unchanged) == (0, 0, 3)
    assert (again.differing, again.left) == ([], [])
    assert len(list_acts(workshop)) == 1
    assert len(history(workshop.store, workshop.response_id, "law")) == 1


def test_an_answer_that_is_there_is_named_and_left(workshop: Workshop) -> None:
    given = {"law": "none", "site": "yes"}
    save_answers(workshop.store, workshop.response_id, given, {}, "Ana", workshop.at)

    done = take(workshop)

    assert (done.added, done.unchanged) == (1, 0)
    one, other = done.differing
    assert (one.row, one.unit, one.item) == (2, "Marenda", "law")
    # It was never submitted: who imports reads no drafts, and not that one is the same.
    assert (one.stored, one.given) == (None, "full")
    assert (other.item, other.stored, other.given) == ("site", None, "yes")
    assert read(workshop) == {"law": "none", "site": "yes", "users": 20.0}


@pytest.mark.parametrize("terms", [{}, {"replace": True}, {"submit": True}])
@pytest.mark.parametrize("is_trial", [True, False])
def test_whether_a_draft_is_what_the_file_says_is_told_by_nothing(
    workshop: Workshop, terms: dict[str, Any], *, is_trial: bool
) -> None:
    told = []
    for name, drafted in (("Solta", "none"), ("Belm", "full")):
        draft(workshop, name, {"law": drafted, "users": 3.0})
        before = len(list_acts(workshop))
        done = take(workshop, GivenRow(2, name, GIVEN), is_trial=is_trial, **terms)
        acts = list_acts(workshop)[before:]
        cells = [(one.item, one.stored, one.given) for one in done.differing]
        left = [type(one.error) for one in done.left]
        told.append((replace(done, differing=[], left=[]), cells, left, acts))

    assert told[0] == told[1]


def draft(workshop: Workshop, name: str, given: dict[str, Answer]) -> None:
    """Let another unit answer something and submit nothing."""
    store, at = workshop.store, workshop.at
    unit = units.save_unit(store, workshop.owner.id, name, {}, at)
    email = f"{name.lower()}@example.org"
    sent, _ = invitations.invite(store, workshop.round.id, unit.id, name, email, at)
    save_answers(store, sent.response_id, given, {}, name, at)


def test_nor_by_a_response_that_is_reopened(workshop: Workshop) -> None:
    store, number, at = workshop.store, workshop.response_id, workshop.at
    save_answers(store, number, GIVEN, {}, "Ana", at)
    submit_response(store, number, "Ana", at)
    assert (take(workshop).unchanged, take(workshop).differing) == (3, [])
    reopen(store, number, "Look again.", workshop.owner, at + timedelta(hours=1))

    done = take(workshop, is_trial=True)

    assert done.unchanged == 0
    assert [(one.item, one.stored) for one in done.differing] == [
        ("law", None),
        ("site", None),
        ("users", None),
    ]


def test_what_an_import_gave_is_compared_as_long_as_it_stands(
    workshop: Workshop,
) -> None:
    take(workshop)
    save_answers(
        workshop.store, workshop.response_id, {"law": "none"}, {"law": 1}, "Ana",
        workshop.at + timedelta(hours=2),
    )  # fmt: skip

    done = take(workshop, later=3)

    assert (done.unchanged, [one.item for one in done.differing]) == (2, ["law"])


def test_an_answer_that_somebody_took_back_stays_so(workshop: Workshop) -> None:
    take(workshop)
    save_answers(
        workshop.store, workshop.response_id, {"law": "none"}, {"law": 1}, "Ana",
        workshop.at + timedelta(hours=2),
    )  # fmt: skip

    done = take(workshop, later=3)

    assert [one.item for one in done.differing] == ["law"]
    assert read(workshop)["law"] == "none"


def test_what_is_replaced_stays_in_the_history(workshop: Workshop) -> None:
    save_answers(
        workshop.store, workshop.response_id, {"law": "none"}, {}, "Ana", workshop.at
    )

    done = take(workshop, replace=True)

    assert (done.added, done.replaced, done.differing) == (2, 1, [])
    first, second = history(workshop.store, workshop.response_id, "law")
    assert (first.answer, first.changed_by) == ("none", "Ana")
    assert (second.former, second.answer, second.revision) == ("none", "full", 2)


def test_a_trial_tells_the_same_and_keeps_nothing(workshop: Workshop) -> None:
    rows = (ROW, GivenRow(3, "Solta", {"law": "none"}))

    tried = take(workshop, *rows, add_units=True, is_trial=True)

    assert read(workshop) == {}
    assert list_acts(workshop) == []
    assert len(units.list_units(workshop.store, workshop.round.id)) == 1
    assert take(workshop, *rows, add_units=True) == tried
    assert tried.added == 4


def test_units_that_are_not_there_are_added(workshop: Workshop) -> None:
    take(workshop, GivenRow(2, "Solta", {"law": "none"}), add_units=True)

    names = [one.name for one in units.list_units(workshop.store, workshop.round.id)]
    assert names == ["Marenda", "Solta"]
    assert [action for action, _ in list_acts(workshop)][-2:] == [
        "unit_described",
        "answers_imported",
    ]


def test_responses_may_be_submitted(workshop: Workshop) -> None:
    done = take(workshop, submit=True)

    assert (done.submitted, done.left) == (1, [])
    response = get_response(workshop.store, workshop.response_id)
    assert response.state == "submitted"
    assert load_scorecard(workshop.store, workshop.response_id) is not None
    again = take(workshop, submit=True, later=2)
    assert (again.units, again.unchanged, again.submitted) == (0, 3, 0)
    assert again.left == []


def test_a_draft_of_an_earlier_import_is_submitted_later(workshop: Workshop) -> None:
    take(workshop)

    done = take(workshop, submit=True, later=2)

    assert (done.units, done.added, done.submitted) == (1, 0, 1)


def test_what_lacks_an_answer_stays_a_draft_and_is_told(workshop: Workshop) -> None:
    done = take(workshop, GivenRow(2, "Marenda", {"law": "full"}), submit=True)

    assert (done.added, done.submitted) == (1, 0)
    assert "site" in str(done.left[0].error)
    assert get_response(workshop.store, workshop.response_id).state == "started"


def test_what_differs_is_not_submitted(workshop: Workshop) -> None:
    save_answers(
        workshop.store, workshop.response_id, {"law": "none"}, {}, "Ana", workshop.at
    )

    assert take(workshop, submit=True).submitted == 0


DRAFTS: list[dict[str, Answer]] = [
    GIVEN,
    {"law": "full"},
    {"law": "none", "note": "Not yet."},
]
"""What a unit may have drafted: all that is needed, too little, and something else."""


@pytest.mark.parametrize("given", [{}, {"law": "full"}, {"since": "2020-02-29"}])
def test_what_a_unit_began_itself_it_submits_itself(
    workshop: Workshop, given: dict[str, Answer]
) -> None:
    told = []
    for number, drafted in enumerate(DRAFTS):
        draft(workshop, f"City-{number}", drafted)
        row = GivenRow(2, f"City-{number}", given)
        for is_trial in (True, False):
            done = take(workshop, row, submit=True, is_trial=is_trial)
            told.append((done.submitted, [type(one.error) for one in done.left]))

    assert told == [(0, [UnitDraftsError])] * 2 * len(DRAFTS)
    numbers = [one.id for one in list_responses(workshop.store, workshop.round.id)]
    states = {get_response(workshop.store, one).state for one in numbers}
    assert "submitted" not in states


def test_what_replaces_all_drafts_is_submitted(workshop: Workshop) -> None:
    left = []
    drafts: list[dict[str, Answer]] = [{"law": "none"}, {"users": 3.0}]
    for name, drafted in zip(("Solta", "Belm"), drafts, strict=True):
        draft(workshop, name, drafted)
        row = GivenRow(2, name, {"law": "full", "site": "yes"})
        done = take(workshop, row, replace=True, submit=True)
        left.append((done.submitted, [type(one.error) for one in done.left]))

    assert left == [(1, []), (0, [UnitDraftsError])]


def test_evidence_of_a_unit_is_submitted_by_it_alone(workshop: Workshop) -> None:
    link = "https://example.org/law"
    evidence.add_link(workshop.store, workshop.invitation, "law", link, workshop.at)

    done = take(workshop, submit=True)

    assert (done.submitted, len(done.left)) == (0, 1)


def test_nothing_tells_later_whether_a_draft_was_what_replaced_it(
    workshop: Workshop,
) -> None:
    told = []
    drafts: list[dict[str, Answer]] = [{"law": "full"}, {"law": "none"}]
    for number, drafted in enumerate(drafts):
        name = f"City-{number}"
        draft(workshop, name, drafted)
        row = GivenRow(2, name, {"law": "full"})
        first = take(workshop, row, replace=True)
        # The file becomes quiet: nothing is left, and nothing is written any more.
        for replaces in (True, False):
            again = take(workshop, row, later=2, replace=replaces)
            told.append((first, again))

    assert {one.replaced for one, _ in told} == {1}
    assert [again for _, again in told] == [ImportOutcome(unchanged=1)] * 4


def test_a_draft_is_replaced_with_its_note_which_stays_in_the_history(
    workshop: Workshop,
) -> None:
    store, number = workshop.store, workshop.response_id
    given: dict[str, Answer] = {"law": "full", "site": "yes"}
    notes = {"law": "Mine.", "site": "Mine too."}
    save_answers(store, number, given, {}, "Ana", workshop.at, notes=notes)

    done = take(workshop, say({"law": "full"}, site="From a file"), replace=True)

    assert (done.replaced, [one.item for one in done.differing]) == (1, ["site"])
    assert read_notes(workshop) == {"site": "Mine too."}
    assert [one.note for one in history(store, number, "law")] == ["Mine.", ""]


def test_a_response_that_is_final_stays_as_it_is(workshop: Workshop) -> None:
    take(workshop, submit=True)
    row = GivenRow(2, "Marenda", {"law": "none", "site": "yes", "note": "new"})

    done = take(workshop, row, replace=True, later=2)

    assert (done.added, done.replaced, done.unchanged) == (0, 0, 1)
    (one,) = done.differing
    assert one.stored is not None
    assert (one.item, one.stored.answer) == ("law", "full")
    assert [one.row for one in done.left] == [2]
    assert read(workshop) == GIVEN


def say(answers: dict[str, Answer], **notes: str) -> GivenRow:
    return GivenRow(2, "Marenda", answers, notes=notes)


def read_notes(workshop: Workshop) -> dict[str, str]:
    stored = load_answers(workshop.store, workshop.response_id)
    return {item: one.note for item, one in stored.items() if one.note}


def test_a_note_comes_with_its_answer_or_by_itself(workshop: Workshop) -> None:
    row = say({"law": "full"}, law="Since 2019", site="Soon")

    first, again = take(workshop, row), take(workshop, row, later=2)

    assert (first.added, first.replaced, first.differing) == (2, 0, [])
    assert (again.added, again.replaced, again.unchanged) == (0, 0, 2)
    assert read(workshop) == {"law": "full", "site": Missing.UNANSWERED}
    assert read_notes(workshop) == {"law": "Since 2019", "site": "Soon"}


def test_a_note_is_added_to_an_answer_that_is_there(workshop: Workshop) -> None:
    take(workshop)

    done = take(workshop, say({"law": "full"}, law="Since 2019", site="So"), later=2)

    assert (done.added, done.replaced, done.differing) == (2, 0, [])
    assert read(workshop) == GIVEN
    assert read_notes(workshop) == {"law": "Since 2019", "site": "So"}


@pytest.mark.parametrize("replaces", [False, True])
@pytest.mark.parametrize(
    "row", [say({"law": "none"}, law="New"), say({"law": "full"}, law="New")]
)
def test_a_note_that_is_there_gives_way_only_when_told_to(
    workshop: Workshop, row: GivenRow, replaces: bool
) -> None:
    take(workshop, say({"law": "full"}, law="Since 2019"))

    done = take(workshop, row, replace=replaces, later=2)

    assert done.replaced == replaces
    found = [(one.item, one.given, one.note) for one in done.differing]
    assert found == ([] if replaces else [("law", row.answers["law"], "New")])
    assert read_notes(workshop) == {"law": "New" if replaces else "Since 2019"}


def test_a_note_on_a_response_that_is_final_is_left_and_named(
    workshop: Workshop,
) -> None:
    take(workshop, submit=True)

    done = take(workshop, say({}, law="Since 2019", ways="By post"), later=2)

    assert [(one.item, one.note) for one in done.differing] == [("law", "Since 2019")]
    assert [one.row for one in done.left] == [2]
    assert read_notes(workshop) == {}


def test_many_rows_go_in_parts_and_go_on_where_they_ended(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_ROWS", 2)
    rows = [GivenRow(n, f"City {n}", {"law": "full"}) for n in range(2, 7)]

    def breaks() -> Any:
        yield from rows[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_answers(
            workshop.store, workshop.round,
            list_participants(workshop.store, workshop.round), breaks(),
            ImportOrigin(None, "meter import", workshop.at, "import-1"),
            ImportTerms(add_units=True),
        )  # fmt: skip

    done = take(workshop, *rows, add_units=True)
    assert (done.units, done.added, done.unchanged) == (3, 3, 2)


def test_a_closed_round_takes_nothing(workshop: Workshop) -> None:
    rounds.close_round(workshop.store, workshop.round.id, workshop.at)

    with pytest.raises(RoundClosedError):
        take(workshop)
    assert read(workshop) == {}


def test_who_does_not_organise_the_round_imports_nothing(workshop: Workshop) -> None:
    stranger = accounts.add_account(
        workshop.store, "other@example.org", "Other", workshop.at
    )

    with pytest.raises(NotFoundError):
        take(workshop, by=stranger)
    assert read(workshop) == {}


def test_who_organises_it_stands_in_the_trail(workshop: Workshop) -> None:
    take(workshop, by=workshop.owner)

    (entry, *_) = list_entries(workshop.store, Scope(round_id=workshop.round.id))
    assert (entry.action, entry.account_id) == ("answers_imported", workshop.owner.id)
    assert entry.unit_id == workshop.unit.id


def test_where_people_answer_apart_nothing_is_imported(workshop: Workshop) -> None:
    apart = replace(workshop, round=replace(workshop.round, apart=True))

    with pytest.raises(ApartImportError):
        take(apart)
