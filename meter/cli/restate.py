"""`meter restate`: published scores beside those of another method."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meter.cli.options import output_option, unit_option
from meter.cli.score import print_warnings, show_progress

if TYPE_CHECKING:
    from meter.comparison.restated import Restated

MOST_NAMES = 10
"""How many units a sentence names."""

LACKING = "Give an instrument and a file of answers, or --round."

TOO_MUCH = (
    "With --round give only --as and -o: the round names its instrument, its method and"
    " its units."
)


@click.command()
@click.argument("instrument", required=False)
@click.argument(
    "answers",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--round", "round_key", help="Key of a round, instead of a file.")
@click.option(
    "--as",
    "other",
    required=True,
    help="Key of the method to restate under, or path of a method file.",
)
@click.option("--method", help="The method that was published; else the default.")
@unit_option
@output_option(
    "File for the result: .csv, .xlsx, .parquet or .json; else CSV is printed."
)
def restate(  # noqa: PLR0913, PLR0917  (an argument an option)
    instrument: str | None,
    answers: Path | None,
    round_key: str | None,
    other: str,
    method: str | None,
    unit: str | None,
    output: Path | None,
) -> None:
    """Set published scores beside what another method says of the same answers.

    Give an INSTRUMENT and a file of ANSWERS as for `meter score`, or --round: then the
    kept scorecards of the round are the published side, and are only read.

    For every node, top down, you get NODE.published, NODE.restated and NODE.change,
    for an index the two ranks, for a staged node the two stages.
    """
    from meter.exchange.score_files import check_place, write_csv, write_scores

    if output is not None:
        check_place(output)
    if round_key is not None:
        _refuse(instrument, method, unit)
        found = _restate_round(round_key, other)
    elif instrument is None or answers is None:
        raise click.UsageError(LACKING)
    else:
        found = _restate_file(instrument, answers, method, other, unit)
    _tell(found)
    if output is None:
        write_csv(found.to_frame(), sys.stdout.buffer)
    else:
        write_scores(found.to_frame(), output, found.provenance)


def _refuse(*given: str | None) -> None:
    if any(one is not None for one in given):
        raise click.UsageError(TOO_MUCH)


def _restate_round(key: str, other: str) -> Restated:
    from meter.comparison.restated import restate_round
    from meter.errors import NotFoundError
    from meter.fieldwork.rounds import find_round
    from meter.settings import load_settings
    from meter.storage import open_store

    with open_store(load_settings()) as store:
        asked = find_round(store, key)
        if asked is None:
            kind = "round"
            raise NotFoundError(kind, key)
        return restate_round(store, asked.id, other)


def _restate_file(
    source: str, answers: Path, method: str | None, other: str, unit: str | None
) -> Restated:
    from instruments import find_method, load_instrument
    from meter.comparison.restated import Restated
    from meter.exchange.scored_files import read_coded
    from scoring import compile_plan
    from scoring.kernel.engine import score_coded

    instrument, published = load_instrument(source), method
    if method is not None:
        instrument, published = find_method(instrument, method)
    instrument, key = find_method(instrument, other)
    plans = compile_plan(instrument, published), compile_plan(instrument, key)
    with show_progress("Reading") as tell:
        read = read_coded(instrument, answers, unit, tell)
    print_warnings(read.warnings)
    with show_progress("Restating") as tell:
        one = score_coded(plans[0], read.coded)
        tell(1 / 2)
        two = score_coded(plans[1], read.coded)
        tell(1)
    return Restated(read.units, one, two)


def _tell(found: Restated) -> None:
    """Say by which methods, what differs between them, and what to bear in mind."""
    from scoring.method_table import say_facts, spell
    from scoring.provenance import Provenance

    published, restated = found.published.plan, found.restated.plan
    click.echo(f"Published: {Provenance.of(published)}.", err=True)
    click.echo(f"Restated:  {Provenance.of(restated)}.", err=True)
    for one in found.list_differences():
        topic = " ".join(filter(None, (spell(one.topic), one.about)))
        told = f"{say_facts(one.one)} -> {say_facts(one.other)}"
        click.echo(f"  {topic}: {told}", err=True)
    for side, plan in (("Published", published), ("Restated", restated)):
        if plan.is_relative:
            sentence = f"{side} scores depend on the other units."
            click.echo(sentence, err=True)
    if found.scored_otherwise:
        names = ", ".join(found.scored_otherwise[:MOST_NAMES])
        more = len(found.scored_otherwise) - MOST_NAMES
        names += f" and {more} more" if more > 0 else ""
        click.echo(
            f"warning: {names}: published by another version of the method.", err=True
        )
