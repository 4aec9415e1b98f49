"""The E-Government Development Index of four editions, from its sub-indices.

All 193 states in 2008, 2018, 2020 and 2024, with the library's instrument. Published
figures are rounded to four or five decimals; what is further off is named.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from instruments import load_instrument
from scoring import UnknownColumnWarning, score, sensitivity

HERE = Path(__file__).parent

SUB_INDICES = ["state", "osi", "tii", "hci"]


def published(edition: int) -> pd.DataFrame:
    return pd.read_csv(HERE / f"egdi_{edition}.csv", index_col=None)


def recompute(edition: int, frame: pd.DataFrame) -> pd.DataFrame:
    method = f"edition_{edition}"
    return score(load_instrument("egdi"), frame[SUB_INDICES], method)


def differences(edition: int) -> pd.Series[float]:
    """Give by state how far the recomputed index is from the published one."""
    known = published(edition)
    found = recompute(edition, known)
    gap = (found["egdi"] - known["egdi"]).abs()
    return pd.Series(gap.to_numpy(), index=known["state"])


def test_the_index_of_2024_is_reproduced_for_all_states() -> None:
    gaps = differences(2024)

    assert len(gaps) == 193
    assert gaps.max() < 0.00004


@pytest.mark.parametrize("edition", [2018, 2020])
def test_the_indices_of_2018_and_2020_are_reproduced_to_the_last_printed_decimal(
    edition: int,
) -> None:
    gaps = differences(edition)

    assert len(gaps) == 193
    assert gaps.max() <= 0.00005  # four decimals are printed


def test_the_index_of_2008_is_reproduced_for_all_states_but_two() -> None:
    gaps = differences(2008)

    assert gaps["KHM"] == pytest.approx(0.0028, abs=0.0001)
    assert gaps["CMR"] == pytest.approx(0.0121, abs=0.0001)
    assert gaps.drop(["KHM", "CMR"]).max() < 0.00006


def test_ten_ranked_states_of_2008_are_zero_for_want_of_human_capital() -> None:
    known = published(2008)

    found = recompute(2008, known)

    zero = set(found.loc[found["egdi"] == 0, "unit"])
    assert len(zero) == 10 + 1  # South Sudan is listed without a rank
    assert zero == set(known.loc[known["egdi"] == 0, "state"])
    assert "ZMB" not in zero  # a web measure of 0 alone does not do it


@pytest.mark.parametrize("edition", [2008, 2018, 2024])
def test_published_ranks_are_competition_ranks_of_the_published_index(
    edition: int,
) -> None:
    known = published(edition)
    single = known.assign(osi=known["egdi"], tii=known["egdi"], hci=known["egdi"])

    found = recompute(2024, single)

    ranked = known["rank"].notna()
    expected = known.loc[ranked, "rank"].astype(int).tolist()
    assert found.loc[ranked.to_numpy(), "egdi.rank"].tolist() == expected


def test_four_ranks_of_2020_rest_on_decimals_that_are_not_printed() -> None:
    known = published(2020)
    single = known.assign(osi=known["egdi"], tii=known["egdi"], hci=known["egdi"])

    shift = known["rank"] - recompute(2020, single)["egdi.rank"].to_numpy(int)

    moved = pd.Series(shift.to_numpy(), index=known["state"])
    moved = moved[moved != 0]
    assert moved.to_dict() == {"AND": 1, "HUN": 1, "MKD": 1, "TLS": 1}


# Ranks from the recomputed index differ where hidden decimals break a tie.
@pytest.mark.parametrize(
    ("edition", "others", "most"),
    [(2008, 7, 2), (2018, 2, 1), (2020, 3, 1), (2024, 1, 1)],
)
def test_recomputed_ranks_are_the_published_ones_but_for_near_ties(
    edition: int, others: int, most: int
) -> None:
    known = published(edition)

    found = recompute(edition, known)

    ranked = known["rank"].notna().to_numpy()
    shift = found.loc[ranked, "egdi.rank"].to_numpy(int) - known.loc[ranked, "rank"]
    moved = np.abs(shift[shift != 0])
    assert len(moved) == others
    assert moved.max() <= most


# From the published indices; the 76 of 2024 is the 39 % that the Survey prints.
@pytest.mark.parametrize(
    ("edition", "very_high", "high", "middle", "low"),
    [(2018, 40, 71, 66, 16), (2020, 57, 69, 59, 8), (2024, 76, 62, 44, 11)],
)
def test_the_groups_are_as_large_as_published(
    edition: int, very_high: int, high: int, middle: int, low: int
) -> None:
    known = published(edition)

    found = recompute(edition, known)

    sizes = {"very_high": very_high, "high": high, "middle": middle, "low": low}
    bounds = pd.Series({"low": 0, "middle": 0.25, "high": 0.5, "very_high": 0.75})
    placed = [bounds.index[bounds <= value][-1] for value in known["egdi"]]
    assert found["egdi.stage"].tolist() == placed
    assert found["egdi.stage"].value_counts().to_dict() == sizes


def test_togo_is_in_the_third_quarter_of_its_group_of_2024_as_printed() -> None:
    found = recompute(2024, published(2024)).set_index("unit")

    middle = found[found["egdi.stage"] == "middle"].sort_values("egdi.rank")
    assert middle.index.get_loc("TGO") == 23 - 1
    assert len(middle) == 44
    assert found.loc["TGO", "egdi.class.rating_classes"] == "m2"


def test_rating_classes_cut_each_group_into_four_of_equal_count() -> None:
    found = recompute(2024, published(2024))

    sizes = found["egdi.class.rating_classes"].value_counts()
    assert sizes[["mh", "m3", "m2", "m1"]].tolist() == [44 // 4] * 4
    assert sizes[["vh", "v3", "v2", "v1"]].tolist() == [76 // 4] * 4
    assert sizes.sum() == 193


def test_there_are_no_rating_classes_before_2020() -> None:
    found = recompute(2018, published(2018))

    assert not [column for column in found if ".class" in str(column)]


def test_the_mean_of_2024_is_the_printed_one() -> None:
    assert recompute(2024, published(2024))["egdi"].mean() == pytest.approx(
        0.6382, abs=0.00005
    )


# Single rows of editions whose tables are not kept here.
@pytest.mark.parametrize(
    ("edition", "osi", "tii", "hci", "index"),
    [
        (2010, 1, 0.63902, 0.99293, 0.87854),  # Republic of Korea
        (2014, 0.97637, 0.93503, 0.92730, 0.94623),  # Republic of Korea
        (2022, 0.9797, 0.9795, 0.9559, 0.9717),  # Denmark
    ],
)
def test_a_published_row_is_reproduced(
    edition: int, osi: float, tii: float, hci: float, index: float
) -> None:
    row = {"state": ["XXX"], "osi": [osi], "tii": [tii], "hci": [hci]}

    found = recompute(edition, pd.DataFrame(row))

    assert found["egdi"].item() == pytest.approx(index, abs=0.00005)


WEIGHED = 0.33 * 0.3 + 0.33 * 0.6
MEAN = (0.3 + 0.6) / 3
BY_ONLINE = [2003, 2004, 2005, 2012]
BY_PEOPLE = [2008, 2010]
BY_NOTHING = [2014, 2016, 2018, 2020, 2022, 2024]


@pytest.mark.parametrize(
    ("edition", "offline", "unschooled"),
    [(edition, 0, MEAN) for edition in BY_ONLINE]
    + [(edition, WEIGHED, 0) for edition in BY_PEOPLE]
    + [(edition, MEAN, MEAN) for edition in BY_NOTHING],
)
def test_each_edition_has_its_own_way_to_zero(
    edition: int, offline: float, unschooled: float
) -> None:
    states = pd.DataFrame(
        {"state": ["A", "B"], "osi": [0, 0.3], "tii": [0.3, 0.6], "hci": [0.6, 0]}
    )

    found = recompute(edition, states)

    assert found["egdi"].tolist() == pytest.approx([offline, unschooled])


# Human capital as published in 2003, of Tuvalu and the Federated States of Micronesia.
ABOVE_ONE = pd.DataFrame(
    {
        "state": ["TUV", "FSM"],
        "osi": [0.1, 0.4],
        "tii": [0.2, 0.5],
        "hci": [1.03, 1.422],
    }
)


def test_human_capital_above_1_counts_as_published_in_2003() -> None:
    found = recompute(2003, ABOVE_ONE)

    expected = [(0.1 + 0.2 + 1.03) / 3, (0.4 + 0.5 + 1.422) / 3]
    assert found["egdi"].tolist() == pytest.approx(expected)
    assert found["human_capital"].tolist() == [1.03, 1.422]


@pytest.mark.parametrize("edition", [*BY_ONLINE[1:], *BY_PEOPLE, *BY_NOTHING])
def test_human_capital_above_1_counts_as_1_in_other_editions(edition: int) -> None:
    found = recompute(edition, ABOVE_ONE)

    full = recompute(edition, ABOVE_ONE.assign(hci=1))
    assert found["egdi"].tolist() == full["egdi"].tolist()


def test_what_a_state_without_human_capital_could_have_is_bounded_in_2003() -> None:
    states = ABOVE_ONE.assign(hci=[np.nan, 0.5])

    found = sensitivity(load_instrument("egdi"), states, "edition_2003", draws=10)

    place = found.published.plan.place_of("human_capital")
    ends = found.ends.low[0, place], found.ends.high[0, place]
    assert ends == (0, 1.5)


def test_there_is_a_method_for_every_edition() -> None:
    editions = sorted([*BY_ONLINE, *BY_PEOPLE, *BY_NOTHING], reverse=True)

    assert list(load_instrument("egdi").methods) == [
        f"edition_{edition}" for edition in editions
    ]


@pytest.mark.parametrize("best", [0.884, 0.89, 0.894])
def test_the_stages_of_2008_are_as_large_as_shown(best: float) -> None:
    known = published(2008)
    share = known.assign(osi=known["osi"] * best)

    found = recompute(2008, share)

    counts = found["web_measure.stage"].value_counts().to_dict()
    assert counts == {
        "emerging": 4,
        "enhanced": 105,
        "transactional": 75,
        "connected": 9,
    }


def test_columns_of_the_published_table_are_ignored_with_a_warning() -> None:
    with pytest.warns(UnknownColumnWarning):
        found = score(load_instrument("egdi"), published(2024), "edition_2024")

    assert len(found) == 193
