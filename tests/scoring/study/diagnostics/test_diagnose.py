"""The four together: on METER, with a seed, and where there are too few answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn import LEVELS
from patterned import (
    TAGS,
    THEMES,
    diagnostics,
    draw_city,
    draw_patterned,
    with_diagnostics,
)

from instruments import load_instrument
from instruments.model.answers import Answer, Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics import diagnose, list_shared, strongest_first

if TYPE_CHECKING:
    from instruments.model.instrument import Instrument

QUICK = {"permutations": 99, "draws": 50}


def answer_all(instrument: Instrument, front: str, back: str) -> dict[str, Answer]:
    """Answer METER alike on its one scale: what residents meet, and the rest."""
    extent = [
        (key, item)
        for key, item in instrument.items.items()
        if getattr(item, "scale", None) == "extent"
    ]
    return {key: front if "front" in item.tags else back for key, item in extent}


def test_meter_declares_the_four_in_the_order_of_the_talk() -> None:
    instrument = load_instrument("meter")
    kinds = [(key, one.kind) for key, one in instrument.diagnostics.items()]
    four = ["competition", "digitalization", "integration", "toolkitization"]
    assert kinds == [(key, key) for key in four]


def test_a_city_with_a_fine_front_and_nothing_behind_is_told_so() -> None:
    instrument = load_instrument("meter")
    row = code_answers(instrument, [answer_all(instrument, "mostly", "planned")])

    found = {one.key: one for one in diagnose(compile_plan(instrument), row)}

    assert found["integration"].level == "finding"
    assert found["competition"].level == "finding"
    assert found["integration"].chance["G"] == 1 / 1000
    for pair in found["integration"].pairs:
        assert pair.back in instrument.items[pair.front].requires
        assert (pair.front_value, pair.back_value) in {(0.75, 0.25), (0.75, 0)}


def test_a_city_that_is_alike_throughout_shows_no_pattern() -> None:
    instrument = load_instrument("meter")
    row = code_answers(instrument, [answer_all(instrument, "partly", "partly")])
    found = diagnose(compile_plan(instrument), row)
    assert {one.level for one in found} == {"none"}
    assert [one.clearing for one in found] == [None] * 4


def test_too_few_answers_tell_nothing() -> None:
    instrument = draw_patterned(**QUICK)
    few: dict[str, Answer] = {"c1_1": "full", "c2_1": "full", "c1_3": "none"}

    found = diagnose(compile_plan(instrument), code_answers(instrument, [few]))

    assert {one.level for one in found} == {"not_enough"}
    assert {len(one.chance) + len(one.stability) for one in found} == {0}
    assert str(found[0].sentences[0]) == (
        "Too few answers to tell: 2 on one side and 1 on the other, where each side "
        "needs 3."
    )


@pytest.mark.parametrize("given", [2, 3])
def test_each_side_needs_as_many_answers_as_declared(given: int) -> None:
    declared = {"it": diagnostics(least_items=3, **QUICK)["competition"]}
    instrument = with_diagnostics(draw_patterned(), declared)
    answers: dict[str, Answer] = dict.fromkeys(instrument.items, "half")
    for theme in THEMES[given:]:
        answers[f"{theme}_1"] = Missing.DONT_KNOW
    (found,) = diagnose(compile_plan(instrument), code_answers(instrument, [answers]))
    assert (found.level == "not_enough") == (given < 3)
    assert sum(one.given for one in found.ahead) == given


def test_same_seed_same_diagnoses() -> None:
    instrument = draw_patterned(**QUICK)
    plan = compile_plan(instrument)
    row = draw_city(instrument, np.random.default_rng(1), {"visible": 0.25})
    assert diagnose(plan, row, seed=5) == diagnose(plan, row, seed=5)
    assert diagnose(plan, row, seed=5) != diagnose(plan, row, seed=6)


def test_a_diagnosis_does_not_depend_on_its_neighbours() -> None:
    instrument = draw_patterned(**QUICK)
    row = draw_city(instrument, np.random.default_rng(2), {"front": 0.3, "back": -0.2})
    every = {one.key: one for one in diagnose(compile_plan(instrument), row)}
    for key, declared in diagnostics(**QUICK).items():
        alone = with_diagnostics(instrument, {key: declared})
        assert diagnose(compile_plan(alone), row) == [every[key]]


def test_one_row_may_come_without_its_batch() -> None:
    instrument = draw_patterned(**QUICK)
    plan, rng = compile_plan(instrument), np.random.default_rng(3)
    row = draw_city(instrument, rng, {})
    assert diagnose(plan, row[0]) == diagnose(plan, row)


def test_the_clearing_of_a_simulated_city_lowers_every_level() -> None:
    instrument = draw_patterned(**QUICK)
    plan, rng = compile_plan(instrument), np.random.default_rng(4)
    answers = {
        key: LEVELS[int(rng.integers(2, 5) if "1" in key[-1] else rng.integers(0, 4))]
        for key in instrument.items
    }
    found = diagnose(plan, code_answers(instrument, [answers]))
    reported = [one for one in found if one.is_reported]
    assert len(reported) >= 2
    for one in reported:
        assert one.clearing is not None
        needed = {rise.item: rise.needed for rise in one.clearing.raises}
        cleared = code_answers(instrument, [{**answers, **needed}])  # type: ignore[dict-item]
        again = next(d for d in diagnose(plan, cleared) if d.key == one.key)
        assert strongest_first([again, one])[0] == one
        assert again.level != one.level


def test_findings_of_one_city_name_the_items_that_they_share() -> None:
    instrument = draw_patterned(**QUICK)
    row = draw_city(instrument, np.random.default_rng(5), {"front": 0.3, "back": -0.2})
    shared = {
        frozenset((one.first, one.second)): one
        for one in list_shared(diagnose(compile_plan(instrument), row))
    }
    both = shared[frozenset(("competition", "integration"))]
    every = {k for k, tags in TAGS.items() if {"visible", "front"} <= set(tags)}
    assert {int(item[-1]) for item in both.ahead} == every


def test_a_diagnosis_carries_its_formula_and_what_its_guards_ask() -> None:
    guards = {"most_chance": 0.5, "least_stable": 0.8, "watch_stable": 0.3}
    instrument = draw_patterned(**QUICK, **guards)
    row = draw_city(instrument, np.random.default_rng(6), {"tool": 0.3, "glue": -0.3})

    for one in diagnose(compile_plan(instrument), row):
        held = {name.partition(".")[0] for name in one.thresholds} & {*"VKTDRGBE", "Pi"}
        assert all(f"{name} " in str(one.formula) for name in held)
        assert one.most_chance == 0.5
        assert one.least_stable == {
            name: 0.8 if name in {"finding", "strong"} else 0.3
            for name in one.stability
        }


def test_a_formula_says_from_which_value_on_something_counts() -> None:
    meter = load_instrument("meter")
    row = code_answers(meter, [answer_all(meter, "partly", "partly")])

    said = {one.key: str(one.formula) for one in diagnose(compile_plan(meter), row)}

    assert "worth 60 of 100 or more" in said["integration"]
    assert "less than 50" in said["integration"]
    assert "in place from 50 of 100" in said["toolkitization"]
    assert "the score of Technology" in said["digitalization"]


def test_an_instrument_without_diagnostics_has_none() -> None:
    instrument = with_diagnostics(draw_patterned(), {})
    row = draw_city(instrument, np.random.default_rng(6), {})
    assert diagnose(compile_plan(instrument), row) == []
