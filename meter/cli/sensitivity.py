"""`meter sensitivity`: how sure are scores, ranks and stages?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from meter.cli.options import (
    answers_argument,
    method_option,
    output_option,
    unit_option,
)
from meter.cli.score import compile_named, print_warnings, show_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

ALONE = "'{unit}' stands beside itself. Name two units after --pair."

FEWEST, MOST = 10, 1_000_000
"""How often may be drawn, as an instrument may say."""


@click.command()
@click.argument("instrument")
@answers_argument
@method_option
@unit_option
@click.option(
    "--draws",
    type=click.IntRange(FEWEST, MOST),
    help="How often all is drawn; as the method says without it.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    help="Where chance begins; as the method says without it.",
)
@click.option(
    "--pair",
    "pairs",
    type=(str, str),
    multiple=True,
    metavar="UNIT OTHER",
    help="Two units: how often the one stands above the other; may be repeated.",
)
@output_option("File for all figures: .csv, .xlsx or .json.")
def sensitivity(  # noqa: PLR0913, PLR0917 (an argument an option)
    instrument: str,
    answers: Path,
    method: str | None,
    unit: str | None,
    draws: int | None,
    seed: int | None,
    pairs: tuple[tuple[str, str], ...],
    output: Path | None,
) -> None:
    """Tell how sure the scores of a file of ANSWERS are.

    INSTRUMENT is a key of the library or the path of a YAML file; its method has to
    declare 'alternatives': what could have been decided otherwise. ANSWERS is what
    `meter score` takes.

    All units are scored many times with other weights and choices. You get the band of
    ranks that each unit keeps to, whether its stage holds, which neighbours are told
    apart, what open answers could change, and which choices move the ranks. Of any two
    units --pair tells how often the one stands above the other. The same seed gives
    the same figures.
    """
    from meter.exchange.scored_files import read_coded
    from meter.reports import sensitivity as report
    from meter.reports.tables import check_table_place, write_tables
    from scoring.provenance import Provenance
    from scoring.uncertainty.sensitivity import vary
    from scoring.uncertainty.sobol import SAMPLES, apportion
    from scoring.uncertainty.space import find_alternatives

    if output is not None:
        check_table_place(output)
    plan = compile_named(instrument, method)
    find_alternatives(plan)
    with show_progress("Reading") as tell:
        read = read_coded(plan.instrument, answers, unit, tell)
    print_warnings(read.warnings)
    _check_pairs(pairs, read.units)
    with show_progress("Drawing") as tell:
        found = vary(plan, read.coded, read.units, draws, seed, tell)
    with show_progress("Finding causes") as tell:
        causes = apportion(plan, read.coded, SAMPLES, seed, tell)
    provenance = Provenance.of(plan)
    if output is not None:
        write_tables(report.list_tables(found, causes, pairs), output, provenance)
    lines = [*report.write_sensitivity(found, pairs), "", *report.write_causes(causes)]
    click.echo("\n".join(lines))
    click.echo(f"Varied {len(read.units)} units with {provenance}.", err=True)


def _check_pairs(pairs: Iterable[tuple[str, str]], units: Sequence[str]) -> None:
    """Refuse a unit that is not there, before anything is drawn, and a unit alone.

    Raises:
        UnknownUnitError: the answers have no unit of that name.
    """
    from scoring.errors import UnknownUnitError

    for pair in pairs:
        for unit in pair:
            if unit not in units:
                raise UnknownUnitError(unit, units)
        if pair[0] == pair[1]:
            raise click.UsageError(ALONE.format(unit=pair[0]))
