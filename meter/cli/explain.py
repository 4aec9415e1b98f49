"""`meter explain`: where one unit's score comes from, and what comes next."""

from __future__ import annotations

from pathlib import Path

import click

from meter.cli.score import compile_named, print_warnings


@click.command()
@click.argument("instrument")
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("name", metavar="UNIT")
@click.option(
    "--method",
    help="Key of a method, or path of a method file; the default without it.",
)
@click.option("--unit", help="Column that names the units; the first without it.")
@click.option("--node", help="What to explain; the first index without it.")
@click.option(
    "--budget",
    type=click.IntRange(min=1, max=1000),
    default=10,
    show_default=True,
    help="Effort that the best plan may cost.",
)
def explain(  # noqa: PLR0913, PLR0917 (an argument an option)
    instrument: str,
    answers: Path,
    name: str,
    method: str | None,
    unit: str | None,
    node: str | None,
    budget: int,
) -> None:
    """Explain the score of one UNIT in a file of ANSWERS to an INSTRUMENT.

    INSTRUMENT is a key of the library or the path of a YAML file. ANSWERS is what
    `meter score` takes, with all units: a relative method is fitted on them.

    You get the score, its stage and what holds it, what each item adds and loses, what
    was missing, what blocks the next stage, and a roadmap. Gains are arithmetic of the
    questionnaire, not predicted effects.
    """
    from meter.exchange.scored_files import read_coded
    from meter.reports.explanation import write_explanation
    from scoring.study.explanation import explain_coded

    plan = compile_named(instrument, method)
    read = read_coded(plan.instrument, answers, unit)
    print_warnings(read.warnings)
    found = explain_coded(plan, read.coded, list(read.units), name, node, budget)
    click.echo("\n".join(write_explanation(found)))
