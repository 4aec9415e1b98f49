"""Populations: what is computed in parts is what the whole gives, less the dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import draw

from scoring import compile_plan
from scoring.kernel import population as populations
from scoring.kernel.coding import code_answers
from scoring.kernel.population import Held, Population

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from scoring.kernel.population import Block

NUMBER = {"type": "number"}
ANSWERS: list[dict[str, Any]] = [
    {"a": 1.0, "b": 5.0},
    {"a": 2.0},
    {"a": 3.0, "b": 7.0},
    {"a": 4.0, "b": 8.0},
    {"b": 9.0},
]


class Parts:
    """A source that gives blocks of so many rows, and remembers what was asked."""

    def __init__(self, columns: Block, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.asked: list[set[str]] = []

    def read_items(self, keys: Collection[str]) -> Iterator[Block]:
        self.asked.append(set(keys))
        for start in range(0, len(self.columns["a"]), self.rows):
            rows = slice(start, start + self.rows)
            yield {key: self.columns[key][rows] for key in keys}


def make(rows: int | None = None, **method: Any) -> Population:
    instrument = draw({"a": NUMBER, "b": NUMBER}, normalise={"else": "raw"}, **method)
    coded = code_answers(instrument, ANSWERS)
    columns = {key: coded[key] for key in "ab"}
    source = Held(columns) if rows is None else Parts(columns, rows)
    return Population(compile_plan(instrument), source)


def take(key: str, population: Population) -> NDArray[np.float64]:
    return population.gather({key}, lambda block: np.asarray(block[key]))


@pytest.mark.parametrize("rows", [None, 1, 2, 5, 100])
@pytest.mark.parametrize("most", [1, 2, 8192])
def test_numbers_come_in_the_order_of_the_rows(
    monkeypatch: pytest.MonkeyPatch, rows: int | None, most: int
) -> None:
    monkeypatch.setattr(populations, "ROWS", most)
    population = make(rows)

    assert population.rows == 5
    np.testing.assert_array_equal(take("b", population), [5, np.nan, 7, 8, 9])


@pytest.mark.parametrize("rows", [None, 1, 2, 3])
def test_who_is_dropped_is_left_out_of_every_column(rows: int | None) -> None:
    population = make(rows, missing={"unanswered": "drop"})

    assert population.rows == 3
    assert take("a", population).tolist() == [1, 3, 4]
    assert take("b", population).tolist() == [5, 7, 8]


def test_several_children_are_gathered_side_by_side() -> None:
    both = make(2).gather("ab", lambda block: np.array([block["b"], block["a"]]))

    np.testing.assert_array_equal(both[1], [1, 2, 3, 4, np.nan])
    assert both.shape == (2, 5)


def test_nobody_is_a_population_too() -> None:
    plan = compile_plan(draw(["a"]))
    nobody = Population(plan, Held({"a": np.empty(0, dtype=np.uint8)}))

    assert nobody.rows == 0
    assert take("a", nobody).tolist() == []
