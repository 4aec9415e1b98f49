"""The Human Capital Index of three periods, from raw indicators.

Raw values of Togo in 2024 as printed; the other states are made up, so that their sums
can be done by hand: evenly spaced values of three states have z-scores of -1, 0 and 1.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from instruments import load_instrument
from scoring import score

HCI = load_instrument("hci")

TOGO = {
    "state": "TGO",
    "adult_literacy": 66.54,
    "gross_enrolment": 75.88,
    "expected_schooling": 12.57,
    "mean_schooling": 5,
    "e_literacy": None,
}

STATES = pd.DataFrame(
    {
        "state": ["A", "B", "C"],
        "adult_literacy": [60, 80, 100],  # -1, 0, 1
        "gross_enrolment": [110, 90, 100],  # 1, -1, 0
        "expected_schooling": [10, 12, 14],  # -1, 0, 1
        "mean_schooling": [8, 6, 10],  # 0, -1, 1
        "e_literacy": [0.9, 0.1, 0.5],  # 1, -1, 0
    }
)


def place_between(values: list[float]) -> list[float]:
    """Put values between the lowest and the highest of them."""
    low, high = min(values), max(values)
    return [(value - low) / (high - low) for value in values]


def test_the_index_of_2008_is_two_thirds_literacy_and_one_third_enrolment() -> None:
    found = score(HCI, pd.DataFrame([TOGO]), "shares")

    assert found["hci_2008"].item() == pytest.approx(2 / 3 * 0.6654 + 1 / 3 * 0.7588)


def test_the_index_of_2014_weighs_literacy_by_a_third_and_the_rest_by_two_ninths() -> (
    None
):
    found = score(HCI, pd.DataFrame([TOGO]), "shares")

    schooling = 0.7588 + 12.57 / 18 + 5 / 15
    expected = 1 / 3 * 0.6654 + 2 / 9 * schooling
    assert found["hci_2014"].item() == pytest.approx(expected)


def test_the_index_of_2024_is_not_there_without_its_fifth_component() -> None:
    without = score(HCI, pd.DataFrame([TOGO]), "shares")
    complete = score(HCI, pd.DataFrame([{**TOGO, "e_literacy": 0.5}]), "shares")

    parts = [0.6654, 0.7588, 12.57 / 18, 5 / 15, 0.5]
    assert np.isnan(without["hci"].item())
    assert complete["hci"].item() == pytest.approx(sum(parts) / 5)


def test_enrolment_above_100_counts_as_100_where_shares_are_counted() -> None:
    found = score(HCI, STATES, "shares")

    assert found["hci_2008"].tolist() == pytest.approx(
        [(2 * 0.6 + 1) / 3, (2 * 0.8 + 0.9) / 3, (2 + 1) / 3]
    )


@pytest.mark.parametrize(
    ("index", "sums"),
    [
        ("hci_2008", [2 * -1 + 1, 2 * 0 - 1, 2 * 1 + 0]),
        ("hci_2014", [3 * -1 + 2 * (1 - 1 + 0), 2 * (-1 + 0 - 1), 3 + 2 * (0 + 1 + 1)]),
        ("hci", [-1 + 1 - 1 + 0 + 1, 0 - 1 + 0 - 1 - 1, 1 + 0 + 1 + 1 + 0]),
    ],
)
def test_since_2012_the_index_lies_between_the_lowest_and_the_highest_state(
    index: str, sums: list[float]
) -> None:
    found = score(HCI, STATES, "standardised")

    assert found[index].tolist() == pytest.approx(place_between(sums))
