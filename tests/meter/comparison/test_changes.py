"""What one unit changed: answers asked alike, and scores linked over them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument, Missing
from meter.comparison.changes import (
    Changes,
    ItemChange,
    find_changes,
    find_earlier,
    foresee_changes,
)
from meter.fieldwork import invitations, rounds
from meter.fieldwork.reopening import reopen
from meter.fieldwork.responses import get_response, save_answers
from meter.fieldwork.submission import submit_response
from meter.records import Round
from scoring.kernel.coding import code_answers
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer
    from tests.meter.conftest import Workshop

FORMER = Round(
    1, "spring", "Spring", 1, "every", "7", "f", None, None, None, None, None
)
FIRST: dict[str, Answer] = {
    "law": "none",
    "site": "yes",
    "users": 40.0,
    "ways": ("web",),
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def give(workshop: Workshop, response: int, answers: dict[str, Answer]) -> None:
    seen = dict.fromkeys(answers, 1)
    save_answers(workshop.store, response, answers, seen, "Ana", workshop.at)
    submit_response(workshop.store, response, "Ana", workshop.at)


def ask_again(workshop: Workshop, document: dict[str, Any]) -> int:
    drafted = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "again",
        "Again",
        Instrument.model_validate(document),
        at=workshop.at,
        former_round_id=workshop.round.id,
    )
    rounds.open_round(workshop.store, drafted.id, workshop.at)
    made, _ = invitations.invite(
        workshop.store,
        drafted.id,
        workshop.unit.id,
        "Ana",
        "ana@example.org",
        workshop.at,
    )
    return made.response_id


def compare(
    workshop: Workshop, later: dict[str, Answer], document: dict[str, Any] = DOCUMENT
) -> Changes:
    give(workshop, workshop.response_id, FIRST)
    response = ask_again(workshop, document)
    give(workshop, response, later)
    found = find_changes(
        workshop.store, get_response(workshop.store, response), workshop.round.id
    )
    assert found is not None
    return found


def test_answers_and_scores_stand_side_by_side(workshop: Workshop) -> None:
    found = compare(workshop, {"law": "full"})

    [law] = found.changed
    assert (law.item, law.former, law.later) == ("law", "none", "full")
    assert found.left_out == ()
    nodes = {one.node: one for one in found.nodes}
    assert nodes["rules"].former == pytest.approx(0.5)
    assert nodes["rules"].later == pytest.approx(1)
    assert nodes["rules"].change == pytest.approx(0.5)
    assert nodes["use"].change == pytest.approx(0)
    assert nodes["index"].change == pytest.approx(0.25)
    assert all(one.broken is None for one in found.nodes)


def test_what_does_not_apply_any_more_has_changed(workshop: Workshop) -> None:
    found = compare(workshop, {"site": "no"})

    changed = {one.item: (one.former, one.later) for one in found.changed}
    assert changed == {
        "site": ("yes", "no"),
        "users": (40.0, Missing.NOT_ASKED),
    }


def test_what_was_asked_otherwise_is_left_out_and_said(workshop: Workshop) -> None:
    document = deepcopy(DOCUMENT)
    document["version"] = "2"
    users = document["sections"][0]["items"][2]
    users["goalposts"] = {"low": 0, "high": 50}

    found = compare(workshop, {"users": 40.0, "law": "full"}, document)

    assert [one.item for one in found.left_out] == ["users"]
    assert "users" not in {one.item for one in found.items}
    nodes = {one.node: one for one in found.nodes}
    assert nodes["use"].broken is not None
    # Only `ways`, which is as it was, is common: nothing has moved.
    assert nodes["use"].change == pytest.approx(0)
    assert nodes["use"].later != pytest.approx(nodes["use"].former)


def test_there_is_nothing_before_both_are_submitted(workshop: Workshop) -> None:
    response = ask_again(workshop, DOCUMENT)
    later = get_response(workshop.store, response)

    assert find_changes(workshop.store, later, workshop.round.id) is None
    give(workshop, response, {"site": "no"})
    later = get_response(workshop.store, response)
    assert find_changes(workshop.store, later, workshop.round.id) is None
    assert find_changes(workshop.store, later, None) is None


def test_what_is_submitted_anew_is_compared_anew(workshop: Workshop) -> None:
    give(workshop, workshop.response_id, FIRST)
    response = ask_again(workshop, DOCUMENT)
    give(workshop, response, {"law": "full"})

    def look() -> Changes:
        again = get_response(workshop.store, response)
        found = find_changes(workshop.store, again, workshop.round.id)
        assert found is not None
        return found

    before = look()
    assert look().items is before.items
    why = "A figure was wrong."
    reopen(workshop.store, response, why, workshop.owner, workshop.at)
    seen = {"law": 2}
    save_answers(workshop.store, response, {"law": "none"}, seen, "Ana", workshop.at)
    # The clock stands still: it is another submission of the same moment.
    submit_response(workshop.store, response, "Ana", workshop.at)

    assert [one.item for one in before.changed] == ["law"]
    assert look().changed == ()


@pytest.mark.parametrize("later", [{}, {"law": "full"}, {"site": "no"}])
def test_what_was_answered_before_is_known_before_submission(
    workshop: Workshop, later: dict[str, Answer]
) -> None:
    store = workshop.store
    give(workshop, workshop.response_id, FIRST)
    response = ask_again(workshop, DOCUMENT)
    save_answers(store, response, later, dict.fromkeys(later, 1), "Ana", workshop.at)

    foreseen = foresee_changes(store, get_response(store, response), workshop.round.id)
    submit_response(store, response, "Ana", workshop.at)
    found = find_changes(store, get_response(store, response), workshop.round.id)

    assert foreseen is not None
    assert found is not None
    assert foreseen == replace(found, nodes=())
    now, then = find_earlier(foreseen), find_earlier(found)
    assert now is not None
    assert then is not None
    assert now.row.tobytes() == then.row.tobytes()


def test_nothing_is_foreseen_without_a_former_round(workshop: Workshop) -> None:
    response = get_response(workshop.store, workshop.response_id)

    assert foresee_changes(workshop.store, response, None) is None
    assert foresee_changes(workshop.store, response, workshop.round.id) is None


def set_beside(now: Instrument, then: Instrument) -> Changes:
    items = (
        ItemChange("law", "none", "full"),
        ItemChange("users", Missing.NOT_ASKED, 40.0),
        ItemChange("site", Missing.DONT_KNOW, "yes"),
    )
    return Changes(FORMER, then, now, items, (), ())


def test_what_was_answered_before_is_coded_as_it_was(instrument: Instrument) -> None:
    found = find_earlier(set_beside(instrument, instrument))

    assert found is not None
    given = {"law": "none", "site": Missing.DONT_KNOW}
    assert found.row.tobytes() == code_answers(instrument, [given]).tobytes()


def test_answers_to_another_questionnaire_are_not_taken(instrument: Instrument) -> None:
    document = deepcopy(DOCUMENT)
    levels = next(iter(document["scales"].values()))["options"]
    levels[-1]["points"] += 1
    other = Instrument.model_validate(document)

    assert find_earlier(set_beside(instrument, other)) is None
