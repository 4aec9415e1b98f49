"""Agreement of the respondents of a unit, section by section and item by item."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn import LEVELS, draw, options
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.quality.agreement import (
    ITEM_COLUMNS,
    NO_VARIATION,
    ONE_RESPONDENT,
    SECTION_COLUMNS,
    Agreement,
    agreement,
    read_alpha,
)
from scoring.quality.coefficients import (
    correlate_within,
    kappa_of_two,
    krippendorff_alpha,
)

KEYS = [f"i{place}" for place in range(12)]
INSTRUMENT = draw(KEYS)

ANA = "none little half most full half most full none little half most"
BEN = "none half half most most half full full none little little most"


def measure(*people: tuple[str, str, str]) -> Agreement:
    """Measure people by unit, name and their answers in order; a dash is a gap."""
    rows = [
        [unit, name, *(word.replace("-", "") for word in words.split())]
        for unit, name, words in people
    ]
    frame = pd.DataFrame(rows, columns=["city", "who", *KEYS])
    return agreement(INSTRUMENT, frame, "city", "who")


def points(words: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array(
        [np.nan if word == "-" else LEVELS.index(word) / 4 for word in words.split()]
    )


def test_a_section_has_its_coefficients_over_the_values_of_its_items() -> None:
    found = measure(("Lima", "Ana", ANA), ("Lima", "Ben", BEN))

    ratings = np.array([points(ANA), points(BEN)])
    (row,) = found.sections.to_dict("records")
    assert list(row) == list(SECTION_COLUMNS)
    assert (row["unit"], row["section"], row["title"]) == ("Lima", "all", "All")
    assert (row["respondents"], row["items"], row["reason"]) == (2, 12, "")
    assert row["alpha"] == pytest.approx(krippendorff_alpha(ratings))
    assert row["kappa"] == pytest.approx(kappa_of_two(*ratings))
    icc = correlate_within(ratings.T)["ICC(A,1)"]
    assert (row["icc"], row["icc_low"], row["icc_high"]) == pytest.approx(
        (icc.value, icc.low, icc.high)
    )
    assert row["reading"] == "fine"


def test_three_respondents_have_no_kappa() -> None:
    found = measure(
        *(("Lima", who, ANA if who == "Ana" else BEN) for who in ["Ana", "B", "C"])
    )

    row = found.sections.iloc[0]
    assert row["alpha"] > 0
    assert np.isnan(row["kappa"])


def test_gaps_leave_alpha_and_take_the_intraclass_correlation() -> None:
    gaps = ANA.replace("full", "-")  # 2 of 12

    row = measure(("Lima", "Ana", gaps), ("Lima", "Ben", BEN)).sections.iloc[0]
    fewer = measure(
        ("Lima", "Ana", gaps), ("Lima", "Ben", BEN), ("Lima", "Col", "- " + BEN[5:])
    ).sections.iloc[0]

    assert row["items"] == 10
    assert not np.isnan(row["icc"])
    assert fewer["items"] == 12
    assert fewer["alpha"] > 0
    assert np.isnan(fewer["icc"])  # 9 items that all three answered


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ([ANA], ONE_RESPONDENT),
        ([ANA, "- " * 12], ONE_RESPONDENT),
        ([ANA, "full " * 9 + "- " * 3], "Only 9 items were answered by 2 or more; 10"),
        ([ANA, "full " + "- " * 11], "Only 1 item was answered by 2 or more; 10"),
        (["full " * 12] * 2, NO_VARIATION),
    ],
)
def test_where_there_is_no_figure_a_reason_is_given(
    people: list[str], reason: str
) -> None:
    rows = [("Lima", str(place), words) for place, words in enumerate(people)]
    row = measure(*rows).sections.iloc[0]

    assert np.isnan([row[key] for key in ("alpha", "kappa", "icc")]).all()
    assert row["reading"] == ""
    assert row["reason"].startswith(reason)


def test_units_do_not_mix() -> None:
    both = measure(
        ("Lima", "Ana", ANA), ("Suva", "Ana", ANA), ("Lima", "Ben", BEN),
        ("Suva", "Ben", ANA),
    )  # fmt: skip

    lima = measure(("Lima", "Ana", ANA), ("Lima", "Ben", BEN))
    assert both.sections["unit"].tolist() == ["Lima", "Suva"]
    assert both.sections["alpha"][0] == lima.sections["alpha"][0]
    assert both.sections["alpha"][1] == 1


def test_an_item_has_its_median_answer_and_its_spread() -> None:
    people = ["little full half", "most full half", "full full -"]
    found = measure(
        *(
            ("Lima", name, f"{words} {'- ' * 9}")
            for name, words in zip("ABC", people, strict=True)
        )
    )

    first, second, third = found.items.to_dict("records")
    assert list(first) == list(ITEM_COLUMNS)
    assert (first["lowest"], first["median"], first["highest"]) == (
        "little", "most", "full",
    )  # fmt: skip
    assert first["median_value"] == 3 / 4
    assert first["spread"] == 4 / 4 - 1 / 4
    assert (second["agreed"], second["spread"]) == (True, 0)
    assert (third["respondents"], third["agreed"]) == (2, True)
    assert not first["agreed"]


def test_a_median_between_two_answers_names_both() -> None:
    found = measure(
        ("Lima", "Ana", "none " + "- " * 11), ("Lima", "Ben", "half " + "- " * 11)
    )

    (row,) = found.items.to_dict("records")
    assert row["median"] == "none or half"
    assert row["median_value"] == (0 + 2 / 4) / 2


def test_one_alone_agrees_with_nobody() -> None:
    found = measure(("Lima", "Ana", ANA))

    assert not found.items["agreed"].any()


def test_numbers_and_several_choices_are_told_as_files_write_them() -> None:
    instrument = draw(
        {
            "n": {"type": "number", "goalposts": {"low": 0, "high": 10}},
            "ways": {"type": "multiple", "options": options(web=1, phone=1)},
            "agree": {"type": "yes_no"},
        }
    )
    rows = [["Lima", "A", 4, "web", "no"], ["Lima", "B", 5.5, "web;phone", "yes"]]
    frame = pd.DataFrame(rows, columns=["city", "who", "n", "ways", "agree"])

    found = agreement(instrument, frame, "city", "who").items

    assert found["lowest"].tolist() == ["4", "web", "no"]
    assert found["highest"].tolist() == ["5.5", "web;phone", "yes"]
    assert found["spread"].tolist() == pytest.approx([(5.5 - 4) / 10, 1 / 2, 1])


@pytest.mark.parametrize(
    ("alpha", "reading"),
    [
        (-0.2, "discuss"),
        (0.666, "discuss"),
        (0.667, "tentative"),
        (0.8, "tentative"),
        (0.801, "fine"),
    ],
)
def test_alpha_is_read_by_the_customary_levels(alpha: float, reading: str) -> None:
    assert read_alpha(alpha) == reading


@settings(max_examples=20)
@given(
    st.lists(
        st.lists(st.sampled_from(LEVELS), min_size=12, max_size=12),
        min_size=2,
        max_size=4,
    )
)
def test_spread_is_nothing_just_where_all_agree(people: list[list[str]]) -> None:
    rows = [("Lima", str(place), " ".join(one)) for place, one in enumerate(people)]

    found = measure(*rows).items

    assert (found["agreed"] == (found["spread"] == 0)).all()
    assert ((found["median_value"] >= 0) & (found["median_value"] <= 1)).all()
