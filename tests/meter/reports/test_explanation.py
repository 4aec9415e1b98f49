"""The explanation as text: what is told, in lines that fit."""

from __future__ import annotations

from typing import Any

import pandas as pd
from drawn import draw, ladder

from meter.reports.explanation import write_explanation
from meter.reports.lines import WIDTH
from scoring.study.explanation import Explanation, explain

NODES: dict[str, Any] = {"index": {"of": ["x", "y"]}, "x": ["a", "b"], "y": ["c"]}
ITEMS: dict[str, Any] = {"a": {}, "b": {"requires": ["c"], "effort": 3}, "c": {}}


def explained(
    answers: dict[str, str], items: Any = ITEMS, **fields: Any
) -> Explanation:
    frame = pd.DataFrame([{"city": "Ada", **answers}])
    stages = {"rule": ladder(0, 0.7, gates=fields.pop("gates", {}))}
    instrument = draw(items, fields.pop("nodes", NODES), stages=stages, **fields)
    return explain(instrument, frame, "Ada")


def text(found: Explanation) -> str:
    lines = write_explanation(found)
    assert all(len(line) <= WIDTH for line in lines)
    return "\n".join(lines)


def one_line(found: Explanation) -> str:
    return " ".join(text(found).split())


LOW = {"a": "half", "b": "none", "c": "little"}


def test_the_score_comes_first_and_how_it_was_computed_last() -> None:
    told = text(explained(LOW)).splitlines()

    assert told[0] == "Ada: Node"
    assert told[2] == "Score 25.0 of 100"
    assert told[3] == "Coverage 100 % of the weight that applies"
    assert "How was this computed? drawn 1 by default 1 (fingerprints" in told[-1]


def test_the_tree_has_weights_values_and_parts() -> None:
    told = text(explained(LOW))

    rows = {
        cells[0]: cells[1:] for line in told.splitlines() if (cells := line.split())
    }
    # a weighs 1/2 in x, 1/4 in all, is worth 2/4 and adds 1/8; one unit has no variance
    assert rows["a"] == ["50.0", "25.0", "-", "50.0", "12.5", "12.5"]
    assert "-0.0" not in told


def test_the_tree_says_what_the_units_make_of_the_weights() -> None:
    frame = pd.DataFrame(
        {"city": ["Ada", "Bay"], "a": ["none", "full"], "b": ["full", "half"]}
    )
    instrument = draw({"a": {}, "b": {}}, {"index": {"items": {"a": 3, "b": 1}}})

    told = text(explain(instrument, frame, "Ada"))

    rows = {
        cells[0]: cells[1:] for line in told.splitlines() if (cells := line.split())
    }
    # a moves the score by 3/4, b by -1/4 x 1/2: of 5/8 that is 120 % and -20 %
    assert rows["Where"][-6:-3] == ["nominal", "effect.", "variance"]
    assert rows["a"][:3] == ["75.0", "75.0", "120.0"]
    assert rows["b"][:3] == ["25.0", "25.0", "-20.0"]
    assert "below 0 where high values go with low scores" in " ".join(told.split())


def test_the_next_stage_with_its_gates_and_what_blocks_it() -> None:
    told = text(explained(LOW, gates={1: [{"item": "c", "at_least": "half"}]}))

    assert "Stage (Ladder): S0" in told
    assert "S1 needs at least 70.0 for index; it has 25.0." in told
    assert "A gate is not met: c at least half." in told
    assert "What blocks it, 2 answers (the fewest there are):" in told
    assert "- c: little -> full" in told


def test_a_stage_out_of_reach_says_why() -> None:
    told = text(
        explained({**LOW, "c": "NA"}, gates={1: [{"node": "y", "at_least": 1}]})
    )

    assert "No answers to the items asked would reach it: y at least 100.0." in told


def test_the_highest_stage_needs_no_more() -> None:
    told = text(explained(dict.fromkeys("abc", "full")))

    assert "The highest stage is held." in told
    assert "No step on a single item raises the score." in told
    assert "No plan within the budget raises the score." in told


