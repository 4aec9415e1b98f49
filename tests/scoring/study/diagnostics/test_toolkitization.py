"""The toolkitization syndrome: B, Pi and E by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import LEVELS, draw
from hypothesis import given, settings
from hypothesis import strategies as st
from patterned import diagnose_one

from instruments.model.answers import Missing
from scoring.study.diagnostics.toolkitization import measure_patchiness

if TYPE_CHECKING:
    from scoring.study.diagnostics import Diagnosis

ITEMS: dict[str, dict[str, Any]] = {
    "t1": {"tags": ["tool"], "requires": ["g1", "g2"]},
    "t2": {"tags": ["tool"], "requires": ["g2", "other"]},
    "g1": {"tags": ["glue"]},
    "g2": {"tags": ["glue"]},
    "g3": {"tags": ["glue"]},
    "other": {},
}

NODES = {
    "index": {"of": {"x": 1, "y": 1, "z": 1}},
    "x": ["t1", "g1"],
    "y": ["t2", "g2"],
    "z": ["g3", "other"],
}

INSTRUMENT = draw(ITEMS, NODES)

DECLARED = {
    "kind": "toolkitization",
    "title": "Toolkitization syndrome",
    "tool": "tool",
    "glue": "glue",
    "themes": ["x", "y", "z"],
}


def find(levels: str, **fields: Any) -> Diagnosis:
    """Answer the items by their levels; a dash does not apply."""
    answers = {
        key: Missing.NOT_APPLICABLE if level == "-" else LEVELS[int(level)]
        for key, level in zip(ITEMS, levels.replace(" ", ""), strict=True)
    }
    return diagnose_one(INSTRUMENT, {**DECLARED, **fields}, answers)


def test_b_pi_and_e_by_hand() -> None:
    found = find("43 210 4")
    tool, glue = (4 + 3) / 8, (2 + 1 + 0) / 12
    themes = [(4 + 2) / 8, (3 + 1) / 8, (0 + 4) / 8]
    mean = sum(themes) / 3
    spread = sum((theme - mean) ** 2 for theme in themes) / 3
    # Edges t1-g1, t1-g2, t2-g2, t2-other; both ends in place at 0.5: first and last.
    assert found.numbers == pytest.approx(
        {
            "in_place": 2,
            "tool": tool,
            "glue": glue,
            "B": tool - glue,
            "Pi": spread / (mean * (1 - mean)),
            "E": 2 / 4,
        }
    )


@pytest.mark.parametrize(
    ("levels", "complete"),
    [("44 444 4", 1), ("44 000 0", 0), ("00 440 0", 0), ("40 240 0", 2 / 3)],
)
def test_edges_are_complete_where_both_ends_are_in_place(
    levels: str, complete: float
) -> None:
    # In the last t2 is not there: t2-g2 has one end, and t2-other none.
    assert find(levels).numbers["E"] == pytest.approx(complete)


def test_without_an_end_in_place_there_are_no_links_to_complete() -> None:
    found = find("11 000 0")
    assert found.numbers["E"] is None
    assert found.level == "finding" if (found.numbers["Pi"] or 0) >= 0.15 else "watch"


def test_an_end_that_does_not_apply_is_no_edge() -> None:
    assert find("44 -40 4").numbers["E"] == 1


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ("22 222 2", "none"),
        ("32 222 2", "watch"),
        ("33 222 2", "watch"),
        ("33 211 1", "finding"),
        ("44 044 0", "watch"),
    ],
)
def test_a_finding_needs_open_links_or_patches(levels: str, level: str) -> None:
    # B is 0, 1/8, 1/4 with all links complete, 0.42 with one of four; at last 1/3.
    assert find(levels, patchiness=0.6).level == level


def test_patches_alone_make_a_finding_too() -> None:
    assert find("33 222 2", patchiness=0.01).level == "finding"
    assert find("33 222 2", patchiness=0.05).level == "watch"


@pytest.mark.parametrize(
    ("themes", "expected"),
    [
        ([0.4, 0.4, 0.4], 0),
        ([0, 0, 0], 0),
        ([1, 1], 0),
        ([0, 1], 1),
        ([0, 0, 1, 1], 1),
        ([0.25, 0.75], 0.25**2 / 0.25),
        ([0.25, np.nan, 0.75], 0.25**2 / 0.25),
    ],
)
def test_patchiness_runs_from_alike_to_all_or_nothing(
    themes: list[float], expected: float
) -> None:
    found = measure_patchiness(np.array(themes)[:, None])
    assert found == pytest.approx([expected])


@given(st.lists(st.floats(0, 1), min_size=2, max_size=8))
def test_patchiness_stays_between_0_and_1(themes: list[float]) -> None:
    (found,) = measure_patchiness(np.array(themes)[:, None])
    assert -1e-9 <= found <= 1 + 1e-9


@settings(max_examples=40)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.sampled_from([2, 3, 4]))
def test_better_glue_never_widens_the_lead(numbers: list[int], item: int) -> None:
    better = [min(k + (place == item), 4) for place, k in enumerate(numbers)]
    here, there = (find("".join(map(str, one))) for one in (numbers, better))
    assert (there.numbers["B"] or 0) <= (here.numbers["B"] or 0) + 1e-12
