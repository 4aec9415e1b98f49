"""Binding: the items and nodes that a declared diagnostic is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import LEVELS, draw
from patterned import (
    PILLARS,
    REQUIRES,
    TAGS,
    THEMES,
    diagnostics,
    draw_patterned,
    with_diagnostics,
)

from instruments import load_instrument
from scoring import compile_plan
from scoring.errors import UnknownNodeError
from scoring.kernel.coding import code_answers
from scoring.kernel.values import item_values
from scoring.study.diagnostics import Earlier
from scoring.study.diagnostics.binding import bind_pattern
from scoring.study.diagnostics.competition import CompetitionPattern

if TYPE_CHECKING:
    from scoring.study.diagnostics.pattern import Pattern


def bind(key: str) -> Pattern:
    instrument = draw_patterned()
    return bind_pattern(
        compile_plan(instrument),
        instrument.diagnostics[key],
        tuple(instrument.items),
        None,
    )


def places(*tags: str) -> list[str]:
    """Name the statements with any of some tags, and none of their opposites."""
    return [
        f"{t}_{k}" for t in THEMES for k, has in TAGS.items() if set(tags) & set(has)
    ]


@pytest.mark.parametrize(
    ("key", "ahead", "behind"),
    [
        ("competition", "visible", "foundation"),
        ("integration", "front", "back"),
        ("toolkitization", "tool", "glue"),
    ],
)
def test_sides_are_the_items_of_two_tags(key: str, ahead: str, behind: str) -> None:
    pattern = bind(key)
    assert sorted(pattern.ahead) == sorted(places(ahead))
    assert sorted(pattern.behind) == sorted(places(behind))


def test_technology_stands_against_the_items_of_the_other_pillars() -> None:
    pattern = bind("digitalization")
    assert {item[0] for item in pattern.ahead} == {"t"}
    assert {item[0] for item in pattern.behind} == set(PILLARS) - {"t"}
    assert pattern.nodes == ("t", "c", "l", "p", "o")


def test_links_of_tools_lead_anywhere_and_those_of_claims_to_the_back() -> None:
    tools, fronts = bind("toolkitization"), bind("integration")
    assert len(tools.edges) == len(THEMES) * len(REQUIRES[1])  # type: ignore[attr-defined]
    assert len(fronts.edges) == len(THEMES) * 3  # type: ignore[attr-defined]


def test_an_unknown_node_is_named() -> None:
    declared: dict[str, Any] = {**diagnostics()["digitalization"], "node": "tech"}
    instrument = with_diagnostics(draw_patterned(), {"it": declared})
    with pytest.raises(UnknownNodeError, match="tech"):
        bind_pattern(
            compile_plan(instrument), instrument.diagnostics["it"], ("t1_1",), None
        )


def test_the_score_before_is_that_of_the_plan_of_today() -> None:
    declared = {"competition": diagnostics()["competition"]}
    instrument = with_diagnostics(draw(["a", "b"]), declared)
    then = code_answers(instrument, [{"a": LEVELS[1], "b": LEVELS[3]}])
    pattern = bind_pattern(
        compile_plan(instrument),
        instrument.diagnostics["competition"],
        ("a", "b"),
        Earlier(then),
    )
    assert isinstance(pattern, CompetitionPattern)
    assert pattern.score_before == pytest.approx((1 + 3) / 8)


def test_meter_has_enough_items_on_each_side_of_its_diagnostics() -> None:
    instrument = load_instrument("meter")
    plan = compile_plan(instrument)
    scored = tuple(item_values(plan, code_answers(instrument, [{}])))
    for declared in instrument.diagnostics.values():
        pattern = bind_pattern(plan, declared, scored, None)
        assert min(len(pattern.ahead), len(pattern.behind)) >= 15
