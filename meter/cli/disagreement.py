"""`meter disagreement`: what the respondents of units answered apart."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from meter.cli.options import output_option

if TYPE_CHECKING:
    from pathlib import Path

    from meter.records import Round
    from meter.storage import Store
    from scoring.provenance import Provenance


@click.command()
@click.argument("round_key", metavar="ROUND")
@output_option(
    "File for the table: .csv, .xlsx, .parquet or .json; else CSV is printed."
)
def disagreement(round_key: str, output: Path | None) -> None:
    """Write how far the respondents of each unit of a ROUND lie apart.

    A row a unit and item: how many answered, the lowest and the highest answer, their
    spread in values of the method, the share of pairs who agree, and what was agreed,
    why and by whom. Then the answers, a column a respondent, who are not named. Only
    what was handed in counts.
    """
    from meter.comparison.disagreement import tabulate_disagreement
    from meter.exchange.disagreement_files import write_disagreement, write_text
    from meter.exchange.score_files import check_place
    from meter.settings import load_settings
    from meter.storage import open_store

    if output is not None:
        check_place(output)
    with open_store(load_settings()) as store:
        asked = _get(store, round_key)
        frame = tabulate_disagreement(store, asked.id)
        provenance = _tell(store, asked)
    if output is None:
        sys.stdout.buffer.write(write_text(frame).encode())
    else:
        write_disagreement(frame, output, provenance)


def _get(store: Store, key: str) -> Round:
    from meter.errors import NotFoundError
    from meter.fieldwork.rounds import find_round

    asked = find_round(store, key)
    if asked is None:
        kind = "round"
        raise NotFoundError(kind, key)
    return asked


def _tell(store: Store, asked: Round) -> Provenance | None:
    """Tell by what the spread was valued; None where nothing is scored."""
    from meter.fieldwork.rounds import get_instrument
    from scoring import compile_plan
    from scoring.provenance import Provenance

    if asked.method is None:
        return None
    return Provenance.of(compile_plan(get_instrument(store, asked), asked.method))
