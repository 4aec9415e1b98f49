"""Names of units: what stands twice is found however few hashes fit into memory."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meter.exchange import unit_names
from meter.exchange.spool import KeptBatch
from meter.exchange.unit_names import Repeats, UnitNames
from meter.exchange.unit_names import find_again as find_again_as_it_is
from scoring.cells import LIMIT, BadCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from meter.exchange.unit_names import Hashes, Places

PART = 7


def find(units: Sequence[str]) -> tuple[list[BadCell], int]:
    batches = [
        KeptBatch(
            np.arange(start, start + len(some)) + 2, pa.array(some, pa.string()), {}
        )
        for start in range(0, len(units), PART)
        if (some := units[start : start + PART])
    ]
    with UnitNames() as names:
        for batch in batches:
            names.add(batch.units)
        return names.find_repeated(batches, "city")


def test_units_named_once_are_fine() -> None:
    assert find([f"Unit {number}" for number in range(50)]) == ([], 0)
    assert find([]) == ([], 0)


def test_a_unit_named_again_is_named_with_both_rows() -> None:
    cells, count = find(["Lima", "Suva", "Apia", "Suva"])

    assert count == 1
    assert str(cells[0]) == (
        "row 5 (Suva), column 'city': row 3 has this name too. Name each unit once."
    )


def test_the_first_are_named_and_all_are_counted() -> None:
    cells, count = find([f"Unit {number}" for number in range(100)] * 2)

    assert count == 100
    assert [cell.row for cell in cells] == list(range(102, 102 + LIMIT))


def test_rows_without_a_name_are_not_named_again() -> None:
    cells, count = find(["", *["Apia", ""] * LIMIT, "Suva", "Suva"])

    assert count == LIMIT
    assert [cell.unit for cell in cells] == [*["Apia"] * (LIMIT - 1), "Suva"]
    assert find([""] * 50) == ([], 0)


def test_two_names_of_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_names, "hash", bool, raising=False)

    assert find(["Lima", "Suva", "Apia"]) == ([], 0)
    assert find(["Lima", "Suva", "Lima"])[1] == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    units=st.lists(st.sampled_from("abcdefgh"), max_size=15),
    at_once=st.integers(1, 6),
)
def test_all_that_stand_again_are_found(
    units: list[str], at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_names, "AT_ONCE", at_once)
    again = [row for row, unit in enumerate(units, 2) if unit in units[: row - 2]]

    cells, count = find(units)

    assert [cell.row for cell in cells] == again[:LIMIT]
    assert count == len(again)


def test_memory_holds_one_part_of_the_hashes_whatever_their_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unit_names, "AT_ONCE", 1024)
    few, many = (measure_bytes(1024 * parts) for parts in (8, 64))

    # Each part takes 16 bytes a row while it is looked through, and nothing after.
    assert many - few < 2 * 16 * 1024


def measure_bytes(rows: int) -> int:
    """Give the most bytes that are held at once while names are compared."""
    with UnitNames() as names:
        names.add([f"Unit {number}" for number in range(rows)])
        tracemalloc.start()
        try:
            assert names.find_repeated([], "city") == ([], 0)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_one_name_in_all_rows_makes_no_part_larger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lengths: list[int] = []

    def find_again(hashes: Hashes) -> Places:
        lengths.append(len(hashes))
        return find_again_as_it_is(hashes)

    monkeypatch.setattr(unit_names, "AT_ONCE", 50)
    monkeypatch.setattr(unit_names, "find_again", find_again)

    cells, count = find(["Lima"] * 1000)

    assert max(lengths) == 50
    assert count == 999
    assert [cell.row for cell in cells] == list(range(3, 3 + LIMIT))


def test_of_what_stands_again_the_first_rows_are_kept() -> None:
    repeats = Repeats()
    for start in (5000, 0, 9000):
        rows = np.arange(start, start + 1000)
        repeats.add(rows, -rows)

    assert repeats.count == 3000
    assert repeats.rows.tolist() == list(range(LIMIT))
    assert (repeats.hashes == -repeats.rows).all()
