"""Scores as SDMX-CSV 2.0, the tabular form of SDMX 3.0.

A row an observation: which unit, which node, which measure. The first columns say what
the rows are, as the standard has it. A blank score has the status O: SDMX says so of a
value that is missing for whatever reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meter.exchange.csv_texts import write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from meter.exchange.package.snapshot import Results, Snapshot

STRUCTURE_ID = "METER:SCORES(1.0)"
HEADINGS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "UNIT", "NODE", "MEASURE", "TIME_PERIOD",
    "OBS_VALUE", "OBS_STATUS",
)  # fmt: skip
KNOWN, MISSING = "A", "O"


def write_sdmx(snapshot: Snapshot, results: Results, path: Path) -> None:
    """Write scores and coverage of every node."""
    path.write_bytes(write_csv([HEADINGS, *_list_rows(snapshot, results)]).encode())


def _list_rows(snapshot: Snapshot, results: Results) -> Iterator[tuple[object, ...]]:
    at = snapshot.round.closed_at or snapshot.made_at
    head = ("dataflow", STRUCTURE_ID, "I")
    measures = {"SCORE": results.scores.score, "COVERAGE": results.scores.coverage}
    for row, unit in enumerate(snapshot.keys):
        for place, node in enumerate(results.plan.nodes):
            for measure, array in measures.items():
                value = float(array[row, place])
                is_known = not np.isnan(value)
                yield (
                    *head,
                    unit,
                    node,
                    measure,
                    at.year,
                    value if is_known else "",
                    KNOWN if is_known else MISSING,
                )
