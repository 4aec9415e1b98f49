"""`meter reliability`: is it measured well?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scoring.quality.consistency import Way
    from scoring.quality.responses import Walk


@click.command()
@click.argument("instrument")
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--method", help="Key of a method; the instrument's default without it.")
@click.option("--unit", help="Column that names the units; the first without it.")
@click.option("--respondent", help="Column that names who answered for the unit.")
@click.option(
    "--gaps",
    type=click.Choice(["pairwise", "listwise", "imputed"]),
    default="pairwise",
    show_default=True,
    help="Where answers are missing: take each pair of items by itself, leave the "
    "response out, or take the median of the item.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="File for all figures: .csv, .xlsx or .json.",
)
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
    from instruments import load_instrument
    from meter.exchange.answer_files import read_answers
    from meter.reports.reliability import (
        write_agreement,
        write_consistency,
        write_styles,
    )
    from meter.reports.tables import check_table_ending, write_tables
    from scoring import compile_plan
    from scoring.quality.agreement import measure_agreement
    from scoring.quality.reliability import measure_reliability
    from scoring.quality.response_styles import describe_styles
    from scoring.quality.responses import read_responses

    if output is not None:
        check_table_ending(output)
    plan = compile_plan(load_instrument(instrument), method)
    read = read_responses(plan.instrument, read_answers(answers), unit, respondent)
    for warning in read.unknown:
        click.echo(f"warning: {warning}", err=True)
    consistent = measure_reliability(plan, read, gaps, _show("Nodes"))
    tables = {"nodes": consistent.nodes, "items": consistent.items}
    lines = [*write_consistency(consistent), ""]
    if respondent is not None:
        agreed = measure_agreement(plan, read, _show("Units"))
        tables |= {"agreement": agreed.sections, "answers": agreed.items}
        lines += [*write_agreement(agreed), ""]
    styles = describe_styles(plan.instrument, read)
    tables |= {"sections": styles.sections, "responses": styles.responses}
    lines += write_styles(styles)
    if output is not None:
        write_tables(tables, output)
    click.echo("\n".join(lines))


def _show(label: str) -> Walk:
    """Return what goes through names with a bar on a terminal, in silence else."""

    def walk(names: Sequence[str]) -> Iterator[str]:
        hidden = not sys.stderr.isatty()
        bar = click.progressbar(names, label=label, file=sys.stderr, hidden=hidden)
        with bar as shown:
            yield from shown

    return walk
