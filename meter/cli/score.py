"""`meter score`: score a file of answers without any database."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("instrument")
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--method", help="Key of a method; the instrument's default without it.")
@click.option("--unit", help="Column that names the units; the first without it.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="File for the scores: .csv, .xlsx, .parquet or .json; else CSV is printed.",
)
def score(
    instrument: str,
    answers: Path,
    method: str | None,
    unit: str | None,
    output: Path | None,
) -> None:
    """Score a file of ANSWERS with an INSTRUMENT.

    INSTRUMENT is a key of the library or the path of a YAML file. ANSWERS is CSV,
    Excel or Parquet, one row a unit; the other columns are item keys. A blank is
    unanswered, NA not applicable, DK don't know, RF refused.

    For every node of the framework, top down, you get its score (0 to 1, blank where
    there is none), its coverage, and its stage and rank where it has them. In CSV a
    name of a unit that a spreadsheet would calculate gets an apostrophe before it.
    """
    from instruments import load_instrument
    from meter.exchange.answer_files import read_answers
    from meter.exchange.score_files import check_ending, write_csv, write_scores
    from scoring import compile_plan
    from scoring.frames import read_frame
    from scoring.kernel.engine import score_coded

    if output is not None:
        check_ending(output)
    plan = compile_plan(load_instrument(instrument), method)
    read = read_frame(plan.instrument, read_answers(answers), unit)
    for warning in read.unknown:
        click.echo(f"warning: {warning}", err=True)
    scores = score_coded(plan, read.coded).to_frame(read.units)
    if output is None:
        write_csv(scores, sys.stdout.buffer)
    else:
        write_scores(scores, output)
