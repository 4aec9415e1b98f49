"""How fast `meter score` goes through large files, and how little memory it takes.

Run by `make bench`, or alone: python tests/bench/bench_files.py

Answers to 100 items (yes/no and five levels in turn; 5 % not applicable, 2 % blank) are
written as Parquet by pyarrow, in row groups of a million. The command runs in a process
of its own, and its start and imports count. It is compared with another process that
reads the same columns and writes the same columns of scores, both by pyarrow as it
comes; there, start and imports do not count.

Relative methods learn from all rows first. Their memory is measured too, at a million
and at four million rows; their time is printed and promised nowhere.

Memory is the highest resident size that the system reports of the command.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import yaml
from bench_kernel import HIDDEN, ITEMS, LEVELS, ROOT, hold, make_instrument, say
from pyarrow import csv, parquet

from instruments import load_instrument
from scoring import score

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = 1_000_000
MANY_ROWS = 4_000_000
CSV_ROWS = 200_000
CHECKED_ROWS = 2_000
ROUNDS = 3

RELATIVE: dict[str, dict[str, Any]] = {
    "mean": {"missing": {"unanswered": "mean"}},
    "min_max": {"normalise": {"index": "min_max"}},
    "percentile": {"normalise": {"index": "percentile"}},
    "winsorise": {"normalise": {"index": {"by": "min_max", "winsorise": 5}}},
}
"""What the method of the bench says besides, by a word for it."""

TIME_RATIO_MAX = 2.5
MEMORY_MB_MAX = 600

LAUNCHER = """
import json, resource, subprocess, sys, time
code = "from meter.cli import main; main()"
start = time.perf_counter()
subprocess.run([sys.executable, "-c", code, "score", *sys.argv[1:]],
               stderr=subprocess.DEVNULL, check=True)
seconds = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
processor = usage.ru_utime + usage.ru_stime
print(json.dumps({"seconds": seconds, "processor": processor,
                  "kilobytes": usage.ru_maxrss}))
"""
"""A program is charged with the memory of the one that starts it: this is small."""


def write_instrument(path: Path, **method: Any) -> None:
    """Write the instrument of the kernel's bench as a file, with fields of a method."""
    document = make_instrument().to_document()
    document.pop("translations")
    document["methods"]["default"] |= method
    path.write_text(yaml.safe_dump(document, sort_keys=False))


def write_answers(path: Path, rows: int) -> None:
    """Write answers a million at a time, so that little else is held."""
    chance = np.random.default_rng(20261121)
    writer = None
    for start in range(0, rows, ROWS):
        table = make_answers(chance, start, min(ROWS, rows - start))
        writer = writer or parquet.ParquetWriter(path, table.schema)
        writer.write_table(table, row_group_size=ROWS)
    if writer is not None:
        writer.close()


def make_answers(chance: np.random.Generator, start: int, rows: int) -> pa.Table:
    """Make random answers as text, a column an item."""
    kinds: tuple[Sequence[str], ...] = (("no", "yes"), LEVELS)
    columns = {"unit": pa.array([f"Unit {start + row}" for row in range(rows)])}
    for item in range(ITEMS):
        cells = [*kinds[item % 2], "NA", ""]
        share = 0.93 / (len(cells) - 2)
        shares = [*[share] * (len(cells) - 2), 0.05, 0.02]
        places = chance.choice(len(cells), rows, p=shares).astype(np.int32)
        drawn = pa.DictionaryArray.from_arrays(places, cells)
        columns[f"i{item}"] = drawn.cast(pa.string())
    return pa.table(columns)


# What is measured, each in a process of its own.


def read_and_write(answers: str, scores: str, output: str) -> float:
    """Read answers and write scores, both as whole tables: the seconds that take."""
    table = read_table(scores)
    start = time.perf_counter()
    read_table(answers)
    write_table(table, output)
    return time.perf_counter() - start


def read_table(path: str) -> pa.Table:
    """Read a file of either kind."""
    return csv.read_csv(path) if path.endswith("csv") else parquet.read_table(path)


def write_table(table: pa.Table, path: str) -> None:
    """Write a file of either kind."""
    if path.endswith("csv"):
        csv.write_csv(table, path)
    else:
        parquet.write_table(table, path)


