"""A study is kept as long as what it rests on stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drawn import draw

from meter.comparison.studied import recall_study
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics import Earlier

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop

INSTRUMENT = draw(["a", "b"])


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def test_a_study_is_kept_until_another_answer_is_given(workshop: Workshop) -> None:
    plan = compile_plan(INSTRUMENT)
    row, other = (
        code_answers(INSTRUMENT, [{"a": level, "b": "full"}])
        for level in ("none", "half")
    )

    kept = recall_study(workshop.store, plan, row)

    assert recall_study(workshop.store, plan, row.copy()) is kept
    assert recall_study(workshop.store, plan, other) is not kept
    assert recall_study(workshop.store, plan, row, Earlier(other)) is not kept


def test_another_weight_makes_another_study(workshop: Workshop) -> None:
    weighed = draw(["a", "b"], {"index": {"items": {"a": 2, "b": 1}}})
    row = code_answers(INSTRUMENT, [{"a": "none", "b": "full"}])

    kept = recall_study(workshop.store, compile_plan(INSTRUMENT), row)

    assert recall_study(workshop.store, compile_plan(weighed), row) is not kept
