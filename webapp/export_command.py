"""The command `meter export`: it speaks the languages that the pages speak."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meter.cli.options import language_option
from meter.errors import NotFoundError

if TYPE_CHECKING:
    from meter.records import Round
    from meter.storage import Store


@click.command()
@click.argument("round_key", metavar="ROUND")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the package; it must not hold anything.",
)
@language_option
@click.option(
    "--with-names",
    is_flag=True,
    help="Name every unit and tell its facts: for the organiser's own use.",
)
def export(
    round_key: str,
    output: Path,
    language: str | None,
    with_names: bool,  # noqa: FBT001  (click passes it)
) -> None:
    """Write the research package of a ROUND into a folder.

    Answers, scores, stages, intervals and evidence as CSV, Parquet, Excel, SPSS and
    Stata, with codebook, instrument, method, and a program that recomputes every
    score. Units have pseudonyms; names stand beside them of those alone that agreed.
    """
    from meter.exchange.package.guide import Guide
    from meter.exchange.package.package import check_place, write_package
    from meter.fieldwork.exporting import record_export
    from meter.fieldwork.rounds import get_instrument
    from meter.settings import load_settings
    from meter.storage import open_store
    from webapp.current import utc_now
    from webapp.package.making import make_snapshot
    from webapp.workbook_command import ensure_translated

    check_place(output)
    settings, at = load_settings(), utc_now()
    with open_store(settings) as store:
        asked = _get(store, round_key)
        wanted = ensure_translated(get_instrument(store, asked), language)
        snapshot = make_snapshot(
            store, settings, asked, wanted, at, with_names=with_names
        )
        announce = partial(
            record_export,
            store,
            asked.id,
            at,
            with_names=with_names,
            language=wanted,
            judged=snapshot.judged,
        )
        # Written down once it is whole: one that nobody got would stop the next one.
        write_package(snapshot, output, announce)
    if with_names:
        click.echo(Guide.warning, err=True)
    program = output / "recompute.py"
    click.echo(f"{output} is written. Recompute it: python {program}", err=True)


def _get(store: Store, key: str) -> Round:
    from meter.fieldwork.rounds import find_round

    asked = find_round(store, key)
    if asked is None:
        kind = "round"
        raise NotFoundError(kind, key)
    return asked
