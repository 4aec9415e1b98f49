from __future__ import annotations

import pytest

from instruments import list_library, load_instrument
from scoring.method_facts import Fact
from scoring.method_table import COLUMNS, DECLARED, methods, say_fact, say_facts
from tests.scoring.test_method_facts import make


@pytest.mark.parametrize("key", list_library())
def test_every_method_of_the_library_has_a_row(key: str) -> None:
    instrument = load_instrument(key)
    if instrument.framework is None:
        return

    found = methods(instrument)

    assert list(found.columns) == list(COLUMNS)
    assert found["key"].tolist() == list(instrument.methods)
    assert found["fingerprint"].tolist() == [
        instrument.method_fingerprint(method)[:8] for method in instrument.methods
    ]


def test_a_row_says_what_a_method_does() -> None:
    instrument = make(
        version="2",
        combine={"top": "geometric"},
        normalise={"top": "rank"},
        weights={"top": {"left": 1, "right": 3}},
        missing={"unanswered": "leave_out", "nodes": {"left": {"refused": "zero"}}},
    )

    row = methods(instrument).set_index("key").loc["other"]

    assert (row["version"], row["title"], row["relative"]) == ("2", "Other", True)
    assert row["combine"] == "top: geometric (floor 0.01); left, right: arithmetic"
    assert row["normalise"] == "top: rank"
    assert row["weights"] == (
        "top: declared (left 0.25, right 0.75); left: declared (a 0.75, b 0.25); "
        "right: equal"
    )
    assert row["missing"] == (
        "not applicable leave out; unanswered leave out; don't know zero; "
        "refused leave out; left refused zero"
    )
    assert (row["gates"], row["stages"]) == ("", "")


def test_what_holds_of_all_nodes_is_said_once() -> None:
    row = methods(make()).set_index("key").loc["default"]

    assert row["combine"] == "arithmetic"
    assert row["normalise"] == DECLARED
    assert not row["relative"]


def test_most_nodes_are_the_others() -> None:
    found = methods(load_instrument("meter")).set_index("key")

    text = found.loc["default", "combine"]
    assert text == "readiness: geometric (floor 0.01); others: arithmetic"


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("combine", "x", "benefit_of_the_doubt"), "benefit of the doubt"),
        (Fact("least_coverage", "", "", (("", 0.67),)), "0.67"),
        (
            Fact("weights", "x", "declared", (("a_1", 1 / 3),)),
            "declared (a_1 0.333333)",
        ),
        (
            Fact("normalise", "x", "goalposts", (("low", 76543), ("high", 1234567.25))),
            "goalposts (low 76543, high 1234567.25)",
        ),
        (Fact("stages", "x", "un_2008"), "un_2008"),
        (Fact("gates", "x", "no_score", (("when", "a = b"),)), "no score (when a = b)"),
    ],
)
def test_facts_are_said_in_words(fact: Fact, said: str) -> None:
    assert say_fact(fact) == said


def test_silence_is_said_too() -> None:
    assert say_facts(()) == "nothing"
