"""Scores: ranks, stages by name, and the frame that is written to files."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from drawn import draw, ladder, score_all

from instruments.model.answers import Missing
from scoring.errors import UnknownNodeError
from scoring.kernel.results import rank_scores

NODES = {"index": {"of": ["left", "right"]}, "left": ["a"], "right": ["b"]}


def test_ties_share_the_best_rank() -> None:
    ranks = rank_scores(np.array([0.7, 0.9, np.nan, 0.7, 0.2]))

    assert ranks.tolist() == [2, 1, 0, 2, 4]


def test_scores_that_differ_only_in_binary_are_tied() -> None:
    assert rank_scores(np.array([0.1 + 0.2, 0.3, 0.3 + 1e-9])).tolist() == [2, 2, 1]


def test_a_frame_has_the_columns_of_each_node_top_down() -> None:
    stages = {
        "main": ladder(0, 0.5),
        "fine": ladder(0, 0.25, 0.75),
        "law": ladder(0, 0.5, of="left"),
    }
    found = score_all(
        draw(["a", "b"], NODES, stages=stages),
        {"a": "full", "b": "half"},
        {"a": Missing.NOT_APPLICABLE, "b": Missing.NOT_APPLICABLE},
    )

    frame = found.to_frame(["Lima", "Suva"])

    assert list(frame.columns) == [
        "unit",
        "index",
        "index.coverage",
        "index.stage",
        "index.stage.fine",
        "index.rank",
        "left",
        "left.coverage",
        "left.stage",
        "right",
        "right.coverage",
    ]
    assert frame.loc[0].to_dict() == {
        "unit": "Lima",
        "index": (1 + 2 / 4) / 2,
        "index.coverage": 1,
        "index.stage": "s1",
        "index.stage.fine": "s2",
        "index.rank": 1,
        "left": 1,
        "left.coverage": 1,
        "left.stage": "s1",
        "right": 2 / 4,
        "right.coverage": 1,
    }
    assert frame.loc[1].drop("unit").isna().all()
    assert pd.api.types.is_integer_dtype(frame["index.rank"])


def test_rows_are_taken_in_another_order_with_all_that_is_known_of_them() -> None:
    document = draw(
        ["a", "b"], NODES, stages={"main": ladder(0, 0.5)}, missing={"bounds": True}
    )
    found = score_all(
        document, {"a": "full", "b": "half"}, {"a": "half"}, {"b": "full"}
    )

    taken = found.take([2, 0])

    whole = found.to_frame(["Lima", "Suva", "Apia"])
    expected = whole.iloc[[2, 0]].drop(columns="index.rank").reset_index(drop=True)
    frame = taken.to_frame(["Apia", "Lima"])
    assert "index.low" in frame
    pd.testing.assert_frame_equal(frame.drop(columns="index.rank"), expected)


def test_only_indices_are_ranked() -> None:
    instrument = draw(["a", "b"], {"x": ["a"], "y": ["b"]}, index=["x", "y"])

    frame = score_all(instrument, {"a": "full"}, {"b": "full"}).to_frame(["1", "2"])

    assert frame["x.rank"].tolist() == [1, 2]
    assert frame["y.rank"].tolist() == [2, 1]


def test_an_unknown_node_is_refused_with_the_closest_name() -> None:
    found = score_all(draw(["a", "b"], NODES), {})

    with pytest.raises(UnknownNodeError) as caught:
        found.node("lefft")

    assert caught.value.closest == "left"


def test_classes_of_equal_count_divide_a_band_from_the_top() -> None:
    classes = {"s1": ["c", "b", "a"]}
    rule = ladder(0, 0.5)
    for band in rule["bands"]:
        band["classes"] = classes.get(band["key"], [])
    items = {"a": {"type": "number", "goalposts": {"low": 0, "high": 1}}}
    ours = draw(items, stages={"ladder": rule})
    values = [0.9, 0.8, 0.8, 0.7, 0.6, 0.2]

    scores = score_all(ours, *[{"a": value} for value in values])

    # Ranks 1, 2, 2, 4, 5 of five: floor(3 (p - 1) / 5) is 0, 0, 0, 1 and 2.
    assert scores.class_keys() == ["a", "a", "a", "b", "c", None]
    frame = scores.to_frame(list("uvwxyz"))
    assert frame["index.class"].tolist()[:5] == ["a", "a", "a", "b", "c"]


def test_the_best_is_in_the_highest_class_however_few_there_are() -> None:
    rule = ladder(0, 0.5)
    rule["bands"][1]["classes"] = ["low", "high"]
    scores = score_all(draw(["a"], stages={"ladder": rule}), {"a": "full"})
    assert scores.class_keys() == ["high"]


def test_ranks_look_at_the_declared_decimals() -> None:
    items = {"a": {"type": "number", "goalposts": {"low": 0, "high": 1}}}
    ours = draw(items, rank_decimals=2)
    scores = score_all(ours, {"a": 0.801}, {"a": 0.804}, {"a": 0.9})
    assert scores.rank("index").tolist() == [2, 2, 1]
