"""Figures are kept as plain JSON and read back as they were."""

from __future__ import annotations

import json

from meter.publication.records import (
    LEVELS,
    LICENCES,
    NAMED,
    Figures,
    NamedUnit,
    PublicSpread,
    StageCounts,
)

FIGURES = Figures(
    submitted=9,
    units=8,
    ladders=(
        StageCounts("ladder", "whole", 8, (5, 3)),
        StageCounts("other", "whole", 8, None, "alike"),
    ),
    spreads=(
        PublicSpread("whole", 8, 25, 50, 70),
        PublicSpread("law", 4, None, None, None, "few"),
    ),
    named=(NamedUnit(3, "كبرى", {"ladder": None}, {"whole": 0.1 + 0.2}),),
)


def test_figures_are_read_back_to_the_last_bit() -> None:
    document = json.loads(json.dumps(FIGURES.to_document()))

    assert Figures.from_document(document) == FIGURES


def test_levels_rise_and_licences_have_an_address() -> None:
    assert LEVELS == ("nothing", "counted", "named", "open")
    assert set(LEVELS) > NAMED
    assert all(address.startswith("https://") for address in LICENCES.values())
