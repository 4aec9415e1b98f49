"""`meter revisions`: what a version of an instrument says otherwise than another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from meter.cli.options import output_option

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Instrument


@click.command()
@click.argument("old")
@click.argument("new")
@output_option("File for all that was compared: .csv or .json; else it is printed.")
def revisions(old: str, new: str, output: Path | None) -> None:
    """Compare two versions of an instrument, OLD and NEW.

    Each is a key of the library or the path of a YAML file. You learn of every item
    whether it is the same, reworded, rescaled, replaced, not comparable or added,
    with what differs, and what changed in framework, methods and stages. Answers to
    items that are the same or reworded can be compared over rounds.
    """
    from instruments import load_instrument
    from instruments.revisions import compare_versions
    from meter.exchange.revision_texts import draw_revision, write_revision

    former, later = load_instrument(old), load_instrument(new)
    revision = compare_versions(former, later)
    if output is not None:
        write_revision(revision, output)
        return
    click.echo(f"{_name(former)} and {_name(later)}")
    for line in draw_revision(revision):
        click.echo(line)


def _name(instrument: Instrument) -> str:
    return f"{instrument.key} {instrument.version} ({instrument.title})"
