"""SDMX-CSV 2.0: an observation a row, as a library of the standard reads it."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from pysdmx.errors import Invalid
from pysdmx.io import get_datasets
from pysdmx.io.csv.sdmx20.writer import write
from pysdmx.model import (
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    DataType,
    Role,
    Schema,
)
from pysdmx.model.dataset import ActionType

from meter.exchange.package.sdmx import HEADINGS, write_sdmx

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pysdmx.io.pd import PandasDataset

    from meter.exchange.package.snapshot import Snapshot

KEY = ["UNIT", "NODE", "MEASURE", "TIME_PERIOD"]


def read(folder: Path) -> PandasDataset:
    [dataset] = get_datasets(folder / "sdmx/scores.csv")
    return dataset


def define(snapshot: Snapshot) -> Schema:
    """Define the structure of the scores by what else the package holds."""
    assert snapshot.results is not None
    codes = {
        "UNIT": snapshot.keys,
        "NODE": snapshot.results.plan.nodes,
        "MEASURE": ["SCORE", "COVERAGE"],
        "OBS_STATUS": ["A", "O"],
    }
    parts = [
        _component("UNIT", Role.DIMENSION, DataType.STRING, codes["UNIT"]),
        _component("NODE", Role.DIMENSION, DataType.STRING, codes["NODE"]),
        _component("MEASURE", Role.DIMENSION, DataType.STRING, codes["MEASURE"]),
        _component("TIME_PERIOD", Role.DIMENSION, DataType.PERIOD),
        _component("OBS_VALUE", Role.MEASURE, DataType.DOUBLE),
        _component(
            "OBS_STATUS", Role.ATTRIBUTE, DataType.STRING, codes["OBS_STATUS"], at="O"
        ),
    ]
    return Schema("dataflow", "METER", "SCORES", Components(parts))


def _component(
    name: str,
    role: Role,
    kind: DataType,
    codes: Iterable[str] = (),
    *,
    at: str | None = None,
) -> Component:
    listed = [Code(code, name=code) for code in codes]
    enumeration = Codelist(f"CL_{name}", agency="METER", items=listed)
    return Component(
        name,
        required=name != "OBS_VALUE",
        role=role,
        concept=Concept(name, dtype=kind),
        local_codes=enumeration if listed else None,
        attachment_level=at,
    )


def test_it_is_read_as_one_dataset_of_the_scores(
    folder: Path, snapshot: Snapshot
) -> None:
    dataset, schema = read(folder), define(snapshot)

    assert dataset.short_urn == schema.short_urn == "Dataflow=METER:SCORES(1.0)"
    assert dataset.action == ActionType.Information
    assert list(dataset.data.columns) == [one.id for one in schema.components]


def test_every_value_is_one_that_the_structure_lets_it_have(
    folder: Path, snapshot: Snapshot
) -> None:
    dataset = read(folder)
    dataset.structure = schema = define(snapshot)

    data = dataset.data
    assert str(data["OBS_VALUE"].dtype) == "double[pyarrow]"
    assert not data.duplicated(KEY).any()
    for one in schema.components:
        if one.required:
            assert data[one.id].notna().all()
        if one.enumeration is not None:
            codes = {code.id for code in one.enumeration}
            assert set(data[one.id]) <= codes
    assert set(data["TIME_PERIOD"]) == {str(snapshot.made_at.year)}


def test_scores_are_those_that_were_kept_and_blanks_have_their_status(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    assert snapshot.results is not None
    scores = snapshot.results.scores
    held = scores.score.copy()
    held[0, 0] = np.nan
    results = replace(snapshot.results, scores=replace(scores, score=held))
    (tmp_path / "sdmx").mkdir()
    write_sdmx(snapshot, results, tmp_path / "sdmx/scores.csv")
    dataset = read(tmp_path)
    dataset.structure = define(snapshot)

    told = dataset.data[[*KEY[:3], "OBS_VALUE", "OBS_STATUS"]]
    found = {tuple(row[:3]): row[3:] for row in told.itertuples(index=False)}
    measures = {"SCORE": held, "COVERAGE": scores.coverage}
    assert len(found) == 2 * held.size
    for (unit, node, measure), (value, status) in found.items():
        row = snapshot.keys.index(unit)
        kept = measures[measure][row, list(results.plan.nodes).index(node)]
        assert status == ("O" if np.isnan(kept) else "A")
        assert pd.isna(value) if np.isnan(kept) else value == kept
    assert {status for _, status in found.values()} == {"A", "O"}


def test_written_again_by_the_library_it_says_the_same(
    folder: Path, snapshot: Snapshot
) -> None:
    ours = (folder / "sdmx/scores.csv").read_text(encoding="utf-8")
    dataset = read(folder)
    dataset.structure = define(snapshot)

    theirs = write([dataset])

    assert theirs is not None
    first, *rows = csv.reader(ours.splitlines())
    assert tuple(first) == HEADINGS
    head, *again = csv.reader(theirs.splitlines())
    assert head == first
    assert [_plain(one) for one in again] == [_plain(one) for one in rows]


def _plain(row: list[str]) -> list[str]:
    place = HEADINGS.index("OBS_VALUE")
    value = repr(float(row[place])) if row[place] else ""
    return [*row[:place], value, *row[place + 1 :]]


def test_a_score_that_is_no_number_is_refused(
    folder: Path, snapshot: Snapshot, tmp_path: Path
) -> None:
    text = (folder / "sdmx/scores.csv").read_text(encoding="utf-8")
    (tmp_path / "sdmx").mkdir()
    broken = text.replace(",1.0,A", ",one,A", 1)
    (tmp_path / "sdmx/scores.csv").write_text(broken, encoding="utf-8")
    dataset = read(tmp_path)

    with pytest.raises(Invalid):
        dataset.structure = define(snapshot)
