from __future__ import annotations

from typing import Any

import pytest
from drawn import draw

from instruments import Instrument, load_instrument
from instruments.model.methods import Method
from scoring import ScoringError
from scoring.method_facts import Fact, list_differences, list_facts, write_condition

BASE: dict[str, Any] = {
    "key": "small",
    "version": "1",
    "title": "Small",
    "language": "en",
    "sections": [
        {
            "key": "s",
            "title": "S",
            "items": [
                {"key": key, "type": "yes_no", "ask": key, "tags": ["open"]}
                for key in ("a", "b", "c", "d")
            ],
        }
    ],
    "framework": {
        "index": "top",
        "nodes": {
            "top": {"title": "Top", "of": ["left", "right"]},
            "left": {"title": "Left", "items": {"a": 3, "b": 1}},
            "right": {"title": "Right", "items": ["c", "d"]},
        },
    },
    "methods": {"default": {"title": "Means"}},
}


def make(**method: Any) -> Instrument:
    """Make an instrument with a second method."""
    second = Method.model_validate({"title": "Other", **method})
    return Instrument.model_validate(BASE).with_method("other", second)


def differ(**method: Any) -> dict[tuple[str, str], tuple[Any, Any]]:
    """List what a second method says differently, by topic and place."""
    return {
        (one.topic, one.about): (one.one, one.other)
        for one in list_differences(make(**method), "default", "other")
    }


def test_facts_hold_the_defaults_too() -> None:
    facts = list_facts(make(), "default")

    assert [fact for fact in facts if fact.topic == "combine"] == [
        Fact("combine", node, "arithmetic") for node in ("top", "left", "right")
    ]
    assert Fact("weights", "left", "declared", (("a", 3 / 4), ("b", 1 / 4))) in facts
    assert Fact("weights", "top", "equal") in facts
    assert Fact("unanswered", "", "zero") in facts
    assert Fact("least_coverage", "", "", (("", 0),)) in facts
    assert facts[-1] == Fact("rank_decimals", "", "", (("", 12),))


def test_a_method_does_not_differ_from_its_like() -> None:
    assert differ() == {}
    # What is spelt out is what holds anyway.
    assert differ(combine={"else": "arithmetic"}, missing={"unanswered": "zero"}) == {}
    assert differ(weights={"left": {"a": 0.75, "b": 0.25}}) == {}


@pytest.mark.parametrize(
    ("method", "topic", "about", "told"),
    [
        (
            {"combine": {"top": "geometric"}},
            "combine",
            "top",
            Fact("combine", "top", "geometric", (("floor", 0.01),)),
        ),
        (
            {"combine": {"top": {"by": "power", "exponent": 2}}},
            "combine",
            "top",
            Fact("combine", "top", "power", (("exponent", 2),)),
        ),
        (
            {"combine": {"top": {"by": "geometric", "floor": 0}}, "floor": 0.2},
            "combine",
            "top",
            Fact("combine", "top", "geometric", (("floor", 0),)),
        ),
        (
            {"weights": {"top": {"left": 1, "right": 3}}},
            "weights",
            "top",
            Fact("weights", "top", "declared", (("left", 1 / 4), ("right", 3 / 4))),
        ),
        (
            {"weighting": {"left": {"by": "pca", "factors": 1}}},
            "weights",
            "left",
            Fact("weights", "left", "pca", (("factors", 1),)),
        ),
        (
            {"normalise": {"top": {"by": "z_score", "reverse": True, "cap": 3}}},
            "normalise",
            "top",
            Fact("normalise", "top", "z_score", (("cap", 3), ("reverse", "yes"))),
        ),
        (
            {"normalise": {"else": "min_max"}},
            "normalise",
            "",
            Fact("normalise", "", "min_max"),
        ),
        (
            {"missing": {"unanswered": "leave_out"}},
            "unanswered",
            "",
            Fact("unanswered", "", "leave_out"),
        ),
        (
            {"missing": {"nodes": {"left": {"least_share": 0.5}}}},
            "least_share",
            "left",
            Fact("least_share", "left", "", (("", 0.5),)),
        ),
        ({"missing": {"bounds": True}}, "bounds", "", Fact("bounds", "", "yes")),
        (
            {
                "gates": [
                    {
                        "node": "top",
                        "when": {"item": "a", "equals": "no"},
                        "becomes": "zero",
                    }
                ]
            },
            "gates",
            "top",
            Fact("gates", "top", "zero", (("when", "a = no"),)),
        ),
        (
            {"rank_decimals": 4},
            "rank_decimals",
            "",
            Fact("rank_decimals", "", "", (("", 4),)),
        ),
    ],
)
def test_one_change_is_one_difference(
    method: dict[str, Any], topic: str, about: str, told: Fact
) -> None:
    found = differ(**method)

    assert list(found) == [(topic, about)]
    assert found[topic, about][1] == (told,)


