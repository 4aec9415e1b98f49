"""`meter reliability`: is it measured well?"""

from __future__ import annotations

import warnings
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
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from instruments import Instrument
    from scoring.kernel.plan import Plan
    from scoring.progress import Tell
    from scoring.quality.consistency import Way
    from scoring.quality.responses import Responses, Walk


@click.command()
@click.argument("instrument")
@answers_argument
@method_option
@unit_option
@click.option("--respondent", help="Column that names who answered for the unit.")
@click.option(
    "--gaps",
    type=click.Choice(["pairwise", "listwise", "imputed"]),
    default="pairwise",
    show_default=True,
    help="Where answers are missing: take each pair of items by itself, leave the "
    "response out, or take the median of the item.",
)
@output_option("File for all figures: .csv, .xlsx or .json.")
def reliability(  # noqa: PLR0913, PLR0917 (an argument an option)
    instrument: str,
    answers: Path,
    method: str | None,
    unit: str | None,
    respondent: str | None,
    gaps: Way,
    output: Path | None,
) -> None:
    """Tell how well a file of ANSWERS measures what an INSTRUMENT asks.

    INSTRUMENT is a key of the library or the path of a YAML file. ANSWERS is what
    `meter score` takes; with --respondent a unit may have several rows, one for each
    person.

    You get how far the items of each node move together (Cronbach's alpha, omega),
    how far the respondents of a unit agree, and responses that ask for a second look.
    No score is changed.
    """
    from meter.reports.tables import check_table_place, write_tables
    from scoring.provenance import Provenance

    if output is not None:
        check_table_place(output)
    plan = compile_named(instrument, method)
    read = _read(plan.instrument, answers, unit, respondent)
    print_warnings(read.warnings)
    lines, tables = _measure(plan, read, gaps, several=respondent is not None)
    provenance = Provenance.of(plan)
    if output is not None:
        write_tables(tables, output, provenance)
    click.echo("\n".join(lines))
    click.echo(f"Measured {len(read.units)} responses with {provenance}.", err=True)


def _read(
    instrument: Instrument, answers: Path, unit: str | None, respondent: str | None
) -> Responses:
    from meter.exchange.scored_files import read_coded
    from scoring.quality.responses import Responses

    with show_progress("Reading") as tell:
        if respondent is not None:
            return _read_respondents(instrument, answers, unit, respondent, tell)
        read = read_coded(instrument, answers, unit, tell)
    return Responses(read.units, [""] * len(read.units), read.coded, read.warnings)


def _read_respondents(
    instrument: Instrument,
    answers: Path,
    unit: str | None,
    respondent: str,
    tell: Tell,
) -> Responses:
    from meter.exchange.answer_files import read_answers
    from scoring.quality.responses import read_responses
    from scoring.table_warnings import TableWarning

    frame = read_answers(answers)
    tell(1 / 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TableWarning)  # they are printed later
        read = read_responses(instrument, frame, unit, respondent)
    tell(1)
    return read


def _measure(
    plan: Plan, read: Responses, gaps: Way, *, several: bool
) -> tuple[list[str], dict[str, pd.DataFrame]]:
    """Measure all there is: the report line by line, and its tables."""
    from meter.reports import reliability as report
    from scoring.quality.agreement import measure_agreement
    from scoring.quality.reliability import measure_reliability
    from scoring.quality.response_styles import describe_styles

    consistent = measure_reliability(plan, read, gaps, _show("Measuring nodes"))
    tables = {"nodes": consistent.nodes, "items": consistent.items}
    lines = [*report.write_consistency(consistent), ""]
    if several:
        agreed = measure_agreement(plan, read, _show("Comparing respondents"))
        tables |= {"agreement": agreed.sections, "answers": agreed.items}
        lines += [*report.write_agreement(agreed), ""]
    styles = describe_styles(plan.instrument, read, _show("Looking at styles"))
    tables |= {"sections": styles.sections, "responses": styles.responses}
    return [*lines, *report.write_styles(styles)], tables


def _show(label: str) -> Walk:
    """Return what goes through names and shows how far it is."""

    def walk(names: Sequence[str]) -> Iterator[str]:
        with show_progress(label) as tell:
            for done, name in enumerate(names):
                tell(done / len(names))
                yield name
            tell(1)

    return walk
