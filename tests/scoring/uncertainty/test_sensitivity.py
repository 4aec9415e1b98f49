"""How sure scores are, from a frame of answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn import LEVELS, draw, ladder

from scoring import UnknownColumnWarning
from scoring.uncertainty import tally
from scoring.uncertainty.errors import NoAlternativesError
from scoring.uncertainty.sensitivity import Sensitivity, sensitivity

NODES = {"index": {"of": {"x": 1, "y": 1}}, "x": ["a", "b"], "y": ["c", "d"]}
DRAWN = {"draws": 400, "seed": 5, "weights": {"else": 20}, "leave_out": "item"}


def rows(units: int = 8) -> pd.DataFrame:
    answers = np.random.default_rng(6).choice(LEVELS, (units, 4))
    frame = pd.DataFrame(answers, columns=list("abcd"))
    frame.insert(0, "city", [f"c{k}" for k in range(units)])
    return frame


def run(frame: pd.DataFrame, alternatives: dict[str, Any], **given: Any) -> Sensitivity:
    instrument = draw(
        "abcd",
        NODES,
        stages={"rule": ladder(0, 0.5), "part": ladder(0, 0.4, of="x")},
        alternatives=alternatives,
    )
    return sensitivity(instrument, frame, **given)


def test_indices_and_staged_nodes_have_bands() -> None:
    found = run(rows(), DRAWN)

    assert (found.draws, found.seed, found.kept) == (400, 5, 400)
    assert list(found.nodes) == ["index", "x"]
    spread = found.nodes["index"]
    assert (spread.score.low <= spread.score.median).all()
    assert (spread.score.median <= spread.score.high).all()
    assert (spread.rank.low <= spread.rank.high).all()
    assert spread.published_score.tolist() == found.published.node("index").tolist()
    assert len(spread.shift) == 400


def test_the_same_seed_gives_the_same_bands() -> None:
    first, again = run(rows(), DRAWN).to_frame(), run(rows(), DRAWN).to_frame()
    other = run(rows(), DRAWN, seed=6).to_frame()

    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert (first["index.low"] != other["index.low"]).any()


def test_a_unit_has_the_same_scores_whoever_else_is_there() -> None:
    all_of_them, some = run(rows(), DRAWN), run(rows().head(3), DRAWN)

    low = all_of_them.nodes["index"].score.low
    assert some.nodes["index"].score.low == pytest.approx(low[:3], abs=1e-15)


def test_more_draws_begin_with_the_same() -> None:
    few, many = run(rows(), DRAWN, draws=50), run(rows(), DRAWN, draws=2000)

    assert (few.nodes["index"].ranks == many.nodes["index"].ranks[:50]).all()


def test_stages_hold_as_often_as_scores_reach_their_bound() -> None:
    frame = rows()

    found = run(frame, DRAWN)

    spread, rule = found.nodes["x"], found.stages["part"]
    assert rule.node == "x"
    assert (rule.reaches[:, 0] == 1).all()
    always = spread.score.low > 0.4
    assert always.any()
    assert (rule.reaches[always, 1] >= 0.95).all()
    is_high = rule.published == 1
    assert rule.holds == pytest.approx(
        np.where(is_high, rule.reaches[:, 1], 1 - rule.reaches[:, 1])
    )


def test_nothing_moves_where_weights_barely_do() -> None:
    found = run(rows(), {"weights": {"else": 1_000_000}, "draws": 50})

    spread = found.nodes["index"]
    assert spread.score.width.max() < 0.005
    assert spread.score.median == pytest.approx(spread.published_score, abs=0.001)


def test_open_answers_widen_the_ends() -> None:
    frame = rows()
    frame.loc[0, "a"] = ""

    found = run(frame, DRAWN)

    # one item is half of one of two nodes
    width = (found.ends.high - found.ends.low)[:, 0]
    assert width.tolist() == pytest.approx([0.25] + [0] * 7)


def test_very_many_units_keep_some_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_KEPT", 8 * 150)

    found = run(rows(), DRAWN)

    assert (found.kept, found.draws) == (150, 400)
    assert found.nodes["index"].ranks.shape == (150, 8)
    assert len(found.nodes["index"].shift) == 400


def test_a_relative_alternative_moves_ranks_only_with_the_units() -> None:
    alternatives = {"normalise": {"a": ["min_max", "percent_rank"]}, "draws": 20}

    found = run(rows(), alternatives)

    assert found.varied == ("normalisation of a: min_max or percent_rank",)
    distinct = {tuple(row) for row in found.nodes["index"].ranks.tolist()}
    assert 1 <= len(distinct) <= 2


def test_a_method_without_alternatives_says_what_to_add() -> None:
    with pytest.raises(NoAlternativesError, match="leave_out: item"):
        sensitivity(draw("abcd", NODES), rows())


def test_unknown_columns_are_named() -> None:
    with pytest.warns(UnknownColumnWarning, match="'e' is no item"):
        run(rows().assign(e=1), DRAWN)
