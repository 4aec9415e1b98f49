"""SDMX-CSV 2.0: the columns of the standard, an observation a row."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from meter.exchange.package.sdmx import HEADINGS

if TYPE_CHECKING:
    from pathlib import Path

    from meter.exchange.package.snapshot import Snapshot


def test_each_score_is_an_observation(folder: Path, snapshot: Snapshot) -> None:
    with (folder / "sdmx/scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert tuple(rows[0]) == HEADINGS
    assert HEADINGS[:3] == ("STRUCTURE", "STRUCTURE_ID", "ACTION")
    assert {(one["STRUCTURE"], one["ACTION"]) for one in rows} == {("dataflow", "I")}
    assert snapshot.results is not None
    scores = snapshot.results.scores
    found = {
        (one["UNIT"], one["NODE"]): one for one in rows if one["MEASURE"] == "SCORE"
    }
    assert len(found) == scores.score.size
    assert len(rows) == 2 * scores.score.size
    for row, unit in enumerate(snapshot.keys):
        for place, node in enumerate(snapshot.results.plan.nodes):
            value = found[unit, node]["OBS_VALUE"]
            kept = float(scores.score[row, place])
            assert (float(value) == kept) if value else kept != kept  # noqa: PLR0124
            assert found[unit, node]["OBS_STATUS"] == ("A" if value else "M")
