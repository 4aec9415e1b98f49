"""Reliability of an instrument: which nodes have figures, and of what."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from drawn import LEVELS, draw

from scoring.errors import UnknownMethodError
from scoring.quality.consistency import measure_consistency
from scoring.quality.reliability import (
    ITEM_COLUMNS,
    NODE_COLUMNS,
    NOT_ADDED,
    reliability,
)
from scoring.table_warnings import UnknownColumnWarning

NODES = {
    "index": {"of": {"law": 1, "use": 1, "rule": 1, "rate": 1}},
    "law": ["a", "b", "c"],
    "use": ["d"],
    "rule": {"table": [{"when": {"item": "a", "equals": "full"}, "score": 1}]},
    "rate": {"ratio": {"of": "n", "to": "m"}, "goalposts": {"low": 0, "high": 1}},
}
INSTRUMENT = draw(
    {
        **{key: {} for key in "abcd"},
        "n": {"type": "number"},
        "m": {"type": "number"},
    },
    NODES,
)
ANSWERS = {
    "a": "none little half most full half",
    "b": "little little half full full none",
    "c": "none half most most full little",
    "d": "none full none full half most",
}


def frame(**changes: str) -> pd.DataFrame:
    columns = {key: text.split() for key, text in {**ANSWERS, **changes}.items()}
    found = pd.DataFrame(columns).replace("-", "")
    found.insert(0, "unit", [f"u{row}" for row in range(len(found))])
    return found.assign(n="", m="")


def test_each_lowest_node_has_a_row_in_the_order_of_the_framework() -> None:
    found = reliability(INSTRUMENT, frame())

    assert list(found.nodes.columns) == list(NODE_COLUMNS)
    assert found.nodes["node"].tolist() == ["law", "use", "rule", "rate"]
    assert list(found.items.columns) == list(ITEM_COLUMNS)
    assert found.items["item"].tolist() == ["a", "b", "c", "d"]


def test_items_count_as_the_method_values_them() -> None:
    points = {
        key: [LEVELS.index(code) / 4 for code in ANSWERS[key].split()] for key in "abc"
    }
    expected = measure_consistency(pd.DataFrame(points))

    law = reliability(INSTRUMENT, frame()).nodes.iloc[0]

    assert law["alpha"] == pytest.approx(expected.alpha)
    assert law["omega"] == pytest.approx(expected.omega.one)
    assert (law["n"], law["complete"], law["k"], law["way"]) == (6, 6, 3, "complete")
    assert (law["reason"], law["omega_reason"]) == ("", "")


def test_a_node_without_items_to_add_up_says_so() -> None:
    nodes = reliability(INSTRUMENT, frame()).nodes.set_index("node")

    assert nodes.loc[["rule", "rate"], "reason"].tolist() == [NOT_ADDED] * 2
    assert nodes.loc["use", "reason"] == "Fewer than 2 items have answers that differ."
    assert nodes.loc[["use", "rule", "rate"], "alpha"].isna().all()


def test_a_reverse_keyed_item_is_turned_round_before_it_is_correlated() -> None:
    straight = draw(["a", "b"])
    turned = draw({"a": {}, "b": {"reverse": True}})
    opposite = {"none": "full", "little": "most", "most": "little", "full": "none"}
    words = [opposite.get(code, code) for code in ANSWERS["b"].split()]

    one = reliability(straight, frame()[["unit", "a", "b"]])
    other = reliability(turned, frame(b=" ".join(words))[["unit", "a", "b"]])

    assert other.nodes["alpha"].tolist() == pytest.approx(one.nodes["alpha"].tolist())


def test_a_missing_answer_is_a_gap_though_the_method_counts_zero() -> None:
    instrument = draw(list("abc"), missing={"unanswered": "zero"})
    gaps = frame(a="none little - most full half").drop(columns=list("dnm"))

    listwise = reliability(instrument, gaps, way="listwise").nodes.iloc[0]

    alone = reliability(instrument, gaps.drop(index=2)).nodes.iloc[0]
    assert listwise["alpha"] == alone["alpha"]
    assert (listwise["n"], listwise["way"]) == (5, "listwise")
    assert reliability(instrument, gaps).nodes.iloc[0]["way"] == "pairwise"


def test_weights_play_no_part() -> None:
    plain = reliability(draw(["a", "b"]), frame()[["unit", "a", "b"]]).nodes
    heavy = draw(["a", "b"], {"index": {"a": 9, "b": 1}})

    assert reliability(heavy, frame()[["unit", "a", "b"]]).nodes.equals(plain)


def test_relative_methods_are_fitted_on_the_answers() -> None:
    numbers = {"n": {"type": "number"}, "m": {"type": "number"}}
    instrument = draw(numbers, normalise={"else": "z_score"})
    values = pd.DataFrame(
        {"unit": list("uvwx"), "n": [1.0, 5, 2, 7], "m": [100.0, 300, 250, 600]}
    )

    (node,) = reliability(instrument, values).nodes.itertuples()

    r = np.corrcoef(values["n"], values["m"])[0, 1]
    assert node.alpha == pytest.approx(2 * r / (1 + r))  # two items of equal variance
    assert node.standardised == pytest.approx(node.alpha)


def test_each_respondent_counts_as_one_response() -> None:
    answers = frame().assign(unit=["Lima", "Lima", "Suva", "Suva", "Apia", "Apia"])
    answers.insert(1, "who", list("121212"))

    found = reliability(INSTRUMENT, answers, unit="unit", respondent="who")

    assert found.nodes.equals(reliability(INSTRUMENT, frame()).nodes)


def test_columns_that_are_no_items_are_named() -> None:
    with pytest.warns(UnknownColumnWarning, match="mayor"):
        reliability(INSTRUMENT, frame(mayor="x y z x y z"))


def test_another_method_may_be_named() -> None:
    with pytest.raises(UnknownMethodError):
        reliability(INSTRUMENT, frame(), "best")