def test_the_roadmap_says_that_gains_are_arithmetic() -> None:
    told = text(explained(LOW))

    assert "Gains are arithmetic of the questionnaire, not predicted effects." in told
    assert "1. To the next stage, s1" in told
    assert "- c: little -> half (effort 2; score 25.0 -> 37.5)" in told
    assert "- c: little -> half (effort 2; score 25.0 -> 37.5; first, for b)" in told
    assert "3. The best plan found for an effort of 10" in told


def test_what_comes_first_for_another_answer_is_not_said_to_be_indispensable() -> None:
    told = one_line(explained(LOW))

    assert "the stage is lost, except perhaps those that come first for another" in told


def test_the_roadmap_counts_from_one_where_no_stage_is_next() -> None:
    told = text(explained(dict.fromkeys("abc", "full")))

    assert "1. Most gain for the effort" in told
    assert "2. The best plan found" in told
    assert "3. " not in told


def test_an_item_that_adds_less_than_nothing_is_explained() -> None:
    # a at 0 counts as 0.01: sqrt(0.01 x 1) = 0.1, so a takes from what b adds
    uneven = {"a": "none", "b": "full", "c": "full"}
    note = "What adds less than 0 loses more than its share: where children are not"

    assert note in one_line(explained(uneven, combine={"else": "geometric"}))
    assert "less than 0" not in one_line(explained(uneven))


def test_a_value_below_0_takes_from_the_others_where_children_are_averaged() -> None:
    numbers = {"n": {"type": "number"}, "m": {"type": "number"}}
    instrument = draw(numbers, normalise={"else": "z_score"})
    frame = pd.DataFrame({"city": ["Ada", "Bay"], "n": [1, 2], "m": [2, 1]})

    told = one_line(explain(instrument, frame, "Ada"))

    assert "loses more than its share: values are not held between 0 and 100" in told
    assert "simply averaged" not in told


def test_a_closed_gate_is_told_without_a_wrong_reason() -> None:
    gate = {"node": "index", "when": {"item": "c", "equals": "none"}, "becomes": "zero"}
    instrument = draw(ITEMS, NODES, gates=[gate])
    frame = pd.DataFrame([{"city": "Ada", "a": "full", "b": "full", "c": "none"}])

    told = one_line(explain(instrument, frame, "Ada"))

    # c lacks all there is to lack, so that it loses the whole though it weighs half
    assert "What adds less than 0 loses more than its share." in told


def test_missing_answers_say_what_they_did() -> None:
    told = text(explained({"a": "", "b": "RF", "c": "NA"}))

    assert "- a (unanswered): counted as 0" in told
    assert "- b (refused): left out; its weight goes to the others" in told


def test_a_unit_without_a_score_has_none_to_raise() -> None:
    missing = {"unanswered": "leave_out", "least_share": 1}

    told = text(explained({"a": "", "b": "half", "c": "half"}, missing=missing))

    assert "- a (unanswered): left out; what is left of x is too little" in told
    assert "No step on a single item" not in told
    assert told.count("There is no score yet that could be raised.") == 2


def test_many_missing_answers_are_counted() -> None:
    keys = [f"k{n}" for n in range(20)]

    given = dict.fromkeys(keys, "") | {"k0": "half"}

    told = text(explained(given, items=keys, nodes={"index": keys}))

    assert "and 7 more" in told  # 19 are missing, 12 are named


def test_without_a_score_that_is_told() -> None:
    assert "No score: too little is answered" in text(
        explained(dict.fromkeys("abc", "NA"))
    )


def test_dependence_on_other_units_is_told() -> None:
    numbers = {"n": {"type": "number"}, "m": {"type": "number"}}
    found = explained(
        {"n": "3", "m": ""},
        items=numbers,
        nodes={"index": ["n", "m"]},
        normalise={"else": {"by": "goalposts", "low": 0, "high": 6}, "n": "min_max"},
    )

    told = text(found)

    assert "it was fitted on the 1 of the file" in " ".join(told.split())


def test_bounds_are_told() -> None:
    told = text(
        explained({"a": "full", "b": "", "c": "full"}, missing={"bounds": True})
    )

    assert "Open answers could make it 75.0 to 100.0" in told
