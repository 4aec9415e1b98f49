from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from drawn import draw, ladder
from hypothesis import given
from hypothesis import strategies as st

from instruments import load_instrument
from scoring import ScoringError, UnknownColumnWarning, compile_plan, score
from scoring.frames import read_frame
from scoring.kernel.engine import score_coded
from scoring.restatement import (
    find_change,
    list_stages,
    pick_ladders,
    restate,
    set_side_by_side,
)

if TYPE_CHECKING:
    from scoring.kernel.plan import Plan

EGDI = load_instrument("egdi")
FIGURES = pd.DataFrame(
    {"unit": ["Arva", "Belo"], "osi": [0.9, 0.2], "tii": [0.3, 0.2], "hci": [0.6, 0]}
)


def test_both_methods_stand_side_by_side() -> None:
    found = restate(EGDI, FIGURES, "edition_2024", "edition_2008")

    assert list(found.columns[:8]) == [
        "unit",
        "egdi.published",
        "egdi.restated",
        "egdi.change",
        "egdi.rank.published",
        "egdi.rank.restated",
        "egdi.stage.published",
        "egdi.stage.restated",
    ]
    arva, belo = found.to_dict("records")
    assert arva["egdi.published"] == pytest.approx((0.9 + 0.3 + 0.6) / 3)
    assert arva["egdi.restated"] == pytest.approx(0.34 * 0.9 + 0.33 * 0.3 + 0.33 * 0.6)
    assert arva["egdi.change"] == pytest.approx(0.603 - 0.6)
    # In 2008 a state without human capital had an index of 0.
    assert belo["egdi.published"] == pytest.approx((0.2 + 0.2 + 0) / 3)
    assert (belo["egdi.restated"], belo["egdi.rank.restated"]) == (0, 2)
    assert (arva["egdi.stage.published"], belo["egdi.stage.published"]) == (
        "high",
        "low",
    )


def test_a_frame_says_by_which_methods_both_sides_were_made() -> None:
    told = restate(EGDI, FIGURES, "edition_2024", "edition_2008").attrs["made_by"]

    assert told["meaning"] == EGDI.meaning
    assert (told["method"], told["published_method"]) == (
        "edition_2008",
        "edition_2024",
    )
    assert told["method_fingerprint"] == EGDI.method_fingerprint("edition_2008")
    published = EGDI.method_fingerprint("edition_2024")
    assert told["published_method_fingerprint"] == published


def test_a_ladder_of_one_method_alone_is_blank_for_the_other() -> None:
    found = restate(EGDI, FIGURES, "edition_2024", "edition_2008")

    assert found["web_measure.stage.published"].isna().all()
    assert found["web_measure.stage.restated"].tolist() == ["connected", "enhanced"]
    assert "infrastructure.stage.published" not in found


def test_a_score_that_one_side_lacks_has_no_change() -> None:
    partly = FIGURES.assign(tii=[np.nan, 0.2])

    arva = restate(EGDI, partly, "edition_2024", "edition_2008").to_dict("records")[0]

    assert np.isnan(arva["egdi.published"])
    assert pd.isna(arva["egdi.rank.published"])
    assert arva["egdi.restated"] == pytest.approx(0.34 * 0.9 + 0.33 * 0.6)
    assert np.isnan(arva["egdi.change"])


def test_the_default_method_is_the_published_one() -> None:
    named = restate(EGDI, FIGURES, EGDI.default_method, "edition_2010")

    assert restate(EGDI, FIGURES, None, "edition_2010").equals(named)


def test_what_is_no_table_or_no_method_is_told() -> None:
    with pytest.raises(ScoringError, match="edition_1900"):
        restate(EGDI, FIGURES, None, "edition_1900")
    with pytest.raises(ScoringError, match="has no method 'edition_1900'"):
        restate(EGDI, FIGURES, "edition_1900", "edition_2008")
    with pytest.warns(UnknownColumnWarning):
        restate(EGDI, FIGURES.assign(osj=1), None, "edition_2008")


SHARES = st.floats(0, 1, allow_subnormal=False)


@given(st.lists(st.tuples(SHARES, SHARES, SHARES), min_size=1, max_size=6))
def test_each_side_is_what_scoring_says(rows: list[tuple[float, ...]]) -> None:
    frame = pd.DataFrame(rows, columns=["osi", "tii", "hci"])
    frame.insert(0, "unit", [f"u{row}" for row in range(len(rows))])

    found = restate(EGDI, frame, "edition_2024", "edition_2008")

    for side, method in (("published", "edition_2024"), ("restated", "edition_2008")):
        alone = score(EGDI, frame, method)
        np.testing.assert_array_equal(found[f"egdi.{side}"], alone["egdi"])
        assert found[f"egdi.rank.{side}"].tolist() == alone["egdi.rank"].tolist()
        assert found[f"egdi.stage.{side}"].tolist() == alone["egdi.stage"].tolist()


def test_a_method_beside_itself_changes_nothing() -> None:
    coded = read_frame(EGDI, FIGURES).coded
    scores = score_coded(compile_plan(EGDI), coded)

    assert find_change(scores, scores, "egdi").tolist() == [0, 0]
    groups, _ = pick_ladders(scores.plan, scores.plan, "egdi")
    assert list_stages(scores, groups) == ["high", "low"]
    assert list_stages(scores, None) == []
    assert set_side_by_side(scores, scores, ["a", "b"])["unit"].tolist() == ["a", "b"]


def test_both_sides_stand_on_a_ladder_that_both_methods_use() -> None:
    stages = {"half": ladder(0, 0.5), "third": ladder(0, 0.3, 0.6)}
    ours = draw(["a"], stages=stages)
    other = ours.methods["default"].model_copy(update={"stages": ("third", "half")})
    lone = other.model_copy(update={"stages": ("third",)})
    three = ours.with_method("other", other).with_method("lone", lone)
    first, second, third = (
        compile_plan(three, key) for key in ("default", "other", "lone")
    )

    def pick(one: Plan, two: Plan) -> list[str | None]:
        picked = pick_ladders(one, two, "index")
        return [None if rule is None else rule.key for rule in picked]

    assert pick(first, second) == ["half", "half"]
    assert pick(second, first) == ["third", "third"]
    assert pick(first, third) == ["third", "third"]
    bare = compile_plan(
        three.with_method("bare", other.model_copy(update={"stages": ()})), "bare"
    )
    assert pick(first, bare) == ["half", None]
