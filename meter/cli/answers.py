"""`meter answers`: the answers of a round as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from meter.cli.options import output_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("round_key", metavar="ROUND")
@output_option("File for the answers: .csv or .parquet.", required=True)
def answers(round_key: str, output: Path) -> None:
    """Write the answers of a ROUND that count, a row a unit.

    Those that were submitted count, and in a reviewed round those that were accepted.
    The first column names the unit, the others are item keys, as `meter score` reads
    them. A round of any size takes little memory, and no save waits for it.
    """
    from meter.cli.score import show_progress
    from meter.comparison.answer_stream import open_stream
    from meter.errors import NotFoundError
    from meter.exchange.round_answers import check_round_place, write_round
    from meter.fieldwork.rounds import find_round
    from meter.settings import load_settings
    from meter.storage import open_store

    check_round_place(output)
    with open_store(load_settings()) as store:
        asked = find_round(store, round_key)
        if asked is None:
            kind = "round"
            raise NotFoundError(kind, round_key)
        with (
            open_stream(store, asked.id) as stream,
            show_progress("Writing") as tell,
        ):
            count = write_round(stream, output, tell)
    units = "1 unit" if count == 1 else f"{count} units"
    click.echo(f"Wrote the answers of {units}.", err=True)
