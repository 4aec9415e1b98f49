"""The words of a sensitivity study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from drawn import LEVELS, draw, ladder

from meter.reports import sensitivity as report
from meter.reports.sensitivity import list_tables, write_causes, write_sensitivity
from scoring.uncertainty.sensitivity import Sensitivity, sensitivity
from scoring.uncertainty.sobol import sobol

if TYPE_CHECKING:
    import pytest

ROWS = pd.DataFrame(
    np.random.default_rng(2).choice(LEVELS, (5, 3)), columns=list("abc")
)
ROWS.insert(0, "city", list("zyxwv"))


def study(**alternatives: object) -> tuple[Sensitivity, list[str]]:
    declared = {"draws": 60, **alternatives}
    instrument = draw("abc", stages={"rule": ladder(0, 0.5)}, alternatives=declared)
    found = sensitivity(instrument, ROWS)
    return found, list(write_sensitivity(found))


def test_a_report_gives_bands_and_stages_by_name() -> None:
    found, lines = study(weights={"index": 9})

    spread, rule = found.nodes["index"], found.stages["rule"]
    rows = [line for line in lines if line[:1] in set("vwxyz") and line[1:2] == " "]
    assert [row[0] for row in rows] == list("vwxyz")
    z = rows[-1]
    assert spread.words[0] in z
    assert f"{100 * spread.score.low[0]:.1f}-{100 * spread.score.high[0]:.1f}" in z
    assert z.endswith(f"{rule.holds[0]:.0%}")
    sure = spread.neighbours.sure
    assert f"Of 4 pairs of neighbours in the published order, {sure} keep" in "\n".join(
        lines
    )


def test_a_long_report_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST_ROWS", 2)

    _, lines = study(weights={"index": 9})

    assert "and 3 more; -o writes them all" in lines


def test_it_is_said_where_no_score_was_published() -> None:
    declared = {"draws": 60, "unanswered": ["drop", "leave_out"]}
    instrument = draw(
        "abc",
        stages={"rule": ladder(0, 0.5)},
        missing={"unanswered": "drop"},
        alternatives=declared,
    )
    rows = ROWS.copy()
    rows.loc[[1, 3], "a"] = ""

    found = sensitivity(instrument, rows)
    lines = list(write_sensitivity(found))

    unscored = np.isnan(found.nodes["index"].published_score)
    assert unscored.tolist() == [False, True, False, True, False]
    assert 0 < found.stages["rule"].holds[1] < 1
    (said,) = [line for line in lines if line.startswith("No score was published")]
    assert said.startswith("No score was published for w, y: a band there")
    assert said.endswith("'holds' is the chance of having no stage.")


def test_nothing_is_said_where_every_score_was_published() -> None:
    _, lines = study(weights={"index": 9})

    assert "No score was published" not in "\n".join(lines)


def test_causes_stand_with_the_strongest_first() -> None:
    declared = {"weights": {"index": 9}, "combine": {"index": ["median", "minimum"]}}
    found = sobol(draw("abc", alternatives=declared), ROWS, samples=64)

    lines = list(write_causes(found))

    order = np.argsort(-found.indices.total)
    expected = [found.inputs[place].words for place in order]
    assert [line.split("  ")[0] for line in lines[-2:]] == expected
    assert f"{found.indices.total.max():.2f} (" in lines[-2]


def test_it_is_said_that_nothing_moves() -> None:
    declared = {"unanswered": ["zero", "leave_out"]}

    lines = list(write_causes(sobol(draw("abc", alternatives=declared), ROWS)))

    assert lines[-1].strip() == "Nothing that is varied moves a rank."


def test_tables_hold_what_was_drawn() -> None:
    found, _ = study(leave_out="item")
    instrument = found.published.plan.instrument

    tables = list_tables(found, sobol(instrument, ROWS, samples=16))

    assert tables["draws"]["varied"][0] == "one of 3 items left out"
    assert tables["draws"]["samples_of_causes"][0] == 16
    assert len(tables["units"]) == 5


def test_any_two_units_are_held_against_each_other_where_asked() -> None:
    found, without = study(weights={"index": 9})
    spread = found.nodes["index"]
    pairs = [("z", "v"), ("x", "y")]

    lines = list(write_sensitivity(found, pairs))

    assert [line for line in lines if line not in without] == [
        f"{unit} stands above {other} in {spread.above(unit, other):.0%} of the draws, "
        f"below in {spread.above(other, unit):.0%}{doubt}."
        for unit, other in pairs
        for sure in [max(spread.above(unit, other), spread.above(other, unit)) >= 0.95]
        for doubt in ["" if sure else "; read neither as above the other"]
    ]
    assert len(lines) == len(without) + 2


def test_a_pair_that_no_draw_ranks_has_no_chance() -> None:
    instrument = draw("abc", alternatives={"draws": 60, "weights": {"index": 9}})
    rows = ROWS.copy()
    rows.loc[0, ["a", "b", "c"]] = "NA"
    found = sensitivity(instrument, rows)

    assert "No draw ranks both z and v." in list(write_sensitivity(found, [("z", "v")]))


def test_tables_hold_the_pairs_that_were_asked_for_once() -> None:
    found, _ = study(weights={"index": 9})
    causes = sobol(
        draw("abc", alternatives={"weights": {"index": 9}}), ROWS, samples=16
    )
    neighbours = list_tables(found, causes)["pairs"]
    first = (neighbours["unit"][0], neighbours["other"][0])

    asked = list_tables(found, causes, [first, first[::-1]])["pairs"]

    assert len(asked) == len(neighbours) + 1
    last = asked.iloc[-1]
    assert (last["node"], last["unit"], last["other"]) == ("index", *first[::-1])
    assert last["chance"] == found.nodes["index"].above(*first[::-1])
