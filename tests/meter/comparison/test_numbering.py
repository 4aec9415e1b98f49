"""Masked results tell scores and no names, in an order that tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from meter.comparison.frames import round_results
from meter.comparison.numbering import (
    load_numbering,
    number_disagreement,
    number_results,
)
from tests.meter.comparison.kept import submit

if TYPE_CHECKING:
    from instruments import Answer
    from meter.comparison.numbering import Numbering
    from tests.meter.conftest import Workshop

NAMES = ("Ankor", "Belm", "Cair", "Dorn", "Eska")


def say(number: int) -> str:
    return f"Unit {number}"


def load(workshop: Workshop, secret: bytes = b"secret", named: int = 0) -> Numbering:
    return load_numbering(workshop.store, workshop.round.id, secret, say, {named})


def test_scores_stay_with_their_units_and_names_go(workshop: Workshop) -> None:
    for number, name in enumerate(NAMES):
        sent = workshop.invite_unit(name)
        answers: dict[str, Answer] = {
            "site": "yes",
            "users": 20.0 * number,
            "law": "full",
        }
        submit(workshop, sent.response_id, answers)
    results = round_results(workshop.store, workshop.round.id)
    numbering = load(workshop)

    numbered = number_results(results, numbering)

    use = results.scores.node("use")
    expected = {
        numbering.hide(unit).name: score
        for unit, score in zip(results.units, use, strict=True)
    }
    found = dict(
        zip(
            (one.name for one in numbered.units),
            numbered.scores.node("use"),
            strict=True,
        )
    )
    assert found == expected
    assert len(set(found.values())) == len(NAMES)
    assert [one.id for one in numbered.units] == sorted(
        one.id for one in numbered.units
    )
    assert all(one.name == f"Unit {one.id}" for one in numbered.units)
    assert not any(one.profile for one in numbered.units)
    assert np.isfinite(numbered.scores.coverage).all()


def test_the_order_follows_the_secret_and_not_the_names(workshop: Workshop) -> None:
    for name in NAMES:
        workshop.invite_unit(name)
    orders = set()
    for number in range(20):
        shown = load(workshop, bytes([number])).shown
        orders.add(tuple(shown[unit].id for unit in sorted(shown)))

    assert len(orders) > 10
    again = load(workshop).shown
    assert again == load(workshop).shown


def test_who_agreed_to_be_named_keeps_name_and_facts(workshop: Workshop) -> None:
    workshop.invite_unit("Belm")

    shown = load(workshop, named=workshop.unit.id).shown

    assert shown[workshop.unit.id].name == "Marenda"
    assert shown[workshop.unit.id].profile == {"population": 1000.0}
    assert sorted(one.id for one in shown.values()) == [1, 2]


def test_disagreement_loses_names_and_free_words(workshop: Workshop) -> None:
    table = pd.DataFrame(
        {
            "unit": ["Marenda", "Marenda", "Belm"],
            "item": ["law", "note", "law"],
            "agreed": ["full", "Ask Ana", "none"],
            "why": ["Ana said so", "", ""],
            "agreed_by": ["Ana", "", "Bo"],
            "agreed_at": ["now", "", "now"],
            "respondent_1": ["full", "Ask Ben", "none"],
        }
    )
    workshop.invite_unit("Belm")
    numbering = load(workshop)
    names = {"Marenda": workshop.unit.id}
    others = (key for key in numbering.shown if key != workshop.unit.id)
    shown = {
        "Belm": numbering.shown[next(others)],
        "Marenda": numbering.shown[names["Marenda"]],
    }

    kept = number_disagreement(table, workshop.instrument, shown)

    assert list(kept.columns) == ["unit", "item", "agreed", "respondent_1"]
    assert set(kept["unit"]) == {"Unit 1", "Unit 2"}
    assert list(kept["unit"]) == sorted(kept["unit"])
    assert "Ana" not in kept.to_csv()
    assert list(kept["item"]) == ["law", "law"]
