"""What is asked over a list is answered in a column an entry, and scored as a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from instruments import load_instrument
from scoring import ScoringError, UnknownColumnWarning, explain, score
from tests.instruments.reading.test_repeats import LAW, SITES

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Instrument


@pytest.fixture
def sites(tmp_path: Path) -> Instrument:
    """Load an instrument that takes the best of two sites, beside one more item."""
    file = tmp_path / "sites.yaml"
    file.write_text(SITES.replace("sections:\n", f"sections:\n{LAW}"), encoding="utf-8")
    return load_instrument(file)


FRAME = pd.DataFrame(
    {
        "unit": ["Arva", "Belo"],
        "law": ["yes", "yes"],
        "there_health": ["yes", "yes"],
        "search_health": ["none", "full"],
        "there_tax": ["yes", "no"],
        "search_tax": ["none", ""],
        "news": ["yes", "no"],
    }
)


def test_each_entry_has_a_column_and_the_best_counts(sites: Instrument) -> None:
    found = score(sites, FRAME).set_index("unit")["top"]

    # Search: the best of none and none, and of full and what was not asked.
    assert found.to_dict() == {"Arva": (0 + 1) / 2, "Belo": (1 + 0) / 2}


def test_a_column_of_the_group_is_told_the_columns_of_its_entries(
    sites: Instrument,
) -> None:
    wrong = FRAME.rename(columns={"search_tax": "search"})

    with pytest.warns(UnknownColumnWarning) as caught:
        score(sites, wrong)

    (warning,) = caught
    assert str(warning.message) == (
        "Column 'search' is no item and is ignored. It is asked once for each entry: "
        "name columns search_health, search_tax."
    )


def test_groups_alone_are_no_answers(sites: Instrument) -> None:
    alone = pd.DataFrame({"unit": ["Arva"], "search": ["full"]})

    with pytest.raises(ScoringError, match="'search_health' for 'search'"):
        score(sites, alone)


FEES = """meter: 1
key: fees
version: "1"
title: Fees
language: en
sections:
  - key: offices
    title: Offices
    repeat: {over: [{key: north, say: North}, {key: south, say: South}]}
    items: [{key: days, type: number, ask: Days of waiting., tags: [quick]}]
framework:
  index: top
  nodes: {top: {title: Top, NODE}}
methods:
  default: {title: Mean, normalise: {NAME: BY}}
"""

OFFICES = pd.DataFrame(
    {"unit": ["Arva", "Belo"], "days_north": ["2", "4"], "days_south": ["6", "8"]}
)


@pytest.mark.parametrize("name", ["days", "else"])
@pytest.mark.parametrize("node", ["items: [days]", "tagged: quick"])
@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("{by: goalposts, low: 0, high: 10}", [(2 / 10 + 6 / 10) / 2, (0.4 + 0.8) / 2]),
        ("min_max", [(0 / 6 + 4 / 6) / 2, (2 / 6 + 6 / 6) / 2]),
        ("raw", [(2 + 6) / 2, (4 + 8) / 2]),
    ],
)
def test_numbers_over_a_list_are_normalised_by_the_name_of_their_group(
    tmp_path: Path, name: str, node: str, by: str, expected: list[float]
) -> None:
    file = tmp_path / "fees.yaml"
    text = FEES.replace("NODE", node).replace("NAME", name).replace("BY", by)
    file.write_text(text, encoding="utf-8")
    fees = load_instrument(file)

    assert score(fees, OFFICES)["top"].tolist() == pytest.approx(expected)
    assert explain(fees, OFFICES, "Arva").score == pytest.approx(expected[0])