def run(*command: str) -> str:
    """Run a program and give what it printed."""
    kept = {key: value for key, value in os.environ.items() if key not in HIDDEN}
    paths = os.pathsep.join(filter(None, [str(ROOT), kept.get("PYTHONPATH")]))
    ran = subprocess.run(
        [sys.executable, *command],
        env={**kept, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return ran.stdout


def run_score(instrument: Path, answers: Path, output: Path) -> tuple[float, float]:
    """Score a file by the command: seconds and megabytes."""
    files = [str(instrument), str(answers), "-o", str(output)]
    found: dict[str, float] = json.loads(run("-c", LAUNCHER, *files))
    return found["seconds"], found["kilobytes"] / 1024


def compare(instrument: Path, answers: Path, output: Path) -> None:
    """Refuse to report on scores that are not those of the kernel."""
    frame = parquet.read_table(answers).slice(0, CHECKED_ROWS).to_pandas()
    expected = score(load_instrument(instrument), frame).drop(columns="index.rank")
    found = parquet.read_table(output).slice(0, CHECKED_ROWS).to_pandas()
    for name in expected.columns:
        wanted, given = expected[name].astype(object), found[name].astype(object)
        if not wanted.where(wanted.notna(), None).equals(
            given.where(given.notna(), None)
        ):
            raise ValueError(name)


def measure(folder: Path, kind: str, rows: int) -> tuple[float, float, float]:
    """Measure the command and its comparison in turns: seconds each, megabytes."""
    instrument, answers = folder / "bench.yaml", folder / f"answers.{kind}"
    scores, copied = folder / f"scores.{kind}", folder / f"copied.{kind}"
    if kind == "csv":
        csv.write_csv(parquet.read_table(folder / "answers.parquet")[:rows], answers)
    times: list[tuple[float, float]] = []
    memory = 0.0
    for _ in range(ROUNDS):
        taken, held = run_score(instrument, answers, scores)
        bare = run(__file__, str(answers), str(scores), str(copied))
        times.append((taken, float(bare)))
        memory = max(memory, held)
    taken, bare_taken = (min(column) for column in zip(*times, strict=True))
    return taken, bare_taken, memory


def measure_relative(folder: Path, rows: int) -> list[bool]:
    """Score by methods that learn from all rows; tell which keep within memory."""
    kept = []
    for word, fields in RELATIVE.items():
        instrument = folder / f"{word}.yaml"
        write_instrument(instrument, **fields)
        files = folder / "answers.parquet", folder / "relative.parquet"
        taken, held = run_score(instrument, *files)
        say(f"  {word:24}{taken:8.3f} s")
        kept.append(hold(f"MB at most for {rows:,} by {word}", held, MEMORY_MB_MAX))
    return kept


def report(folder: Path) -> int:
    """Print all figures; 1 if a promised one is broken."""
    write_instrument(folder / "bench.yaml")
    answers = folder / "answers.parquet"
    write_answers(answers, ROWS)
    taken, bare, memory = measure(folder, "parquet", ROWS)
    compare(folder / "bench.yaml", answers, folder / "scores.parquet")
    say(f"{ROWS:,} responses of {ITEMS} items from Parquet to Parquet")
    say(f"  {'meter score':24}{taken:8.3f} s")
    say(f"  {'read and write alone':24}{bare:8.3f} s")
    of_csv = measure(folder, "csv", CSV_ROWS)
    say(f"{CSV_ROWS:,} from CSV to CSV")
    say(f"  {'meter score':24}{of_csv[0]:8.3f} s, {of_csv[0] / of_csv[1]:.1f} times")
    say(f"{ROWS:,} by methods that learn from all of them")
    relative = measure_relative(folder, ROWS)
    write_answers(answers, MANY_ROWS)
    longer, much = run_score(folder / "bench.yaml", answers, folder / "s.parquet")
    say(f"{MANY_ROWS:,} from Parquet to Parquet")
    say(f"  {'meter score':24}{longer:8.3f} s")
    say(f"{MANY_ROWS:,} by methods that learn from all of them")
    relative += measure_relative(folder, MANY_ROWS)
    kept = [
        *relative,
        hold("times reading and writing alone", taken / bare, TIME_RATIO_MAX),
        hold(f"MB at most for {ROWS:,}", memory, MEMORY_MB_MAX),
        hold(f"MB at most for {MANY_ROWS:,}", much, MEMORY_MB_MAX),
    ]
    return int(not all(kept))


def main() -> int:
    """Measure and report, or take the time of reading and writing alone."""
    if sys.argv[1:]:
        say(str(read_and_write(*sys.argv[1:])))
        return 0
    with TemporaryDirectory() as folder:
        return report(Path(folder))


if __name__ == "__main__":
    sys.exit(main())
