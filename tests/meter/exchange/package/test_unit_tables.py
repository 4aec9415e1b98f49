"""Tables of units: evidence is counted, facts are told as they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.package.unit_tables import make_units

if TYPE_CHECKING:
    import pandas as pd

    from tests.meter.exchange.package.surveyed import Surveyed


def test_evidence_is_counted_with_the_state_of_its_review(
    frames: dict[str, pd.DataFrame],
) -> None:
    found = frames["evidence"]

    states = set(found[["item", "links", "files", "review"]].itertuples(index=False))
    assert {tuple(one) for one in states} == {
        ("law", 1, 1, "open"),
        ("site", 0, 0, "verified"),
    }


def test_numbers_are_told_as_bands_or_to_the_organiser_as_numbers(
    surveyed: Surveyed,
) -> None:
    for with_names, kind in ((False, "text"), (True, "number")):
        table = make_units(surveyed.read(with_names=with_names))
        facts = {one.name: one for one in table.columns}

        assert facts["fact.population"].kind == kind
        assert facts["fact.region"].kind == "text"
