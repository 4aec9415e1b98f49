"""Three ways meet: what a workbook says, what it said at first, what stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument, Missing
from meter.exchange.fill_in.reading import GivenRow
from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.errors import ResponseSubmittedError
from meter.fieldwork.merging import Merge, find_changed, merge_answers
from meter.fieldwork.responses import (
    history,
    load_answers,
    save_answers,
    submit_response,
)
from meter.records import StoredAnswer
from tests.meter.conftest import DOCUMENT, ITEMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments import Answer
    from meter.records import Invitation
    from tests.meter.conftest import Workshop


@pytest.fixture
def instrument() -> Instrument:
    parts = {"law": ITEMS[:1], "rest": ITEMS[1:]}
    sections = [
        {"key": key, "title": key.title(), "items": items}
        for key, items in parts.items()
    ]
    return Instrument.model_validate({**DOCUMENT, "sections": sections})


def give(
    workshop: Workshop,
    answers: Mapping[str, Answer],
    by: str = "Bo",
    notes: Mapping[str, str] | None = None,
) -> None:
    known = load_answers(workshop.store, workshop.response_id)
    seen = {key: one.revision for key, one in known.items()}
    save_answers(
        workshop.store,
        workshop.response_id,
        answers,
        seen,
        by,
        workshop.at,
        notes=notes or {},
    )


def merge(workshop: Workshop, *rows: GivenRow, by: Invitation | None = None) -> Merge:
    return merge_answers(
        workshop.store,
        workshop.response_id,
        by or workshop.invitation,
        workshop.instrument,
        rows,
        workshop.at,
    )


def row(key: str, seen: int, answer: Any, note: str | None = "") -> GivenRow:
    return GivenRow(key, seen, answer, note)


def test_a_blank_row_over_an_answer_of_later_leaves_it(workshop: Workshop) -> None:
    give(workshop, {"law": "full"})

    done = merge(workshop, row("law", 0, Missing.UNANSWERED))

    assert done.unchanged == ("law",)
    assert len(history(workshop.store, workshop.response_id, "law")) == 1


def test_a_changed_cell_is_saved_over_the_revision_that_it_was_written_from(
    workshop: Workshop,
) -> None:
    give(workshop, {"law": "full", "note": "Old"})

    done = merge(workshop, row("law", 1, "partly"), row("note", 1, "Old", None))

    assert (done.saved, done.unchanged, done.conflicts) == (("law",), ("note",), {})
    kept = load_answers(workshop.store, workshop.response_id)["law"]
    assert (kept.answer, kept.revision, kept.changed_by) == ("partly", 2, "Ana")


def test_an_emptied_cell_takes_its_answer_back(workshop: Workshop) -> None:
    give(workshop, {"law": "full"})

    merge(workshop, row("law", 1, Missing.UNANSWERED))

    kept = load_answers(workshop.store, workshop.response_id)["law"]
    assert kept.answer is Missing.UNANSWERED


def test_what_somebody_changed_meanwhile_is_a_conflict_and_stays(
    workshop: Workshop,
) -> None:
    give(workshop, {"law": "full", "site": "yes"})
    give(workshop, {"law": "none"}, by="Cy")

    done = merge(workshop, row("law", 1, "partly"), row("site", 1, "no"))

    assert done.saved == ("site",)
    theirs = done.conflicts["law"]
    assert (theirs.answer, theirs.changed_by, theirs.revision) == ("none", "Cy", 2)
    assert done.changed.answers["law"] == "partly"
    assert load_answers(workshop.store, workshop.response_id)["law"].answer == "none"


def test_what_both_changed_alike_is_no_conflict(workshop: Workshop) -> None:
    give(workshop, {"law": "full"})
    give(workshop, {"law": "none"}, by="Cy")

    done = merge(workshop, row("law", 1, "none"))

    assert (done.saved, done.conflicts) == (("law",), {})


def test_what_only_somebody_else_changed_is_left_alone(workshop: Workshop) -> None:
    give(workshop, {"law": "full"}, notes={"law": "Old"})
    give(workshop, {"law": "none"}, by="Cy", notes={"law": "New"})

    done = merge(workshop, row("law", 1, "full", "Old"))

    assert done.unchanged == ("law",)
    kept = load_answers(workshop.store, workshop.response_id)["law"]
    assert (kept.answer, kept.note) == ("none", "New")


def test_a_note_is_saved_without_touching_its_answer(workshop: Workshop) -> None:
    give(workshop, {"law": "full"})

    done = merge(workshop, row("law", 1, "full", "See page 3"))

    assert dict(done.changed.answers) == {}
    kept = load_answers(workshop.store, workshop.response_id)["law"]
    assert (kept.answer, kept.note) == ("full", "See page 3")


def test_the_same_workbook_twice_changes_nothing_more(workshop: Workshop) -> None:
    rows = row("law", 0, "full", "Why"), row("users", 0, 5.0)

    first, second = merge(workshop, *rows), merge(workshop, *rows)

    assert first.saved == second.saved == ("law", "users")
    assert len(history(workshop.store, workshop.response_id, "law")) == 1


def test_a_revision_that_never_was_replaces_nothing(workshop: Workshop) -> None:
    give(workshop, {"law": "full"})

    done = merge(workshop, row("law", 9, "none"))

    assert list(done.conflicts) == ["law"]


def test_a_cell_that_could_not_be_read_is_neither_saved_nor_unchanged(
    workshop: Workshop,
) -> None:
    give(workshop, {"law": "full"})

    done = merge(workshop, row("law", 1, None, "Why"), row("site", 0, None))

    assert (done.saved, done.unchanged) == (("law",), ())
    kept = load_answers(workshop.store, workshop.response_id)["law"]
    assert (kept.answer, kept.note) == ("full", "Why")


def test_a_delegate_changes_only_what_is_theirs(workshop: Workshop) -> None:
    ben, _ = invite_delegate(
        workshop.store,
        workshop.invitation,
        "Ben",
        "ben@example.org",
        ["law"],
        workshop.at,
    )

    done = merge(
        workshop,
        row("law", 0, "full"),
        row("site", 0, "yes"),
        row("ways", 0, Missing.UNANSWERED),
        by=ben,
    )

    assert done.saved == ("law",)
    assert done.not_assigned == ("site",)
    assert done.unchanged == ("ways",)
    assert list(load_answers(workshop.store, workshop.response_id)) == ["law"]


def test_after_submission_nothing_is_taken(workshop: Workshop) -> None:
    give(workshop, {"site": "no"})
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    assert merge(workshop, row("site", 1, "no")).unchanged == ("site",)
    with pytest.raises(ResponseSubmittedError):
        merge(workshop, row("site", 1, "yes"))


def test_a_number_is_compared_as_a_workbook_holds_it(workshop: Workshop) -> None:
    base = StoredAnswer("users", 0.1 + 0.2, 1, workshop.at, "Bo")

    same = find_changed([row("users", 1, 0.3)], {"users": base})
    other = find_changed([row("users", 1, 0.31)], {"users": base})

    assert same.items == frozenset()
    assert other.answers == {"users": 0.31}


def test_revisions_of_a_long_questionnaire_are_read_at_once(
    workshop: Workshop,
) -> None:
    give(workshop, {"law": "full"})
    rows = [row("law", 1, "full"), *(row(f"k{n}", 1, None) for n in range(1500))]

    assert merge(workshop, *rows).unchanged == ("law",)