def test_two_gates_of_a_node_are_one_difference() -> None:
    gates = [
        {"node": "top", "when": {"item": key, "equals": "no"}, "becomes": "zero"}
        for key in ("a", "b")
    ]

    published, restated = differ(gates=gates)["gates", "top"]

    assert published == ()
    assert [fact.details for fact in restated] == [
        (("when", "a = no"),),
        (("when", "b = no"),),
    ]


def test_differences_come_in_the_order_of_topics() -> None:
    egdi = load_instrument("egdi")

    found = list_differences(egdi, "edition_2024", "edition_2008")

    assert [(one.topic, one.about) for one in found] == [
        ("weights", "egdi"),
        ("unanswered", ""),
        ("dont_know", ""),
        ("refused", ""),
        ("least_coverage", ""),
        ("gates", "egdi"),
        ("stages", "egdi"),
        ("stages", "web_measure"),
    ]


def test_a_node_that_pools_says_no_weights_of_nodes() -> None:
    facts = list_facts(make(combine={"top": "pooled"}), "other")

    assert [one.about for one in facts if one.topic == "weights"] == ["left", "right"]


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        ({"item": "a", "at_least": 0.5}, "a ≥ 0.5"),
        ({"item": "a", "in": ["x", "y"]}, "a ∈ {x, y}"),
        ({"item": "a", "includes": "x"}, "a ∋ x"),
        ({"not": {"item": "a", "answered": True}}, "not (a answered)"),
        (
            {
                "all": [
                    {"item": "a", "equals": "x"},
                    {
                        "any": [
                            {"item": "b", "at_most": 1},
                            {"item": "c", "equals": "y"},
                        ]
                    },
                ]
            },
            "a = x and (b ≤ 1 or c = y)",
        ),
    ],
)
def test_conditions_are_written_in_signs(condition: Any, written: str) -> None:
    gate = {"node": "top", "when": condition, "becomes": "zero"}

    assert write_condition(make(gates=[gate]).methods["other"].gates[0].when) == written


def test_what_cannot_be_told_is_an_error() -> None:
    with pytest.raises(ScoringError, match="no method 'third'"):
        list_facts(make(), "third")
    with pytest.raises(ScoringError, match="not scored"):
        list_facts(make().model_copy(update={"framework": None}), "default")


def test_judgements_are_told_with_their_consistency_ratio() -> None:
    # a is twice b, b twice c, a twice c: largest 3.0536, CI .0268, over the RI of .58.
    compare = {"a": {"b": 2, "c": 2}, "b": {"c": 2}}
    ours = draw(["a", "b", "c"], weighting={"index": {"by": "ahp", "compare": compare}})

    told = [fact for fact in list_facts(ours, "default") if fact.topic == "weights"]

    assert told == [Fact("weights", "index", "ahp", (("consistency ratio", 0.046),))]


POSTS = {"low": 100, "high": 76543, "log": "true"}


@pytest.mark.parametrize(
    ("normalise", "expected"),
    [
        ({"n": {"by": "goalposts", **POSTS}}, None),
        ({"n": "min_max"}, (("log", "yes"), ("low", 100), ("high", 76543))),
    ],
)
def test_a_method_that_is_silent_takes_the_goalposts_of_the_item(
    normalise: dict[str, Any], expected: Any
) -> None:
    items = {"n": {"type": "number", "goalposts": POSTS}}
    second = Method.model_validate({"title": "Other", "normalise": normalise})
    ours = draw(items).with_method("other", second)

    found = list_differences(ours, "default", "other")

    if expected is None:
        assert found == []
    else:
        (one,) = found
        assert one.one == (Fact("normalise", "n", "goalposts", expected),)
        assert [fact.word for fact in one.other] == ["min_max"]


def test_a_method_that_is_silent_takes_what_it_says_of_all_others() -> None:
    second = Method.model_validate({"title": "Other", "normalise": {"n": "z_score"}})
    ours = draw({"n": {"type": "number"}}, normalise={"else": "min_max"})

    found = list_differences(ours.with_method("other", second), "default", "other")

    told = {one.about: (one.one, one.other) for one in found}
    assert told["n"] == (
        (Fact("normalise", "n", "min_max"),),
        (Fact("normalise", "n", "z_score"),),
    )
