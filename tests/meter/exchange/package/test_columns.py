"""Columns: what is not there is null, and texts that stand often are kept once."""

from __future__ import annotations

import numpy as np

from meter.exchange.package.columns import (
    coded_column,
    cross,
    number_column,
    text_column,
    whole_column,
)


def test_units_go_round_before_what_each_of_them_has() -> None:
    units, others = cross(2, 3)

    assert units.tolist() == [0, 1, 0, 1, 0, 1]
    assert others.tolist() == [0, 0, 1, 1, 2, 2]


def test_texts_of_a_coded_column_are_kept_once() -> None:
    places = np.array([0, 1, 2, -1])

    column = coded_column("section", "Section", ["a", "b", "a"], places)

    assert column.data.to_pylist() == ["a", "b", "a", None]
    assert column.data.dictionary.to_pylist() == ["a", "b"]


def test_what_is_not_there_is_null() -> None:
    numbers = number_column("score", "Score", np.array([0.5, np.nan]))
    texts = text_column("stage", "Stage", ["low", None])
    counts = whole_column("links", "Links", [0, 2])

    assert numbers.data.to_pylist() == [0.5, None]
    assert texts.data.to_pylist() == ["low", None]
    assert counts.data.to_pylist() == [0, 2]
    kinds = [column.kind for column in (numbers, texts, counts)]
    assert kinds == ["number", "text", "whole"]
