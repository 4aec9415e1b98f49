"""`meter explain`: where one unit's score comes from, and what comes next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meter.cli.options import answers_argument, method_option, unit_option
from meter.cli.score import compile_named, print_warnings, show_progress

if TYPE_CHECKING:
    from instruments import Instrument
    from scoring.frames import CodedFrame
    from scoring.study.diagnostics import Earlier

ALONE = "Give --earlier too: a rank is held against the score of that round."

UNUSED = "No diagnostic of this instrument looks at an earlier round. Leave it out."


@click.command()
@click.argument("instrument")
@answers_argument
@click.argument("name", metavar="UNIT")
@method_option
@unit_option
@click.option("--node", help="What to explain; the first index without it.")
@click.option(
    "--budget",
    type=click.IntRange(min=1, max=1000),
    default=10,
    show_default=True,
    help="Effort that the best plan may cost.",
)
@click.option(
    "--earlier",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of answers of an earlier round, for the diagnostics: whether the gain "
    "since came from what outside rankings count.",
)
@click.option(
    "--ranks",
    type=(click.IntRange(min=1), click.IntRange(min=1)),
    metavar="THEN NOW",
    help="Ranks of the unit in an outside ranking, at the time of --earlier and now.",
)
def explain(  # noqa: PLR0913, PLR0917 (an argument an option)
    instrument: str,
    answers: Path,
    name: str,
    method: str | None,
    unit: str | None,
    node: str | None,
    budget: int,
    earlier: Path | None,
    ranks: tuple[int, int] | None,
) -> None:
    """Explain the score of one UNIT in a file of ANSWERS to an INSTRUMENT.

    INSTRUMENT is a key of the library or the path of a YAML file. ANSWERS is what
    `meter score` takes, with all units: a relative method is fitted on them.

    You get the score, its stage and what holds it, what each item adds and loses, what
    was missing, what blocks the next stage, a roadmap, and the diagnostics that the
    instrument declares, with their numbers and guards. Gains are arithmetic of the
    questionnaire, not predicted effects.
    """
    from meter.reports.explanation import write_explanation
    from scoring.study.explanation import Question, explain_coded

    if ranks is not None and earlier is None:
        raise click.UsageError(ALONE)
    plan = compile_named(instrument, method)
    read = _read(plan.instrument, answers, unit)
    before = None
    if earlier is not None:
        _check_used(plan.instrument)
        before = _find_earlier(_read(plan.instrument, earlier, unit), name, ranks)
    question = Question(name, node, budget, before)
    with show_progress("Explaining") as tell:
        found = explain_coded(plan, read.coded, read.units, question, tell)
    click.echo("\n".join(write_explanation(found)))


def _read(instrument: Instrument, answers: Path, unit: str | None) -> CodedFrame:
    from meter.exchange.scored_files import read_coded

    with show_progress("Reading") as tell:
        read = read_coded(instrument, answers, unit, tell)
    print_warnings(read.warnings)
    return read


def _check_used(instrument: Instrument) -> None:
    kinds = {one.kind for one in instrument.diagnostics.values()}
    if "competition" not in kinds:
        raise click.UsageError(UNUSED)


def _find_earlier(
    read: CodedFrame, name: str, ranks: tuple[int, int] | None
) -> Earlier:
    from scoring.study.diagnostics import Earlier

    return Earlier.find(read.units, read.coded, name, ranks)
