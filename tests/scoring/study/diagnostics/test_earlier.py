"""The earlier round of a unit: its row among others, and its ranks."""

from __future__ import annotations

import pandas as pd
import pytest
from drawn import draw

from instruments.model.answers import Missing
from scoring.errors import ScoringError, UnknownUnitError
from scoring.kernel.coding import decode_item
from scoring.study.diagnostics import Earlier

INSTRUMENT = draw(["a", "b"])
FRAME = pd.DataFrame(
    {
        "code": ["A", "B"],
        "city": ["Ada", "Bay"],
        "a": ["full", "none"],
        "b": ["", "half"],
    }
)


def decoded(earlier: Earlier) -> list[object]:
    return [
        decode_item(INSTRUMENT, INSTRUMENT.items[key], earlier.row[key]) for key in "ab"
    ]


@pytest.mark.filterwarnings("ignore::scoring.UnknownColumnWarning")
def test_a_unit_is_read_from_a_table_of_all() -> None:
    found = Earlier.read(INSTRUMENT, FRAME, "Bay", "city", (40, 31))

    assert decoded(found) == ["none", "half"]
    assert len(found.row) == 1
    assert (found.rank, found.rank_now) == (40, 31)


@pytest.mark.filterwarnings("ignore::scoring.UnknownColumnWarning")
def test_without_ranks_there_are_none() -> None:
    found = Earlier.read(INSTRUMENT, FRAME, "A")

    assert decoded(found) == ["full", Missing.UNANSWERED]
    assert (found.rank, found.rank_now) == (None, None)


def test_a_unit_that_was_not_there_is_told_with_the_closest() -> None:
    with pytest.raises(UnknownUnitError) as caught:
        Earlier.read(INSTRUMENT, FRAME.drop(columns="code"), "Adda")

    assert str(caught.value) == (
        "No unit is named 'Adda' in the earlier answers. Did you mean 'Ada'?"
    )


def test_what_is_no_table_of_answers_is_refused() -> None:
    with pytest.raises(ScoringError):
        Earlier.read(INSTRUMENT, pd.DataFrame({"city": ["Ada"], "x": [1]}), "Ada")
