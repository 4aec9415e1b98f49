"""The sides of many responses are the numbers that each diagnosis tells of its own."""

from __future__ import annotations

import numpy as np
import pytest

from instruments import load_instrument
from scoring import compile_plan
from scoring.study.diagnostics import diagnose
from scoring.study.diagnostics.sides import NAMES, read_sides
from tests.crowd import draw_answers


def test_they_are_the_numbers_of_each_diagnosis() -> None:
    instrument = load_instrument("meter")
    plan, coded = compile_plan(instrument), draw_answers(instrument, 3)

    found = read_sides(plan, coded)

    assert found.keys() == instrument.diagnostics.keys()
    for row in range(3):
        for one in diagnose(plan, coded[row]):
            ahead, behind = NAMES[one.kind]
            sides = found[one.key]
            assert sides.ahead[row] == pytest.approx(one.numbers[ahead], abs=1e-12)
            assert sides.behind[row] == pytest.approx(one.numbers[behind], abs=1e-12)


def test_the_bounds_are_those_from_which_a_finding_is_possible() -> None:
    instrument = load_instrument("meter")

    found = read_sides(compile_plan(instrument), draw_answers(instrument, 2))

    bounds = {key: (one.gap, one.least) for key, one in found.items()}
    assert bounds == {
        "competition": (0.20, 0.0),
        "digitalization": (0.20, 0.50),
        "integration": (0.10, 0.0),
        "toolkitization": (0.20, 0.0),
    }


def test_nobody_and_nothing_declared_have_no_sides() -> None:
    instrument = load_instrument("meter")
    plan, coded = compile_plan(instrument), draw_answers(instrument, 2)
    bare = compile_plan(instrument.model_copy(update={"diagnostics": {}}))

    assert read_sides(plan, coded[:0]) == {}
    assert read_sides(bare, coded) == {}
    assert not np.isnan(read_sides(plan, coded)["integration"].ahead).any()
