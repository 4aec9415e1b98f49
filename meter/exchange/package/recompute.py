# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "babel>=2.17",
#   "numpy>=2.3",
#   "pydantic>=2.13",
#   "pyyaml>=6.0.3",
#   "typing-extensions>=4.12",
# ]
# ///
"""Recompute every score of this package from its answers, and say which differ.

Run it in the folder that it came in, with the libraries named above:

    python recompute.py

It reads the answers, the instrument and the method of the package, scores anew with the
engine beside it (engine.zip), and compares with every number of the package. It ends
with 0 where all are the same to 1e-12, else with 1, and with 2 where a library is not
there. It needs no METER and no network.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments import Instrument
    from scoring import Scores
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

    Figures = dict[tuple[str, ...], float | str | None]
    """A figure by unit, what it is of, and the name of its column."""

TOLERANCE = 1e-12

HOW_TO_GET = "Install what the head of recompute.py names, or: uv run recompute.py"

MOST_TOLD = 50
"""Differences that are listed; all are counted."""

MARKS = {
    "NA": "not_applicable",
    "DK": "dont_know",
    "RF": "refused",
}


def main(folder: Path) -> int:
    """Recompute a package; give the exit code."""
    sys.path.insert(0, str(folder / "engine.zip"))
    made_by = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    differences = [*list_changed(folder)]
    count = 0
    try:
        for name, kept, found in list_tables(folder, made_by):
            count += len(found)
            differences += compare(name, kept, found)
    except ImportError as error:
        say(f"The library {error.name} is not here. {HOW_TO_GET}")
        return 2
    except Exception as error:  # noqa: BLE001  (what was changed may break anything)
        differences.append(f"What was changed cannot be scored: {error}.")
    for line in differences[:MOST_TOLD]:
        say(line)
    if len(differences) > MOST_TOLD:
        say(f"... and {len(differences) - MOST_TOLD} more.")
    if differences:
        say(f"{len(differences)} differences; {count} figures were recomputed.")
        return 1
    say(f"All {count} figures are the same to {TOLERANCE:g}. No file has changed.")
    return 0


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def list_changed(folder: Path) -> Iterator[str]:
    """Name the files that are not as they were written."""
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing."
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield f"{name} is not as it was written."


def list_tables(
    folder: Path, made_by: Mapping[str, Any]
) -> Iterator[tuple[str, Figures, Figures]]:
    """Give every table of figures: its name, what it says, what was recomputed."""
    from instruments.reading.documents import read_document

    text = (folder / "instrument/instrument.yaml").read_text(encoding="utf-8")
    instrument = read_document(text)
    fingerprints: Figures = {("instrument", "", "fingerprint"): instrument.fingerprint}
    told: Figures = {("instrument", "", "fingerprint"): made_by["fingerprint"]}
    yield "provenance.json", told, fingerprints
    if made_by["method"] is None:
        return
    from scoring import compile_plan, score_coded

    plan = compile_plan(instrument, made_by["method"])
    units, coded = read_answers(instrument, folder / "csv/answers_wide.csv")
    fingerprints = {("method", "", "fingerprint"): plan.method_fingerprint}
    told = {("method", "", "fingerprint"): made_by["method_fingerprint"]}
    yield "provenance.json", told, fingerprints
    scores = score_coded(plan, coded)
    for name, found in score_tables(plan, scores, units, coded, made_by):
        path = folder / f"csv/{name}.csv"
        yield path.name, read_figures(path, found), found


def score_tables(
    plan: Plan,
    scores: Scores,
    units: list[str],
    coded: Coded,
    made_by: Mapping[str, Any],
) -> Iterator[tuple[str, Figures]]:
    """Recompute the figures of each table of the package."""
    from scoring.kernel.values import item_values

    values = item_values(plan, coded)
    yield (
        "item_scores",
        {
            (unit, key, "value"): number
            for key, column in values.items()
            for unit, number in zip(units, column.tolist(), strict=True)
        },
    )
    yield "node_scores", dict(list_node_figures(plan, scores, units, coded))
    yield "scores_wide", dict(list_wide_figures(plan, scores, units))
    if plan.rules:
        yield "stages", dict(list_stages(plan, scores, units))
    if made_by["draws"]:
        yield "intervals", dict(list_intervals(plan, units, coded, made_by))


def list_node_figures(
    plan: Plan, scores: Scores, units: list[str], coded: Coded
) -> Iterator[tuple[tuple[str, ...], float | str | None]]:
    """Give the figures of the nodes."""
    from scoring.kernel.bounding import bound_scores

    bounds = bound_scores(plan, coded)
    columns = {
        "score": scores.score,
        "coverage": scores.coverage,
        "low": bounds.low,
        "high": bounds.high,
    }
    for name, array in columns.items():
        for row, unit in enumerate(units):
            for place, node in enumerate(plan.nodes):
                yield (unit, node, name), float(array[row, place])


def list_wide_figures(
    plan: Plan, scores: Scores, units: list[str]
) -> Iterator[tuple[tuple[str, ...], float | str | None]]:
    """Give the figures of the table that has a row a unit."""
    for place, node in enumerate(plan.nodes):
        for row, unit in enumerate(units):
            yield (unit, "", node), float(scores.score[row, place])
            coverage = float(scores.coverage[row, place])
            yield (unit, "", f"{node}.coverage"), coverage
    for node in plan.indices:
        for unit, rank in zip(units, scores.rank(node).tolist(), strict=True):
            yield (unit, "", f"{node}.rank"), float(rank) if rank else math.nan


def list_stages(
    plan: Plan, scores: Scores, units: list[str]
) -> Iterator[tuple[tuple[str, ...], float | str | None]]:
    """Give the stages."""
    for rule in plan.rules:
        for unit, stage in zip(units, scores.stage_keys(rule.key), strict=True):
            yield (unit, rule.key, "stage"), stage or ""


def list_intervals(
    plan: Plan, units: list[str], coded: Coded, made_by: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], float | str | None]]:
    """Draw the intervals again, with the same seed."""
    from scoring.uncertainty.sensitivity import vary

    drawn = vary(plan, coded, units, made_by["draws"], made_by["seed"])
    for node, spread in drawn.nodes.items():
        columns = {
            "score_low": spread.score.low,
            "score_median": spread.score.median,
            "score_high": spread.score.high,
            "rank_low": spread.rank.low,
            "rank_high": spread.rank.high,
        }
        for name, column in columns.items():
            for unit, number in zip(units, column.tolist(), strict=True):
                yield (unit, node, name), float(number)


def read_answers(instrument: Instrument, path: Path) -> tuple[list[str], Coded]:
    """Read and code the answers; what is withheld counts as given."""
    from scoring import code_answers

    units: list[str] = []
    rows: list[dict[str, Any]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            units.append(cells["unit"])
            rows.append(
                {
                    key: read_answer(item, cells[key])
                    for key, item in instrument.items.items()
                }
            )
    return units, code_answers(instrument, rows)


def read_answer(item: Any, cell: str) -> Any:
    """Read a cell: a reason, a number, options, or a text that stands for itself."""
    from instruments import Missing

    if cell == "":
        return Missing.UNANSWERED
    if cell in MARKS:
        return Missing(MARKS[cell])
    if item.type == "number":
        return float(cell)
    return tuple(cell.split(";")) if item.type == "multiple" else cell


def read_figures(path: Path, wanted: Figures) -> Figures:
    """Read from a table the columns that were recomputed."""
    columns = {name for _, _, name in wanted}
    found: Figures = {}
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        about = (table.fieldnames or ["unit", ""])[1]
        for cells in table:
            of = "" if about in columns else cells[about]
            for name in columns & cells.keys():
                found[cells["unit"], of, name] = cells[name]
    return found


def compare(name: str, kept: Figures, found: Figures) -> Iterator[str]:
    """Say where what a table says is not what was recomputed."""
    for key in sorted({*kept, *found}):
        told, again = kept.get(key), found.get(key)
        if not is_same(told, again):
            place = ", ".join(part for part in key if part)
            yield f"{name}: {place} is {show(told)}, recomputed {show(again)}."


def is_same(told: float | str | None, again: float | str | None) -> bool:
    """Tell whether two figures are the same; a blank is no number."""
    if isinstance(again, float):
        number = read_number(told)
        if math.isnan(again) or math.isnan(number):
            return math.isnan(again) and told == ""
        return abs(number - again) <= TOLERANCE
    return told == again


def read_number(told: float | str | None) -> float:
    """Read a number of a table; NaN where there is none."""
    try:
        return float(told or math.nan) if told != "0" else 0.0
    except ValueError:
        return math.nan


def show(figure: float | str | None) -> str:
    """Write a figure for a reader."""
    if figure is None:
        return "not there"
    if isinstance(figure, float) and math.isnan(figure):
        return "blank"
    return f"{figure!r}" if isinstance(figure, float) else f"'{figure}'"


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
