"""The competition fallacy: V, K and the rank, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import LEVELS, draw
from hypothesis import given, settings
from hypothesis import strategies as st
from patterned import diagnose_one

from instruments.model.answers import Missing
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics import Diagnosis, Earlier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer

ITEMS: dict[str, dict[str, Any]] = {
    "v1": {"tags": ["visible"]},
    "v2": {"tags": ["visible"]},
    "f1": {"tags": ["foundation"]},
    "f2": {"tags": ["foundation"]},
    "f3": {"tags": ["foundation"]},
    "other": {},
}

INSTRUMENT = draw(ITEMS, {"index": {"items": {**dict.fromkeys(ITEMS, 1), "f3": 3}}})

DECLARED = {
    "kind": "competition",
    "title": "Competition fallacy",
    "visible": "visible",
    "foundation": "foundation",
}


def levels(*numbers: int) -> dict[str, Answer]:
    return {key: LEVELS[k] for key, k in zip(ITEMS, numbers, strict=True)}


def find(answers: Mapping[str, Answer], **fields: Any) -> Diagnosis:
    earlier = fields.pop("earlier", None)
    return diagnose_one(INSTRUMENT, {**DECLARED, **fields}, answers, earlier=earlier)


def before(answers: Mapping[str, Answer], **ranks: int) -> Earlier:
    return Earlier(code_answers(INSTRUMENT, [answers]), **ranks)


def test_v_is_the_lead_of_the_mean_of_what_is_visible() -> None:
    found = find(levels(4, 3, 1, 2, 0, 4))
    visible, foundation = (4 + 3) / 8, (1 + 2 + 0) / 12
    assert found.numbers == pytest.approx(
        {"visible": visible, "foundation": foundation, "V": visible - foundation}
    )
    assert found.strength == pytest.approx((visible - foundation) / 0.20)
    assert found.thresholds == {"V.watch": 0.1, "V.finding": 0.2, "K.watch": 1.5}
    assert (found.kind, found.title) == ("competition", "Competition fallacy")


@pytest.mark.parametrize(
    ("visible", "level"), [((2, 2), "none"), ((3, 2), "watch"), ((3, 3), "finding")]
)
def test_the_lead_decides_the_level(visible: tuple[int, int], level: str) -> None:
    # All foundation items stand at 2 of 4: V is 0, 1/8 and 1/4.
    assert find(levels(*visible, 2, 2, 2, 2)).level == level


def test_bounds_are_included() -> None:
    found = find(levels(3, 2, 2, 2, 2, 2), watch=0.05, finding=0.125)
    assert found.level == "finding"


def test_what_does_not_apply_is_left_out() -> None:
    found = find({**levels(4, 3, 1, 2, 0, 4), "f3": Missing.NOT_APPLICABLE})
    assert found.numbers["foundation"] == pytest.approx((1 + 2) / 8)
    value = {one.item: one.value for one in found.behind}
    assert value == {"f1": 0.25, "f2": 0.5, "f3": None}


def test_k_is_the_share_of_the_gain_over_the_share_of_the_weight() -> None:
    now, then = levels(4, 4, 2, 2, 2, 2), levels(2, 3, 2, 1, 3, 2)

    found = find(now, earlier=before(then))

    # Risen: v1 by 2, v2 by 1, f2 by 1; f3 fell. Weights 1 1 1 1 3 1.
    gain, weight = (2 + 1) / (2 + 1 + 1), 2 / 8
    assert found.numbers["gain_share"] == pytest.approx(gain)
    assert found.numbers["weight_share"] == pytest.approx(weight)
    assert found.numbers["K"] == pytest.approx(gain / weight)


def test_a_gain_from_what_is_visible_is_worth_a_watch() -> None:
    now, then = levels(2, 2, 2, 2, 2, 2), levels(1, 1, 2, 2, 2, 2)
    assert find(now).level == "none"
    found = find(now, earlier=before(then))
    assert found.level == "watch"
    assert found.numbers["K"] == pytest.approx(1 / (2 / 8))
    said = " ".join(map(str, found.sentences))
    assert "100 % of the gain" in said
    assert "25 % of the weight" in said


def test_without_a_gain_there_is_no_concentration() -> None:
    same = levels(2, 2, 2, 2, 2, 2)
    found = find(same, earlier=before(same))
    assert found.numbers["K"] is None
    assert found.level == "none"
    assert not any("gain" in str(sentence) for sentence in found.sentences)


@pytest.mark.parametrize(
    ("rank", "rank_now", "fall", "flag"),
    [(40, 35, 1, 1), (40, 35, 0, 1), (40, 41, 1, 0), (40, 35, -1, 0)],
)
def test_a_rank_that_rises_alone_is_flagged(
    rank: int, rank_now: int, fall: int, flag: int
) -> None:
    now, then = levels(2, 2, 2, 2, 2, 2), levels(2, 2, 2, 2, 2, 2 + fall)

    found = find(now, earlier=before(then, rank=rank, rank_now=rank_now))

    assert found.numbers["rank_only"] == flag
    assert found.numbers["score_before"] == pytest.approx((7 * 2 + 2 + fall) / 32)
    assert found.numbers["score_now"] == pytest.approx(1 / 2)
    said = any("from 40 to 35" in str(sentence) for sentence in found.sentences)
    assert said == bool(flag)


def test_without_ranks_nothing_is_said_of_them() -> None:
    same = levels(2, 2, 2, 2, 2, 2)

    found = find(same, earlier=before(same))

    assert found.numbers["rank_only"] is None
    assert found.numbers["score_before"] == found.numbers["score_now"] == 1 / 2


ANY = st.lists(st.integers(0, 4), min_size=6, max_size=6)


@settings(max_examples=40)
@given(ANY, st.sampled_from([2, 3, 4]))
def test_a_better_foundation_never_widens_the_lead(
    numbers: list[int], item: int
) -> None:
    better = [min(k + (place == item), 4) for place, k in enumerate(numbers)]
    here, there = find(levels(*numbers)), find(levels(*better))
    assert (there.numbers["V"] or 0) <= (here.numbers["V"] or 0) + 1e-12
    assert there.stability["finding"] <= here.stability["finding"]
    assert there.stability["watch"] <= here.stability["watch"]


def test_the_sentence_tells_both_means_and_the_lead() -> None:
    found = find(levels(4, 3, 1, 2, 0, 4))
    assert found.sentences[0].facts == pytest.approx(
        {"visible": 87.5, "foundation": 25, "gap": 62.5}
    )
    assert str(found.sentences[1]) == "This pattern is called Competition fallacy."
