"""What became of rows is counted together, whatever there is to count."""

from __future__ import annotations

from dataclasses import fields

from meter.fieldwork.imports.errors import UnitDraftsError
from meter.fieldwork.imports.records import Difference, ImportOutcome, LeftRow


def test_every_count_and_list_of_two_batches_is_put_together() -> None:
    differing = [Difference(3, "Suva", "plan", None, "yes")]
    left = [LeftRow(2, "Lima", UnitDraftsError(1))]
    one = ImportOutcome(1, 2, 3, 4, 5, differing, left)
    total = ImportOutcome()

    total.add(one)
    total.add(one)

    for kept in fields(ImportOutcome):
        once = getattr(one, kept.name)
        assert once, kept.name
        assert getattr(total, kept.name) == once * 2, kept.name
