"""Variables: numbers with labels, reasons below all answers, names that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from meter.exchange.package.variables import (
    NAME_MOST,
    Variable,
    _find_first,
    _rename,
    list_variables,
)

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot


@pytest.fixture(scope="module")
def variables(snapshot: Snapshot) -> dict[str, Variable]:
    return {one.name: one for one in list_variables(snapshot)}


def test_a_choice_is_the_place_of_its_option(
    variables: dict[str, Variable], snapshot: Snapshot
) -> None:
    law = variables["q_law"]

    assert law.measure == "ordinal"
    assert law.labels == {1: "Not at all", 2: "Partly", 3: "Fully"}
    assert law.reasons == {
        -1: "Unanswered",
        -2: "Not asked",
        -3: "Not applicable",
        -4: "Don't know",
        -5: "Refused",
    }
    codes = snapshot.coded["law"].astype(int)
    expected = np.where(codes >= 8, codes - 7, -1 - codes)
    assert list(law.data) == expected.tolist()


def test_a_multiple_choice_is_a_variable_an_option(
    variables: dict[str, Variable],
) -> None:
    web, phone = variables["q_ways_web"], variables["q_ways_phone"]

    assert (web.label, web.labels) == ("Web: By which ways?", {0: "No", 1: "Yes"})
    pairs = set(zip(web.data, phone.data, strict=True))
    assert pairs == {(1, 1), (0, 1), (1, 0), (-1, -1)}


def test_a_number_below_zero_is_no_reason(variables: dict[str, Variable]) -> None:
    deficit, users = variables["q_deficit"], variables["q_users"]

    assert sorted(set(deficit.data)) == [-100, -5]
    assert max(deficit.reasons) == -100
    assert set(users.data) == {-1, -2, 0.1 + 0.2, 12.5, 100}


@pytest.mark.parametrize("least", [0.0, 3.0, -0.5, -1.0, -5.0, -99.0, -1e9])
def test_reasons_are_below_all_answers(least: float) -> None:
    first = _find_first(np.array([least, 7.0]))

    assert first <= -1
    assert first < least
    assert first - 5 < least
    assert first.is_integer()


def test_texts_and_dates_are_given_or_not(variables: dict[str, Variable]) -> None:
    for name in ("q_note", "q_since"):
        assert variables[name].labels == {1: "Given, and withheld"}
        assert set(variables[name].data) == {1}


def test_scores_and_stages_are_labelled(
    variables: dict[str, Variable], snapshot: Snapshot
) -> None:
    assert snapshot.results is not None
    kept = snapshot.results.scores.node("index")

    assert variables["s_index"].label == "Score: Index"
    assert np.array_equal(np.asarray(variables["s_index"].data), kept, equal_nan=True)
    assert variables["st_ladder"].labels == {1: "Low", 2: "High"}
    assert variables["lo_index"].label == "Lowest possible score: Index"


def test_names_differ_in_any_case_and_are_no_longer_than_stata_takes() -> None:
    taken: set[str] = set()
    names = [
        _rename(Variable(name, "", "nominal", []), taken).name
        for name in ("q_" + "x" * 40, "q_" + "x" * 50, "Q_" + "X" * 40, "s_a")
    ]

    assert len({name.lower() for name in names}) == 4
    assert all(len(name) <= NAME_MOST for name in names)
    assert names[1].endswith("_2")
