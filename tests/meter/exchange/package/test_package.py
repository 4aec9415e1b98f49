"""A package holds all it says it holds, nothing that is withheld, and no formula."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pyreadstat
import pytest
from frictionless import Package
from openpyxl import load_workbook
from pyarrow import parquet

from instruments.answers import MISSING_MARKS
from instruments.model.items import NumberItem
from meter.exchange.errors import BusyPackageError, FullFolderError
from meter.exchange.package import package
from meter.exchange.package.guide import FILES
from meter.exchange.package.package import (
    check_place,
    taking_turn,
    write_package,
    zip_package,
)
from meter.publication.errors import PackageOvertakenError
from tests.meter.exchange.package.surveyed import CANARY, HIDDEN, NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from meter.exchange.package.snapshot import Snapshot
    from tests.meter.exchange.package.surveyed import Surveyed

TABLES = {
    "agreement", "answers", "answers_wide", "evidence", "intervals", "item_scores",
    "node_scores", "scores_wide", "stages", "units",
}  # fmt: skip


def list_files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file()
    }


def unfold(path: Path) -> Iterator[str]:
    """Give everything readable in a file, however it is packed."""
    yield path.name
    match path.suffix:
        case ".parquet":
            table = parquet.read_table(path)
            yield table.to_pandas().to_csv()
            yield repr(table.schema.metadata) + repr(table.schema)
        case ".sav" | ".dta":
            read = pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta
            frame, facts = read(str(path))
            yield frame.to_csv() + repr(vars(facts))
            yield path.read_bytes().decode("utf-8", errors="ignore")
        case ".xlsx" | ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield name + archive.read(name).decode()
        case _:
            yield path.read_text(encoding="utf-8")


def test_a_package_has_every_file_that_its_readme_names(folder: Path) -> None:
    found = list_files(folder)
    names = set(found)

    tables = TABLES - {"agreement"}  # nobody answered apart here
    assert {name for name in names if name.startswith("csv/")} == {
        f"csv/{name}.csv" for name in tables
    }
    assert {name for name in names if name.startswith("parquet/")} == {
        f"parquet/{name}.parquet" for name in tables
    }
    assert names >= FILES.keys()
    readme = found["README.txt"].read_text(encoding="utf-8")
    assert all(name in readme for name in FILES)


def test_checksums_are_those_of_the_files(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = dict(line.split("  ")[::-1] for line in lines)
    found = list_files(folder)

    assert told == {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in found.items()
        if name != "SHA256SUMS"
    }


def test_nothing_that_is_withheld_is_in_any_file(folder: Path) -> None:
    words = [CANARY, "@city", "@staff", *HIDDEN]
    numbers = ["1987", "7654321", "12345"]
    code = {"recompute.py", "engine.zip"}

    hits = [
        f"{name}: {word}"
        for name, path in list_files(folder).items()
        for text in unfold(path)
        for word in (words if name in code else words + numbers)
        if word in text
    ]

    assert hits == []


def test_a_name_stands_in_the_package_of_whom_agreed_alone(folder: Path) -> None:
    units = pd.read_csv(folder / "csv/units.csv", keep_default_na=False)

    assert units["name"].tolist().count("") == len(HIDDEN)
    assert f"'{NAMED}" in set(units["name"])


def test_the_tables_are_a_sound_data_package(folder: Path) -> None:
    report = Package(str(folder / "datapackage.json")).validate()

    assert report.flatten(["title", "note"]) == []
    assert report.valid


def test_no_cell_of_a_sheet_is_a_formula_and_numbers_are_numbers(folder: Path) -> None:
    book = load_workbook(folder / "tables.xlsx")

    kinds = {
        (cell.data_type, str(cell.value)[:1])
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    }
    assert "f" not in {kind for kind, _ in kinds}
    assert ("s", "=") in kinds  # the name that begins so is text
    deficits = [row[-1] for row in book["answers_wide"].iter_rows(values_only=True)]
    assert -5 in deficits


def test_no_cell_of_csv_is_a_formula_and_numbers_are_numbers(folder: Path) -> None:
    risky = tuple("=+-@\t\r")
    cells = [
        str(cell)
        for name, path in list_files(folder).items()
        if name.endswith(".csv")
        for cell in pd.read_csv(path, dtype=str, keep_default_na=False).to_numpy().flat
    ]

    assert {cell for cell in cells if cell.startswith(risky)} == {"-5"}


def test_csv_and_parquet_say_the_same(folder: Path) -> None:
    for name in TABLES - {"agreement", "units"}:
        flat = pd.read_csv(folder / f"csv/{name}.csv", dtype=str, keep_default_na=False)
        packed = parquet.read_table(folder / f"parquet/{name}.parquet").to_pandas()
        numbers = packed.select_dtypes("number").columns

        assert list(flat.columns) == list(packed.columns)
        for column in packed:
            if column in numbers:
                again = pd.to_numeric(flat[column].replace([*MISSING_MARKS], ""))
                assert (again.isna() == packed[column].isna()).all()
                assert (again.dropna() == packed[column].dropna()).all()
            else:
                text = packed[column].astype(object).fillna("")
                assert flat[column].tolist() == text.tolist()


def test_numbers_are_numbers_in_parquet_and_reasons_are_null(
    folder: Path, snapshot: Snapshot
) -> None:
    wide = parquet.read_table(folder / "parquet/answers_wide.parquet")
    flat = pd.read_csv(folder / "csv/answers_wide.csv", dtype=str).set_index("unit")
    items = snapshot.source.items
    numbers = {key for key, item in items.items() if isinstance(item, NumberItem)}

    assert numbers == {"users", "deficit"}
    for name in numbers:
        assert wide.schema.field(name).type == "double"
        kept = dict(zip(wide["unit"].to_pylist(), wide[name].to_pylist(), strict=True))
        said = pd.to_numeric(flat[name], errors="coerce")
        assert {unit: cell for unit, cell in kept.items() if cell is not None} == (
            said.dropna().to_dict()
        )
    assert wide["users"].null_count
    for name in TABLES - {"agreement", "answers_wide", "units"}:
        schema = parquet.read_schema(folder / f"parquet/{name}.parquet")
        for field in schema:
            assert str(field.type) in {
                "double",
                "int64",
                "string",
                "dictionary<values=string, indices=int32, ordered=0>",
            }


def test_facts_that_are_told_in_numbers_are_numbers_everywhere(
    surveyed: Surveyed, tmp_path: Path
) -> None:
    write_package(surveyed.read(with_names=True), tmp_path / "seoul")

    told = {7_654_321.0, 12_345.0}
    units = parquet.read_table(tmp_path / "seoul/parquet/units.parquet")
    assert set(units["fact.population"].to_pylist()) == told
    sheet = load_workbook(tmp_path / "seoul/tables.xlsx")["units"]
    place = [cell.value for cell in sheet[1]].index("fact.population")
    rows = sheet.iter_rows(min_row=2, values_only=True)
    assert {row[place] for row in rows} == told
    spss, facts = pyreadstat.read_sav(str(tmp_path / "seoul/round.sav"))
    assert set(spss["p_population"]) == told
    assert facts.variable_measure["p_population"] == "scale"
    stata = pd.read_stata(tmp_path / "seoul/round.dta", convert_categoricals=False)
    assert set(stata["p_population"]) == told
    for name in ("p_population", "q_users", "q_deficit", "s_index"):
        assert spss[name].dtype.kind == "f"
        assert stata[name].dtype.kind == "f"


def test_a_package_takes_no_folder_that_holds_something(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("Keep me.", encoding="utf-8")

    with pytest.raises(FullFolderError):
        write_package(snapshot, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_package_that_fails_leaves_nothing(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(package, "write_readme", fail)

    with pytest.raises(RuntimeError):
        write_package(snapshot, tmp_path / "seoul")

    assert list(tmp_path.iterdir()) == []


def test_a_package_is_announced_once_it_is_written_and_before_it_appears(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    folder, seen = tmp_path / "seoul", []

    def refuse() -> None:
        seen.append((folder.exists(), len([*tmp_path.glob("*/SHA256SUMS")])))
        raise PackageOvertakenError

    with pytest.raises(PackageOvertakenError):
        write_package(snapshot, folder, refuse)

    assert seen == [(False, 1)]
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_taken(snapshot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "seoul").mkdir()

    check_place(tmp_path / "seoul")
    write_package(snapshot, tmp_path / "seoul")

    assert (tmp_path / "seoul/README.txt").is_file()


def test_a_zip_holds_the_same_files_in_one_folder(
    snapshot: Snapshot, folder: Path
) -> None:
    with zip_package(snapshot) as file, zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        tables = archive.read("seoul/csv/node_scores.csv")

    assert names == {f"seoul/{name}" for name in list_files(folder)}
    assert tables == (folder / "csv/node_scores.csv").read_bytes()


def test_one_package_is_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_SECONDS", 0.01)

    with taking_turn(), pytest.raises(BusyPackageError), taking_turn():
        pytest.fail("It was made while another one was.")
    with taking_turn():
        assert package._turn.locked()
    assert not package._turn.locked()


def test_without_the_library_the_readme_says_what_is_missing(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "has_library", lambda: False)

    write_package(snapshot, tmp_path / "seoul")

    assert not (tmp_path / "seoul/round.sav").exists()
    readme = (tmp_path / "seoul/README.txt").read_text(encoding="utf-8")
    assert "pyreadstat was not installed" in readme


def test_a_round_that_is_not_scored_has_nothing_to_recompute(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    asked = replace(snapshot.round, method=None)

    write_package(replace(snapshot, round=asked, results=None), tmp_path / "asked")

    found = list_files(tmp_path / "asked")
    assert {
        "recompute.py",
        "engine.zip",
        "instrument/method.yaml",
    } & found.keys() == set()
    assert "recompute.py" not in found["README.txt"].read_text(encoding="utf-8")
    assert Package(str(found["datapackage.json"])).validate().valid
    assert '"method": null' in found["provenance.json"].read_text(encoding="utf-8")


def test_scores_by_another_version_of_the_method_are_told_of(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    assert snapshot.results is not None
    otherwise = replace(snapshot.results, otherwise=2)

    write_package(replace(snapshot, results=otherwise), tmp_path / "seoul")

    readme = (tmp_path / "seoul/README.txt").read_text(encoding="utf-8")
    assert "scored by another version of the method" in readme
    assert "of this package: 2." in " ".join(readme.split())


def test_with_names_all_are_named_and_a_warning_says_so(
    surveyed: Surveyed, tmp_path: Path
) -> None:
    write_package(surveyed.read(with_names=True), tmp_path / "seoul")

    found = list_files(tmp_path / "seoul")
    units = found["csv/units.csv"].read_text(encoding="utf-8")
    assert all(name in units for name in HIDDEN)
    assert ",12345," in units
    for name in ("README.txt", "RULES.txt"):
        text = found[name].read_text(encoding="utf-8")
        assert text.startswith("THIS PACKAGE NAMES UNITS")
    # No person, no address and no words of theirs even so.
    for name, path in found.items():
        words = "".join(unfold(path))
        for said in ("@city", "@staff", "We are", f"Ana {CANARY}", "1987-06"):
            assert said not in words, name
