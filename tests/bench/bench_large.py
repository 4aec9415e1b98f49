"""How a large round leaves the store, and how answers beyond memory are scored.

Run by `make bench`, or alone: python tests/bench/bench_large.py [ROWS [FOLDER]]

A round of 100,000 responses of 100 items is read into a frame and written as CSV and
as Parquet; it is compared with reading a Parquet file of the same codes, and with
polars and pyarrow writing the same texts. Then ROWS answers in a folder of Parquet
files, a million each, are scored by one process and by two dask workers, and compared
with decoding the files alone. Both results must be equal, bit by bit.

Without FOLDER, the answers and scores go at the end. 20,000,000 rows take 5 GB of disk.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from bench_files import LAUNCHER, make_answers, run, write_instrument
from bench_kernel import hold, say
from bench_storage import ROWS as ROUND_ROWS
from bench_storage import fill_round, measure_least, measure_reading, opened_field
from pyarrow import csv, parquet

from meter.comparison.answer_stream import open_stream
from meter.exchange.round_answers import write_round

ROWS = 2_000_000
FILE_ROWS = 1_000_000
ROUNDS = 3

READ_RATIO_MAX = WRITE_RATIO_MAX = 2.0
DECODE_RATIO_MAX = SPREAD_RATIO_MAX = 3.0
MEMORY_MB_MAX = 600


def measure_writing(folder: Path, ending: str) -> tuple[float, float]:
    """Write a round from the store, and the same frame alone: seconds each."""
    path = folder / f"round{ending}"
    with opened_field(1) as field:
        fill_round(field, ROUND_ROWS)

        def write_ours() -> None:
            with open_stream(field.store, field.round.id) as stream:
                write_round(stream, path)

        write_ours()
        ours = measure_least(write_ours, ROUNDS)
    table = csv.read_csv(path) if ending == ".csv" else parquet.read_table(path)
    table = table.cast(pa.schema([(name, pa.string()) for name in table.column_names]))
    return ours, min(measure_alone(table, folder / f"alone{ending}", ending))


def measure_alone(table: pa.Table, path: Path, ending: str) -> list[float]:
    """Write a frame by polars and by pyarrow: seconds each."""
    frame: Any = pl.from_arrow(table)
    if ending == ".csv":
        ways = (lambda: frame.write_csv(path), lambda: csv.write_csv(table, path))
    else:
        ways = (
            lambda: frame.write_parquet(path),
            lambda: parquet.write_table(table, path, compression="zstd"),
        )
    return [measure_least(way, ROUNDS) for way in ways]


def write_parts(folder: Path, rows: int) -> None:
    """Write answers as files of a million, unless they are there."""
    folder.mkdir(exist_ok=True)
    chance = np.random.default_rng(20261130)
    for number, start in enumerate(range(0, rows, FILE_ROWS)):
        path = folder / f"part-{number:03}.parquet"
        if not path.exists():
            table = make_answers(chance, start, min(FILE_ROWS, rows - start))
            parquet.write_table(table, path, row_group_size=FILE_ROWS)


@dataclass(frozen=True)
class Taken:
    """What some work took.

    Attributes:
        processor: seconds of all its processes together.
        megabytes: the most that one of them held.
    """

    seconds: float
    processor: float
    megabytes: float = 0

    def __str__(self) -> str:
        told = f"{self.seconds:8.1f} s, {self.processor:.1f} s of the processor"
        return f"{told}, {self.megabytes:.0f} MB" if self.megabytes else told


def decode(folder: Path) -> Taken:
    """Decode all files of a folder, batch by batch."""
    start, before = time.perf_counter(), time.process_time()
    for path in sorted(folder.iterdir()):
        file = parquet.ParquetFile(path, pre_buffer=False, buffer_size=1 << 16)
        for _ in file.iter_batches():
            pass
    return Taken(time.perf_counter() - start, time.process_time() - before)


def measure_decoding(folder: Path) -> Taken:
    """Decode in a process of its own."""
    return Taken(*json.loads(run(__file__, "--decode", str(folder))))


def measure_score(*arguments: str) -> Taken:
    """Score by the command."""
    found: dict[str, float] = json.loads(run("-c", LAUNCHER, *arguments))
    return Taken(found["seconds"], found["processor"], found["kilobytes"] / 1024)


def are_equal(alone: Path, spread: Path) -> bool:
    """Tell whether the parts of a folder are the rows of a file, bit by bit."""
    file = parquet.ParquetFile(alone)
    whole = file.iter_batches(1 << 16)
    rest = next(whole)
    for path in sorted(spread.iterdir()):
        for batch in parquet.ParquetFile(path).iter_batches(1 << 14):
            left = batch
            while len(left):
                rest = rest if len(rest) else next(whole)
                count = min(len(left), len(rest))
                if not left[:count].equals(rest[:count]):
                    return False
                left, rest = left[count:], rest[count:]
    return not len(rest) and next(whole, None) is None


def report_round(folder: Path) -> list[bool]:
    """Say how a round leaves the store."""
    reading = measure_reading()
    say(f"{ROUND_ROWS:,} responses of 100 items in the store")
    say(f"  {'into a frame':24}{reading.from_store:8.3f} s")
    kept = [hold("times reading Parquet", reading.ratio, READ_RATIO_MAX)]
    for ending in (".csv", ".parquet"):
        ours, alone = measure_writing(folder, ending)
        say(f"  {f'into {ending}':24}{ours:8.3f} s, the frame alone {alone:.3f} s")
        kept.append(hold(f"times {ending} alone", ours / alone, WRITE_RATIO_MAX))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"  {'MB of all of this':24}{held:8.0f}, with the frames compared with")
    return kept


def report_scoring(folder: Path, rows: int) -> list[bool]:
    """Say how long one process and two workers take over a folder of answers."""
    instrument, parts = folder / "bench.yaml", folder / "parts"
    write_instrument(instrument)
    write_parts(parts, rows)
    alone, spread = folder / "alone.parquet", folder / "spread"
    say(f"{rows:,} responses of 100 items in Parquet")
    bare = measure_decoding(parts)
    say(f"  {'decoding alone':24}{bare}")
    files = str(instrument), str(parts)
    one = measure_score(*files, "-o", str(alone))
    say(f"  {'one process':24}{one}")
    two = measure_score(*files, "-o", str(spread), "--engine", "dask")
    say(f"  {'two dask workers':24}{two} at most in one")
    same = are_equal(alone, spread)
    say(f"  {'equal bit by bit':24}{'yes' if same else 'NO':>8}")
    # By the clock, other work on the machine would count; two workers share the clock.
    return [
        same,
        hold("times decoding", one.processor / bare.processor, DECODE_RATIO_MAX),
        hold("MB of one process", one.megabytes, MEMORY_MB_MAX),
        hold("times one process", two.seconds / one.seconds, SPREAD_RATIO_MAX),
        hold("MB of a worker", two.megabytes, MEMORY_MB_MAX),
    ]


def main() -> int:
    """Print all figures, or the seconds of decoding alone; 1 if one is broken."""
    if sys.argv[1:2] == ["--decode"]:
        taken = decode(Path(sys.argv[2]))
        say(json.dumps([taken.seconds, taken.processor]))
        return 0
    rows = int(sys.argv[1]) if sys.argv[1:] else ROWS
    with TemporaryDirectory() as temporary:
        kept = report_round(Path(temporary))
        folder = Path(sys.argv[2]) if sys.argv[2:] else Path(temporary)
        kept += report_scoring(folder, rows)
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
