"""The integration loophole: R and G by hand, and pairs as facts at any level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import LEVELS, draw
from hypothesis import given, settings
from hypothesis import strategies as st
from patterned import diagnose_one

from instruments.model.answers import Missing

if TYPE_CHECKING:
    from scoring.study.diagnostics import Diagnosis

ITEMS: dict[str, dict[str, Any]] = {
    "f1": {"tags": ["front"], "requires": ["b1", "b2"]},
    "f2": {"tags": ["front"], "requires": ["b2"]},
    "f3": {"tags": ["front"], "requires": ["b3", "other"]},
    "f4": {"tags": ["front"]},
    "b1": {"tags": ["back"]},
    "b2": {"tags": ["back"]},
    "b3": {"tags": ["back"]},
    "other": {},
}

INSTRUMENT = draw(ITEMS)

DECLARED = {
    "kind": "integration",
    "title": "Integration loophole",
    "front": "front",
    "back": "back",
}


def find(levels: str, **fields: Any) -> Diagnosis:
    """Answer the items by their levels; a dash does not apply."""
    answers = {
        key: Missing.NOT_APPLICABLE if level == "-" else LEVELS[int(level)]
        for key, level in zip(ITEMS, levels.replace(" ", ""), strict=True)
    }
    return diagnose_one(INSTRUMENT, {**DECLARED, **fields}, answers)


def pairs(found: Diagnosis) -> list[tuple[str, str]]:
    return [(pair.front, pair.back) for pair in found.pairs]


def test_r_is_the_share_of_claims_with_work_behind_them_unmet() -> None:
    found = find("4432 121 0")
    # Claims from 0.6: f1, f2, f3. Unmet under 0.5: b1 and b3; f2 rests on b2 alone.
    front, back = (4 + 4 + 3 + 2) / 16, (1 + 2 + 1) / 12
    assert found.numbers == pytest.approx(
        {
            "claims": 3,
            "unsupported": 2,
            "R": 2 / 3,
            "front": front,
            "back": back,
            "G": front - back,
        }
    )
    assert pairs(found) == [("f1", "b1"), ("f3", "b3")]
    assert found.strength == pytest.approx(2 / 3 / 0.25)


def test_a_claim_that_lacks_twice_counts_once_and_is_listed_twice() -> None:
    found = find("4222 002 0")
    assert found.numbers["unsupported"] == 1
    assert pairs(found) == [("f1", "b1"), ("f1", "b2")]


def test_what_is_no_back_office_work_is_no_gap() -> None:
    assert pairs(find("2242 222 0")) == []


def test_work_that_does_not_apply_is_no_gap() -> None:
    found = find("4222 -22 0")
    assert (pairs(found), found.numbers["R"]) == ([], 0)


def test_pairs_are_facts_where_there_is_no_finding() -> None:
    found = find("4444 144 0", finding=0.3)
    assert found.level == "none"
    assert pairs(found) == [("f1", "b1")]
    assert "f1 stands at 100 of 100, and rests on b1 at 25." in str(found)


def test_without_claims_there_is_no_share() -> None:
    found = find("2222 000 0")
    assert (found.numbers["R"], found.level) == (None, "none")


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ("4444 111 0", "finding"),
        ("4442 111 0", "watch"),
        ("3333 443 0", "none"),
        ("3333 441 0", "watch"),
        ("3333 141 0", "finding"),
    ],
)
def test_a_finding_needs_claims_and_a_lead_of_the_front(
    levels: str, level: str
) -> None:
    # Three claims only; all supported; a lead of 0.75 - 9/12 = 0; one of 0.75 - 6/12.
    assert find(levels).level == level


@settings(max_examples=40)
@given(st.lists(st.integers(0, 4), min_size=8, max_size=8), st.sampled_from([4, 5, 6]))
def test_better_work_behind_never_leaves_more_claims_unsupported(
    numbers: list[int], item: int
) -> None:
    better = [min(k + (place == item), 4) for place, k in enumerate(numbers)]
    here, there = (find("".join(map(str, one))) for one in (numbers, better))
    assert (there.numbers["R"] or 0) <= (here.numbers["R"] or 0)
    assert (there.numbers["G"] or 0) <= (here.numbers["G"] or 0) + 1e-12
    assert set(pairs(there)) <= set(pairs(here))


def test_a_drawn_weight_of_0_takes_a_claim_or_its_work_out() -> None:
    found = find("4444 111 0", guards={"least_items": 1, "draws": 400})
    # With one of seven items left out the fourth claim may be missing.
    assert 0.3 < found.stability["finding"] < 0.6
    assert found.stability["watch"] == 1
