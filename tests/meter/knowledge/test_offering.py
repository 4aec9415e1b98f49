"""What is published is offered to who is weak in what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork import invitations, responses, units
from meter.knowledge.indicators import (
    find_instrument,
    find_scored_round,
    list_indicators,
)
from meter.knowledge.offering import (
    choose_offered,
    count_reached,
    list_about,
    list_offered,
)
from meter.knowledge.records import Tied
from meter.workshops.workshops import draft_workshop
from tests.meter.knowledge.conftest import GUIDE

if TYPE_CHECKING:
    from instruments import Answer
    from instruments.model.framework import Framework
    from tests.meter.knowledge.conftest import Space


def test_what_is_about_something_is_offered_to_others(space: Space) -> None:
    space.publish(replace(GUIDE, title="Theirs"), space.bo)
    space.publish(replace(GUIDE, title="Unnamed", credited=False), space.bo)
    space.publish(replace(GUIDE, title="Mine"))
    space.publish(replace(GUIDE, title="Of something else", indicators=("use",)))
    space.draft(replace(GUIDE, title="Draft"), space.bo)

    found = list_offered(
        space.store, space.workshop.id, {"law", "site"}, space.units[0].id
    )

    assert [(one.title, one.credit, one.languages) for one in found] == [
        ("Unnamed", None, ("en", "fr")),
        ("Theirs", "Baeksan", ("en", "fr")),
    ]
    assert list_offered(space.store, space.workshop.id, [], 1) == []


def test_the_readers_language_leads_and_three_are_enough() -> None:
    tied = [
        Tied(number, "guide", f"{number}", "law", None, languages)
        for number, languages in enumerate([("fr",), ("en",), ("ar",), ("en", "ar")])
    ]

    chosen = choose_offered(tied, {"law"}, ["en"])

    assert [one.id for one in chosen] == [1, 3, 0]
    assert choose_offered(tied, {"use"}, ["en"]) == ()


def test_what_is_about_an_item_is_about_its_node(space: Space) -> None:
    framework = space_framework(space)

    assert list_about(framework, "rules") == {"rules", "law", "site"}
    assert list_about(framework, "index") == {"index"}


def space_framework(space: Space) -> Framework:
    instrument = find_instrument(space.store, space.workshop)
    assert instrument is not None
    assert instrument.framework is not None
    return instrument.framework


def test_units_are_counted_in_fives(space: Space) -> None:
    made = [space.publish(), space.publish(replace(GUIDE, indicators=("law",)))]
    framework = space_framework(space)

    def count() -> list[int]:
        found = count_reached(space.store, space.round.id, framework, made)
        return [found[one.id] for one in made]

    for number in range(4):
        add_weak(space, number)
    few = count()
    for number in range(4, 8):
        add_weak(space, number)

    assert few == [0, 0]
    assert count() == [5, 5]


def add_weak(space: Space, number: int) -> None:
    """Let one more city submit answers that are weak throughout."""
    owner = space.workshop.owner_id
    unit = units.save_unit(space.store, owner, f"City {number}", {}, space.at)
    sent, _ = invitations.invite(
        space.store, space.round.id, unit.id, "Al", f"a{number}@example.org", space.at
    )
    answers: dict[str, Answer] = {"law": "none", "site": "no", "ways": ("web",)}
    response = sent.response_id
    responses.save_answers(space.store, response, answers, {}, "Al", space.at)
    responses.submit_response(space.store, response, "Al", space.at)


def test_a_workshop_measures_by_its_newest_scored_round(space: Space) -> None:
    empty = draft_workshop(
        space.store, space.workshop.owner_id, "next", "Next", at=space.at
    )

    assert find_scored_round(space.store, space.workshop) == space.round
    assert find_scored_round(space.store, empty) is None
    assert list_indicators(find_instrument(space.store, empty)) == frozenset()
    known = list_indicators(find_instrument(space.store, space.workshop))
    assert {"index", "rules", "law"} <= known
