"""A consultation is put together: choices counted, words under who wrote them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument, Missing, load_instrument
from meter.comparison.consultation import gather_answers, list_consulted
from meter.fieldwork import invitations, responses, rounds, units
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import Round
    from tests.meter.conftest import Workshop

ASKED: list[dict[str, Any]] = [
    {"key": "hope", "type": "text", "lines": 3, "ask": "What do you hope for?"},
    {
        "key": "why",
        "type": "text",
        "lines": 3,
        "ask": "Why is there a site?",
        "when": {"item": "site", "equals": "yes"},
    },
]


def consult(workshop: Workshop, **changes: Any) -> Round:
    """Open a round that asks without scoring."""
    document = copy.deepcopy(DOCUMENT)
    document["sections"][0]["items"].extend(ASKED)
    for part in ("framework", "methods"):
        del document[part]
    instrument = Instrument.model_validate({**document, "version": "2"})
    store, owner, at = workshop.store, workshop.owner.id, workshop.at
    drafted = rounds.draft_round(
        store, owner, "hopes", "Hopes", instrument, at=at, **changes
    )
    return rounds.open_round(store, drafted.id, at)


def give(
    workshop: Workshop,
    asked: Round,
    name: str,
    *,
    submits: bool = True,
    **given: Answer,
) -> None:
    store, at = workshop.store, workshop.at
    unit = units.save_unit(store, workshop.owner.id, name, {}, at)
    email = f"{name.lower()}@example.org"
    sent, _ = invitations.invite(store, asked.id, unit.id, name, email, at)
    responses.save_answers(store, sent.response_id, given, {}, name, at)
    if submits:
        responses.submit_response(store, sent.response_id, name, at)


def test_choices_are_counted_and_words_stand_under_who_wrote_them(
    workshop: Workshop,
) -> None:
    asked = consult(workshop)
    both: tuple[str, ...] = ("web", "phone")
    give(workshop, asked, "Zelen", site="yes", users=5.0, ways=both, hope="Water")
    give(workshop, asked, "Arbon", site="yes", users=3.0, ways=("web",), hope="Light")
    give(workshop, asked, "Draft", submits=False, site="no", hope="Nothing yet")

    found = {one.item: one for one in gather_answers(workshop.store, asked.id)}

    assert list(found) == ["site", "users", "ways", "hope"]
    assert sorted(found["site"].counts.items()) == [("no", 0), ("yes", 2)]
    assert found["users"].numbers == (3.0, 5.0)
    assert (found["ways"].counts, found["ways"].answered) == ({"web": 2, "phone": 1}, 2)
    assert [(unit.name, text) for unit, text in found["hope"].said] == [
        ("Arbon", "Light"),
        ("Zelen", "Water"),
    ]


def test_reasons_and_what_no_longer_applies_are_left_out(workshop: Workshop) -> None:
    asked = consult(workshop)
    # The question why was open before it was said that there is no site.
    give(workshop, asked, "Arbon", site="no", why="Once there was", hope="Light")
    give(workshop, asked, "Belo", site="yes", law=Missing.DONT_KNOW)

    found = {one.item: one for one in gather_answers(workshop.store, asked.id)}

    assert list(found) == ["site", "hope"]
    assert found["hope"].answered == 1


def test_only_accepted_answers_count_where_a_round_is_reviewed(
    workshop: Workshop,
) -> None:
    asked = consult(workshop, reviewed=True)
    give(workshop, asked, "Arbon", site="yes", hope="Light")

    assert gather_answers(workshop.store, asked.id) == []


@pytest.mark.parametrize(
    ("key", "method", "item", "is_there"),
    [
        ("ecities", "default", "mission_learning", True),
        ("ecities", "default", "mission_words", True),
        ("meter", "default", "l1_1", False),
        ("meter", "default", "l_note", True),
        ("meter", None, "l1_1", True),
    ],
)
def test_a_round_that_mainly_scores_is_consulted_about_the_rest(
    key: str, method: str | None, item: str, *, is_there: bool
) -> None:
    instrument = load_instrument(key)

    assert (item in list_consulted(instrument, method)) is is_there
