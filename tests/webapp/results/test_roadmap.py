from __future__ import annotations

from typing import Any

import pytest
from drawn import draw, ladder

from webapp.results.assessment import assess
from webapp.results.roadmap import MOST_FURTHER, Roadmap, find_part, make_roadmap
from webapp.results.teachers import Teacher
from webapp.wording import word_instrument

NODES = {"index": {"of": ["x", "y"]}, "x": ["a", "b"], "y": ["c", "d"]}
TEACHER = Teacher("Porto", "your twin", is_twin=True)


def chart(
    bound: float = 1,
    given: dict[str, Any] | None = None,
    items: dict[str, dict[str, Any]] | None = None,
) -> Roadmap:
    drawn = {key: (items or {}).get(key, {}) for key in "abcd"}
    made = draw(drawn, NODES, stages={"rule": ladder(0, bound)})
    answers = {**dict.fromkeys("abcd", "half"), **(given or {})}
    found = assess(word_instrument(made), answers)
    return make_roadmap(found, {"y": (TEACHER,)})


def test_steps_to_the_stage_add_up_to_its_bound() -> None:
    found = chart()

    assert len(found.to_stage) == 4
    assert found.to_stage[0].before == pytest.approx(0.5)
    assert found.to_stage[-1].after == pytest.approx(1)
    assert sum(one.gain or 0 for one in found.to_stage) == pytest.approx(0.5)
    assert {(one.now, one.needed) for one in found.to_stage} == {("half", "full")}


def test_who_can_teach_stands_beside_what_is_in_their_part() -> None:
    taught = {one.item: one.teachers for one in chart().to_stage}

    assert taught == {"a": (), "b": (), "c": (TEACHER,), "d": (TEACHER,)}


@pytest.mark.parametrize(
    ("items", "first", "why"),
    [
        ({}, "a", "It adds most: 12.5."),
        ({"c": {"requires": ["d"]}}, "d", "1 of the other steps rests on it."),
        (
            {key: {"effort": 2 - (key == "c")} for key in "abcd"},
            "c",
            "No other of these steps takes less effort.",
        ),
    ],
)
def test_the_first_step_says_why_to_begin_there(
    items: dict[str, dict[str, Any]], first: str, why: str
) -> None:
    # Of `d` so little is there that what requires it has to wait.
    found = chart(given={"d": "little"} if first == "d" else {}, items=items)

    begin, *others = found.to_stage
    assert (begin.item, begin.begin) == (first, why)
    assert all(one.begin == "" for one in others)


def test_a_single_step_needs_no_reason() -> None:
    [only] = chart(bound=0.6).to_stage

    assert only.begin == ""


def test_what_comes_first_is_told_in_its_words() -> None:
    found = chart(given={"d": "none"}, items={"a": {"requires": ["d"]}})

    step = next(one for one in found.to_stage if one.item == "a")
    assert step.first == ("What about d?",)


def test_what_comes_first_is_counted_as_a_step_of_its_own() -> None:
    # `z` counts nowhere, so no stage is blocked by it; but `a` rests on it.
    made = draw(
        {"a": {"requires": ["z"]}, "b": {}, "z": {}},
        {"index": ["a", "b"]},
        stages={"rule": ladder(0, 1)},
    )
    answers: dict[str, Any] = dict.fromkeys("abz", "none")
    found = make_roadmap(assess(word_instrument(made), answers))

    assert [one.item for one in found.to_stage] == ["z", "a", "b"]
    assert found.say_resting == ""
    # `a` and `b` alone reach the stage, so `z` may be left out for all it asks.
    assert "left out" not in found.say_enough
    assert found.say_enough.endswith("or has to come first for another one.")


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        (0.6, "This one answer suffices."),
        (
            1,
            "These 4 answers together suffice, and none of them can be left out.",
        ),
    ],
)
def test_steps_of_which_none_rests_on_another_are_all_needed(
    bound: float, said: str
) -> None:
    assert chart(bound).say_enough == said


def test_what_no_answer_puts_in_place_is_said_beside_the_count() -> None:
    made = draw(
        {"a": {"requires": ["z"]}, "b": {}, "z": {"type": "text"}},
        {"index": ["a", "b"]},
        stages={"rule": ladder(0, 1)},
    )
    found = make_roadmap(assess(word_instrument(made), {"a": "none", "b": "none"}))

    assert [one.item for one in found.to_stage] == ["b", "a"]
    assert found.say_resting.startswith("1 of them rests on something else")


@pytest.mark.parametrize(
    ("effort", "said"),
    [
        (None, ""),
        (1, "2 steps of small effort each"),
        (3, "2 steps of large effort each"),
    ],
)
def test_effort_is_said_only_where_it_is_declared(
    effort: int | None, said: str
) -> None:
    fields: dict[str, Any] = {} if effort is None else {"effort": effort}

    found = chart(items=dict.fromkeys("abcd", fields))

    assert {one.effort_said for one in found.to_stage} == {said}
    assert {one.effort for one in found.to_stage} == {effort}


def test_further_steps_are_single_levels_beside_those_to_the_stage() -> None:
    found = chart(bound=0.6)

    assert 0 < len(found.further) <= MOST_FURTHER
    taken = {one.item for one in found.to_stage}
    assert not taken & {one.item for one in found.further}
    assert {one.needed for one in found.further} == {"most"}
    assert [one.gain for one in found.further] == pytest.approx([1 / 16] * 3)
    assert found.steps == (*found.to_stage, *found.further)


def test_an_item_outside_the_index_counts_as_part_of_the_index() -> None:
    made = draw(["a", "z"], {"index": ["a"]})
    found = assess(word_instrument(made), {"a": "half"})

    assert find_part(found, "z") == "index"
