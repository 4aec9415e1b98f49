"""`meter knowledge`: what a workshop's cities share, as a file and from one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meter.cli.options import output_option

if TYPE_CHECKING:
    from meter.records import Workshop
    from meter.storage import Store


@click.group()
def knowledge() -> None:
    """Export and import the knowledge space of a workshop."""


@knowledge.command(name="export")
@click.argument("workshop_key", metavar="WORKSHOP")
@output_option("File to write: .csv or .json; else CSV is printed.")
def export(workshop_key: str, output: Path | None) -> None:
    """Write what is published in a WORKSHOP.

    Links are in it, uploaded files are not. In CSV a text that begins as a formula
    does gets an apostrophe in front, which importing takes off again.
    """
    from meter.exchange.whole_files import write_whole
    from meter.knowledge.exchange import export_file
    from meter.settings import load_settings
    from meter.storage import open_store

    kind = _find_kind(output)
    with open_store(load_settings()) as store:
        text = export_file(store, _get(store, workshop_key), kind)
    if output is None:
        sys.stdout.buffer.write(text.encode())
        return
    with write_whole(output) as file:
        file.write(text.encode())


@knowledge.command(name="import")
@click.argument("workshop_key", metavar="WORKSHOP")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(workshop_key: str, file: Path) -> None:
    """Publish the contributions of a FILE, CSV or JSON, in a WORKSHOP.

    All of them, or none: every row that cannot be taken is named. What is there
    already and says the same is left as it is.
    """
    from meter.clock import utc_now
    from meter.knowledge.exchange import import_rows, read_file
    from meter.settings import load_settings
    from meter.storage import open_store

    with open_store(load_settings()) as store:
        workshop = _get(store, workshop_key)
        rows = read_file(file.read_bytes())
        done = import_rows(store, workshop, rows, "meter knowledge import", utc_now())
    click.echo(f"{done.added} added, {done.unchanged} were there already.")


def _find_kind(output: Path | None) -> str:
    """Tell the kind of file by its ending."""
    from meter.knowledge.exchange import KINDS

    if output is None:
        return "csv"
    kind = output.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        message = "End the name in .csv or .json."
        raise click.BadParameter(message, param_hint="--output")
    return kind


def _get(store: Store, key: str) -> Workshop:
    from meter.errors import NotFoundError
    from meter.workshops.workshops import find_workshop

    found = find_workshop(store, key)
    if found is None:
        kind = "workshop"
        raise NotFoundError(kind, key)
    return found
