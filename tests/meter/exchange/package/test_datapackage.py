"""The data package says what each table is; tables refer to the units."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from frictionless import Package

from meter.exchange.package.package import write_package
from meter.exchange.package.titles import TABLES
from tests.meter.exchange.package.abroad import MARK, speak

if TYPE_CHECKING:
    from pathlib import Path

    from meter.exchange.package.snapshot import Snapshot


def test_each_table_has_titles_a_key_and_its_units(folder: Path) -> None:
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    found = {one["name"]: one for one in json.loads(text)["resources"]}

    wide = found["answers-wide"]["schema"]
    assert wide["primaryKey"] == ["unit"]
    law = next(one for one in wide["fields"] if one["name"] == "law")
    assert law["title"] == "There is a law."
    assert "full: Fully" in law["description"]
    scores = found["node-scores"]["schema"]
    assert scores["primaryKey"] == ["unit", "node"]
    assert scores["foreignKeys"][0]["reference"]["resource"] == "units"
    kinds = {one["name"]: one["type"] for one in scores["fields"]}
    assert (kinds["node"], kinds["score"]) == ("string", "number")


def test_its_titles_are_in_the_language_of_the_package(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    write_package(speak(snapshot), tmp_path / "seoul")

    text = (tmp_path / "seoul/datapackage.json").read_text(encoding="utf-8")
    found = json.loads(text)["resources"]
    assert {one["title"][0] for one in found} == {MARK}
    assert {one["name"].replace("-", "_") for one in found} <= TABLES.keys()


def test_a_unit_that_is_not_there_is_noticed(folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "seoul"
    shutil.copytree(folder, copied)
    path = copied / "csv/stages.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = f'"nobody",{lines[1].partition(",")[2]}'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    report = Package(str(copied / "datapackage.json")).validate()

    assert not report.valid
    assert "foreign-key" in {error[0] for error in report.flatten(["type"])}
