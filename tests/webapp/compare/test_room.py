from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from instruments import Instrument
from meter.comparison.frames import RoundResults, round_results
from meter.records import Unit
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from tests.webapp.desk import DOCUMENT, PARTS
from webapp.compare.room import (
    NothingMeasuredError,
    list_tops,
    make_room,
)

if TYPE_CHECKING:
    from tests.webapp.desk import Desk


def results_of(
    instrument: Instrument, **units: tuple[float | None, float | None, float | None]
) -> RoundResults:
    plan = compile_plan(instrument)
    answers = [
        {
            f"{part}_share": share
            for part, share in zip(PARTS, shares, strict=True)
            if share is not None
        }
        for shares in units.values()
    ]
    who = [Unit(n, 1, name, {}) for n, name in enumerate(units, start=11)]
    return RoundResults(
        instrument, plan, who, score_coded(plan, code_answers(instrument, answers))
    )


def deep_instrument() -> Instrument:
    """The small one, with law and policy under one roof."""
    document: dict[str, Any] = copy.deepcopy(DOCUMENT)
    nodes = document["framework"]["nodes"]
    nodes["rules"] = {"title": "Rules", "of": {"law": 1, "policy": 1}}
    nodes["whole"]["of"] = {"rules": 1, "skills": 1}
    return Instrument.model_validate(document)


SMALL = Instrument.model_validate(DOCUMENT)


def test_scores_become_points_of_a_hundred() -> None:
    results = results_of(SMALL, arva=(10.0, 20.0, 60.0), belo=(50.0, 50.0, 50.0))

    room = make_room(results, SMALL, "whole")

    assert room.scores["law"].tolist() == [10, 50]
    assert room.scores["whole"].tolist() == pytest.approx([(10 + 20 + 60) / 3, 50])
    assert [unit.id for unit in room.units] == [11, 12]


def test_the_room_equals_the_scores_of_the_round(desk: Desk) -> None:
    asked = desk.open()
    desk.answer(asked, "Arva", 10, 20, 60)
    desk.answer(asked, "Belo", 90, 20, 70)

    results = round_results(desk.store, asked.id)
    room = make_room(results, results.instrument, "whole")

    for key, points in room.scores.items():
        assert np.array_equal(points, results.scores.node(key) * 100, equal_nan=True)


def test_units_stand_on_the_ladder_by_their_stage() -> None:
    results = results_of(
        SMALL, arva=(10.0, 20.0, 60.0), belo=(50.0, 50.0, 50.0), cori=(90.0, 90.0, 90.0)
    )

    ladder = make_room(results, SMALL, "whole").ladder

    assert ladder is not None
    assert [(step.title, step.units) for step in ladder.steps] == [
        ("Low", ("arva",)),
        ("High", ("belo", "cori")),
    ]


def test_a_part_without_a_ladder_has_none() -> None:
    room = make_room(results_of(SMALL, arva=(1.0, 2.0, 3.0)), SMALL, "law")

    assert room.ladder is None
    assert room.parts == ()
    assert [leaf.key for leaf in room.leaves] == ["law"]


def test_leaves_are_found_under_parts_in_their_order() -> None:
    deep = deep_instrument()
    assert deep.framework is not None

    assert list_tops(deep.framework) == ["whole", "rules"]

    room = make_room(results_of(deep, arva=(1.0, 2.0, 3.0)), deep, "whole")
    assert [part.key for part in room.parts] == ["rules", "skills"]
    assert [leaf.key for leaf in room.leaves] == ["law", "policy", "skills"]


def test_chosen_units_that_are_not_there_are_left_out() -> None:
    results = results_of(SMALL, arva=(1.0, 2.0, 3.0), belo=(4.0, 5.0, 6.0))

    room = make_room(results, SMALL, "whole", chosen=(12, 99, 11))

    assert [unit.name for unit in room.picked] == ["belo", "arva"]


def test_what_measures_nothing_has_no_room() -> None:
    bare = SMALL.model_copy(update={"framework": None})

    with pytest.raises(NothingMeasuredError):
        make_room(results_of(SMALL, arva=(1.0, 2.0, 3.0)), bare, "whole")
