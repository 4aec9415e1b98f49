"""`meter score`: score a file of answers without any database."""

from __future__ import annotations

import sys
import time
import warnings
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from meter.cli.options import (
    many_answers_argument,
    method_option,
    output_option,
    unit_option,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from scoring.kernel.plan import Plan
    from scoring.provenance import Provenance
    from scoring.table_warnings import TableWarning

MOST_WARNINGS = 20
"""How many warnings are printed in full."""


_PATIENCE = 1.0
"""Seconds without a bar."""

_STEPS = 1000

_NO_ENGINE = "--scheduler goes with --engine dask."

_NO_OUTPUT = "Name a folder for the scores with -o."


@click.command()
@click.argument("instrument")
@many_answers_argument
@method_option
@unit_option
@output_option(
    "File for the scores: .csv, .xlsx, .parquet or .json; else, or for -, they are"
    " printed."
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "json", "parquet"]),
    help="What is printed where no file is named; CSV without it.",
)
@click.option(
    "--engine",
    type=click.Choice(["dask"]),
    help="Spread a folder of Parquet files over workers, into a folder of scores.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Of a dask cluster, as tcp://10.0.0.5:8786; two workers here without it.",
)
def score(  # noqa: PLR0913, PLR0917 (an argument an option)
    instrument: str,
    answers: Path,
    method: str | None,
    unit: str | None,
    output: Path | None,
    kind: str | None,
    engine: str | None,
    scheduler: str | None,
) -> None:
    """Score a file of ANSWERS with an INSTRUMENT.

    INSTRUMENT is a key of the library or the path of a YAML file. ANSWERS is CSV,
    Excel or Parquet of any size, one row a unit; the other columns are item keys. A
    blank is unanswered, NA not applicable, DK don't know, RF refused. A folder of
    Parquet files is read as one table; with - answers come from standard input. What
    is printed is the scores alone: all that is told besides goes to standard error.

    For every node of the framework, top down, you get its score (0 to 1, blank where
    there is none), its coverage, and its stage and rank where it has them. In CSV a
    name of a unit that a spreadsheet would calculate gets an apostrophe before it.

    By which instrument and method is told at the end, and kept with the scores:
    Parquet says so in its schema, Excel on a second sheet, JSON under made_by, and
    beside scores.csv stands scores.made_by.json.

    One process is quickest on one machine, at any size. --engine dask is for answers
    and workers on several machines that see the same folders: each takes whole row
    groups, and writes a part of the scores. The scores are the same.
    """
    if engine is not None:
        _spread(instrument, answers, method, unit, output, scheduler)
        return
    if scheduler is not None:
        raise click.UsageError(_NO_ENGINE)
    from meter.exchange.score_files import check_place, open_scores
    from meter.exchange.scored_files import code_file, score_file
    from meter.exchange.streams import STREAM, hold_input, stream_scores
    from scoring.provenance import Provenance

    is_printed = output is None or output == STREAM
    if output is not None and not is_printed:
        _refuse_format(kind)
        check_place(output)
    plan = compile_named(instrument, method)
    provenance = Provenance.of(plan)
    is_piped = answers == STREAM
    with (
        hold_input(sys.stdin.buffer) if is_piped else nullcontext(answers) as path,
        show_progress("Reading") as tell,
        code_file(plan.instrument, path, unit, tell) as coded,
    ):
        print_warnings(coded.warnings)
        opened = (
            stream_scores(sys.stdout.buffer, kind or "csv", provenance)
            if output is None or is_printed
            else open_scores(output, provenance, coded.units)
        )
        with show_progress("Scoring") as tell_more, opened as writer:
            score_file(plan, coded, writer, tell_more)
        _tell_units(coded.units, provenance)


def _spread(
    instrument: str,
    answers: Path,
    method: str | None,
    unit: str | None,
    output: Path | None,
    scheduler: str | None,
) -> None:
    """Score a folder by workers, here or on a cluster."""
    from meter.exchange.spread.cluster import open_client
    from meter.exchange.spread.scoring import check_places, score_folder
    from scoring.provenance import Provenance

    if output is None:
        raise click.UsageError(_NO_OUTPUT)
    check_places(answers, output)
    plan = compile_named(instrument, method)
    with open_client(scheduler) as client, show_progress("Scoring") as tell:
        scored = score_folder(plan, answers, output, client, unit, tell)
    print_warnings(scored.warnings)
    _tell_units(scored.units, Provenance.of(plan))


def _tell_units(count: int, provenance: Provenance) -> None:
    units = "1 unit" if count == 1 else f"{count} units"
    click.echo(f"Scored {units} with {provenance}.", err=True)


def _refuse_format(kind: str | None) -> None:
    if kind is not None:
        message = "The ending of the file's name says it; leave --format out."
        raise click.UsageError(message)


def compile_named(instrument: str, method: str | None) -> Plan:
    """Compile an instrument with a method of its own or of a file."""
    from instruments import find_method, load_instrument
    from scoring import compile_plan

    loaded = load_instrument(instrument)
    if method is None:
        return compile_plan(loaded)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        plan = compile_plan(*find_method(loaded, method))
    for warning in caught:
        click.echo(f"warning: {warning.message}", err=True)
    return plan


@contextmanager
def show_progress(label: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on a terminal once the work has taken a second.

    Gives a function that takes how much of the work is done, 0..1.
    """
    bar: Any = None
    started = time.monotonic()

    def tell(done: float) -> None:
        nonlocal bar
        if bar is None and time.monotonic() - started > _PATIENCE:
            bar = click.progressbar(length=_STEPS, label=label, file=sys.stderr)
            bar.render_progress()
        if bar is not None:
            bar.update(int(done * _STEPS) - bar.pos)

    try:
        yield tell if sys.stderr.isatty() else lambda _: None
    finally:
        if bar is not None:
            bar.render_finish()


def print_warnings(told: Iterable[TableWarning]) -> None:
    """Say what a reader should know of a table, the first things in full."""
    every = list(told)
    for warning in every[:MOST_WARNINGS]:
        click.echo(f"warning: {warning}", err=True)
    if len(every) > MOST_WARNINGS:
        more = len(every) - MOST_WARNINGS
        click.echo(f"warning: {more} more warnings.", err=True)
