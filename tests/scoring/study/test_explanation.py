"""The explanation of one unit: every part agrees with what is found elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from drawn import draw, ladder

from instruments import load_instrument
from scoring import compile_plan, read_frame, score
from scoring.errors import UnknownNodeError, UnknownUnitError
from scoring.study.diagnostics import Earlier
from scoring.study.explanation import Explanation, Question, explain, explain_coded

if TYPE_CHECKING:
    from instruments.model.instrument import Instrument

NODES: dict[str, Any] = {
    "index": {"of": {"x": 3, "y": 1}},
    "x": {"items": {"a": 1, "b": 3}},
    "y": ["c"],
}
FRAME = pd.DataFrame(
    {
        "city": ["Ada", "Bay", "Col"],
        "a": ["half", "", "full"],
        "b": ["little", "DK", "full"],
        "c": ["full", "NA", "none"],
    }
)
GATES = {1: [{"node": "y", "at_least": 0.5}]}


def drawn(**method: Any) -> Instrument:
    stages = {"rule": ladder(0, 0.5, gates=GATES)}
    return draw(list("abc"), NODES, stages=stages, **method)


def explain_drawn(unit: str, **method: Any) -> Explanation:
    return explain(drawn(**method), FRAME, unit)


def test_score_and_coverage_are_those_of_the_file() -> None:
    table = score(drawn(), FRAME).set_index("unit")

    for unit in FRAME["city"]:
        found = explain_drawn(unit)
        assert found.score == pytest.approx(table.loc[unit, "index"])
        assert found.coverage == pytest.approx(table.loc[unit, "index.coverage"])


def test_stage_gates_and_what_blocks_are_told() -> None:
    (standing,) = explain_drawn("Col").standings

    assert standing.rule == "rule"
    assert (standing.blocking.current, standing.blocking.next) == ("s0", "s1")
    assert [gate.node for gate in standing.blocking.gates_unmet] == ["y"]
    assert [step.item for step in standing.blocking.steps] == ["c"]


def test_bounds_are_told_where_the_method_declares_them() -> None:
    found = explain_drawn("Bay", missing={"bounds": True})

    assert found.bounds == (0, 1)  # a and b are open, c does not apply
    assert explain_drawn("Bay").bounds is None


def test_a_relative_method_is_fitted_on_the_whole_file() -> None:
    numbers = {"n": {"type": "number"}}
    instrument = draw(numbers, normalise={"else": "min_max"})
    frame = pd.DataFrame({"city": ["Ada", "Bay", "Col"], "n": [10, 40, 20]})

    found = explain(instrument, frame, "Col")

    assert found.score == pytest.approx((20 - 10) / (40 - 10))
    assert found.is_relative
    assert found.units == 3


def test_a_plain_mean_throughout_is_told_from_other_combinations() -> None:
    assert explain_drawn("Ada").is_averaged
    assert not explain_drawn("Ada", combine={"x": "geometric"}).is_averaged
    below = explain(drawn(combine={"index": "minimum"}), FRAME, "Ada", node="x")
    assert below.is_averaged


def test_work_is_told_from_nothing_to_all() -> None:
    plan = compile_plan(drawn())
    read = read_frame(plan.instrument, FRAME)
    told: list[float] = []

    explain_coded(plan, read.coded, read.units, Question("Ada"), told.append)

    assert told == sorted(told)
    assert told[0] > 0
    assert told[-1] == 1


def test_an_earlier_round_is_held_against_this_one() -> None:
    instrument = load_instrument("meter")
    keys = [
        key
        for key, item in instrument.items.items()
        if getattr(item, "scale", None) == "extent"
    ]
    visible = [key for key in keys if "visible" in instrument.items[key].tags]
    now = pd.DataFrame([{"city": "Ada", **dict.fromkeys(keys, "partly")}])
    then = now.assign(**dict.fromkeys(visible, "none"))
    earlier = Earlier.read(instrument, then, "Ada", ranks=(40, 31))

    found = explain(instrument, now, "Ada", earlier=earlier)

    numbers = next(one.numbers for one in found.diagnoses if one.kind == "competition")
    assert numbers["gain_share"] == 1
    assert numbers["rank_only"] == 0  # the score rose too


def test_a_unit_without_a_score_is_explained_too() -> None:
    frame = pd.DataFrame({"city": ["Ada"], "a": ["NA"], "b": ["NA"], "c": ["NA"]})

    found = explain(drawn(), frame, "Ada")

    assert (found.score, found.coverage) == (None, None)
    assert all(one.contribution == 0 for one in found.branches)
    assert found.roadmap.gains == ()


def test_another_node_and_column_may_be_asked_for() -> None:
    frame = FRAME.assign(code=["A", "B", "C"]).drop(columns="city")

    found = explain(drawn(), frame, "A", column="code", node="x")

    assert (found.unit, found.node) == ("A", "x")
    assert found.branches[0].weight.effective == 1


def test_an_unknown_unit_is_told_with_the_closest() -> None:
    with pytest.raises(UnknownUnitError) as caught:
        explain(drawn(), FRAME, "Adda")

    assert caught.value.exit_code == 13
    assert str(caught.value) == "No unit is named 'Adda'. Did you mean 'Ada'?"
    with pytest.raises(UnknownNodeError):
        explain(drawn(), FRAME, "Ada", node="nodex")


def test_frames_hold_the_tree_and_the_roadmap() -> None:
    frames = explain_drawn("Ada").to_frames()

    assert list(frames["tree"]["key"]) == ["index", "x", "a", "b", "y", "c"]
    assert set(frames["roadmap"]["list"]) == {"stage", "gain", "budget"}


def test_declared_diagnostics_are_put_to_the_unit() -> None:
    instrument = load_instrument("meter")
    chance = np.random.default_rng(1)
    row = {
        key: chance.choice([option.code for option in instrument.options_of(item)])
        for key, item in instrument.items.items()
        if instrument.options_of(item) and item.type != "multiple"
    }

    found = explain(instrument, pd.DataFrame([{"city": "Ada", **row}]), "Ada")

    assert [one.key for one in found.diagnoses] == list(instrument.diagnostics)
    assert found.instrument == "meter"
    assert found.method == instrument.default_method
